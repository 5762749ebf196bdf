//! Which epoch of a stream seals, who has to start the next one, and to whom one is passed on.

use std::collections::BTreeSet;

use super::epochs::{Around, Cause, EPOCHS_BY_ITSELF_MAX, EPOCHS_STARTED_MAX, Epoch, SealBytes, UNOPENED_MAX};
use super::events::{EpochSealed, EpochUnopened};
use super::state::{Link, Members};
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::header::{Actor, Signed};
use crate::kernel::ids::{DeviceId, EpochId, PartnerId};
use crate::kernel::time::WallTime;

/// A device that could not open an epoch that was sealed to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unopened {
    /// The device.
    pub device: DeviceId,
    /// The epoch.
    pub epoch: EpochId,
    /// When the device said so first, by its own clock.
    pub since: WallTime,
}

impl Members {
    /// The receiving key of a device, as its owner told it.
    pub fn receiving(&self, device: DeviceId) -> Option<&SealBytes> {
        self.epochs.receiving(device)
    }

    /// The epochs that entries name, in the order of the log. The first epoch of the stream is not among them.
    pub fn epochs(&self) -> impl Iterator<Item = EpochId> {
        self.epochs.all().map(|epoch| epoch.id)
    }

    /// The partner and the device who started an epoch; `None` if no entry names it.
    pub fn starter(&self, epoch: EpochId) -> Option<Actor> {
        self.epochs.get(epoch).map(|known| Actor { partner: known.by, device: known.device })
    }

    /// The devices that know an epoch; `None` if no entry names it.
    pub fn knowers(&self, epoch: EpochId) -> Option<&BTreeSet<DeviceId>> {
        self.epochs.get(epoch).map(|known| &known.knowers)
    }

    /// The epoch to seal under: the newest in `held` that no removed device knows and that shuts out no device of the
    /// partner who did not start it. Without one, the newest that no removed device knows: a device that is shut out can be
    /// passed the key later, and what a removed device reads can't be taken back. Without that, the newest that shuts out
    /// none.
    ///
    /// `None` stands for the first epoch of the stream, or that nothing is known.
    pub fn sealing_epoch(&self, held: &BTreeSet<EpochId>) -> Option<EpochId> {
        let is_held = |epoch: &&Epoch| held.contains(&epoch.id);
        let whole = self.clean().filter(is_held).find(|epoch| self.is_whole(epoch));
        let clean = || self.clean().find(is_held);
        whole.or_else(clean).or_else(|| self.newest_whole(held)).map(|epoch| epoch.id)
    }

    /// Whether this device has to start an epoch: it holds none that no removed device knows, and a removed device of its
    /// owner knows the one that seals instead.
    ///
    /// The partner whose removed device it is starts it, so nobody uses up the epochs of the other by removing devices.
    /// The other one helps where that partner can start no more, or has no device left. Never in a closed space, where nothing is written any
    /// more, and never beyond the limits: [`EPOCHS_STARTED_MAX`] for a removal, [`EPOCHS_BY_ITSELF_MAX`] for upkeep.
    pub fn epoch_is_due(&self, actor: &Actor, held: &BTreeSet<EpochId>, cause: Cause) -> bool {
        let limit = match self.knows_what_seals(actor.partner, held) {
            true => cause.limit(),
            false if self.is_to_help(held) => EPOCHS_BY_ITSELF_MAX,
            false => 0,
        };
        self.lacks_epoch(actor, held) && self.has_room(actor.partner, limit)
    }

    /// Whether an epoch is missing that this device would have to start, and neither upkeep nor the other partner can
    /// start one any more. A removed device goes on reading, and the person has to know.
    pub fn epoch_is_beyond_reach(&self, actor: &Actor, held: &BTreeSet<EpochId>) -> bool {
        let is_owner = self.knows_what_seals(actor.partner, held);
        self.lacks_epoch(actor, held) && is_owner && !self.has_room(actor.partner, EPOCHS_BY_ITSELF_MAX)
    }

    /// Whether a removed device may know this epoch.
    pub fn is_known_outside(&self, epoch: EpochId) -> bool {
        self.has_removed() && !self.clean().any(|clean| clean.id == epoch)
    }

    /// Whether a device is removed and this one holds no epoch that it doesn't know, and waits for none.
    fn lacks_epoch(&self, actor: &Actor, held: &BTreeSet<EpochId>) -> bool {
        let is_mine = |device: &DeviceId| self.is_active(*device) && self.holder(*device) == Some(actor.partner);
        // An epoch from before this device came is passed on to it. One that was sealed to it and does not open is not.
        let comes = |epoch: &Epoch| !epoch.knowers.contains(&actor.device) && epoch.knowers.iter().any(is_mine);
        // Every holder can pass it on to a device that it shuts out, so that is no reason to start another.
        let serves = |epoch: &Epoch| held.contains(&epoch.id) || comes(epoch);
        !self.removed().is_empty() && self.link() != Link::Unlinked && !self.clean().any(serves)
    }

    /// Whether those whose removed device knows what seals can start no epoch: any more, or because devices that removed
    /// each other left them none.
    fn is_to_help(&self, held: &BTreeSet<EpochId>) -> bool {
        let mut owing = self.partners().keys().filter(|partner| self.knows_what_seals(**partner, held));
        owing.all(|partner| !self.has_room(*partner, EPOCHS_STARTED_MAX) || self.has_no_device(*partner))
    }

    fn has_no_device(&self, partner: PartnerId) -> bool {
        self.partner(partner).is_none_or(|partner| partner.devices.is_empty())
    }

    fn has_room(&self, partner: PartnerId, limit: usize) -> bool {
        self.epochs.started_by(partner, &self.removed()) < limit
    }

    /// Whether a removed device of this partner knows the epoch that seals.
    fn knows_what_seals(&self, partner: PartnerId, held: &BTreeSet<EpochId>) -> bool {
        let mut removed = self.removed().into_iter().filter(|device| self.holder(*device) == Some(partner));
        match self.newest_whole(held) {
            Some(epoch) => removed.any(|device| epoch.knowers.contains(&device)),
            None => removed.next().is_some(),
        }
    }

    /// The devices to which this one passes an epoch on: own ones that lack it, those of the other where its owner
    /// started it, and own ones that say in the own stream, whose members are `own`, that they can't open it.
    pub fn to_pass(&self, actor: &Actor, epoch: EpochId, own: &Self) -> Vec<DeviceId> {
        let Some(known) = self.epochs.get(epoch) else { return Vec::new() };
        let is_own = |device: DeviceId| self.holder(device) == Some(actor.partner);
        let lacks =
            |device: DeviceId| !known.knowers.contains(&device) && (is_own(device) || known.by == actor.partner);
        let asks = |device: DeviceId| {
            let missed = own.epochs.times_missed(device, epoch);
            is_own(device) && missed > known.times_passed(device) && !known.was_passed_by(actor.device, device)
        };
        let others = self.active_devices().filter(|device| *device != actor.device);
        others.filter(|device| lacks(*device) || asks(*device)).collect()
    }

    /// Whether this device has to say in the own stream, whose members are `own`, that it can't open an epoch that was
    /// sealed to it: once, and again each time an own device passed it on in vain.
    pub fn is_to_be_told_unopened(&self, actor: &Actor, epoch: EpochId, own: &Self) -> bool {
        let Some(known) = self.epochs.get(epoch) else { return false };
        let missed = own.epochs.times_missed(actor.device, epoch);
        known.knowers.contains(&actor.device) && missed <= known.times_passed(actor.device) && missed < UNOPENED_MAX
    }

    /// What devices could not open. In the own stream, about epochs of both streams.
    pub fn unopened(&self) -> impl Iterator<Item = Unopened> {
        self.epochs.missed()
    }

    /// Whether entry number `seq` of a removed device is one that the removing device had not seen.
    ///
    /// Such an entry may still stand, unless it is about keys.
    pub fn is_news_of_a_removed_device(&self, device: DeviceId, seq: u64) -> bool {
        self.is_beyond_cut(device, seq)
    }

    pub(super) fn seal_epoch(&mut self, signed: Signed<'_>, sealed: &EpochSealed) -> Result<(), AnomalyKind> {
        self.check_keys(signed)?;
        let other = self.other(signed.author).and_then(|other| self.partner(other));
        let of_the_other = other.map_or_else(Vec::new, |other| other.devices.keys().copied().collect());
        let removed = self.removed();
        let Self { epochs, authors, .. } = self;
        epochs.seal(signed, sealed, &Around { devices: authors, of_the_other, removed })
    }

    pub(super) fn miss_epoch(&mut self, signed: Signed<'_>, missed: &EpochUnopened) -> Result<(), AnomalyKind> {
        self.check_keys(signed)?;
        self.epochs.miss(signed.header, missed.epoch)
    }

    /// The epochs that no removed device knows, latest first.
    fn clean(&self) -> impl Iterator<Item = &Epoch> {
        let removed = self.removed();
        let is_clean = move |epoch: &&Epoch| epoch.knowers.is_disjoint(&removed);
        self.epochs.all().rev().filter(is_clean)
    }

    fn newest_whole(&self, held: &BTreeSet<EpochId>) -> Option<&Epoch> {
        self.epochs.all().rev().find(|epoch| held.contains(&epoch.id) && self.is_whole(epoch))
    }

    fn is_whole(&self, epoch: &Epoch) -> bool {
        epoch.is_whole(|device| self.is_active(*device))
    }
}
