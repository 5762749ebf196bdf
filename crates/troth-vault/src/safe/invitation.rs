//! The invitation: one secret in a link. The id of the drop box and its key derive from it.

use core::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use rand_core::CryptoRng;
use thiserror::Error;
use troth_wire::InvitationId;
use zeroize::Zeroizing;

use crate::hazmat::derive::derive;
use crate::secret::secret;

const INVITATION_ID_DOMAIN: &str = "troth invitation id v1";
const INVITATION_KEY_DOMAIN: &str = "troth invitation key v1";

const SECRET_BYTES: usize = 32;
const SECRET_CHARS: usize = 43;

/// The purpose of an invitation. The link names it, and every later message is bound to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// To link the other partner.
    Link,
    /// To add an own device.
    AddDevice,
}

impl Purpose {
    pub(crate) const fn byte(self) -> u8 {
        match self {
            Self::Link => b'L',
            Self::AddDevice => b'D',
        }
    }

    pub(crate) const fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            b'L' => Some(Self::Link),
            b'D' => Some(Self::AddDevice),
            _ => None,
        }
    }
}

secret! {
    /// The secret of a link.
    pub(crate) LinkSecret
}

/// A single-use invitation. Anyone with its link can open it; the safety words tell whether only the invitee did.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    purpose: Purpose,
    secret: LinkSecret,
}

/// Why a text is not an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum InvitationError {
    /// The link is no invitation, or one for a purpose that this version does not know.
    #[error("this isn't an invitation that this version knows")]
    UnknownPurpose,
    /// The link was cut short or extended.
    #[error("the link is incomplete: copy all of it")]
    Incomplete,
}

impl Invitation {
    /// Makes a new invitation.
    #[must_use]
    pub fn make(rng: &mut impl CryptoRng, purpose: Purpose) -> Self {
        Self { purpose, secret: LinkSecret::make(rng) }
    }

    /// Reads the part of a link after `#`.
    ///
    /// # Errors
    ///
    /// Distinguishes an incomplete link from one that is no invitation.
    pub fn from_fragment(fragment: &str) -> Result<Self, InvitationError> {
        let text = fragment.trim().trim_start_matches('#').as_bytes();
        let (first, rest) = text.split_first().ok_or(InvitationError::Incomplete)?;
        let purpose = Purpose::from_byte(*first).ok_or(InvitationError::UnknownPurpose)?;
        if rest.len() != SECRET_CHARS {
            return Err(InvitationError::Incomplete);
        }
        let mut secret = Zeroizing::new([0; SECRET_BYTES]);
        let read = Base64UrlUnpadded::decode(rest, secret.as_mut()).map_err(|_| InvitationError::Incomplete)?;
        if read.len() != SECRET_BYTES {
            return Err(InvitationError::Incomplete);
        }
        Ok(Self { purpose, secret: LinkSecret::from_bytes(*secret) })
    }

    /// Returns the part of a link after `#`: a letter for the purpose and 43 characters of base64url. It is a secret.
    #[must_use]
    pub fn fragment(&self) -> Zeroizing<String> {
        let secret = Zeroizing::new(Base64UrlUnpadded::encode_string(self.secret.bytes()));
        Zeroizing::new(format!("{}{}", char::from(self.purpose.byte()), *secret))
    }

    /// Returns the purpose.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Returns the id of the drop box that carries the five messages.
    #[must_use]
    pub fn id(&self) -> InvitationId {
        InvitationId::from_bytes(*derive(INVITATION_ID_DOMAIN, self.secret.bytes(), &[&[self.purpose.byte()]]))
    }

    /// Derives the key that seals the first message. With the exchange, it also derives all later keys.
    pub(crate) fn derive_key(&self) -> Zeroizing<[u8; 32]> {
        derive(INVITATION_KEY_DOMAIN, self.secret.bytes(), &[&[self.purpose.byte()]])
    }

    pub(crate) fn secret(&self) -> &[u8; 32] {
        self.secret.bytes()
    }

    pub(crate) fn from_parts(purpose: Purpose, secret: [u8; 32]) -> Self {
        Self { purpose, secret: LinkSecret::from_bytes(secret) }
    }
}

impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Invitation({:?}, {:?}, ..)", self.purpose, self.id())
    }
}
