//! The clock, injected so that tests control the time.

use std::fmt;
use std::sync::Arc;

const SECONDS_PER_DAY: u64 = 24 * 60 * 60;

/// Tells the time in milliseconds since 1 January 1970 (UTC).
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> u64 + Send + Sync>);

impl Clock {
    /// Makes a clock from a function that returns milliseconds since 1 January 1970 (UTC).
    pub fn new(unix_ms: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(unix_ms))
    }

    /// Returns milliseconds since 1 January 1970.
    pub(crate) fn unix_ms(&self) -> u64 {
        (self.0)()
    }

    /// Returns minutes since 1 January 1970.
    pub(crate) fn unix_minutes(&self) -> u64 {
        self.unix_ms() / 1000 / 60
    }

    /// Returns days since 1 January 1970; the store keeps no finer time.
    pub(crate) fn day(&self) -> u16 {
        u16::try_from(self.unix_ms() / 1000 / SECONDS_PER_DAY).unwrap_or(u16::MAX)
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}
