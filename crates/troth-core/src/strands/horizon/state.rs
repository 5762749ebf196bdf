//! The state of the horizon, folded from the log.
//!
//! Only the wording of a goal depends on which of two concurrent entries sorts first. Its author alone can change it,
//! and of two wordings from two of their devices the later one in the log holds. Both stay in the record.

use super::events::{GoalChanged, GoalSet, HorizonEvent, MilestoneAdded, VictoryAdded};
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::header::Signed;
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::text::{Title, Words};
use crate::kernel::time::{CivilDate, WallTime};

/// Goals, growth, victories and letters of a space.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Horizon {
    goals: ById<Goal>,
    /// Every wording of a goal, by the entry that holds it.
    wordings: ById<GoalWording>,
    milestones: ById<EntryId>,
    victories: ById<Victory>,
    growth: Vec<Noted>,
    letters: Vec<Noted>,
}

/// A wording of a goal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GoalWording {
    /// The entry that set the goal.
    pub goal: EntryId,
    /// The title in this wording.
    pub title: Title,
}

/// A goal, as it reads now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Goal {
    /// The partner who set it.
    pub author: PartnerId,
    /// What it is.
    pub title: Title,
    /// Why it matters to its author.
    pub why: Option<Words>,
    /// The day of its review.
    pub review: Option<CivilDate>,
    /// When it was set.
    pub written: WallTime,
    /// Whether it was reworded (care 21).
    pub edited: bool,
    /// The entry that holds the current wording.
    pub wording: EntryId,
    /// The wordings to which the other partner said "mine too".
    shared: Vec<EntryId>,
    /// Its milestones, in the order of the log.
    pub milestones: Vec<Milestone>,
    reached: bool,
    ended: bool,
}

/// The standing of a goal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GoalStanding {
    /// Open.
    Open,
    /// Reached. It wins over a concurrent entry that lets the goal go.
    Reached,
    /// Let go.
    LetGo,
}

/// A milestone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Milestone {
    /// The entry that added it.
    pub id: EntryId,
    /// The partner who added it.
    pub author: PartnerId,
    /// What it is.
    pub title: Title,
    /// When it was reached, by the clock of the partner who said so first.
    pub reached: Option<WallTime>,
}

/// A small victory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Victory {
    /// The partner who added it.
    pub author: PartnerId,
    /// The victory.
    pub title: Title,
    /// The fact that it was suggested from, by its entry.
    pub fact: Option<EntryId>,
    /// When it was added.
    pub written: WallTime,
    /// Whether the other partner celebrated it too.
    pub celebrated: bool,
}

/// A growth note or a letter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Noted {
    /// The entry.
    pub id: EntryId,
    /// Its author.
    pub author: PartnerId,
    /// When it was written.
    pub written: WallTime,
    /// The words.
    pub words: Words,
}

impl Goal {
    /// Its standing.
    pub const fn standing(&self) -> GoalStanding {
        match (self.reached, self.ended) {
            (true, _) => GoalStanding::Reached,
            (false, true) => GoalStanding::LetGo,
            (false, false) => GoalStanding::Open,
        }
    }

    /// Whether the other partner said "mine too" to the current wording. A new one must not put words in their mouth.
    pub fn is_shared(&self) -> bool {
        self.shared.contains(&self.wording)
    }
}

impl Horizon {
    /// All goals, by the entry that set each.
    pub fn goals(&self) -> &ById<Goal> {
        &self.goals
    }

    /// The wording of a goal in an entry.
    pub fn wording(&self, wording: EntryId) -> Option<&GoalWording> {
        self.wordings.get(&wording)
    }

    /// All victories, by the entry that added each.
    pub fn victories(&self) -> &ById<Victory> {
        &self.victories
    }

    /// Growth notes, in the order of the log.
    pub fn growth(&self) -> &[Noted] {
        &self.growth
    }

    /// Letters at an ending, in the order of the log.
    pub fn letters(&self) -> &[Noted] {
        &self.letters
    }

    /// The goal that a milestone belongs to.
    pub fn goal_of(&self, milestone: EntryId) -> Option<(EntryId, &Milestone)> {
        let id = *self.milestones.get(&milestone)?;
        let found = self.goals.get(&id)?.milestones.iter().find(|one| one.id == milestone)?;
        Some((id, found))
    }

    pub(crate) fn fold(&mut self, signed: Signed<'_>, event: &HorizonEvent) -> Result<(), AnomalyKind> {
        match event {
            HorizonEvent::GoalSet(set) => self.set(signed, set),
            HorizonEvent::GoalChanged(change) => self.change(signed, change)?,
            HorizonEvent::GoalShared(shared) => {
                let goal = self.wordings.get(&shared.wording).ok_or(AnomalyKind::NothingThere)?.goal;
                self.others_goal(signed, goal)?.shared.push(shared.wording);
            }
            HorizonEvent::GoalReached(reached) => self.goal(reached.goal)?.reached = true,
            HorizonEvent::GoalEnded(ended) => self.own_goal(signed, ended.goal)?.ended = true,
            HorizonEvent::MilestoneAdded(added) => self.add_milestone(signed, added)?,
            HorizonEvent::MilestoneReached(reached) => self.reach(signed, reached.milestone)?,
            HorizonEvent::GrowthNoted(noted) => self.growth.push(noted_by(signed, &noted.words)),
            HorizonEvent::VictoryAdded(added) => self.add_victory(signed, added),
            HorizonEvent::VictoryCelebrated(glad) => self.celebrate(signed, glad.victory)?,
            HorizonEvent::LetterWritten(letter) => self.letters.push(noted_by(signed, &letter.words)),
        }
        Ok(())
    }

    fn set(&mut self, signed: Signed<'_>, set: &GoalSet) {
        let goal = Goal {
            author: signed.author,
            title: set.title.clone(),
            why: set.why.clone(),
            review: set.review,
            written: signed.header.written,
            edited: false,
            wording: signed.header.id,
            shared: Vec::new(),
            milestones: Vec::new(),
            reached: false,
            ended: false,
        };
        let wording = GoalWording { goal: signed.header.id, title: set.title.clone() };
        self.wordings.insert(signed.header.id, wording);
        self.goals.insert(signed.header.id, goal);
    }

    fn change(&mut self, signed: Signed<'_>, change: &GoalChanged) -> Result<(), AnomalyKind> {
        self.own_goal(signed, change.goal)?.change(signed.header.id, change);
        let wording = GoalWording { goal: change.goal, title: change.title.clone() };
        self.wordings.insert(signed.header.id, wording);
        Ok(())
    }

    fn goal(&mut self, id: EntryId) -> Result<&mut Goal, AnomalyKind> {
        self.goals.get_mut(&id).ok_or(AnomalyKind::NothingThere)
    }

    fn own_goal(&mut self, signed: Signed<'_>, id: EntryId) -> Result<&mut Goal, AnomalyKind> {
        let goal = self.goal(id)?;
        if goal.author == signed.author { Ok(goal) } else { Err(AnomalyKind::NotTheirs) }
    }

    fn others_goal(&mut self, signed: Signed<'_>, id: EntryId) -> Result<&mut Goal, AnomalyKind> {
        let goal = self.goal(id)?;
        if goal.author == signed.author { Err(AnomalyKind::NotTheirs) } else { Ok(goal) }
    }

    fn add_milestone(&mut self, signed: Signed<'_>, added: &MilestoneAdded) -> Result<(), AnomalyKind> {
        let (id, author) = (signed.header.id, signed.author);
        let milestone = Milestone { id, author, title: added.title.clone(), reached: None };
        self.goal(added.goal)?.milestones.push(milestone);
        self.milestones.insert(signed.header.id, added.goal);
        Ok(())
    }

    fn reach(&mut self, signed: Signed<'_>, milestone: EntryId) -> Result<(), AnomalyKind> {
        let goal = *self.milestones.get(&milestone).ok_or(AnomalyKind::NothingThere)?;
        let steps = &mut self.goal(goal)?.milestones;
        let step = steps.iter_mut().find(|step| step.id == milestone).ok_or(AnomalyKind::NothingThere)?;
        let written = signed.header.written;
        step.reached = Some(
            step.reached.map_or(written, |before| if written.unix_ms < before.unix_ms { written } else { before }),
        );
        Ok(())
    }

    fn add_victory(&mut self, signed: Signed<'_>, added: &VictoryAdded) {
        let victory = Victory {
            author: signed.author,
            title: added.title.clone(),
            fact: added.fact,
            written: signed.header.written,
            celebrated: false,
        };
        self.victories.insert(signed.header.id, victory);
    }

    fn celebrate(&mut self, signed: Signed<'_>, victory: EntryId) -> Result<(), AnomalyKind> {
        let victory = self.victories.get_mut(&victory).ok_or(AnomalyKind::NothingThere)?;
        if victory.author == signed.author {
            return Err(AnomalyKind::NotTheirs);
        }
        victory.celebrated = true;
        Ok(())
    }
}

impl Goal {
    fn change(&mut self, wording: EntryId, change: &GoalChanged) {
        self.wording = wording;
        self.title = change.title.clone();
        self.why = change.why.clone();
        self.review = change.review;
        self.edited = true;
    }
}

fn noted_by(signed: Signed<'_>, words: &Words) -> Noted {
    Noted { id: signed.header.id, author: signed.author, written: signed.header.written, words: words.clone() }
}
