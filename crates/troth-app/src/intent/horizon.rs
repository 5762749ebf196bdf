//! What can be asked about the story and about where the two are going.

use troth_core::EntryId;

/// Looking through the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoryIntent {
    /// Looks for these words; none shows everything.
    Search(String),
    /// Shows one strand, one of [`crate::view::STRANDS`]; empty shows all.
    Strand(String),
    /// Shows older lines too.
    More,
}

/// Goals, victories, growth and endings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HorizonIntent {
    /// Sets a goal.
    SetGoal(GoalForm),
    /// Puts one's own goal in other words.
    ChangeGoal(EntryId, GoalForm),
    /// "Mine too."
    ShareGoal(EntryId),
    /// The two have come there.
    ReachGoal(EntryId),
    /// Lets one's own goal go.
    EndGoal(EntryId),
    /// Adds a step on the way.
    AddMilestone {
        /// The goal.
        goal: EntryId,
        /// The step.
        title: String,
    },
    /// A step is done.
    ReachMilestone(EntryId),
    /// Notes what has grown.
    NoteGrowth {
        /// In own words.
        words: String,
    },
    /// Adds a small victory.
    AddVictory {
        /// What was won.
        title: String,
        /// The entry that shows it.
        fact: Option<EntryId>,
    },
    /// Puts the suggestion of a victory away, by the fact it rests on.
    PutAway(EntryId),
    /// Is glad of the other's victory.
    Celebrate(EntryId),
    /// Writes a letter at an ending.
    WriteLetter {
        /// The letter.
        words: String,
    },
}

/// A goal as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoalForm {
    /// What it is.
    pub title: String,
    /// Why it matters; may be empty.
    pub why: String,
    /// When to look at it again, `YYYY-MM-DD`; may be empty.
    pub review: String,
}
