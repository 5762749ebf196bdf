//! What can be asked about what it did, and about owning it.

use troth_core::EntryId;

use crate::view::Understood;

/// Impact: noting, sharing item by item, being understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImpactIntent {
    /// Notes how it is now, for oneself.
    Note(ImpactForm),
    /// Shares one item of the latest own note, by its place in [`crate::view::ImpactView::mine`].
    Share(usize),
    /// Shares it no more.
    EndSharing(EntryId),
    /// Says what one understands.
    Reflect {
        /// In own words.
        words: String,
    },
    /// Answers the other's reflection.
    AnswerReflection {
        /// Which.
        reflection: EntryId,
        /// How well.
        understood: Understood,
        /// What is missing; may be empty.
        words: String,
    },
}

/// How it is, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImpactForm {
    /// Points 0-10 and words, in the order of [`crate::view::AREAS`].
    pub areas: [(Option<u8>, String); 4],
    /// Places in [`crate::view::FEELING_NAMES`].
    pub feelings: Vec<u8>,
}

/// Accountability statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountabilityIntent {
    /// Makes a statement, or a new version of one's own; words in the order of [`crate::view::PARTS`].
    Make {
        /// The version it follows.
        follows: Option<EntryId>,
        /// The breach that it is about, if one was chosen.
        breach: Option<EntryId>,
        /// The words.
        parts: [String; 5],
    },
    /// "Heard."
    Hear(EntryId),
    /// Takes "heard" back.
    TakeHeardBack(EntryId),
    /// Something is missing.
    Lack {
        /// The version.
        statement: EntryId,
        /// One of [`crate::view::PARTS`].
        part: String,
        /// What; may be empty.
        words: String,
    },
    /// How it came about, after "heard".
    SharePerspective {
        /// The version that was heard.
        statement: EntryId,
        /// In own words.
        words: String,
    },
}
