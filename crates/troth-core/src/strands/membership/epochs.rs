//! Epochs: which key seals a stream, as far as the log can tell.
//!
//! The log names epochs and the devices to which each was sealed. It never holds a key in the clear. An epoch is
//! *clean* while no device that may know it is removed, and *whole* while it shuts out no device of the partner who did
//! not start it. The current epoch is the latest that is both, in the order of the log. So two devices that start an
//! epoch at the same time end with the same one, and an epoch that was started without knowing of a removal is skipped,
//! wherever it sorts.
//!
//! ```text
//!   removed: phone                         sealed to          clean
//!   epoch 1   by laptop, after the removal  laptop, paper      yes   <- current
//!   epoch 2   by the partner, meanwhile     laptop, phone ..   no: the phone can open it
//! ```
//!
//! The partner who started an epoch says who knows it. The other one adds own devices only. Otherwise either could make
//! every epoch of the other look known to a removed device.
//!
//! No entry names the first epoch of a stream: every device got it when it joined. It is clean until the first device
//! is removed.

use std::collections::{BTreeMap, BTreeSet};

use super::events::{EpochSealed, KeyTold};
use super::sealing::Unopened;
use super::state::DEVICES_MAX;
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::header::{Header, Signed};
use crate::kernel::ids::{DeviceId, EpochId, PartnerId};
use crate::kernel::text::Blob;
use crate::kernel::time::WallTime;

/// The most receivers of an epoch: all devices of both partners.
pub const SEALS_MAX: usize = 2 * DEVICES_MAX;
/// The most earlier epochs that an epoch wraps: the one before, and those that other devices started at the same time.
pub const EPOCHS_BEFORE_MAX: usize = 8;
/// The most epochs that devices of one partner may start in a stream. Epochs of removed devices don't count, so a stolen
/// device that used them up gives them back when it is removed. The limit is per partner, so that neither can use up the
/// other's.
pub const EPOCHS_STARTED_MAX: usize = 63;
/// The most that apps start without a person who removes something: half, so that the other half is always there for the
/// removal of a device, whatever somebody else does to the epochs.
pub const EPOCHS_BY_ITSELF_MAX: usize = 31;
/// The most epochs of removed devices that the log keeps for one partner: as many as that partner can start, and some
/// more. None of them is clean, since its device knows it, so only old words are sealed under them.
pub const EPOCHS_OF_REMOVED_MAX: usize = 87;
/// The most times that a device can say of an epoch that it can't open it: once for each device that may pass it on.
pub const UNOPENED_MAX: usize = DEVICES_MAX;
/// The most epochs of which one device can say so: more than two partners can start.
pub const UNOPENED_EPOCHS_MAX: usize = 2 * EPOCHS_STARTED_MAX;
/// The most bytes of a receiving key, of an epoch sealed to it, or of an epoch wrapped under the next, with room for a
/// later suite.
pub const SEAL_BYTES_MAX: usize = 256;

/// A sealed or public key, as the vault encodes it. Opaque here.
pub type SealBytes = Blob<SEAL_BYTES_MAX>;

/// Why an epoch would be started.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cause {
    /// A person removes a device or replaces the recovery code.
    Removal,
    /// The app finds that an epoch is missing.
    Upkeep,
}

impl Cause {
    pub(crate) fn limit(self) -> usize {
        match self {
            Self::Removal => EPOCHS_STARTED_MAX,
            Self::Upkeep => EPOCHS_BY_ITSELF_MAX,
        }
    }
}

/// The epochs of one stream, in the order of the log.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct Epochs {
    started: Vec<Epoch>,
    receiving: BTreeMap<DeviceId, SealBytes>,
    /// How often a device said of an epoch that it can't open it. In the own stream, about epochs of both.
    unopened: BTreeMap<(DeviceId, EpochId), Missed>,
}

/// How often a device said that it can't open an epoch, and since when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Missed {
    times: usize,
    since: WallTime,
}

/// An epoch, as the log knows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Epoch {
    pub(crate) id: EpochId,
    pub(crate) by: PartnerId,
    /// The device that made the key.
    pub(crate) device: DeviceId,
    /// The device that made the key, and every device to which it was sealed, then or later.
    pub(crate) knowers: BTreeSet<DeviceId>,
    /// The devices that were there and had told their key when the epoch was started without a seal for them.
    shut_out: BTreeSet<DeviceId>,
    /// The own devices that passed the epoch on to a device.
    passed: BTreeMap<DeviceId, BTreeSet<DeviceId>>,
}

impl Epoch {
    /// Takes note of seals that the partner who started the epoch, or the owner of the receivers, added later.
    fn pass(&mut self, signed: Signed<'_>, sealed: &EpochSealed, devices: &BTreeMap<DeviceId, PartnerId>) {
        let passer = signed.header.device;
        self.knowers.insert(passer);
        for device in sealed.seals.iter().map(|seal| seal.device) {
            let is_own = devices.get(&device) == Some(&signed.author);
            if is_own || self.by == signed.author {
                self.knowers.insert(device);
                self.shut_out.remove(&device);
            }
            if is_own {
                self.passed.entry(device).or_default().insert(passer);
            }
        }
    }

    /// How many other own devices passed the epoch on to a device.
    pub(crate) fn times_passed(&self, to: DeviceId) -> usize {
        self.passed.get(&to).map_or(0, BTreeSet::len)
    }

    pub(crate) fn was_passed_by(&self, passer: DeviceId, to: DeviceId) -> bool {
        self.passed.get(&to).is_some_and(|passers| passers.contains(&passer))
    }

    /// Whether every device that was shut out has been removed.
    pub(crate) fn is_whole(&self, is_active: impl Fn(&DeviceId) -> bool) -> bool {
        !self.shut_out.iter().any(is_active)
    }
}

/// What an epoch is judged by when it is started.
pub(crate) struct Around<'a> {
    /// The partner of every device, removed ones included.
    pub(crate) devices: &'a BTreeMap<DeviceId, PartnerId>,
    /// The active devices of the partner who doesn't start it.
    pub(crate) of_the_other: Vec<DeviceId>,
    /// The devices that any entry of the log removes.
    pub(crate) removed: BTreeSet<DeviceId>,
}

impl Epochs {
    pub(crate) fn seal(
        &mut self,
        signed: Signed<'_>,
        sealed: &EpochSealed,
        around: &Around<'_>,
    ) -> Result<(), AnomalyKind> {
        if sealed.seals.len() > SEALS_MAX || sealed.before.len() > EPOCHS_BEFORE_MAX {
            return Err(AnomalyKind::BeyondLimit);
        }
        if let Some(known) = self.started.iter_mut().find(|known| known.id == sealed.epoch) {
            known.pass(signed, sealed, around.devices);
            return Ok(());
        }
        let device = signed.header.device;
        let (count, limit) = match around.removed.contains(&device) {
            true => (self.of_removed(signed.author, &around.removed), EPOCHS_OF_REMOVED_MAX),
            false => (self.started_by(signed.author, &around.removed), EPOCHS_STARTED_MAX),
        };
        if count >= limit {
            return Err(AnomalyKind::BeyondLimit);
        }
        let knowers: BTreeSet<_> = sealed.seals.iter().map(|seal| seal.device).chain([device]).collect();
        let told = around.of_the_other.iter().filter(|device| self.receiving.contains_key(device));
        let shut_out = told.filter(|device| !knowers.contains(device)).copied().collect();
        let (id, by, passed) = (sealed.epoch, signed.author, BTreeMap::new());
        self.started.push(Epoch { id, by, device, knowers, shut_out, passed });
        Ok(())
    }

    pub(crate) fn tell(&mut self, told: &KeyTold) -> Result<(), AnomalyKind> {
        if self.receiving.contains_key(&told.device) {
            return Err(AnomalyKind::AlreadyHere);
        }
        self.receiving.insert(told.device, told.receiving.clone());
        Ok(())
    }

    /// Takes note that a device can't open an epoch.
    pub(crate) fn miss(&mut self, header: &Header, epoch: EpochId) -> Result<(), AnomalyKind> {
        let place = (header.device, epoch);
        let epochs = self.unopened.keys().filter(|(by, _)| *by == header.device).count();
        if epochs >= UNOPENED_EPOCHS_MAX && !self.unopened.contains_key(&place) {
            return Err(AnomalyKind::BeyondLimit);
        }
        let missed = self.unopened.entry(place).or_insert(Missed { times: 0, since: header.written });
        if missed.times >= UNOPENED_MAX {
            return Err(AnomalyKind::BeyondLimit);
        }
        missed.times += 1;
        Ok(())
    }

    pub(crate) fn times_missed(&self, device: DeviceId, epoch: EpochId) -> usize {
        self.unopened.get(&(device, epoch)).map_or(0, |missed| missed.times)
    }

    pub(crate) fn missed(&self) -> impl Iterator<Item = Unopened> {
        let unopened = |(&(device, epoch), missed): (&(DeviceId, EpochId), &Missed)| Unopened {
            device,
            epoch,
            since: missed.since,
        };
        self.unopened.iter().map(unopened)
    }

    /// How many epochs devices of a partner started that are not removed.
    pub(crate) fn started_by(&self, partner: PartnerId, removed: &BTreeSet<DeviceId>) -> usize {
        self.started.iter().filter(|epoch| epoch.by == partner && !removed.contains(&epoch.device)).count()
    }

    fn of_removed(&self, partner: PartnerId, removed: &BTreeSet<DeviceId>) -> usize {
        self.started.iter().filter(|epoch| epoch.by == partner && removed.contains(&epoch.device)).count()
    }

    pub(crate) fn receiving(&self, device: DeviceId) -> Option<&SealBytes> {
        self.receiving.get(&device)
    }

    /// All epochs, in the order of the log.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = &Epoch> {
        self.started.iter()
    }

    pub(crate) fn get(&self, epoch: EpochId) -> Option<&Epoch> {
        self.started.iter().find(|known| known.id == epoch)
    }
}
