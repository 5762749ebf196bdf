//! What now? At most three next steps, each with what it rests on.
//!
//! One pure function of the state and the clock. First what somebody is waiting for or what is due; then, where there is
//! room, an invitation ([`invitations`]). Quiet during rest and when there is nothing to do; each step can be put away
//! for a time, and none repeats what the other did or didn't do.

mod dialogues;
mod invitations;
mod waited_for;

use crate::kernel::header::Actor;
use crate::kernel::time::{CivilDate, Moment, WallTime};
use crate::programme::fold::State;
use crate::strands::membership::Link;
use crate::strands::settings::Step;

/// Steps shown at a time.
pub const NEXT_STEPS_MAX: usize = 3;

/// What a step rests on; the app says it in one sentence (care 26).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Because {
    /// The round is open now.
    RoundIsOpen,
    /// It was proposed on that date.
    ProposedOn(CivilDate),
    /// Another time was offered for what was due on that date.
    MovedFrom(CivilDate),
    /// It was due then, and nothing is told yet.
    WasDue(Moment),
    /// It is due today.
    DueToday(Moment),
    /// Both are linked and no round was tried yet.
    NoRoundYet,
    /// There is no regular time yet.
    NoPlanYet,
    /// One has no promise open.
    NoPromiseYet,
    /// The journal is empty.
    JournalIsEmpty,
    /// Nobody else is here yet.
    StillAlone,
    /// Loss of the device would lose everything.
    NoRecoveryCodeYet,
    /// The last rating was on that date.
    LastRatedOn(CivilDate),
    /// There is no rating yet.
    NeverRated,
    /// A dialogue that began on that date, and it is one's turn.
    TalkBegunOn(CivilDate),
    /// A dialogue was asked for on that date.
    TalkAskedOn(CivilDate),
    /// A dialogue was paused on that date, and the pause is over.
    TalkPausedOn(CivilDate),
    /// A dialogue was put off to then.
    PutOffTo(Moment),
    /// One has thanked for nothing here yet.
    NoThanksYet,
    /// One has no plan for hard days yet.
    NoCalmPlanYet,
    /// Something was named that hurt this partner, and nothing is noted.
    NothingNotedYet,
    /// There is no goal yet.
    NoGoalYet,
    /// The hurt partner wrote of it on that date.
    TheyWroteOn(CivilDate),
    /// It was shared on that date.
    SharedOn(CivilDate),
    /// The month has lines to read.
    MonthIsOver,
    /// Support was asked for on that date.
    AskedOn(CivilDate),
    /// Both planned it for today.
    PlannedToday(Moment),
    /// It was parked on that date, and an answer is wanted.
    ParkedOn(CivilDate),
    /// The two chose that date to look at it again.
    ReviewOn(CivilDate),
}

/// One next step and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NextStep {
    /// What to do.
    pub step: Step,
    /// What it rests on.
    pub because: Because,
}

/// The next steps for this partner, the nearest first, at most [`NEXT_STEPS_MAX`].
pub fn next_steps(state: &State<'_>, actor: &Actor, now: WallTime) -> Vec<NextStep> {
    let today = now.date();
    let linked = state.shared.filter(|shared| shared.members.link() == Link::Linked);
    if linked.is_some_and(|shared| shared.members.resting(today).is_some()) {
        return Vec::new();
    }
    let stands = |next: &NextStep| !state.own.settings.is_dismissed(&next.step, today);
    let mut steps = linked.map(|shared| waited_for::steps(state, shared, actor, now)).unwrap_or_default();
    steps.retain(stands);
    steps.truncate(NEXT_STEPS_MAX);
    let room = NEXT_STEPS_MAX - steps.len();
    steps.extend(invitations::steps(state, linked, actor, now, &stands).into_iter().take(room));
    steps
}

fn next(step: Step, because: Because) -> NextStep {
    NextStep { step, because }
}
