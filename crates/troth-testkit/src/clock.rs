//! A clock that moves only when a test moves it.

use troth_core::WallTime;

const MINUTE_MS: i64 = 60_000;

/// A clock for tests. It starts on Monday 2026-03-02 at 09:00 in Greenwich.
#[derive(Clone, Copy, Debug)]
pub struct FakeClock {
    unix_ms: i64,
}

impl Default for FakeClock {
    fn default() -> Self {
        Self { unix_ms: 1_772_442_000_000 }
    }
}

impl FakeClock {
    /// Returns the time on a device in Greenwich.
    pub fn now(self) -> WallTime {
        self.at_offset(0)
    }

    /// Returns the time on a device `offset_minutes` east of Greenwich.
    pub fn at_offset(self, offset_minutes: i16) -> WallTime {
        WallTime { unix_ms: self.unix_ms, offset_minutes }
    }

    /// Lets minutes pass.
    pub fn pass_minutes(&mut self, minutes: u32) {
        self.unix_ms = self.unix_ms.saturating_add(i64::from(minutes) * MINUTE_MS);
    }

    /// Lets hours pass.
    pub fn pass_hours(&mut self, hours: u32) {
        self.pass_minutes(hours.saturating_mul(60));
    }

    /// Lets days pass.
    pub fn pass_days(&mut self, days: u32) {
        self.pass_hours(days.saturating_mul(24));
    }
}
