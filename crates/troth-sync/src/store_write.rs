//! The writes that the engine asks of a device's store.

use troth_wire::{MailboxId, RecordId, SealedRecord};

use crate::entry::Arrival;
use crate::notes::ReplicaNotes;

/// One change to a device's store.
///
/// The writes of one call are one batch: the store commits all of them or none. It commits batches in the order in
/// which they were given out. If a batch fails, no later one may be committed: the shell tries it again, or drops the
/// engine and rebuilds it from the store. A put replaces an existing item.
#[derive(Debug, Clone, PartialEq)]
pub enum StoreWrite {
    /// Keeps a sealed record under its mailbox and id.
    PutRecord {
        /// Its mailbox.
        mailbox: MailboxId,
        /// Its id.
        id: RecordId,
        /// The record as received or sealed.
        record: SealedRecord,
        /// Position and day of its arrival at the relay, if it came from there.
        arrival: Option<Arrival>,
    },
    /// Forgets a record: it never left the device, or its stream is forgotten.
    RemoveRecord {
        /// Its mailbox.
        mailbox: MailboxId,
        /// Its id.
        id: RecordId,
    },
    /// Adds a record to the end of the outbox.
    PutOutbox {
        /// Its mailbox.
        mailbox: MailboxId,
        /// Its id.
        id: RecordId,
    },
    /// Removes a record from the outbox: it is at the relay, or will never go there.
    RemoveOutbox {
        /// Its mailbox.
        mailbox: MailboxId,
        /// Its id.
        id: RecordId,
    },
    /// Saves the engine's notes about a mailbox: its cursor, forks, and withheld entries.
    PutNotes {
        /// The mailbox.
        mailbox: MailboxId,
        /// The notes, stored as [`ReplicaNotes::encode`] writes them.
        notes: ReplicaNotes,
    },
    /// Forgets the engine's notes about a mailbox.
    RemoveNotes {
        /// The mailbox.
        mailbox: MailboxId,
    },
}

/// A record read back from the store.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedRecord {
    /// The record.
    pub record: SealedRecord,
    /// The arrival that was put with it.
    pub arrival: Option<Arrival>,
}

/// Everything that a store holds of one mailbox, except the records.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Saved {
    /// The last notes; `None` for a new stream.
    pub notes: Option<ReplicaNotes>,
    /// The outbox, in the order in which it was put.
    pub outbox: Vec<RecordId>,
}
