//! The configuration of a relay.

use std::path::PathBuf;

use crate::clock::Clock;

/// A rate limit: `burst` at once, then `per_minute` on average. Zero counts as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Most at once.
    pub burst: u32,
    /// Most in the long run.
    pub per_minute: u32,
}

/// Request rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates {
    /// Sign-ins of one address: enough for a family behind one connection that restarts all its tabs.
    pub sessions_per_peer: Rate,
    /// Unauthenticated requests (invitations, recovery) of one address: enough to poll two invitations every two
    /// seconds.
    pub public_per_peer: Rate,
    /// Requests of one device: enough for a first catch-up at full speed, then a lively evening.
    pub requests_per_device: Rate,
    /// New mailboxes and invitations of one device: a couple needs three.
    pub creations_per_device: Rate,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            sessions_per_peer: Rate { burst: 120, per_minute: 60 },
            public_per_peer: Rate { burst: 240, per_minute: 240 },
            requests_per_device: Rate { burst: 2_000, per_minute: 1_200 },
            creations_per_device: Rate { burst: 32, per_minute: 1 },
        }
    }
}

impl Rates {
    /// Rates that never refuse, for load tests.
    #[must_use]
    pub const fn unlimited() -> Self {
        let rate = Rate { burst: u32::MAX, per_minute: u32::MAX };
        Self { sessions_per_peer: rate, public_per_peer: rate, requests_per_device: rate, creations_per_device: rate }
    }
}

/// Size limits of one relay and of one mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of records in one mailbox. Each side of two has half of them.
    pub mailbox_bytes: u64,
    /// Most records in one mailbox. Each side of two has half of them.
    pub mailbox_records: u64,
    /// Most bytes of the database; beyond it, pushes are refused with `StorageFull`. `None`: the disk is the limit.
    pub database_bytes: Option<u64>,
    /// Most live connections of the relay: each costs some 15 KiB.
    pub bells: usize,
    /// Most live connections of one device: its tabs.
    pub bells_per_device: usize,
    /// Most open connections of any kind.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            mailbox_bytes: troth_wire::limits::MAILBOX_MAX_BYTES,
            mailbox_records: troth_wire::limits::MAILBOX_MAX_RECORDS,
            database_bytes: None,
            bells: 10_000,
            bells_per_device: 8,
            connections: 20_000,
        }
    }
}

/// Everything that a relay needs, including its clock and randomness.
#[derive(Debug, Clone)]
pub struct RelayConfig {
    /// Folder of the database; created if missing. Only one relay at a time may use it.
    pub data: PathBuf,
    /// Host names (with port, as in the `Host` header) that sign-ins may address; empty: any name.
    pub hosts: Vec<String>,
    /// Random secret behind the session tokens. It is new at every start, which ends all sessions.
    pub secret: [u8; 32],
    /// The clock.
    pub clock: Clock,
    /// Request rates.
    pub rates: Rates,
    /// Sizes.
    pub limits: Limits,
}

impl RelayConfig {
    /// Makes a configuration with the usual limits.
    #[must_use]
    pub fn new(data: PathBuf, secret: [u8; 32], clock: Clock) -> Self {
        Self { data, hosts: Vec::new(), secret, clock, rates: Rates::default(), limits: Limits::default() }
    }
}
