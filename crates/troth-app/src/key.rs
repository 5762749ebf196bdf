//! Names that the shell hands back unread: the core's ids as base64url of their CBOR.

use base64ct::{Base64UrlUnpadded, Encoding};
use minicbor::{Decode, Encode};

use crate::cbor;

/// Writes a value as a name.
pub(crate) fn write<T: Encode<()>>(value: &T) -> String {
    Base64UrlUnpadded::encode_string(&cbor::encode(value))
}

/// Reads a name; `None` when it names nothing.
pub(crate) fn read<T: for<'b> Decode<'b, ()>>(name: &str) -> Option<T> {
    minicbor::decode(&Base64UrlUnpadded::decode_vec(name).ok()?).ok()
}
