//! All events of a log: a sub-enum for each strand.
//!
//! By design, no event says that a partner read, saw, typed or skipped something, none scores a person, and none asks
//! for forgiveness (care 13, 15, 38).

use crate::kernel::codec::Kind;
use crate::kernel::content::Named;
use crate::kernel::draft::Home;
use crate::kernel::header::Header;
use crate::kernel::ids::PartnerId;
use crate::kernel::telling::StoryMark;
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
use crate::strands::solo::SoloEvent;

/// Declares the table of strands: the enum, and the questions that it passes on to the strand of an event.
macro_rules! strands {
    ($( $(#[$doc:meta])* $strand:ident($event:ident), $told:expr; )+) => {
        /// The event of an entry.
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub enum Event {
            $( $(#[$doc])* $strand($event), )+
            /// An event whose kind or body this version cannot read. It is kept as it is and shown as "update needed".
            Unknown {
                /// The kind that the entry names.
                kind: u16,
                /// The body as it came.
                body: Vec<u8>,
            },
            /// An event whose author erased the body. The entry itself remains.
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

            /// The stable number of this kind of event, as the sealed header holds it.
            pub fn kind(&self) -> u16 {
                match self {
                    $( Self::$strand(event) => event.kind(), )+
                    Self::Unknown { kind, .. } | Self::Erased { kind } => *kind,
                }
            }

            /// The streams that accept it: both, for an event that this version cannot read.
            pub fn home(&self) -> Home {
                match self {
                    $( Self::$strand(event) => event.home(), )+
                    Self::Unknown { .. } | Self::Erased { .. } => Home::Both,
                }
            }

            /// How the story tells the event, with its strand; `None` if the story does not.
            pub(crate) fn told(&self) -> Option<(Strand, StoryMark)> {
                match self {
                    $( Self::$strand(event) => Option::zip($told, event.told()), )+
                    Self::Unknown { .. } | Self::Erased { .. } => None,
                }
            }

            /// The name and content of the event in the export of `me`; `None` if no export holds it.
            ///
            /// Of a sealed answer it has the round only, because the vault reads sealed cells and the core does not.
            pub fn content(&self, me: PartnerId) -> Option<Named> {
                match self {
                    $( Self::$strand(event) => event.content(me), )+
                    Self::Unknown { .. } | Self::Erased { .. } => None,
                }
            }

            /// The body as CBOR; empty for an erased event.
            pub fn encode_body(&self) -> Vec<u8> {
                match self {
                    $( Self::$strand(event) => event.body(), )+
                    Self::Unknown { body, .. } => body.clone(),
                    Self::Erased { .. } => Vec::new(),
                }
            }

            /// Decodes a body of that kind. A body that cannot be read in full becomes [`Event::Unknown`].
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
    /// Partners, their devices, leaving, and rest.
    Membership(MembershipEvent), Some(Strand::Space);
    /// Promises and their occurrences.
    Promise(PromiseEvent), Some(Strand::Promises);
    /// Plans, rounds, sealed cells and openings.
    CheckIn(CheckInEvent), Some(Strand::CheckIns);
    /// The private journal.
    Journal(JournalEvent), None;
    /// Private ratings.
    Rating(RatingEvent), None;
    /// Private settings and dismissed steps.
    Settings(SettingsEvent), None;
    /// Breaches, and the questions about them.
    Breach(BreachEvent), Some(Strand::Breaches);
    /// Goals, growth, victories and letters.
    Horizon(HorizonEvent), Some(Strand::Horizon);
    /// Accountability statements, and the other partner's answers.
    Accountability(AccountabilityEvent), Some(Strand::Accountability);
    /// Impact of a breach on the hurt partner.
    Impact(ImpactEvent), Some(Strand::Impact);
    /// Setbacks, and plans for hard days.
    Setback(SetbackEvent), Some(Strand::Setbacks);
    /// Appreciations, support, activities and the pace of affection.
    Closeness(ClosenessEvent), Some(Strand::Closeness);
    /// Limits that each partner sets alone.
    Boundary(BoundaryEvent), Some(Strand::Boundaries);
    /// Rules that both partners consent to.
    Agreement(AgreementEvent), Some(Strand::Boundaries);
    /// Structured conversations.
    Dialogue(DialogueEvent), Some(Strand::Dialogues);
    /// Pages for oneself.
    Solo(SoloEvent), None;
}

/// An opened entry of a log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its author device, place and time.
    pub header: Header,
    /// Its event.
    pub event: Event,
}
