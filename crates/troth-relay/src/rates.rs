//! Token buckets: how often one device or one address may ask.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use troth_wire::SigningKey;

use crate::config::Rate;

/// Most buckets kept; beyond it the full ones, which mean "no recent use", are dropped.
const BUCKETS_MAX: usize = 50_000;

/// Who is counted, and for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Counted {
    Sessions(Peer),
    Public(Peer),
    Requests(SigningKey),
    Creations(SigningKey),
}

/// An address, hashed under a secret of this process; lives in memory only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Peer(pub(crate) [u8; 16]);

struct Bucket {
    /// What is left, in thousandths.
    left_milli: u64,
    at_ms: u64,
}

/// All buckets of a relay.
#[derive(Default)]
pub(crate) struct Buckets {
    buckets: Mutex<BTreeMap<Counted, Bucket>>,
}

impl Buckets {
    /// Takes one from a bucket, or says how many seconds to wait.
    pub(crate) fn take(&self, who: Counted, rate: Rate, now_ms: u64) -> Result<(), u64> {
        if rate.burst == u32::MAX {
            return Ok(());
        }
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= BUCKETS_MAX {
            buckets.retain(|_, bucket| now_ms.saturating_sub(bucket.at_ms) < FORGET_AFTER_MS);
        }
        let full = Bucket { left_milli: u64::from(rate.burst) * 1000, at_ms: now_ms };
        buckets.entry(who).or_insert(full).take(rate, now_ms)
    }
}

/// An hour without a request fills every bucket.
const FORGET_AFTER_MS: u64 = 60 * 60 * 1000;

impl Bucket {
    fn take(&mut self, rate: Rate, now_ms: u64) -> Result<(), u64> {
        let gained = now_ms.saturating_sub(self.at_ms).saturating_mul(u64::from(rate.per_minute)) / 60;
        if gained > 0 {
            self.left_milli = self.left_milli.saturating_add(gained).min(u64::from(rate.burst) * 1000);
            self.at_ms = now_ms;
        }
        match self.left_milli.checked_sub(1000) {
            Some(left) => {
                self.left_milli = left;
                Ok(())
            }
            None => Err(self.seconds_until_one(rate)),
        }
    }

    fn seconds_until_one(&self, rate: Rate) -> u64 {
        let missing_milli = 1000 - self.left_milli.min(1000);
        (missing_milli * 60).div_ceil(u64::from(rate.per_minute.max(1)) * 1000).max(1)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_with_time() {
        let buckets = Buckets::default();
        let who = Counted::Public(Peer([0; 16]));
        let rate = Rate { burst: 2, per_minute: 60 };
        assert_eq!(buckets.take(who, rate, 0), Ok(()));
        assert_eq!(buckets.take(who, rate, 0), Ok(()));
        assert_eq!(buckets.take(who, rate, 0), Err(1));
        assert_eq!(buckets.take(who, rate, 999), Err(1));
        assert_eq!(buckets.take(who, rate, 1000), Ok(()));
        assert_eq!(buckets.take(Counted::Public(Peer([1; 16])), rate, 1000), Ok(()));
    }
}
