//! The events of accountability statements.

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::codec::events;
use crate::kernel::ids::EntryId;
use crate::kernel::telling::{gold, plain};
use crate::kernel::text::Words;

events! {
    /// Accountability statements; shared stream, kinds 900-999.
    ///
    /// No event asks for anything in return, and none says that a statement was read (care 13, 38).
    pub enum AccountabilityEvent in 900..=999 {
        /// The author makes a statement, or a new version of it.
        StatementMade = 900, Shared, "statement-made", gold;
        /// The other partner heard exactly this version.
        StatementHeard = 901, Shared, "statement-heard", gold;
        /// The other partner says that something is missing in this version.
        StatementLacks = 902, Shared, "statement-lacks", plain;
        /// The other partner takes "heard" back (care 48). What was explained after it stays.
        HeardTakenBack = 903, Shared, "heard-taken-back", plain;
        /// The author shares their perspective: an explanation, not an excuse. Only after "heard".
        PerspectiveShared = 910, Shared, "perspective-shared", gold;
    }
}

/// A part of a statement.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum StatementPart {
    /// What I did.
    #[n(0)]
    Did,
    /// How it hurt you.
    #[n(1)]
    Hurt,
    /// That it is mine.
    #[n(2)]
    Mine,
    /// What I feel about it.
    #[n(3)]
    Feel,
    /// What I will do.
    #[n(4)]
    Will,
}

/// The words of a statement, part by part.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct StatementParts {
    /// What I did.
    #[n(0)]
    pub did: Words,
    /// How it hurt you.
    #[n(1)]
    pub hurt: Words,
    /// That it is mine.
    #[n(2)]
    pub mine: Words,
    /// What I feel about it.
    #[n(3)]
    pub feel: Option<Words>,
    /// What I will do.
    #[n(4)]
    pub will: Words,
}

/// A statement.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct StatementMade {
    /// The version that this one follows; `None` for the first.
    #[n(0)]
    pub follows: Option<EntryId>,
    /// Its words.
    #[n(1)]
    pub parts: StatementParts,
    /// The breach it is about, by the entry that named it.
    #[n(2)]
    pub breach: Option<EntryId>,
}

/// "Heard".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct StatementHeard {
    /// The version that was heard.
    #[n(0)]
    pub statement: EntryId,
}

/// "Heard" is taken back.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct HeardTakenBack {
    /// The version that was heard.
    #[n(0)]
    pub statement: EntryId,
}

/// "Something is missing".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct StatementLacks {
    /// The version.
    #[n(0)]
    pub statement: EntryId,
    /// The part.
    #[n(1)]
    pub part: StatementPart,
    /// What is missing, if the author says so.
    #[n(2)]
    pub words: Option<Words>,
}

/// Perspective.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct PerspectiveShared {
    /// The version that was heard.
    #[n(0)]
    pub statement: EntryId,
    /// The words.
    #[n(1)]
    pub words: Words,
}
