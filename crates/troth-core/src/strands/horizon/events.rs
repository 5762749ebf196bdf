//! What the log says about where the two are going.

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::codec::events;
use crate::kernel::ids::EntryId;
use crate::kernel::telling::{gold, plain};
use crate::kernel::text::{Title, Words};
use crate::kernel::time::CivilDate;

events! {
    /// Goals, milestones, growth, victories and endings; shared stream, kinds 1400-1499.
    pub enum HorizonEvent in 1400..=1499 {
        /// Where the author would like the two to come.
        GoalSet = 1400, Shared, "goal-set", gold;
        /// Its author puts it in other words.
        GoalChanged = 1401, Shared, "goal-changed", plain;
        /// The other says "mine too".
        GoalShared = 1402, Shared, "goal-shared", gold;
        /// The two have come there.
        GoalReached = 1403, Shared, "goal-reached", gold;
        /// Its author lets it go.
        GoalEnded = 1404, Shared, "goal-ended", plain;
        /// A step on the way to a goal.
        MilestoneAdded = 1405, Shared, "milestone-added", gold;
        /// That step is done.
        MilestoneReached = 1406, Shared, "milestone-reached", gold;
        /// Something that has grown.
        GrowthNoted = 1410, Shared, "growth-noted", gold;
        /// A small victory.
        VictoryAdded = 1411, Shared, "victory-added", gold;
        /// The other is glad of it too.
        VictoryCelebrated = 1412, Shared, "victory-celebrated", gold;
        /// A letter at an ending: what its author takes along.
        LetterWritten = 1420, Shared, "letter-written", plain;
    }
}

/// A goal.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct GoalSet {
    /// What it is.
    #[n(0)]
    pub title: Title,
    /// Why it matters to its author.
    #[n(1)]
    pub why: Option<Words>,
    /// When to look at it again.
    #[n(2)]
    pub review: Option<CivilDate>,
}

/// A goal in other words. The earlier wording stays in the record.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct GoalChanged {
    /// The entry that set it.
    #[n(0)]
    pub goal: EntryId,
    /// What it is now.
    #[n(1)]
    pub title: Title,
    /// Why it matters to its author.
    #[n(2)]
    pub why: Option<Words>,
    /// When to look at it again.
    #[n(3)]
    pub review: Option<CivilDate>,
}

/// A step on the way.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct MilestoneAdded {
    /// The entry that set the goal.
    #[n(0)]
    pub goal: EntryId,
    /// What it is.
    #[n(1)]
    pub title: Title,
}

/// Something that has grown, in its author's words.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct GrowthNoted {
    /// What has grown.
    #[n(0)]
    pub words: Words,
}

/// A small victory, of both.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct VictoryAdded {
    /// What was won.
    #[n(0)]
    pub title: Title,
    /// The entry that shows it, where it was suggested from a fact.
    #[n(1)]
    pub fact: Option<EntryId>,
}

/// A letter at an ending.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct LetterWritten {
    /// What its author takes along.
    #[n(0)]
    pub words: Words,
}

macro_rules! about {
    ($($(#[$doc:meta])* $name:ident { $(#[$field_doc:meta])* $field:ident })+) => {
        $($(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
        #[cbor(map)]
        pub struct $name {
            $(#[$field_doc])*
            #[n(0)]
            pub $field: EntryId,
        })+
    };
}

about! {
    /// "Mine too."
    GoalShared {
        /// The entry that holds the words: the one that set it, or the latest change.
        wording
    }
    /// The two have come there.
    GoalReached {
        /// The entry that set it.
        goal
    }
    /// Let go by its author.
    GoalEnded {
        /// The entry that set it.
        goal
    }
    /// A step is done.
    MilestoneReached {
        /// The entry that added it.
        milestone
    }
    /// Glad of it too.
    VictoryCelebrated {
        /// The entry that added it.
        victory
    }
}
