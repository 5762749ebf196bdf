//! Cursors: positions in a mailbox, with a running hash that reveals a relay restored to an earlier state.

use core::fmt;

use crate::codec::{Coded, DecodeError, Reader, Writer};
use crate::ids::RecordId;

const RUNNING_CONTEXT: &str = "troth running hash v1";

/// A hash over the ids of all records of a mailbox up to a position.
///
/// `running(0)` is 32 zero bytes; `running(n) = BLAKE3 derive_key("troth running hash v1", running(n-1) || id(n))`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunningHash([u8; 32]);

impl RunningHash {
    /// The hash before the first record.
    pub const START: Self = Self([0; 32]);

    /// Wraps bytes as they are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Returns the hash after one more record.
    #[must_use]
    pub fn then(&self, id: &RecordId) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key(RUNNING_CONTEXT);
        hasher.update(&self.0);
        hasher.update(id.as_bytes());
        Self(*hasher.finalize().as_bytes())
    }
}

impl fmt::Debug for RunningHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RunningHash({:02x}{:02x}..)", self.0[0], self.0[1])
    }
}

/// A position in a mailbox: that of the last record seen, and the running hash there.
///
/// Positions count from 1; position 0 is before the first record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cursor {
    /// Position of the last record seen.
    pub seq: u64,
    /// Running hash at that position.
    pub running: RunningHash,
}

impl Cursor {
    /// Before the first record.
    pub const START: Self = Self { seq: 0, running: RunningHash::START };

    /// Returns the cursor after one more record.
    #[must_use]
    pub fn then(&self, id: &RecordId) -> Self {
        Self { seq: self.seq + 1, running: self.running.then(id) }
    }
}

impl Coded for Cursor {
    fn write(&self, to: &mut Writer) {
        to.map(2).uint(0).uint(self.seq).uint(1).bytes(&self.running.0);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.map(2)?;
        let seq = from.key(0)?.uint()?;
        let running = RunningHash(from.key(1)?.fixed("running hash")?);
        Ok(Self { seq, running })
    }
}
