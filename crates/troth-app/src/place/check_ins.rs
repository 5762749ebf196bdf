//! Check-ins: the plan, rounds, and reading cells that opened.

use troth_core::check_in::{
    Answer, Answers, CheckInCommand, Plan, PlanProposed, PlanStanding, Questions, RoundId, RoundView as Round,
    WindowHours,
};
use troth_core::sealed::{CellBytes, Stage};
use troth_core::{Actor, Command, DeviceId, EntryId, OwnState, State, WallTime};
use troth_vault::{Cell, CellSecret, open_cell, reveal_own};

use super::shown::written;
use crate::intent::{PlanForm, Repeat};
use crate::message::Message;
use crate::view::{AnswersView, CheckInsView, PlanView, QuestionsKind, RoundPhase, RoundView, WhoseTurn};
use crate::{civil, form, key};

/// A planned round stays open this long: an evening and the morning after.
const WINDOW_HOURS: u16 = 20;

/// What the check-ins place shows.
pub(crate) fn view(state: &State<'_>, me: &Actor, now: WallTime) -> CheckInsView {
    let plans = |standing| state.shared.into_iter().flat_map(move |shared| shared.check_ins.standing(standing));
    let plan = plans(PlanStanding::InForce).last().map(|(id, plan)| plan_view(id, plan));
    let proposal = plans(PlanStanding::Open).last().map(|(id, plan)| (plan_view(id, plan), turn(plan, me)));
    let all = state.rounds(me, now);
    let next = all.iter().rev().find(|round| round.stage == Stage::Scheduled);
    let next = next.map(|round| (civil::date(round.date), civil::time_or_empty(round.opens)));
    let rounds = all.iter().filter(|round| round.stage != Stage::Scheduled).map(|round| round_view(state, me, round));
    let (opened, current): (Vec<_>, Vec<_>) = rounds.partition(|round| round.phase == RoundPhase::Opened);
    let current = current.into_iter().filter(|round| round.phase != RoundPhase::Ended || round.mine.is_some());
    CheckInsView { plan, proposal, current: current.collect(), opened, next }
}

fn turn(plan: &Plan, me: &Actor) -> WhoseTurn {
    if plan.author == me.partner { WhoseTurn::Theirs } else { WhoseTurn::Mine }
}

fn plan_view(id: EntryId, plan: &Plan) -> PlanView {
    PlanView { id, repeat: form::repeat_view(plan.proposed.rule), time: civil::time(plan.proposed.opens) }
}

fn round_view(state: &State<'_>, me: &Actor, round: &Round) -> RoundView {
    let theirs = their_answers(state, round);
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
        mine: own_answers(state, me, round.round),
        theirs,
    }
}

/// One's own sealed answer, read back with its kept secret.
fn own_answers(state: &State<'_>, me: &Actor, round: RoundId) -> Option<AnswersView> {
    let partner = state.own.members.partner(me.partner)?;
    let shared = state.shared?;
    let read = |device: &DeviceId| {
        let cell = shared.check_ins.cell_of(round, *device)?;
        answers_in(state.own, *device, round, shared.check_ins.posted(round, cell)?.cells.first()?)
    };
    partner.devices.keys().find_map(read)
}

/// What one's own device sealed in a cell, if that is an answer and no blank.
pub(crate) fn answers_in(own: &OwnState, device: DeviceId, round: RoundId, cell: &CellBytes) -> Option<AnswersView> {
    let secret = CellSecret::decode(own.check_ins.cell_secret(round, device)?).ok()?;
    let cell = Cell::decode(cell.as_bytes()).ok()?;
    reveal_own(&round.context(), &secret, &cell).and_then(|bytes| answers(&bytes))
}

/// The partner's answer, if any opening that they posted opens: that takes an answer of one's own.
fn their_answers(state: &State<'_>, round: &Round) -> Option<AnswersView> {
    let context = round.round.context();
    let open = |attempt: &troth_core::sealed::OpeningTry| {
        let secret = CellSecret::decode(state.own.check_ins.cell_secret(round.round, attempt.device)?).ok()?;
        let own = cell_bytes(state, round.round, attempt.own)?;
        let theirs = cell_bytes(state, round.round, attempt.theirs)?;
        open_cell(&context, &secret, &own, &theirs, attempt.openings.first()?.as_bytes())
    };
    round.tries.iter().find_map(open).and_then(|bytes| answers(&bytes))
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
