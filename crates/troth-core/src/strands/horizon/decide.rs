//! What a partner may do about goals, growth, victories and letters.

use super::events::{
    GoalChanged, GoalEnded, GoalReached, GoalSet, GoalShared, GrowthNoted, HorizonEvent, LetterWritten, MilestoneAdded,
    MilestoneReached, VictoryAdded, VictoryCelebrated,
};
use super::state::{Goal, GoalStanding, Horizon};
use crate::kernel::header::Actor;
use crate::kernel::ids::EntryId;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::{Title, Words};
use crate::kernel::time::{CivilDate, WallTime};

/// The most open goals of one partner. A horizon with more on it is a list of demands.
pub const GOALS_OPEN_MAX: usize = 7;
/// The most milestones of a goal. A goal that needs more is several goals.
pub const MILESTONES_MAX: usize = 20;

/// What a partner wants to do about goals, growth, victories and letters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HorizonCommand {
    /// Set a goal.
    SetGoal(GoalSet),
    /// Reword an own goal.
    ChangeGoal {
        /// The goal.
        goal: EntryId,
        /// The new wording.
        now: GoalSet,
    },
    /// Say "mine too" to a goal of the other partner.
    ShareGoal(EntryId),
    /// Mark a goal as reached.
    ReachGoal(EntryId),
    /// Let an own goal go.
    EndGoal(EntryId),
    /// Add a milestone.
    AddMilestone {
        /// The goal.
        goal: EntryId,
        /// The milestone.
        title: Title,
    },
    /// Mark a milestone as reached.
    ReachMilestone(EntryId),
    /// Write a growth note.
    NoteGrowth(Words),
    /// Add a small victory.
    AddVictory {
        /// The victory.
        title: Title,
        /// The entry that shows it.
        fact: Option<EntryId>,
    },
    /// Celebrate a victory of the other partner.
    Celebrate(EntryId),
    /// Write a letter at an ending.
    WriteLetter(Words),
}

pub(crate) fn decide(
    horizon: &Horizon,
    actor: &Actor,
    now: WallTime,
    command: HorizonCommand,
) -> Result<Vec<HorizonEvent>, Refusal> {
    let rules = HorizonRules { horizon, actor, now };
    let event = match command {
        HorizonCommand::SetGoal(goal) => rules.set(goal)?,
        HorizonCommand::ChangeGoal { goal, now } => rules.change(goal, now)?,
        HorizonCommand::ShareGoal(goal) => rules.share(goal)?,
        HorizonCommand::ReachGoal(goal) => {
            rules.of_both(goal)?;
            HorizonEvent::GoalReached(GoalReached { goal })
        }
        HorizonCommand::EndGoal(goal) => {
            rules.own(goal)?;
            HorizonEvent::GoalEnded(GoalEnded { goal })
        }
        HorizonCommand::AddMilestone { goal, title } => rules.add_milestone(goal, title)?,
        HorizonCommand::ReachMilestone(milestone) => rules.reach(milestone)?,
        HorizonCommand::NoteGrowth(words) => HorizonEvent::GrowthNoted(GrowthNoted { words }),
        HorizonCommand::AddVictory { title, fact } => rules.add_victory(title, fact)?,
        HorizonCommand::Celebrate(victory) => rules.celebrate(victory)?,
        HorizonCommand::WriteLetter(words) => HorizonEvent::LetterWritten(LetterWritten { words }),
    };
    Ok(vec![event])
}

/// The rules for one partner's commands.
struct HorizonRules<'a> {
    horizon: &'a Horizon,
    actor: &'a Actor,
    now: WallTime,
}

impl HorizonRules<'_> {
    fn set(&self, goal: GoalSet) -> Result<HorizonEvent, Refusal> {
        self.not_past(goal.review)?;
        let own = self.horizon.goals().values().filter(|goal| goal.author == self.actor.partner);
        if own.filter(|goal| goal.standing() == GoalStanding::Open).count() >= GOALS_OPEN_MAX {
            return Err(Refusal::TooManyOpen { limit: GOALS_OPEN_MAX });
        }
        Ok(HorizonEvent::GoalSet(goal))
    }

    fn change(&self, goal: EntryId, now: GoalSet) -> Result<HorizonEvent, Refusal> {
        let before = self.own(goal)?;
        if now.review != before.review {
            self.not_past(now.review)?;
        }
        Ok(HorizonEvent::GoalChanged(GoalChanged { goal, title: now.title, why: now.why, review: now.review }))
    }

    fn share(&self, goal: EntryId) -> Result<HorizonEvent, Refusal> {
        let found = self.open(goal)?;
        match (found.author == self.actor.partner, found.is_shared()) {
            (true, _) => Err(Refusal::NotYours),
            (false, true) => Err(Refusal::AlreadyDone),
            (false, false) => Ok(HorizonEvent::GoalShared(GoalShared { wording: found.wording })),
        }
    }

    fn add_milestone(&self, goal: EntryId, title: Title) -> Result<HorizonEvent, Refusal> {
        if self.of_both(goal)?.milestones.len() >= MILESTONES_MAX {
            return Err(Refusal::TooManyOpen { limit: MILESTONES_MAX });
        }
        Ok(HorizonEvent::MilestoneAdded(MilestoneAdded { goal, title }))
    }

    fn reach(&self, milestone: EntryId) -> Result<HorizonEvent, Refusal> {
        let (goal, found) = self.horizon.goal_of(milestone).ok_or(Refusal::NothingThere)?;
        self.of_both(goal)?;
        match found.reached {
            Some(_) => Err(Refusal::AlreadyDone),
            None => Ok(HorizonEvent::MilestoneReached(MilestoneReached { milestone })),
        }
    }

    /// Adds a victory. A fact can be a victory only once.
    fn add_victory(&self, title: Title, fact: Option<EntryId>) -> Result<HorizonEvent, Refusal> {
        let known = self.horizon.victories().values().any(|victory| fact.is_some() && victory.fact == fact);
        if known { Err(Refusal::AlreadyDone) } else { Ok(HorizonEvent::VictoryAdded(VictoryAdded { title, fact })) }
    }

    fn celebrate(&self, victory: EntryId) -> Result<HorizonEvent, Refusal> {
        let found = self.horizon.victories().get(&victory).ok_or(Refusal::NothingThere)?;
        match (found.author == self.actor.partner, found.celebrated) {
            (true, _) => Err(Refusal::NotYours),
            (false, true) => Err(Refusal::AlreadyDone),
            (false, false) => Ok(HorizonEvent::VictoryCelebrated(VictoryCelebrated { victory })),
        }
    }

    fn open(&self, goal: EntryId) -> Result<&Goal, Refusal> {
        let found = self.horizon.goals().get(&goal).ok_or(Refusal::NothingThere)?;
        if found.standing() == GoalStanding::Open { Ok(found) } else { Err(Refusal::AlreadyDone) }
    }

    /// An open goal that the actor may continue: a goal that both share, or an own goal.
    fn of_both(&self, goal: EntryId) -> Result<&Goal, Refusal> {
        let found = self.open(goal)?;
        if found.is_shared() || found.author == self.actor.partner { Ok(found) } else { Err(Refusal::NotYours) }
    }

    fn own(&self, goal: EntryId) -> Result<&Goal, Refusal> {
        let found = self.open(goal)?;
        if found.author == self.actor.partner { Ok(found) } else { Err(Refusal::NotYours) }
    }

    fn not_past(&self, review: Option<CivilDate>) -> Result<(), Refusal> {
        if review.is_some_and(|day| day < self.now.date()) { Err(Refusal::InThePast) } else { Ok(()) }
    }
}
