//! Work that takes a phone a third of a second: passphrases and recovery codes. The shell runs it off the main thread.
//!
//! Jobs and results are bytes, since they cross into a worker. Nothing of them is ever stored.

pub(crate) mod work;

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use troth_vault::{LocalKey, LockError, RecoveryCode, RecoveryKeys, seal_under_passphrase, unlock};

use crate::cbor;

/// Something slow to do.
#[derive(Encode, Decode)]
pub(crate) enum Job {
    /// Put the storage key behind a passphrase.
    #[n(0)]
    Lock {
        #[n(0)]
        seed: ByteVec,
        #[n(1)]
        passphrase: String,
        #[n(2)]
        key: ByteVec,
    },
    /// Try a passphrase.
    #[n(1)]
    Unlock {
        #[n(0)]
        passphrase: String,
        #[n(1)]
        lock: ByteVec,
    },
    /// Turn a recovery code's words into its keys.
    #[n(2)]
    Recovery {
        #[n(0)]
        words: String,
    },
}

/// How it went.
#[derive(Encode, Decode)]
pub(crate) enum Done {
    /// The locked storage key.
    #[n(0)]
    Locked {
        #[n(0)]
        lock: ByteVec,
        #[n(1)]
        key: ByteVec,
    },
    /// The storage key.
    #[n(1)]
    Unlocked(#[n(0)] ByteVec),
    /// Not the passphrase.
    #[n(2)]
    WrongPassphrase,
    /// The recovery code's keys.
    #[n(3)]
    Recovery(#[n(0)] ByteVec),
    /// It could not be done: damaged input, or no memory for it.
    #[n(4)]
    Failed,
}

/// Runs a job of [`crate::Effect::Derive`]; its result goes into [`crate::Input::Derived`].
#[must_use]
pub fn run(job: &[u8]) -> Vec<u8> {
    let done = minicbor::decode(job).map_or(Done::Failed, |job| perform(job).unwrap_or(Done::Failed));
    cbor::encode(&done)
}

fn perform(job: Job) -> Option<Done> {
    match job {
        Job::Lock { seed, passphrase, key } => {
            let mut rng = ChaCha20Rng::from_seed(seed.as_slice().try_into().ok()?);
            let local = LocalKey::dangerous_from_bytes(key.as_slice().try_into().ok()?);
            let lock = seal_under_passphrase(&mut rng, &passphrase, &local).ok()?;
            Some(Done::Locked { lock: lock.into(), key })
        }
        Job::Unlock { passphrase, lock } => Some(match unlock(&passphrase, &lock) {
            Ok(key) => Done::Unlocked(key.dangerous_bytes().to_vec().into()),
            Err(LockError::WrongPassphrase) => Done::WrongPassphrase,
            Err(_) => Done::Failed,
        }),
        Job::Recovery { words } => {
            let keys: RecoveryKeys = RecoveryCode::parse(&words).ok()?.derive().ok()?;
            Some(Done::Recovery(keys.encode().to_vec().into()))
        }
    }
}
