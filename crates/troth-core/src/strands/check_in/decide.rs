//! What a partner or their device may do about check-ins.

use super::events::{
    CellPosted, CellSecretKept, CheckInEvent, OpeningPosted, PlanAccepted, PlanEnded, PlanProposed, Questions,
    RoundCalled, RoundId, WindowHours,
};
use super::round::{Phase, RoundDuty, RoundsSeen, phase};
use super::state::{CALLS_PER_DAY_MAX, Call, Plan, PlanStanding};
use crate::kernel::ids::EntryId;
use crate::kernel::refusal::Refusal;
use crate::strands::sealed::{CellBytes, OpeningBytes, SecretBytes};

/// The most plans at a time, proposals included: a daily and a weekly one, with room to change both.
pub const PLANS_MAX: usize = 6;

/// What a partner or their device wants to do about check-ins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CheckInCommand {
    /// Propose a regular time.
    ProposePlan(PlanProposed),
    /// Accept exactly this proposal of the other partner.
    AcceptPlan(EntryId),
    /// End a plan, decline a proposal, or take an own proposal back.
    EndPlan(EntryId),
    /// Call a round for now.
    CallRound {
        /// The questions.
        questions: Questions,
        /// How long it stays open.
        window: WindowHours,
    },
    /// Answer a round that was started for now: the cell goes to the shared stream, its secret to the own stream. The
    /// answer to a planned round waits on the device instead ([`AnswerGoes::AtItsHour`]).
    Answer {
        /// The round.
        round: RoundId,
        /// The cell.
        cell: CellBytes,
        /// The secret that opens it.
        secret: SecretBytes,
    },
    /// Post the cell that this device owes: the answer that waited here, or a blank.
    PostCell {
        /// The round.
        round: RoundId,
        /// The cell.
        cell: CellBytes,
        /// The secret that opens it, or a spare one.
        secret: SecretBytes,
        /// Whether the cell is a blank.
        spare: bool,
    },
    /// Post an opening that this device owes.
    PostOpening {
        /// The round.
        round: RoundId,
        /// This device's cell.
        own_cell: EntryId,
        /// The other partner's cell.
        their_cell: EntryId,
        /// The opening.
        opening: OpeningBytes,
    },
}

/// Where an answer goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AnswerGoes {
    /// To the streams at once: the round was started for now.
    AtOnce,
    /// It waits on the device, which posts its cell when all do.
    AtItsHour,
}

pub(crate) fn decide(rounds: &RoundsSeen<'_>, command: CheckInCommand) -> Result<Vec<CheckInEvent>, Refusal> {
    match command {
        CheckInCommand::ProposePlan(proposed) => rounds.propose(proposed),
        CheckInCommand::AcceptPlan(proposal) => rounds.accept(proposal),
        CheckInCommand::EndPlan(plan) => rounds.end(plan),
        CheckInCommand::CallRound { questions, window } => {
            rounds.may_call()?;
            one(CheckInEvent::RoundCalled(RoundCalled { questions, window }))
        }
        CheckInCommand::Answer { round, cell, secret } => {
            match rounds.answer_goes(round)? {
                AnswerGoes::AtOnce => Ok(posted(round, cell, CellSecretKept { round, secret, spare: false })),
                // Its cell would show when it was given.
                AnswerGoes::AtItsHour => Err(Refusal::RoundNotOpen),
            }
        }
        CheckInCommand::PostCell { round, cell, secret, spare } => {
            rounds.owes(RoundDuty::PostCell { round })?;
            Ok(posted(round, cell, CellSecretKept { round, secret, spare }))
        }
        CheckInCommand::PostOpening { round, own_cell, their_cell, opening } => {
            rounds.owes(RoundDuty::PostOpening { round, own_cell, their_cell })?;
            one(CheckInEvent::OpeningPosted(OpeningPosted { round, own_cell, their_cell, opening }))
        }
    }
}

fn posted(round: RoundId, cell: CellBytes, kept: CellSecretKept) -> Vec<CheckInEvent> {
    vec![CheckInEvent::CellSecretKept(kept), CheckInEvent::CellPosted(CellPosted { round, cell })]
}

fn one(event: CheckInEvent) -> Result<Vec<CheckInEvent>, Refusal> {
    Ok(vec![event])
}

impl RoundsSeen<'_> {
    fn propose(&self, proposed: PlanProposed) -> Result<Vec<CheckInEvent>, Refusal> {
        let answered = |plan: &Plan| plan.standing() == PlanStanding::Open && plan.author != self.actor.partner;
        let plans = self.check_ins.plans().values().filter(|plan| plan.standing() != PlanStanding::Ended);
        if plans.filter(|plan| !answered(plan)).count() >= PLANS_MAX {
            return Err(Refusal::TooManyPlans { limit: PLANS_MAX });
        }
        one(CheckInEvent::PlanProposed(proposed))
    }

    fn accept(&self, proposal: EntryId) -> Result<Vec<CheckInEvent>, Refusal> {
        let plan = self.check_ins.plans().get(&proposal).ok_or(Refusal::NothingThere)?;
        if plan.author == self.actor.partner {
            return Err(Refusal::NotYours);
        }
        match plan.standing() {
            PlanStanding::Open => one(CheckInEvent::PlanAccepted(PlanAccepted { proposal })),
            PlanStanding::InForce | PlanStanding::Ended => Err(Refusal::AlreadyDone),
        }
    }

    fn end(&self, plan: EntryId) -> Result<Vec<CheckInEvent>, Refusal> {
        let known = self.check_ins.plans().get(&plan).ok_or(Refusal::NothingThere)?;
        match known.standing() {
            PlanStanding::Ended => Err(Refusal::AlreadyDone),
            PlanStanding::Open | PlanStanding::InForce => one(CheckInEvent::PlanEnded(PlanEnded { plan })),
        }
    }

    fn may_call(&self) -> Result<(), Refusal> {
        let (check_ins, now) = (self.check_ins, self.now);
        if self.members.resting(now.date()).is_some() {
            return Err(Refusal::Resting);
        }
        // A call that a wrong clock dated far ahead must not block new ones until that date.
        let is_near = |call: &Call| call.written.unix_ms <= now.plus_hours(call.window.hours()).unix_ms;
        let near = check_ins.calls().iter().filter(|(_, call)| is_near(call));
        let mut phases = near.map(|(id, _)| phase(check_ins, RoundId::Called { call: *id }, now));
        if phases.any(|phase| phase == Some(Phase::During)) {
            return Err(Refusal::RoundAlreadyOpen);
        }
        if check_ins.calls_on(self.actor.partner, now.date()) >= CALLS_PER_DAY_MAX {
            return Err(Refusal::TooManyRounds { limit: CALLS_PER_DAY_MAX });
        }
        Ok(())
    }

    /// Where an answer of this device goes, if it may answer the round now.
    pub(crate) fn answer_goes(&self, round: RoundId) -> Result<AnswerGoes, Refusal> {
        let answered = self.has_answered(round) || self.check_ins.cell_of(round, self.actor.device).is_some();
        match phase(self.check_ins, round, self.now) {
            Some(_) if !self.check_ins.exists(round) => Err(Refusal::NothingThere),
            None => Err(Refusal::NothingThere),
            Some(_) if answered => Err(Refusal::AlreadyAnswered),
            // A device posts nothing for a round of before it was added, so an answer would stay on it.
            Some(Phase::During) if !self.owes_for(round) => Err(Refusal::RoundNotOpen),
            Some(Phase::During) => Ok(match round {
                RoundId::Planned { .. } => AnswerGoes::AtItsHour,
                RoundId::Called { .. } => AnswerGoes::AtOnce,
            }),
            Some(Phase::Before | Phase::Gathering | Phase::After) => Err(Refusal::RoundNotOpen),
        }
    }

    fn owes(&self, duty: RoundDuty) -> Result<(), Refusal> {
        if self.duties().contains(&duty) { Ok(()) } else { Err(Refusal::AlreadyDone) }
    }
}
