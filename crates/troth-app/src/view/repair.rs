//! What it did, and owning it.

use troth_core::EntryId;

use super::breaches::SaidView;

/// The names of the four areas, in the order a form asks.
pub const AREAS: [&str; 4] = ["self-worth", "worry", "distress", "trust"];
/// The names of the feelings, in the order a form offers them.
pub const FEELING_NAMES: [&str; 10] =
    ["hurt", "anger", "confusion", "sadness", "insecurity", "fear", "shame", "numbness", "loneliness", "relief"];
/// The names of a statement's parts, in the order a form asks.
pub const PARTS: [&str; 5] = ["did", "hurt", "mine", "feel", "will"];

/// What it did to the person looking, and what the other shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImpactView {
    /// The latest own note, item by item; nobody else sees it.
    pub mine: Vec<ImpactItemView>,
    /// When that note was written, `YYYY-MM-DD`; empty without one.
    pub noted: String,
    /// It was written before this person linked anew, and is not offered to be shared.
    pub of_an_earlier_link: bool,
    /// What one shares now.
    pub shared: Vec<SharedItemView>,
    /// What the other shares now.
    pub theirs: Vec<SharedItemView>,
    /// What each understands of the other, the latest first.
    pub reflections: Vec<ReflectionView>,
}

/// One item of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImpactItemView {
    /// What it says.
    pub item: ItemView,
    /// The same area in the note before, 0-10: one's own change, for oneself.
    pub before: Option<u8>,
}

/// An item exactly as it is shown to a partner who may see it: the preview and the shared item are drawn from the same value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemView {
    /// An area.
    Area {
        /// One of [`AREAS`].
        area: &'static str,
        /// 0-10.
        points: Option<u8>,
        /// In own words; may be empty.
        words: String,
    },
    /// Feelings, from [`FEELING_NAMES`].
    Feelings(Vec<&'static str>),
}

/// A shared item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedItemView {
    /// The entry that shared it.
    pub id: EntryId,
    /// When, `YYYY-MM-DD`.
    pub date: String,
    /// What.
    pub item: ItemView,
}

/// What one understands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReflectionView {
    /// The entry.
    pub id: EntryId,
    /// Whether the person looking wrote it.
    pub mine: bool,
    /// When, `YYYY-MM-DD`.
    pub date: String,
    /// In their words.
    pub words: String,
    /// The answer: whether it was understood fully, and what is missing.
    pub answer: Option<(Understood, String)>,
}

/// How well it was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Understood {
    /// "Yes, that's it."
    Fully,
    /// "Partly."
    Partly,
}

/// One statement in its latest version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementView {
    /// The entry of the latest version.
    pub id: EntryId,
    /// The entry of the first version, which names the statement on the page.
    pub first: EntryId,
    /// Whether the person looking made it.
    pub mine: bool,
    /// When this version was made, `YYYY-MM-DD`.
    pub date: String,
    /// The parts' words, in the order of [`PARTS`]; an empty one was left out.
    pub parts: [String; 5],
    /// The breach that it is about, with its title.
    pub about: Option<(EntryId, String)>,
    /// Earlier versions, the latest first, with their day.
    pub earlier: Vec<(String, [String; 5])>,
    /// The other heard this version.
    pub heard: bool,
    /// What is missing in this version: one of [`PARTS`], and words that may be empty.
    pub lacks: Vec<(&'static str, String)>,
    /// How it came about for its author.
    pub perspective: Option<SaidView>,
}
