//! Where the two are going.

use troth_core::EntryId;

use super::story::{StoryLineView, VesselView};
use crate::message::Message;

/// Goals, victories, growth, the look-back and the vessel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HorizonView {
    /// Goals, open ones first.
    pub goals: Vec<GoalView>,
    /// Victories, the newest first.
    pub victories: Vec<VictoryView>,
    /// Facts that could be a victory.
    pub suggested: Vec<SuggestionView>,
    /// What has grown, the newest first.
    pub growth: Vec<NotedView>,
    /// Letters at an ending, the newest first.
    pub letters: Vec<NotedView>,
    /// The vessel.
    pub vessel: VesselView,
    /// The month to look back on, and what there is to see.
    pub look_back: Option<LookBackView>,
}

/// One goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalView {
    /// The entry that set it.
    pub id: EntryId,
    /// What it is.
    pub title: String,
    /// Why; may be empty.
    pub why: String,
    /// When to look at it again, `YYYY-MM-DD`; may be empty.
    pub review: String,
    /// Whether the person looking set it.
    pub mine: bool,
    /// The other said "mine too".
    pub shared: bool,
    /// Worded differently before (care 21).
    pub edited: bool,
    /// Where it stands.
    pub standing: GoalState,
    /// The steps on the way.
    pub milestones: Vec<MilestoneView>,
}

/// Where a goal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoalState {
    /// Ahead.
    Open,
    /// Reached.
    Reached,
    /// Let go.
    LetGo,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestoneView {
    /// The entry that added it.
    pub id: EntryId,
    /// What it is.
    pub title: String,
    /// When it was done, `YYYY-MM-DD`.
    pub reached: Option<String>,
}

/// One victory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VictoryView {
    /// The entry that added it.
    pub id: EntryId,
    /// What was won.
    pub title: String,
    /// When it was added, `YYYY-MM-DD`.
    pub date: String,
    /// Whether the person looking added it.
    pub mine: bool,
    /// The other is glad of it too.
    pub celebrated: bool,
}

/// A fact that could be a victory: the inputs of the suggestion in one sentence (care 26).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestionView {
    /// The entry that shows it.
    pub fact: EntryId,
    /// What would stand there.
    pub title: Message,
    /// What it rests on.
    pub because: Message,
}

/// Somebody's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedView {
    /// The entry.
    pub id: EntryId,
    /// When, `YYYY-MM-DD`.
    pub date: String,
    /// Whether the person looking wrote it.
    pub mine: bool,
    /// What.
    pub words: String,
}

/// A month, to be read together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookBackView {
    /// `YYYY-MM-01`.
    pub month: String,
    /// What was kept.
    pub kept: Vec<StoryLineView>,
    /// What was said.
    pub said: Vec<StoryLineView>,
    /// What grew.
    pub grew: Vec<StoryLineView>,
    /// What hurt.
    pub hurt: Vec<StoryLineView>,
}
