//! Dialogues: the talks of the two, one talk in its stage, and the guide for a talk side by side.

use troth_core::EntryId;
use troth_core::dialogue::DialogueStage;

/// The names of the two machines, in the order a form offers them.
pub const DIALOGUE_FORMS: [&str; 2] = ["speaker-listener", "understanding-first"];
/// How long words are shown, in the order a form offers it.
pub const KEEPINGS: [&str; 3] = ["week", "month", "quarter"];

/// All talks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DialoguesView {
    /// Those that go on first, then the latest; talks held side by side among them.
    pub talks: Vec<DialogueView>,
    /// How long one's own words are shown, one of [`KEEPINGS`].
    pub keeping: &'static str,
    /// The talk that this phone guides just now.
    pub guide: Option<GuideView>,
}

/// One talk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialogueView {
    /// The entry that proposed it, or that says it was held side by side.
    pub id: EntryId,
    /// The entry that the next turn follows.
    pub head: EntryId,
    /// One of [`DIALOGUE_FORMS`].
    pub form: &'static str,
    /// About what; empty when it is not said or not kept any more.
    pub topic: String,
    /// When it was asked for or held, `YYYY-MM-DD`.
    pub date: String,
    /// Whether the person looking asked for it.
    pub mine: bool,
    /// Where it is.
    pub standing: TalkStanding,
    /// Whose floor it is, and what can be done.
    pub floor: FloorView,
    /// What was said, from the first turn on.
    pub lines: Vec<TalkLineView>,
    /// How heard one felt, for oneself: 1-4.
    pub felt: Option<u8>,
}

/// Whether a talk goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TalkStanding {
    /// It goes on, or waits for consent.
    Open,
    /// It is paused. Nobody is named.
    Paused(PauseView),
    /// "Not yet."
    NotYet,
    /// Closed.
    Closed,
    /// Closed with a plan.
    Planned,
    /// Let go. Nobody is named.
    Ended,
    /// It went on when the two parted: to be read, and no more.
    LeftOpen,
    /// Held side by side.
    SideBySide,
}

/// A pause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PauseView {
    /// It lasts at least until then, `HH:MM`.
    pub until: String,
    /// Where it stands.
    pub phase: PausePhase,
    /// When it is to be taken up again: `YYYY-MM-DD` and `HH:MM` or nothing.
    pub time: Option<(String, String)>,
}

/// Where a pause stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PausePhase {
    /// It lasts.
    Lasts,
    /// It is over, and the two are asked: again now, or when?
    Asks,
    /// It is left alone.
    Rests,
}

/// Whose floor it is, and what the person looking can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FloorView {
    /// The stage.
    pub stage: DialogueStage,
    /// Whether it is the turn of the person looking (side by side: of the phone's owner).
    pub my_turn: bool,
    /// Whether the floor is theirs.
    pub my_floor: bool,
    /// Whether the talk may close now.
    pub may_close: bool,
    /// Whether a plan waits for an answer.
    pub has_plan: bool,
}

/// One thing said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TalkLineView {
    /// Whether the person looking said it.
    pub mine: bool,
    /// What.
    pub what: TalkLine,
    /// In their words; empty where it has none.
    pub words: String,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TalkLine {
    /// A turn.
    Turn(troth_core::dialogue::Turn),
    /// A repair phrase, by its number.
    Repair(u8),
    /// Words that are not shown any more (care 24).
    NotKept,
}

/// The guide for a talk side by side on this phone. It holds no word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuideView {
    /// One of [`DIALOGUE_FORMS`].
    pub form: &'static str,
    /// Whose floor it is.
    pub floor: FloorView,
    /// The pause, `HH:MM`; `None` while the talk goes on.
    pub pause: Option<PauseView>,
}
