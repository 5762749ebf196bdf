//! Setbacks: hard events that either partner records, and the plan for hard days that each makes in calm. A setback
//! resets nothing.
//!
//! Danger is no kind of setback: no event stores it, and the app leads to help instead (care 1-4).

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

/// The most lines that one partner may add to a setback, because dialogues have a strand of their own. The limit is per
/// partner, so that neither can use up the other's lines.
pub const SETBACK_WORDS_MAX: usize = 10;

events! {
    /// Setbacks and plans for hard days; shared stream, kinds 1300-1399.
    pub enum SetbackEvent in 1300..=1399 {
        /// The author records a setback.
        SetbackRecorded = 1300, Shared, "setback-recorded", crack;
        /// A partner adds words to it.
        SetbackWords = 1301, Shared, "setback-words", plain;
        /// The author writes their plan for hard days, in calm. A later plan replaces it.
        CalmPlanWritten = 1310, Shared, "calm-plan-written", plain;
    }
}

/// The kind of a setback.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum SetbackKind {
    /// A hard day, or a trigger.
    #[n(0)]
    HardDay,
    /// A missed promise.
    #[n(1)]
    MissedPromise,
    /// A new disclosure, told by the partner who had kept it.
    #[n(2)]
    DisclosureTold,
    /// A new disclosure, discovered by the other partner.
    #[n(3)]
    DisclosureFound,
    /// A relapse.
    #[n(4)]
    Relapse,
}

/// A recorded setback.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct SetbackRecorded {
    /// The kind.
    #[n(0)]
    pub kind: SetbackKind,
    /// The day.
    #[n(1)]
    pub day: CivilDate,
    /// The author's words, if any.
    #[n(2)]
    pub words: Option<Words>,
}

/// Words added to a setback.
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

/// A setback, with the words added to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setback {
    /// The partner who recorded it.
    pub author: PartnerId,
    /// The setback.
    pub recorded: SetbackRecorded,
    /// When it was recorded.
    pub written: WallTime,
    /// The added words with their authors, in the order of the log.
    pub words: Vec<(PartnerId, Words)>,
}

impl Setbacks {
    /// All setbacks, by the entry that recorded each.
    pub fn setbacks(&self) -> &ById<Setback> {
        &self.setbacks
    }

    /// The current plan of a partner.
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
