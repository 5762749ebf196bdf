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

/// The most dialogues at a time. Partners with three open dialogues have enough to say.
pub const DIALOGUES_OPEN_MAX: usize = 3;
/// The most invitations of one partner that may wait for an answer. A second one would press.
pub const INVITATIONS_MAX: usize = 1;
/// Hours after "not yet" in which the asking partner cannot ask again. The partner who said it can ask at any time.
pub const NOT_YET_HOURS: u16 = 24;
/// The most days that a paused dialogue can be put off. For longer, ending it and starting another is better.
pub const PUT_OFF_DAYS_MAX: u32 = 14;
/// The most repair phrases of one partner in a dialogue. A partner who needs more needs a pause.
pub const REPAIRS_MAX: usize = 20;
/// The most turns of a dialogue: many evenings. For longer, closing it and starting another is better.
pub const TURNS_MAX: usize = 400;
/// The most dialogues side by side that one partner may record in a day.
pub const HELD_PER_DAY_MAX: usize = 3;

/// What a partner wants to do about dialogues.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DialogueCommand {
    /// Ask for a dialogue.
    Propose(DialogueProposed),
    /// Say "not yet" to the other partner's invitation.
    NotYet(EntryId),
    /// Take a turn.
    Take {
        /// The turn that the screen showed last, or the entry that proposed the dialogue.
        follows: EntryId,
        /// The turn.
        turn: Turn,
        /// Its words, if it needs any.
        words: Option<Words>,
    },
    /// Say a repair phrase.
    Repair {
        /// The dialogue.
        dialogue: EntryId,
        /// The phrase.
        phrase: RepairPhrase,
    },
    /// Pause, in any state and without a reason.
    Pause(EntryId),
    /// Resume after a pause.
    Resume(EntryId),
    /// Choose a time to resume.
    PutOff {
        /// The dialogue.
        dialogue: EntryId,
        /// The time.
        at: Moment,
    },
    /// End the dialogue, or take an own invitation back.
    End(EntryId),
    /// Record that a dialogue was held side by side.
    HoldSideBySide(DialogueForm),
    /// Choose how long the actor's words are shown.
    Keep(Keeping),
}

/// Decides about commands that write to the shared stream.
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

/// Decides whether a partner may note how heard they felt: after a dialogue, even if the partners unlinked since.
pub(crate) fn decide_felt(all: &Dialogues, felt: FeltHeard) -> Result<Vec<DialogueEvent>, Refusal> {
    let over = |one: &Dialogue| matches!(one.standing(), DialogueStanding::Closed | DialogueStanding::Ended);
    let was_held = all.held().contains_key(&felt.dialogue) || all.dialogues().get(&felt.dialogue).is_some_and(over);
    if was_held { Ok(vec![DialogueEvent::FeltHeard(felt)]) } else { Err(Refusal::NothingThere) }
}

/// The rules for one partner's commands.
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

    /// Whether the other partner said "not yet" to the actor in the last [`NOT_YET_HOURS`] hours.
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

    /// Ends every open pause of the dialogue, once the longest of them is over.
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

    /// A dialogue that is open or paused.
    fn going_on(&self, id: EntryId) -> Result<&Dialogue, Refusal> {
        let found = self.all.dialogues().get(&id).ok_or(Refusal::NothingThere)?;
        if goes_on(found) { Ok(found) } else { Err(Refusal::AlreadyDone) }
    }

    /// A dialogue that is open and not paused.
    fn open(&self, id: EntryId) -> Result<&Dialogue, Refusal> {
        let found = self.going_on(id)?;
        if found.standing() == DialogueStanding::Open { Ok(found) } else { Err(Refusal::Paused) }
    }
}

fn goes_on(dialogue: &Dialogue) -> bool {
    matches!(dialogue.standing(), DialogueStanding::Open | DialogueStanding::Paused)
}
