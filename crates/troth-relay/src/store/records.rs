//! Appends records and reads them back.

use rusqlite::{Connection, Row, params};
use troth_wire::limits::{BATCH_MAX_BYTES, RING_MAX_BYTES};
use troth_wire::{
    Cursor, ErrorCode, MailboxId, PositionedRecord, PullPage, PushReceipt, RecordId, Ring, RunningHash, SealedRecord,
    SigningKey,
};

use super::filing::Unfiled;
use super::mailboxes::{Head, load_end, number_for};
use super::places::{Places, RecordPlace};
use super::shares::size;
use super::tail::Change;
use super::writer::{PendingWrite, Tables};
use super::{RelayStore, StoreError};
use crate::config::Limits;

/// A record and its id, computed before it reaches the writer.
pub(crate) struct NamedRecord {
    pub(crate) id: RecordId,
    pub(crate) record: SealedRecord,
}

impl From<SealedRecord> for NamedRecord {
    fn from(record: SealedRecord) -> Self {
        Self { id: record.id(), record }
    }
}

/// The start and the size of a pull.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PullFrom {
    pub(crate) after: Cursor,
    pub(crate) limit: usize,
}

impl RelayStore {
    /// Queues records for a mailbox: all or none, once each. They are on the disk when the push is settled.
    pub(crate) async fn push(
        &self,
        mailbox: MailboxId,
        device: SigningKey,
        records: Vec<NamedRecord>,
    ) -> Result<PendingWrite<PushReceipt>, StoreError> {
        let limits = self.limits;
        self.writer.submit(move |tables| tables.push(&mailbox, &device, records, &limits)).await
    }

    /// Reads a page of a mailbox.
    pub(crate) async fn pull(
        &self,
        mailbox: MailboxId,
        device: SigningKey,
        from: PullFrom,
    ) -> Result<PullPage, StoreError> {
        let tail = self.tail.of(&mailbox);
        self.readers.read(move |connection| pull(connection, &mailbox, &tail, &device, from)).await
    }
}

impl Tables<'_> {
    fn push(
        &mut self,
        mailbox: &MailboxId,
        device: &SigningKey,
        records: Vec<NamedRecord>,
        limits: &Limits,
    ) -> Result<PushReceipt, StoreError> {
        let head = self.heads.of_member(self.connection, mailbox, device)?;
        let side = head.side_for(self.connection, device, &records, limits)?;
        let (before, held) = (head.cursor, head.whole());
        // If one fails, the whole transaction is rolled back and all cached heads are forgotten.
        let append = |named| append(self.connection, head, named, self.day, self.changes);
        let positions = records.iter().map(append).collect::<Result<Vec<_>, _>>()?;
        head.count_for(self.connection, side, held)?;
        let cursor = head.cursor;
        self.count(&records, cursor.seq - before.seq);
        if cursor != before {
            self.announce(mailbox, before, cursor, &positions, records);
        }
        Ok(PushReceipt { positions, cursor })
    }

    fn count(&self, records: &[NamedRecord], appended: u64) {
        self.metrics.records_appended.inc_by(appended);
        self.metrics.records_repeated.inc_by(records.len() as u64 - appended);
    }

    fn announce(
        &mut self,
        mailbox: &MailboxId,
        before: Cursor,
        cursor: Cursor,
        positions: &[u64],
        records: Vec<NamedRecord>,
    ) {
        let bytes: usize = records.iter().map(|named| named.record.size_bytes()).sum();
        let carried = bytes <= RING_MAX_BYTES && self.hub.is_watched(mailbox);
        let new = positions.iter().zip(records).filter(|(seq, _)| carried && **seq > before.seq);
        let records = new.map(|(seq, named)| PositionedRecord { seq: *seq, day: self.day, record: named.record });
        self.rings.push(Ring { mailbox: *mailbox, cursor, records: records.collect() });
    }
}

/// Appends a record unless it exists, and returns its position.
///
/// An existing record keeps its first content: a device that repeats a push may have erased its copy meanwhile.
fn append(
    connection: &Connection,
    head: &mut Head,
    named: &NamedRecord,
    day: u16,
    changes: &mut Vec<Change>,
) -> Result<u64, StoreError> {
    if let Some(there) = head.position_of(connection, &named.id)? {
        return Ok(there);
    }
    let next = head.cursor.then(&named.id);
    let total = head.total + size(named);
    connection
        .prepare_cached(
            "INSERT INTO record (mailbox, seq, id, running, total, day, header, slot, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            head.number,
            next.seq,
            named.id.as_bytes(),
            next.running.as_bytes(),
            total,
            day,
            named.record.header(),
            named.record.slot(),
            named.record.body(),
        ])?;
    (head.cursor, head.total) = (next, total);
    let place = RecordPlace { seq: next.seq, row: connection.last_insert_rowid() };
    head.remember(connection, Unfiled { place, id: named.id }, changes)?;
    Ok(next.seq)
}

fn pull(
    connection: &Connection,
    mailbox: &MailboxId,
    tail: &[RecordPlace],
    device: &SigningKey,
    from: PullFrom,
) -> Result<PullPage, StoreError> {
    let number = number_for(connection, mailbox, device)?.ok_or(ErrorCode::NothingHere)?;
    let places = Places::new(connection, number, tail);
    let (end, _) = load_end(&places)?;
    if running_at(&places, from.after.seq)? != Some(from.after.running) {
        return Err(StoreError::Rewound(end));
    }
    let mut page = PullPage { records: Vec::new(), cursor: from.after, more: false };
    let mut bytes = 0;
    for place in places.after(from.after.seq, from.limit)? {
        let Some((positioned, running)) = load(&places, place)? else { break };
        bytes += positioned.record.size_bytes();
        if bytes > BATCH_MAX_BYTES {
            break;
        }
        page.cursor = Cursor { seq: positioned.seq, running };
        page.records.push(positioned);
    }
    page.more = page.cursor.seq < end.seq;
    // A page that says "more" and gets no further would be asked for without end.
    if page.more && page.records.is_empty() {
        return Err(StoreError::missing_record(page.cursor.seq + 1));
    }
    Ok(page)
}

fn running_at(places: &Places<'_>, seq: u64) -> Result<Option<RunningHash>, StoreError> {
    if seq == 0 {
        return Ok(Some(RunningHash::START));
    }
    match places.at(seq)? {
        Some(place) => places.read(place, "running", |row| row.get(0).map(RunningHash::from_bytes)),
        None => Ok(None),
    }
}

fn load(places: &Places<'_>, place: RecordPlace) -> Result<Option<(PositionedRecord, RunningHash)>, StoreError> {
    let read = |row: &Row<'_>| {
        Ok((row.get(0)?, row.get(1).map(RunningHash::from_bytes)?, row.get(2)?, row.get(3)?, row.get(4)?))
    };
    let Some((day, running, header, slot, body)) = places.read(place, "day, running, header, slot, body", read)? else {
        return Ok(None);
    };
    let record = SealedRecord::new(header, slot, body).map_err(|error| StoreError::Failed(error.to_string()))?;
    Ok(Some((PositionedRecord { seq: place.seq, day, record }, running)))
}
