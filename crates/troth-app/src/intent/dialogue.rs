//! What can be asked about dialogues.

use troth_core::EntryId;
use troth_core::dialogue::Turn;

/// Dialogues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogueIntent {
    /// Asks for a talk.
    Propose {
        /// One of [`crate::view::DIALOGUE_FORMS`].
        form: String,
        /// About what; may be empty for speaker-listener.
        topic: String,
        /// Who speaks first.
        first: WhoFirst,
    },
    /// Says "not yet" to one.
    NotYet(EntryId),
    /// Takes one's turn.
    Take {
        /// [`crate::view::DialogueView::head`], as it was in sight.
        follows: EntryId,
        /// What one does.
        turn: Turn,
        /// The words; empty where it takes none.
        words: String,
    },
    /// Says a repair phrase, by its number.
    Repair(EntryId, u8),
    /// Pauses.
    Pause(EntryId),
    /// Takes it up again.
    Resume(EntryId),
    /// Chooses a time for taking it up again.
    PutOff {
        /// The talk.
        dialogue: EntryId,
        /// The day, `YYYY-MM-DD`.
        date: String,
        /// The time, `HH:MM`, or empty.
        time: String,
    },
    /// Lets it go.
    End(EntryId),
    /// Notes how heard one felt, 1-4, for oneself.
    Feel(EntryId, u8),
    /// Chooses how long one's own words are shown, one of [`crate::view::KEEPINGS`].
    Keep(String),
    /// A talk side by side on this phone.
    SideBySide(GuideIntent),
}

/// Who has the floor first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhoFirst {
    /// The partner who asks.
    Me,
    /// The other.
    Partner,
}

/// A talk side by side on this phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GuideIntent {
    /// Begins.
    Begin {
        /// One of [`crate::view::DIALOGUE_FORMS`].
        form: String,
        /// Who has the floor first.
        first: WhoFirst,
    },
    /// The turn was taken, aloud.
    Take(Turn),
    /// Pauses.
    Pause,
    /// Takes it up again.
    Resume,
    /// Lets it go.
    End,
}
