//! Delivered entries: those that passed every rule.

use troth_vault::{Body, RecordHeader};
use troth_wire::{RecordId, StreamId};

/// An entry that passed every rule. It is delivered once, after everything it builds on.
#[derive(Debug, Clone)]
pub struct Delivered {
    /// The stream it belongs to.
    pub stream: StreamId,
    /// Its id.
    pub id: RecordId,
    /// Its header, as its author sealed it.
    pub header: RecordHeader,
    /// Its content. Nothing is delivered without it.
    pub body: Body,
    /// Whether the personal tag is this partner's.
    pub authorship: Authorship,
    /// Whether its wall time goes forward within its device's chain.
    pub dating: Dating,
    /// When the relay received it, and at which position; absent while the entry exists on this device only.
    pub arrival: Option<Arrival>,
}

/// Whose personal key made the tag of an entry (care 23).
///
/// Only a device of the same partner can verify the tag. To every other device an entry is [`Authorship::Other`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Authorship {
    /// The tag is this partner's own: only a device of this partner can have written the entry.
    Own,
    /// The tag is not this partner's.
    Other,
}

/// How an entry's wall time relates to earlier times in its device's chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dating {
    /// Not earlier than any time before it in the chain.
    Steady,
    /// Earlier than a time before it: the clock was set back, or the entry backdated. Shown as "dated oddly".
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
