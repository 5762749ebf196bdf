//! The primitives: sharp, private, each in one file with its notation and its caller's duty.
//!
//! Nothing outside this crate can reach them; `safe` is what the world sees.

pub(crate) mod aead;
pub(crate) mod committing_box;
pub(crate) mod derive;
pub(crate) mod exchange;
pub(crate) mod pad;
pub(crate) mod passphrase;
pub(crate) mod receiver;

#[cfg(test)]
mod known_answers;
