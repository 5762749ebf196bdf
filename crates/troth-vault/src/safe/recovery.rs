//! The recovery code: nine words on paper that restore all keys.
//!
//! ```text
//! root   = Argon2id(words joined by one space, salt "troth recovery code v1")
//! keys   = derive(root): blob id, write token, kit key, and the keys of a "paper device"
//! kit    = version || box(kit key, HPKE(paper device, pad(keyring)))
//! ```
//!
//! The words alone find and open the kit. Later epochs are sealed to the paper device, as to every other device. Every
//! own device knows the kit key, a lost one included; only the words lead to the paper device's secret. So the box
//! proves that an own device wrote the kit, and the inner seal hides the kit from all of them.
//! The salt is fixed because the words are all that a person has. 99 random bits and 64 MiB a guess make up for it.

use core::fmt;

use rand_core::CryptoRng;
use thiserror::Error;
use troth_wire::{BlobId, SigningKey, WriteToken, limits};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::codec::{Malformed, Reader, Writer};
use crate::hazmat::committing_box::{OVERHEAD_BYTES, seal, unseal};
use crate::hazmat::derive::derive;
use crate::hazmat::pad::{pad, padded_len, unpad};
use crate::hazmat::passphrase::stretch;
use crate::hazmat::receiver::{SEAL_OVERHEAD_BYTES, open_from, seal_to};
use crate::safe::device::{DeviceKeys, DevicePublic, ReceivingKey};
use crate::safe::error::{StateError, reading};
use crate::secret::secret;
use crate::words::{find, nearest, word};

/// Words of a recovery code: 99 bits.
pub const RECOVERY_WORDS: usize = 9;

const SALT: &[u8] = b"troth recovery code v1";
const BLOB_ID_DOMAIN: &str = "troth recovery blob id v1";
const WRITE_DOMAIN: &str = "troth recovery write token v1";
const KIT_KEY_DOMAIN: &str = "troth recovery kit key v1";
const SIGNING_DOMAIN: &str = "troth recovery signing v1";
const RECEIVING_DOMAIN: &str = "troth recovery receiving v1";
const KIT_DOMAIN: &str = "troth recovery kit v2";
const KIT_SEAL_DOMAIN: &str = "troth recovery kit seal v2";

/// Version 1 kits had no inner seal: a device that once held the kit key could open every later kit.
const KIT_VERSION: u8 = 2;

secret! {
    /// The key of the outer box of the recovery kit. It proves that an own device wrote the kit, and cannot open it.
    pub KitKey
}

/// Nine random words. `Debug` shows none of them.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode([u16; RECOVERY_WORDS]);

/// Why a text is not a recovery code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RecoveryCodeError {
    /// Too few or too many words.
    #[error("a recovery code has {RECOVERY_WORDS} words; {found} were given")]
    WordCount {
        /// The number of words found.
        found: usize,
    },
    /// A word is not in the list.
    #[error("word {position} isn't in the list; did you mean \"{suggestion}\"?")]
    UnknownWord {
        /// Its place, counted from 1.
        position: usize,
        /// The nearest word of the list.
        suggestion: &'static str,
    },
}

/// Why a recovery kit was not made or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RecoveryError {
    /// The kit was made with another code, or was changed.
    #[error("this kit doesn't open with this code")]
    WrongCode,
    /// The kit is of another version.
    #[error("this kit was written by another version")]
    UnsupportedVersion,
    /// The keyring exceeds the relay's limit for a kit.
    #[error("this is more than a recovery kit can hold")]
    TooLarge,
    /// The paper device's receiving key is a point of low order, which no code derives.
    #[error("the receiving key is not a key")]
    BadReceiver,
    /// The 64 MiB that the code needs cannot be allocated.
    #[error("there isn't enough memory to work with the code")]
    OutOfMemory,
}

impl RecoveryCode {
    /// Makes a random code.
    #[must_use]
    pub fn make(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = Zeroizing::new([0; 2 * RECOVERY_WORDS]);
        rng.fill_bytes(&mut *bytes);
        let index = |at: usize| u16::from_le_bytes([bytes[2 * at], bytes[2 * at + 1]]) & 0x7ff;
        Self(core::array::from_fn(index))
    }

    /// Returns the words, to be written down.
    #[must_use]
    pub fn words(&self) -> [&'static str; RECOVERY_WORDS] {
        self.0.map(word)
    }

    /// Reads a code as people write it: any case, numbers and signs between the words, at least four letters each.
    ///
    /// # Errors
    ///
    /// Gives the number of words, or the unknown word's place and the nearest word.
    pub fn parse(text: &str) -> Result<Self, RecoveryCodeError> {
        let mut indexes = [0; RECOVERY_WORDS];
        let mut found = 0;
        for given in text.split(|sign: char| !sign.is_alphabetic()).filter(|given| !given.is_empty()) {
            if let Some(index) = indexes.get_mut(found) {
                *index = read_word(found + 1, given)?;
            }
            found += 1;
        }
        if found == RECOVERY_WORDS { Ok(Self(indexes)) } else { Err(RecoveryCodeError::WordCount { found }) }
    }

    /// Derives all keys of the code. Takes 64 MiB and, in a browser, a third of a second.
    ///
    /// # Errors
    ///
    /// [`RecoveryError::OutOfMemory`].
    pub fn derive(&self) -> Result<RecoveryKeys, RecoveryError> {
        let words = Zeroizing::new(self.words().join(" "));
        let root = stretch(words.as_bytes(), SALT).ok_or(RecoveryError::OutOfMemory)?;
        Ok(RecoveryKeys {
            blob: BlobId::from_bytes(*derive(BLOB_ID_DOMAIN, &root, &[])),
            write: WriteToken::from_bytes(*derive(WRITE_DOMAIN, &root, &[])),
            kit: KitKey::from_bytes(*derive(KIT_KEY_DOMAIN, &root, &[])),
            device: DeviceKeys::from_seeds(*derive(SIGNING_DOMAIN, &root, &[]), *derive(RECEIVING_DOMAIN, &root, &[])),
        })
    }
}

fn read_word(position: usize, given: &str) -> Result<u16, RecoveryCodeError> {
    let given = Zeroizing::new(given.to_lowercase());
    find(&given).ok_or_else(|| RecoveryCodeError::UnknownWord { position, suggestion: nearest(&given) })
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

/// The keys that derive from a recovery code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryKeys {
    /// The kit's address at the relay.
    pub blob: BlobId,
    /// Permission to replace it.
    pub write: WriteToken,
    /// The key that seals it.
    pub kit: KitKey,
    /// The paper device: a member of the partner's mailboxes, which lets a new device in.
    pub device: DeviceKeys,
}

impl RecoveryKeys {
    /// Encodes the keys, to carry them from the worker that derived them.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        let to = Writer::for_secrets().array(4).bytes(self.blob.as_bytes()).bytes(self.write.as_bytes());
        to.bytes(self.kit.bytes()).bytes(&self.device.encode()).finish_secret()
    }

    /// Reads what [`encode`](Self::encode) wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, StateError> {
        reading("recovery keys", || {
            let mut from = Reader::new(bytes);
            if from.array(4)? != 4 {
                return Err(Malformed);
            }
            let (blob, write) = (BlobId::from_bytes(from.fixed()?), WriteToken::from_bytes(from.fixed()?));
            let kit = KitKey::from_bytes(from.fixed()?);
            let device = DeviceKeys::decode(from.bytes()?).map_err(|_| Malformed)?;
            from.end()?;
            Ok(Self { blob, write, kit, device })
        })
    }

    /// Returns what own devices keep in order to write the kit anew; it does not give the code away.
    #[must_use]
    pub fn target(&self) -> RecoveryTarget {
        RecoveryTarget { device: self.device.public(), blob: self.blob, write: self.write, kit: self.kit.clone() }
    }
}

/// Where and how own devices keep the recovery kit up to date. Held by own devices only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryTarget {
    /// The paper device's public keys: new epochs are sealed to it as to every device.
    pub device: DevicePublic,
    /// The kit's address at the relay.
    pub blob: BlobId,
    /// Permission to replace it.
    pub write: WriteToken,
    /// The key that seals it.
    pub kit: KitKey,
}

impl RecoveryTarget {
    /// Encodes the target alone, for own devices: it holds no key of a stream.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        self.write_to(Writer::for_secrets()).finish_secret()
    }

    /// Reads what [`encode`](Self::encode) wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, StateError> {
        reading("recovery target", || {
            let mut from = Reader::new(bytes);
            let target = Self::read(&mut from)?;
            from.end()?;
            Ok(target)
        })
    }

    pub(crate) fn write_to(&self, to: Writer) -> Writer {
        let to = to.array(5).bytes(self.device.signing.as_bytes()).bytes(self.device.receiving.as_bytes());
        to.bytes(self.blob.as_bytes()).bytes(self.write.as_bytes()).bytes(self.kit.bytes())
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        if from.array(5)? != 5 {
            return Err(Malformed);
        }
        let signing = SigningKey::from_bytes(from.fixed()?);
        let receiving = ReceivingKey::from_bytes(from.fixed()?);
        Ok(Self {
            device: DevicePublic { signing, receiving },
            blob: BlobId::from_bytes(from.fixed()?),
            write: WriteToken::from_bytes(from.fixed()?),
            kit: KitKey::from_bytes(from.fixed()?),
        })
    }
}

/// Seals an encoded [`Keyring`](crate::Keyring) as the recovery kit.
///
/// # Errors
///
/// [`RecoveryError::TooLarge`] beyond what the relay keeps, [`RecoveryError::BadReceiver`].
pub fn seal_recovery_kit(
    rng: &mut impl CryptoRng,
    target: &RecoveryTarget,
    keyring: &[u8],
) -> Result<Vec<u8>, RecoveryError> {
    if 1 + OVERHEAD_BYTES + SEAL_OVERHEAD_BYTES + padded_len(keyring.len()) > limits::RECOVERY_MAX_BYTES {
        return Err(RecoveryError::TooLarge);
    }
    let (padded, blob) = (Zeroizing::new(pad(keyring)), target.blob.as_bytes());
    let sealed = seal_to(rng, target.device.receiving.as_bytes(), KIT_SEAL_DOMAIN, blob, &padded);
    let sealed = sealed.ok_or(RecoveryError::BadReceiver)?;
    let mut kit = vec![KIT_VERSION];
    kit.extend(seal(rng, KIT_DOMAIN, target.kit.bytes(), &[blob], &sealed));
    Ok(kit)
}

/// Opens a recovery kit: an encoded [`Keyring`](crate::Keyring).
///
/// # Errors
///
/// See [`RecoveryError`].
pub fn open_recovery_kit(keys: &RecoveryKeys, kit: &[u8]) -> Result<Zeroizing<Vec<u8>>, RecoveryError> {
    let (version, sealed) = kit.split_first().ok_or(RecoveryError::WrongCode)?;
    if *version != KIT_VERSION {
        return Err(RecoveryError::UnsupportedVersion);
    }
    let blob = keys.blob.as_bytes();
    let sealed = unseal(KIT_DOMAIN, keys.kit.bytes(), &[blob], sealed).ok_or(RecoveryError::WrongCode)?;
    let padded = open_from(keys.device.receiving_secret(), KIT_SEAL_DOMAIN, blob, &sealed);
    let padded = padded.ok_or(RecoveryError::WrongCode)?;
    unpad(&padded).map(|keyring| Zeroizing::new(keyring.to_vec())).ok_or(RecoveryError::WrongCode)
}
