//! Finds the row of the record at a position of a mailbox.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::StoreError;

/// A record's position in its mailbox, and its row in the table `record`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RecordPlace {
    pub(super) seq: u64,
    pub(super) row: i64,
}

/// The places of one mailbox: first the indexed ones, then the unfiled ones.
pub(super) struct Places<'p> {
    connection: &'p Connection,
    number: i64,
    tail: &'p [RecordPlace],
}

impl<'p> Places<'p> {
    /// `tail` is the result of [`Tail::of`](super::tail::Tail::of) from before the connection's snapshot began.
    pub(super) fn new(connection: &'p Connection, number: i64, tail: &'p [RecordPlace]) -> Self {
        Self { connection, number, tail }
    }

    /// Returns the place of the newest record.
    pub(super) fn last(&self) -> Result<Option<RecordPlace>, StoreError> {
        let filed = self
            .connection
            .prepare_cached("SELECT seq, row FROM place WHERE mailbox = ?1 ORDER BY seq DESC LIMIT 1")?
            .query_row([self.number], read_place)
            .optional()?;
        Ok(filed.into_iter().chain(self.tail.last().copied()).max_by_key(|place| place.seq))
    }

    /// Returns the place of the record at a position.
    pub(super) fn at(&self, seq: u64) -> Result<Option<RecordPlace>, StoreError> {
        if let Some(place) = self.tail.iter().find(|place| place.seq == seq) {
            return Ok(Some(*place));
        }
        // A position beyond SQLite's integers is beyond every mailbox.
        let Ok(seq) = i64::try_from(seq) else { return Ok(None) };
        let place = self
            .connection
            .prepare_cached("SELECT seq, row FROM place WHERE mailbox = ?1 AND seq = ?2")?
            .query_row(params![self.number, seq], read_place)
            .optional()?;
        Ok(place)
    }

    /// Returns at most `limit` places that follow a position.
    pub(super) fn after(&self, seq: u64, limit: usize) -> Result<Vec<RecordPlace>, StoreError> {
        let mut places = self
            .connection
            .prepare_cached("SELECT seq, row FROM place WHERE mailbox = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3")?
            .query_map(params![self.number, seq, limit], read_place)?
            .collect::<Result<Vec<_>, _>>()?;
        let filed = places.last().map_or(seq, |place| place.seq);
        let unfiled = self.tail.iter().filter(|place| place.seq > filed);
        places.extend(unfiled.take(limit - places.len()));
        Ok(places)
    }

    /// Reads columns of the record at a place; `None` if it is gone.
    ///
    /// The query also checks mailbox and position, because another record may have reused the row.
    pub(super) fn read<T>(
        &self,
        place: RecordPlace,
        columns: &str,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        let record = self
            .connection
            .prepare_cached(&format!("SELECT {columns} FROM record WHERE rowid = ?1 AND mailbox = ?2 AND seq = ?3"))?
            .query_row(params![place.row, self.number, place.seq], read)
            .optional()?;
        Ok(record)
    }
}

fn read_place(row: &Row<'_>) -> rusqlite::Result<RecordPlace> {
    Ok(RecordPlace { seq: row.get(0)?, row: row.get(1)? })
}
