//! Setbacks: hard events on the way, recorded by either, and the plan each makes in calm. Nothing is ever reset by one.
//!
//! Danger is no kind of setback: it is written down nowhere, and the app leads to help instead (care 1-4).

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::codec::events;
use crate::kernel::header::{Actor, Said, Signed};
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::refusal::Refusal;
use crate::kernel::telling::{crack, plain};
use crate::kernel::text::Words;
use crate::kernel::time::{CivilDate, WallTime};

/// Lines that one partner may add to a setback; a talk has its own room. Each counts their own, so that nobody can fill
/// the page and leave the other without a word.
pub const SETBACK_WORDS_MAX: usize = 10;

events! {
    /// Setbacks and plans for hard days; shared stream, kinds 1300-1399.
    pub enum SetbackEvent in 1300..=1399 {
        /// A hard event.
        SetbackRecorded = 1300, Shared, "setback-recorded", crack;
        /// Words added to it, by either.
        SetbackWords = 1301, Shared, "setback-words", plain;
        /// One's own plan for hard days, made in calm; a later one takes its place.
        CalmPlanWritten = 1310, Shared, "calm-plan-written", plain;
    }
}

/// What kind of setback.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
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
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
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
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
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
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
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
    plans: BTreeMap<PartnerId, Said<CalmPlanWritten>>,
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
        let (author, written) = (signed.author, signed.header.written);
        match event {
            SetbackEvent::SetbackRecorded(recorded) => {
                let setback = Setback { author, recorded: recorded.clone(), written, words: Vec::new() };
                self.setbacks.insert(signed.header.id, setback);
            }
            SetbackEvent::SetbackWords(added) => {
                let setback = self.setbacks.get_mut(&added.setback).ok_or(AnomalyKind::NothingThere)?;
                setback.words.push((author, added.words.clone()));
            }
            SetbackEvent::CalmPlanWritten(plan) => {
                let edited = self.plans.contains_key(&author);
                self.plans.insert(author, Said { what: plan.clone(), entry: signed.header.id, written, edited });
            }
        }
        Ok(())
    }
}

/// Decides whether a partner may write `event`.
pub(crate) fn decide(
    all: &Setbacks,
    actor: &Actor,
    now: WallTime,
    event: SetbackEvent,
) -> Result<Vec<SetbackEvent>, Refusal> {
    match &event {
        SetbackEvent::SetbackRecorded(recorded) if recorded.day > now.date() => return Err(Refusal::NotDueYet),
        SetbackEvent::SetbackRecorded(_) => {}
        SetbackEvent::SetbackWords(added) => {
            let setback = all.setbacks.get(&added.setback).ok_or(Refusal::NothingThere)?;
            if setback.words.iter().filter(|(author, _)| *author == actor.partner).count() >= SETBACK_WORDS_MAX {
                return Err(Refusal::TooManyWords { limit: SETBACK_WORDS_MAX });
            }
        }
        SetbackEvent::CalmPlanWritten(CalmPlanWritten { helps: None, worse: None, first: None }) => {
            return Err(Refusal::NothingSaid);
        }
        SetbackEvent::CalmPlanWritten(_) => {}
    }
    Ok(vec![event])
}
