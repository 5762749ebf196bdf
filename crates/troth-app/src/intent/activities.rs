//! What can be asked about activities and the pace of affection.

use troth_core::EntryId;

/// Hands of activities, and what is planned of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActivityIntent {
    /// Lays out a hand.
    Deal(WantedForm),
    /// Seals one's marks, by places in [`crate::view::HandView::cards`].
    Mark {
        /// The hand.
        hand: EntryId,
        /// "I'd like that."
        liked: Vec<u8>,
    },
    /// Plans what both marked.
    Plan {
        /// The hand.
        hand: EntryId,
        /// [`crate::view::CardView::card`].
        card: u16,
        /// The day, `YYYY-MM-DD`.
        day: String,
        /// The time, `HH:MM` or empty.
        time: String,
        /// In own words; may be empty.
        words: String,
    },
    /// Answers the other's plan.
    Answer {
        /// The plan.
        activity: EntryId,
        /// What one says to it.
        reply: ActivityReply,
        /// In own words; may be empty.
        words: String,
    },
    /// Lets a plan go, or takes one's own back.
    LetGo(EntryId),
    /// Says that it is done.
    Finish(EntryId),
    /// Keeps one's own line about it.
    KeepLine {
        /// The plan.
        activity: EntryId,
        /// The line.
        words: String,
    },
}

/// What a hand is to be like, as chosen: names, or empty for anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WantedForm {
    /// At most this long: one of [`crate::view::LASTS`].
    pub lasts: String,
    /// At most this cost: one of [`crate::view::COSTS`].
    pub cost: String,
    /// At most this effort: one of [`crate::view::EFFORTS`].
    pub effort: String,
    /// Just this mood: one of [`crate::view::MOODS`].
    pub mood: String,
}

/// What one says to a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActivityReply {
    /// Yes.
    Yes,
    /// Another time: a day, `YYYY-MM-DD`, and a time, `HH:MM`; each may be empty.
    AnotherTime(String, String),
    /// Not this one.
    NotThisOne,
}

/// The pace of affection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaceIntent {
    /// Sets what feels all right now, for oneself: one of [`crate::view::FEELS`] for each of
    /// [`crate::view::AFFECTIONS`], or empty where one leaves it open.
    Set([String; 6]),
    /// Shares one item as it is set, by its place in [`crate::view::AFFECTIONS`].
    Share(usize),
    /// Shares it no more.
    EndSharing(usize),
}
