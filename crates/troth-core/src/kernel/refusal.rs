//! Why a partner may not do something now.

use crate::kernel::time::CivilDate;

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
