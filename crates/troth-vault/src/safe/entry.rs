//! Sealing and opening one entry.
//!
//! ```text
//! record    header || slot || body, each in its own byte string
//! body      XChaCha(body key, pad(content))         body key from a random content key
//! slot      XChaCha(slot key, content key)          slot key from epoch key and record id
//! header    version || box(epoch key, pad(tag || core))
//! core      CBOR of the header fields, the commitment to content key and padded content, and the link of the chain
//! tag       derive(personal key, box commitment, core): "one of my own devices wrote this"
//! ```
//!
//! Erasing slot and body erases the content; the header still opens and the chain still verifies. The header's box
//! commits to its key, the core commits to the body, and the record id is a hash of the header: so an id names exactly
//! one content. The tag covers the box's commitment, so a holder of the epoch key cannot seal another device's entry a
//! second time under another id.
//!
//! **Left out on purpose.** No signature over content: the epoch key tells a partner "not me, so you", and tells a third
//! party nothing (care 23). No check of chain, order or time: `troth-sync` does that, with the link that opening returns.
//! No proof that content was erased: an entry whose slot and body are missing opens as [`Body::Absent`], and its caller
//! has to treat it as withheld.

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use thiserror::Error;
use troth_wire::{RecordError, RecordId, SealedRecord, limits};
use zeroize::Zeroizing;

use crate::hazmat::aead::{TAG_BYTES as AEAD_TAG_BYTES, open_once, seal_once};
use crate::hazmat::committing_box::BoxKey;
use crate::hazmat::derive::HotDomain;
use crate::hazmat::pad::{pad, unpad};
use crate::safe::chain::ChainLink;
use crate::safe::device::DeviceKeys;
use crate::safe::epoch::{EpochKey, StreamKeys};
use crate::safe::header::{Core, DEPS_MAX, FORMAT_VERSION, RecordHeader, TRIAL_VERSION, decode_core, encode_core};
use crate::safe::keyring::PersonalKey;
use crate::secret::secret;

const HEADER_DOMAIN: &str = "troth header v2";
static SLOT_DOMAIN: HotDomain = HotDomain::new("troth slot v1");
static BODY_DOMAIN: HotDomain = HotDomain::new("troth body v1");
static COMMITMENT_DOMAIN: HotDomain = HotDomain::new("troth body commitment v1");
static PERSONAL_TAG_DOMAIN: HotDomain = HotDomain::new("troth personal tag v1");

const TAG_BYTES: usize = 32;

/// Largest content of an entry in bytes: the largest Padmé class that fits a record's body, less the mark.
pub const BODY_CONTENT_MAX_BYTES: usize = 62 * 1024 - 1;

const _: () = assert!(BODY_CONTENT_MAX_BYTES + 1 + AEAD_TAG_BYTES <= limits::BODY_MAX_BYTES, "a full body fits");

secret! {
    /// The key of one entry's content.
    pub(crate) ContentKey
}

/// The content of an entry.
#[derive(Clone, PartialEq, Eq)]
pub enum Body {
    /// What the author wrote.
    Present(Vec<u8>),
    /// Slot and body are not there; the header is. It is for the caller to find out why: nothing in a record says so yet.
    Absent,
}

impl core::fmt::Debug for Body {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Present(content) => write!(f, "Present({} bytes)", content.len()),
            Self::Absent => f.write_str("Absent"),
        }
    }
}

/// An entry sealed by a holder of the stream's key, and unchanged since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedEntry {
    /// The entry's id.
    pub id: RecordId,
    /// Its metadata, as far as the members of the stream can be trusted.
    pub header: RecordHeader,
    /// Its content.
    pub body: Body,
    /// What it reveals as a link of its device's chain. The caller checks it against the entry before.
    pub link: ChainLink,
    authorship: AuthorshipProof,
}

/// The parts that [`is_own`] verifies.
#[derive(Debug, Clone, PartialEq, Eq)]
struct AuthorshipProof {
    box_commitment: [u8; 32],
    core: Vec<u8>,
    tag: [u8; TAG_BYTES],
}

/// Why an entry was not sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SealError {
    /// The header names a version that this vault does not write.
    #[error("entries are written in version {FORMAT_VERSION} only")]
    UnsupportedVersion,
    /// The header names another stream than the keys.
    #[error("the header names another stream than the keys")]
    OtherStream,
    /// The header names another device than the keys.
    #[error("the header names another device than the keys")]
    OtherDevice,
    /// The header's number is 0 or the last one.
    #[error("a chain has no such number")]
    NoSuchNumber,
    /// The header names more than [`DEPS_MAX`] dependencies.
    #[error("an entry names at most {DEPS_MAX} dependencies")]
    TooManyDeps,
    /// The content exceeds [`BODY_CONTENT_MAX_BYTES`].
    #[error("an entry holds at most {BODY_CONTENT_MAX_BYTES} bytes")]
    TooLarge,
    /// The sealed parts are not a record. Unreachable while the limits fit together.
    #[error("the sealed parts are not a record")]
    Record(#[from] RecordError),
}

/// Why a record was not opened. Nothing of it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum OpenError {
    /// No epoch here opens the header: it belongs to a later epoch or another stream, or was changed.
    #[error("no key at hand opens this entry")]
    NoKey,
    /// The key is right and the bytes are wrong: the entry was changed after sealing.
    #[error("this entry was changed after it was sealed")]
    Tampered,
    /// The sealed content is not an entry.
    #[error("what was sealed is not an entry")]
    Malformed,
    /// The entry was sealed for another stream.
    #[error("this entry belongs to another stream")]
    OtherStream,
    /// A trial version sealed it, before the first release. This version doesn't read it.
    #[error("this entry was made by a trial version; export it there and begin anew here")]
    TrialVersion,
    /// A later version sealed it: this device needs an update.
    #[error("this entry was written by a newer version")]
    UnsupportedVersion,
}

/// Seals an entry under the stream's current epoch and the author's personal key, as a link of its device's chain.
///
/// ```
/// use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
/// use troth_vault::{
///     Body, DeviceKeys, FORMAT_VERSION, RecordHeader, PersonalKey, StreamKeys, Written, is_own, open_entry, seal_entry,
/// };
///
/// let mut rng = ChaCha20Rng::seed_from_u64(1); // A seed for the example; a device uses the system's randomness.
/// let (keys, mine, theirs) = (StreamKeys::make(&mut rng), PersonalKey::make(&mut rng), PersonalKey::make(&mut rng));
/// let device = DeviceKeys::make(&mut rng);
/// let header = RecordHeader {
///     version: FORMAT_VERSION,
///     stream: keys.stream(),
///     device: device.id(),
///     seq: 1,
///     prev: None,
///     deps: Vec::new(),
///     lamport: 1,
///     written: Written { unix_ms: 1_795_392_000_000, offset_minutes: 60 },
///     kind: 1,
/// };
/// let record = seal_entry(&mut rng, &keys, &mine, &device, &header, b"I will call before six.")?;
///
/// let entry = open_entry(&keys, &record)?;
/// assert_eq!(entry.body, Body::Present(b"I will call before six.".to_vec()));
/// assert!(entry.link.opens(keys.stream(), device.id()));
/// assert!(is_own(&mine, &entry));
/// assert!(!is_own(&theirs, &entry)); // So to the partner it is "not me, so you".
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Refuses a header of another version, stream or device, a number that no chain has, too many dependencies, and content
/// beyond [`BODY_CONTENT_MAX_BYTES`].
pub fn seal_entry(
    rng: &mut impl CryptoRng,
    keys: &StreamKeys,
    personal: &PersonalKey,
    device: &DeviceKeys,
    header: &RecordHeader,
    content: &[u8],
) -> Result<SealedRecord, SealError> {
    if header.device != device.id() {
        return Err(SealError::OtherDevice);
    }
    let link = ChainLink::derive(device, keys.stream(), header.seq).ok_or(SealError::NoSuchNumber)?;
    dangerous_seal_linked(rng, keys, personal, &link, header, content)
}

/// Seals an entry with a link that the caller made, for a device whose keys it need not have.
///
/// An honest device calls [`seal_entry`]. This is what a changed client can do with the stream's keys alone, so that
/// tests show what readers make of it.
///
/// # Errors
///
/// As [`seal_entry`], but any device and number is taken.
pub fn dangerous_seal_linked(
    rng: &mut impl CryptoRng,
    keys: &StreamKeys,
    personal: &PersonalKey,
    link: &ChainLink,
    header: &RecordHeader,
    content: &[u8],
) -> Result<SealedRecord, SealError> {
    check_sealable(keys, header, content)?;
    let epoch = keys.current();
    let content_key = ContentKey::make(rng);
    let padded = Zeroizing::new(pad(content));
    let core = encode_core(header, &commitment(&content_key, &padded), link);
    let named = SealedRecord::new(seal_header(rng, epoch, personal, &core), Vec::new(), Vec::new())?;
    let slot = seal_once(&slot_key(epoch, named.id()), content_key.bytes());
    let body = seal_once(&body_key(&content_key), &padded);
    Ok(SealedRecord::new(named.into_parts().0, slot, body)?)
}

fn check_sealable(keys: &StreamKeys, header: &RecordHeader, content: &[u8]) -> Result<(), SealError> {
    if header.version != FORMAT_VERSION {
        return Err(SealError::UnsupportedVersion);
    }
    if header.stream != keys.stream() {
        return Err(SealError::OtherStream);
    }
    if header.deps.len() > DEPS_MAX {
        return Err(SealError::TooManyDeps);
    }
    if content.len() > BODY_CONTENT_MAX_BYTES { Err(SealError::TooLarge) } else { Ok(()) }
}

fn seal_header(rng: &mut impl CryptoRng, epoch: &EpochKey, personal: &PersonalKey, core: &[u8]) -> Vec<u8> {
    let key = BoxKey::make(rng, HEADER_DOMAIN, epoch.bytes(), &[&[FORMAT_VERSION]]);
    let mut content = personal_tag(personal, key.commitment(), core).to_vec();
    content.extend_from_slice(core);
    let mut header = vec![FORMAT_VERSION];
    key.append_to(&mut header, &pad(&content));
    header
}

/// Opens a record with the first epoch that fits.
///
/// # Errors
///
/// See [`OpenError`]. No input makes this panic or return content that was not sealed.
pub fn open_entry(keys: &StreamKeys, record: &SealedRecord) -> Result<OpenedEntry, OpenError> {
    let (version, sealed) = record.header().split_first().ok_or(OpenError::Malformed)?;
    check_version(*version)?;
    let (epoch, key) = matching_epoch(keys, sealed).ok_or(OpenError::NoKey)?;
    let padded = key.open(sealed).ok_or(OpenError::Tampered)?;
    let content = unpad(&padded).ok_or(OpenError::Malformed)?;
    let (tag, core) = content.split_first_chunk::<TAG_BYTES>().ok_or(OpenError::Malformed)?;
    let Core { header, link, commitment } = decode_core(core).map_err(|_| OpenError::Malformed)?;
    if header.stream != keys.stream() {
        return Err(OpenError::OtherStream);
    }
    let id = record.id();
    let body = open_body(epoch, id, &commitment, record)?;
    let authorship = AuthorshipProof::of(&key, core, *tag);
    Ok(OpenedEntry { id, header, body, link, authorship })
}

fn check_version(version: u8) -> Result<(), OpenError> {
    match version {
        FORMAT_VERSION => Ok(()),
        TRIAL_VERSION => Err(OpenError::TrialVersion),
        _ => Err(OpenError::UnsupportedVersion),
    }
}

fn matching_epoch<'k>(keys: &'k StreamKeys, sealed: &[u8]) -> Option<(&'k EpochKey, BoxKey)> {
    keys.epochs().find_map(|epoch| {
        let key = BoxKey::matching(HEADER_DOMAIN, epoch.bytes(), &[&[FORMAT_VERSION]], sealed)?;
        Some((epoch, key))
    })
}

fn open_body(epoch: &EpochKey, id: RecordId, committed: &[u8; 32], record: &SealedRecord) -> Result<Body, OpenError> {
    if record.slot().is_empty() && record.body().is_empty() {
        return Ok(Body::Absent);
    }
    let content_key = Zeroizing::new(open_once(&slot_key(epoch, id), record.slot()).ok_or(OpenError::Tampered)?);
    let content_key = content_key.as_slice().try_into().map_err(|_| OpenError::Malformed)?;
    let content_key = ContentKey::from_bytes(content_key);
    let mut padded = open_once(&body_key(&content_key), record.body()).ok_or(OpenError::Tampered)?;
    if !bool::from(commitment(&content_key, &padded)[..].ct_eq(&committed[..])) {
        return Err(OpenError::Tampered);
    }
    let len = unpad(&padded).ok_or(OpenError::Malformed)?.len();
    padded.truncate(len);
    Ok(Body::Present(padded))
}

/// Tells whether one of the own devices sealed the entry.
///
/// Neither the partner nor the relay can make an entry that passes. An authentic entry of a shared stream that does not
/// pass is the partner's: "not me, so you". A device refuses an entry that names an own device and does not pass.
#[must_use]
pub fn is_own(personal: &PersonalKey, entry: &OpenedEntry) -> bool {
    let AuthorshipProof { box_commitment, core, tag } = &entry.authorship;
    personal_tag(personal, box_commitment, core)[..].ct_eq(&tag[..]).into()
}

impl AuthorshipProof {
    fn of(key: &BoxKey, core: &[u8], tag: [u8; TAG_BYTES]) -> Self {
        let mut box_commitment = [0; 32];
        box_commitment.copy_from_slice(key.commitment());
        Self { box_commitment, core: core.to_vec(), tag }
    }
}

fn personal_tag(personal: &PersonalKey, box_commitment: &[u8], core: &[u8]) -> Zeroizing<[u8; TAG_BYTES]> {
    PERSONAL_TAG_DOMAIN.derive(personal.bytes(), &[box_commitment, core])
}

fn commitment(content_key: &ContentKey, padded: &[u8]) -> Zeroizing<[u8; 32]> {
    COMMITMENT_DOMAIN.derive(content_key.bytes(), &[padded])
}

fn slot_key(epoch: &EpochKey, id: RecordId) -> Zeroizing<[u8; 32]> {
    SLOT_DOMAIN.derive(epoch.bytes(), &[id.as_bytes()])
}

fn body_key(content_key: &ContentKey) -> Zeroizing<[u8; 32]> {
    BODY_DOMAIN.derive(content_key.bytes(), &[])
}

#[cfg(test)]
mod tests;
