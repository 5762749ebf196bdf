//! Epoch keys: which devices can read a stream, and since when.
//!
//! A stream's entries are sealed under its current epoch key. Removing a device starts a new epoch, sealed to every
//! remaining device. Each new epoch wraps the one before, so a new device reads all history from the newest key.
//! Two devices may rotate at once: both epochs coexist, and the order of the log selects the current one.

use core::fmt;

use rand_core::CryptoRng;
use thiserror::Error;
use troth_wire::{MailboxId, MailboxRoots, StreamId};
use zeroize::Zeroizing;

use crate::codec::{Malformed, Reader, Writer};
use crate::hazmat::committing_box::{seal, unseal};
use crate::hazmat::derive::derive;
use crate::hazmat::receiver::{open_from, seal_to};
use crate::safe::admission::{mailbox_salt, own_root_of};
use crate::safe::device::{DeviceKeys, ReceivingKey};
use crate::safe::error::{StateError, reading};
use crate::secret::secret;

const EPOCH_ID_DOMAIN: &str = "troth epoch id v1";
const SEALED_EPOCH_DOMAIN: &str = "troth sealed epoch v1";
const PREVIOUS_EPOCH_DOMAIN: &str = "troth previous epoch v1";

/// Most epochs of one stream: the first, 63 by each partner's devices, and room for those of removed devices and those
/// that the log doesn't know yet. Also bounds the keys tried for each entry; a keyring of two streams fits a welcome.
pub const EPOCHS_MAX: usize = 160;

secret! {
    /// The key of a stream during one epoch. Its holders read and write the stream.
    pub EpochKey
}

/// The public name of an epoch. It reveals nothing about the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EpochId(pub [u8; 16]);

impl EpochKey {
    /// Returns the name of this epoch.
    #[must_use]
    pub fn id(&self) -> EpochId {
        EpochId(*derive(EPOCH_ID_DOMAIN, self.bytes(), &[]))
    }
}

/// Why an epoch was not sealed, opened or added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EpochError {
    /// The key or the context is wrong, or a byte changed.
    #[error("this epoch is not sealed to this key, or was changed on the way")]
    NotForUs,
    /// The receiving key is a point of low order, which no honest device has.
    #[error("the receiving key is not a key")]
    BadReceiver,
    /// The stream has [`EPOCHS_MAX`] epochs.
    #[error("a stream has at most {EPOCHS_MAX} epochs")]
    TooMany,
}

/// Seals an epoch key to a device. `context` names stream and device; opening needs the same one.
///
/// # Errors
///
/// [`EpochError::BadReceiver`].
pub fn seal_epoch_to(
    rng: &mut impl CryptoRng,
    receiver: &ReceivingKey,
    epoch: &EpochKey,
    context: &[u8],
) -> Result<Vec<u8>, EpochError> {
    seal_to(rng, receiver.as_bytes(), SEALED_EPOCH_DOMAIN, context, epoch.bytes()).ok_or(EpochError::BadReceiver)
}

/// Opens an epoch key that was sealed to this device.
///
/// Anyone can seal to a receiving key, so the caller takes the bytes from an entry whose author it authenticated.
///
/// # Errors
///
/// [`EpochError::NotForUs`].
pub fn open_epoch(keys: &DeviceKeys, sealed: &[u8], context: &[u8]) -> Result<EpochKey, EpochError> {
    let opened = open_from(keys.receiving_secret(), SEALED_EPOCH_DOMAIN, context, sealed);
    epoch_from(opened.as_deref().map(Vec::as_slice))
}

/// Wraps the previous epoch key under the new one, so that the new key reads all history.
#[must_use]
pub fn wrap_previous(rng: &mut impl CryptoRng, new: &EpochKey, old: &EpochKey) -> Vec<u8> {
    seal(rng, PREVIOUS_EPOCH_DOMAIN, new.bytes(), &[], old.bytes())
}

/// Opens the previous epoch key.
///
/// # Errors
///
/// [`EpochError::NotForUs`].
pub fn unwrap_previous(new: &EpochKey, wrapped: &[u8]) -> Result<EpochKey, EpochError> {
    let opened = unseal(PREVIOUS_EPOCH_DOMAIN, new.bytes(), &[], wrapped);
    epoch_from(opened.as_deref().map(Vec::as_slice))
}

fn epoch_from(bytes: Option<&[u8]>) -> Result<EpochKey, EpochError> {
    let bytes = bytes.and_then(|bytes| bytes.try_into().ok()).ok_or(EpochError::NotForUs)?;
    Ok(EpochKey::from_bytes(bytes))
}

/// A stream and the keys to read and write it.
#[derive(Clone, PartialEq, Eq)]
pub struct StreamKeys {
    stream: StreamId,
    mailbox: MailboxId,
    /// Starts with the first epoch, even while that is the current one again; empty while there is only one epoch.
    older: Vec<EpochKey>,
    current: EpochKey,
}

impl StreamKeys {
    /// Makes a new own stream with its first epoch, and the mailbox that goes with them.
    #[must_use]
    pub fn make(rng: &mut impl CryptoRng) -> Self {
        let mut stream = [0; 16];
        rng.fill_bytes(&mut stream);
        let (stream, first) = (StreamId::from_bytes(stream), EpochKey::make(rng));
        let roots = MailboxRoots::of_one(mailbox_salt(stream), own_root_of(&first, stream));
        Self::from_parts(stream, roots.mailbox(), first)
    }

    /// Combines keys that a device was given.
    #[must_use]
    pub fn from_parts(stream: StreamId, mailbox: MailboxId, current: EpochKey) -> Self {
        Self { stream, mailbox, older: Vec::new(), current }
    }

    /// Returns the stream.
    #[must_use]
    pub fn stream(&self) -> StreamId {
        self.stream
    }

    /// Returns the mailbox that carries the stream.
    #[must_use]
    pub fn mailbox(&self) -> MailboxId {
        self.mailbox
    }

    /// Returns the keys as at the start of the stream: its first epoch alone.
    ///
    /// Every device that ever belonged to the stream holds the first epoch. So it seals the entries that carry later
    /// epochs, and a device that lacks the newest can open the entry that brings it. The epoch key inside such an entry
    /// is sealed to its receivers as well.
    #[must_use]
    pub fn first(&self) -> Self {
        Self::from_parts(self.stream, self.mailbox, self.first_epoch().clone())
    }

    pub(crate) fn first_epoch(&self) -> &EpochKey {
        self.older.first().unwrap_or(&self.current)
    }

    /// Returns the key of an epoch if this device holds it.
    #[must_use]
    pub fn epoch(&self, id: EpochId) -> Option<&EpochKey> {
        self.epochs().find(|epoch| epoch.id() == id)
    }

    /// Returns the epoch that seals new entries.
    #[must_use]
    pub fn current(&self) -> &EpochKey {
        &self.current
    }

    /// Returns all epochs in the order in which opening tries them: the current one first.
    pub fn epochs(&self) -> impl Iterator<Item = &EpochKey> {
        let others = self.older.iter().rev().filter(|epoch| **epoch != self.current);
        core::iter::once(&self.current).chain(others)
    }

    /// Makes an epoch the current one, adding it if it is new.
    ///
    /// # Errors
    ///
    /// [`EpochError::TooMany`]; nothing has changed then.
    pub fn make_current(&mut self, epoch: EpochKey) -> Result<(), EpochError> {
        if epoch == self.current {
            return Ok(());
        }
        match self.older.iter().position(|old| *old == epoch) {
            Some(0) => {}
            Some(at) => drop(self.older.remove(at)),
            None => self.check_room()?,
        }
        let before = core::mem::replace(&mut self.current, epoch);
        if !self.older.contains(&before) {
            self.older.push(before);
        }
        Ok(())
    }

    /// Adds an epoch for reading only. A known epoch changes nothing, and the first epoch stays the first.
    ///
    /// # Errors
    ///
    /// [`EpochError::TooMany`]; nothing has changed then.
    pub fn add_older(&mut self, epoch: EpochKey) -> Result<(), EpochError> {
        if self.epochs().any(|known| *known == epoch) {
            return Ok(());
        }
        self.check_room()?;
        if self.older.is_empty() {
            self.older.push(self.current.clone());
        }
        self.older.push(epoch);
        Ok(())
    }

    /// Returns whether another epoch fits.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.epochs().count() < EPOCHS_MAX
    }

    /// Drops an epoch, so that another one fits. What was sealed under it can't be opened any more. The first and the
    /// current one stay.
    pub fn forget(&mut self, id: EpochId) {
        let first = self.older.first().cloned();
        self.older.retain(|epoch| epoch.id() != id || Some(epoch) == first.as_ref());
    }

    fn check_room(&self) -> Result<(), EpochError> {
        if self.has_room() { Ok(()) } else { Err(EpochError::TooMany) }
    }

    /// Encodes the keys of this stream alone, for the welcome that lets the other partner in.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        self.write(Writer::for_secrets()).finish_secret()
    }

    /// Reads what [`encode`](Self::encode) wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, StateError> {
        reading("stream keys", || {
            let mut from = Reader::new(bytes);
            let keys = Self::read(&mut from)?;
            from.end()?;
            Ok(keys)
        })
    }

    pub(crate) fn write(&self, to: Writer) -> Writer {
        let to = to.array(3).bytes(self.stream.as_bytes()).bytes(self.mailbox.as_bytes());
        let to = to.array(self.older.len() + 1);
        self.older.iter().chain([&self.current]).fold(to, |to, epoch| to.bytes(epoch.bytes()))
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        if from.array(3)? != 3 {
            return Err(Malformed);
        }
        let stream = StreamId::from_bytes(from.fixed()?);
        let mailbox = MailboxId::from_bytes(from.fixed()?);
        let mut older = Vec::new();
        // One more: the first epoch stands at both ends while it is the current one of several.
        for _ in 0..from.array(EPOCHS_MAX + 1)? {
            older.push(EpochKey::from_bytes(from.fixed()?));
        }
        let current = older.pop().ok_or(Malformed)?;
        Ok(Self { stream, mailbox, older, current })
    }
}

impl fmt::Debug for StreamKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StreamKeys({:?}, {:?}, {} epochs)", self.stream, self.mailbox, self.older.len() + 1)
    }
}
