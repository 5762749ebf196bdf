//! What a partner may do about dialogues.

use super::events::{
    DialogueEnded, DialogueEvent, DialogueForm, DialogueNotYet, DialoguePaused, DialogueProposed, DialoguePutOff,
    DialogueResumed, FeltHeard, HeldSideBySide, Keeping, KeepingChosen, RepairPhrase, RepairSaid,
};
use super::machine::Turn;
use super::state::{Dialogue, DialogueStanding, Dialogues};
use crate::kernel::header::Actor;
use crate::kernel::ids::EntryId;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Words;
use crate::kernel::time::{Moment, WallTime};

/// Dialogues that may go on at a time. Who is in three talks already has enough to say.
pub const DIALOGUES_OPEN_MAX: usize = 3;
/// Of one partner's invitations, those that may wait for an answer. A second one would press.
pub const INVITATIONS_MAX: usize = 1;
/// After "not yet", whoever asked asks again no sooner. The one who said it may, at any time.
pub const NOT_YET_HOURS: u16 = 24;
/// How far ahead a paused dialogue can be put off. What needs longer is better let go, and begun anew.
pub const PUT_OFF_DAYS_MAX: u32 = 14;
/// Repair phrases of one partner in one dialogue. Who needs more needs a pause.
pub const REPAIRS_MAX: usize = 20;
/// Turns of one dialogue: many evenings. What is longer is better closed, and begun anew.
pub const TURNS_MAX: usize = 400;
/// Talks that one partner may say were held side by side in one day.
pub const HELD_PER_DAY_MAX: usize = 3;

/// What a partner wants to do about dialogues.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DialogueCommand {
    /// Ask for a dialogue.
    Propose(DialogueProposed),
    /// Say "not yet" to the other's.
    NotYet(EntryId),
    /// Take one's turn.
    Take {
        /// Exactly the turn that was in sight, or the entry that proposed the dialogue.
        follows: EntryId,
        /// What one does.
        turn: Turn,
        /// In one's words, where it needs any.
        words: Option<Words>,
    },
    /// Say a repair phrase.
    Repair {
        /// The dialogue.
        dialogue: EntryId,
        /// Which phrase.
        phrase: RepairPhrase,
    },
    /// Pause. No reason is asked, from no state.
    Pause(EntryId),
    /// Take it up again.
    Resume(EntryId),
    /// Choose a time for taking it up again.
    PutOff {
        /// The dialogue.
        dialogue: EntryId,
        /// When.
        at: Moment,
    },
    /// Let it go, or take one's own invitation back.
    End(EntryId),
    /// Say that a talk was held side by side.
    HoldSideBySide(DialogueForm),
    /// Choose how long one's own words are shown.
    Keep(Keeping),
}

/// Decides about a dialogue that both take part in.
pub(crate) fn decide(
    all: &Dialogues,
    actor: &Actor,
    now: WallTime,
    command: DialogueCommand,
) -> Result<Vec<DialogueEvent>, Refusal> {
    let rules = DialogueRules { all, actor, now };
    let event = match command {
        DialogueCommand::Propose(proposed) => rules.propose(proposed)?,
        DialogueCommand::NotYet(dialogue) => rules.not_yet(dialogue)?,
        DialogueCommand::Take { follows, turn, words } => rules.take(follows, turn, words)?,
        DialogueCommand::Repair { dialogue, phrase } => rules.repair(dialogue, phrase)?,
        DialogueCommand::Pause(dialogue) => {
            rules.open(dialogue)?;
            DialogueEvent::DialoguePaused(DialoguePaused { dialogue })
        }
        DialogueCommand::Resume(dialogue) => return rules.resume(dialogue),
        DialogueCommand::PutOff { dialogue, at } => rules.put_off(dialogue, at)?,
        DialogueCommand::End(dialogue) => {
            rules.going_on(dialogue)?;
            DialogueEvent::DialogueEnded(DialogueEnded { dialogue })
        }
        DialogueCommand::HoldSideBySide(form) => rules.hold(form)?,
        DialogueCommand::Keep(keeping) => DialogueEvent::KeepingChosen(KeepingChosen { keeping }),
    };
    Ok(vec![event])
}

/// Decides whether a partner may note how heard they felt: after a talk, also when the two have parted since.
pub(crate) fn decide_felt(all: &Dialogues, felt: FeltHeard) -> Result<Vec<DialogueEvent>, Refusal> {
    let over = |one: &Dialogue| matches!(one.standing(), DialogueStanding::Closed | DialogueStanding::Ended);
    let was_held = all.held().contains_key(&felt.dialogue) || all.dialogues().get(&felt.dialogue).is_some_and(over);
    if was_held { Ok(vec![DialogueEvent::FeltHeard(felt)]) } else { Err(Refusal::NothingThere) }
}

/// Dialogues as one partner may act on them.
struct DialogueRules<'a> {
    all: &'a Dialogues,
    actor: &'a Actor,
    now: WallTime,
}

impl DialogueRules<'_> {
    fn propose(&self, proposed: DialogueProposed) -> Result<DialogueEvent, Refusal> {
        if proposed.form == DialogueForm::UnderstandingFirst && proposed.topic.is_none() {
            return Err(Refusal::NothingSaid);
        }
        let (begun, waiting): (Vec<&Dialogue>, Vec<&Dialogue>) =
            self.all.dialogues().values().filter(|one| goes_on(one)).partition(|one| one.has_begun());
        if begun.len() >= DIALOGUES_OPEN_MAX {
            return Err(Refusal::TooManyOpen { limit: DIALOGUES_OPEN_MAX });
        }
        if waiting.iter().filter(|one| one.proposer == self.actor.partner).count() >= INVITATIONS_MAX {
            return Err(Refusal::TooManyOpen { limit: INVITATIONS_MAX });
        }
        if self.was_told_not_yet() {
            return Err(Refusal::NotYetSaid);
        }
        Ok(DialogueEvent::DialogueProposed(proposed))
    }

    /// Whether this partner was told "not yet" a short while ago.
    fn was_told_not_yet(&self) -> bool {
        let own = self.all.dialogues().values().filter(|one| one.proposer == self.actor.partner);
        own.filter_map(Dialogue::not_yet).any(|said| self.now.unix_ms < said.plus_hours(NOT_YET_HOURS).unix_ms)
    }

    fn not_yet(&self, dialogue: EntryId) -> Result<DialogueEvent, Refusal> {
        let found = self.going_on(dialogue)?;
        match (found.proposer == self.actor.partner, found.has_begun()) {
            (true, _) => Err(Refusal::NotYours),
            (false, true) => Err(Refusal::AlreadyDone),
            (false, false) => Ok(DialogueEvent::DialogueNotYet(DialogueNotYet { dialogue })),
        }
    }

    fn take(&self, follows: EntryId, turn: Turn, words: Option<Words>) -> Result<DialogueEvent, Refusal> {
        let (id, _) = self.all.dialogue_of(follows).ok_or(Refusal::NothingThere)?;
        let dialogue = self.open(id)?;
        let floor = dialogue.floor();
        if dialogue.head() != follows {
            return Err(Refusal::AlreadyDone);
        }
        if floor.turn_of() != Some(dialogue.side_of(self.actor.partner)) {
            return Err(Refusal::NotYours);
        }
        floor.after(turn).ok_or(Refusal::NothingThere)?;
        if dialogue.turns().count() >= TURNS_MAX {
            return Err(Refusal::TooManyOpen { limit: TURNS_MAX });
        }
        DialogueEvent::of_turn(follows, turn, words).ok_or(Refusal::NothingSaid)
    }

    fn repair(&self, dialogue: EntryId, phrase: RepairPhrase) -> Result<DialogueEvent, Refusal> {
        let found = self.open(dialogue)?;
        if !found.has_begun() {
            return Err(Refusal::NothingThere);
        }
        let side = found.side_of(self.actor.partner);
        if found.repairs.iter().filter(|said| said.side == side).count() >= REPAIRS_MAX {
            return Err(Refusal::TooManyOpen { limit: REPAIRS_MAX });
        }
        Ok(DialogueEvent::RepairSaid(RepairSaid { after: found.head(), phrase }))
    }

    /// Every pause that lies over the dialogue ends, and only once the longest is over.
    fn resume(&self, dialogue: EntryId) -> Result<Vec<DialogueEvent>, Refusal> {
        let found = self.going_on(dialogue)?;
        let (_, longest) = found.pause().ok_or(Refusal::AlreadyDone)?;
        if self.now.unix_ms < longest.over_at().unix_ms {
            return Err(Refusal::Paused);
        }
        let resumed = |pause| DialogueEvent::DialogueResumed(DialogueResumed { pause });
        Ok(found.open_pauses().map(|(pause, _)| resumed(pause)).collect())
    }

    fn put_off(&self, dialogue: EntryId, at: Moment) -> Result<DialogueEvent, Refusal> {
        let found = self.going_on(dialogue)?;
        let (pause, lying) = found.pause().ok_or(Refusal::NothingThere)?;
        if !at.is_ahead_at(self.now) {
            return Err(Refusal::InThePast);
        }
        if at.date > self.now.date().plus_days(PUT_OFF_DAYS_MAX) {
            return Err(Refusal::TooFarAhead { limit: PUT_OFF_DAYS_MAX });
        }
        let instead_of = lying.time().map(|(id, _)| id);
        Ok(DialogueEvent::DialoguePutOff(DialoguePutOff { pause, instead_of, at }))
    }

    fn hold(&self, form: DialogueForm) -> Result<DialogueEvent, Refusal> {
        let today = |written: WallTime| written.date() == self.now.date();
        let own = self.all.held().values().filter(|one| one.author == self.actor.partner && today(one.written));
        if own.count() >= HELD_PER_DAY_MAX {
            return Err(Refusal::TooManyOpen { limit: HELD_PER_DAY_MAX });
        }
        Ok(DialogueEvent::HeldSideBySide(HeldSideBySide { form }))
    }

    /// A dialogue that is neither closed nor let go; it may be paused.
    fn going_on(&self, id: EntryId) -> Result<&Dialogue, Refusal> {
        let found = self.all.dialogues().get(&id).ok_or(Refusal::NothingThere)?;
        if goes_on(found) { Ok(found) } else { Err(Refusal::AlreadyDone) }
    }

    /// A dialogue that goes on and isn't paused.
    fn open(&self, id: EntryId) -> Result<&Dialogue, Refusal> {
        let found = self.going_on(id)?;
        if found.standing() == DialogueStanding::Open { Ok(found) } else { Err(Refusal::Paused) }
    }
}

fn goes_on(dialogue: &Dialogue) -> bool {
    matches!(dialogue.standing(), DialogueStanding::Open | DialogueStanding::Paused)
}
