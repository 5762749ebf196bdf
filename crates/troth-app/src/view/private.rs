//! The private space: what is mine alone.

use troth_core::EntryId;

use crate::message::Message;

/// The private space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrivateView {
    /// Journal pages, newest first.
    pub pages: Vec<PageView>,
    /// Own ratings, oldest first.
    pub ratings: Vec<RatingPoint>,
    /// Today's ratings are in.
    pub rated_today: bool,
    /// The form asks about the past week.
    pub asks_too_much: bool,
    /// At most one suggestion of help. Nothing outside of this place appears because of it (care 53).
    pub help: Option<HelpView>,
    /// They said today that it is too much.
    pub too_much_today: bool,
    /// That it has been heavier for a while, if it has; then how trust, feeling free to talk and load moved. Filled while
    /// the place is open.
    pub trends: Vec<TrendView>,
}

/// A suggestion of help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpView {
    /// Names it, for putting it away.
    pub key: String,
    /// What it rests on, in one sentence with the person's own numbers (care 26).
    pub because: Message,
    /// What could be of help.
    pub idea: Message,
}

/// How one rating moved: always with its interval, and nothing but a line from too few (care 27).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrendView {
    /// In words.
    pub words: Message,
    /// The ratings to draw beside it: days since the first day of [`TrendView::DAYS`], and the mark, 0-10. None from too few.
    pub dots: Vec<(u32, u8)>,
}

impl TrendView {
    /// Days that a trend looks back on: a season, as the list of promises does.
    pub const DAYS: u32 = 84;
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
    /// Whether the past week was more than they could cope with, 0-4.
    pub too_much: Option<u8>,
}
