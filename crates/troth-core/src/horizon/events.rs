//! What the log says about where the two are going.

use minicbor::{Decode, Encode};

use crate::codec::events;
use crate::ids::EntryId;
use crate::text::{Title, Words};
use crate::time::CivilDate;

events! {
    /// Goals, milestones, growth, victories and endings; shared stream, kinds 1400-1499.
    pub enum HorizonEvent {
        /// Where the author would like the two to come.
        GoalSet(GoalSet) = 1400,
        /// Its author puts it in other words.
        GoalChanged(GoalChanged) = 1401,
        /// The other says "mine too".
        GoalShared(GoalShared) = 1402,
        /// The two have come there.
        GoalReached(GoalReached) = 1403,
        /// Its author lets it go.
        GoalEnded(GoalEnded) = 1404,
        /// A step on the way to a goal.
        MilestoneAdded(MilestoneAdded) = 1405,
        /// That step is done.
        MilestoneReached(MilestoneReached) = 1406,
        /// Something that has grown.
        GrowthNoted(GrowthNoted) = 1410,
        /// A small victory.
        VictoryAdded(VictoryAdded) = 1411,
        /// The other is glad of it too.
        VictoryCelebrated(VictoryCelebrated) = 1412,
        /// A letter at an ending: what its author takes along.
        LetterWritten(LetterWritten) = 1420,
    }
}

/// A goal.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
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
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
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
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
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
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct GrowthNoted {
    /// What has grown.
    #[n(0)]
    pub words: Words,
}

/// A small victory, of both.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
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
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct LetterWritten {
    /// What its author takes along.
    #[n(0)]
    pub words: Words,
}

macro_rules! about {
    ($($(#[$doc:meta])* $name:ident { $(#[$field_doc:meta])* $field:ident })+) => {
        $($(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
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
