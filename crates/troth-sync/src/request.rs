//! What the engine asks of its shell, and how the shell answers.

use troth_wire::{Cursor, MailboxId, PullPage, PushReceipt, RecordId, SealedRecord, WireError};

use crate::store_write::SavedRecord;

/// The number of a request, repeated with its answer; later requests have higher numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RequestId(pub u64);

/// A request with its number. Each is answered once; an answer to a forgotten number changes nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// Its number.
    pub id: RequestId,
    /// What to do.
    pub request: Request,
}

/// Something only the shell can do.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Appends records at the relay; answered by [`Answer::Pushed`].
    Push {
        /// The mailbox.
        mailbox: MailboxId,
        /// The records, within the wire's limits for one batch.
        records: Vec<SealedRecord>,
    },
    /// Reads on at the relay; answered by [`Answer::Page`].
    Pull {
        /// The mailbox.
        mailbox: MailboxId,
        /// How far this device has read.
        after: Cursor,
        /// Most records that the page may hold.
        limit: usize,
    },
    /// Reads records back from the device's own store; answered by [`Answer::Loaded`].
    ///
    /// The store reads after it has committed every batch that was given out before.
    Load {
        /// The mailbox under which they were put.
        mailbox: MailboxId,
        /// The records' ids.
        ids: Vec<RecordId>,
    },
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The push is on the relay's disk.
    Pushed(PushReceipt),
    /// A page of the mailbox.
    Page(PullPage),
    /// What the store has of the records asked for; a record that is not among them is taken for lost.
    Loaded(Vec<SavedRecord>),
    /// The relay refused, and said why.
    Refused(WireError),
    /// There was an answer that no decoder accepts: truncated, oversized or not the expected format.
    Unreadable,
    /// There was no answer: no network, no relay, no patience left, or a store that could not read.
    Unreachable,
}

/// Whether the shell believes that there is a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reachable {
    /// Requests may succeed.
    Yes,
    /// Nothing is asked of the relay; all local work goes on.
    No,
}

/// Whether the relay knows this device at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Session {
    /// Signed in, as far as is known.
    Open,
    /// The relay wants a new sign-in; nothing is asked of it until then.
    Ended,
}
