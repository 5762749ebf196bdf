//! Names for things: every id is its own type, so that no two can be swapped by mistake.
//!
//! The core never makes an id; the vault derives or draws them and the app passes them in.

use core::fmt;

use minicbor::bytes::ByteArray;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

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
    /// Names one epoch of a stream: derived from its key, and telling nothing of it.
    EpochId, 16
}
