//! How sealed records, the outbox and the sync notes stand in local storage.
//!
//! A record's row is named mailbox || id; its value is position (8 bytes, big endian, 0 for "not yet"), day (2 bytes),
//! then the record as the wire writes it. An outbox row has the same name and no value.

use rand_core::CryptoRng;
use troth_sync::{Arrival, ReplicaNotes, Saved, SavedRecord, StoreWrite};
use troth_vault::LocalKey;
use troth_wire::{MailboxId, RecordId, SealedRecord, WireMessage as _};

use crate::effect::{Table, Write};
use crate::storage::rows::{Rows, SYNC};
use crate::storage::unread::Opening;

/// A write of the engine as a write of local storage.
pub(crate) fn write(rng: &mut impl CryptoRng, local: &LocalKey, write: StoreWrite) -> Write {
    match write {
        StoreWrite::PutRecord { mailbox, id, record, arrival } => {
            Write::Put { table: Table::Records, key: name(mailbox, &id), value: encode(&record, arrival) }
        }
        StoreWrite::RemoveRecord { mailbox, id } => Write::Delete { table: Table::Records, key: name(mailbox, &id) },
        StoreWrite::PutOutbox { mailbox, id } => {
            Write::Put { table: Table::Outbox, key: name(mailbox, &id), value: Vec::new() }
        }
        StoreWrite::RemoveOutbox { mailbox, id } => Write::Delete { table: Table::Outbox, key: name(mailbox, &id) },
        StoreWrite::PutNotes { mailbox, notes } => {
            let key = notes_name(mailbox);
            let value = local.seal(rng, &key, &notes.encode());
            Write::Put { table: Table::Sealed, key, value }
        }
        StoreWrite::RemoveNotes { mailbox } => Write::Delete { table: Table::Sealed, key: notes_name(mailbox) },
    }
}

/// The record that a write puts down, if it puts one.
pub(crate) fn record_of(write: &Write) -> Option<RecordId> {
    match write {
        Write::Put { table: Table::Records | Table::Outbox, key, .. } => id_in(key),
        _ => None,
    }
}

/// What storage holds of a mailbox.
pub(crate) struct Shelf {
    pub(crate) saved: Saved,
    pub(crate) records: Vec<SavedRecord>,
}

/// Reads what storage holds of a mailbox. Where notes or a record can't be read, there are no notes: everything is then
/// pulled and compared again, so the relay gives back what it has. What only this device had is told and kept.
pub(crate) fn read(opening: &mut Opening<'_>, mailbox: MailboxId) -> Shelf {
    let notes = opening.read(&notes_name(mailbox), |bytes| ReplicaNotes::decode(bytes).ok()).value();
    let rows = opening.rows;
    let (mut records, mut unread) = (Vec::new(), Vec::new());
    for (key, value) in of(rows, Table::Records, mailbox) {
        match decode(value).filter(|saved| id_in(key) == Some(saved.record.id())) {
            Some(saved) => records.push(saved),
            None => unread.push(key),
        }
    }
    let (lost, waiting): (Vec<_>, Vec<_>) =
        of(rows, Table::Outbox, mailbox).map(|(key, _)| key).partition(|key| unread.contains(key));
    lost.into_iter().for_each(|key| opening.keep(Table::Records, key));
    let outbox = waiting.into_iter().filter_map(id_in).collect();
    Shelf { saved: Saved { notes: notes.filter(|_| unread.is_empty()), outbox }, records }
}

/// Whether storage holds anything of a mailbox.
pub(crate) fn holds(rows: &Rows, mailbox: MailboxId) -> bool {
    of(rows, Table::Records, mailbox).next().is_some()
}

fn of(rows: &Rows, table: Table, mailbox: MailboxId) -> impl Iterator<Item = (&[u8], &[u8])> {
    rows.table(table).filter(move |(key, _)| key.starts_with(mailbox.as_bytes()))
}

fn name(mailbox: MailboxId, id: &RecordId) -> Vec<u8> {
    [mailbox.as_bytes().as_slice(), id.as_bytes()].concat()
}

fn notes_name(mailbox: MailboxId) -> Vec<u8> {
    [SYNC, mailbox.as_bytes()].concat()
}

fn id_in(key: &[u8]) -> Option<RecordId> {
    RecordId::try_from(key.get(MailboxId::BYTES..)?).ok()
}

fn encode(record: &SealedRecord, arrival: Option<Arrival>) -> Vec<u8> {
    let (position, day) = arrival.map_or((0, 0), |arrival| (arrival.position, arrival.day));
    [position.to_be_bytes().as_slice(), &day.to_be_bytes(), &record.encode()].concat()
}

fn decode(value: &[u8]) -> Option<SavedRecord> {
    let (position, rest) = value.split_first_chunk::<8>()?;
    let (day, record) = rest.split_first_chunk::<2>()?;
    let position = u64::from_be_bytes(*position);
    let arrival = (position > 0).then_some(Arrival { position, day: u16::from_be_bytes(*day) });
    Some(SavedRecord { record: SealedRecord::decode(record).ok()?, arrival })
}
