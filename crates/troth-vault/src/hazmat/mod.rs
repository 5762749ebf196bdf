//! The primitives: easy to misuse, so private. Each file gives its notation and its caller's duty.
//!
//! Code outside this crate reaches them through `safe` only.

pub(crate) mod aead;
pub(crate) mod committing_box;
pub(crate) mod derive;
pub(crate) mod exchange;
pub(crate) mod pad;
pub(crate) mod passphrase;
pub(crate) mod receiver;

#[cfg(test)]
mod known_answers;
