//! Dialogues: the talks as the two see them, and commands out of what was pressed.

use troth_core::dialogue::FeltHeard;
use troth_core::dialogue::{
    Dialogue, DialogueCommand, DialogueForm, DialogueProposed, DialogueStanding, DialogueTurn, Felt, FirstFloor, Floor,
    HeldTalk, Keeping, Pause, RepairPhrase, SaidRepair, Side, Turn,
};
use troth_core::membership::Link;
use troth_core::{Command, EntryId, PartnerId, SharedState, WallTime};

use super::shown::{name_of, written};
use super::side_by_side::Guide;
use crate::intent::{DialogueIntent, WhoFirst};
use crate::map::Detail;
use crate::message::Message;
use crate::rooms::Shown;
use crate::sight::Sight;
use crate::view::{
    DIALOGUE_FORMS, DialogueView, DialoguesView, FloorView, KEEPINGS, PausePhase, PauseView, TalkLine, TalkLineView,
    TalkStanding,
};
use crate::{civil, form};

/// The machines in the order of [`DIALOGUE_FORMS`].
const FORMS: [DialogueForm; 2] = [DialogueForm::SpeakerListener, DialogueForm::UnderstandingFirst];
/// The times in the order of [`KEEPINGS`].
const TIMES: [Keeping; 3] = [Keeping::Week, Keeping::Month, Keeping::Quarter];

/// What the room shows.
///
/// A talk has its lines where it is read, and none in the list.
pub(crate) fn view(sight: &Sight<'_>, shown: Shown<'_>, now: WallTime, guide: Option<&Guide>) -> DialoguesView {
    let (state, me) = (&sight.state, sight.me.partner);
    let Some(shared) = state.shared else { return DialoguesView::default() };
    let reader = TalkReader { shared, me, now };
    let all = &shared.dialogues;
    let talks = all.dialogues().iter().map(|(id, one)| {
        let lines = shown.has_detail(&Detail::Dialogue(*id)).then(|| reader.lines(*id, one));
        (one.written, DialogueView { lines: lines.unwrap_or_else(Vec::new), ..reader.talk(*id, one) })
    });
    let held = all.held().iter().map(|(id, one)| (one.written, reader.held(*id, one)));
    let mut talks: Vec<(WallTime, DialogueView)> = talks.chain(held).collect();
    let over = |one: &DialogueView| !matches!(one.standing, TalkStanding::Open | TalkStanding::Paused(_));
    talks.sort_by_key(|(written, one)| (over(one), core::cmp::Reverse((written.unix_ms, one.id))));
    let felt = |id: EntryId| state.own.dialogues.felt().get(&id).map(|(felt, _)| felt.get());
    DialoguesView {
        talks: talks.into_iter().map(|(_, one)| DialogueView { felt: felt(one.id), ..one }).collect(),
        keeping: keeping_name(all.keeping(me)),
        guide: guide.map(|guide| guide.view(now)),
    }
}

/// The next moment at which a pause is over, so that the screen follows by itself.
pub(crate) fn next_change(shared: &SharedState, now: WallTime) -> Option<i64> {
    let pauses = shared.dialogues.dialogues().values().flat_map(Dialogue::open_pauses);
    pauses.map(|(_, pause)| pause.over_at().unix_ms).filter(|at| *at > now.unix_ms).min()
}

pub(crate) fn form_name(form: DialogueForm) -> &'static str {
    name_of(&FORMS, &DIALOGUE_FORMS, &form)
}

fn keeping_name(keeping: Keeping) -> &'static str {
    name_of(&TIMES, &KEEPINGS, &keeping)
}

/// The floor as `side` sees it.
pub(crate) fn floor_view(floor: &Floor, side: Side) -> FloorView {
    FloorView {
        stage: floor.stage(),
        my_turn: floor.turn_of() == Some(side),
        my_floor: floor.speaker() == side,
        may_close: floor.after(Turn::Close).is_some(),
        has_plan: floor.has_plan(),
    }
}

/// A pause as a screen shows it.
pub(crate) fn pause_view(pause: &Pause, now: WallTime) -> PauseView {
    let over_at = WallTime { offset_minutes: now.offset_minutes, ..pause.over_at() };
    let phase = match (now.unix_ms < over_at.unix_ms, pause.time().is_none() && pause.asks_for_a_time(now)) {
        (true, _) => PausePhase::Lasts,
        (false, true) => PausePhase::Asks,
        (false, false) => PausePhase::Rests,
    };
    let time = pause.time().map(|(_, at)| (civil::date(at.date), civil::time_or_empty(at.time)));
    PauseView { until: civil::time(over_at.time_of_day()), phase, time }
}

/// What a talk is drawn from.
struct TalkReader<'a> {
    shared: &'a SharedState,
    me: PartnerId,
    now: WallTime,
}

impl TalkReader<'_> {
    fn talk(&self, id: EntryId, one: &Dialogue) -> DialogueView {
        let topic = one.proposed.topic.as_ref().filter(|_| self.shows(one, Side::Proposer, one.written));
        let floor = one.floor();
        DialogueView {
            id,
            head: one.head(),
            form: form_name(one.proposed.form),
            topic: written(topic),
            date: civil::date(one.written.date()),
            mine: one.proposer == self.me,
            standing: self.standing(one),
            floor: floor_view(&floor, one.side_of(self.me)),
            lines: Vec::new(),
            felt: None,
        }
    }

    fn held(&self, id: EntryId, one: &HeldTalk) -> DialogueView {
        DialogueView {
            id,
            head: id,
            form: form_name(one.form),
            topic: String::new(),
            date: civil::date(one.written.date()),
            mine: one.author == self.me,
            standing: TalkStanding::SideBySide,
            floor: floor_view(&Floor::first(one.form, FirstFloor::Proposer), Side::Proposer),
            lines: Vec::new(),
            felt: None,
        }
    }

    fn standing(&self, one: &Dialogue) -> TalkStanding {
        match one.standing() {
            DialogueStanding::Open | DialogueStanding::Paused if self.shared.members.link() != Link::Linked => {
                TalkStanding::LeftOpen
            }
            DialogueStanding::Open => TalkStanding::Open,
            DialogueStanding::Paused => match one.pause() {
                Some((_, pause)) => TalkStanding::Paused(pause_view(pause, self.now)),
                None => TalkStanding::Open,
            },
            DialogueStanding::NotYet => TalkStanding::NotYet,
            DialogueStanding::Closed if one.floor().is_planned() => TalkStanding::Planned,
            DialogueStanding::Closed => TalkStanding::Closed,
            DialogueStanding::Ended => TalkStanding::Ended,
        }
    }

    /// Turns in their order, each with the repair phrases said after it.
    fn lines(&self, id: EntryId, one: &Dialogue) -> Vec<TalkLineView> {
        let after = |at: EntryId| one.repairs.iter().filter(move |said| said.after == at);
        let mut lines: Vec<TalkLineView> = after(id).map(|said| self.repair(one, said)).collect();
        for turn in one.turns() {
            lines.push(self.turn(one, turn));
            lines.extend(after(turn.id).map(|said| self.repair(one, said)));
        }
        lines
    }

    fn turn(&self, one: &Dialogue, turn: &DialogueTurn) -> TalkLineView {
        let words = turn.words.as_ref().map(|words| words.as_str());
        let line =
            TalkLineView { mine: self.is_mine(one, turn.side), what: TalkLine::Turn(turn.turn), words: String::new() };
        match words {
            Some(words) if self.shows(one, turn.side, turn.written) => TalkLineView { words: words.to_owned(), ..line },
            Some(_) => TalkLineView { what: TalkLine::NotKept, ..line },
            None => line,
        }
    }

    fn repair(&self, one: &Dialogue, said: &SaidRepair) -> TalkLineView {
        let shown = self.shows(one, said.side, said.written);
        let what = if shown { TalkLine::Repair(said.phrase.get()) } else { TalkLine::NotKept };
        TalkLineView { mine: self.is_mine(one, said.side), what, words: String::new() }
    }

    fn is_mine(&self, one: &Dialogue, side: Side) -> bool {
        one.side_of(self.me) == side
    }

    fn shows(&self, one: &Dialogue, side: Side, written: WallTime) -> bool {
        let author = match side {
            Side::Proposer => Some(one.proposer),
            Side::Other => self.shared.members.other(one.proposer),
        };
        author.is_some_and(|author| self.shared.dialogues.shows(author, written, self.now))
    }
}

/// A machine by its name.
pub(crate) fn machine(name: &str) -> Result<DialogueForm, Message> {
    let at = DIALOGUE_FORMS.iter().position(|known| *known == name);
    at.and_then(|at| FORMS.get(at)).copied().ok_or(Message::plain("problem-choose"))
}

pub(crate) const fn first_floor(first: WhoFirst) -> FirstFloor {
    match first {
        WhoFirst::Me => FirstFloor::Proposer,
        WhoFirst::Partner => FirstFloor::Other,
    }
}

/// What was asked, as the core's command; `None` for what concerns this phone alone.
pub(crate) fn command(intent: &DialogueIntent) -> Result<Option<Command>, Message> {
    let command = match intent {
        DialogueIntent::Propose { form, topic, first } => {
            let (form, topic) = (machine(form)?, form::optional(topic)?);
            if form == DialogueForm::UnderstandingFirst && topic.is_none() {
                return Err(Message::plain("problem-topic"));
            }
            DialogueCommand::Propose(DialogueProposed { form, topic, first: first_floor(*first) })
        }
        DialogueIntent::NotYet(id) => DialogueCommand::NotYet(*id),
        DialogueIntent::Take { follows, turn, words } => {
            DialogueCommand::Take { follows: *follows, turn: *turn, words: form::optional(words)? }
        }
        DialogueIntent::Repair(id, phrase) => {
            let phrase = RepairPhrase::new(*phrase).ok_or(Message::plain("problem-choose"))?;
            DialogueCommand::Repair { dialogue: *id, phrase }
        }
        DialogueIntent::Pause(id) => DialogueCommand::Pause(*id),
        DialogueIntent::Resume(id) => DialogueCommand::Resume(*id),
        DialogueIntent::PutOff { dialogue, date, time } => {
            let at = civil::moment(form::date(date)?, form::optional_time(time)?);
            DialogueCommand::PutOff { dialogue: *dialogue, at }
        }
        DialogueIntent::End(id) => DialogueCommand::End(*id),
        DialogueIntent::Feel(dialogue, felt) => {
            let felt = Felt::new(*felt).ok_or(Message::plain("problem-choose"))?;
            return Ok(Some(Command::Felt(FeltHeard { dialogue: *dialogue, felt })));
        }
        DialogueIntent::Keep(name) => {
            let at = KEEPINGS.iter().position(|known| known == name);
            let keeping = at.and_then(|at| TIMES.get(at)).copied().ok_or(Message::plain("problem-choose"))?;
            DialogueCommand::Keep(keeping)
        }
        DialogueIntent::SideBySide(_) => return Ok(None),
    };
    Ok(Some(Command::Dialogue(command)))
}
