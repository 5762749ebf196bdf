//! The app lock: a passphrase between the storage key and a person who holds the device.

pub(crate) mod idle;
mod passphrase;
pub(crate) mod renewal;

use minicbor::bytes::ByteVec;
use rand_core::Rng;
use troth_vault::LocalKey;

use crate::effect::{Now, Table};
use crate::intent::Intent;
use crate::io::Io;
use crate::message::{Message, Performed};
use crate::slow::Job;
use crate::slow::work::{SlowPurpose, SlowWork};
use crate::storage::opening::Unlocking;
use crate::storage::rows::{KEY, Rows};

/// The first byte of the `key` row: the storage key follows as it is.
pub(crate) const KEY_OPEN: u8 = 0;
/// The first byte of the `key` row: the storage key follows behind a passphrase.
pub(crate) const KEY_LOCKED: u8 = 1;

/// A passphrase shorter than this is guessed faster than Argon2id can slow it down.
const PASSPHRASE_CHARS_MIN: u8 = 8;
/// The app lock, set or not.
pub(crate) struct Lock {
    /// The storage key behind the passphrase, where a lock is set.
    pub(crate) form: Option<Vec<u8>>,
    /// Everything behind the lock, while it is closed.
    pub(crate) closed: Option<Rows>,
    /// It was opened, and what is behind it is being read.
    pub(crate) unlocking: Option<Unlocking>,
    /// What is to happen once the passphrase was given again.
    pub(crate) waiting: Option<Intent>,
    /// The lock guards a storage of an earlier version, which moves once it is opened.
    pub(crate) is_outdated: bool,
    /// The passphrase that is being tried on such a lock: the new storage stands behind it as well.
    pub(crate) typed: Option<String>,
    /// When a person touched the app last, in milliseconds since 1970.
    pub(crate) touched_ms: i64,
}

impl Lock {
    /// No lock is set.
    pub(crate) fn open(now: Now) -> Self {
        Self {
            form: None,
            closed: None,
            unlocking: None,
            waiting: None,
            is_outdated: false,
            typed: None,
            touched_ms: now.unix_ms,
        }
    }
}

impl Lock {
    /// Has a new storage key put behind a passphrase.
    pub(crate) fn set(io: &mut Io, slow: &mut SlowWork, typed: [String; 2]) -> Performed {
        let [passphrase, again] = typed;
        check_passphrase(&passphrase, &again)?;
        Self::seal_new_key(io, slow, SlowPurpose::Lock, passphrase);
        Ok(())
    }

    fn seal_new_key(io: &mut Io, slow: &mut SlowWork, purpose: SlowPurpose, passphrase: String) {
        let mut seed = [0; 32];
        io.rng.fill_bytes(&mut seed);
        let key = LocalKey::make(&mut io.rng);
        let (seed, key) = (ByteVec::from(seed.to_vec()), ByteVec::from(key.dangerous_bytes().to_vec()));
        slow.run(io, purpose, &Job::Lock { seed, passphrase, key });
    }

    /// The lock is open. If it guards an outdated storage, a new key is put behind the same passphrase.
    pub(crate) fn was_opened(&mut self, io: &mut Io, slow: &mut SlowWork) {
        if let Some(passphrase) = self.typed.take() {
            Self::seal_new_key(io, slow, SlowPurpose::LockAgain, passphrase);
        }
    }

    /// Has a passphrase tried on the closed lock.
    pub(crate) fn unlock(&mut self, io: &mut Io, slow: &mut SlowWork, passphrase: String) -> Performed {
        let lock = self
            .form
            .clone()
            .filter(|_| self.closed.is_some() && self.unlocking.is_none())
            .ok_or(Message::plain("problem-already-done"))?;
        self.typed = self.is_outdated.then(|| passphrase.clone());
        slow.run(io, SlowPurpose::Unlock, &Job::Unlock { passphrase, lock: lock.into() });
        Ok(())
    }
}

/// Puts the storage key beside what it seals: there is no lock.
pub(crate) fn keep_open_key(io: &mut Io, local: &LocalKey) {
    io.store.put(Table::Plain, KEY, open_key_row(local));
}

/// The `key` row without a lock.
pub(crate) fn open_key_row(local: &LocalKey) -> Vec<u8> {
    [[KEY_OPEN].as_slice(), &*local.dangerous_bytes()].concat()
}

/// The `key` row behind a lock.
pub(crate) fn key_row(lock: &[u8]) -> Vec<u8> {
    [[KEY_LOCKED].as_slice(), lock].concat()
}

/// Whether this can be the passphrase of a lock.
pub(crate) fn check_passphrase(passphrase: &str, again: &str) -> Performed {
    if passphrase.chars().count() < usize::from(PASSPHRASE_CHARS_MIN) {
        return Err(Message::plain("problem-passphrase-short").number("limit", PASSPHRASE_CHARS_MIN.into()));
    }
    if passphrase != again {
        return Err(Message::plain("problem-passphrase-differs"));
    }
    Ok(())
}
