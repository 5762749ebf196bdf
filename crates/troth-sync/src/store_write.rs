//! What a device's store must keep for the engine.

use troth_wire::{MailboxId, RecordId, SealedRecord};

use crate::entry::Arrival;
use crate::notes::ReplicaNotes;

/// One change to a device's store.
///
/// The writes of one call are one batch: all of them or none. Batches are committed in the order in which they were
/// given out. After a batch that could not be committed no later one may be: the shell tries it again, or
/// drops the engine and rebuilds it from the store. A put of something that is there replaces it.
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
        /// Where and when the relay received it, if it came from there.
        arrival: Option<Arrival>,
    },
    /// Forgets a record: it never left the device, or its stream is let go of.
    RemoveRecord {
        /// Its mailbox.
        mailbox: MailboxId,
        /// Its id.
        id: RecordId,
    },
    /// Notes at the end of the outbox that a record has to reach the relay.
    PutOutbox {
        /// Its mailbox.
        mailbox: MailboxId,
        /// Its id.
        id: RecordId,
    },
    /// Notes that a record is known to be at the relay, or is not to go there any more.
    RemoveOutbox {
        /// Its mailbox.
        mailbox: MailboxId,
        /// Its id.
        id: RecordId,
    },
    /// Keeps the engine's notes about a mailbox: how far it was read, forks, and what is withheld.
    PutNotes {
        /// The mailbox.
        mailbox: MailboxId,
        /// The notes; stored as [`ReplicaNotes::encode`] writes them.
        notes: ReplicaNotes,
    },
    /// Forgets the engine's notes about a mailbox.
    RemoveNotes {
        /// The mailbox.
        mailbox: MailboxId,
    },
}

/// A record as a store gives it back.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedRecord {
    /// The record.
    pub record: SealedRecord,
    /// What was put with it.
    pub arrival: Option<Arrival>,
}

/// Everything a store holds of one mailbox, except the records.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Saved {
    /// The notes last put; none for a new stream.
    pub notes: Option<ReplicaNotes>,
    /// The outbox, in the order in which it was put.
    pub outbox: Vec<RecordId>,
}
