//! The events of goals, growth, victories and letters.

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
        /// The author sets a goal.
        GoalSet = 1400, Shared, "goal-set", gold;
        /// Its author rewords it.
        GoalChanged = 1401, Shared, "goal-changed", plain;
        /// The other partner says "mine too".
        GoalShared = 1402, Shared, "goal-shared", gold;
        /// A partner marks the goal as reached.
        GoalReached = 1403, Shared, "goal-reached", gold;
        /// Its author lets it go.
        GoalEnded = 1404, Shared, "goal-ended", plain;
        /// A partner adds a milestone to a goal.
        MilestoneAdded = 1405, Shared, "milestone-added", gold;
        /// A partner marks a milestone as reached.
        MilestoneReached = 1406, Shared, "milestone-reached", gold;
        /// The author notes something that has grown.
        GrowthNoted = 1410, Shared, "growth-noted", gold;
        /// The author adds a small victory.
        VictoryAdded = 1411, Shared, "victory-added", gold;
        /// The other partner celebrates it too.
        VictoryCelebrated = 1412, Shared, "victory-celebrated", gold;
        /// The author writes a letter at an ending.
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
    /// The day of its review.
    #[n(2)]
    pub review: Option<CivilDate>,
}

/// A reworded goal. The earlier wording stays in the record.
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
    /// The day of its review.
    #[n(3)]
    pub review: Option<CivilDate>,
}

/// A milestone.
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

/// A growth note.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct GrowthNoted {
    /// What has grown.
    #[n(0)]
    pub words: Words,
}

/// A small victory of both partners.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct VictoryAdded {
    /// The victory.
    #[n(0)]
    pub title: Title,
    /// The fact that it was suggested from, if any, by its entry.
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
    /// "Mine too".
    GoalShared {
        /// The entry that holds the words: the one that set it, or the latest change.
        wording
    }
    /// A goal that was reached.
    GoalReached {
        /// The entry that set it.
        goal
    }
    /// A goal that its author lets go.
    GoalEnded {
        /// The entry that set it.
        goal
    }
    /// A milestone that was reached.
    MilestoneReached {
        /// The entry that added it.
        milestone
    }
    /// A victory that the other partner celebrates too.
    VictoryCelebrated {
        /// The entry that added it.
        victory
    }
}
