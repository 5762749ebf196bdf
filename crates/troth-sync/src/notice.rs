//! The outcome of a call to the engine, with notices for the person, as data.

use troth_wire::{DeviceId, MailboxId, RecordId, StreamId, WireError};

use crate::entry::{Authorship, Delivered};
use crate::fork::Fork;
use crate::limits::Limit;
use crate::rule::Rule;
use crate::store_write::StoreWrite;

/// The result of a call to the engine.
#[derive(Debug, Default)]
pub struct EngineOutcome {
    /// Entries that passed every rule, each once, parents before children.
    pub delivered: Vec<Delivered>,
    /// Writes that the store must commit as one batch.
    pub writes: Vec<StoreWrite>,
    /// Notices for the person.
    pub notices: Vec<Notice>,
    /// Entries that carry keys, each as soon as it opens. Each is also delivered when its turn comes.
    pub carriers: Vec<Carrier>,
}

/// An entry that carries keys, before it has a place: its own parents may be sealed under these keys.
///
/// Any holder of a key of the stream may have written it. So its keys may open records, and decide neither who may
/// write nor what to seal under. The fold decides that once the entry is delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    /// The stream.
    pub stream: StreamId,
    /// The device that it names as its author.
    pub device: DeviceId,
    /// Its number in that device's chain.
    pub seq: u64,
    /// Whose personal tag it bears.
    pub authorship: Authorship,
    /// The content.
    pub body: Vec<u8>,
}

/// An unusual event. It blocks nothing beyond what it names.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// A record could not be opened. It is kept, and tried again when a key arrives.
    Quarantined {
        /// The stream whose mailbox held it.
        stream: StreamId,
        /// The record.
        id: RecordId,
        /// Why.
        flaw: Flaw,
    },
    /// The header of a record opened, and its content is missing or isn't the one that the header commits to. The record
    /// counts as not received, what builds on it waits, and the engine asks for it again.
    Withheld {
        /// The stream.
        stream: StreamId,
        /// The record.
        id: RecordId,
        /// The device that it names as its author.
        device: DeviceId,
    },
    /// An entry opened but broke a rule. It is kept and never delivered.
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
    /// The wall time of a delivered entry is earlier than a time before it in its chain.
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
    /// A limit of a stream is reached. Records beyond it are not taken.
    LimitReached {
        /// The stream.
        stream: StreamId,
        /// The limit.
        limit: Limit,
    },
    /// A device has as many open forks, or as many branches at one place, as are kept. Further branches are not taken.
    TooManyForks {
        /// The stream.
        stream: StreamId,
        /// The device that owns the chain.
        device: DeviceId,
    },
    /// The relay holds entries by this very device that this device does not know: its storage was restored or copied.
    /// It writes nothing more until the person enrols it again.
    RestoredChain {
        /// The stream.
        stream: StreamId,
    },
    /// The relay was restored to an earlier state. The device reads everything again and pushes what the relay lost.
    RelayRewound {
        /// The mailbox.
        mailbox: MailboxId,
    },
    /// The comparison after a rewind is done.
    RelayCompared {
        /// The mailbox.
        mailbox: MailboxId,
        /// Number of records that the relay lacks and will receive again.
        lacking: usize,
    },
    /// The relay's answer contradicts itself or the wire format. It is discarded, and the request is tried again later.
    RelayFault {
        /// The mailbox.
        mailbox: MailboxId,
    },
    /// The relay refused with a reason. The request is tried again later.
    Refused {
        /// The mailbox.
        mailbox: MailboxId,
        /// The relay's error.
        error: WireError,
    },
    /// The relay requires a sign-in. No request goes to it before [`Engine::set_session`](crate::Engine::set_session).
    SignInNeeded,
    /// The store lost a record that the relay lacks too.
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
    /// No known epoch key of this stream opens it: it is foreign or damaged, or its key has not arrived.
    NoKey,
    /// It was changed after it was sealed.
    Tampered,
    /// The content does not follow the format, or was cut short.
    Malformed,
    /// It belongs to another stream.
    OtherStream,
    /// A trial version of the app wrote it, before the first release. This version doesn't read it.
    TrialVersion,
    /// A newer version of the app wrote it.
    UnsupportedVersion,
}
