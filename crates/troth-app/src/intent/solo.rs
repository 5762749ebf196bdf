//! What can be asked about pages for oneself.

use troth_core::EntryId;

use super::{BreachForm, GoalForm, OutcomeForm, PromiseForm};

/// Pages for oneself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SoloIntent {
    /// Writes one.
    Write(SoloForm),
    /// Changes one.
    Change(EntryId, SoloForm),
    /// Erases one.
    Erase(EntryId),
    /// Tells how a day of a promise to oneself went.
    Tell {
        /// The page.
        page: EntryId,
        /// The day, `YYYY-MM-DD`.
        due: String,
        /// What happened; nothing is chosen to begin with.
        how: Option<OutcomeForm>,
    },
    /// Shares exactly the words that were previewed.
    Share {
        /// The page.
        page: EntryId,
        /// [`crate::view::SoloPageView::wording`].
        wording: EntryId,
        /// The breach that a question is about.
        breach: Option<EntryId>,
    },
}

/// A page for oneself as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SoloForm {
    /// A draft of taking responsibility: the parts in the order of [`crate::view::PARTS`], each may be empty.
    Statement([String; 5]),
    /// A plan for hard days: what helps, what makes it worse, what comes first; each may be empty.
    HardDays([String; 3]),
    /// A promise to oneself.
    Promise(PromiseForm),
    /// A goal.
    Goal(GoalForm),
    /// What happened; who is responsible may be left open.
    Breach(BreachForm),
    /// A boundary: in one line, and more words, which may be empty.
    Boundary(String, String),
    /// What I want to know.
    Question {
        /// The question.
        words: String,
        /// One of [`crate::view::WANTED_DETAILS`].
        detail: String,
    },
}
