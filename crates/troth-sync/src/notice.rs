//! What a person may need to know, as data.

use troth_wire::{DeviceId, MailboxId, RecordId, StreamId, WireError};

use crate::entry::Delivered;
use crate::fork::Fork;
use crate::rule::Rule;
use crate::store_write::StoreWrite;

/// What came of telling the engine something.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Entries that passed every rule, each once, parents before children.
    pub delivered: Vec<Delivered>,
    /// What the store has to commit as one batch.
    pub writes: Vec<StoreWrite>,
    /// What else happened.
    pub notices: Vec<Notice>,
    /// Entries in which keys travel, each as soon as it opens; it is delivered besides when its turn comes.
    pub carriers: Vec<Carrier>,
}

/// An entry in which keys travel, before it has a place: what it builds on may need just these keys to be opened.
///
/// Whoever holds a key of the stream may have written it. So a key from it may open records, and says nothing of who
/// may write or what to seal under: that is for the fold, once the entry is delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    /// The stream.
    pub stream: StreamId,
    /// The device that it names as its author.
    pub device: DeviceId,
    /// Its number in that device's chain.
    pub seq: u64,
    /// What it holds.
    pub body: Vec<u8>,
}

/// Something out of the ordinary. None of them blocks anything beyond what it names.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// A record could not be opened; it is kept and tried again when a key arrives.
    Quarantined {
        /// The stream in whose mailbox it lay.
        stream: StreamId,
        /// The record.
        id: RecordId,
        /// Why.
        flaw: Flaw,
    },
    /// An entry opened but broke a rule; it is kept and never delivered.
    RuleBroken {
        /// The stream.
        stream: StreamId,
        /// The entry.
        id: RecordId,
        /// The device that it names as its author.
        device: DeviceId,
        /// The rule.
        rule: Rule,
    },
    /// An entry was delivered whose wall time is earlier than that of one before it in its chain.
    DatedOddly {
        /// The stream.
        stream: StreamId,
        /// The entry.
        id: RecordId,
        /// Its author.
        device: DeviceId,
    },
    /// Two entries claim one place in a chain. The chain is frozen until its owner decides.
    Forked {
        /// The stream.
        stream: StreamId,
        /// The place and the entries that claim it.
        fork: Fork,
    },
    /// The relay holds entries by this very device that this device does not know: its storage was put back to an earlier
    /// state or copied. It writes nothing more; the person enrols it anew.
    RestoredChain {
        /// The stream.
        stream: StreamId,
    },
    /// The relay was put back to an earlier state. The device reads everything again and pushes what the relay lost.
    RelayRewound {
        /// The mailbox.
        mailbox: MailboxId,
    },
    /// The comparison after a rewind is done.
    RelayCompared {
        /// The mailbox.
        mailbox: MailboxId,
        /// How many records the relay lacked and will get again.
        lacking: usize,
    },
    /// The relay's answer contradicts itself or the wire format. It is discarded and asked for again later.
    RelayFault {
        /// The mailbox.
        mailbox: MailboxId,
    },
    /// The relay refused and said why; it is tried again later.
    Refused {
        /// The mailbox.
        mailbox: MailboxId,
        /// The relay's words.
        error: WireError,
    },
    /// The relay wants this device to sign in; nothing is asked of it until [`Engine::set_session`](crate::Engine::set_session).
    SignInNeeded,
    /// The store no longer has a record that the relay lacks too.
    RecordLost {
        /// The mailbox.
        mailbox: MailboxId,
        /// The record.
        id: RecordId,
    },
}

/// Why a record could not be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// No epoch key of this stream opens it: foreign, damaged, or sealed under a key that has not arrived.
    NoKey,
    /// It was changed after it was sealed.
    Tampered,
    /// What it holds does not follow the format, or was cut short.
    Malformed,
    /// It belongs to another stream.
    OtherStream,
    /// A newer version of the app wrote it.
    UnsupportedVersion,
}
