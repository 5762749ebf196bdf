//! What the app asks of the relay, and whether the relay can be reached.

use troth_sync::RequestId;
use troth_wire::{InvitationId, MailboxId};

use crate::effect::Network;
use crate::linking::Errand;
use crate::relay::RelayLine;
use crate::relay::bell::Bell;

/// What a request to the relay was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The sync engine's push into this mailbox.
    Push(RequestId, MailboxId),
    /// The sync engine's pull from this mailbox.
    Pull(RequestId, MailboxId),
    /// The first chore.
    Chore,
    /// A step of the linking by this invitation.
    Link(Errand, InvitationId),
    /// Reading the recovery kit.
    ReadKit,
}

/// Whether the relay answered last time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    Fine,
    Lost,
}

/// The relay, as this device sees it.
pub(crate) struct Relay {
    pub(crate) line: RelayLine<Purpose>,
    pub(crate) bell: Bell,
    /// What the browser believes about the network.
    pub(crate) network: Network,
    /// Whether the relay answered last time.
    pub(crate) reach: Reach,
}

impl Relay {
    /// The relay at `origin`, of which nothing is known yet.
    pub(crate) fn at(origin: &str) -> Self {
        Self { line: RelayLine::new(origin), bell: Bell::default(), network: Network::Up, reach: Reach::Fine }
    }
}
