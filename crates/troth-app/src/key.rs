//! Names that the shell hands back unread: the core's ids as base64url of their CBOR.

use data_encoding::BASE64URL_NOPAD;
use minicbor::{Decode, Encode};

/// Writes a value as a name.
pub(crate) fn write<T: Encode<()>>(value: &T) -> String {
    BASE64URL_NOPAD.encode(&minicbor::to_vec(value).unwrap_or_default())
}

/// Reads a name; `None` when it names nothing.
pub(crate) fn read<T: for<'b> Decode<'b, ()>>(name: &str) -> Option<T> {
    minicbor::decode(&BASE64URL_NOPAD.decode(name.as_bytes()).ok()?).ok()
}
