//! The private space: what is mine alone.

use troth_core::EntryId;

use crate::message::Message;

/// The private space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateView {
    /// Journal pages, newest first.
    pub pages: Vec<PageView>,
    /// Own ratings, oldest first.
    pub ratings: Vec<RatingPoint>,
    /// Today's ratings are in.
    pub rated_today: bool,
}

/// One journal page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageView {
    /// Which.
    pub id: EntryId,
    /// When it was first written: civil date and time.
    pub written: (String, String),
    /// The words.
    pub text: String,
    /// It was changed after it was first written.
    pub edited: bool,
    /// What its date alone would not tell. Mostly nothing.
    pub remarks: Vec<Message>,
}

/// Own ratings of one day, 0-10 each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingPoint {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// Trust.
    pub trust: Option<u8>,
    /// Safe to talk.
    pub safe_to_talk: Option<u8>,
    /// Load.
    pub load: Option<u8>,
}
