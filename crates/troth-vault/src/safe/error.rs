//! The error of stored states.

use thiserror::Error;

use crate::codec::Malformed;

/// Stored bytes that the vault wrote and can no longer read.
///
/// The caller sealed them, so this means a damaged store or another version, never an attack from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the stored {what} can't be read; it is damaged or of another version")]
pub struct StateError {
    /// The name of the state, in words.
    pub what: &'static str,
    /// What is the matter with it.
    pub fault: StateFault,
}

/// Why stored bytes can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateFault {
    /// They are damaged, or of a newer version.
    Damaged,
    /// A trial version wrote them, whose format nothing reads any more.
    TrialVersion,
}

/// Reads a stored state and maps every fault to one error.
pub(crate) fn reading<T>(what: &'static str, read: impl FnOnce() -> Result<T, Malformed>) -> Result<T, StateError> {
    read().map_err(|Malformed| StateError { what, fault: StateFault::Damaged })
}
