//! Promises of both partners, and the facts of what was kept.

use troth_core::EntryId;
use troth_core::promise::ReceiverWord;

/// The names of a promise's categories, in the order a form offers them.
pub const CATEGORIES: [&str; 7] =
    ["everyday", "therapy", "workshop", "sobriety-meeting", "course", "daily-habit", "other-change"];

/// The promises place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromisesView {
    /// Own promises, open ones first.
    pub mine: Vec<PromiseView>,
    /// The partner's promises, open ones first.
    pub theirs: Vec<PromiseView>,
    /// More of one's own are open than is wise: advice, not a refusal.
    pub too_many: bool,
    /// Own follow-through, with its interval; nobody else ever sees it (care 27, 28).
    pub estimate: Option<EstimateView>,
}

/// One promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseView {
    /// The id of its first offer.
    pub id: EntryId,
    /// The terms in force, or the latest proposed.
    pub cue: String,
    /// What the maker will do.
    pub deed: String,
    /// One of [`CATEGORIES`].
    pub category: &'static str,
    /// How often.
    pub repeat: RepeatView,
    /// Time of day, `HH:MM`; empty for the end of the day.
    pub time: String,
    /// First date, `YYYY-MM-DD`.
    pub first: String,
    /// Whether the person looking made it.
    pub mine: bool,
    /// Where it stands.
    pub standing: PromiseStanding,
    /// The offer to answer, when it is the viewer's turn; or the open own offer.
    pub offer: Option<OfferView>,
    /// Every earlier version of the terms, oldest first, as "When cue, I will deed".
    pub earlier: Vec<(String, String)>,
    /// Occurrences, newest first, from the first date to the next one due.
    pub occurrences: Vec<OccurrenceView>,
}

/// How often, for showing and for filling a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RepeatView {
    /// Once.
    Once,
    /// Every day.
    Daily,
    /// On these weekdays; Monday is 0.
    Weekdays(Vec<u8>),
    /// Every month.
    Monthly,
}

/// Where a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromiseStanding {
    /// Offered, not yet answered.
    Offered,
    /// Agreed and running.
    Open,
    /// All its occurrences have an outcome.
    Done,
    /// Declined.
    Declined,
    /// Taken back by its maker.
    Withdrawn,
    /// The receiver let the maker off.
    Released,
}

/// An offer on the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferView {
    /// Exactly what is accepted or declined.
    pub id: EntryId,
    /// Who is to answer.
    pub turn: WhoseTurn,
}

/// Who is to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhoseTurn {
    /// The person looking.
    Mine,
    /// The other.
    Theirs,
}

/// One time a promise fell due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OccurrenceView {
    /// The date, `YYYY-MM-DD`.
    pub due: String,
    /// How it went.
    pub outcome: OutcomeView,
    /// The maker's note.
    pub note: String,
    /// The outcome was changed by its author after it was first written (care 21).
    pub edited: bool,
    /// The receiver's different view, side by side.
    pub saw_differently: Option<String>,
    /// What the receiver says of it, beside the maker's own word.
    pub receiver_told: Option<ReceiverWord>,
    /// What the person looking may say as its receiver; nothing is chosen to begin with.
    pub receiver_may_say: Vec<ReceiverWord>,
    /// A rearrangement, where there is one.
    pub rearranged: Option<RearrangedView>,
    /// Its day lies in the last weeks: ways on are still of use.
    pub is_lately: bool,
    /// The maker may write an outcome now.
    pub can_answer: bool,
    /// The maker may still rearrange it: it is not yet due.
    pub can_rearrange: bool,
    /// The receiver may add a different view.
    pub can_differ: bool,
}

/// How an occurrence went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeView {
    /// Not due yet.
    Ahead,
    /// Due today or past, no word yet.
    NoWordYet,
    /// Kept.
    Kept,
    /// Partly kept.
    PartlyKept,
    /// Rearranged; on time it never counts as broken (care 29). A late one only comes from a clock set wrong.
    Rearranged,
    /// Missed, said by its maker.
    Missed,
    /// Its day lay in a rest: nothing was due.
    Rested,
}

/// A rearrangement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RearrangedView {
    /// Exactly what is accepted or declined.
    pub id: EntryId,
    /// The alternative's date, `YYYY-MM-DD`.
    pub to: String,
    /// `None` while unanswered.
    pub accepted: Option<bool>,
    /// The viewer is to answer it.
    pub mine_to_answer: bool,
}

/// Own follow-through with its 90 % interval, in whole percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EstimateView {
    /// Lower end.
    pub low: u8,
    /// Mean.
    pub mean: u8,
    /// Upper end.
    pub high: u8,
    /// How many occurrences it rests on.
    pub from: u32,
    /// Left out because the other saw them differently.
    pub disputed: u32,
}
