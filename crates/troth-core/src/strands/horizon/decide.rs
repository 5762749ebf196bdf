//! What a partner may do about where the two are going.

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

/// Goals of one partner that may be open. A horizon with more on it is a list of demands.
pub const GOALS_OPEN_MAX: usize = 7;
/// Milestones of one goal; what needs more is several goals.
pub const MILESTONES_MAX: usize = 20;

/// What a partner wants to do about where the two are going.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HorizonCommand {
    /// Set a goal.
    SetGoal(GoalSet),
    /// Put one's own goal in other words.
    ChangeGoal {
        /// The goal.
        goal: EntryId,
        /// What it is now.
        now: GoalSet,
    },
    /// Say "mine too" of the other's goal.
    ShareGoal(EntryId),
    /// Say that the two have come there.
    ReachGoal(EntryId),
    /// Let one's own goal go.
    EndGoal(EntryId),
    /// Add a step on the way.
    AddMilestone {
        /// The goal.
        goal: EntryId,
        /// The step.
        title: Title,
    },
    /// Say that a step is done.
    ReachMilestone(EntryId),
    /// Note something that has grown.
    NoteGrowth(Words),
    /// Add a small victory.
    AddVictory {
        /// What was won.
        title: Title,
        /// The entry that shows it.
        fact: Option<EntryId>,
    },
    /// Be glad of the other's.
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

/// Goals, growth and victories as one partner may act on them.
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

    /// A fact is celebrated once.
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

    /// A goal that both call theirs; one that only its author does is the author's to go on with.
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
