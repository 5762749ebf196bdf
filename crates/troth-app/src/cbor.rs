//! Encoding into memory.

use minicbor::Encode;

/// The bytes of a value.
#[expect(clippy::expect_used, reason = "a vector takes every byte, and no type of this crate refuses to be encoded")]
pub(crate) fn encode<T: Encode<()>>(value: &T) -> Vec<u8> {
    minicbor::to_vec(value).expect("memory takes all bytes")
}
