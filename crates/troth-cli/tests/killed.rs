//! The relay is killed in the middle of bursts, and no acknowledged record is lost.
//!
//! A kill leaves the system's file cache alone. So this test shows that no acknowledgement precedes its commit, that a
//! commit is all or nothing, and that a new relay continues where the killed one stopped. That commits reach the disk
//! is up to SQLite's `synchronous=FULL`, which the store's own test reads back.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests may panic and print their seed"
)]

mod support;

use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use support::Server;
use support::http::{Device, record};
use tempfile::TempDir;
use troth_wire::{Cursor, MailboxId, PullPage, PushReceipt, RecordId, SealedRecord, WireMessage};

const KILLS: usize = 200;
const PUSHERS: u8 = 4;
const BATCH_MAX: u64 = 6;

/// Range of the end of a burst, in milliseconds after the relay is ready.
const BURST_MS: std::ops::Range<u64> = 5..150;

/// A small generator; its seed is printed, so that a failure can be reproduced.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// The pushes of one device over all runs of the relay.
struct Pusher {
    seed: u8,
    chance: Chance,
    next: u64,
    /// Sent and not acknowledged; sent again in the next run.
    open: Vec<SealedRecord>,
    /// Acknowledged since the last check, with positions.
    acknowledged: Vec<(u64, RecordId)>,
    checked: Cursor,
    total: usize,
}

impl Pusher {
    fn new(seed: u8, chance: u64) -> Self {
        let chance = Chance(chance | 1);
        let (open, acknowledged) = (Vec::new(), Vec::new());
        Self { seed, chance, next: 0, open, acknowledged, checked: Cursor::START, total: 0 }
    }

    fn mailbox(&self) -> MailboxId {
        support::http::mailbox(self.seed.into())
    }

    fn batch(&mut self) -> Vec<SealedRecord> {
        let count = 1 + self.chance.below(BATCH_MAX);
        (0..count)
            .map(|_| {
                self.next += 1;
                record(u64::from(self.seed) << 32 | self.next, 400)
            })
            .collect()
    }

    /// Pushes until the relay is gone.
    fn burst(&mut self, mut device: Device) {
        loop {
            if self.open.is_empty() {
                self.open = self.batch();
            }
            let request = troth_wire::PushRequest { records: self.open.clone() }.encode();
            let path = support::http::records_path(self.mailbox());
            let Ok(reply) = device.try_request("POST", &path, &request) else { return };
            let receipt: PushReceipt = reply.message();
            for (position, record) in receipt.positions.iter().zip(self.open.drain(..)) {
                self.acknowledged.push((*position, record.id()));
            }
        }
    }

    /// Pulls new records. Checks the running hash, the position of every acknowledged record, and that an open batch
    /// exists as a whole or not at all.
    fn check(&mut self, device: &mut Device) {
        let mut stored = Vec::new();
        loop {
            let page: PullPage = device.pull(self.mailbox(), self.checked).message();
            for positioned in &page.records {
                let id = positioned.record.id();
                self.checked = self.checked.then(&id);
                stored.push((positioned.seq, id));
            }
            assert_eq!(self.checked, page.cursor);
            if !page.more {
                break;
            }
        }
        for acknowledged in self.acknowledged.drain(..) {
            assert!(stored.contains(&acknowledged), "an acknowledged record is lost: {acknowledged:?}");
            self.total += 1;
        }
        let open = self.open.iter().filter(|record| stored.iter().any(|(_, id)| *id == record.id())).count();
        assert!(open == 0 || open == self.open.len(), "{open} of {} records of a batch", self.open.len());
        // Records stored without a receipt would be below the cursor at the next check.
        if open > 0 {
            self.total += self.open.drain(..).count();
        }
    }
}

#[test]
fn killed_two_hundred_times_no_acknowledged_record_is_lost() {
    let seed: u64 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos().into();
    println!("seed {seed}");
    let mut chance = Chance(seed | 1);
    let folder = TempDir::new().unwrap();
    let mut pushers: Vec<Pusher> = (1..=PUSHERS).map(|seed| Pusher::new(seed, chance.below(u64::MAX))).collect();
    let started = Instant::now();
    for kill in 0..KILLS {
        let server = Server::start(folder.path(), &[]);
        let mut devices: Vec<Device> = pushers.iter().map(|pusher| server.device(pusher.seed)).collect();
        for (pusher, device) in pushers.iter_mut().zip(&mut devices) {
            if kill == 0 {
                device.make_mailbox(pusher.seed.into());
            }
            pusher.check(device);
        }
        let burst = Duration::from_millis(BURST_MS.start + chance.below(BURST_MS.end - BURST_MS.start));
        thread::scope(|scope| {
            for (pusher, device) in pushers.iter_mut().zip(devices) {
                scope.spawn(|| pusher.burst(device));
            }
            // The moment of the kill is the point of this test; no condition is awaited.
            thread::park_timeout(burst);
            server.kill();
        });
    }
    let server = Server::start(folder.path(), &[]);
    for pusher in &mut pushers {
        let mut device = server.device(pusher.seed);
        pusher.check(&mut device);
        assert_eq!(device.pull_all(pusher.mailbox()).len(), pusher.total, "nothing twice, nothing extra");
    }
    let total: usize = pushers.iter().map(|pusher| pusher.total).sum();
    println!("{KILLS} kills, {total} records, {:?}", started.elapsed());
    assert!(total > KILLS, "the bursts pushed too little: {total}");
}
