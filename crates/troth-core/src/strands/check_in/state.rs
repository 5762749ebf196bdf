//! The state of check-ins, folded from the log. Cells are opaque here: the vault makes and opens them.
//!
//! One plan is in force at a time: accepting a plan ends the one before. A partner who proposes a plan while the
//! other's proposal is open has thereby answered that proposal.

use std::collections::{BTreeMap, BTreeSet};

use super::events::{CheckInEvent, PlanProposed, Questions, RoundCalled, RoundId, WindowHours};
use super::own::OwnCheckIns;
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::header::{Actor, Signed};
use crate::kernel::ids::{DeviceId, EntryId, PartnerId};
use crate::kernel::time::{CivilDate, WallTime};
use crate::strands::sealed::{CellBytes, OpeningTry, PostedCells, SealedRound};

/// The most rounds that one partner calls in a day. Further calls are void, because each call makes every device of the
/// other partner post, and more would press.
pub const CALLS_PER_DAY_MAX: usize = 3;

/// Plans, calls and rounds of a space.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct CheckIns {
    plans: ById<Plan>,
    /// Open proposals by author. Like the two fields below, an index, so that the fold need not search all plans.
    open: BTreeMap<PartnerId, BTreeSet<EntryId>>,
    in_force: Option<EntryId>,
    /// The number of rounds that a partner called on a day of their own calendar.
    called: BTreeMap<(PartnerId, CivilDate), usize>,
    calls: ById<Call>,
    rounds: BTreeMap<RoundId, SealedRound>,
    /// Rounds in which some device owes an opening: an index, as every device looks for its own after every input. Those
    /// of long ago stay only where a device was lost before it posted.
    owing: BTreeSet<RoundId>,
}

/// A plan or a proposal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// The partner who proposed it.
    pub author: PartnerId,
    /// The proposal.
    pub proposed: PlanProposed,
    /// When it was proposed, by the author's clock.
    pub written: WallTime,
    /// When the other partner accepted, by their clock.
    pub accepted: Option<WallTime>,
    ended: Option<WallTime>,
}

/// The standing of a plan.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PlanStanding {
    /// Waits for the other partner's answer.
    Open,
    /// In force.
    InForce,
    /// Over or declined. Both look the same.
    Ended,
}

/// A called round.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
    /// The questions.
    pub questions: Questions,
    /// How long it stays open.
    pub window: WindowHours,
    /// When it was called, by the caller's clock.
    pub written: WallTime,
}

impl Plan {
    /// Its standing. An end wins over an acceptance, whichever sorts first.
    pub fn standing(&self) -> PlanStanding {
        match (self.ended, self.accepted) {
            (Some(_), _) => PlanStanding::Ended,
            (None, Some(_)) => PlanStanding::InForce,
            (None, None) => PlanStanding::Open,
        }
    }

    /// The dates on which rounds of this plan open between `from` and `to`, at most `limit`.
    pub fn dates(&self, from: CivilDate, to: CivilDate, limit: usize) -> Vec<CivilDate> {
        let Some(accepted) = self.accepted else { return Vec::new() };
        let to = self.ended.map_or(to, |ended| to.min(self.last_date(ended)));
        self.proposed.rule.dates(self.proposed.starts, from.max(accepted.date()), to, limit)
    }

    /// The last date whose round had opened when the plan ended.
    fn last_date(&self, ended: WallTime) -> CivilDate {
        if self.proposed.opens <= ended.time_of_day() { ended.date() } else { ended.date().minus_days(1) }
    }
}

impl CheckIns {
    /// Every plan and proposal, by its entry.
    pub fn plans(&self) -> &ById<Plan> {
        &self.plans
    }

    /// The plans that stand as `standing`, the oldest first.
    pub fn standing(&self, standing: PlanStanding) -> impl Iterator<Item = (EntryId, &Plan)> {
        let standing = self.plans.iter().filter(|(_, plan)| plan.standing() == standing);
        let mut plans: Vec<_> = standing.map(|(id, plan)| (*id, plan)).collect();
        plans.sort_by_key(|(id, plan)| (plan.written, *id));
        plans.into_iter()
    }

    /// Rounds called outside any plan, by the entry that called them.
    pub fn calls(&self) -> &ById<Call> {
        &self.calls
    }

    /// The cell that an entry posted for a round.
    pub fn posted(&self, round: RoundId, entry: EntryId) -> Option<&PostedCells> {
        self.rounds.get(&round)?.posted(entry)
    }

    /// The entry in which a device posted its cell for a round.
    pub fn cell_of(&self, round: RoundId, device: DeviceId) -> Option<EntryId> {
        self.rounds.get(&round)?.of_device(device)
    }

    pub(super) fn rounds(&self) -> &BTreeMap<RoundId, SealedRound> {
        &self.rounds
    }

    /// Openings that may reveal the answers of a round to the actor, who has these secrets.
    pub(crate) fn tries<'a>(
        &'a self,
        own: &'a OwnCheckIns,
        actor: &'a Actor,
        id: RoundId,
    ) -> impl Iterator<Item = OpeningTry> + 'a {
        let round = self.rounds.get(&id).into_iter();
        round.flat_map(move |round| round.tries(actor, move |device| own.cell_secret(id, device).is_some()))
    }

    /// Whether there are any of them.
    pub(super) fn may_open(&self, own: &OwnCheckIns, actor: &Actor, id: RoundId) -> bool {
        let answered = |device| own.cell_secret(id, device).is_some();
        self.rounds.get(&id).is_some_and(|round| round.may_open(actor, answered))
    }

    /// The rounds in which some device owes an opening, in the order of their names.
    pub(super) fn owing(&self) -> impl Iterator<Item = (RoundId, &SealedRound)> {
        self.owing.iter().filter_map(|id| Some((*id, self.rounds.get(id)?)))
    }

    pub(crate) fn fold(&mut self, signed: Signed<'_>, event: &CheckInEvent) -> Result<(), AnomalyKind> {
        match event {
            CheckInEvent::PlanProposed(proposed) => self.propose(signed, proposed),
            CheckInEvent::PlanAccepted(accepted) => self.accept(signed, accepted.proposal),
            CheckInEvent::PlanEnded(ended) => {
                self.end(ended.plan, signed.header.written).ok_or(AnomalyKind::NothingThere)
            }
            CheckInEvent::RoundCalled(called) => self.call(signed, called),
            CheckInEvent::CellPosted(posted) => self.post_cell(signed, posted.round, &posted.cell),
            CheckInEvent::OpeningPosted(posted) => {
                let round = self.rounds.get_mut(&posted.round).ok_or(AnomalyKind::NothingThere)?;
                round.open(signed, [posted.own_cell, posted.their_cell], std::slice::from_ref(&posted.opening))?;
                self.note_owing(posted.round);
                Ok(())
            }
            CheckInEvent::CellSecretKept(_) => Err(AnomalyKind::WrongStream),
        }
    }

    /// Whether the round exists.
    pub(super) fn exists(&self, round: RoundId) -> bool {
        match round {
            RoundId::Planned { plan, date } => {
                let plan = self.plans.get(&plan).filter(|plan| plan.accepted.is_some());
                plan.is_some_and(|plan| plan.proposed.rule.falls_on(plan.proposed.starts, date))
            }
            RoundId::Called { call } => self.calls.contains_key(&call),
        }
    }

    fn propose(&mut self, signed: Signed<'_>, proposed: &PlanProposed) -> Result<(), AnomalyKind> {
        let (author, written) = (signed.author, signed.header.written);
        let others = self.open.iter().filter(|(other, _)| **other != author);
        let answered: Vec<EntryId> = others.flat_map(|(_, open)| open).copied().collect();
        for other in answered {
            self.end(other, written);
        }
        self.open.entry(author).or_default().insert(signed.header.id);
        let plan = Plan { author, proposed: proposed.clone(), written, accepted: None, ended: None };
        self.plans.insert(signed.header.id, plan);
        Ok(())
    }

    fn accept(&mut self, signed: Signed<'_>, proposal: EntryId) -> Result<(), AnomalyKind> {
        let written = signed.header.written;
        let plan = self.plans.get_mut(&proposal).ok_or(AnomalyKind::NothingThere)?;
        if plan.author == signed.author {
            return Err(AnomalyKind::NotTheirs);
        }
        let was = plan.standing();
        plan.accepted.get_or_insert(written);
        if was == PlanStanding::Open {
            self.open.entry(plan.author).or_default().remove(&proposal);
            let before = self.in_force.replace(proposal);
            before.and_then(|before| self.end(before, written));
        }
        Ok(())
    }

    fn end(&mut self, id: EntryId, written: WallTime) -> Option<()> {
        let plan = self.plans.get_mut(&id)?;
        plan.ended.get_or_insert(written);
        self.open.entry(plan.author).or_default().remove(&id);
        self.in_force = self.in_force.filter(|plan| *plan != id);
        Some(())
    }

    fn call(&mut self, signed: Signed<'_>, called: &RoundCalled) -> Result<(), AnomalyKind> {
        let (author, written) = (signed.author, signed.header.written);
        let so_far = self.called.entry((author, written.date())).or_default();
        if *so_far >= CALLS_PER_DAY_MAX {
            return Err(AnomalyKind::TooManyRounds);
        }
        *so_far += 1;
        let call = Call { questions: called.questions, window: called.window, written };
        self.calls.insert(signed.header.id, call);
        Ok(())
    }

    /// The number of rounds that a partner called on a day of their own calendar.
    pub(super) fn calls_on(&self, author: PartnerId, date: CivilDate) -> usize {
        self.called.get(&(author, date)).copied().unwrap_or(0)
    }

    fn post_cell(&mut self, signed: Signed<'_>, round: RoundId, cell: &CellBytes) -> Result<(), AnomalyKind> {
        if !self.exists(round) {
            return Err(AnomalyKind::NothingThere);
        }
        self.rounds.entry(round).or_default().post(signed, std::slice::from_ref(cell))?;
        self.note_owing(round);
        Ok(())
    }

    fn note_owing(&mut self, round: RoundId) {
        match self.rounds.get(&round).is_some_and(SealedRound::is_opening_owed) {
            true => self.owing.insert(round),
            false => self.owing.remove(&round),
        };
    }
}
