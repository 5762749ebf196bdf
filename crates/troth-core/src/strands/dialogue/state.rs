//! The state of dialogues, folded from the logs.

use super::events::{DialogueEvent, DialogueForm, DialogueProposed, DialoguePutOff, Felt, Keeping, RepairPhrase};
use super::keeping::Choices;
use super::machine::{Floor, Side};
use super::tree::{DialogueTurn, Turns};
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::header::{Header, Signed};
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::time::{Moment, WallTime};

/// The shortest pause, in minutes. Bodies need about that to calm down, and nobody can cut it short (care 37).
pub const PAUSE_MINUTES_MIN: i64 = 20;
/// Hours for which a paused dialogue asks the partners to resume or to choose a time. After that it stays silent.
pub const RESUME_HOURS: u16 = 24;
/// One minute in milliseconds.
const MINUTE_MS: i64 = 60_000;

/// Dialogues of a space.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Dialogues {
    dialogues: ById<Dialogue>,
    /// The dialogue of every turn and every pause.
    places: ById<EntryId>,
    held: ById<HeldTalk>,
    choices: Choices,
}

/// A dialogue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dialogue {
    /// The partner who asked for it.
    pub proposer: PartnerId,
    /// When they asked.
    pub written: WallTime,
    /// The request.
    pub proposed: DialogueProposed,
    /// Pauses, by the entry of each. Their authors are not kept, because nobody owes a reason.
    pub pauses: ById<Pause>,
    /// Repair phrases, in the order of the log.
    pub repairs: Vec<SaidRepair>,
    turns: Turns,
    not_yet: Option<WallTime>,
    ended: Option<WallTime>,
}

/// A pause.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pause {
    /// When it began, by the clock of the pausing partner.
    pub written: WallTime,
    /// When it ended.
    pub resumed: Option<WallTime>,
    times: ById<Moment>,
    replaced: Vec<EntryId>,
}

/// A repair phrase that was said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SaidRepair {
    /// The turn before it, or the entry that proposed the dialogue.
    pub after: EntryId,
    /// The side that said it.
    pub side: Side,
    /// When, by its author's clock.
    pub written: WallTime,
    /// The phrase.
    pub phrase: RepairPhrase,
}

/// A dialogue that was held side by side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeldTalk {
    /// The partner on whose device it was held.
    pub author: PartnerId,
    /// When it ended.
    pub written: WallTime,
    /// Its form.
    pub form: DialogueForm,
}

/// The standing of a dialogue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DialogueStanding {
    /// Open.
    Open,
    /// Paused.
    Paused,
    /// The other partner said "not yet". It wins over a concurrent consent from another of their devices.
    NotYet,
    /// Closed by a turn. It wins over a concurrent end.
    Closed,
    /// Ended without closing.
    Ended,
}

impl Pause {
    /// The earliest time to resume.
    #[must_use]
    pub const fn over_at(&self) -> WallTime {
        let unix_ms = self.written.unix_ms.saturating_add(PAUSE_MINUTES_MIN * MINUTE_MS);
        WallTime { unix_ms, ..self.written }
    }

    /// The chosen time to resume, with its entry. Of two concurrent choices the later time holds: it leaves more room.
    pub fn time(&self) -> Option<(EntryId, Moment)> {
        let standing = self.times.iter().filter(|(id, _)| !self.replaced.contains(id));
        standing.map(|(id, at)| (*id, *at)).max_by_key(|(id, at)| (*at, *id))
    }

    /// Whether the partners are asked to resume or to choose a time: for [`RESUME_HOURS`] hours.
    pub fn asks_for_a_time(&self, now: WallTime) -> bool {
        now.unix_ms < self.written.plus_hours(RESUME_HOURS).unix_ms
    }

    fn put_off(&mut self, id: EntryId, it: &DialoguePutOff) {
        self.times.insert(id, it.at);
        self.replaced.extend(it.instead_of);
    }
}

impl Dialogue {
    fn new(signed: Signed<'_>, proposed: &DialogueProposed) -> Self {
        Self {
            proposer: signed.author,
            written: signed.header.written,
            proposed: proposed.clone(),
            pauses: ById::default(),
            repairs: Vec::new(),
            turns: Turns::new(signed.header.id, Floor::first(proposed.form, proposed.first)),
            not_yet: None,
            ended: None,
        }
    }

    /// The side of a partner.
    pub fn side_of(&self, partner: PartnerId) -> Side {
        if partner == self.proposer { Side::Proposer } else { Side::Other }
    }

    /// The turns of the line that stands, in order.
    pub fn turns(&self) -> impl Iterator<Item = &DialogueTurn> {
        self.turns.line()
    }

    /// The entry that the next turn follows.
    pub fn head(&self) -> EntryId {
        self.turns.head()
    }

    /// The state of its machine.
    pub fn floor(&self) -> Floor {
        self.turns.floor()
    }

    /// Its standing.
    pub fn standing(&self) -> DialogueStanding {
        let closed = self.floor().turn_of().is_none();
        match (closed, self.not_yet.is_some(), self.ended.is_some()) {
            (true, ..) => DialogueStanding::Closed,
            (_, true, _) => DialogueStanding::NotYet,
            (_, _, true) => DialogueStanding::Ended,
            _ if self.open_pauses().next().is_some() => DialogueStanding::Paused,
            _ => DialogueStanding::Open,
        }
    }

    /// Whether the other partner has consented.
    pub fn has_begun(&self) -> bool {
        self.turns.line().next().is_some()
    }

    /// When the other partner consented.
    pub fn begun(&self) -> Option<WallTime> {
        self.turns.line().next().map(|turn| turn.written)
    }

    /// When a partner ended it.
    pub fn ended(&self) -> Option<WallTime> {
        self.ended
    }

    /// When the other partner said "not yet".
    pub fn not_yet(&self) -> Option<WallTime> {
        self.not_yet
    }

    /// The pauses that have not ended. There can be several, because both partners may pause at the same time.
    pub fn open_pauses(&self) -> impl Iterator<Item = (EntryId, &Pause)> {
        self.pauses.iter().filter(|(_, pause)| pause.resumed.is_none()).map(|(id, pause)| (*id, pause))
    }

    /// The open pause that ends last.
    pub fn pause(&self) -> Option<(EntryId, &Pause)> {
        self.open_pauses().max_by_key(|(id, pause)| (pause.written.unix_ms, *id))
    }
}

impl Dialogues {
    /// All dialogues, by the entry that proposed each.
    pub fn dialogues(&self) -> &ById<Dialogue> {
        &self.dialogues
    }

    /// Dialogues held side by side, by the entry that recorded each.
    pub fn held(&self) -> &ById<HeldTalk> {
        &self.held
    }

    /// The dialogue that an entry proposed, or that a turn or a pause belongs to.
    pub fn dialogue_of(&self, entry: EntryId) -> Option<(EntryId, &Dialogue)> {
        let id = self.places.get(&entry).copied().unwrap_or(entry);
        self.dialogues.get(&id).map(|dialogue| (id, dialogue))
    }

    /// How long an author's words are shown.
    pub fn keeping(&self, author: PartnerId) -> Keeping {
        self.choices.of(author)
    }

    /// Whether an author's words are still shown (care 24).
    pub fn shows(&self, author: PartnerId, written: WallTime, now: WallTime) -> bool {
        self.choices.shows(author, written, now)
    }

    pub(crate) fn fold(&mut self, signed: Signed<'_>, event: &DialogueEvent) -> Result<(), AnomalyKind> {
        let (id, written) = (signed.header.id, signed.header.written);
        match event {
            DialogueEvent::DialogueProposed(proposed) => {
                self.dialogues.insert(id, Dialogue::new(signed, proposed));
            }
            DialogueEvent::DialogueNotYet(it) => self.say_not_yet(signed, it.dialogue)?,
            DialogueEvent::RepairSaid(it) => {
                let dialogue = self.dialogue_mut(it.after)?;
                let side = dialogue.side_of(signed.author);
                dialogue.repairs.push(SaidRepair { after: it.after, side, written, phrase: it.phrase });
            }
            DialogueEvent::DialoguePaused(it) => {
                let (of, _) = self.dialogue_of(it.dialogue).ok_or(AnomalyKind::NothingThere)?;
                let pause = Pause { written, resumed: None, times: ById::default(), replaced: Vec::new() };
                self.dialogue_mut(of)?.pauses.insert(id, pause);
                self.places.insert(id, of);
            }
            DialogueEvent::DialogueResumed(it) => self.resume(written, it.pause)?,
            DialogueEvent::DialoguePutOff(it) => self.pause_mut(it.pause)?.put_off(id, it),
            DialogueEvent::DialogueEnded(it) => {
                self.dialogue_mut(it.dialogue)?.ended.get_or_insert(written);
            }
            DialogueEvent::HeldSideBySide(it) => {
                self.held.insert(id, HeldTalk { author: signed.author, written, form: it.form });
            }
            DialogueEvent::KeepingChosen(it) => self.choices.choose(signed.author, written, it.keeping),
            DialogueEvent::FeltHeard(_) => return Err(AnomalyKind::WrongStream),
            DialogueEvent::DialogueConsented(_) | DialogueEvent::DialogueClosed(_) | DialogueEvent::FloorPassed(_) => {
                self.take_turn(signed, event)?;
            }
            DialogueEvent::Spoken(_) | DialogueEvent::SaidBack(_) | DialogueEvent::Confirmed(_) => {
                self.take_turn(signed, event)?;
            }
            DialogueEvent::QuestionAsked(_) | DialogueEvent::QuestionsDone(_) | DialogueEvent::NotQuite(_) => {
                self.take_turn(signed, event)?;
            }
            DialogueEvent::PlanSuggested(_) | DialogueEvent::PlanAgreed(_) => self.take_turn(signed, event)?,
        }
        Ok(())
    }

    fn dialogue_mut(&mut self, entry: EntryId) -> Result<&mut Dialogue, AnomalyKind> {
        let id = self.places.get(&entry).copied().unwrap_or(entry);
        self.dialogues.get_mut(&id).ok_or(AnomalyKind::NothingThere)
    }

    fn pause_mut(&mut self, pause: EntryId) -> Result<&mut Pause, AnomalyKind> {
        self.dialogue_mut(pause)?.pauses.get_mut(&pause).ok_or(AnomalyKind::NothingThere)
    }

    fn take_turn(&mut self, signed: Signed<'_>, event: &DialogueEvent) -> Result<(), AnomalyKind> {
        let said = event.as_turn().ok_or(AnomalyKind::NothingThere)?;
        let (id, _) = self.dialogue_of(said.follows).ok_or(AnomalyKind::NothingThere)?;
        let dialogue = self.dialogue_mut(id)?;
        let side = dialogue.side_of(signed.author);
        let taken = dialogue.turns.take(signed.header, side, &said);
        if !matches!(taken, Err(AnomalyKind::NotTheirs | AnomalyKind::OutOfTurn | AnomalyKind::NothingThere)) {
            self.places.insert(signed.header.id, id);
        }
        taken
    }

    /// Only the partner who was asked may say "not yet".
    fn say_not_yet(&mut self, signed: Signed<'_>, dialogue: EntryId) -> Result<(), AnomalyKind> {
        let dialogue = self.dialogue_mut(dialogue)?;
        if dialogue.proposer == signed.author {
            return Err(AnomalyKind::NotTheirs);
        }
        dialogue.not_yet.get_or_insert(signed.header.written);
        Ok(())
    }

    /// Ends a pause, unless it is too early by the times of the two entries: a changed client cannot cut a pause short.
    fn resume(&mut self, written: WallTime, pause: EntryId) -> Result<(), AnomalyKind> {
        let pause = self.pause_mut(pause)?;
        if written.unix_ms < pause.over_at().unix_ms {
            return Err(AnomalyKind::TooEarly);
        }
        pause.resumed.get_or_insert(written);
        Ok(())
    }
}

/// The own stream's part of dialogues.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct OwnDialogues {
    felt: ById<(Felt, WallTime)>,
}

impl OwnDialogues {
    /// How heard the partner felt, by dialogue. The last note of each holds.
    pub fn felt(&self) -> &ById<(Felt, WallTime)> {
        &self.felt
    }

    pub(crate) fn fold(&mut self, header: &Header, event: &DialogueEvent) -> Result<(), AnomalyKind> {
        let DialogueEvent::FeltHeard(felt) = event else { return Err(AnomalyKind::WrongStream) };
        self.felt.insert(felt.dialogue, (felt.felt, header.written));
        Ok(())
    }
}
