//! What can be asked about boundaries and agreements.

use troth_core::EntryId;

/// Boundaries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoundaryIntent {
    /// Sets one: in one line, and more words, which may be empty.
    Set(String, String),
    /// Puts one's own in other words.
    Change(EntryId, String, String),
    /// Lifts one's own.
    Lift(EntryId),
    /// Says that one will heed exactly these words.
    Heed(EntryId),
}

/// Agreements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgreementIntent {
    /// Proposes one, or a change of what it follows.
    Propose {
        /// The proposal or version that it follows.
        follows: Option<EntryId>,
        /// As typed.
        form: AgreementForm,
    },
    /// Consents to exactly this proposal.
    Consent(EntryId),
    /// Takes one's own proposal back.
    TakeBack(EntryId),
    /// Says "not yet".
    NotYet(EntryId),
    /// Makes one's own "not yet" last so many days; none lifts it.
    AdjustNotYet(EntryId, u16),
    /// Ends what holds.
    End(EntryId),
    /// Says that a version is still right, and when to look at it next, `YYYY-MM-DD`.
    StillRight(EntryId, String),
    /// Finds the same as the other.
    StillRightToo(EntryId),
}

/// An agreement as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgreementForm {
    /// In one line.
    pub title: String,
    /// The rule itself.
    pub words: String,
    /// The day to look at it again, `YYYY-MM-DD`.
    pub review: String,
    /// For a transparency agreement: what it covers, and its last day, `YYYY-MM-DD`.
    pub transparency: Option<(String, String)>,
}
