//! Everything that can stand in a log, one sub-enum per strand.
//!
//! There is deliberately no event for reading, seeing, typing or skipping, none that scores a person,
//! and none that asks for forgiveness (care 13, 15, 38).

use crate::accountability::AccountabilityEvent;
use crate::agreement::AgreementEvent;
use crate::boundary::BoundaryEvent;
use crate::breach::BreachEvent;
use crate::check_in::CheckInEvent;
use crate::closeness::ClosenessEvent;
use crate::dialogue::DialogueEvent;
use crate::horizon::HorizonEvent;
use crate::impact::ImpactEvent;
use crate::journal::JournalEvent;
use crate::membership::MembershipEvent;
use crate::promise::PromiseEvent;
use crate::rating::RatingEvent;
use crate::setback::SetbackEvent;
use crate::settings::SettingsEvent;

/// What an entry says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// Who is here, on which devices, leaving, and rest.
    Membership(MembershipEvent),
    /// Promises and their occurrences.
    Promise(PromiseEvent),
    /// Plans, rounds, sealed cells and openings.
    CheckIn(CheckInEvent),
    /// The private journal.
    Journal(JournalEvent),
    /// One's own private ratings.
    Rating(RatingEvent),
    /// What this person put away or took note of.
    Settings(SettingsEvent),
    /// Naming what happened, and questions about it.
    Breach(BreachEvent),
    /// Goals, growth, victories, endings.
    Horizon(HorizonEvent),
    /// Owning it, and what the other says to it.
    Accountability(AccountabilityEvent),
    /// What it did to somebody.
    Impact(ImpactEvent),
    /// Hard events on the way, and plans for them.
    Setback(SetbackEvent),
    /// Appreciations, and asking for support.
    Closeness(ClosenessEvent),
    /// Limits that each sets alone.
    Boundary(BoundaryEvent),
    /// Rules that both consent to.
    Agreement(AgreementEvent),
    /// Structured conversations.
    Dialogue(DialogueEvent),
    /// Of a kind, or with a body, that this version does not know: kept whole, shown as "update needed".
    Unknown {
        /// The kind that the entry names.
        kind: u16,
        /// The body as it came.
        body: Vec<u8>,
    },
    /// Its author erased what it said; that it stood here remains.
    Erased {
        /// The kind that the entry names.
        kind: u16,
    },
}

/// The log an event belongs in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stream {
    /// One partner's own, on their devices only.
    Own,
    /// Both partners'.
    Shared,
}

/// An event that is to be written, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// The log it goes to.
    pub stream: Stream,
    /// The event.
    pub event: Event,
}

impl Draft {
    pub(crate) fn own(event: impl Into<Event>) -> Self {
        Self { stream: Stream::Own, event: event.into() }
    }

    pub(crate) fn shared(event: impl Into<Event>) -> Self {
        Self { stream: Stream::Shared, event: event.into() }
    }
}

impl Event {
    /// The stable number of this kind of event, which stands in the entry's header.
    pub fn kind(&self) -> u16 {
        match self {
            Self::Membership(event) => event.kind(),
            Self::Promise(event) => event.kind(),
            Self::CheckIn(event) => event.kind(),
            Self::Journal(event) => event.kind(),
            Self::Rating(event) => event.kind(),
            Self::Settings(event) => event.kind(),
            Self::Breach(event) => event.kind(),
            Self::Horizon(event) => event.kind(),
            Self::Accountability(event) => event.kind(),
            Self::Impact(event) => event.kind(),
            Self::Setback(event) => event.kind(),
            Self::Closeness(event) => event.kind(),
            Self::Boundary(event) => event.kind(),
            Self::Agreement(event) => event.kind(),
            Self::Dialogue(event) => event.kind(),
            Self::Unknown { kind, .. } | Self::Erased { kind } => *kind,
        }
    }

    /// The event's body as CBOR; an erased event has none.
    pub fn encode_body(&self) -> Vec<u8> {
        match self {
            Self::Membership(event) => event.body(),
            Self::Promise(event) => event.body(),
            Self::CheckIn(event) => event.body(),
            Self::Journal(event) => event.body(),
            Self::Rating(event) => event.body(),
            Self::Settings(event) => event.body(),
            Self::Breach(event) => event.body(),
            Self::Horizon(event) => event.body(),
            Self::Accountability(event) => event.body(),
            Self::Impact(event) => event.body(),
            Self::Setback(event) => event.body(),
            Self::Closeness(event) => event.body(),
            Self::Boundary(event) => event.body(),
            Self::Agreement(event) => event.body(),
            Self::Dialogue(event) => event.body(),
            Self::Unknown { body, .. } => body.clone(),
            Self::Erased { .. } => Vec::new(),
        }
    }

    /// Reads a body of that kind. Whatever can't be read in full becomes [`Event::Unknown`].
    pub fn decode(kind: u16, body: &[u8]) -> Self {
        let known = match kind / 100 {
            1 => MembershipEvent::read(kind, body).map(Self::Membership),
            2 => PromiseEvent::read(kind, body).map(Self::Promise),
            3 => CheckInEvent::read(kind, body).map(Self::CheckIn),
            4 => JournalEvent::read(kind, body).map(Self::Journal),
            5 => RatingEvent::read(kind, body).map(Self::Rating),
            6 => SettingsEvent::read(kind, body).map(Self::Settings),
            7 => BreachEvent::read(kind, body).map(Self::Breach),
            14 => HorizonEvent::read(kind, body).map(Self::Horizon),
            9 => AccountabilityEvent::read(kind, body).map(Self::Accountability),
            8 => ImpactEvent::read(kind, body).map(Self::Impact),
            13 => SetbackEvent::read(kind, body).map(Self::Setback),
            11 => ClosenessEvent::read(kind, body).map(Self::Closeness),
            12 if kind < 1_220 => BoundaryEvent::read(kind, body).map(Self::Boundary),
            12 => AgreementEvent::read(kind, body).map(Self::Agreement),
            10 => DialogueEvent::read(kind, body).map(Self::Dialogue),
            _ => None,
        };
        known.unwrap_or_else(|| Self::Unknown { kind, body: body.to_vec() })
    }
}

macro_rules! into_event {
    ($($event:ident => $variant:ident),+ $(,)?) => {
        $(impl From<$event> for Event {
            fn from(event: $event) -> Self {
                Self::$variant(event)
            }
        })+
    };
}

into_event! {
    MembershipEvent => Membership,
    PromiseEvent => Promise,
    CheckInEvent => CheckIn,
    JournalEvent => Journal,
    RatingEvent => Rating,
    SettingsEvent => Settings,
    BoundaryEvent => Boundary,
    AgreementEvent => Agreement,
    DialogueEvent => Dialogue,
    ClosenessEvent => Closeness,
    SetbackEvent => Setback,
    ImpactEvent => Impact,
    AccountabilityEvent => Accountability,
    BreachEvent => Breach,
    HorizonEvent => Horizon,
}
