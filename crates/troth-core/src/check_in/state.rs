//! Check-ins, folded from the log. Cells are opaque here: the vault makes and opens them.

use std::collections::{BTreeMap, BTreeSet};

use super::events::{
    CellBytes, CellPosted, CheckInEvent, OpeningBytes, OpeningPosted, PlanProposed, Questions, RoundId, WindowHours,
};
use crate::anomaly::AnomalyKind;
use crate::entry::Signed;
use crate::ids::{DeviceId, EntryId, PartnerId};
use crate::time::{CivilDate, WallTime};

/// Plans, calls and rounds of a space.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct CheckIns {
    plans: BTreeMap<EntryId, Plan>,
    calls: BTreeMap<EntryId, Call>,
    rounds: BTreeMap<RoundId, Round>,
}

/// A plan, or a proposal of one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// Who proposed it.
    pub author: PartnerId,
    /// What was proposed.
    pub proposed: PlanProposed,
    /// When the other agreed, by their clock.
    pub accepted: Option<WallTime>,
    ended: Option<WallTime>,
}

/// Where a plan stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PlanStanding {
    /// Waits for the other's answer.
    Open,
    /// In force.
    InForce,
    /// Over, or declined; it reads the same.
    Ended,
}

/// A round that somebody called for now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
    /// Which questions.
    pub questions: Questions,
    /// How long it stays open.
    pub window: WindowHours,
    /// When it was called, by the caller's clock.
    pub written: WallTime,
}

/// One device's cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PostedCell {
    /// The device.
    pub device: DeviceId,
    /// Whose device it is.
    pub partner: PartnerId,
    /// The sealed cell.
    pub cell: CellBytes,
}

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Round {
    pub(super) cells: BTreeMap<EntryId, PostedCell>,
    /// By author's device, own cell, their cell.
    pub(super) openings: BTreeMap<(DeviceId, EntryId, EntryId), OpeningBytes>,
}

impl Plan {
    /// Where it stands. An end beats a consent, whichever sorts first.
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
        let to = self.ended.map_or(to, |ended| to.min(ended.date()));
        self.proposed.rule.dates(self.proposed.starts, from.max(accepted.date()), to, limit)
    }
}

impl CheckIns {
    /// Every plan and proposal, by its entry.
    pub fn plans(&self) -> &BTreeMap<EntryId, Plan> {
        &self.plans
    }

    /// The plans that stand as `standing`.
    pub fn standing(&self, standing: PlanStanding) -> impl Iterator<Item = (EntryId, &Plan)> {
        self.plans.iter().filter(move |(_, plan)| plan.standing() == standing).map(|(id, plan)| (*id, plan))
    }

    /// Rounds called outside any plan, by the entry that called them.
    pub fn calls(&self) -> &BTreeMap<EntryId, Call> {
        &self.calls
    }

    /// One cell of a round.
    pub fn cell(&self, round: RoundId, cell: EntryId) -> Option<&PostedCell> {
        self.rounds.get(&round)?.cells.get(&cell)
    }

    /// The cell a device posted for a round.
    pub fn cell_of(&self, round: RoundId, device: DeviceId) -> Option<EntryId> {
        let round = self.rounds.get(&round)?;
        round.cells.iter().find(|(_, cell)| cell.device == device).map(|(id, _)| *id)
    }

    pub(super) fn rounds(&self) -> &BTreeMap<RoundId, Round> {
        &self.rounds
    }

    pub(crate) fn fold(&mut self, signed: Signed<'_>, event: &CheckInEvent) -> Result<(), AnomalyKind> {
        match event {
            CheckInEvent::PlanProposed(proposed) => self.propose(signed, proposed),
            CheckInEvent::PlanAccepted(accepted) => {
                let plan = self.plans.get_mut(&accepted.proposal).ok_or(AnomalyKind::NothingThere)?;
                if plan.author == signed.author {
                    return Err(AnomalyKind::NotTheirs);
                }
                plan.accepted.get_or_insert(signed.entry.written);
                Ok(())
            }
            CheckInEvent::PlanEnded(ended) => {
                let plan = self.plans.get_mut(&ended.plan).ok_or(AnomalyKind::NothingThere)?;
                plan.ended.get_or_insert(signed.entry.written);
                Ok(())
            }
            CheckInEvent::RoundCalled(called) => {
                let written = signed.entry.written;
                let call = Call { questions: called.questions, window: called.window, written };
                self.calls.insert(signed.entry.id, call);
                Ok(())
            }
            CheckInEvent::CellPosted(posted) => self.post_cell(signed, posted),
            CheckInEvent::OpeningPosted(posted) => self.post_opening(signed, posted),
            CheckInEvent::CellSecretKept(_) => Err(AnomalyKind::WrongStream),
        }
    }

    /// Whether there is such a round at all.
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
        let plan = Plan { author: signed.author, proposed: proposed.clone(), accepted: None, ended: None };
        self.plans.insert(signed.entry.id, plan);
        Ok(())
    }

    fn post_cell(&mut self, signed: Signed<'_>, posted: &CellPosted) -> Result<(), AnomalyKind> {
        if !self.exists(posted.round) {
            return Err(AnomalyKind::NothingThere);
        }
        let device = signed.entry.device;
        let round = self.rounds.entry(posted.round).or_default();
        if round.cells.values().any(|cell| cell.device == device) {
            return Err(AnomalyKind::AlreadySettled);
        }
        let cell = PostedCell { device, partner: signed.author, cell: posted.cell.clone() };
        round.cells.insert(signed.entry.id, cell);
        Ok(())
    }

    fn post_opening(&mut self, signed: Signed<'_>, posted: &OpeningPosted) -> Result<(), AnomalyKind> {
        let round = self.rounds.get_mut(&posted.round).ok_or(AnomalyKind::NothingThere)?;
        let own = round.cells.get(&posted.own_cell).ok_or(AnomalyKind::NothingThere)?;
        let their = round.cells.get(&posted.their_cell).ok_or(AnomalyKind::NothingThere)?;
        if own.device != signed.entry.device || their.partner == signed.author {
            return Err(AnomalyKind::NotTheirs);
        }
        let pair = (own.device, posted.own_cell, posted.their_cell);
        if round.openings.contains_key(&pair) {
            return Err(AnomalyKind::AlreadySettled);
        }
        round.openings.insert(pair, posted.opening.clone());
        Ok(())
    }
}

impl Round {
    /// The partners who have a cell in it.
    pub(super) fn partners(&self) -> BTreeSet<PartnerId> {
        self.cells.values().map(|cell| cell.partner).collect()
    }
}
