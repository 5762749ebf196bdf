//! Setbacks: hard events on the way, recorded by either, and the plan each makes in calm. Nothing is ever reset by one.
//!
//! Danger is no kind of setback: it is written down nowhere, and the app leads to help instead (care 1-4).

use litemap::LiteMap;

use minicbor::{Decode, Encode};

use crate::anomaly::AnomalyKind;
use crate::by_id::ById;
use crate::codec::events;
use crate::decide::Refusal;
use crate::entry::{Actor, Said, Signed};
use crate::event::Draft;
use crate::fold::State;
use crate::ids::{EntryId, PartnerId};
use crate::text::Words;
use crate::time::{CivilDate, WallTime};

/// Lines that one partner may add to a setback; a talk has its own room. Each counts their own, so that nobody can fill
/// the page and leave the other without a word.
pub const SETBACK_WORDS_MAX: usize = 10;

events! {
    /// Setbacks and plans for hard days; shared stream, kinds 1300-1399.
    pub enum SetbackEvent {
        /// A hard event.
        SetbackRecorded(SetbackRecorded) = 1300,
        /// Words added to it, by either.
        SetbackWords(SetbackWords) = 1301,
        /// One's own plan for hard days, made in calm; a later one takes its place.
        CalmPlanWritten(CalmPlanWritten) = 1310,
    }
}

/// What kind of setback.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode)]
#[cbor(index_only)]
pub enum SetbackKind {
    /// A hard day, or something that brought it back.
    #[n(0)]
    HardDay,
    /// A missed promise.
    #[n(1)]
    MissedPromise,
    /// Something new, told by the one who had kept it.
    #[n(2)]
    DisclosureTold,
    /// Something new, discovered by the other.
    #[n(3)]
    DisclosureFound,
    /// A relapse.
    #[n(4)]
    Relapse,
}

/// A hard event.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct SetbackRecorded {
    /// What kind.
    #[n(0)]
    pub kind: SetbackKind,
    /// On which day.
    #[n(1)]
    pub day: CivilDate,
    /// In the author's words, if they want.
    #[n(2)]
    pub words: Option<Words>,
}

/// Words added.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct SetbackWords {
    /// The entry that recorded it.
    #[n(0)]
    pub setback: EntryId,
    /// The words.
    #[n(1)]
    pub words: Words,
}

/// A plan for hard days, in its author's words.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct CalmPlanWritten {
    /// What helps me.
    #[n(0)]
    pub helps: Option<Words>,
    /// What makes it worse.
    #[n(1)]
    pub worse: Option<Words>,
    /// What we do first.
    #[n(2)]
    pub first: Option<Words>,
}

/// All setbacks, and each partner's plan.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Setbacks {
    setbacks: ById<Setback>,
    plans: LiteMap<PartnerId, Said<CalmPlanWritten>>,
}

/// One setback.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setback {
    /// Who recorded it.
    pub author: PartnerId,
    /// What it was.
    pub recorded: SetbackRecorded,
    /// When it was recorded.
    pub written: WallTime,
    /// What was added, with who added it, in the order of the log.
    pub words: Vec<(PartnerId, Words)>,
}

/// What a partner wants to do about setbacks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SetbackCommand {
    /// Record one.
    Record(SetbackRecorded),
    /// Add words to one.
    Add {
        /// The setback.
        setback: EntryId,
        /// The words.
        words: Words,
    },
    /// Write one's own plan for hard days.
    WritePlan(CalmPlanWritten),
}

impl Setbacks {
    /// All setbacks, by the entry that recorded each.
    pub fn setbacks(&self) -> &ById<Setback> {
        &self.setbacks
    }

    /// A partner's plan as it stands.
    pub fn plan(&self, partner: PartnerId) -> Option<&Said<CalmPlanWritten>> {
        self.plans.get(&partner)
    }

    pub(crate) fn fold(&mut self, signed: Signed<'_>, event: &SetbackEvent) -> Result<(), AnomalyKind> {
        let (author, written) = (signed.author, signed.entry.written);
        match event {
            SetbackEvent::SetbackRecorded(recorded) => {
                let setback = Setback { author, recorded: recorded.clone(), written, words: Vec::new() };
                self.setbacks.insert(signed.entry.id, setback);
            }
            SetbackEvent::SetbackWords(added) => {
                let setback = self.setbacks.get_mut(&added.setback).ok_or(AnomalyKind::NothingThere)?;
                setback.words.push((author, added.words.clone()));
            }
            SetbackEvent::CalmPlanWritten(plan) => {
                let edited = self.plans.contains_key(&author);
                self.plans.insert(author, Said { what: plan.clone(), entry: signed.entry.id, written, edited });
            }
        }
        Ok(())
    }
}

pub(crate) fn decide(
    state: &State<'_>,
    actor: &Actor,
    now: WallTime,
    command: SetbackCommand,
) -> Result<Vec<Draft>, Refusal> {
    let setbacks = &state.linked()?.setbacks;
    let event = match command {
        SetbackCommand::Record(recorded) if recorded.day > now.date() => return Err(Refusal::NotDueYet),
        SetbackCommand::Record(recorded) => SetbackEvent::SetbackRecorded(recorded),
        SetbackCommand::Add { setback, words } => {
            let found = setbacks.setbacks.get(&setback).ok_or(Refusal::NothingThere)?;
            if found.words.iter().filter(|(author, _)| *author == actor.partner).count() >= SETBACK_WORDS_MAX {
                return Err(Refusal::TooManyWords { limit: SETBACK_WORDS_MAX });
            }
            SetbackEvent::SetbackWords(SetbackWords { setback, words })
        }
        SetbackCommand::WritePlan(CalmPlanWritten { helps: None, worse: None, first: None }) => {
            return Err(Refusal::NothingSaid);
        }
        SetbackCommand::WritePlan(plan) => SetbackEvent::CalmPlanWritten(plan),
    };
    Ok(vec![Draft::shared(event)])
}
