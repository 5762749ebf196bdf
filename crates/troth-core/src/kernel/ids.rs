//! Ids. Each kind has its own type, so that the compiler rejects an id of another kind.
//!
//! The core never makes an id. The vault derives or draws it, and the app passes it in.

use core::fmt;

use data_encoding::HEXLOWER;
use minicbor::bytes::ByteArray;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use serde::{Serialize, Serializer};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $bytes:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $bytes]);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({:02x}{:02x}{:02x}{:02x})"), self.0[0], self.0[1], self.0[2], self.0[3])
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, decode::Error> {
                Ok(Self(ByteArray::<$bytes>::decode(d, ctx)?.into()))
            }
        }
    };
}

id! {
    /// Names one entry of a log: the hash of its sealed header, 32 bytes.
    EntryId, 32
}
id! {
    /// Names one device: the first 16 bytes of a hash over its two public keys.
    DeviceId, 16
}
id! {
    /// Names one of the two people: 16 random bytes, made when that person starts.
    PartnerId, 16
}
id! {
    /// Names one epoch of a stream: derived from its key, without revealing anything about the key.
    EpochId, 16
}

/// Serialises an id as text. Only ids that an export may hold have this: entries, and partners as "me" and "other".
macro_rules! serialize_as_hex {
    ($($name:ident),+) => { $(
        impl $name {
            /// The id in lower-case hexadecimal.
            pub fn to_hex(self) -> String {
                HEXLOWER.encode(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_newtype_struct(stringify!($name), &self.to_hex())
            }
        }
    )+ };
}

serialize_as_hex! { EntryId, PartnerId }
