//! A small world for the engine: a relay in memory, and devices whose stores may lose uncommitted writes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    unreachable_pub,
    dead_code,
    unused_imports,
    missing_docs,
    reason = "tests may panic, and each test file uses another part of the world"
)]

mod chance;
mod couple;
mod device;
mod forked;
mod relay;

pub use chance::Chance;
pub use couple::{Couple, device_id, device_keys, first_header, keys_with};
pub use device::{Device, KEY_KIND};
pub use forked::{Forked, decide_all, relay_with, view};
pub use relay::Relay;
