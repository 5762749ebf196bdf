//! Tools for tests only: seeded randomness, a fake clock, a couple on four devices.
//!
//! No crate may ship it. Begin with [`Couple::linked`]. Every random test starts from a [`Seed`]; a failing test prints
//! its seed, and `TROTH_SEED=<number>` runs exactly that case again.

mod clock;
mod couple;
mod seed;
mod stopwatch;

pub use clock::FakeClock;
pub use couple::{Couple, Phone};
pub use seed::{Dice, Seed};
pub use stopwatch::median_ms;
