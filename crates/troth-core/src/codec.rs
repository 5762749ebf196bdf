//! How event bodies become bytes: CBOR maps with integer keys, bounded, read to the last byte.
//!
//! A body that this version cannot read in full is kept as [`Event::Unknown`](crate::Event::Unknown)
//! and shown as "update needed"; it is never dropped and never half understood. Keys that a newer
//! version adds to a known event are skipped.

use minicbor::{Decode, Encode};

/// Bytes of an event body; the relay takes no more.
pub const BODY_BYTES_MAX: usize = 64 * 1024;

/// Encodes a value. Writing to memory has no way to fail.
pub(crate) fn to_bytes<T: Encode<()>>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    match minicbor::encode(value, &mut bytes) {
        Ok(()) => bytes,
        Err(_) => Vec::new(),
    }
}

/// Decodes exactly one value and nothing after it.
pub(crate) fn from_bytes<'b, T: Decode<'b, ()>>(bytes: &'b [u8]) -> Option<T> {
    if bytes.len() > BODY_BYTES_MAX {
        return None;
    }
    let mut decoder = minicbor::Decoder::new(bytes);
    let value = decoder.decode().ok()?;
    (decoder.position() == bytes.len()).then_some(value)
}

/// Declares the events of one strand: an enum whose variants carry a body each, and their stable numbers.
///
/// A number is never used again for anything else. Each strand owns a range of one hundred.
macro_rules! events {
    (
        $(#[$doc:meta])*
        pub enum $name:ident { $( $(#[$variant_doc:meta])* $variant:ident($body:ty) = $kind:literal, )+ }
    ) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub enum $name { $( $(#[$variant_doc])* $variant($body), )+ }

        impl $name {
            /// The stable number of this kind of event.
            pub fn kind(&self) -> u16 {
                match self { $( Self::$variant(_) => $kind, )+ }
            }

            pub(crate) fn body(&self) -> Vec<u8> {
                match self { $( Self::$variant(body) => $crate::codec::to_bytes(body), )+ }
            }

            pub(crate) fn read(kind: u16, body: &[u8]) -> Option<Self> {
                match kind {
                    $( $kind => $crate::codec::from_bytes(body).map(Self::$variant), )+
                    _ => None,
                }
            }
        }
    };
}

/// Declares a small number that lies within bounds, wherever it comes from.
macro_rules! bounded {
    ($(#[$doc:meta])* $name:ident, $bounds:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub struct $name(u8);

        impl $name {
            /// The value, if it lies within bounds.
            pub fn new(number: u8) -> Option<Self> {
                $bounds.contains(&number).then_some(Self(number))
            }

            /// The number.
            pub fn get(self) -> u8 {
                self.0
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(&self, e: &mut minicbor::Encoder<W>, _: &mut C) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.u8(self.0)?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                Self::new(d.u8()?).ok_or_else(|| minicbor::decode::Error::message("number out of bounds"))
            }
        }
    };
}

pub(crate) use {bounded, events};
