//! Attacks with a changed client, over the real app on each device and the real relay.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod linking;
mod seats;
#[path = "../support/mod.rs"]
mod support;
