//! Epochs: which key seals a stream, as far as the log can tell.
//!
//! The log names epochs and the devices to which each was sealed. It never holds a key in the clear. An epoch is
//! *clean* while no device that may know it is removed. The current epoch is the latest clean one in the order of the
//! log. So two devices that start an epoch at the same time end with the same one, and an epoch that was started
//! without knowing of a removal is skipped, wherever it sorts.
//!
//! ```text
//!   removed: phone                         sealed to          clean
//!   epoch 1   by laptop, after the removal  laptop, paper      yes   <- current
//!   epoch 2   by the partner, meanwhile     laptop, phone ..   no: the phone can open it
//! ```
//!
//! No entry names the first epoch of a stream: every device got it when it joined. It is clean until the first device
//! is removed.

use std::collections::{BTreeMap, BTreeSet};

use super::events::{EpochSealed, KeyTold};
use super::state::DEVICES_MAX;
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::header::Signed;
use crate::kernel::ids::{DeviceId, EpochId, PartnerId};
use crate::kernel::text::Blob;

/// The most receivers of an epoch: all devices of both partners.
pub const SEALS_MAX: usize = 2 * DEVICES_MAX;
/// The most earlier epochs that an epoch wraps: the one before, and those that other devices started at the same time.
pub const EPOCHS_BEFORE_MAX: usize = 8;
/// The most epochs that one partner may start in a stream: with those of the other and the first, all that a device may
/// hold. The limit is per partner, so that neither can use up the other's.
pub const EPOCHS_STARTED_MAX: usize = 63;
/// The most bytes of a receiving key, of an epoch sealed to it, or of an epoch wrapped under the next, with room for a
/// later suite.
pub const SEAL_BYTES_MAX: usize = 256;

/// A sealed or public key, as the vault encodes it. Opaque here.
pub type SealBytes = Blob<SEAL_BYTES_MAX>;

/// The epochs of one stream, in the order of the log.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct Epochs {
    started: Vec<Epoch>,
    receiving: BTreeMap<DeviceId, SealBytes>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Epoch {
    id: EpochId,
    by: PartnerId,
    /// The device that made the key, and every device to which it was sealed, then or later.
    knowers: BTreeSet<DeviceId>,
}

impl Epochs {
    pub(crate) fn seal(&mut self, signed: Signed<'_>, sealed: &EpochSealed) -> Result<(), AnomalyKind> {
        if sealed.seals.len() > SEALS_MAX || sealed.before.len() > EPOCHS_BEFORE_MAX {
            return Err(AnomalyKind::BeyondLimit);
        }
        let receivers = sealed.seals.iter().map(|seal| seal.device);
        if let Some(known) = self.started.iter_mut().find(|known| known.id == sealed.epoch) {
            known.knowers.extend(receivers);
            return Ok(());
        }
        if self.started_by(signed.author) >= EPOCHS_STARTED_MAX {
            return Err(AnomalyKind::BeyondLimit);
        }
        let knowers = receivers.chain([signed.header.device]).collect();
        self.started.push(Epoch { id: sealed.epoch, by: signed.author, knowers });
        Ok(())
    }

    pub(crate) fn tell(&mut self, told: &KeyTold) -> Result<(), AnomalyKind> {
        if self.receiving.contains_key(&told.device) {
            return Err(AnomalyKind::AlreadyHere);
        }
        self.receiving.insert(told.device, told.receiving.clone());
        Ok(())
    }

    pub(crate) fn started_by(&self, partner: PartnerId) -> usize {
        self.started.iter().filter(|epoch| epoch.by == partner).count()
    }

    pub(crate) fn receiving(&self, device: DeviceId) -> Option<&SealBytes> {
        self.receiving.get(&device)
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = EpochId> {
        self.started.iter().map(|epoch| epoch.id)
    }

    /// The devices that know an epoch; `None` if no entry names the epoch.
    pub(crate) fn knowers(&self, epoch: EpochId) -> Option<&BTreeSet<DeviceId>> {
        self.started.iter().find(|known| known.id == epoch).map(|known| &known.knowers)
    }

    /// The clean epochs, latest first: those that no removed device knows.
    pub(crate) fn clean(&self, is_removed: impl Fn(&DeviceId) -> bool) -> impl Iterator<Item = EpochId> {
        let clean = move |epoch: &&Epoch| !epoch.knowers.iter().any(&is_removed);
        self.started.iter().rev().filter(clean).map(|epoch| epoch.id)
    }
}
