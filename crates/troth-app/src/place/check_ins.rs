//! Check-ins: the plan, rounds, and reading cells that opened.

use troth_core::check_in::{
    Answer, Answers, CheckInCommand, Plan, PlanProposed, PlanStanding, Questions, ROUNDS_LISTED_DAYS, RoundId,
    RoundStatus, WindowHours,
};
use troth_core::sealed::{CellBytes, OpeningTry, Stage};
use troth_core::{Actor, Command, DeviceId, EntryId, Moment, OwnState, State, WallTime};
use troth_vault::{Cell, CellSecret, open_cell, reveal_own};

use super::shown::written;
use crate::cells::opened::OpenedRound;
use crate::intent::{PlanForm, Repeat};
use crate::message::Message;
use crate::sight::Sight;
use crate::view::{AnswersView, CheckInsView, PlanView, QuestionsKind, RoundPhase, RoundView, WhoseTurn};
use crate::{civil, form, key};

/// The answers to a planned round open this long after it does: one answers in the evening, and both read at breakfast.
/// It stands in the plan that both agree to.
const WINDOW_HOURS: u16 = 12;

/// Rounds that opened and stand in the list before anybody asks for older ones.
pub(crate) const OPENED_SHOWN: usize = 8;
/// How many follow at each asking: some screens of a phone.
pub(crate) const OPENED_MORE: usize = 40;

/// Which rounds are asked for.
#[derive(Clone, Copy)]
pub(crate) enum Asked<'a> {
    /// Those of the last weeks, and of older ones so many as opened.
    Latest(usize),
    /// One round alone, by its key.
    One(&'a str),
}

/// What the check-ins place shows. Rounds that nobody asked for stay closed.
pub(crate) fn view(sight: &Sight<'_>, asked: Asked<'_>, now: WallTime) -> CheckInsView {
    let all = sight.state.rounds_latest_first(&sight.me, now);
    match asked {
        Asked::Latest(opened) => of_rounds(sight, all, opened, now),
        Asked::One(key) => of_rounds(sight, all.filter(|round| key::read(key) == Some(round.round)), usize::MAX, now),
    }
}

/// What of it stands on Today: the rounds of these days.
pub(crate) fn view_of_today(sight: &Sight<'_>, now: WallTime) -> CheckInsView {
    of_rounds(sight, sight.state.recent_rounds(&sight.me, now).into_iter(), usize::MAX, now)
}

/// The rounds of these days that opened for both, with the days since.
pub(crate) fn opened_lately(sight: &Sight<'_>, now: WallTime) -> Vec<(RoundId, i64)> {
    let recent = sight.state.recent_rounds(&sight.me, now);
    let opened = recent.iter().filter(|round| Rounds::of(sight, &recent).is_open(round));
    opened.map(|round| (round.round, now.date().days_since(round.date))).collect()
}

fn of_rounds(
    sight: &Sight<'_>,
    all: impl Iterator<Item = RoundStatus>,
    opened_max: usize,
    now: WallTime,
) -> CheckInsView {
    let (state, me) = (&sight.state, &sight.me);
    let plans = |standing| state.shared.into_iter().flat_map(move |shared| shared.check_ins.standing(standing));
    let plan = plans(PlanStanding::InForce).last().map(|(id, plan)| plan_view(id, plan));
    let proposal = plans(PlanStanding::Open).last().map(|(id, plan)| (plan_view(id, plan), turn(plan, me)));
    let listed_since = now.date().minus_days(ROUNDS_LISTED_DAYS);
    let mut view = CheckInsView { plan, proposal, ..CheckInsView::default() };
    for round in all {
        // None of these is older than today, so the last one that is come to is the next.
        if round.stage == Stage::Scheduled {
            view.next = Some((civil::date(round.date), civil::time_or_empty(round.opens)));
            continue;
        }
        view.more = view.opened.len() >= opened_max && round.date < listed_since;
        if view.more {
            break;
        }
        let round = round_view(sight, &round);
        match round.phase {
            RoundPhase::Opened => view.opened.push(round),
            RoundPhase::Ended if round.mine.is_none() => {}
            _ => view.current.push(round),
        }
    }
    view
}

/// Rounds as the story tells them, the latest first: each is opened when it is come to.
#[derive(Clone, Copy)]
pub(crate) struct Rounds<'a> {
    sight: Option<&'a Sight<'a>>,
    all: &'a [RoundStatus],
}

impl<'a> Rounds<'a> {
    /// None at all.
    pub(crate) const fn none() -> Self {
        Self { sight: None, all: &[] }
    }

    /// Those of somebody who looks.
    pub(crate) const fn of(sight: &'a Sight<'a>, all: &'a [RoundStatus]) -> Self {
        Self { sight: Some(sight), all }
    }

    /// All of them, opened or not.
    pub(crate) fn all(self) -> impl Iterator<Item = &'a RoundStatus> {
        self.all.iter()
    }

    /// Whether a round opened for both.
    pub(crate) fn is_open(self, round: &RoundStatus) -> bool {
        let is_read = |sight| opened(sight, round.round, |opened| opened.theirs.is_some());
        round.may_open && self.sight.is_some_and(is_read)
    }
}

fn turn(plan: &Plan, me: &Actor) -> WhoseTurn {
    if plan.author == me.partner { WhoseTurn::Theirs } else { WhoseTurn::Mine }
}

fn plan_view(id: EntryId, plan: &Plan) -> PlanView {
    let PlanProposed { opens, window, rule, .. } = &plan.proposed;
    let minutes = u32::from(opens.hour() + window.hours()) * 60 + u32::from(opens.minute());
    PlanView {
        id,
        repeat: form::repeat_view(*rule),
        time: civil::time(*opens),
        reads_time: format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60),
        reads_days_later: minutes / (24 * 60),
    }
}

fn round_view(sight: &Sight<'_>, round: &RoundStatus) -> RoundView {
    let OpenedRound { mine, theirs } = opened(sight, round.round, OpenedRound::clone);
    let mine =
        mine.or_else(|| sight.holding.answer(round.round)?.reveal(round.round).and_then(|bytes| answers(&bytes)));
    let theirs = theirs.filter(|_| round.may_open);
    let phase = match (&theirs, round.stage) {
        (Some(_), _) => RoundPhase::Opened,
        (None, Stage::Open | Stage::Scheduled) => RoundPhase::ToAnswer,
        (None, Stage::Waiting) => RoundPhase::Sealed,
        (None, Stage::Ended) => RoundPhase::Ended,
    };
    RoundView {
        key: key::write(&round.round),
        date: civil::date(round.date),
        questions: match round.questions {
            Questions::Daily => QuestionsKind::Daily,
            Questions::Weekly => QuestionsKind::Weekly,
        },
        phase,
        until: round.until.map(moment),
        reads_at: round.reads_at.map(moment),
        mine,
        theirs,
    }
}

fn moment(moment: Moment) -> (String, String) {
    (civil::date(moment.date), civil::time_or_empty(moment.time))
}

/// Reads what both answered, as far as it opens for the person who looks: opened once, and kept.
fn opened<T>(sight: &Sight<'_>, round: RoundId, read: impl FnOnce(&OpenedRound) -> T) -> T {
    let state = &sight.state;
    let (own, tries) = (own_cells(state, &sight.me, round), state.round_tries(&sight.me, round));
    let open = |own: &[(DeviceId, EntryId)], tries: &[OpeningTry]| OpenedRound {
        mine: own.iter().find_map(|(device, cell)| own_answers(state, round, *device, *cell)),
        theirs: their_answers(state, round, tries),
    };
    sight.kept.round(round, (own, tries), open, read)
}

/// The cells that one's own devices posted for a round and hold a secret to.
fn own_cells(state: &State<'_>, me: &Actor, round: RoundId) -> Vec<(DeviceId, EntryId)> {
    let devices = state.own.members.partner(me.partner).into_iter().flat_map(|partner| partner.devices.keys());
    let cell = |device: &DeviceId| {
        state.own.check_ins.cell_secret(round, *device)?;
        Some((*device, state.shared?.check_ins.cell_of(round, *device)?))
    };
    devices.filter_map(cell).collect()
}

/// One's own sealed answer, read back with its kept secret.
fn own_answers(state: &State<'_>, round: RoundId, device: DeviceId, cell: EntryId) -> Option<AnswersView> {
    answers_in(state.own, device, round, state.shared?.check_ins.posted(round, cell)?.cells.first()?)
}

/// What one's own device sealed in a cell, if that is an answer and no blank.
pub(crate) fn answers_in(own: &OwnState, device: DeviceId, round: RoundId, cell: &CellBytes) -> Option<AnswersView> {
    let secret = CellSecret::decode(own.check_ins.cell_secret(round, device)?).ok()?;
    let cell = Cell::decode(cell.as_bytes()).ok()?;
    reveal_own(&round.context(), &secret, &cell).and_then(|bytes| answers(&bytes))
}

/// The partner's answer, if any opening that they posted opens: that takes an answer of one's own.
fn their_answers(state: &State<'_>, round: RoundId, tries: &[OpeningTry]) -> Option<AnswersView> {
    let context = round.context();
    let open = |attempt: &OpeningTry| {
        let secret = CellSecret::decode(state.own.check_ins.cell_secret(round, attempt.device)?).ok()?;
        let own = cell_bytes(state, round, attempt.own)?;
        let theirs = cell_bytes(state, round, attempt.theirs)?;
        open_cell(&context, &secret, &own, &theirs, attempt.openings.first()?.as_bytes())
    };
    tries.iter().find_map(open).and_then(|bytes| answers(&bytes))
}

pub(crate) fn cell_bytes(state: &State<'_>, round: RoundId, cell: EntryId) -> Option<Cell> {
    Cell::decode(state.shared?.check_ins.posted(round, cell)?.cells.first()?.as_bytes()).ok()
}

fn answers(bytes: &[u8]) -> Option<AnswersView> {
    let answers = Answers::decode(bytes)?;
    let lines = answers.in_order().map(|line| written(line));
    Some(AnswersView { lines: lines.to_vec() })
}

/// A typed answer, ready to be sealed. At least one line has to say something.
pub(crate) fn answer(questions: Questions, typed: &[String]) -> Result<Answers, Message> {
    let mut lines: [Option<Answer>; 3] = [None, None, None];
    for (line, typed) in lines.iter_mut().zip(typed) {
        *line = form::optional(typed)?;
    }
    if lines.iter().all(Option::is_none) {
        return Err(Message::plain("problem-answer-empty"));
    }
    Ok(Answers::new(questions, lines))
}

/// A typed plan, as the core's command. One weekday makes it weekly, with the weekly questions.
pub(crate) fn propose(typed: &PlanForm, now: WallTime) -> Result<Command, Message> {
    let rule = match &typed.repeat {
        Repeat::Daily | Repeat::Weekdays(_) => form::recurrence(&typed.repeat)?,
        Repeat::Once | Repeat::Monthly => None,
    };
    let rule = rule.ok_or(Message::plain("problem-plan-repeat"))?;
    let questions = match &typed.repeat {
        Repeat::Weekdays(days) if days.len() == 1 => Questions::Weekly,
        _ => Questions::Daily,
    };
    let opens = civil::parse_time(&typed.time).ok_or(Message::plain("problem-time"))?;
    let window = WindowHours::new(WINDOW_HOURS).ok_or(Message::plain("problem-time"))?;
    let plan = PlanProposed { questions, starts: now.date(), rule, opens, window };
    Ok(Command::CheckIn(CheckInCommand::ProposePlan(plan)))
}
