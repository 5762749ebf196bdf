//! The events of pages for oneself, and what such a page can hold.

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::codec::events;
use crate::kernel::ids::EntryId;
use crate::kernel::telling::untold;
use crate::kernel::text::{Title, Words};
use crate::kernel::time::CivilDate;
use crate::strands::accountability::StatementParts;
use crate::strands::boundary::BoundarySet;
use crate::strands::breach::{BreachKind, WantedDetail};
use crate::strands::horizon::GoalSet;
use crate::strands::promise::Terms;
use crate::strands::setback::CalmPlanWritten;

events! {
    /// Pages for oneself; own stream, kinds 1500-1599.
    ///
    /// None of them reaches the partner: sharing a page writes an ordinary entry of the shared stream beside them.
    pub enum SoloEvent in 1500..=1599 {
        /// The author writes a page.
        SoloWritten = 1500, Own, "for-myself-written", untold;
        /// The author changes it.
        SoloChanged = 1501, Own, "for-myself-changed", untold;
        /// The author erases it. What was shared of it stays shared.
        SoloErased = 1502, Own, -, untold;
        /// The author tells how one day of a promise to themselves went.
        SoloTold = 1503, Own, "for-myself-told", untold;
        /// The author shared a wording of it.
        SoloShared = 1504, Own, "for-myself-shared", untold;
    }
}

/// Which of the seven forms a page has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode)]
#[cbor(index_only)]
pub enum SoloKind {
    /// A draft of taking responsibility.
    #[n(0)]
    Statement,
    /// A plan for hard days.
    #[n(1)]
    HardDays,
    /// A promise to oneself.
    #[n(2)]
    Promise,
    /// A goal.
    #[n(3)]
    Goal,
    /// What happened.
    #[n(4)]
    Breach,
    /// A boundary.
    #[n(5)]
    Boundary,
    /// What I want to know.
    #[n(6)]
    Question,
}

/// What a page holds: the body of the shared event, where its author can fill it in alone, else a draft of it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SoloBody {
    /// A draft of taking responsibility.
    #[n(0)]
    Statement(#[n(0)] StatementDraft),
    /// A plan for hard days.
    #[n(1)]
    HardDays(#[n(0)] CalmPlanWritten),
    /// A promise to oneself.
    #[n(2)]
    Promise(#[n(0)] Terms),
    /// A goal.
    #[n(3)]
    Goal(#[n(0)] GoalSet),
    /// What happened.
    #[n(4)]
    Breach(#[n(0)] BreachDraft),
    /// A boundary.
    #[n(5)]
    Boundary(#[n(0)] BoundarySet),
    /// What I want to know.
    #[n(6)]
    Question(#[n(0)] QuestionDraft),
}

/// The parts of a statement, as far as they are written. A draft is worth saving from its first words on.
#[derive(Clone, Default, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct StatementDraft {
    /// What I did.
    #[n(0)]
    pub did: Option<Words>,
    /// How it hurt you.
    #[n(1)]
    pub hurt: Option<Words>,
    /// That it is mine.
    #[n(2)]
    pub mine: Option<Words>,
    /// What I feel about it.
    #[n(3)]
    pub feel: Option<Words>,
    /// What I will do.
    #[n(4)]
    pub will: Option<Words>,
}

/// Who is responsible, in the author's view.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum Responsible {
    /// The author.
    #[n(0)]
    Mine,
    /// The other partner at the time of sharing.
    #[n(1)]
    Theirs,
}

/// What happened, named by one partner for themselves.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct BreachDraft {
    /// In one line.
    #[n(0)]
    pub title: Title,
    /// In the author's own words.
    #[n(1)]
    pub words: Option<Words>,
    /// The day, or about the day.
    #[n(2)]
    pub when: Option<CivilDate>,
    /// The kind.
    #[n(3)]
    pub kind: BreachKind,
    /// Who is responsible, if the author says so.
    #[n(4)]
    pub responsible: Option<Responsible>,
}

/// Something that its author wants to know. It names no breach before it is shared.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct QuestionDraft {
    /// The question.
    #[n(0)]
    pub words: Words,
    /// How much its author wants to know.
    #[n(1)]
    pub detail: WantedDetail,
}

/// A page.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct SoloWritten {
    /// What it holds.
    #[n(0)]
    pub body: SoloBody,
}

/// A changed page.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct SoloChanged {
    /// The entry that first wrote the page.
    #[n(0)]
    pub page: EntryId,
    /// What it holds now. It is of the same kind.
    #[n(1)]
    pub body: SoloBody,
}

/// An erased page.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct SoloErased {
    /// The entry that first wrote the page.
    #[n(0)]
    pub page: EntryId,
}

/// How a day of a promise to oneself went.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SoloOutcome {
    /// Kept.
    #[n(0)]
    Kept,
    /// Kept in part.
    #[n(1)]
    PartlyKept,
    /// Missed.
    #[n(2)]
    Missed,
    /// Moved to another day. Nobody has to agree to it.
    #[n(3)]
    Moved(#[n(0)] CivilDate),
}

/// The outcome of one day of a promise to oneself. A later one replaces it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct SoloTold {
    /// The entry that first wrote the page.
    #[n(0)]
    pub page: EntryId,
    /// The day on which it fell due.
    #[n(1)]
    pub due: CivilDate,
    /// How it went.
    #[n(2)]
    pub outcome: SoloOutcome,
    /// The author's words, if any.
    #[n(3)]
    pub note: Option<Words>,
}

/// The mark that a wording was shared. The shared entry itself stands in the shared stream and names no page.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct SoloShared {
    /// The entry that first wrote the page.
    #[n(0)]
    pub page: EntryId,
    /// The entry that holds the shared words: the one that wrote the page, or the latest change.
    #[n(1)]
    pub wording: EntryId,
}

impl SoloBody {
    /// Which form it has.
    pub fn kind(&self) -> SoloKind {
        match self {
            Self::Statement(_) => SoloKind::Statement,
            Self::HardDays(_) => SoloKind::HardDays,
            Self::Promise(_) => SoloKind::Promise,
            Self::Goal(_) => SoloKind::Goal,
            Self::Breach(_) => SoloKind::Breach,
            Self::Boundary(_) => SoloKind::Boundary,
            Self::Question(_) => SoloKind::Question,
        }
    }
}

impl SoloKind {
    /// All kinds.
    pub const ALL: [Self; 7] =
        [Self::Statement, Self::HardDays, Self::Promise, Self::Goal, Self::Breach, Self::Boundary, Self::Question];
}

impl StatementDraft {
    /// The parts of a statement that can be shared; `None` while one that it needs is missing.
    pub fn whole(&self) -> Option<StatementParts> {
        let (did, hurt, mine) = (self.did.clone()?, self.hurt.clone()?, self.mine.clone()?);
        Some(StatementParts { did, hurt, mine, feel: self.feel.clone(), will: self.will.clone()? })
    }
}
