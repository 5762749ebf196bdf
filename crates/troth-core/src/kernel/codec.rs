//! The encoding of event bodies: CBOR maps with integer keys, bounded in size, read to the last byte.
//!
//! A body of which a known key cannot be read is kept whole as [`Event::Unknown`](crate::Event::Unknown) and shown as
//! "update needed"; it is never dropped. Keys that a newer version adds to a known event are skipped.

use minicbor::{Decode, Encode};

use crate::kernel::draft::Home;

/// The most bytes of an event body. The relay accepts no more.
pub const BODY_BYTES_MAX: usize = 64 * 1024;

/// Encodes a value.
#[expect(
    clippy::expect_used,
    reason = "writing to memory cannot fail, and no encoder here returns an error of its own"
)]
pub(crate) fn to_bytes<T: Encode<()>>(value: &T) -> Vec<u8> {
    minicbor::to_vec(value).expect("CBOR is written to memory")
}

/// Decodes one value; `None` if the bytes hold anything else or anything after it.
pub(crate) fn from_bytes<'b, T: Decode<'b, ()>>(bytes: &'b [u8]) -> Option<T> {
    if bytes.len() > BODY_BYTES_MAX {
        return None;
    }
    let mut decoder = minicbor::Decoder::new(bytes);
    let value = decoder.decode().ok()?;
    (decoder.position() == bytes.len()).then_some(value)
}

/// Declares the events of one strand, one line per event.
///
/// ```text
/// StatementMade = 900, Shared, "statement-made", gold;
/// |               |    |       |                 how the story tells it: a function of `kernel::telling`, or one of the strand
/// |               |    |       its name in an export; `-` keeps it out of every export (care 22)
/// |               |    the stream that accepts it: Own, Shared or Both (care 16)
/// |               its number, which is never reused
/// its body, a type of that name
/// ```
macro_rules! events {
    (
        $(#[$doc:meta])*
        pub enum $name:ident in $first:literal..=$last:literal { $(
            $(#[$variant_doc:meta])*
            $variant:ident = $kind:literal, $home:ident, $exported:tt, $told:ident;
        )+ }
    ) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub enum $name { $( $(#[$variant_doc])* $variant($variant), )+ }

        $( const _: () = assert!($first <= $kind && $kind <= $last, "the number lies outside of the strand's range"); )+

        impl $name {
            /// The numbers that belong to this strand.
            pub(crate) const NUMBERS: core::ops::RangeInclusive<u16> = $first..=$last;

            /// Every kind of event in this strand.
            pub(crate) const KINDS: &[$crate::kernel::codec::Kind] = &[ $(
                $crate::kernel::codec::Kind {
                    number: $kind,
                    event: stringify!($variant),
                    home: $crate::kernel::draft::Home::$home,
                    exported_as: $crate::kernel::codec::exported_as!($exported),
                },
            )+ ];

            /// The stable number of this kind of event.
            pub fn kind(&self) -> u16 {
                match self { $( Self::$variant(_) => $kind, )+ }
            }

            pub(crate) fn home(&self) -> $crate::kernel::draft::Home {
                match self { $( Self::$variant(_) => $crate::kernel::draft::Home::$home, )+ }
            }

            pub(crate) fn told(&self) -> Option<$crate::kernel::telling::StoryMark> {
                match self { $( Self::$variant(body) => $told(body), )+ }
            }

            pub(crate) fn content(&self, me: $crate::kernel::ids::PartnerId) -> Option<$crate::kernel::content::Named> {
                match self { $( Self::$variant(body) => $crate::kernel::codec::export!($exported, body, me), )+ }
            }

            pub(crate) fn body(&self) -> Vec<u8> {
                match self { $( Self::$variant(body) => $crate::kernel::codec::to_bytes(body), )+ }
            }

            pub(crate) fn read(kind: u16, body: &[u8]) -> Option<Self> {
                match kind {
                    $( $kind => $crate::kernel::codec::from_bytes(body).map(Self::$variant), )+
                    _ => None,
                }
            }
        }
    };
}

/// The name of an event in an export; `None` for `-`.
macro_rules! exported_as {
    (-) => {
        None
    };
    ($name:literal) => {
        Some($name)
    };
}

/// The content of an event in an export. An event without a name has none, and its body needs no `Serialize`.
macro_rules! export {
    (-, $body:ident, $me:ident) => {{
        let _ = ($body, $me);
        None
    }};
    ($name:literal, $body:ident, $me:ident) => {
        Some(($name, $crate::kernel::content::of($body, $me)))
    };
}

/// The facts about one kind of event that its declaration states.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kind {
    /// Its stable number.
    pub number: u16,
    /// The name of the event in the code.
    pub event: &'static str,
    /// The streams that accept it.
    pub home: Home,
    /// Its name in an export; `None` if no export holds it.
    pub exported_as: Option<&'static str>,
}

/// Declares a type for a small number that always lies within its bounds, even when it was decoded.
macro_rules! bounded {
    ($(#[$doc:meta])* $name:ident, $bounds:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize)]
        pub struct $name(u8);

        impl $name {
            /// Makes the value, if the number lies within the bounds.
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

pub(crate) use {bounded, events, export, exported_as};
