//! What a partner, or their device, may do about check-ins.

use super::events::{
    CellPosted, CellSecretKept, CheckInEvent, OpeningPosted, PlanAccepted, PlanEnded, PlanProposed, Questions,
    RoundCalled, RoundId, WindowHours,
};
use super::round::{Phase, RoundDuty, duties, phase};
use super::state::{CALLS_PER_DAY_MAX, Call, Plan, PlanStanding};
use crate::decide::Refusal;
use crate::entry::Actor;
use crate::event::Draft;
use crate::fold::{SharedState, State};
use crate::ids::EntryId;
use crate::sealed::{CellBytes, OpeningBytes, SecretBytes};
use crate::time::WallTime;

/// Plans that may stand at a time, proposals included; a daily and a weekly one leave room to change both.
pub const PLANS_MAX: usize = 6;

/// What a partner, or their device, wants to do about check-ins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CheckInCommand {
    /// Propose a regular time.
    ProposePlan(PlanProposed),
    /// Agree to the other's exact proposal.
    AcceptPlan(EntryId),
    /// End a plan, decline a proposal or take it back.
    EndPlan(EntryId),
    /// Ask for a round now.
    CallRound {
        /// Which questions.
        questions: Questions,
        /// How long it stays open.
        window: WindowHours,
    },
    /// Answer a round: the sealed cell for the shared stream and its secret for the own one.
    Answer {
        /// The round.
        round: RoundId,
        /// The cell.
        cell: CellBytes,
        /// What opens it.
        secret: SecretBytes,
    },
    /// Post the blank this device owes.
    PostBlank {
        /// The round.
        round: RoundId,
        /// The cell.
        cell: CellBytes,
    },
    /// Post an opening this device owes.
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

pub(crate) fn decide(
    state: &State<'_>,
    actor: &Actor,
    now: WallTime,
    command: CheckInCommand,
) -> Result<Vec<Draft>, Refusal> {
    let shared = state.linked()?;
    match command {
        CheckInCommand::ProposePlan(proposed) => propose(shared, actor, proposed),
        CheckInCommand::AcceptPlan(proposal) => accept(shared, actor, proposal),
        CheckInCommand::EndPlan(plan) => end(shared, plan),
        CheckInCommand::CallRound { questions, window } => {
            may_call(shared, actor, now)?;
            one(CheckInEvent::RoundCalled(RoundCalled { questions, window }))
        }
        CheckInCommand::Answer { round, cell, secret } => {
            may_answer(state, shared, actor, now, round)?;
            let kept = CheckInEvent::CellSecretKept(CellSecretKept { round, secret });
            let posted = CheckInEvent::CellPosted(CellPosted { round, cell });
            Ok(vec![Draft::own(kept), Draft::shared(posted)])
        }
        CheckInCommand::PostBlank { round, cell } => {
            owed(state, actor, now, RoundDuty::PostBlank { round })?;
            one(CheckInEvent::CellPosted(CellPosted { round, cell }))
        }
        CheckInCommand::PostOpening { round, own_cell, their_cell, opening } => {
            owed(state, actor, now, RoundDuty::PostOpening { round, own_cell, their_cell })?;
            one(CheckInEvent::OpeningPosted(OpeningPosted { round, own_cell, their_cell, opening }))
        }
    }
}

fn one(event: CheckInEvent) -> Result<Vec<Draft>, Refusal> {
    Ok(vec![Draft::shared(event)])
}

fn propose(shared: &SharedState, actor: &Actor, proposed: PlanProposed) -> Result<Vec<Draft>, Refusal> {
    let answered = |plan: &Plan| plan.standing() == PlanStanding::Open && plan.author != actor.partner;
    let plans = shared.check_ins.plans().values().filter(|plan| plan.standing() != PlanStanding::Ended);
    if plans.filter(|plan| !answered(plan)).count() >= PLANS_MAX {
        return Err(Refusal::TooManyPlans { limit: PLANS_MAX });
    }
    one(CheckInEvent::PlanProposed(proposed))
}

fn accept(shared: &SharedState, actor: &Actor, proposal: EntryId) -> Result<Vec<Draft>, Refusal> {
    let plan = shared.check_ins.plans().get(&proposal).ok_or(Refusal::NothingThere)?;
    if plan.author == actor.partner {
        return Err(Refusal::NotYours);
    }
    match plan.standing() {
        PlanStanding::Open => one(CheckInEvent::PlanAccepted(PlanAccepted { proposal })),
        _ => Err(Refusal::AlreadyDone),
    }
}

fn end(shared: &SharedState, plan: EntryId) -> Result<Vec<Draft>, Refusal> {
    let known = shared.check_ins.plans().get(&plan).ok_or(Refusal::NothingThere)?;
    match known.standing() {
        PlanStanding::Ended => Err(Refusal::AlreadyDone),
        _ => one(CheckInEvent::PlanEnded(PlanEnded { plan })),
    }
}

fn may_call(shared: &SharedState, actor: &Actor, now: WallTime) -> Result<(), Refusal> {
    let check_ins = &shared.check_ins;
    if shared.members.resting(now.date()).is_some() {
        return Err(Refusal::Resting);
    }
    // A call that a wrong clock dated far ahead would otherwise stand open until then.
    let is_near = |call: &Call| call.written.unix_ms <= now.plus_hours(call.window.hours()).unix_ms;
    let near = check_ins.calls().iter().filter(|(_, call)| is_near(call));
    let mut phases = near.map(|(id, _)| phase(check_ins, RoundId::Called { call: *id }, now));
    if phases.any(|phase| phase == Some(Phase::During)) {
        return Err(Refusal::RoundAlreadyOpen);
    }
    if check_ins.calls_on(actor.partner, now.date()) >= CALLS_PER_DAY_MAX {
        return Err(Refusal::TooManyRounds { limit: CALLS_PER_DAY_MAX });
    }
    Ok(())
}

fn may_answer(
    state: &State<'_>,
    shared: &SharedState,
    actor: &Actor,
    now: WallTime,
    round: RoundId,
) -> Result<(), Refusal> {
    let answered = state.own.has_answered(round) || shared.check_ins.cell_of(round, actor.device).is_some();
    match phase(&shared.check_ins, round, now) {
        Some(_) if !shared.check_ins.exists(round) => Err(Refusal::NothingThere),
        None => Err(Refusal::NothingThere),
        Some(_) if answered => Err(Refusal::AlreadyAnswered),
        Some(Phase::During) => Ok(()),
        Some(Phase::Before | Phase::After) => Err(Refusal::RoundNotOpen),
    }
}

fn owed(state: &State<'_>, actor: &Actor, now: WallTime, duty: RoundDuty) -> Result<(), Refusal> {
    if duties(state, actor, now).contains(&duty) { Ok(()) } else { Err(Refusal::AlreadyDone) }
}
