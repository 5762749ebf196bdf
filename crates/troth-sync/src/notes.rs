//! The engine's notes about a mailbox, and their stored form.
//!
//! ```text
//! map(6)
//!   0  version        1
//!   1  cursor         [position, running hash (32 bytes)]
//!   2  may_write      0 open | 1 restored chain | 2 open, and still in its first reading
//!   3  forks          [[device (16), seq, previous (32) or null, [branch (32) ..]] ..]
//!   4  withheld       [record id (32) ..]
//!   5  decisions      [record id (32) ..]
//! ```

use std::collections::BTreeSet;

use minicbor::{Decoder, Encoder};
use thiserror::Error;
use troth_wire::{Cursor, DeviceId, RecordId, RunningHash};

use crate::fork::Fork;

const VERSION: u64 = 1;

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
}

/// Why stored notes were not decoded.
#[derive(Debug, Error)]
pub enum NotesError {
    /// Damaged or cut short.
    #[error("the sync notes are damaged")]
    Malformed(#[from] minicbor::decode::Error),
    /// Written by a newer app.
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
        }
    }
}

impl ReplicaNotes {
    /// Encodes the notes for the store.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut to = Encoder::new(Vec::new());
        let written = self.write(&mut to);
        debug_assert!(written.is_ok(), "writing to memory cannot fail");
        to.into_writer()
    }

    /// Decodes what [`ReplicaNotes::encode`] wrote.
    ///
    /// # Errors
    ///
    /// Damaged bytes, or notes of a newer version. A shell may continue without notes: then the whole mailbox is
    /// compared.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotesError> {
        let mut from = Decoder::new(bytes);
        expect_map(&mut from, 6)?;
        key(&mut from, 0)?;
        let version = from.u64()?;
        if version != VERSION {
            return Err(NotesError::Version(version));
        }
        Ok(Self::read(&mut from)?)
    }

    fn write(&self, to: &mut Encoder<Vec<u8>>) -> Result<(), minicbor::encode::Error<core::convert::Infallible>> {
        to.map(6)?.u8(0)?.u64(VERSION)?;
        to.u8(1)?.array(2)?.u64(self.cursor.seq)?.bytes(self.cursor.running.as_bytes())?;
        to.u8(2)?.u8(match (self.may_write, self.first_reading) {
            (MayWrite::RestoredChain, _) => 1,
            (MayWrite::Yes, FirstReading::Over) => 0,
            (MayWrite::Yes, FirstReading::UnderWay) => 2,
        })?;
        to.u8(3)?.array(self.forks.len() as u64)?;
        for fork in &self.forks {
            to.array(4)?.bytes(fork.device.as_bytes())?.u64(fork.seq)?;
            match &fork.prev {
                Some(prev) => to.bytes(prev.as_bytes())?,
                None => to.null()?,
            };
            write_ids(to, fork.branches.iter())?;
        }
        write_ids(to.u8(4)?, self.withheld.iter())?;
        write_ids(to.u8(5)?, self.decisions.iter())
    }

    fn read(from: &mut Decoder<'_>) -> Result<Self, minicbor::decode::Error> {
        key(from, 1)?;
        expect_array(from, 2)?;
        let cursor = Cursor { seq: from.u64()?, running: RunningHash::from_bytes(fixed(from)?) };
        key(from, 2)?;
        let (may_write, first_reading) = match from.u8()? {
            0 => (MayWrite::Yes, FirstReading::Over),
            2 => (MayWrite::Yes, FirstReading::UnderWay),
            _ => (MayWrite::RestoredChain, FirstReading::Over),
        };
        key(from, 3)?;
        let forks = read_list(from, read_fork)?;
        key(from, 4)?;
        let withheld = read_list(from, read_id)?.into_iter().collect();
        key(from, 5)?;
        let decisions = read_list(from, read_id)?.into_iter().collect();
        Ok(Self { cursor, may_write, first_reading, forks, withheld, decisions })
    }
}

type Written = Result<(), minicbor::encode::Error<core::convert::Infallible>>;

fn write_ids<'a>(to: &mut Encoder<Vec<u8>>, ids: impl ExactSizeIterator<Item = &'a RecordId>) -> Written {
    to.array(ids.len() as u64)?;
    for id in ids {
        to.bytes(id.as_bytes())?;
    }
    Ok(())
}

type Read<T> = Result<T, minicbor::decode::Error>;

fn read_fork(from: &mut Decoder<'_>) -> Read<Fork> {
    expect_array(from, 4)?;
    let device = DeviceId::from_bytes(fixed(from)?);
    let seq = from.u64()?;
    let prev = match from.datatype()? {
        minicbor::data::Type::Null => from.null().map(|()| None)?,
        _ => Some(read_id(from)?),
    };
    Ok(Fork { device, seq, prev, branches: read_list(from, read_id)? })
}

fn read_id(from: &mut Decoder<'_>) -> Read<RecordId> {
    fixed(from).map(RecordId::from_bytes)
}

fn read_list<T>(from: &mut Decoder<'_>, item: fn(&mut Decoder<'_>) -> Read<T>) -> Read<Vec<T>> {
    let items = from.array()?.ok_or_else(|| refused("list of unknown length"))?;
    let mut list = Vec::new();
    for _ in 0..items {
        list.push(item(from)?);
    }
    Ok(list)
}

fn fixed<const N: usize>(from: &mut Decoder<'_>) -> Read<[u8; N]> {
    from.bytes()?.try_into().map_err(|_| refused("length of an id"))
}

fn key(from: &mut Decoder<'_>, key: u8) -> Read<()> {
    if from.u8()? == key { Ok(()) } else { Err(refused("field key")) }
}

fn expect_map(from: &mut Decoder<'_>, fields: u64) -> Read<()> {
    if from.map()? == Some(fields) { Ok(()) } else { Err(refused("number of fields")) }
}

fn expect_array(from: &mut Decoder<'_>, items: u64) -> Read<()> {
    if from.array()? == Some(items) { Ok(()) } else { Err(refused("number of items")) }
}

fn refused(what: &'static str) -> minicbor::decode::Error {
    minicbor::decode::Error::message(what)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

    use std::collections::BTreeSet;

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
            "a6 00 01*2 82 00 58 20 00*32 02 00 03 80 04 80 05 80"
        );
        let expected = "a6 00 01*2 82 19 01 2c 58 20 09*32 02 01 03 82 \
            84 50 07*16 01 f6 82 58 20 02*32 58 20 01*32 \
            84 50 07*16 05 58 20 03*32 82 58 20 04*32 58 20 05*32 \
            04 82 58 20 01*32 58 20 05*33 81 58 20 02*32";
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
        newer[2] = 2;
        assert!(matches!(ReplicaNotes::decode(&newer), Err(NotesError::Version(2))));
    }
}
