//! What can be asked about closeness and hard days.

use troth_core::EntryId;

/// Appreciations and support.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClosenessIntent {
    /// Gives an appreciation.
    Appreciate {
        /// For what.
        words: String,
    },
    /// Puts one's own in other words.
    Reword(EntryId, String),
    /// Asks for support.
    Ask {
        /// One of [`crate::view::SUPPORT_KINDS`].
        kind: String,
        /// In own words; may be empty.
        words: String,
    },
    /// Says what one can do.
    Answer {
        /// The request.
        request: EntryId,
        /// When.
        when: SupportForm,
        /// In own words; may be empty, but for "not now".
        words: String,
    },
    /// Takes one's own request back.
    TakeBack(EntryId),
}

/// When one can, as chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SupportForm {
    /// Now.
    Now,
    /// On a date, `YYYY-MM-DD`, at a time, `HH:MM` or empty.
    At(String, String),
    /// Not now, but ...
    NotNow,
}

/// Hard days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetbackIntent {
    /// Records a setback.
    Record {
        /// One of [`crate::view::SETBACK_KINDS`].
        kind: String,
        /// The day, `YYYY-MM-DD`.
        day: String,
        /// In own words; may be empty.
        words: String,
    },
    /// Adds words to one.
    Add {
        /// The setback.
        setback: EntryId,
        /// The words.
        words: String,
    },
    /// Writes one's own plan: what helps, what makes it worse, what to do first.
    WritePlan([String; 3]),
}
