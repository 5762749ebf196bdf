//! The error of stored states.

use thiserror::Error;

use crate::codec::Malformed;

/// Stored bytes of the vault's own that do not read as what they should be.
///
/// They were sealed by the caller, so this means a damaged store or another version, and never an attack from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the stored {what} can't be read; it is damaged or of another version")]
pub struct StateError {
    /// What was to be read, in words.
    pub what: &'static str,
}

/// Reads a stored state, turning every fault into one error.
pub(crate) fn reading<T>(what: &'static str, read: impl FnOnce() -> Result<T, Malformed>) -> Result<T, StateError> {
    read().map_err(|Malformed| StateError { what })
}
