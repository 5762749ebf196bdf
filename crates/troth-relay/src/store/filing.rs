//! Whether a mailbox has a record already: ids, filed in runs.
//!
//! An id is random, so an index over ids would have each record write a page of its own, which cost more than all the
//! rest of an append. So the newest ids of a mailbox stay in the writer's memory, and once a run of them is full it is
//! filed as a whole, in order: neighbours then share pages, and one write of a page serves many records.
//!
//! ```text
//! positions   1 ............................ 128 | 129 ... 150
//! where       table `mark`, a run at a time      | Head::unfiled, read back from the records after a start
//! ```
//!
//! Which runs are filed follows from the end of the mailbox, so nothing more is stored about it.

use rusqlite::{Connection, params};
use troth_wire::{Cursor, RecordId};

use super::StoreError;
use super::mailboxes::Head;

/// Records in a run: enough to share pages, few enough to read back at once when a mailbox is met again.
const RUN_RECORDS: usize = 64;

/// Bytes of an id that are filed. Two ids that share them are told apart by their records.
const MARK_BYTES: usize = 8;

impl Head {
    /// Returns the position of a record; nothing when it is new to the mailbox.
    pub(super) fn position_of(&self, connection: &Connection, id: &RecordId) -> Result<Option<u64>, StoreError> {
        let unfiled = self.unfiled.iter().rposition(|known| known == id);
        match unfiled {
            Some(at) => Ok(Some(self.filed() + at as u64 + 1)),
            None => filed_position_of(connection, self.number, id),
        }
    }

    /// Remembers the id of the record that was just appended, and files the run that it completes.
    pub(super) fn remember(&mut self, connection: &Connection, id: RecordId) -> Result<(), StoreError> {
        self.unfiled.push(id);
        if self.unfiled.len() >= RUN_RECORDS { self.file(connection) } else { Ok(()) }
    }

    fn file(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let first = self.filed() + 1;
        let mut run: Vec<(RecordId, u64)> = self.unfiled.drain(..).zip(first..).collect();
        run.sort_unstable();
        // A database of the first version may have this run filed already.
        let mut insert = connection
            .prepare_cached("INSERT INTO mark (mailbox, mark, seq) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?;
        for (id, seq) in run {
            insert.execute(params![self.number, mark(&id), seq])?;
        }
        Ok(())
    }

    /// Returns the position of the last filed record.
    fn filed(&self) -> u64 {
        self.cursor.seq - self.unfiled.len() as u64
    }
}

fn mark(id: &RecordId) -> &[u8] {
    &id.as_bytes()[..MARK_BYTES]
}

fn filed_position_of(connection: &Connection, number: i64, id: &RecordId) -> Result<Option<u64>, StoreError> {
    let mut alike = connection.prepare_cached("SELECT seq FROM mark WHERE mailbox = ?1 AND mark = ?2")?;
    let mut alike = alike.query(params![number, mark(id)])?;
    while let Some(row) = alike.next()? {
        let seq = row.get(0)?;
        if is_at(connection, number, seq, id)? {
            return Ok(Some(seq));
        }
    }
    Ok(None)
}

fn is_at(connection: &Connection, number: i64, seq: u64, id: &RecordId) -> Result<bool, StoreError> {
    let mut there = connection.prepare_cached("SELECT 1 FROM record WHERE mailbox = ?1 AND seq = ?2 AND id = ?3")?;
    Ok(there.exists(params![number, seq, id.as_bytes()])?)
}

/// Reads the ids back that are in no full run yet.
pub(super) fn load_unfiled(connection: &Connection, number: i64, end: Cursor) -> Result<Vec<RecordId>, StoreError> {
    let filed = end.seq - end.seq % RUN_RECORDS as u64;
    let unfiled = connection
        .prepare_cached("SELECT id FROM record WHERE mailbox = ?1 AND seq > ?2 ORDER BY seq")?
        .query_map(params![number, filed], |row| row.get(0).map(RecordId::from_bytes))?
        .collect::<Result<_, _>>()?;
    Ok(unfiled)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

    use std::path::Path;
    use std::sync::Arc;

    use tempfile::TempDir;
    use troth_wire::{MailboxId, PushReceipt, SealedRecord, SigningKey};

    use super::*;
    use crate::clock::Clock;
    use crate::config::Limits;
    use crate::store::schema::tests::make_first_version;
    use crate::store::{DATABASE_FILE, NamedRecord, Store, Surroundings};

    const MAILBOX: MailboxId = MailboxId::from_bytes([1; 16]);
    const DEVICE: SigningKey = SigningKey::from_bytes([2; 32]);

    /// Two full runs and a rest.
    const RECORDS: u64 = 2 * RUN_RECORDS as u64 + 9;

    fn open(folder: &Path) -> Store {
        let with = Surroundings { clock: Clock::new(|| 0), hub: Arc::default(), metrics: Arc::default() };
        Store::open(folder, Limits::default(), with).unwrap()
    }

    fn record(number: u64) -> SealedRecord {
        SealedRecord::new(number.to_be_bytes().to_vec(), vec![], vec![0; 40]).unwrap()
    }

    async fn push(store: &Store, records: Vec<NamedRecord>) -> PushReceipt {
        store.push(MAILBOX, DEVICE, records).await.unwrap().settled().await.unwrap()
    }

    /// Pushes one record at a time and then all of them at once: each has its one position both times.
    async fn check_positions(store: &Store, numbers: std::ops::RangeInclusive<u64>) {
        for number in numbers.clone() {
            assert_eq!(push(store, vec![record(number).into()]).await.positions, [number]);
        }
        let again = push(store, numbers.clone().map(|number| record(number).into()).collect()).await;
        assert_eq!(again.positions, numbers.collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn a_record_is_known_in_a_run_and_after_it_also_after_a_start() {
        let folder = TempDir::new().unwrap();
        for start in 0..2 {
            let store = open(folder.path());
            store.make_mailbox(MAILBOX, DEVICE).await.unwrap();
            check_positions(&store, 1..=RECORDS + start).await;
            store.close();
        }
    }

    #[tokio::test]
    async fn a_database_of_the_first_version_knows_its_records() {
        let folder = TempDir::new().unwrap();
        let old = make_first_version(&folder.path().join(DATABASE_FILE));
        old.execute("INSERT INTO mailbox VALUES (1, ?1)", [MAILBOX.as_bytes()]).unwrap();
        old.execute("INSERT INTO member VALUES (1, ?1)", [DEVICE.as_bytes()]).unwrap();
        let mut cursor = Cursor::START;
        for number in 1..=RECORDS {
            let (record, id) = (record(number), record(number).id());
            cursor = cursor.then(&id);
            let values = params![cursor.seq, id.as_bytes(), cursor.running.as_bytes(), record.header(), record.body()];
            old.execute("INSERT INTO record VALUES (1, ?1, ?2, ?3, 0, 0, ?4, x'', ?5)", values).unwrap();
        }
        old.close().unwrap();
        let store = open(folder.path());
        // The run that the old database left open is filled, and filed a second time.
        check_positions(&store, 1..=RECORDS + RUN_RECORDS as u64).await;
        store.close();
    }

    /// Mailboxes made later get the number of a deleted one.
    #[tokio::test]
    async fn a_deleted_mailbox_leaves_no_marks() {
        let folder = TempDir::new().unwrap();
        let store = open(folder.path());
        store.make_mailbox(MAILBOX, DEVICE).await.unwrap();
        check_positions(&store, 1..=RECORDS).await;
        store.delete_mailbox(MAILBOX, DEVICE).await.unwrap();
        store.make_mailbox(MAILBOX, DEVICE).await.unwrap();
        let backwards = || (1..=RECORDS).rev().map(|number| record(number).into()).collect();
        let first = push(&store, backwards()).await.positions;
        assert_eq!(first, (1..=RECORDS).collect::<Vec<_>>());
        assert_eq!(push(&store, backwards()).await.positions, first);
        store.close();
    }

    #[tokio::test]
    async fn ids_that_begin_alike_are_two_records() {
        let folder = TempDir::new().unwrap();
        let store = open(folder.path());
        store.make_mailbox(MAILBOX, DEVICE).await.unwrap();
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
        store.close();
    }
}
