//! Activities and the pace of affection. Lists of names here are names of messages, too.

use troth_core::EntryId;

use super::breaches::SaidView;

/// How long something takes.
pub const LASTS: [&str; 4] = ["lasts-ten-minutes", "lasts-half-hour", "lasts-evening", "lasts-day"];
/// What it costs.
pub const COSTS: [&str; 3] = ["cost-nothing", "cost-little", "cost-more"];
/// How much effort it is.
pub const EFFORTS: [&str; 3] = ["effort-little", "effort-some", "effort-more"];
/// What it is like.
pub const MOODS: [&str; 7] =
    ["mood-quiet", "mood-light", "mood-outside", "mood-making", "mood-remembering", "mood-beside", "mood-caring"];
/// Kinds of affection, in the order a form offers them.
pub const AFFECTIONS: [&str; 6] = [
    "affection-shoulder",
    "affection-hands",
    "affection-close",
    "affection-hug",
    "affection-kiss",
    "affection-one-bed",
];
/// How it feels.
pub const FEELS: [&str; 3] = ["feels-all-right", "feels-ask-first", "feels-not-now"];

/// Ideas for two; filled while its room is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActivitiesView {
    /// Hands that lie open, the latest first; one as a rule.
    pub hands: Vec<HandView>,
    /// What both marked and nobody has planned yet.
    pub mutual: Vec<MutualView>,
    /// What is planned, the nearest first.
    pub planned: Vec<PlannedView>,
    /// What was done, the latest first.
    pub done: Vec<PlannedView>,
}

/// One hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandView {
    /// The entry that dealt it.
    pub id: EntryId,
    /// The cards.
    pub cards: Vec<CardView>,
    /// When it is over, and what both marked opens: date and time.
    pub ends: (String, String),
    /// How far it is; says nothing about the other (care 13).
    pub phase: HandPhase,
}

/// How far a hand is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandPhase {
    /// One can mark.
    ToMark,
    /// Sealed: the places that one marked, for one's own eyes.
    Sealed(Vec<u8>),
}

/// One card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardView {
    /// Its number in the deck.
    pub card: u16,
    /// The name of its message.
    pub name: &'static str,
    /// How long, what cost, how much effort, what mood.
    pub facts: [&'static str; 4],
}

/// A card that both marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MutualView {
    /// The hand in which they did.
    pub hand: EntryId,
    /// The card.
    pub card: CardView,
}

/// One plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedView {
    /// The entry.
    pub id: EntryId,
    /// Whether the person looking planned it.
    pub mine: bool,
    /// The card.
    pub card: CardView,
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// The time, `HH:MM`, or empty.
    pub time: String,
    /// The planner's words; may be empty.
    pub words: String,
    /// Where it stands.
    pub state: PlannedState,
    /// The words of the partner who answered; may be empty.
    pub answer: String,
    /// One's own line.
    pub my_line: Option<SaidView>,
    /// The other's line.
    pub their_line: Option<SaidView>,
}

/// Where a plan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlannedState {
    /// Waits for an answer.
    Waiting,
    /// Both want it.
    Agreed,
    /// Done.
    Done,
    /// Another time.
    AnotherTime,
    /// Not this one.
    NotThisOne,
    /// Let go after a yes, by either.
    LetGo,
}

/// The pace of affection, one's own and what the other shares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaceView {
    /// One's own, for each of [`AFFECTIONS`].
    pub mine: [OwnPaceView; 6],
    /// When it was set, `YYYY-MM-DD`; empty before.
    pub set_on: String,
    /// It was set before this person linked anew, and is not offered to be shared.
    pub of_an_earlier_link: bool,
    /// What the other shares now.
    pub theirs: Vec<PaceItemView>,
}

/// One item for oneself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnPaceView {
    /// One of [`FEELS`], or empty where it is left open.
    pub feels: &'static str,
    /// What the other is shown of it now.
    pub shared: Option<PaceItemView>,
}

/// An item exactly as it is shown to a partner who may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaceItemView {
    /// One of [`AFFECTIONS`].
    pub affection: &'static str,
    /// One of [`FEELS`].
    pub feels: &'static str,
    /// The day on which it was said, `YYYY-MM-DD`.
    pub date: String,
}
