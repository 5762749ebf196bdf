//! Attacks over two real apps and a real relay: a relay that lies, a stolen device, a changed client.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod absence;
mod chains;
mod full;
mod liar;
mod linking;
mod mailbox;
mod moved;
mod removed;
mod rounds;
mod seats;
#[path = "../support/mod.rs"]
mod support;
mod told;
