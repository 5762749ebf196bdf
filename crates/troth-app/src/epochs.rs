//! Epochs on this device: taking keys that were sealed to it, starting a new one when a device is removed, and passing one
//! on to a device that lacks it.
//!
//! The device that removes another starts the next epoch in the same write, offline too. A device that sees a removal
//! without an epoch starts one instead, once everything is here; two that do so at once end with the same (see `troth_core::membership::Members`).

use std::collections::BTreeSet;

use rand_core::CryptoRng;
use troth_core::membership::{
    DEVICES_MAX, EPOCHS_BEFORE_MAX, EpochBefore, EpochSeal, EpochSealed, KeyTold, Link, Members, MembershipCommand,
    SEALS_MAX, SealBytes,
};
use troth_core::{Command, DeviceId, EpochId, Stream};
use troth_vault::{
    EPOCHS_MAX, EpochKey, ReceivingKey, SharedKeys, StreamKeys, open_epoch, seal_epoch_to, unwrap_previous,
    wrap_previous,
};

use crate::io::Io;
use crate::message::Message;
use crate::own_keys;
use crate::record::News;
use crate::space::Space;

pub(crate) const STREAMS: [Stream; 2] = [Stream::Own, Stream::Shared];

/// Bytes of an epoch sealed to a device, and so of what stands in an empty place.
const SEAL_BYTES: usize = 80;
/// The same for one wrapped under the next.
const WRAPPED_BYTES: usize = 104;

/// Places for devices: as many as one person may have, or as two may. No other number shows in a size.
const PLACES: [usize; 2] = [DEVICES_MAX, SEALS_MAX];
/// Places for epochs before: the one that came before and one of the same moment, or as many as there can be. An epoch that
/// is passed on brings none and looks the same.
const PLACES_BEFORE: [usize; 2] = [2, EPOCHS_BEFORE_MAX];

/// Epochs held beyond which none is taken that comes from a removed device and that its remover had not seen: half of what
/// a stream may hold, so that there is room for those that count.
const EPOCHS_WITH_NEWS_OF_REMOVED_MAX: usize = EPOCHS_MAX / 2;

/// A device, and the key to which an epoch is sealed for it.
type Receiver = (DeviceId, ReceivingKey);

impl Space {
    /// Takes what arrived, and does what others left undone.
    pub(crate) fn tend_epochs(&mut self, io: &mut Io) {
        self.take_epochs(io);
        for stream in STREAMS {
            self.choose_epoch(io, stream);
            if self.record.is_complete(stream) {
                // What can't be written io.now is due still, and tried after the next input.
                let _due_still = self.settle_epochs_of(io, stream);
            }
        }
    }

    /// Does at once what a change of devices asks for: the removed one must not read another word.
    pub(crate) fn settle_epochs(&mut self, io: &mut Io) -> Result<(), Message> {
        STREAMS.into_iter().try_for_each(|stream| self.settle_epochs_of(io, stream))
    }

    fn settle_epochs_of(&mut self, io: &mut Io, stream: Stream) -> Result<(), Message> {
        let Some(members) = self.members(stream) else { return Ok(()) };
        if !members.is_active(self.me().device) || members.link() == Link::Unlinked {
            return Ok(());
        }
        self.tell_keys(io, stream)?;
        self.start_epoch(io, stream)?;
        self.pass_epoch(io, stream)
    }

    /// The other partner has to know to which keys epochs are sealed for one's own devices.
    fn tell_keys(&mut self, io: &mut Io, stream: Stream) -> Result<(), Message> {
        let (Stream::Shared, Some(members)) = (stream, self.members(stream)) else { return Ok(()) };
        let Some(me) = members.partner(self.me().partner) else { return Ok(()) };
        let untold = me.devices.keys().copied().filter(|device| members.receiving(*device).is_none());
        let receivers = self.receivers(members, untold.collect());
        for (device, receiving) in receivers {
            let told = MembershipCommand::TellKey(KeyTold { device, receiving: seal_bytes(receiving.as_bytes()) });
            self.command(io, Command::Membership(told))?;
        }
        Ok(())
    }

    fn start_epoch(&mut self, io: &mut Io, stream: Stream) -> Result<(), Message> {
        let (Some(members), Some(keys)) = (self.members(stream), self.keys(stream)) else { return Ok(()) };
        if !members.epoch_is_due(self.me().partner) {
            return Ok(());
        }
        let (epoch, mut next) = (EpochKey::make(&mut io.rng), keys.clone());
        if next.make_current(epoch.clone()).is_err() {
            // The removal stands, and a removed device goes on reading: the person must know.
            return Err(Message::plain("problem-keys-full"));
        }
        let receivers = self.receivers(members, members.active_devices().collect());
        let seals = seals(&mut io.rng, keys, &epoch, &receivers);
        let seals = filled_seals(&mut io.rng, seals);
        let before = wrapped(&mut io.rng, &epoch, &self.heads(stream, keys));
        let before = filled_before(&mut io.rng, before);
        let sealed = EpochSealed { epoch: core(&epoch), seals, before };
        let start = MembershipCommand::SealEpoch(stream, sealed);
        self.command(io, Command::Membership(start))?;
        self.put_keys(io, stream, next);
        Ok(())
    }

    /// Seals the epoch to devices that lack it, and brings along what nothing brings along yet.
    fn pass_epoch(&mut self, io: &mut Io, stream: Stream) -> Result<(), Message> {
        let (Some(members), Some(keys)) = (self.members(stream), self.keys(stream)) else { return Ok(()) };
        let (current, id) = (keys.current(), core(keys.current()));
        if !members.epochs().any(|epoch| epoch == id) {
            return Ok(());
        }
        let receivers = self.receivers(members, members.lacking(id));
        let seals = seals(&mut io.rng, keys, current, &receivers);
        // Of two that were started at once the later seals, and has to open what stands under the other.
        let heads: Vec<_> = self.heads(stream, keys).into_iter().filter(|head| *head != current).collect();
        if seals.is_empty() && heads.is_empty() {
            return Ok(());
        }
        let before = wrapped(&mut io.rng, current, &heads);
        let (seals, before) = (filled_seals(&mut io.rng, seals), filled_before(&mut io.rng, before));
        let pass = MembershipCommand::SealEpoch(stream, EpochSealed { epoch: id, seals, before });
        self.command(io, Command::Membership(pass)).map(|_| ())
    }

    /// Adds what was sealed to this device, and all history that it opens.
    fn take_epochs(&mut self, io: &mut Io) {
        if !self.record.take_news_of_epochs() {
            return;
        }
        for stream in STREAMS {
            let Some(mut keys) = self.keys(stream).cloned() else { continue };
            // Each round opens one epoch at least, and a stream holds a limited number of them.
            while self.record.carried(stream).any(|(news, sealed)| self.opens_more(&mut keys, news, sealed)) {}
            self.put_keys(io, stream, keys);
        }
    }

    /// Whether an entry opens an epoch that was not among the keys yet; it is then.
    ///
    /// Anybody can seal to a receiving key, and an epoch from an entry without a place only opens records that somebody
    /// with a key of the stream has sealed. What this device seals under is chosen elsewhere. So an epoch of a device that
    /// was removed meanwhile is taken too: others, who had not heard, may have written under it. But a thief must not fill
    /// the keyring.
    fn opens_more(&self, keys: &mut StreamKeys, news: News, sealed: &EpochSealed) -> bool {
        let known = keys.epochs().count();
        if news == News::OfARemovedDevice && known >= EPOCHS_WITH_NEWS_OF_REMOVED_MAX {
            return false;
        }
        let here = self.me().device;
        for seal in sealed.seals.iter().filter(|seal| seal.device == here) {
            let context = context(keys, here);
            add(keys, sealed.epoch, || open_epoch(&self.device, seal.sealed.as_bytes(), &context).ok());
        }
        let Some(epoch) = keys.epoch(vault(sealed.epoch)).cloned() else { return false };
        for before in &sealed.before {
            add(keys, before.epoch, || unwrap_previous(&epoch, before.wrapped.as_bytes()).ok());
        }
        keys.epochs().count() > known
    }

    /// Goes on to the epoch that the log says, of those that are held here.
    ///
    /// A device that was let in late, or came back from paper, may hold a later one than it has read of: it keeps that
    /// until it has read everything.
    fn choose_epoch(&mut self, io: &mut Io, stream: Stream) {
        let (Some(members), Some(keys)) = (self.members(stream), self.keys(stream)) else { return };
        let held: BTreeSet<_> = keys.epochs().map(core).collect();
        let current = core(keys.current());
        let Some(chosen) = members.sealing_epoch(&held).filter(|chosen| *chosen != current) else { return };
        let is_known = keys.current() == keys.first().current() || members.epochs().any(|epoch| epoch == current);
        if !is_known && !self.record.is_read(stream) {
            return;
        }
        let mut next = keys.clone();
        if let Some(epoch) = keys.epoch(vault(chosen)).cloned()
            && next.make_current(epoch).is_ok()
        {
            self.put_keys(io, stream, next);
        }
    }

    fn put_keys(&mut self, io: &mut Io, stream: Stream, keys: StreamKeys) {
        if self.keys(stream) == Some(&keys) {
            return;
        }
        self.record.set_keys(keys.clone());
        match stream {
            Stream::Own => self.keyring.own = keys,
            Stream::Shared => {
                self.keyring.shared = self.keyring.shared.as_ref().map(|known| known.with_keys(keys));
            }
        }
        self.save_keyring(io);
    }

    fn keys(&self, stream: Stream) -> Option<&StreamKeys> {
        match stream {
            Stream::Own => Some(&self.keyring.own),
            Stream::Shared => self.keyring.shared.as_ref().map(SharedKeys::keys),
        }
    }

    fn members(&self, stream: Stream) -> Option<&Members> {
        let state = self.record.state();
        match stream {
            Stream::Own => Some(&state.own.members),
            Stream::Shared => state.shared.map(|shared| &shared.members),
        }
    }

    /// The keys of these devices, as far as they are known: of one's own from the own stream, where a device's id vouches
    /// for them, of the other's as the other told them.
    fn receivers(&self, members: &Members, devices: Vec<DeviceId>) -> Vec<Receiver> {
        if devices.is_empty() {
            return Vec::new();
        }
        let state = self.record.state();
        let own = own_keys::devices(state.own);
        let receiver = |device: DeviceId| {
            if state.own.members.holder(device).is_some() {
                let known = own.iter().find(|known| known.id().to_bytes() == device.0)?;
                return Some((device, known.receiving));
            }
            let told = members.receiving(device)?.as_bytes().try_into().ok()?;
            Some((device, ReceivingKey::from_bytes(told)))
        };
        devices.into_iter().filter_map(receiver).collect()
    }

    /// The epochs that no entry brings along under a later one, the current one first: that one, and others of its moment.
    fn heads<'k>(&self, stream: Stream, keys: &'k StreamKeys) -> Vec<&'k EpochKey> {
        let brought: BTreeSet<_> = self.record.carried(stream).flat_map(|(_, sealed)| brought(keys, sealed)).collect();
        keys.epochs().filter(|epoch| !brought.contains(&core(epoch))).take(EPOCHS_BEFORE_MAX).collect()
    }
}

/// A key, or an epoch that was sealed or wrapped, as an entry holds it.
#[expect(clippy::expect_used, reason = "each has one of three lengths, all of them far below the bound")]
fn seal_bytes(bytes: &[u8]) -> SealBytes {
    SealBytes::new(bytes).expect("short bytes")
}

/// Wraps epochs under one that brings them along.
fn wrapped(rng: &mut impl CryptoRng, under: &EpochKey, epochs: &[&EpochKey]) -> Vec<EpochBefore> {
    let mut wrap = |epoch: &&EpochKey| {
        let wrapped = seal_bytes(&wrap_previous(rng, under, epoch));
        EpochBefore { epoch: core(epoch), wrapped }
    };
    epochs.iter().map(&mut wrap).collect()
}

/// Adds an epoch that is not there yet, if it opens and is the one it says to be.
fn add(keys: &mut StreamKeys, name: EpochId, open: impl FnOnce() -> Option<EpochKey>) {
    if keys.epoch(vault(name)).is_some() {
        return;
    }
    if let Some(epoch) = open().filter(|epoch| core(epoch) == name) {
        // A stream that holds all epochs it can hold takes no more; what is under this one then stays sealed.
        let _full = keys.add_older(epoch);
    }
}

fn core(epoch: &EpochKey) -> EpochId {
    EpochId(epoch.id().0)
}

fn vault(epoch: EpochId) -> troth_vault::EpochId {
    troth_vault::EpochId(epoch.0)
}

/// What a seal is bound to: the stream and the device.
fn context(keys: &StreamKeys, device: DeviceId) -> [u8; 32] {
    let mut context = [0; 32];
    let (stream, of_device) = context.split_at_mut(16);
    stream.copy_from_slice(keys.stream().as_bytes());
    of_device.copy_from_slice(&device.0);
    context
}

/// The epochs that an entry does bring along, as far as the keys can tell.
fn brought(keys: &StreamKeys, sealed: &EpochSealed) -> Vec<EpochId> {
    let Some(epoch) = keys.epoch(vault(sealed.epoch)) else { return Vec::new() };
    let opened = sealed.before.iter().filter_map(|before| unwrap_previous(epoch, before.wrapped.as_bytes()).ok());
    opened.map(|before| core(&before)).collect()
}

/// Fills the empty places for epochs before with random bytes.
fn filled_before(rng: &mut impl CryptoRng, mut before: Vec<EpochBefore>) -> Vec<EpochBefore> {
    let [few, all] = PLACES_BEFORE;
    let places = if before.len() <= few { few } else { all };
    while before.len() < places {
        let (epoch, wrapped) = (EpochId(random(rng)), seal_bytes(&random::<WRAPPED_BYTES>(rng)));
        before.push(EpochBefore { epoch, wrapped });
    }
    before
}

fn random<const BYTES: usize>(rng: &mut impl CryptoRng) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    rng.fill_bytes(&mut bytes);
    bytes
}

/// Seals an epoch to devices. One whose key is none is left out: nothing can be sealed to it, however often it is tried.
fn seals(rng: &mut impl CryptoRng, keys: &StreamKeys, epoch: &EpochKey, receivers: &[Receiver]) -> Vec<EpochSeal> {
    let mut seal = |(device, receiving): &Receiver| {
        let sealed = seal_epoch_to(rng, receiving, epoch, &context(keys, *device)).ok()?;
        Some(EpochSeal { device: *device, sealed: seal_bytes(&sealed) })
    };
    receivers.iter().take(SEALS_MAX).filter_map(&mut seal).collect()
}

/// Fills the empty places for devices with random bytes.
fn filled_seals(rng: &mut impl CryptoRng, mut seals: Vec<EpochSeal>) -> Vec<EpochSeal> {
    let [of_one, of_two] = PLACES;
    let places = if seals.len() <= of_one { of_one } else { of_two };
    while seals.len() < places {
        let (device, sealed) = (DeviceId(random(rng)), seal_bytes(&random::<SEAL_BYTES>(rng)));
        seals.push(EpochSeal { device, sealed });
    }
    seals
}

#[cfg(test)]
mod tests;
