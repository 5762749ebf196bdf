//! The sealed record, which the relay stores and cannot open.

use core::fmt;

use thiserror::Error;

use crate::codec::{Coded, DecodeError, Reader, Writer};
use crate::ids::RecordId;
use crate::limits::{BODY_MAX_BYTES, HEADER_MAX_BYTES, SLOT_MAX_BYTES};

const ID_CONTEXT: &str = "troth record id v1";

/// One sealed entry: three byte strings, within the limits.
///
/// The header names and authenticates the entry. Slot and body hold its content; both are empty in an erased entry, and
/// the chain of headers still verifies.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedRecord {
    header: Vec<u8>,
    slot: Vec<u8>,
    body: Vec<u8>,
}

/// Why three byte strings are not a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RecordError {
    /// The header is empty, and the record's id is a hash of it.
    #[error("a record needs a header")]
    NoHeader,
    /// A part exceeds its limit.
    #[error("the {part} exceeds its limit of {limit_bytes} bytes")]
    TooLarge {
        /// The part, in words.
        part: &'static str,
        /// The limit, in bytes.
        limit_bytes: usize,
    },
}

impl SealedRecord {
    /// Makes a record from its parts.
    ///
    /// # Errors
    ///
    /// Refuses an empty header and parts beyond [`HEADER_MAX_BYTES`], [`SLOT_MAX_BYTES`] and [`BODY_MAX_BYTES`].
    pub fn new(header: Vec<u8>, slot: Vec<u8>, body: Vec<u8>) -> Result<Self, RecordError> {
        if header.is_empty() {
            return Err(RecordError::NoHeader);
        }
        within("header", &header, HEADER_MAX_BYTES)?;
        within("slot", &slot, SLOT_MAX_BYTES)?;
        within("body", &body, BODY_MAX_BYTES)?;
        Ok(Self { header, slot, body })
    }

    /// Returns the id: BLAKE3 `derive_key("troth record id v1")` over the header's bytes as they were received.
    #[must_use]
    pub fn id(&self) -> RecordId {
        let mut hasher = blake3::Hasher::new_derive_key(ID_CONTEXT);
        hasher.update(&self.header);
        RecordId::from_bytes(*hasher.finalize().as_bytes())
    }

    /// Returns the header as received.
    #[must_use]
    pub fn header(&self) -> &[u8] {
        &self.header
    }

    /// Returns the wrapped content key; empty when erased.
    #[must_use]
    pub fn slot(&self) -> &[u8] {
        &self.slot
    }

    /// Returns the sealed content; empty when erased.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Returns header, slot and body.
    #[must_use]
    pub fn into_parts(self) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
        (self.header, self.slot, self.body)
    }

    /// Returns the same record without its content.
    #[must_use]
    pub fn erased(self) -> Self {
        Self { header: self.header, slot: Vec::new(), body: Vec::new() }
    }

    /// Returns the size of all three parts, as quotas count it.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.header.len() + self.slot.len() + self.body.len()
    }
}

fn within(part: &'static str, bytes: &[u8], limit_bytes: usize) -> Result<(), RecordError> {
    if bytes.len() <= limit_bytes { Ok(()) } else { Err(RecordError::TooLarge { part, limit_bytes }) }
}

impl fmt::Debug for SealedRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedRecord({:?}, {}+{}+{} bytes)", self.id(), self.header.len(), self.slot.len(), self.body.len())
    }
}

impl Coded for SealedRecord {
    fn write(&self, to: &mut Writer) {
        to.map(3).uint(0).bytes(&self.header).uint(1).bytes(&self.slot).uint(2).bytes(&self.body);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.map(3)?;
        let header = from.key(0)?.bytes("header", HEADER_MAX_BYTES)?.to_vec();
        let slot = from.key(1)?.bytes("slot", SLOT_MAX_BYTES)?.to_vec();
        let body = from.key(2)?.bytes("body", BODY_MAX_BYTES)?.to_vec();
        Self::new(header, slot, body).map_err(|_| DecodeError::Invalid("record"))
    }
}
