//! What the engine hands over: entries that passed every rule.

use troth_vault::{Body, Header};
use troth_wire::{RecordId, StreamId};

/// An entry that passed every rule, handed over once and after everything it builds on.
#[derive(Debug, Clone)]
pub struct Delivered {
    /// The stream it belongs to.
    pub stream: StreamId,
    /// Its id.
    pub id: RecordId,
    /// Its header, as its author sealed it.
    pub header: Header,
    /// Its content, or the fact that it was erased.
    pub body: Body,
    /// Whether the personal tag is this partner's.
    pub authorship: Authorship,
    /// Whether its wall time goes forward within its device's chain.
    pub dating: Dating,
    /// Where and when the relay received it; absent for an entry that has only been written here so far.
    pub arrival: Option<Arrival>,
}

/// Whose personal key made the tag of an entry (care 23).
///
/// Only a device of the same partner can tell: to everybody else an entry is merely [`Authorship::Other`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authorship {
    /// The tag is this partner's own: no one else can have written the entry.
    Own,
    /// The tag is not this partner's.
    Other,
}

/// How an entry's wall time relates to the times that its device had written before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dating {
    /// Not earlier than any before it in the chain.
    Steady,
    /// Earlier than one before it: a clock that was put back, or an entry dated back. Shown as "dated oddly".
    FellBack,
}

/// When and where the relay received a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// Position in the mailbox, from 1.
    pub position: u64,
    /// Day, counted from 1 January 1970 (UTC); the relay keeps no finer time.
    pub day: u16,
}
