//! The vault's public interface: types that prevent misuse of the primitives.

pub(crate) mod admission;
pub(crate) mod cell;
pub(crate) mod chain;
pub(crate) mod device;
pub(crate) mod entry;
pub(crate) mod epoch;
pub(crate) mod error;
pub(crate) mod header;
pub(crate) mod invitation;
pub(crate) mod invitee;
pub(crate) mod inviter;
pub(crate) mod keyring;
pub(crate) mod linking;
pub(crate) mod local;
pub(crate) mod recovery;
pub(crate) mod seats;
