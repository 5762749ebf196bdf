//! Exponential backoff with jitter.

/// Wait after a first failure, in milliseconds: a brief outage is often over by then.
pub const BACKOFF_FIRST_MS: u64 = 1_000;

/// Longest wait between two tries, in milliseconds: five minutes spare an overloaded relay and a phone's battery.
pub const BACKOFF_MAX_MS: u64 = 5 * 60 * 1_000;

/// Spreads the tries of many devices. The seed must differ between devices; it protects nothing.
///
/// `SplitMix64` (Steele, Lea and Flood 2014): its state is one word.
#[derive(Debug)]
pub(crate) struct Jitter(u64);

impl Jitter {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Draws a number from 0 to `bound`, inclusive.
    fn up_to(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % (bound + 1)
    }
}

/// The backoff of one direction of one mailbox.
#[derive(Debug, Default)]
pub(crate) struct Backoff {
    failures: u32,
    until_ms: u64,
}

impl Backoff {
    /// Records a failure. The wait doubles each time, and half of it is random.
    pub(crate) fn fail(&mut self, now_ms: u64, jitter: &mut Jitter) {
        let doubled = BACKOFF_FIRST_MS.saturating_mul(1 << self.failures.min(16));
        let half = doubled.min(BACKOFF_MAX_MS) / 2;
        self.failures = self.failures.saturating_add(1);
        self.until_ms = now_ms.saturating_add(half + jitter.up_to(half));
    }

    /// Waits at least as long as the relay asked, up to [`BACKOFF_MAX_MS`].
    pub(crate) fn wait_at_least(&mut self, now_ms: u64, wait_ms: u64) {
        self.until_ms = self.until_ms.max(now_ms.saturating_add(wait_ms.min(BACKOFF_MAX_MS)));
    }

    pub(crate) fn succeed(&mut self) {
        *self = Self::default();
    }

    /// Returns the time of the next try; `None` if it may happen now.
    ///
    /// A wait beyond the maximum means that the clock was set back; then the next try may happen now.
    pub(crate) fn until(&self, now_ms: u64) -> Option<u64> {
        let waits = self.until_ms > now_ms && self.until_ms - now_ms <= BACKOFF_MAX_MS;
        waits.then_some(self.until_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::{BACKOFF_FIRST_MS, BACKOFF_MAX_MS, Backoff, Jitter};

    fn wait_after(failures: u32, seed: u64) -> u64 {
        let (mut backoff, mut jitter) = (Backoff::default(), Jitter::new(seed));
        for _ in 0..failures {
            backoff.fail(0, &mut jitter);
        }
        backoff.until(0).unwrap_or(0)
    }

    #[test]
    fn waits_double_and_stay_within_their_cap() {
        for seed in 0..50 {
            for failures in 1..40 {
                let full = (BACKOFF_FIRST_MS << (failures - 1).min(20)).min(BACKOFF_MAX_MS);
                let wait = wait_after(failures, seed);
                assert!((full / 2..=full).contains(&wait), "{failures} failures, seed {seed}: {wait}");
            }
        }
    }

    #[test]
    fn two_devices_do_not_try_in_step() {
        assert_ne!(wait_after(8, 1), wait_after(8, 2));
    }

    #[test]
    fn success_ends_the_wait() {
        let (mut backoff, mut jitter) = (Backoff::default(), Jitter::new(3));
        backoff.fail(10, &mut jitter);
        backoff.succeed();
        assert_eq!(backoff.until(10), None);
    }

    #[test]
    fn a_clock_put_back_does_not_wait_for_years() {
        let (mut backoff, mut jitter) = (Backoff::default(), Jitter::new(3));
        backoff.fail(1_000_000_000_000, &mut jitter);
        assert_eq!(backoff.until(5), None);
    }

    #[test]
    fn the_relays_own_wish_counts() {
        let mut backoff = Backoff::default();
        backoff.wait_at_least(100, 30_000);
        assert_eq!(backoff.until(100), Some(30_100));
    }
}
