//! The engine's notes about a mailbox, and their stored form.
//!
//! ```text
//! map(8)
//!   0  version        2
//!   1  cursor         [position, running hash (32 bytes)]
//!   2  may_write      0 open | 1 restored chain | 2 open, and still in its first reading
//!   3  forks          [[device (16), seq, previous (32) or null, [branch (32) ..]] ..]
//!   4  withheld       [record id (32) ..]
//!   5  decisions      [record id (32) ..]
//!   6  bare           [[record id (32), position before it, running hash there (32)] ..]
//!   7  incomplete     whether records were not taken that may be welcome later
//! ```

use std::collections::{BTreeMap, BTreeSet};

use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};
use thiserror::Error;
use troth_wire::{Cursor, DeviceId, RecordId, RunningHash};

use crate::fork::Fork;

const VERSION: u64 = 2;

/// Whether this device may add to its own chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MayWrite {
    /// It may.
    #[default]
    Yes,
    /// Its storage was restored or copied: another entry would fork its chain.
    RestoredChain,
}

/// Whether this device still reads a mailbox to its end for the first time, having written nothing there.
///
/// Until then it has no stored chain that could be out of date. It continues the chain in the mailbox under its name.
/// That is how a device returns from its keys alone, such as the paper device of a recovery code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FirstReading {
    UnderWay,
    Over,
}

/// The engine's state that must survive a restart, besides records and outbox.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplicaNotes {
    pub(crate) cursor: Cursor,
    pub(crate) may_write: MayWrite,
    pub(crate) first_reading: FirstReading,
    pub(crate) forks: Vec<Fork>,
    pub(crate) withheld: BTreeSet<RecordId>,
    pub(crate) decisions: BTreeSet<RecordId>,
    pub(crate) bare: BTreeMap<RecordId, Cursor>,
    pub(crate) incomplete: bool,
}

/// Why stored notes were not decoded.
#[derive(Debug, Error)]
pub enum NotesError {
    /// Damaged or cut short.
    #[error("the sync notes are damaged")]
    Malformed(#[from] minicbor::decode::Error),
    /// Written by another version of the app.
    #[error("the sync notes have version {0}; update the app")]
    Version(u64),
}

impl Default for ReplicaNotes {
    fn default() -> Self {
        Self {
            cursor: Cursor::START,
            may_write: MayWrite::Yes,
            first_reading: FirstReading::Over,
            forks: Vec::new(),
            withheld: BTreeSet::new(),
            decisions: BTreeSet::new(),
            bare: BTreeMap::new(),
            incomplete: false,
        }
    }
}

impl ReplicaNotes {
    /// Encodes the notes for the store.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        #[expect(clippy::expect_used, reason = "the writer's error is `Infallible`; empty notes must never be stored")]
        minicbor::to_vec(Stored::from(self)).expect("memory takes every byte")
    }

    /// Decodes what [`ReplicaNotes::encode`] wrote.
    ///
    /// # Errors
    ///
    /// Damaged bytes, or notes of another version. A shell may continue without notes: then the whole mailbox is
    /// compared.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotesError> {
        // The version first: a newer one may have other fields.
        let Version { version } = minicbor::decode(bytes)?;
        if version != VERSION {
            return Err(NotesError::Version(version));
        }
        Ok(minicbor::decode::<Stored>(bytes)?.into())
    }
}

/// What every version of the notes begins with.
#[derive(Decode)]
#[cbor(map)]
struct Version {
    #[n(0)]
    version: u64,
}

/// The notes as they stand in the store.
#[derive(Encode, Decode)]
#[cbor(map)]
struct Stored {
    #[n(0)]
    version: u64,
    #[n(1)]
    cursor: StoredCursor,
    #[n(2)]
    may_write: u8,
    #[n(3)]
    forks: Vec<StoredFork>,
    #[n(4)]
    withheld: Vec<Id>,
    #[n(5)]
    decisions: Vec<Id>,
    #[n(6)]
    bare: Vec<StoredBare>,
    #[n(7)]
    incomplete: bool,
}

type Id = ByteArray<32>;

#[derive(Encode, Decode)]
#[cbor(array)]
struct StoredCursor {
    #[n(0)]
    seq: u64,
    #[n(1)]
    running: ByteArray<32>,
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct StoredBare {
    #[n(0)]
    id: Id,
    #[n(1)]
    seq: u64,
    #[n(2)]
    running: ByteArray<32>,
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct StoredFork {
    #[n(0)]
    device: ByteArray<16>,
    #[n(1)]
    seq: u64,
    #[n(2)]
    prev: Option<Id>,
    #[n(3)]
    branches: Vec<Id>,
}

const WRITES: u8 = 0;
const RESTORED: u8 = 1;
const READS_FIRST: u8 = 2;

impl From<&ReplicaNotes> for Stored {
    fn from(notes: &ReplicaNotes) -> Self {
        Self {
            version: VERSION,
            cursor: StoredCursor { seq: notes.cursor.seq, running: (*notes.cursor.running.as_bytes()).into() },
            may_write: match (notes.may_write, notes.first_reading) {
                (MayWrite::RestoredChain, _) => RESTORED,
                (MayWrite::Yes, FirstReading::Over) => WRITES,
                (MayWrite::Yes, FirstReading::UnderWay) => READS_FIRST,
            },
            forks: notes.forks.iter().map(StoredFork::from).collect(),
            withheld: notes.withheld.iter().map(stored_id).collect(),
            decisions: notes.decisions.iter().map(stored_id).collect(),
            bare: notes.bare.iter().map(StoredBare::from).collect(),
            incomplete: notes.incomplete,
        }
    }
}

impl From<Stored> for ReplicaNotes {
    fn from(stored: Stored) -> Self {
        let running = RunningHash::from_bytes(stored.cursor.running.into());
        // A number that this version doesn't know must not let the device write on.
        let (may_write, first_reading) = match stored.may_write {
            WRITES => (MayWrite::Yes, FirstReading::Over),
            READS_FIRST => (MayWrite::Yes, FirstReading::UnderWay),
            _ => (MayWrite::RestoredChain, FirstReading::Over),
        };
        Self {
            cursor: Cursor { seq: stored.cursor.seq, running },
            may_write,
            first_reading,
            forks: stored.forks.into_iter().map(Fork::from).collect(),
            withheld: stored.withheld.into_iter().map(record_id).collect(),
            decisions: stored.decisions.into_iter().map(record_id).collect(),
            bare: stored.bare.into_iter().map(<(RecordId, Cursor)>::from).collect(),
            incomplete: stored.incomplete,
        }
    }
}

impl From<(&RecordId, &Cursor)> for StoredBare {
    fn from((id, before): (&RecordId, &Cursor)) -> Self {
        Self { id: stored_id(id), seq: before.seq, running: (*before.running.as_bytes()).into() }
    }
}

impl From<StoredBare> for (RecordId, Cursor) {
    fn from(stored: StoredBare) -> Self {
        let running = RunningHash::from_bytes(stored.running.into());
        (record_id(stored.id), Cursor { seq: stored.seq, running })
    }
}

impl From<&Fork> for StoredFork {
    fn from(fork: &Fork) -> Self {
        Self {
            device: (*fork.device.as_bytes()).into(),
            seq: fork.seq,
            prev: fork.prev.as_ref().map(stored_id),
            branches: fork.branches.iter().map(stored_id).collect(),
        }
    }
}

impl From<StoredFork> for Fork {
    fn from(stored: StoredFork) -> Self {
        Self {
            device: DeviceId::from_bytes(stored.device.into()),
            seq: stored.seq,
            prev: stored.prev.map(record_id),
            branches: stored.branches.into_iter().map(record_id).collect(),
        }
    }
}

fn stored_id(id: &RecordId) -> Id {
    id.to_bytes().into()
}

fn record_id(stored: Id) -> RecordId {
    RecordId::from_bytes(stored.into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

    use std::collections::{BTreeMap, BTreeSet};

    use troth_wire::{Cursor, DeviceId, RecordId, RunningHash};

    use super::{FirstReading, MayWrite, NotesError, ReplicaNotes};
    use crate::fork::Fork;

    fn sample() -> ReplicaNotes {
        let id = |byte| RecordId::from_bytes([byte; 32]);
        let device = DeviceId::from_bytes([7; 16]);
        ReplicaNotes {
            cursor: Cursor { seq: 300, running: RunningHash::from_bytes([9; 32]) },
            may_write: MayWrite::RestoredChain,
            first_reading: FirstReading::Over,
            forks: vec![
                Fork { device, seq: 1, prev: None, branches: vec![id(2), id(1)] },
                Fork { device, seq: 5, prev: Some(id(3)), branches: vec![id(4), id(5)] },
            ],
            withheld: BTreeSet::from([id(1), id(5)]),
            decisions: BTreeSet::from([id(2)]),
            bare: BTreeMap::from([(id(6), Cursor { seq: 9, running: RunningHash::from_bytes([8; 32]) })]),
            incomplete: true,
        }
    }

    /// Writes runs of one byte as `byte*count`, to keep a frozen vector short.
    fn shortened(bytes: &[u8]) -> String {
        let runs = bytes.chunk_by(|one, other| one == other);
        let words = runs.map(|run| match run.len() {
            1 => format!("{:02x}", run[0]),
            length => format!("{:02x}*{length}", run[0]),
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_stored_format_is_frozen() {
        assert_eq!(
            shortened(&ReplicaNotes::default().encode()),
            "a8 00 02 01 82 00 58 20 00*32 02 00 03 80 04 80 05 80 06 80 07 f4"
        );
        let expected = "a8 00 02 01 82 19 01 2c 58 20 09*32 02 01 03 82 \
            84 50 07*16 01 f6 82 58 20 02*32 58 20 01*32 \
            84 50 07*16 05 58 20 03*32 82 58 20 04*32 58 20 05*32 \
            04 82 58 20 01*32 58 20 05*33 81 58 20 02*32 \
            06 81 83 58 20 06*32 09 58 20 08*32 07 f5";
        assert_eq!(shortened(&sample().encode()), expected);
    }

    #[test]
    fn notes_survive_the_store() {
        let begun = ReplicaNotes { first_reading: FirstReading::UnderWay, ..ReplicaNotes::default() };
        for notes in [ReplicaNotes::default(), begun, sample()] {
            assert_eq!(ReplicaNotes::decode(&notes.encode()).unwrap(), notes);
        }
    }

    #[test]
    fn notes_cut_short_or_of_a_newer_version_are_refused() {
        let bytes = sample().encode();
        for length in 0..bytes.len() {
            assert!(ReplicaNotes::decode(&bytes[..length]).is_err(), "cut at {length}");
        }
        let mut newer = bytes;
        newer[2] = 3;
        assert!(matches!(ReplicaNotes::decode(&newer), Err(NotesError::Version(3))));
        let reshaped = [0xa2, 0x00, 0x01, 0x07, 0xf5];
        assert!(matches!(ReplicaNotes::decode(&reshaped), Err(NotesError::Version(1))), "with other fields");
    }

    #[test]
    fn a_state_that_this_version_does_not_know_lets_nobody_write() {
        let mut bytes = ReplicaNotes::default().encode();
        let place = bytes.iter().rposition(|byte| *byte == 2).unwrap() + 1;
        bytes[place] = 9;
        assert_eq!(ReplicaNotes::decode(&bytes).unwrap().may_write, MayWrite::RestoredChain);
    }
}
