//! Admission to a mailbox: the keys by which a person's devices make it and enrol in it.
//!
//! ```text
//! root key of a side       from the first epoch of the person's own stream: all that ever were their devices hold it
//! key of the verifier      from the current epoch of the person's own stream: no removed device holds it
//! ```
//!
//! Both come from the **own** stream, whose keys never reach the partner. So neither partner can enrol a device for the
//! other, or change the other's side, with all keys of the shared stream in hand.

use ed25519_dalek::Signer;
use troth_wire::{
    DeviceId, EnrolRequest, EnrolStatement, MailboxId, MailboxRoots, MailboxSide, Signature, SigningKey, StreamId,
};

use crate::hazmat::derive::{derive, digest};
use crate::safe::device::{SigningSeed, signer};
use crate::safe::epoch::{EpochKey, StreamKeys};
use crate::safe::seats::SharedKeys;

const OWN_ROOT_DOMAIN: &str = "troth admission own root v1";
const SEAT_ROOT_DOMAIN: &str = "troth admission seat root v1";
const KEY_DOMAIN: &str = "troth admission key v1";
const SALT_DOMAIN: &str = "troth mailbox salt v1";

fn public(seed: &SigningSeed) -> SigningKey {
    SigningKey::from_bytes(signer(seed).verifying_key().to_bytes())
}

fn sign(seed: &SigningSeed, statement: &[u8]) -> Signature {
    Signature::from_bytes(signer(seed).sign(statement).to_bytes())
}

fn own_root(first: &EpochKey, stream: StreamId) -> SigningSeed {
    SigningSeed::from_bytes(*derive(OWN_ROOT_DOMAIN, first.bytes(), &[stream.as_bytes()]))
}

fn seat_root(own: &StreamKeys, device: DeviceId) -> SigningSeed {
    SigningSeed::from_bytes(*derive(SEAT_ROOT_DOMAIN, own.first_epoch().bytes(), &[device.as_bytes()]))
}

/// Returns the root key of the mailbox of an own stream.
pub(crate) fn own_root_of(first: &EpochKey, stream: StreamId) -> SigningKey {
    public(&own_root(first, stream))
}

/// Returns the root key that a person brings into a shared record, for the device that links them.
#[must_use]
pub fn derive_seat_root(own: &StreamKeys, device: DeviceId) -> SigningKey {
    public(&seat_root(own, device))
}

/// Returns the salt of a stream's mailbox. It tells nothing about the stream.
pub(crate) fn mailbox_salt(stream: StreamId) -> [u8; 16] {
    digest(SALT_DOMAIN, &[stream.as_bytes()])
}

/// What a person's device needs to enrol in one mailbox.
#[derive(Debug)]
pub struct Admission {
    roots: MailboxRoots,
    side: MailboxSide,
    root: SigningSeed,
    key: SigningSeed,
}

impl Admission {
    /// Derives it for the mailbox of a person's own stream.
    #[must_use]
    pub fn derive_own(own: &StreamKeys) -> Self {
        let root = own_root(own.first_epoch(), own.stream());
        Self::with(own, MailboxRoots::of_one(mailbox_salt(own.stream()), public(&root)), MailboxSide::First, root)
    }

    /// Derives it for the mailbox of a shared stream; `None` where the partner has no seat in it.
    #[must_use]
    pub fn derive_shared(own: &StreamKeys, shared: &SharedKeys, partner: &[u8; 16]) -> Option<Self> {
        let sides = [MailboxSide::First, MailboxSide::Second];
        let (seat, side) = shared.seats().iter().zip(sides).find(|(seat, _)| seat.partner == *partner)?;
        Some(Self::with(own, shared.roots(), side, seat_root(own, seat.device)))
    }

    fn with(own: &StreamKeys, roots: MailboxRoots, side: MailboxSide, root: SigningSeed) -> Self {
        let key = derive(KEY_DOMAIN, own.current().bytes(), &[roots.mailbox().as_bytes()]);
        Self { roots, side, root, key: SigningSeed::from_bytes(*key) }
    }

    /// Returns the mailbox.
    #[must_use]
    pub fn mailbox(&self) -> MailboxId {
        self.roots.mailbox()
    }

    /// Returns the person's side.
    #[must_use]
    pub fn side(&self) -> MailboxSide {
        self.side
    }

    /// Returns what the relay holds so that devices that know the current epoch can enrol.
    #[must_use]
    pub fn verifier(&self) -> SigningKey {
        public(&self.key)
    }

    /// Signs the enrolment of a device at one relay.
    #[must_use]
    pub fn enrol(&self, host: &str, device: SigningKey) -> EnrolRequest {
        let (side, verifier) = (self.side, self.verifier());
        let statement = EnrolStatement { host, mailbox: self.mailbox(), side, verifier, device }.to_bytes();
        let (by_root, by_verifier) = (sign(&self.root, &statement), sign(&self.key, &statement));
        EnrolRequest { roots: self.roots.clone(), side, verifier, by_root, by_verifier }
    }
}
