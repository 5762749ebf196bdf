//! The next steps of Today: at most three, each with its reason.
//!
//! A pure function of the state and the clock. Steps that the other partner waits for and steps that are due come first
//! ([`waited_for`]). Invitations fill the room left ([`invitations`]). There are no steps during rest. Each step can be
//! dismissed for a time, and no step says what the other partner did not do.

mod dialogues;
mod invitations;
mod occasions;
mod stands;
mod waited_for;

pub use invitations::SPARED_DAYS;
pub use stands::Stands;

use crate::kernel::header::Actor;
use crate::kernel::time::{CivilDate, Moment, WallTime};
use crate::programme::fold::{SharedState, State};
use crate::strands::breach::{Breach, BreachAnswer};
use crate::strands::membership::Link;
use crate::strands::settings::Step;

/// Days for which Today asks nothing about a breach that a partner asked time for: long enough to sleep on it more than
/// once. They can answer on any day, and the other partner is told no date.
const TIME_ASKED_DAYS: i64 = 7;

/// The most steps shown at a time.
pub const NEXT_STEPS_MAX: usize = 3;

/// The reason of a step. The app says it in one sentence (care 26).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Because {
    /// The round is open now.
    RoundIsOpen,
    /// The other partner proposed it on that date.
    ProposedOn(CivilDate),
    /// The other partner offered another time for what was due on that date.
    MovedFrom(CivilDate),
    /// It was due then, and its outcome is not told yet.
    WasDue(Moment),
    /// It is due today.
    DueToday(Moment),
    /// The partners have not tried a check-in yet.
    NoRoundYet,
    /// There is no check-in plan yet.
    NoPlanYet,
    /// The actor has no open promise or offer.
    NoPromiseYet,
    /// The journal is empty.
    JournalIsEmpty,
    /// The actor is not linked yet.
    StillAlone,
    /// Without a recovery code, a lost device would lose everything.
    NoRecoveryCodeYet,
    /// The last rating was on that date.
    LastRatedOn(CivilDate),
    /// There is no rating yet.
    NeverRated,
    /// It is the actor's turn in a dialogue that was asked for on that date.
    TalkBegunOn(CivilDate),
    /// The other partner asked for a dialogue on that date.
    TalkAskedOn(CivilDate),
    /// A dialogue was paused on that date, and the pause is over.
    TalkPausedOn(CivilDate),
    /// The partners put a dialogue off to then.
    PutOffTo(Moment),
    /// The actor has given no appreciation yet.
    NoThanksYet,
    /// The actor has no plan for hard days yet.
    NoCalmPlanYet,
    /// A breach hurt the actor, who has noted no impact yet.
    NothingNotedYet,
    /// There is no goal yet.
    NoGoalYet,
    /// The hurt partner first wrote on that date.
    TheyWroteOn(CivilDate),
    /// The other partner shared it on that date.
    SharedOn(CivilDate),
    /// The last month has lines to read.
    MonthIsOver,
    /// The other partner asked for support on that date.
    AskedOn(CivilDate),
    /// Both partners planned it for today.
    PlannedToday(Moment),
    /// The hurt partner parked the question on that date and wants an answer.
    ParkedOn(CivilDate),
    /// The other partner named it on that date.
    NamedOn(CivilDate),
    /// Its review is due on that date.
    ReviewOn(CivilDate),
    /// The first days are for reading.
    FirstDays,
    /// The actor has set no boundary.
    NoBoundaryYet,
    /// A breach that hurt the actor stands, and they have parked no question.
    NoQuestionYet,
    /// The partners have not talked here yet.
    NoTalkYet,
    /// The partners have looked at no ideas yet.
    NoIdeasYet,
    /// No small victory was written down lately.
    NoVictoryLately,
    /// The actor is alone, and the page stays theirs until they share it.
    ForOneself,
}

/// A next step, with its reason.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NextStep {
    /// The step.
    pub step: Step,
    /// The reason.
    pub because: Because,
}

/// The next steps of the actor, most urgent first, at most [`NEXT_STEPS_MAX`]. Where the actor `stands` chooses what they
/// are invited to first.
pub fn next_steps(state: &State<'_>, actor: &Actor, now: WallTime, stands: Stands) -> Vec<NextStep> {
    let today = now.date();
    let linked = state.shared.filter(|shared| shared.members.link() == Link::Linked);
    if linked.is_some_and(|shared| shared.members.resting(today).is_some()) {
        return Vec::new();
    }
    let is_wanted = |next: &NextStep| !state.own.settings.is_dismissed(&next.step, today);
    let mut steps = linked.map_or_else(Vec::new, |shared| waited_for::steps(state, shared, actor, now));
    steps.retain(is_wanted);
    steps.truncate(NEXT_STEPS_MAX);
    let room = NEXT_STEPS_MAX - steps.len();
    steps.extend(invitations::steps(&Invited { state, linked, actor, now, stands }, &is_wanted).into_iter().take(room));
    steps
}

/// Who is invited, and when.
struct Invited<'a> {
    state: &'a State<'a>,
    /// The shared record, while the two are linked.
    linked: Option<&'a SharedState>,
    actor: &'a Actor,
    now: WallTime,
    stands: Stands,
}

/// Whether nobody is asked to respond to a breach: a partner sees it differently, or said lately that they need time.
fn is_left_alone(breach: &Breach, today: CivilDate) -> bool {
    let asked = breach.answer.filter(|given| given.answer == BreachAnswer::NeedsTime);
    let is_lately = asked.is_some_and(|given| today.days_since(given.written.date()) < TIME_ASKED_DAYS);
    is_lately || breach.is_seen_otherwise()
}

fn next(step: Step, because: Because) -> NextStep {
    NextStep { step, because }
}
