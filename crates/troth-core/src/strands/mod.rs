//! The middle floor: one file or folder a strand of the programme, each with its events, its state, its fold and its decide.
//!
//! A strand reads what it is given and nothing else: its own state, the members where it asks who is here, and its own part
//! of the own stream. Arrows between strands are few, and `tests/floors.rs` names them.

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
