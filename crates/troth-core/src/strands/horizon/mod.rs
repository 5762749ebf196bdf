//! Horizon: goals with their milestones, growth notes, small victories, and letters at an ending.

mod decide;
mod events;
mod state;

pub(crate) use decide::decide;
pub use decide::{GOALS_OPEN_MAX, HorizonCommand, MILESTONES_MAX};
pub use events::{
    GoalChanged, GoalEnded, GoalReached, GoalSet, GoalShared, GrowthNoted, HorizonEvent, LetterWritten, MilestoneAdded,
    MilestoneReached, VictoryAdded, VictoryCelebrated,
};
pub use state::{Goal, GoalStanding, Horizon, Milestone, Noted, Victory};
