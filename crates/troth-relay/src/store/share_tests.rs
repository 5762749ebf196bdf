//! What each side of a mailbox may push: exact over restarts, full disks, changed devices and an older database.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use std::path::Path;

use rusqlite::params;
use tempfile::TempDir;
use troth_testkit::{Dice, Seed};
use troth_wire::{Cursor, ErrorCode, MailboxId, MailboxSide, SealedRecord, SideView, SigningKey};

use super::schema::tests::make_version;
use super::{DATABASE_FILE, Enrolment, NamedRecord, RelayStore, StoreContext, StoreError};
use crate::clock::Clock;
use crate::config::Limits;

const SHARED: MailboxId = MailboxId::from_bytes([1; 16]);
const SIDES: [MailboxSide; 2] = [MailboxSide::First, MailboxSide::Second];

fn device(number: u8) -> SigningKey {
    SigningKey::from_bytes([number; 32])
}

fn open(folder: &Path, limits: Limits) -> RelayStore {
    let with =
        StoreContext { clock: Clock::new(|| 0), hub: std::sync::Arc::default(), metrics: std::sync::Arc::default() };
    RelayStore::open(folder, limits, with).unwrap()
}

/// A quota of so many records, or of so many bytes.
fn quota(records: u64, bytes: u64) -> Limits {
    Limits { mailbox_records: records, mailbox_bytes: bytes, ..Limits::default() }
}

async fn enrol(store: &RelayStore, side: MailboxSide, sides: u64, device: SigningKey) {
    let enrolment = Enrolment { mailbox: SHARED, sides, side, verifier: device };
    store.enrol(enrolment, device).await.unwrap();
}

/// A mailbox of two, whose devices are 1 and 2.
async fn open_shared(folder: &Path, limits: Limits) -> RelayStore {
    let store = open(folder, limits);
    enrol(&store, MailboxSide::First, 2, device(1)).await;
    enrol(&store, MailboxSide::Second, 2, device(2)).await;
    store
}

async fn settle(store: &RelayStore, side: MailboxSide, generation: u64, by: u8, devices: &[u8]) {
    let devices = devices.iter().map(|number| device(*number)).collect();
    store.settle((SHARED, side), device(by), SideView { generation, verifier: None, devices }).await.unwrap();
}

const RECORD_BYTES: u64 = 48;

fn record(number: u64) -> NamedRecord {
    let bytes = usize::try_from(RECORD_BYTES).unwrap() - 8;
    SealedRecord::new(number.to_be_bytes().to_vec(), vec![], vec![0; bytes]).unwrap().into()
}

async fn push(store: &RelayStore, by: u8, numbers: impl Iterator<Item = u64>) -> Result<(), StoreError> {
    let records = numbers.map(record).collect();
    store.push(SHARED, device(by), records).await.unwrap().settled().await.map(drop)
}

fn is_refused(pushed: &Result<(), StoreError>) -> bool {
    matches!(pushed, Err(StoreError::Refused(ErrorCode::QuotaReached)))
}

/// Checks that a device may push exactly so many more records. The numbers are new.
async fn check_room(store: &RelayStore, by: u8, room: u64, new: u64) {
    assert!(is_refused(&push(store, by, new..new + room + 1).await), "device {by} has no room for {}", room + 1);
    push(store, by, new..new + room).await.unwrap();
    assert!(is_refused(&push(store, by, new + room..new + room + 1).await));
}

#[tokio::test]
async fn each_of_two_sides_has_half_in_records_and_in_bytes() {
    for limits in [quota(20, u64::MAX), quota(u64::MAX, 20 * RECORD_BYTES), quota(21, 21 * RECORD_BYTES)] {
        let folder = TempDir::new().unwrap();
        let store = open_shared(folder.path(), limits).await;
        check_room(&store, 1, 10, 0).await;
        push(&store, 1, 0..10).await.unwrap();
        push(&store, 2, 0..10).await.unwrap();
        check_room(&store, 2, 10, 100).await;
        store.close().unwrap();
    }
}

#[tokio::test]
async fn the_only_side_of_a_mailbox_has_all_of_it() {
    let folder = TempDir::new().unwrap();
    let store = open(folder.path(), quota(20, u64::MAX));
    enrol(&store, MailboxSide::First, 1, device(1)).await;
    check_room(&store, 1, 20, 0).await;
    store.close().unwrap();
}

#[tokio::test]
async fn a_side_keeps_its_half_while_the_other_has_not_come() {
    let folder = TempDir::new().unwrap();
    let store = open(folder.path(), quota(20, u64::MAX));
    enrol(&store, MailboxSide::Second, 2, device(2)).await;
    check_room(&store, 2, 10, 0).await;
    enrol(&store, MailboxSide::First, 2, device(1)).await;
    check_room(&store, 1, 10, 100).await;
    store.close().unwrap();
}

/// Otherwise adding and removing devices would give room again and again.
#[tokio::test]
async fn what_a_removed_device_pushed_stays_its_sides() {
    let folder = TempDir::new().unwrap();
    let store = open_shared(folder.path(), quota(20, u64::MAX)).await;
    push(&store, 1, 0..6).await.unwrap();
    push(&store, 2, 100..103).await.unwrap();
    settle(&store, MailboxSide::First, 1, 1, &[3]).await;
    settle(&store, MailboxSide::Second, 1, 2, &[4]).await;
    assert!(matches!(push(&store, 1, 6..7).await, Err(StoreError::Refused(ErrorCode::NothingHere))));
    check_room(&store, 3, 4, 200).await;
    check_room(&store, 4, 7, 300).await;
    store.close().unwrap();
}

/// A changed client names the other's device on its own side, and fills that side.
#[tokio::test]
async fn who_is_named_by_the_other_side_too_has_no_less_room() {
    for (by, own, named) in [(1, MailboxSide::First, 2), (2, MailboxSide::Second, 1)] {
        let folder = TempDir::new().unwrap();
        let store = open_shared(folder.path(), quota(20, u64::MAX)).await;
        push(&store, by, 0..4).await.unwrap();
        settle(&store, own, 1, by, &[by, named]).await;
        push(&store, by, 4..10).await.unwrap();
        assert!(is_refused(&push(&store, by, 10..11).await));
        check_room(&store, named, 10, 100).await;
        store.close().unwrap();
    }
}

#[tokio::test]
async fn who_stands_on_both_sides_uses_what_is_left_of_either() {
    let folder = TempDir::new().unwrap();
    let store = open_shared(folder.path(), quota(20, u64::MAX)).await;
    settle(&store, MailboxSide::First, 1, 1, &[1, 2]).await;
    for number in 0..20 {
        push(&store, 2, number..number + 1).await.unwrap();
    }
    assert!(is_refused(&push(&store, 2, 20..21).await) && is_refused(&push(&store, 1, 20..21).await));
    store.close().unwrap();
}

#[tokio::test]
async fn of_what_two_had_in_an_earlier_database_half_counts_for_each() {
    const BEFORE: u64 = 6;
    let folder = TempDir::new().unwrap();
    let old = make_version(&folder.path().join(DATABASE_FILE), 4);
    old.execute("INSERT INTO mailbox VALUES (1, ?1, 2), (2, ?2, 1)", params![SHARED.as_bytes(), [9_u8; 16]]).unwrap();
    for side in SIDES {
        let signing = device(1 + side.number());
        let values = params![side.number(), signing.as_bytes()];
        old.execute("INSERT INTO side VALUES (1, ?1, 0, ?2)", values).unwrap();
        old.execute("INSERT INTO device VALUES (1, ?2, ?1)", values).unwrap();
    }
    let mut cursor = Cursor::START;
    for number in 0..BEFORE {
        let NamedRecord { id, record } = record(number);
        cursor = cursor.then(&id);
        let total = cursor.seq * RECORD_BYTES;
        let ids = params![cursor.seq, id.as_bytes(), cursor.running.as_bytes(), total, record.header(), record.body()];
        old.execute("INSERT INTO record VALUES (1, ?1, ?2, ?3, ?4, 0, ?5, x'', ?6)", ids).unwrap();
    }
    old.close().unwrap();
    let store = open(folder.path(), quota(20, 20 * RECORD_BYTES));
    push(&store, 1, 0..BEFORE).await.unwrap();
    check_room(&store, 1, 10 - BEFORE / 2, 100).await;
    check_room(&store, 2, 10 - BEFORE / 2, 200).await;
    store.close().unwrap();
}

/// A mailbox of two, and what each side should have pushed.
struct Count {
    folder: TempDir,
    store: RelayStore,
    pushed: [Vec<u64>; 2],
    /// Pushes that found the disk full.
    full: usize,
}

impl Count {
    const RECORDS: u64 = 400;
    /// Some of the pushes find the disk full, in the middle of what they write.
    const SMALL_DISK: u64 = 100 * 1024;

    async fn begin() -> Self {
        let folder = TempDir::new().unwrap();
        let store = open_shared(folder.path(), Self::limits(Some(Self::SMALL_DISK))).await;
        Self { folder, store, pushed: Default::default(), full: 0 }
    }

    fn limits(database_bytes: Option<u64>) -> Limits {
        Limits { database_bytes, ..quota(Self::RECORDS, u64::MAX) }
    }

    fn restart(self, database_bytes: Option<u64>) -> Self {
        self.store.close().unwrap();
        drop(self.store);
        let store = open(self.folder.path(), Self::limits(database_bytes));
        Self { store, ..self }
    }

    async fn push(&mut self, dice: &mut Dice) {
        let (side, first) = (dice.below(2), dice.below(600) as u64);
        let numbers = first..first + 1 + dice.below(60) as u64;
        let is_new = |number: &u64| !self.pushed.iter().flatten().any(|known| known == number);
        let new: Vec<u64> = numbers.clone().filter(is_new).collect();
        let fits = new.is_empty() || (self.pushed[side].len() + new.len()) as u64 <= Self::RECORDS / 2;
        let pushed = push(&self.store, 1 + u8::try_from(side).unwrap(), numbers).await;
        match &pushed {
            Ok(()) => self.pushed[side].extend(new),
            Err(StoreError::Full) => self.full += 1,
            Err(_) => assert!(is_refused(&pushed), "{pushed:?}"),
        }
        assert_eq!(is_refused(&pushed), !fits);
    }
}

#[tokio::test]
async fn whatever_happens_each_side_is_counted_exactly() {
    const PUSHES: usize = 60;
    let mut full = 0;
    for seed in Seed::cases(20) {
        let (mut dice, mut count) = (seed.dice(), Count::begin().await);
        for _ in 0..PUSHES {
            count.push(&mut dice).await;
            if dice.below(10) == 0 {
                count = count.restart(Some(Count::SMALL_DISK));
            }
        }
        full += count.full;
        count = count.restart(None);
        for (side, by) in [(0, 1), (1, 2)] {
            let room = Count::RECORDS / 2 - count.pushed[side].len() as u64;
            check_room(&count.store, by, room, 1_000 * u64::from(by)).await;
        }
        count.store.close().unwrap();
    }
    assert!(full > 0, "no push was rolled back");
}
