//! The places: for each, what it shows and what can be asked there, in the core's terms.

pub(crate) mod activities;
pub(crate) mod affection;
pub(crate) mod agreements;
pub(crate) mod boundaries;
pub(crate) mod breaches;
pub(crate) mod check_ins;
pub(crate) mod closeness;
pub(crate) mod deck;
pub(crate) mod dialogues;
pub(crate) mod facts;
pub(crate) mod forks;
pub(crate) mod hard_days;
pub(crate) mod help;
pub(crate) mod horizon;
pub(crate) mod impact;
pub(crate) mod private;
pub(crate) mod promises;
mod shown;
pub(crate) mod side_by_side;
pub(crate) mod solo;
pub(crate) mod statements;
pub(crate) mod story;
pub(crate) mod today;

use troth_core::Refusal;

use crate::civil;
use crate::message::Message;

/// What the core refused, in words that help.
pub(crate) fn refused(refusal: Refusal) -> Message {
    match refusal {
        Refusal::TooManyDevices { limit } => Message::plain("problem-too-many-devices").number("limit", count(limit)),
        Refusal::TooManyPlans { limit } => Message::plain("problem-too-many-plans").number("limit", count(limit)),
        Refusal::TooManyRounds { limit } => Message::plain("problem-too-many-rounds").number("limit", count(limit)),
        Refusal::TooManyOffers { limit } => Message::plain("problem-too-many-offers").number("limit", count(limit)),
        Refusal::TooManyOpen { limit } => Message::plain("problem-too-many-open").number("limit", count(limit)),
        Refusal::TooManyWords { limit } => Message::plain("problem-too-many-words").number("limit", count(limit)),
        Refusal::TooManyMarks { limit } => Message::plain("problem-too-many-marks").number("limit", count(limit)),
        Refusal::TooManyToday { limit } => Message::plain("problem-too-many-today").number("limit", count(limit)),
        Refusal::Declined { from } => Message::plain("problem-declined").text("date", civil::date(from)),
        Refusal::NotYet { from } => Message::plain("problem-not-yet").text("date", civil::date(from)),
        Refusal::NotLater { day } => Message::plain("problem-not-later").text("date", civil::date(day)),
        Refusal::TooFarAhead { limit } => Message::plain("problem-too-far-ahead").number("limit", limit.into()),
        other => Message::plain(name(other)),
    }
}

fn count(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

fn name(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotStarted => "problem-not-started",
        Refusal::AlreadyStarted => "problem-already-started",
        Refusal::NotLinked => "problem-not-linked",
        Refusal::Unlinked => "problem-unlinked",
        Refusal::NotYourDevice => "problem-not-your-device",
        Refusal::NotThisDevice => "problem-not-this-device",
        Refusal::NotYours => "problem-not-yours",
        Refusal::NothingThere => "problem-nothing-there",
        Refusal::Paused => "problem-paused",
        Refusal::NotYetSaid => "problem-not-yet-said",
        Refusal::NotHeardYet => "problem-not-heard-yet",
        Refusal::EndsBeforeStart => "problem-ends-before-start",
        Refusal::WordsChanged => "problem-words-changed",
        Refusal::AlreadyDone => "problem-already-done",
        Refusal::NotWhole => "problem-not-whole",
        Refusal::NothingSaid => "problem-nothing-said",
        Refusal::NothingChanged => "problem-nothing-changed",
        Refusal::InThePast => "problem-in-the-past",
        Refusal::NotDueThen => "problem-not-due-then",
        Refusal::NotDueYet => "problem-not-due-yet",
        Refusal::TooLateToRearrange => "problem-too-late-to-rearrange",
        Refusal::AlreadyDueThen => "problem-already-due-then",
        Refusal::RoundNotOpen => "problem-round-not-open",
        Refusal::AlreadyAnswered => "problem-already-answered",
        Refusal::RoundAlreadyOpen => "problem-round-already-open",
        Refusal::Resting => "problem-resting",
        Refusal::HandLiesOpen => "problem-hand-lies-open",
        Refusal::HandIsOver => "problem-hand-is-over",
        Refusal::TooManyDevices { .. }
        | Refusal::TooManyPlans { .. }
        | Refusal::TooManyRounds { .. }
        | Refusal::TooManyMarks { .. }
        | Refusal::TooManyOffers { .. }
        | Refusal::TooManyWords { .. }
        | Refusal::TooManyToday { .. }
        | Refusal::Declined { .. }
        | Refusal::NotYet { .. }
        | Refusal::NotLater { .. }
        | Refusal::TooFarAhead { .. }
        | Refusal::TooManyOpen { .. } => "problem-too-many-devices",
    }
}
