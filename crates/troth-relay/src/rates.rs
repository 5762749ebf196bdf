//! How often one device or one address may ask.

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use troth_wire::SigningKey;

use crate::clock::Clock;
use crate::config::{Rate, Rates};

/// Longest time that counts as passed between two requests: it fills every bucket, and keeps a clock that jumps from
/// overflowing the sum.
const STEP_MAX_MS: u64 = 24 * 60 * 60 * 1000;

const MINUTE: Duration = Duration::from_secs(60);

/// Who is counted, and for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    Sessions(Peer),
    Public(Peer),
    Requests(SigningKey),
    Creations(SigningKey),
}

/// An address, hashed under a secret of this process; lives in memory only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Peer(pub(crate) [u8; 16]);

/// The place where a device or an address is counted.
///
/// There are 65,536 of them, so that no flood of new keys or addresses takes more memory than some 2 MB a limit. Two that
/// fall into one slot share its rate: of 1,000 that are busy in one minute, about 15 do. Slots derive from a secret of this
/// process, so nobody can choose whose slot to exhaust.
type Slot = u16;

/// The limit of one kind; `None` never refuses.
type Limit = Option<RateLimiter<Slot, HashMapStateStore<Slot>, SteadyClock, NoOpMiddleware<Duration>>>;

/// All limits of a relay.
pub(crate) struct RateLimits {
    sessions: Limit,
    public: Limit,
    requests: Limit,
    creations: Limit,
    clock: SteadyClock,
    slot_key: [u8; 32],
}

impl RateLimits {
    pub(crate) fn new(rates: Rates, secret: &[u8; 32], clock: Clock) -> Self {
        let clock = SteadyClock::new(clock);
        Self {
            sessions: limit(rates.sessions_per_peer, &clock),
            public: limit(rates.public_per_peer, &clock),
            requests: limit(rates.requests_per_device, &clock),
            creations: limit(rates.creations_per_device, &clock),
            clock,
            slot_key: blake3::derive_key("troth relay rate slots v1", secret),
        }
    }

    /// Counts one request, or says how many seconds to wait.
    pub(crate) fn take(&self, who: Counted) -> Result<(), u64> {
        let Some(limit) = self.limit(who) else { return Ok(()) };
        limit.check_key(&self.slot(who)).map_err(|refused| {
            let wait = refused.wait_time_from(self.clock.now());
            (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1)
        })
    }

    const fn limit(&self, who: Counted) -> &Limit {
        match who {
            Counted::Sessions(_) => &self.sessions,
            Counted::Public(_) => &self.public,
            Counted::Requests(_) => &self.requests,
            Counted::Creations(_) => &self.creations,
        }
    }

    fn slot(&self, who: Counted) -> Slot {
        let hash = match who {
            Counted::Sessions(peer) | Counted::Public(peer) => blake3::keyed_hash(&self.slot_key, &peer.0),
            Counted::Requests(key) | Counted::Creations(key) => blake3::keyed_hash(&self.slot_key, key.as_bytes()),
        };
        let [first, second, ..] = *hash.as_bytes();
        Slot::from_be_bytes([first, second])
    }
}

fn limit(rate: Rate, clock: &SteadyClock) -> Limit {
    if rate.burst == u32::MAX {
        return None;
    }
    let at_least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
    let quota = Quota::with_period(MINUTE / at_least_one(rate.per_minute).get())?.allow_burst(at_least_one(rate.burst));
    Some(RateLimiter::new(quota, HashMapStateStore::default(), clock.clone()))
}

/// The relay's clock without its steps back: a clock that is set back would hold everybody up for as long as the step.
#[derive(Clone)]
struct SteadyClock {
    clock: Clock,
    passed: Arc<Mutex<Passed>>,
}

struct Passed {
    since_start_ms: u64,
    seen_unix_ms: u64,
}

impl SteadyClock {
    fn new(clock: Clock) -> Self {
        let passed = Passed { since_start_ms: 0, seen_unix_ms: clock.unix_ms() };
        Self { clock, passed: Arc::new(Mutex::new(passed)) }
    }
}

impl governor::clock::Clock for SteadyClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        let mut passed = self.passed.lock().unwrap_or_else(PoisonError::into_inner);
        let now_unix_ms = self.clock.unix_ms();
        passed.since_start_ms += now_unix_ms.saturating_sub(passed.seen_unix_ms).min(STEP_MAX_MS);
        passed.seen_unix_ms = now_unix_ms;
        Duration::from_millis(passed.since_start_ms)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    const SECRET: [u8; 32] = [7; 32];
    const TWO_A_SECOND_APART: Rate = Rate { burst: 2, per_minute: 60 };

    /// Limits whose clock stands at `at_ms` until the test moves it.
    fn limits(rate: Rate, at_ms: u64) -> (RateLimits, Arc<AtomicU64>) {
        let rates = Rates {
            sessions_per_peer: rate,
            public_per_peer: rate,
            requests_per_device: rate,
            creations_per_device: rate,
        };
        let now_ms = Arc::new(AtomicU64::new(at_ms));
        let clock = Arc::clone(&now_ms);
        (RateLimits::new(rates, &SECRET, Clock::new(move || clock.load(Ordering::SeqCst))), now_ms)
    }

    fn public(peer: u8) -> Counted {
        Counted::Public(Peer([peer; 16]))
    }

    #[test]
    fn a_bucket_empties_and_fills_with_time() {
        let (limits, now_ms) = limits(TWO_A_SECOND_APART, 0);
        assert_eq!(limits.take(public(0)), Ok(()));
        assert_eq!(limits.take(public(0)), Ok(()));
        assert_eq!(limits.take(public(0)), Err(1));
        now_ms.store(999, Ordering::SeqCst);
        assert_eq!(limits.take(public(0)), Err(1));
        now_ms.store(1000, Ordering::SeqCst);
        assert_eq!(limits.take(public(0)), Ok(()));
        assert_eq!(limits.take(public(1)), Ok(()), "another address has a bucket of its own");
        assert_eq!(limits.take(Counted::Sessions(Peer([0; 16]))), Ok(()), "and another kind");
    }

    #[test]
    fn the_wait_is_told_in_whole_seconds_that_are_enough() {
        let (limits, now_ms) = limits(Rate { burst: 1, per_minute: 7 }, 0);
        assert_eq!(limits.take(public(0)), Ok(()));
        let wait = limits.take(public(0)).unwrap_err();
        assert_eq!(wait, 9, "a minute by seven is 8.57 seconds");
        now_ms.store(wait * 1000, Ordering::SeqCst);
        assert_eq!(limits.take(public(0)), Ok(()));
    }

    #[test]
    fn a_clock_that_is_set_back_holds_nobody_up() {
        let (limits, now_ms) = limits(TWO_A_SECOND_APART, 1_000_000_000);
        for _ in 0..2 {
            assert_eq!(limits.take(public(0)), Ok(()));
        }
        now_ms.store(0, Ordering::SeqCst);
        assert_eq!(limits.take(public(0)), Err(1));
        now_ms.store(1000, Ordering::SeqCst);
        assert_eq!(limits.take(public(0)), Ok(()));
    }

    #[test]
    fn a_clock_that_jumps_to_its_end_and_back_breaks_nothing() {
        let (limits, now_ms) = limits(TWO_A_SECOND_APART, 0);
        for at_ms in [u64::MAX, 0, u64::MAX, 0, u64::MAX] {
            now_ms.store(at_ms, Ordering::SeqCst);
            assert_eq!(limits.take(public(0)), Ok(()));
        }
    }

    #[test]
    fn a_flood_of_keys_takes_no_more_memory_than_there_are_slots() {
        let (limits, _) = limits(TWO_A_SECOND_APART, 0);
        for number in 0..200_000_u32 {
            let mut key = [0; 32];
            key[..4].copy_from_slice(&number.to_be_bytes());
            // Whether it is refused is not the question here.
            let _refused = limits.take(Counted::Requests(SigningKey::from_bytes(key)));
        }
        let slots = limits.requests.as_ref().unwrap().len();
        assert!((50_000..=usize::from(Slot::MAX) + 1).contains(&slots), "{slots}");
    }

    #[test]
    fn an_unlimited_rate_never_refuses_and_a_rate_of_zero_counts_as_one() {
        let (unlimited, _) = limits(Rate { burst: u32::MAX, per_minute: u32::MAX }, 0);
        assert!((0..1000).all(|_| unlimited.take(public(0)).is_ok()));
        let (least, _) = limits(Rate { burst: 0, per_minute: 0 }, 0);
        assert_eq!((least.take(public(0)), least.take(public(0))), (Ok(()), Err(60)));
    }
}
