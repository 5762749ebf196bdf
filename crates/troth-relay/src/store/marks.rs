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

use rusqlite::{Connection, OptionalExtension, params};
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
    let position = connection
        .prepare_cached(
            "SELECT record.seq FROM mark JOIN record ON record.mailbox = mark.mailbox AND record.seq = mark.seq
             WHERE mark.mailbox = ?1 AND mark.mark = ?2 AND record.id = ?3",
        )?
        .query_row(params![number, mark(id), id.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(position)
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
