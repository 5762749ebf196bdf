//! The store as a whole: each record has one position and is found there, wherever it is stored.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use std::collections::VecDeque;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use rusqlite::params;
use tempfile::TempDir;
use troth_testkit::{Dice, Seed};
use troth_wire::{Cursor, MailboxId, MailboxSide, PullPage, PushReceipt, RecordId, SealedRecord, SigningKey};

use super::filing::RUN_RECORDS;
use super::schema::tests::make_version;
use super::tail::APPENDS_UNTIL_OVERDUE;
use super::{DATABASE_FILE, Enrolment, NamedRecord, PullFrom, RelayStore, StoreContext, StoreError};
use crate::clock::Clock;
use crate::config::Limits;

const MAILBOX: MailboxId = MailboxId::from_bytes([1; 16]);
const DEVICE: SigningKey = SigningKey::from_bytes([2; 32]);
const RUN: u64 = RUN_RECORDS as u64;

/// More records than any mailbox here has.
const EVERYTHING: usize = 10_000;

/// Two full runs and a rest.
const RECORDS: u64 = 2 * RUN + 9;

fn open(folder: &Path) -> RelayStore {
    open_with(folder, Limits::default())
}

fn open_with(folder: &Path, limits: Limits) -> RelayStore {
    let with = StoreContext { clock: Clock::new(|| 0), hub: Arc::default(), metrics: Arc::default() };
    RelayStore::open(folder, limits, with).unwrap()
}

async fn make_mailbox(store: &RelayStore, mailbox: MailboxId) {
    let enrolment = Enrolment { mailbox, sides: 1, side: MailboxSide::First, verifier: DEVICE };
    store.enrol(enrolment, DEVICE).await.unwrap();
}

async fn open_with_mailbox(folder: &Path) -> RelayStore {
    let store = open(folder);
    make_mailbox(&store, MAILBOX).await;
    store
}

fn record(number: u64) -> SealedRecord {
    SealedRecord::new(number.to_be_bytes().to_vec(), vec![], vec![0; 40]).unwrap()
}

fn records(numbers: impl Iterator<Item = u64>) -> Vec<NamedRecord> {
    numbers.map(|number| record(number).into()).collect()
}

async fn try_push(
    store: &RelayStore,
    mailbox: MailboxId,
    records: Vec<NamedRecord>,
) -> Result<PushReceipt, StoreError> {
    store.push(mailbox, DEVICE, records).await.unwrap().settled().await
}

async fn push(store: &RelayStore, records: Vec<NamedRecord>) -> PushReceipt {
    try_push(store, MAILBOX, records).await.unwrap()
}

async fn pull(store: &RelayStore, mailbox: MailboxId, after: Cursor, limit: usize) -> PullPage {
    store.pull(mailbox, DEVICE, PullFrom { after, limit }).await.unwrap()
}

/// Pushes records one at a time and then all at once: each has the same single position both times.
async fn check_positions(store: &RelayStore, numbers: std::ops::RangeInclusive<u64>) {
    for number in numbers.clone() {
        assert_eq!(push(store, records([number].into_iter())).await.positions, [number]);
    }
    let again = push(store, records(numbers.clone())).await;
    assert_eq!(again.positions, numbers.clone().collect::<Vec<_>>());
    let page = pull(store, MAILBOX, Cursor::START, EVERYTHING).await;
    assert!(
        page.records.iter().map(|positioned| &positioned.record).eq(numbers.map(record).collect::<Vec<_>>().iter())
    );
    assert_eq!((page.cursor, page.more), (again.cursor, false));
}

#[tokio::test]
async fn a_record_is_known_in_a_run_and_after_it_also_after_a_start() {
    let folder = TempDir::new().unwrap();
    for start in 0..2 {
        let store = open_with_mailbox(folder.path()).await;
        check_positions(&store, 1..=RECORDS + start).await;
        store.close().unwrap();
    }
}

#[tokio::test]
async fn databases_of_earlier_versions_know_their_records() {
    for version in [1, 2] {
        let folder = TempDir::new().unwrap();
        let old = make_version(&folder.path().join(DATABASE_FILE), version);
        old.execute("INSERT INTO mailbox VALUES (1, ?1)", [MAILBOX.as_bytes()]).unwrap();
        old.execute("INSERT INTO member VALUES (1, ?1)", [DEVICE.as_bytes()]).unwrap();
        let mut cursor = Cursor::START;
        for number in 1..=RECORDS {
            let (record, id) = (record(number), record(number).id());
            cursor = cursor.then(&id);
            let values = params![cursor.seq, id.as_bytes(), cursor.running.as_bytes(), record.header(), record.body()];
            old.execute("INSERT INTO record VALUES (1, ?1, ?2, ?3, 0, 0, ?4, x'', ?5)", values).unwrap();
            // The second version filed ids in runs.
            if version == 2 && number <= RUN {
                old.execute("INSERT INTO mark VALUES (1, ?1, ?2)", params![&id.as_bytes()[..8], number]).unwrap();
            }
        }
        old.close().unwrap();
        let store = open(folder.path());
        check_positions(&store, 1..=RECORDS + RUN).await;
        store.close().unwrap();
    }
}

async fn fill_and_close(folder: &Path) {
    let store = open_with_mailbox(folder).await;
    push(&store, records(1..=RECORDS)).await;
    store.close().unwrap();
}

/// Takes records out of a closed store, as a damaged disk would.
fn lose(folder: &Path, seqs: Range<u64>) {
    let connection = rusqlite::Connection::open(folder.join(DATABASE_FILE)).unwrap();
    let lost = connection.execute("DELETE FROM record WHERE seq >= ?1 AND seq < ?2", params![seqs.start, seqs.end]);
    assert_eq!(lost.unwrap() as u64, seqs.end - seqs.start);
}

#[tokio::test]
async fn a_mailbox_whose_last_record_is_missing_starts_over_for_nobody() {
    let folder = TempDir::new().unwrap();
    fill_and_close(folder.path()).await;
    lose(folder.path(), 2 * RUN..RECORDS + 1);
    let store = open(folder.path());
    let pushed = try_push(&store, MAILBOX, records(900..901)).await;
    assert!(matches!(pushed, Err(StoreError::Failed(_))), "{pushed:?}");
    let pulled = store.pull(MAILBOX, DEVICE, PullFrom { after: Cursor::START, limit: 1 }).await;
    assert!(matches!(pulled, Err(StoreError::Failed(_))), "{pulled:?}");
    store.close().unwrap();
}

#[tokio::test]
async fn a_missing_record_ends_a_catch_up_with_an_error_and_not_without_end() {
    let folder = TempDir::new().unwrap();
    fill_and_close(folder.path()).await;
    lose(folder.path(), 3..4);
    let store = open(folder.path());
    let page = pull(&store, MAILBOX, Cursor::START, EVERYTHING).await;
    assert_eq!((page.records.len(), page.more), (2, true));
    let next = store.pull(MAILBOX, DEVICE, PullFrom { after: page.cursor, limit: EVERYTHING }).await;
    assert!(matches!(next, Err(StoreError::Failed(_))), "{next:?}");
    store.close().unwrap();
}

/// Mailboxes made later get the number of a deleted one.
#[tokio::test]
async fn a_deleted_mailbox_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    let store = open_with_mailbox(folder.path()).await;
    check_positions(&store, 1..=RECORDS).await;
    store.delete_mailbox(MAILBOX, DEVICE).await.unwrap();
    make_mailbox(&store, MAILBOX).await;
    assert_eq!(pull(&store, MAILBOX, Cursor::START, 1).await.records, []);
    let backwards = || records((1..=RECORDS).rev());
    let first = push(&store, backwards()).await.positions;
    assert_eq!(first, (1..=RECORDS).collect::<Vec<_>>());
    assert_eq!(push(&store, backwards()).await.positions, first);
    store.close().unwrap();
}

#[tokio::test]
async fn ids_that_begin_alike_are_two_records() {
    let folder = TempDir::new().unwrap();
    let store = open_with_mailbox(folder.path()).await;
    let alike = |last: u8| {
        let mut id = [7; RecordId::BYTES];
        id[RecordId::BYTES - 1] = last;
        NamedRecord { id: RecordId::from_bytes(id), record: record(last.into()) }
    };
    let last = RUN_RECORDS as u8 + 1;
    for number in 1..=last {
        assert_eq!(push(&store, vec![alike(number)]).await.positions, [u64::from(number)]);
    }
    assert_eq!(push(&store, vec![alike(3), alike(last)]).await.positions, [3, u64::from(last)]);
    store.close().unwrap();
}

/// The writer files a run while readers are between asking for the newest places and their snapshot.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_reads_while_others_write_meets_no_gap() {
    const WRITTEN: u64 = 40 * RUN;
    let folder = TempDir::new().unwrap();
    let store = Arc::new(open_with_mailbox(folder.path()).await);
    let writing = tokio::spawn({
        let store = Arc::clone(&store);
        async move {
            for number in 1..=WRITTEN {
                push(&store, records(number..number + 1)).await;
            }
        }
    });
    let mut cursor = Cursor::START;
    while cursor.seq < WRITTEN {
        let page = pull(&store, MAILBOX, cursor, EVERYTHING).await;
        let seqs = page.records.iter().map(|positioned| positioned.seq);
        assert!(seqs.eq(cursor.seq + 1..=page.cursor.seq), "from {} on: {page:?}", cursor.seq);
        cursor = page.cursor;
    }
    writing.await.unwrap();
    store.close().unwrap();
}

/// Otherwise a start would have to scan all records for it.
#[tokio::test]
async fn a_run_that_does_not_fill_up_is_filed_all_the_same_over_a_start_too() {
    const QUIET: MailboxId = MailboxId::from_bytes([9; 16]);
    const AT_ONCE: u64 = 4_096;
    for starts_anew in [false, true] {
        let folder = TempDir::new().unwrap();
        let mut store = open_with_mailbox(folder.path()).await;
        make_mailbox(&store, QUIET).await;
        let quiet = try_push(&store, QUIET, records(1..4)).await.unwrap();
        for first in (0..APPENDS_UNTIL_OVERDUE).step_by(AT_ONCE as usize) {
            assert_eq!(store.tail.of(&QUIET).len(), 3);
            push(&store, records(first..first + AT_ONCE)).await;
            if starts_anew && first == APPENDS_UNTIL_OVERDUE / 2 {
                store.close().unwrap();
                drop(store);
                store = open(folder.path());
            }
        }
        assert_eq!(store.tail.of(&QUIET), []);
        assert_eq!(pull(&store, QUIET, Cursor::START, 9).await.cursor, quiet.cursor);
        assert_eq!(try_push(&store, QUIET, records(1..4)).await.unwrap(), quiet);
        store.close().unwrap();
    }
}

/// Writes that wait together become one transaction; a start must find whatever it left unfiled.
#[tokio::test]
async fn what_many_writes_at_once_left_unfiled_is_found_at_a_start() {
    const QUIET: MailboxId = MailboxId::from_bytes([9; 16]);
    const AT_ONCE: u64 = 8_192;
    let folder = TempDir::new().unwrap();
    let store = open_with_mailbox(folder.path()).await;
    make_mailbox(&store, QUIET).await;
    let mut pushes: VecDeque<_> = (0..2 * APPENDS_UNTIL_OVERDUE)
        .step_by(AT_ONCE as usize)
        .map(|first| (MAILBOX, records(first..first + AT_ONCE)))
        .collect();
    // The first write keeps the writer busy until all others wait.
    pushes.insert(1, (QUIET, records(1..4)));
    let mut waiting = VecDeque::new();
    for (mailbox, records) in pushes {
        waiting.push_back(store.push(mailbox, DEVICE, records).await.unwrap());
    }
    let quiet = waiting.remove(1).unwrap().settled().await.unwrap();
    for mut push in waiting {
        push.settled().await.unwrap();
    }
    store.close().unwrap();
    drop(store);
    let store = open(folder.path());
    assert_eq!(pull(&store, QUIET, Cursor::START, 9).await.cursor, quiet.cursor);
    assert_eq!(try_push(&store, QUIET, records(1..4)).await.unwrap(), quiet);
    store.close().unwrap();
}

#[tokio::test]
async fn what_a_full_disk_took_back_is_known_nowhere() {
    const SMALL: u64 = 200 * 1024;
    let folder = TempDir::new().unwrap();
    let limits = Limits { database_bytes: Some(SMALL), ..Limits::default() };
    let store = open_with(folder.path(), limits);
    make_mailbox(&store, MAILBOX).await;
    let mut fitted = 0;
    while try_push(&store, MAILBOX, records(fitted..fitted + 7)).await.is_ok() {
        fitted += 7;
    }
    assert!(fitted > RUN, "a run was filed before the end");
    let again = push(&store, records(0..fitted)).await;
    assert_eq!(again.positions, (1..=fitted).collect::<Vec<_>>());
    assert_eq!(pull(&store, MAILBOX, Cursor::START, EVERYTHING).await.cursor, again.cursor);
    assert!(matches!(try_push(&store, MAILBOX, records(fitted..fitted + 7)).await, Err(StoreError::Full)));
    store.delete_mailbox(MAILBOX, DEVICE).await.unwrap();
    make_mailbox(&store, MAILBOX).await;
    assert_eq!(push(&store, records(0..7)).await.positions, (1..=7).collect::<Vec<_>>());
    store.close().unwrap();
}

/// A random event for a store of a few mailboxes.
#[derive(Debug, Clone)]
enum Event {
    /// Records are pushed, some of them again.
    Pushed(usize, Range<u64>),
    /// A page is read from some position on.
    Pulled(usize, usize, usize),
    /// A mailbox is deleted and created again.
    Remade(usize),
    Restarted,
}

const MAILBOXES: usize = 3;

impl Event {
    fn thrown(dice: &mut Dice) -> Self {
        let at = dice.below(MAILBOXES);
        match dice.below(26) {
            0 => Self::Restarted,
            1 => Self::Remade(at),
            2..14 => {
                let first = dice.below(200) as u64;
                Self::Pushed(at, first..first + 1 + dice.below(90) as u64)
            }
            _ => Self::Pulled(at, dice.below(300), 1 + dice.below(200)),
        }
    }
}

/// A store and its expected content: the numbers of the records of each mailbox, in order.
struct Walk {
    folder: TempDir,
    store: Option<RelayStore>,
    expected: [Vec<u64>; MAILBOXES],
}

impl Walk {
    async fn begin() -> Self {
        let folder = TempDir::new().unwrap();
        let store = open(folder.path());
        for at in 0..MAILBOXES {
            make_mailbox(&store, Self::mailbox(at)).await;
        }
        Self { folder, store: Some(store), expected: Default::default() }
    }

    fn store(&self) -> &RelayStore {
        self.store.as_ref().unwrap()
    }

    /// Closes the store and frees its folder for another store.
    fn close(&mut self) {
        self.store.take().unwrap().close().unwrap();
    }

    fn mailbox(at: usize) -> MailboxId {
        MailboxId::from_bytes([at as u8 + 1; 16])
    }

    async fn meet(&mut self, event: Event) {
        match event {
            Event::Pushed(at, numbers) => self.push(at, numbers).await,
            Event::Pulled(at, from, limit) => self.pull(at, from, limit).await,
            Event::Remade(at) => {
                self.store().delete_mailbox(Self::mailbox(at), DEVICE).await.unwrap();
                make_mailbox(self.store(), Self::mailbox(at)).await;
                self.expected[at].clear();
            }
            Event::Restarted => {
                self.close();
                self.store = Some(open(self.folder.path()));
            }
        }
    }

    async fn push(&mut self, at: usize, numbers: Range<u64>) {
        let receipt = try_push(self.store(), Self::mailbox(at), records(numbers.clone())).await.unwrap();
        let expected = &mut self.expected[at];
        let mut position = |number| {
            let known = expected.iter().position(|known| *known == number);
            known.unwrap_or_else(|| {
                expected.push(number);
                expected.len() - 1
            }) as u64
                + 1
        };
        assert_eq!(receipt.positions, numbers.map(&mut position).collect::<Vec<_>>());
        assert_eq!(receipt.cursor, self.cursor(at, self.expected[at].len()));
    }

    async fn pull(&self, at: usize, from: usize, limit: usize) {
        let from = from.min(self.expected[at].len());
        let page = pull(self.store(), Self::mailbox(at), self.cursor(at, from), limit).await;
        let left = &self.expected[at][from..];
        let read: Vec<_> = page.records.into_iter().map(|positioned| positioned.record).collect();
        assert_eq!(read, left.iter().take(limit).map(|number| record(*number)).collect::<Vec<_>>());
        assert_eq!(page.cursor, self.cursor(at, from + read.len()));
        assert_eq!(page.more, left.len() > limit);
    }

    fn cursor(&self, at: usize, seq: usize) -> Cursor {
        self.expected[at][..seq].iter().fold(Cursor::START, |cursor, number| cursor.then(&record(*number).id()))
    }
}

#[tokio::test]
async fn whatever_happens_each_mailbox_has_its_records_in_their_order() {
    const EVENTS: usize = 60;
    for seed in Seed::cases(40) {
        let (mut dice, mut walk) = (seed.dice(), Walk::begin().await);
        for _ in 0..EVENTS {
            walk.meet(Event::thrown(&mut dice)).await;
        }
        walk.close();
    }
}
