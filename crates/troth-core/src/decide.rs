//! The one place that says whether this partner may do this now.

use crate::accountability::{self, AccountabilityCommand};
use crate::agreement::{self, AgreementCommand};
use crate::boundary::{self, BoundaryCommand};
use crate::breach::{self, BreachCommand};
use crate::check_in::{self, CheckInCommand};
use crate::closeness::{self, ClosenessCommand};
use crate::dialogue::{self, DialogueCommand};
use crate::entry::Actor;
use crate::event::Draft;
use crate::fold::State;
use crate::horizon::{self, HorizonCommand};
use crate::impact::{self, ImpactCommand};
use crate::journal::{self, JournalCommand};
use crate::membership::{self, Members, MembershipCommand};
use crate::promise::{self, PromiseCommand};
use crate::rating::{self, RatingCommand};
use crate::setback::{self, SetbackCommand};
use crate::settings::{self, SettingsCommand};
use crate::time::{CivilDate, WallTime};

/// What somebody wants to do, one sub-enum per strand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// About being here.
    Membership(MembershipCommand),
    /// About promises.
    Promise(PromiseCommand),
    /// About check-ins.
    CheckIn(CheckInCommand),
    /// About the journal.
    Journal(JournalCommand),
    /// About own ratings.
    Rating(RatingCommand),
    /// About what is noted or put away.
    Settings(SettingsCommand),
    /// About what happened.
    Breach(BreachCommand),
    /// Owning it, and what the other says to it.
    Accountability(AccountabilityCommand),
    /// What it did to somebody.
    Impact(ImpactCommand),
    /// Hard events on the way, and plans for them.
    Setback(SetbackCommand),
    /// Appreciations, support, activities and the pace of affection.
    Closeness(ClosenessCommand),
    /// Limits that each sets alone.
    Boundary(BoundaryCommand),
    /// Rules that both consent to.
    Agreement(AgreementCommand),
    /// Structured conversations.
    Dialogue(DialogueCommand),
    /// About where the two are going.
    Horizon(HorizonCommand),
}

/// Why not. The app says it in plain words, with what to do instead.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// This person hasn't started on this device.
    #[error("not started yet")]
    NotStarted,
    /// This person is already here.
    #[error("already started")]
    AlreadyStarted,
    /// It takes two, and only one is here.
    #[error("not linked with a partner yet")]
    NotLinked,
    /// The space is closed; it can be read and nothing new is written.
    #[error("the space is unlinked")]
    Unlinked,
    /// The device that acts is not, or no longer, one of theirs.
    #[error("this device is not part of the space")]
    NotYourDevice,
    /// A device can't remove itself; leaving and wiping are other things.
    #[error("a device cannot remove itself")]
    NotThisDevice,
    /// Only the other partner can do that.
    #[error("that is the other partner's to do")]
    NotYours,
    /// What it is about isn't there.
    #[error("there is no such thing")]
    NothingThere,
    /// It has been answered, ended or done already.
    #[error("that is already done")]
    AlreadyDone,
    /// Everything was left out.
    #[error("nothing was said")]
    NothingSaid,
    /// The date or time has passed.
    #[error("that time has passed")]
    InThePast,
    /// The promise doesn't fall due on that date.
    #[error("nothing is due on that date")]
    NotDueThen,
    /// It can be told once its day has come.
    #[error("that is not due yet")]
    NotDueYet,
    /// It was due already; it can still be told, just not moved.
    #[error("it was already due, so it cannot be rearranged")]
    TooLateToRearrange,
    /// The promise falls due on that date anyway.
    #[error("it already falls due on that date")]
    AlreadyDueThen,
    /// The round isn't open now.
    #[error("the round is not open")]
    RoundNotOpen,
    /// Answered; a sealed answer doesn't change.
    #[error("the round is already answered")]
    AlreadyAnswered,
    /// A round that somebody called is still open.
    #[error("a round is open already")]
    RoundAlreadyOpen,
    /// The programme rests.
    #[error("the programme rests")]
    Resting,
    /// A hand of activities lies open, or was dealt today.
    #[error("a hand lies open already")]
    HandLiesOpen,
    /// Marks can be sealed while the hand lies open.
    #[error("the hand is over")]
    HandIsOver,
    /// A limit on rounds called in one day.
    #[error("at most {limit} rounds called in one day")]
    TooManyRounds {
        /// How many one partner may call.
        limit: usize,
    },
    /// A limit on offers that wait for an answer.
    #[error("at most {limit} offers waiting for an answer")]
    TooManyOffers {
        /// How many of one partner's may wait.
        limit: usize,
    },
    /// A limit on devices.
    #[error("at most {limit} devices")]
    TooManyDevices {
        /// How many there may be.
        limit: usize,
    },
    /// A dialogue is paused; a pause lasts its time.
    #[error("the dialogue is paused")]
    Paused,
    /// The other said "not yet" a short while ago.
    #[error("the other said: not yet")]
    NotYetSaid,
    /// Perspective follows "heard".
    #[error("the statement was not heard yet")]
    NotHeardYet,
    /// A limit on what may be open at a time.
    #[error("at most {limit} at a time")]
    TooManyOpen {
        /// How many there may be.
        limit: usize,
    },
    /// The same promise was declined a short while ago.
    #[error("declined; not before {}", from.naive())]
    Declined {
        /// The day from which it can be offered again.
        from: CivilDate,
    },
    /// "Not yet" was said to the same request.
    #[error("not before {}", from.naive())]
    NotYet {
        /// The day from which it can be made again.
        from: CivilDate,
    },
    /// A day lies further ahead than it may.
    #[error("at most {limit} days ahead")]
    TooFarAhead {
        /// How many days ahead it may lie.
        limit: u32,
    },
    /// The next day has to come after the one that was chosen before.
    #[error("not later than {}", day.naive())]
    NotLater {
        /// The day that was chosen before.
        day: CivilDate,
    },
    /// A change that changes nothing.
    #[error("nothing was changed")]
    NothingChanged,
    /// A limit on what one partner adds in one place.
    #[error("at most {limit} lines of one partner")]
    TooManyWords {
        /// How many there may be.
        limit: usize,
    },
    /// A limit on what one partner asks in a day.
    #[error("at most {limit} a day")]
    TooManyToday {
        /// How many there may be.
        limit: usize,
    },
    /// A limit on plans.
    #[error("at most {limit} plans at a time")]
    TooManyPlans {
        /// How many there may be.
        limit: usize,
    },
}

/// Decides what `command` by `actor` at `now` comes to: the events to write, in order, or why not.
///
/// # Errors
/// The reason for which it can't be done now; nothing is written then.
pub fn decide(state: &State<'_>, actor: &Actor, now: WallTime, command: Command) -> Result<Vec<Draft>, Refusal> {
    holds_device(&state.own.members, actor)?;
    match command {
        Command::Membership(command) => membership::decide(state, actor, now, command),
        Command::Promise(command) => {
            shared_device(state, actor).and_then(|()| promise::decide(state, actor, now, command))
        }
        Command::CheckIn(command) => {
            shared_device(state, actor).and_then(|()| check_in::decide(state, actor, now, command))
        }
        Command::Journal(command) => started(state).and_then(|()| journal::decide(state, command)),
        Command::Rating(command) => started(state).and_then(|()| rating::decide(state, now, command)),
        Command::Settings(command) => started(state).and_then(|()| settings::decide(now, command)),
        Command::Breach(command) => {
            shared_device(state, actor).and_then(|()| breach::decide(state, actor, now, command))
        }
        Command::Accountability(command) => {
            shared_device(state, actor).and_then(|()| accountability::decide(state, actor, now, command))
        }
        Command::Impact(command) => started(state)
            .and_then(|()| shared_device(state, actor))
            .and_then(|()| impact::decide(state, actor, now, command)),
        Command::Setback(command) => {
            shared_device(state, actor).and_then(|()| setback::decide(state, actor, now, command))
        }
        Command::Closeness(command) => started(state)
            .and_then(|()| shared_device(state, actor))
            .and_then(|()| closeness::decide(state, actor, now, command)),
        Command::Boundary(command) => {
            shared_device(state, actor).and_then(|()| boundary::decide(state, actor, now, command))
        }
        Command::Agreement(command) => {
            shared_device(state, actor).and_then(|()| agreement::decide(state, actor, now, command))
        }
        Command::Dialogue(command) => {
            shared_device(state, actor).and_then(|()| dialogue::decide(state, actor, now, command))
        }
        Command::Horizon(command) => {
            shared_device(state, actor).and_then(|()| horizon::decide(state, actor, now, command))
        }
    }
}

fn started(state: &State<'_>) -> Result<(), Refusal> {
    if state.own.members.partners().is_empty() { Err(Refusal::NotStarted) } else { Ok(()) }
}

/// What is said to the other comes from a device that the shared record knows as one's own.
///
/// Only there: whoever claims a device in the shared record must not lock its owner out of private pages, rest or leaving.
fn shared_device(state: &State<'_>, actor: &Actor) -> Result<(), Refusal> {
    state.shared.map_or(Ok(()), |shared| holds_device(&shared.members, actor))
}

/// Whoever is here acts on a device that is theirs and not removed.
fn holds_device(members: &Members, actor: &Actor) -> Result<(), Refusal> {
    match members.partner(actor.partner) {
        Some(partner) if !partner.devices.contains_key(&actor.device) => Err(Refusal::NotYourDevice),
        _ => Ok(()),
    }
}
