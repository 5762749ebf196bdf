//! Appending records and reading them back.

use rusqlite::{Connection, OptionalExtension, Row, params};
use troth_wire::limits::{BATCH_MAX_BYTES, RING_MAX_BYTES};
use troth_wire::{
    Cursor, ErrorCode, MailboxId, PositionedRecord, PullPage, PushReceipt, RecordId, Ring, RunningHash, SealedRecord,
    SigningKey,
};

use super::mailboxes::{Head, load_end, number_for};
use super::writer::{Pending, Tables};
use super::{Store, StoreError};
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

/// Where a pull starts and how much it asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PullFrom {
    pub(crate) after: Cursor,
    pub(crate) limit: usize,
}

impl Store {
    /// Queues records for a mailbox: all or none, once each, on the disk when settled.
    pub(crate) async fn push(
        &self,
        mailbox: MailboxId,
        device: SigningKey,
        records: Vec<NamedRecord>,
    ) -> Result<Pending<PushReceipt>, StoreError> {
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
        self.readers.read(move |connection| pull(connection, &mailbox, &device, from)).await
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
        let (connection, day) = (self.connection, self.day);
        let head = self.head_for(mailbox, device)?;
        within_quota(connection, head, &records, limits)?;
        let before = head.cursor;
        // Should one fail, the whole transaction is taken back, and all heads are forgotten.
        let positions =
            records.iter().map(|named| append(connection, head, named, day)).collect::<Result<Vec<_>, _>>()?;
        let cursor = head.cursor;
        self.count(&records, cursor.seq - before.seq);
        if cursor != before {
            self.announce(mailbox, before, cursor, &positions, records);
        }
        Ok(PushReceipt { positions, cursor })
    }

    fn count(&self, records: &[NamedRecord], appended: u64) {
        self.metrics.records_appended_total.add(appended);
        self.metrics.records_repeated_total.add(records.len() as u64 - appended);
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

/// Refuses what would outgrow the mailbox. Only a push that might is looked at record by record.
fn within_quota(
    connection: &Connection,
    head: &Head,
    records: &[NamedRecord],
    limits: &Limits,
) -> Result<(), StoreError> {
    let fits = |count: u64, bytes: u64| {
        head.cursor.seq + count <= limits.mailbox_records && head.total + bytes <= limits.mailbox_bytes
    };
    let all_bytes: u64 = records.iter().map(size).sum();
    if fits(records.len() as u64, all_bytes) {
        return Ok(());
    }
    let (mut count, mut bytes) = (0, 0);
    for named in records {
        if head.position_of(connection, &named.id)?.is_none() {
            count += 1;
            bytes += size(named);
        }
    }
    if count == 0 || fits(count, bytes) { Ok(()) } else { Err(ErrorCode::QuotaReached.into()) }
}

fn size(named: &NamedRecord) -> u64 {
    named.record.size_bytes() as u64
}

/// Appends a record unless it is there, and answers its position.
///
/// A record that is there keeps its first content: whoever repeats a push may have erased its copy since.
fn append(connection: &Connection, head: &mut Head, named: &NamedRecord, day: u16) -> Result<u64, StoreError> {
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
    head.remember(connection, named.id)?;
    Ok(next.seq)
}

fn pull(
    connection: &Connection,
    mailbox: &MailboxId,
    device: &SigningKey,
    from: PullFrom,
) -> Result<PullPage, StoreError> {
    let number = number_for(connection, mailbox, device)?.ok_or(ErrorCode::NothingHere)?;
    let (end, _) = load_end(connection, number)?;
    if running_at(connection, number, from.after.seq)? != Some(from.after.running) {
        return Err(StoreError::Rewound(end));
    }
    let mut statement = connection.prepare_cached(
        "SELECT seq, day, running, header, slot, body FROM record WHERE mailbox = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
    )?;
    let mut rows = statement.query(params![number, from.after.seq, from.limit])?;
    let mut page = PullPage { records: Vec::new(), cursor: from.after, more: false };
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        let (positioned, running) = read_row(row)?;
        bytes += positioned.record.size_bytes();
        if bytes > BATCH_MAX_BYTES {
            break;
        }
        page.cursor = Cursor { seq: positioned.seq, running };
        page.records.push(positioned);
    }
    page.more = page.cursor.seq < end.seq;
    Ok(page)
}

fn running_at(connection: &Connection, number: i64, seq: u64) -> Result<Option<RunningHash>, StoreError> {
    if seq == 0 {
        return Ok(Some(RunningHash::START));
    }
    // A position beyond what SQLite can count is beyond every mailbox.
    let Ok(seq) = i64::try_from(seq) else { return Ok(None) };
    let running = connection
        .prepare_cached("SELECT running FROM record WHERE mailbox = ?1 AND seq = ?2")?
        .query_row(params![number, seq], |row| row.get(0).map(RunningHash::from_bytes))
        .optional()?;
    Ok(running)
}

fn read_row(row: &Row<'_>) -> Result<(PositionedRecord, RunningHash), StoreError> {
    let record = SealedRecord::new(row.get(3)?, row.get(4)?, row.get(5)?)
        .map_err(|error| StoreError::Failed(error.to_string()))?;
    let running = RunningHash::from_bytes(row.get(2)?);
    Ok((PositionedRecord { seq: row.get(0)?, day: row.get(1)?, record }, running))
}
