//! Requests of the engine to its shell, and the shell's answers.

use troth_wire::{Cursor, MailboxId, PullPage, PushReceipt, RecordId, SealedRecord, WireError};

use crate::store_write::SavedRecord;

/// The number of a request; its answer repeats it. Later requests have higher numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RequestId(pub u64);

/// A request with its number. Each is answered once; an answer to an unknown number changes nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// Its number.
    pub id: RequestId,
    /// What to do.
    pub request: Request,
}

/// An operation that only the shell can do.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Appends records at the relay; answered by [`Response::Pushed`].
    Push {
        /// The mailbox.
        mailbox: MailboxId,
        /// The records, within the wire's limits for one batch.
        records: Vec<SealedRecord>,
    },
    /// Reads on at the relay; answered by [`Response::Page`].
    Pull {
        /// The mailbox.
        mailbox: MailboxId,
        /// The position up to which this device has read.
        after: Cursor,
        /// Most records in the page.
        limit: usize,
    },
    /// Reads records back from the device's own store; answered by [`Response::Loaded`].
    ///
    /// The store must first commit every batch that was given out before.
    Load {
        /// The mailbox that holds them.
        mailbox: MailboxId,
        /// The records' ids.
        ids: Vec<RecordId>,
    },
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Response {
    /// The push is on the relay's disk.
    Pushed(PushReceipt),
    /// A page of the mailbox.
    Page(PullPage),
    /// The requested records that the store has; a missing one counts as lost.
    Loaded(Vec<SavedRecord>),
    /// The relay refused with a reason.
    Refused(WireError),
    /// The answer could not be decoded: truncated, oversized or of another format.
    Unreadable,
    /// No answer came: no network, no relay, a timeout, or a store that could not read.
    Unreachable,
}

/// Whether the shell believes that there is a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reachable {
    /// Requests may succeed.
    Yes,
    /// No request goes to the relay; all local work continues.
    No,
}

/// Whether this device has a session with the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Session {
    /// Signed in, as far as is known.
    Open,
    /// The relay requires a new sign-in; no request goes to it before that.
    Ended,
}
