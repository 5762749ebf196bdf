//! The middle floor: a file or folder for each strand, with its events, its state, its fold and its `decide`.
//!
//! A strand imports the kernel and the few strands that `tests/floors.rs` names for it. It reads what it gets as an
//! argument: its own state, the members if it needs them, and its own part of the own stream.

pub mod accountability;
pub mod agreement;
pub mod boundary;
pub mod breach;
pub mod check_in;
pub mod closeness;
pub mod dialogue;
pub mod horizon;
pub mod impact;
pub mod journal;
pub mod membership;
pub mod promise;
pub mod rating;
pub mod sealed;
pub mod setback;
pub mod settings;
pub mod solo;
