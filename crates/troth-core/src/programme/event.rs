//! Everything that can stand in a log, one sub-enum per strand.
//!
//! There is deliberately no event for reading, seeing, typing or skipping, none that scores a person,
//! and none that asks for forgiveness (care 13, 15, 38).

use crate::kernel::codec::Kind;
use crate::kernel::content::Named;
use crate::kernel::draft::Home;
use crate::kernel::header::Header;
use crate::kernel::ids::PartnerId;
use crate::kernel::telling::Telling;
use crate::programme::story::Strand;
use crate::strands::accountability::AccountabilityEvent;
use crate::strands::agreement::AgreementEvent;
use crate::strands::boundary::BoundaryEvent;
use crate::strands::breach::BreachEvent;
use crate::strands::check_in::CheckInEvent;
use crate::strands::closeness::ClosenessEvent;
use crate::strands::dialogue::DialogueEvent;
use crate::strands::horizon::HorizonEvent;
use crate::strands::impact::ImpactEvent;
use crate::strands::journal::JournalEvent;
use crate::strands::membership::MembershipEvent;
use crate::strands::promise::PromiseEvent;
use crate::strands::rating::RatingEvent;
use crate::strands::setback::SetbackEvent;
use crate::strands::settings::SettingsEvent;

/// Draws up the table of strands: the enum, and what every strand answers about its events.
macro_rules! strands {
    ($( $(#[$doc:meta])* $strand:ident($event:ident), $told:expr; )+) => {
        /// What an entry says.
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub enum Event {
            $( $(#[$doc])* $strand($event), )+
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

        impl Event {
            /// Every kind of event, strand by strand.
            pub fn kinds() -> impl Iterator<Item = Kind> {
                [ $( $event::KINDS, )+ ].into_iter().flatten().copied()
            }

            /// The stable number of this kind of event, which stands in the entry's header.
            pub fn kind(&self) -> u16 {
                match self {
                    $( Self::$strand(event) => event.kind(), )+
                    Self::Unknown { kind, .. } | Self::Erased { kind } => *kind,
                }
            }

            /// The streams that take it. What this version cannot read may stand in either.
            pub fn home(&self) -> Home {
                match self {
                    $( Self::$strand(event) => event.home(), )+
                    Self::Unknown { .. } | Self::Erased { .. } => Home::Both,
                }
            }

            /// Whether the story tells it, in which strand, and what it adds to the vessel.
            pub(crate) fn told(&self) -> Option<(Strand, Telling)> {
                match self {
                    $( Self::$strand(event) => Option::zip($told, event.told()), )+
                    Self::Unknown { .. } | Self::Erased { .. } => None,
                }
            }

            /// The name of an event and what it says, as `me` would tell it; none for what goes into no export.
            ///
            /// Of a sealed answer this tells the round alone: the vault reads it, not the core.
            pub fn content(&self, me: PartnerId) -> Option<Named> {
                match self {
                    $( Self::$strand(event) => event.content(me), )+
                    Self::Unknown { .. } | Self::Erased { .. } => None,
                }
            }

            /// The event's body as CBOR; an erased event has none.
            pub fn encode_body(&self) -> Vec<u8> {
                match self {
                    $( Self::$strand(event) => event.body(), )+
                    Self::Unknown { body, .. } => body.clone(),
                    Self::Erased { .. } => Vec::new(),
                }
            }

            /// Reads a body of that kind. A body that cannot be read in full becomes [`Event::Unknown`].
            pub fn decode(kind: u16, body: &[u8]) -> Self {
                let known = match kind {
                    $( kind if $event::NUMBERS.contains(&kind) => $event::read(kind, body).map(Self::$strand), )+
                    _ => None,
                };
                known.unwrap_or_else(|| Self::Unknown { kind, body: body.to_vec() })
            }
        }

        $( impl From<$event> for Event {
            fn from(event: $event) -> Self {
                Self::$strand(event)
            }
        } )+
    };
}

strands! {
    /// Who is here, on which devices, leaving, and rest.
    Membership(MembershipEvent), Some(Strand::Space);
    /// Promises and their occurrences.
    Promise(PromiseEvent), Some(Strand::Promises);
    /// Plans, rounds, sealed cells and openings.
    CheckIn(CheckInEvent), Some(Strand::CheckIns);
    /// The private journal.
    Journal(JournalEvent), None;
    /// One's own private ratings.
    Rating(RatingEvent), None;
    /// What this person put away or took note of.
    Settings(SettingsEvent), None;
    /// Naming what happened, and questions about it.
    Breach(BreachEvent), Some(Strand::Breaches);
    /// Goals, growth, victories, endings.
    Horizon(HorizonEvent), Some(Strand::Horizon);
    /// Taking responsibility, and what the other partner says to it.
    Accountability(AccountabilityEvent), Some(Strand::Accountability);
    /// What the breach did to a partner.
    Impact(ImpactEvent), Some(Strand::Impact);
    /// Hard events on the way, and plans for them.
    Setback(SetbackEvent), Some(Strand::Setbacks);
    /// Appreciations, support, activities and the pace of affection.
    Closeness(ClosenessEvent), Some(Strand::Closeness);
    /// Limits that each sets alone.
    Boundary(BoundaryEvent), Some(Strand::Boundaries);
    /// Rules that both consent to.
    Agreement(AgreementEvent), Some(Strand::Boundaries);
    /// Structured conversations.
    Dialogue(DialogueEvent), Some(Strand::Dialogues);
}

/// One opened entry of a log: who wrote it and where it stands, and what it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Who wrote it, where it stands, and when.
    pub header: Header,
    /// What it says.
    pub event: Event,
}
