//! Filing: adds the newest records of a mailbox to the indexes in runs, by position and by id.
//!
//! Ids are random, so an index over ids would write one page for each record, as would one over positions (`tail.rs`).
//! So the newest ids of a mailbox stay in the writer's memory. A full run of them is filed at once and in order:
//! neighbours then share pages, and one page write serves many records.
//!
//! ```text
//! positions   1 ............................ 128 | 129 ... 150
//! where       tables `place` and `mark`          | Head::unfiled
//! ```

use rusqlite::{Connection, params};
use troth_wire::RecordId;

use super::StoreError;
use super::mailboxes::Head;
use super::places::RecordPlace;
use super::tail::{Change, Tail};
use super::writer::Tables;

/// Records in a run: enough to share pages, few enough to scan.
pub(super) const RUN_RECORDS: usize = 64;

/// Filed bytes of an id. Ids with the same bytes are told apart by their records.
const MARK_BYTES: usize = 8;

/// A record that is in no index yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unfiled {
    pub(super) place: RecordPlace,
    pub(super) id: RecordId,
}

impl Head {
    /// Returns the position of a record; `None` if it is new to the mailbox.
    pub(super) fn position_of(&self, connection: &Connection, id: &RecordId) -> Result<Option<u64>, StoreError> {
        match self.unfiled.iter().rev().find(|unfiled| unfiled.id == *id) {
            Some(unfiled) => Ok(Some(unfiled.place.seq)),
            None => filed_position_of(connection, self.number, id),
        }
    }

    /// Remembers an appended record, and files the run that it completes.
    pub(super) fn remember(
        &mut self,
        connection: &Connection,
        appended: Unfiled,
        changes: &mut Vec<Change>,
    ) -> Result<(), StoreError> {
        self.unfiled.push(appended);
        changes.push(Change::Appended(self.mailbox, appended.place));
        if self.unfiled.len() >= RUN_RECORDS { self.file(connection, changes) } else { Ok(()) }
    }

    /// Files all unfiled records.
    pub(super) fn file(&mut self, connection: &Connection, changes: &mut Vec<Change>) -> Result<(), StoreError> {
        let mut place = connection.prepare_cached("INSERT INTO place (mailbox, seq, row) VALUES (?1, ?2, ?3)")?;
        for unfiled in &self.unfiled {
            place.execute(params![self.number, unfiled.place.seq, unfiled.place.row])?;
        }
        self.unfiled.sort_unstable_by_key(|unfiled| unfiled.id);
        let mut mark = connection.prepare_cached("INSERT INTO mark (mailbox, mark, seq) VALUES (?1, ?2, ?3)")?;
        for unfiled in self.unfiled.drain(..) {
            mark.execute(params![self.number, mark_of(&unfiled.id), unfiled.place.seq])?;
        }
        changes.push(Change::Filed(self.mailbox));
        Ok(())
    }
}

impl Tables<'_> {
    /// Files records that have been unfiled for too long.
    pub(super) fn file_overdue(&mut self, tail: &Tail) -> Result<(), StoreError> {
        for mailbox in tail.overdue(self.changes.len()) {
            if let Some(head) = self.heads.of(self.connection, &mailbox)? {
                head.file(self.connection, self.changes)?;
            }
        }
        Ok(())
    }
}

fn mark_of(id: &RecordId) -> &[u8] {
    &id.as_bytes()[..MARK_BYTES]
}

fn filed_position_of(connection: &Connection, number: i64, id: &RecordId) -> Result<Option<u64>, StoreError> {
    let mut alike = connection.prepare_cached("SELECT seq FROM mark WHERE mailbox = ?1 AND mark = ?2")?;
    let mut alike = alike.query(params![number, mark_of(id)])?;
    while let Some(row) = alike.next()? {
        let seq = row.get(0)?;
        if is_at(connection, number, seq, id)? {
            return Ok(Some(seq));
        }
    }
    Ok(None)
}

fn is_at(connection: &Connection, number: i64, seq: u64, id: &RecordId) -> Result<bool, StoreError> {
    let mut there = connection.prepare_cached(
        "SELECT 1 FROM place JOIN record ON record.rowid = place.row
         WHERE place.mailbox = ?1 AND place.seq = ?2 AND record.id = ?3",
    )?;
    Ok(there.exists(params![number, seq, id.as_bytes()])?)
}

/// Reads back the ids of unfiled records.
pub(super) fn load_unfiled(connection: &Connection, tail: &[RecordPlace]) -> Result<Vec<Unfiled>, StoreError> {
    let mut id = connection.prepare_cached("SELECT id FROM record WHERE rowid = ?1")?;
    let read = |place: &RecordPlace| {
        let id = id.query_row([place.row], |row| row.get(0).map(RecordId::from_bytes))?;
        Ok(Unfiled { place: *place, id })
    };
    tail.iter().map(read).collect()
}
