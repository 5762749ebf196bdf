//! Why `decide` refuses a command.

use crate::kernel::time::CivilDate;

/// The reason of a refusal. The app puts it in plain words and says what to do instead.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// The partner has not started on this device.
    #[error("not started yet")]
    NotStarted,
    /// The partner has started already.
    #[error("already started")]
    AlreadyStarted,
    /// It takes two partners, and they are not linked.
    #[error("not linked with a partner yet")]
    NotLinked,
    /// The space is closed: it can be read, and nothing new is written.
    #[error("the space is unlinked")]
    Unlinked,
    /// The acting device is not, or no longer, a device of the partner.
    #[error("this device is not part of the space")]
    NotYourDevice,
    /// A device cannot remove itself. Leaving and wiping are commands of their own.
    #[error("a device cannot remove itself")]
    NotThisDevice,
    /// Only the other partner may do it.
    #[error("that is the other partner's to do")]
    NotYours,
    /// The command names something that does not exist.
    #[error("there is no such thing")]
    NothingThere,
    /// It is answered, ended or done already.
    #[error("that is already done")]
    AlreadyDone,
    /// Something is missing that the other partner would have to read.
    #[error("something is missing before it can be shared")]
    NotWhole,
    /// All optional fields are empty.
    #[error("nothing was said")]
    NothingSaid,
    /// The date or time has passed.
    #[error("that time has passed")]
    InThePast,
    /// The promise does not fall due on that date.
    #[error("nothing is due on that date")]
    NotDueThen,
    /// An outcome can be told once its day has come.
    #[error("that is not due yet")]
    NotDueYet,
    /// The occurrence was due already. It can still be told, but not moved.
    #[error("it was already due, so it cannot be rearranged")]
    TooLateToRearrange,
    /// The promise falls due on that date anyway.
    #[error("it already falls due on that date")]
    AlreadyDueThen,
    /// The round is not open now.
    #[error("the round is not open")]
    RoundNotOpen,
    /// The round is answered, and a sealed answer cannot change.
    #[error("the round is already answered")]
    AlreadyAnswered,
    /// A called round is still open.
    #[error("a round is open already")]
    RoundAlreadyOpen,
    /// The programme rests.
    #[error("the programme rests")]
    Resting,
    /// A hand of activities is open, or too many were dealt today.
    #[error("a hand lies open already")]
    HandLiesOpen,
    /// Marks can only be sealed while the hand is open.
    #[error("the hand is over")]
    HandIsOver,
    /// A limit on the marks of a hand.
    #[error("at most {limit} marks in a hand")]
    TooManyMarks {
        /// The most cards that a partner may mark.
        limit: usize,
    },
    /// A limit on rounds called in one day.
    #[error("at most {limit} rounds called in one day")]
    TooManyRounds {
        /// The most that one partner may call.
        limit: usize,
    },
    /// A limit on open offers.
    #[error("at most {limit} offers waiting for an answer")]
    TooManyOffers {
        /// The most that one partner may have open.
        limit: usize,
    },
    /// A limit on devices.
    #[error("at most {limit} devices")]
    TooManyDevices {
        /// The limit.
        limit: usize,
    },
    /// The dialogue is paused, and the pause has a shortest length.
    #[error("the dialogue is paused")]
    Paused,
    /// The other partner said "not yet" less than a day ago.
    #[error("the other said: not yet")]
    NotYetSaid,
    /// The words that an answer is to were changed since.
    #[error("the words were changed since")]
    WordsChanged,
    /// A time ends before it begins, or has an end alone.
    #[error("it ends before it begins")]
    EndsBeforeStart,
    /// Perspective can only be shared after "heard".
    #[error("the statement was not heard yet")]
    NotHeardYet,
    /// A limit on how many may be open at a time.
    #[error("at most {limit} at a time")]
    TooManyOpen {
        /// The limit.
        limit: usize,
    },
    /// The same promise was declined a few days ago.
    #[error("declined; not before {}", from.naive())]
    Declined {
        /// The first day on which it can be offered again.
        from: CivilDate,
    },
    /// The other partner said "not yet" to the same request.
    #[error("not before {}", from.naive())]
    NotYet {
        /// The first day on which it can be made again.
        from: CivilDate,
    },
    /// A day lies too far ahead.
    #[error("at most {limit} days ahead")]
    TooFarAhead {
        /// The most days ahead.
        limit: u32,
    },
    /// The next review has to be later than the last one.
    #[error("not later than {}", day.naive())]
    NotLater {
        /// The day of the last one.
        day: CivilDate,
    },
    /// The change changes nothing.
    #[error("nothing was changed")]
    NothingChanged,
    /// A limit on the lines that one partner adds to one entry.
    #[error("at most {limit} lines of one partner")]
    TooManyWords {
        /// The limit.
        limit: usize,
    },
    /// A limit on the requests of one partner in a day.
    #[error("at most {limit} a day")]
    TooManyToday {
        /// The limit.
        limit: usize,
    },
    /// A limit on plans.
    #[error("at most {limit} plans at a time")]
    TooManyPlans {
        /// The limit.
        limit: usize,
    },
}
