//! For tests only: seeded randomness, a fake clock, a couple on four devices.
//!
//! Every random test starts from a [`Seed`]; when it fails, the seed is printed, and
//! `TROTH_SEED=<number>` runs that very case again.

mod clock;
mod couple;
mod seed;
mod stopwatch;

pub use clock::FakeClock;
pub use couple::{Couple, Phone};
pub use seed::{Dice, Seed};
pub use stopwatch::median_ms;
