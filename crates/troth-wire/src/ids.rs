//! Names of things that the relay and its clients share, one type each.
//!
//! A macro writes them and no crate: the text in paths, the refusals and the redacted `Debug` are this wire's own, and
//! crates that derive newtypes would leave just these to write by hand.

use core::fmt;
use core::str::FromStr;

use base64ct::{Base64UrlUnpadded, Encoding};
use thiserror::Error;

use crate::codec::{Coded, DecodeError, Reader, Writer};

/// Why a text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not an id: expected {expected_bytes} bytes in base64url without padding")]
pub struct IdError {
    expected_bytes: usize,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $bytes:literal) => {
        $(#[$doc])*
        ///
        /// Shown as base64url without padding, which is also how it stands in a path; `Debug` shows its first bytes only.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $bytes]);

        impl $name {
            /// Number of bytes of this id.
            pub const BYTES: usize = $bytes;

            /// Wraps bytes as they are.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; $bytes]) -> Self {
                Self(bytes)
            }

            /// Returns the bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $bytes] {
                &self.0
            }

            /// Returns the bytes by value.
            #[must_use]
            pub const fn to_bytes(self) -> [u8; $bytes] {
                self.0
            }
        }

        impl From<[u8; $bytes]> for $name {
            fn from(bytes: [u8; $bytes]) -> Self {
                Self(bytes)
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = IdError;

            fn try_from(bytes: &[u8]) -> Result<Self, IdError> {
                bytes.try_into().map(Self).map_err(|_| IdError { expected_bytes: $bytes })
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let mut bytes = [0; $bytes];
                let refused = IdError { expected_bytes: $bytes };
                match Base64UrlUnpadded::decode(text, &mut bytes).map(<[u8]>::len) {
                    Ok($bytes) => Ok(Self(bytes)),
                    _ => Err(refused),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&Base64UrlUnpadded::encode_string(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({:02x}{:02x}..)"), self.0[0], self.0[1])
            }
        }

        impl Coded for $name {
            fn write(&self, to: &mut Writer) {
                to.bytes(&self.0);
            }

            fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                from.fixed(stringify!($name)).map(Self)
            }
        }
    };
}

id! {
    /// A device of a partner: the first 16 bytes of BLAKE3 over its public keys (derived in the vault).
    DeviceId, 16
}
id! {
    /// A mailbox at the relay: random to everyone who is not a member.
    MailboxId, 16
}
id! {
    /// A stream of entries; known to its devices only and never sent in clear.
    StreamId, 16
}
id! {
    /// A sealed record and the entry within it: BLAKE3 over the header's bytes as received.
    RecordId, 32
}
id! {
    /// The drop box of an invitation; derives from the link's secret, so knowing it is the permission to use it.
    InvitationId, 16
}
id! {
    /// The place of a recovery blob; derives from the recovery code.
    BlobId, 16
}
id! {
    /// The Ed25519 public key by which the relay knows a device.
    SigningKey, 32
}
