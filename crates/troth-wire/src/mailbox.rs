//! Messages that push to a mailbox and pull from it.

use crate::codec::{Coded, DecodeError, Reader, Writer};
use crate::cursor::Cursor;
use crate::limits::{BATCH_MAX_BYTES, BATCH_MAX_RECORDS};
use crate::record::SealedRecord;

/// `POST /v1/mailboxes/{id}/records`: appends all of these records or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushRequest {
    /// At most [`BATCH_MAX_RECORDS`] records, and at most [`BATCH_MAX_BYTES`] in total.
    pub records: Vec<SealedRecord>,
}

/// The acknowledgement that the records of a push are on the relay's disk.
///
/// Pushing the same records again yields the same positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushReceipt {
    /// Position of each record, in the order in which they were pushed.
    pub positions: Vec<u64>,
    /// End of the mailbox right after this push.
    pub cursor: Cursor,
}

/// A record with its place in the mailbox and the day on which the relay received it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PositionedRecord {
    /// Position in the mailbox, from 1.
    pub seq: u64,
    /// Day of arrival at the relay, counted from 1 January 1970 (UTC). The relay keeps no finer time.
    pub day: u16,
    /// The record as it was pushed.
    pub record: SealedRecord,
}

/// The answer to a pull: the records after the requested position, in order and without gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullPage {
    /// At most [`BATCH_MAX_RECORDS`] records, and at most [`BATCH_MAX_BYTES`] in total.
    pub records: Vec<PositionedRecord>,
    /// Position and running hash after the last record of this page.
    pub cursor: Cursor,
    /// Whether more records follow this page.
    pub more: bool,
}

impl Coded for PushRequest {
    fn write(&self, to: &mut Writer) {
        to.map(1).uint(0).list(&self.records);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.map(1)?;
        Ok(Self { records: read_records(from.key(0)?)? })
    }
}

/// Reads a batch and counts its bytes on the way, so that a batch beyond its limit is refused early.
pub(crate) fn read_records(from: &mut Reader<'_>) -> Result<Vec<SealedRecord>, DecodeError> {
    let items = from.array("batch", BATCH_MAX_RECORDS)?;
    let mut records = Vec::new();
    let mut bytes = 0;
    for _ in 0..items {
        let record = SealedRecord::read(from)?;
        bytes += record.size_bytes();
        if bytes > BATCH_MAX_BYTES {
            return Err(DecodeError::TooLarge { what: "batch", limit: BATCH_MAX_BYTES });
        }
        records.push(record);
    }
    Ok(records)
}

impl Coded for PushReceipt {
    fn write(&self, to: &mut Writer) {
        to.map(2).uint(0).array(self.positions.len());
        for position in &self.positions {
            to.uint(*position);
        }
        to.uint(1).item(&self.cursor);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.map(2)?;
        let items = from.key(0)?.array("positions", BATCH_MAX_RECORDS)?;
        let positions = (0..items).map(|_| from.uint()).collect::<Result<_, _>>()?;
        let cursor = Cursor::read(from.key(1)?)?;
        Ok(Self { positions, cursor })
    }
}

impl Coded for PositionedRecord {
    fn write(&self, to: &mut Writer) {
        to.array(3).uint(self.seq).uint(self.day.into()).item(&self.record);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if from.array("positioned record", 3)? != 3 {
            return Err(DecodeError::Invalid("positioned record"));
        }
        let seq = from.uint()?;
        let day = u16::try_from(from.uint()?).map_err(|_| DecodeError::Invalid("day"))?;
        Ok(Self { seq, day, record: SealedRecord::read(from)? })
    }
}

impl Coded for PullPage {
    fn write(&self, to: &mut Writer) {
        to.map(3).uint(0).list(&self.records);
        to.uint(1).item(&self.cursor).uint(2).flag(self.more);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.map(3)?;
        let records = from.key(0)?.list("page", BATCH_MAX_RECORDS)?;
        let cursor = Cursor::read(from.key(1)?)?;
        let more = from.key(2)?.flag()?;
        Ok(Self { records, cursor, more })
    }
}
