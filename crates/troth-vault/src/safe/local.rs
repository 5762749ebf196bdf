//! The key of a device's storage, and the passphrase lock on that key.

use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::hazmat::committing_box::{seal, unseal};
use crate::hazmat::passphrase::{LANES, MEMORY_KIB, PASSES, stretch};
use crate::secret::secret;

const LOCAL_DOMAIN: &str = "troth local v1";
const LOCK_DOMAIN: &str = "troth lock v1";

const LOCK_VERSION: u8 = 1;
const SALT_BYTES: usize = 16;
const PREAMBLE_BYTES: usize = 1 + 3 * 4 + SALT_BYTES;

secret! {
    /// The key under which a device seals what it stores.
    pub LocalKey
}

/// Why something local was not sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LockError {
    /// The passphrase is wrong, or a byte changed.
    #[error("that isn't the passphrase")]
    WrongPassphrase,
    /// The key or the context is wrong, or a byte changed.
    #[error("this isn't sealed under this device's key, or it was changed")]
    Tampered,
    /// The bytes are not a lock of this version.
    #[error("this isn't a lock that this version knows")]
    UnsupportedLock,
    /// The 64 MiB that the lock needs cannot be allocated.
    #[error("there isn't enough memory to work the lock")]
    OutOfMemory,
}

impl LocalKey {
    /// Seals bytes for this device's storage. `context` names their place; opening needs the same one.
    #[must_use]
    pub fn seal(&self, rng: &mut impl CryptoRng, context: &[u8], plaintext: &[u8]) -> Vec<u8> {
        seal(rng, LOCAL_DOMAIN, self.bytes(), &[context], plaintext)
    }

    /// Opens what [`seal`](Self::seal) sealed.
    ///
    /// # Errors
    ///
    /// [`LockError::Tampered`] if the key or the context is wrong or a byte changed.
    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, LockError> {
        unseal(LOCAL_DOMAIN, self.bytes(), &[context], sealed).ok_or(LockError::Tampered)
    }

    /// Hands out the bytes. A device without a lock keeps them where the platform keeps secrets.
    #[must_use]
    pub fn dangerous_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(*self.bytes())
    }

    /// Takes back what [`dangerous_bytes`](Self::dangerous_bytes) handed out.
    #[must_use]
    pub fn dangerous_from_bytes(bytes: [u8; 32]) -> Self {
        Self::from_bytes(bytes)
    }
}

/// Seals the storage key under a passphrase. Takes 64 MiB and, in a browser, a third of a second.
///
/// The passphrase is used byte by byte: the caller passes it in Unicode NFC, so that two keyboards agree.
///
/// ```
/// use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
/// use troth_vault::{LocalKey, LockError, seal_under_passphrase, unlock};
///
/// let mut rng = ChaCha20Rng::seed_from_u64(1); // A seed for the example; a device uses the system's randomness.
/// let key = LocalKey::make(&mut rng);
/// let draft = key.seal(&mut rng, b"drafts/1", b"Not ready to share.");
///
/// let lock = seal_under_passphrase(&mut rng, "nine slow herons", &key)?;
/// assert_eq!(unlock("nine slow Herons", &lock), Err(LockError::WrongPassphrase));
/// let key = unlock("nine slow herons", &lock)?;
/// assert_eq!(key.open(b"drafts/1", &draft)?.as_slice(), b"Not ready to share.");
/// # Ok::<(), LockError>(())
/// ```
///
/// # Errors
///
/// [`LockError::OutOfMemory`].
pub fn seal_under_passphrase(rng: &mut impl CryptoRng, passphrase: &str, key: &LocalKey) -> Result<Vec<u8>, LockError> {
    let mut salt = [0; SALT_BYTES];
    rng.fill_bytes(&mut salt);
    let preamble = preamble(&salt);
    let stretched = stretch(passphrase.as_bytes(), &salt).ok_or(LockError::OutOfMemory)?;
    let mut lock = preamble.to_vec();
    lock.extend(seal(rng, LOCK_DOMAIN, &stretched, &[&preamble], key.bytes()));
    Ok(lock)
}

/// Opens a lock.
///
/// The stored parameters are for human readers. Any others than the fixed ones are refused before any work.
///
/// # Errors
///
/// See [`LockError`].
pub fn unlock(passphrase: &str, lock: &[u8]) -> Result<LocalKey, LockError> {
    let (found, sealed) = lock.split_first_chunk::<PREAMBLE_BYTES>().ok_or(LockError::UnsupportedLock)?;
    let (_, salt) = found.split_last_chunk::<SALT_BYTES>().ok_or(LockError::UnsupportedLock)?;
    if *found != preamble(salt) {
        return Err(LockError::UnsupportedLock);
    }
    let stretched = stretch(passphrase.as_bytes(), salt).ok_or(LockError::OutOfMemory)?;
    let key = unseal(LOCK_DOMAIN, &stretched, &[found], sealed).ok_or(LockError::WrongPassphrase)?;
    key.as_slice().try_into().map(LocalKey::from_bytes).map_err(|_| LockError::UnsupportedLock)
}

fn preamble(salt: &[u8; SALT_BYTES]) -> [u8; PREAMBLE_BYTES] {
    let mut preamble = [LOCK_VERSION; PREAMBLE_BYTES];
    preamble[1..5].copy_from_slice(&MEMORY_KIB.to_le_bytes());
    preamble[5..9].copy_from_slice(&PASSES.to_le_bytes());
    preamble[9..13].copy_from_slice(&LANES.to_le_bytes());
    preamble[13..].copy_from_slice(salt);
    preamble
}
