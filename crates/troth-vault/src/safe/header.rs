//! The header of an entry: its author, its place in the chain, what it follows, and when.

use troth_wire::{DeviceId, RecordId, StreamId};

use crate::codec::{Malformed, Reader, Writer};
use crate::safe::chain::{CHAIN_FIRST_SEQ, ChainCommitment, ChainKey, ChainLink, ChainOpening};

/// The version of entries that this vault writes and reads; it names the suite and every layout in docs/format.md.
pub const FORMAT_VERSION: u8 = 2;

/// The version of entries that trial versions wrote before the first release. They are refused.
pub(crate) const TRIAL_VERSION: u8 = 1;

/// Most dependencies of an entry: three times the frontier of ten devices that all wrote at once.
pub const DEPS_MAX: usize = 32;

const FIELDS: u64 = 12;
const FIELDS_OF_A_FIRST: u64 = FIELDS + 1;

/// The wall time of the author's device. It is shown, and never decides acceptance or order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Written {
    /// Milliseconds since 1970-01-01 UTC.
    pub unix_ms: i64,
    /// Minutes east of UTC at the author's place and time.
    pub offset_minutes: i16,
}

/// The metadata of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordHeader {
    /// Always [`FORMAT_VERSION`].
    pub version: u8,
    /// The stream that the entry belongs to.
    pub stream: StreamId,
    /// The device that wrote it.
    pub device: DeviceId,
    /// Its place in the device's chain, from [`CHAIN_FIRST_SEQ`].
    pub seq: u64,
    /// The entry before it in the device's chain.
    pub prev: Option<RecordId>,
    /// The frontier that the device had seen; at most [`DEPS_MAX`].
    pub deps: Vec<RecordId>,
    /// 1 + the largest among `prev` and `deps`; the fold checks it.
    pub lamport: u64,
    /// The author's wall time.
    pub written: Written,
    /// The kind of event in the body.
    pub kind: u16,
}

/// The core of a sealed header.
pub(crate) struct Core {
    pub(crate) header: RecordHeader,
    pub(crate) link: ChainLink,
    /// The commitment to the body.
    pub(crate) commitment: [u8; 32],
}

/// Encodes a header, the commitment to its body, and the link of its chain: the core of the sealed header.
pub(crate) fn encode_core(header: &RecordHeader, commitment: &[u8; 32], link: &ChainLink) -> Vec<u8> {
    let to = Writer::new().map(if link.opening.is_some() { FIELDS_OF_A_FIRST } else { FIELDS });
    let to = to.uint(0).bytes(header.stream.as_bytes()).uint(1).bytes(header.device.as_bytes());
    let to = to.uint(2).uint(header.seq).uint(3);
    let to = to.bytes_or_null(header.prev.as_ref().map(|id| &id.as_bytes()[..]));
    let to = to.uint(4).array(header.deps.len());
    let to = header.deps.iter().fold(to, |to, dep| to.bytes(dep.as_bytes()));
    let to = to.uint(5).uint(header.lamport).uint(6).int(header.written.unix_ms);
    let to = to.uint(7).int(header.written.offset_minutes.into()).uint(8).uint(header.kind.into());
    let to = to.uint(9).bytes(commitment);
    let to = to.uint(10).bytes(link.key.as_bytes()).uint(11).bytes(link.next.as_bytes());
    match &link.opening {
        Some(opening) => to.uint(12).bytes(&opening.encode()).finish(),
        None => to.finish(),
    }
}

/// Reads what [`encode_core`] wrote.
pub(crate) fn decode_core(bytes: &[u8]) -> Result<Core, Malformed> {
    let from = &mut Reader::new(bytes);
    let fields = from.fields(FIELDS_OF_A_FIRST)?;
    let header = RecordHeader {
        version: FORMAT_VERSION,
        stream: StreamId::from_bytes(from.expect(0)?.fixed()?),
        device: DeviceId::from_bytes(from.expect(1)?.fixed()?),
        seq: from.expect(2)?.uint()?,
        prev: read_prev(from.expect(3)?)?,
        deps: read_deps(from.expect(4)?)?,
        lamport: from.expect(5)?.uint()?,
        written: Written {
            unix_ms: from.expect(6)?.int()?,
            offset_minutes: i16::try_from(from.expect(7)?.int()?).map_err(|_| Malformed)?,
        },
        kind: u16::try_from(from.expect(8)?.uint()?).map_err(|_| Malformed)?,
    };
    let commitment = from.expect(9)?.fixed()?;
    let link = read_link(from, header.seq)?;
    let expected = if link.opening.is_some() { FIELDS_OF_A_FIRST } else { FIELDS };
    from.end()?;
    if fields == expected { Ok(Core { header, link, commitment }) } else { Err(Malformed) }
}

/// Reads the chain's part; the first entry of a chain has an opening, and no other has.
fn read_link(from: &mut Reader<'_>, seq: u64) -> Result<ChainLink, Malformed> {
    let key = ChainKey::from_bytes(from.expect(10)?.fixed()?);
    let next = ChainCommitment::from_bytes(from.expect(11)?.fixed()?);
    if seq != CHAIN_FIRST_SEQ {
        return Ok(ChainLink { key, next, opening: None });
    }
    let opening = ChainOpening::decode(&from.expect(12)?.fixed()?)?;
    Ok(ChainLink { key, next, opening: Some(Box::new(opening)) })
}

fn read_prev(from: &mut Reader<'_>) -> Result<Option<RecordId>, Malformed> {
    if from.null()? { Ok(None) } else { Ok(Some(RecordId::from_bytes(from.fixed()?))) }
}

fn read_deps(from: &mut Reader<'_>) -> Result<Vec<RecordId>, Malformed> {
    let count = from.array(DEPS_MAX)?;
    (0..count).map(|_| Ok(RecordId::from_bytes(from.fixed()?))).collect()
}
