//! What the two devices tell each other about themselves, and the welcome's keys.

use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};
use troth_core::Title;
use troth_core::membership::Name;
use troth_vault::{DevicePublic, Keyring, ReceivingKey, Seat, SharedKeys};
use troth_wire::SigningKey;

use crate::cbor;

/// A device introduces itself.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct Bundle {
    /// The person's name; empty when an own device is added.
    #[n(0)]
    pub(crate) name: String,
    /// What the device calls itself; empty towards a partner, who need not know which kinds of device the other has.
    #[n(1)]
    pub(crate) label: String,
    #[n(2)]
    signing: ByteArray<32>,
    #[n(3)]
    receiving: ByteArray<32>,
    /// Whose device it is; none when an own device is added, which learns that with the keys.
    #[n(4)]
    partner: Option<ByteArray<16>>,
    /// A line of the inviter's own, for the person who opens the invitation.
    #[n(5)]
    line: Option<String>,
    /// The root key of that person's side of the shared mailbox; none when an own device is added.
    #[n(6)]
    root: Option<ByteArray<32>>,
}

impl Bundle {
    /// A device that links its person with another.
    pub(crate) fn of_partner(name: &str, device: DevicePublic, seat: &Seat) -> Self {
        let (partner, root) = (Some(seat.partner.into()), Some(seat.root.to_bytes().into()));
        Self { partner, root, ..Self::new(name, "", device) }
    }

    pub(crate) fn new(name: &str, label: &str, device: DevicePublic) -> Self {
        Self {
            name: name.to_owned(),
            label: label.to_owned(),
            signing: (*device.signing.as_bytes()).into(),
            receiving: (*device.receiving.as_bytes()).into(),
            partner: None,
            line: None,
            root: None,
        }
    }

    /// The same, with a line of the inviter's own.
    pub(crate) fn with_line(self, line: Option<&Title>) -> Self {
        Self { line: line.map(|line| line.as_str().to_owned()), ..self }
    }

    /// The inviter's line, bounded and cleaned like every title; none where there is none to show.
    pub(crate) fn line(&self) -> Option<String> {
        let line = Title::new(self.line.as_deref()?).ok()?;
        Some(line.as_str().to_owned())
    }

    /// The name to show, or else the device's: bounded and cleaned like every name, since nobody vouches for it yet. It is
    /// empty where neither is a name.
    pub(crate) fn shown(&self) -> String {
        let name = Name::new(&self.name).or_else(|_| Name::new(&self.label));
        name.map_or_else(|_| String::new(), |name| name.as_str().to_owned())
    }

    /// The person's name, bounded and cleaned like every name; none where it is no name.
    pub(crate) fn person(&self) -> Option<String> {
        Some(Name::new(&self.name).ok()?.as_str().to_owned())
    }

    pub(crate) fn device(&self) -> DevicePublic {
        DevicePublic {
            signing: SigningKey::from_bytes(self.signing.into()),
            receiving: ReceivingKey::from_bytes(self.receiving.into()),
        }
    }

    /// The seat that this device has in the shared stream; none where it names no person.
    pub(crate) fn seat(&self) -> Option<Seat> {
        let root = SigningKey::from_bytes(self.root?.into());
        Some(Seat { partner: self.partner?.into(), device: self.device().id(), root })
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        minicbor::decode(bytes).ok()
    }
}

/// The keys that come with a completed link.
pub(crate) enum Welcome {
    /// The shared stream's.
    Partner(Box<SharedKeys>),
    /// Everything that this person has.
    Device(Box<Keyring>),
}
