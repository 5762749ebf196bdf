//! Admission: who may use a mailbox.
//!
//! A mailbox has one side, or two: one for each person. Each side has a root key, and the mailbox's id commits to the
//! roots, so nobody makes a mailbox of that id with other sides. A side has at most one verifier at a time: a
//! device that shows its key enrols itself. Each also shows the root key. Devices of a side settle their own side and no
//! other: its verifier, and which devices it has.

use core::fmt;

use crate::codec::{Coded, DecodeError, Reader, Writer};
use crate::ids::{MailboxId, SigningKey};
use crate::limits::{MAILBOX_MAX_SIDES, SIDE_MAX_DEVICES};
use crate::session::{Signature, for_host};

const MAILBOX_ID_CONTEXT: &str = "troth mailbox id v1";
const STATEMENT_DOMAIN: &[u8] = b"troth mailbox enrol v1\0";
const SALT_BYTES: usize = 16;

/// One of the sides of a mailbox.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MailboxSide {
    /// The only side of a private mailbox; the inviter's in one of two.
    First,
    /// The invitee's.
    Second,
}

impl MailboxSide {
    /// Returns the side's number, 0 or 1.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::First => 0,
            Self::Second => 1,
        }
    }

    /// Returns the side of a number.
    #[must_use]
    pub const fn from_number(number: u64) -> Option<Self> {
        match number {
            0 => Some(Self::First),
            1 => Some(Self::Second),
            _ => None,
        }
    }
}

/// What the id of a mailbox commits to: a salt, and the root key of each side.
#[derive(Clone, PartialEq, Eq)]
pub struct MailboxRoots {
    salt: [u8; SALT_BYTES],
    first: SigningKey,
    second: Option<SigningKey>,
}

impl MailboxRoots {
    /// Returns the roots of a mailbox with one side.
    #[must_use]
    pub const fn of_one(salt: [u8; SALT_BYTES], root: SigningKey) -> Self {
        Self { salt, first: root, second: None }
    }

    /// Returns the roots of a mailbox with two sides.
    #[must_use]
    pub const fn of_two(salt: [u8; SALT_BYTES], [first, second]: [SigningKey; 2]) -> Self {
        Self { salt, first, second: Some(second) }
    }

    /// Returns the id: the first 16 bytes of BLAKE3 `derive_key("troth mailbox id v1")` over the salt and the roots.
    #[must_use]
    pub fn mailbox(&self) -> MailboxId {
        let mut hasher = blake3::Hasher::new_derive_key(MAILBOX_ID_CONTEXT);
        hasher.update(&self.salt);
        hasher.update(self.first.as_bytes());
        if let Some(second) = &self.second {
            hasher.update(second.as_bytes());
        }
        let mut id = [0; MailboxId::BYTES];
        hasher.finalize_xof().fill(&mut id);
        MailboxId::from_bytes(id)
    }

    /// Returns the root key of a side, if there is that side.
    #[must_use]
    pub const fn of(&self, side: MailboxSide) -> Option<SigningKey> {
        match side {
            MailboxSide::First => Some(self.first),
            MailboxSide::Second => self.second,
        }
    }
}

impl fmt::Debug for MailboxRoots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MailboxRoots({:?})", self.mailbox())
    }
}

/// The statement by which a device enrols in a mailbox, signed with the root key and with the verifier's key of its side.
///
/// It names the relay's host, the mailbox, the side and the device, so nobody uses the signatures for anything else.
#[derive(Debug, Clone, Copy)]
pub struct EnrolStatement<'a> {
    /// The relay as addressed; see [`SessionStatement`](crate::SessionStatement).
    pub host: &'a str,
    /// The mailbox.
    pub mailbox: MailboxId,
    /// The side that the device belongs to.
    pub side: MailboxSide,
    /// The side's verifier.
    pub verifier: SigningKey,
    /// The device that is enrolled.
    pub device: SigningKey,
}

impl EnrolStatement<'_> {
    /// Returns the bytes to sign: domain, length of the host (2 bytes, big endian), host, mailbox, side, verifier, device.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = for_host(STATEMENT_DOMAIN, self.host);
        bytes.extend_from_slice(self.mailbox.as_bytes());
        bytes.push(self.side.number());
        bytes.extend_from_slice(self.verifier.as_bytes());
        bytes.extend_from_slice(self.device.as_bytes());
        bytes
    }
}

/// `POST /v1/mailboxes/{id}`: enrols the device that signed in. The answer is a [`SideView`].
///
/// Makes the mailbox if there is none, and takes the side if no device ever enrolled there: the verifier is then the one
/// named here. Otherwise the verifier must be the side's. A device that is enrolled stays so, whatever it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolRequest {
    /// What the mailbox's id commits to.
    pub roots: MailboxRoots,
    /// The side that the device belongs to.
    pub side: MailboxSide,
    /// The side's verifier, as far as the device knows.
    pub verifier: SigningKey,
    /// By the side's root key, over [`EnrolStatement::to_bytes`].
    pub by_root: Signature,
    /// By the verifier's key, over the same.
    pub by_verifier: Signature,
}

/// `PUT /v1/mailboxes/{id}/sides/{side}`: what a side is from now on, said by one of its devices; also the answer to an enrolment.
///
/// A device that is not named is out at once. The other side is not touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideView {
    /// Counts the changes of the side. A change names the number after the present one, so that of two that know the same
    /// state only one counts.
    pub generation: u64,
    /// A device that shows its key enrols itself; with none, a device is only let in by a change.
    pub verifier: Option<SigningKey>,
    /// The devices of the side, at least one and at most [`SIDE_MAX_DEVICES`], in ascending order.
    pub devices: Vec<SigningKey>,
}

impl Coded for MailboxRoots {
    fn write(&self, to: &mut Writer) {
        to.array(2 + usize::from(self.second.is_some())).bytes(&self.salt).item(&self.first);
        if let Some(second) = &self.second {
            to.item(second);
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let items = from.array("roots", 1 + MAILBOX_MAX_SIDES)?;
        let (salt, first) = (from.fixed("salt")?, SigningKey::read(from)?);
        match items {
            2 => Ok(Self::of_one(salt, first)),
            3 => Ok(Self::of_two(salt, [first, SigningKey::read(from)?])),
            _ => Err(DecodeError::Invalid("roots")),
        }
    }
}

impl Coded for EnrolRequest {
    fn write(&self, to: &mut Writer) {
        to.map(5).uint(0).item(&self.roots).uint(1).uint(self.side.number().into()).uint(2).item(&self.verifier);
        to.uint(3).item(&self.by_root).uint(4).item(&self.by_verifier);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.map(5)?;
        let roots = MailboxRoots::read(from.key(0)?)?;
        let side = MailboxSide::from_number(from.key(1)?.uint()?).ok_or(DecodeError::Invalid("side"))?;
        let verifier = SigningKey::read(from.key(2)?)?;
        let by_root = Signature::read(from.key(3)?)?;
        Ok(Self { roots, side, verifier, by_root, by_verifier: Signature::read(from.key(4)?)? })
    }
}

impl Coded for SideView {
    fn write(&self, to: &mut Writer) {
        to.map(3).uint(0).uint(self.generation).uint(1).array(usize::from(self.verifier.is_some()));
        if let Some(verifier) = &self.verifier {
            to.item(verifier);
        }
        to.uint(2).list(&self.devices);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.map(3)?;
        let generation = from.key(0)?.uint()?;
        let verifier = match from.key(1)?.array("verifier", 1)? {
            0 => None,
            _ => Some(SigningKey::read(from)?),
        };
        let devices: Vec<SigningKey> = from.key(2)?.list("devices", SIDE_MAX_DEVICES)?;
        if devices.is_empty() || !devices.is_sorted_by(|one, next| one < next) {
            return Err(DecodeError::Invalid("devices"));
        }
        Ok(Self { generation, verifier, devices })
    }
}
