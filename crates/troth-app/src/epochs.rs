//! Epochs on this device: taking keys that were sealed to it, starting a new one when a device is removed, and passing one
//! on to a device that lacks it.
//!
//! The device that removes another starts the next epoch in the same write, offline too. A device that sees a removal of
//! an own device without an epoch starts one instead; two that do so at once end with the same (see
//! `troth_core::membership::Members`). A device that can't open what was sealed to it says so in the own stream, and
//! another own device passes the epoch on.

mod sealed;
mod taking;

use std::collections::{BTreeMap, BTreeSet};

use troth_core::membership::{
    Cause, EPOCHS_BEFORE_MAX, EpochBefore, EpochSealed, KeyTold, Link, Members, MembershipCommand,
};
use troth_core::{Actor, Command, DeviceId, EpochId, PartnerId, Stream};
use troth_vault::{EpochKey, ReceivingKey, SharedKeys, StreamKeys, unwrap_previous};

use crate::devices::own_stream;
use crate::io::Io;
use crate::message::Message;
use crate::space::Space;
use sealed::{Receiver, core, filled_before, filled_seals, seal_bytes, seals, vault, wrapped};

pub(crate) const STREAMS: [Stream; 2] = [Stream::Own, Stream::Shared];

/// A point of low order, to which nothing can be sealed: stands for a told key that is none.
const NO_KEY: [u8; 32] = [0; 32];

/// How long a fault of an epoch is told: a week, so that it is seen on each device, and then no more.
const FAULT_TOLD_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// Whose device sealed an epoch to a device of this person that could not open it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultBy {
    /// A device of this person.
    Own,
    /// A device of the other partner.
    Other,
}

impl Space {
    /// Takes what arrived, and does what others left undone.
    pub(crate) fn tend_epochs(&mut self, io: &mut Io) {
        self.take_epochs(io);
        for stream in STREAMS {
            self.choose_epoch(io, stream);
            if self.record.is_read(stream) {
                // What can't be written io.now is due still, and tried after the next input.
                let _due_still = self.tell_unopened(io, stream).and_then(|()| self.answer_unopened(io, stream));
                let _due_still = self.settle_epochs_of(io, stream, Cause::Upkeep);
            }
        }
    }

    /// Does at once what a removal asks for: the removed device must not read another word. What fails in one stream
    /// stops nothing in the other.
    pub(crate) fn settle_epochs(&mut self, io: &mut Io) -> Result<(), Message> {
        let settled = STREAMS.map(|stream| self.settle_epochs_of(io, stream, Cause::Removal));
        settled.into_iter().collect()
    }

    fn settle_epochs_of(&mut self, io: &mut Io, stream: Stream, cause: Cause) -> Result<(), Message> {
        if !self.may_seal_epochs(stream) {
            return Ok(());
        }
        // First what keeps a removed device out.
        let started = self.start_epoch(io, stream, cause);
        let told = self.tell_keys(io, stream);
        let passed = self.pass_epoch(io, stream);
        started.and(told).and(passed)
    }

    fn may_seal_epochs(&self, stream: Stream) -> bool {
        let here = self.me().device;
        self.members(stream).is_some_and(|members| members.is_active(here) && members.link() != Link::Unlinked)
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

    fn start_epoch(&mut self, io: &mut Io, stream: Stream, cause: Cause) -> Result<(), Message> {
        let (Some(members), Some(keys)) = (self.members(stream), self.keys(stream)) else { return Ok(()) };
        let held = held(keys);
        if !members.epoch_is_due(&self.me(), &held, cause) {
            return match cause == Cause::Removal && members.epoch_is_beyond_reach(&self.me(), &held) {
                true => Err(Message::plain("problem-keys-full")),
                false => Ok(()),
            };
        }
        let (epoch, mut next) = (EpochKey::make(&mut io.rng), keys.clone());
        taking::make_room(&mut next, Some(members));
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
        let current = keys.current();
        if members.starter(core(current)).is_none() {
            return Ok(());
        }
        // Of two that were started at once the later seals, and has to open what stands under the other.
        let heads = if self.record.is_complete(stream) { self.heads(stream, keys) } else { Vec::new() };
        let heads: Vec<_> = heads.into_iter().filter(|head| *head != current).collect();
        let before = wrapped(&mut io.rng, current, &heads);
        let to = members.to_pass(&self.me(), core(current), &self.record.state().own.members);
        match to.is_empty() && before.is_empty() {
            true => Ok(()),
            false => self.pass(io, stream, &current.clone(), (to, before)),
        }
    }

    fn pass(
        &mut self,
        io: &mut Io,
        stream: Stream,
        epoch: &EpochKey,
        (to, before): (Vec<DeviceId>, Vec<EpochBefore>),
    ) -> Result<(), Message> {
        let (Some(members), Some(keys)) = (self.members(stream), self.keys(stream)) else { return Ok(()) };
        let seals = seals(&mut io.rng, keys, epoch, &self.receivers(members, to));
        if seals.is_empty() && before.is_empty() {
            return Ok(());
        }
        let (seals, before) = (filled_seals(&mut io.rng, seals), filled_before(&mut io.rng, before));
        let pass = MembershipCommand::SealEpoch(stream, EpochSealed { epoch: core(epoch), seals, before });
        self.command(io, Command::Membership(pass)).map(|_| ())
    }

    /// Says in the own stream which epochs were sealed to this device and don't open.
    fn tell_unopened(&mut self, io: &mut Io, stream: Stream) -> Result<(), Message> {
        let (Some(members), Some(keys)) = (self.members(stream), self.keys(stream)) else { return Ok(()) };
        if !self.may_seal_epochs(stream) || !self.record.is_read(Stream::Own) {
            return Ok(());
        }
        let (held, own) = (held(keys), &self.record.state().own.members);
        let unopened = members.epochs().filter(|epoch| !held.contains(epoch));
        let unopened: Vec<_> =
            unopened.filter(|epoch| members.is_to_be_told_unopened(&self.me(), *epoch, own)).collect();
        for epoch in unopened {
            self.command(io, Command::Membership(MembershipCommand::MissEpoch(epoch)))?;
        }
        Ok(())
    }

    /// Passes epochs on to own devices that said that they can't open what was sealed to them.
    fn answer_unopened(&mut self, io: &mut Io, stream: Stream) -> Result<(), Message> {
        let (Some(members), Some(keys)) = (self.members(stream), self.keys(stream)) else { return Ok(()) };
        if !self.may_seal_epochs(stream) {
            return Ok(());
        }
        let own = &self.record.state().own.members;
        let asked: BTreeSet<EpochId> = own.unopened().map(|one| one.epoch).collect();
        let passed = asked.into_iter().filter_map(|epoch| {
            let to = members.to_pass(&self.me(), epoch, own);
            Some((keys.epoch(vault(epoch))?.clone(), to)).filter(|(_, to)| !to.is_empty())
        });
        for (epoch, to) in passed.collect::<Vec<_>>() {
            self.pass(io, stream, &epoch, (to, Vec::new()))?;
        }
        Ok(())
    }

    /// Whose devices lately sealed an epoch to an own device that could not open it.
    pub(crate) fn faults_of_epochs(&self, now_ms: i64) -> Vec<FaultBy> {
        let (own, me) = (&self.record.state().own.members, PartnerId(self.keyring.partner));
        let lately = own.unopened().filter(|one| now_ms - one.since.unix_ms < FAULT_TOLD_MS);
        let starter = |epoch| STREAMS.into_iter().find_map(|stream| self.members(stream)?.starter(epoch));
        let by = |starter: Actor| if starter.partner == me { FaultBy::Own } else { FaultBy::Other };
        lately.filter_map(|one| starter(one.epoch).map(by)).collect()
    }

    /// Whether a removed device goes on reading and the app can't start another epoch by itself.
    pub(crate) fn lacks_an_epoch(&self) -> bool {
        STREAMS.into_iter().any(|stream| {
            let (Some(members), Some(keys)) = (self.members(stream), self.keys(stream)) else { return false };
            members.is_active(self.me().device) && members.epoch_is_beyond_reach(&self.me(), &held(keys))
        })
    }

    /// Goes on to the epoch that the log says, of those that are held here.
    ///
    /// A device that was let in late, or came back from paper, may hold a later one than it has read of: it keeps that
    /// until it has read everything.
    fn choose_epoch(&mut self, io: &mut Io, stream: Stream) {
        let (Some(members), Some(keys)) = (self.members(stream), self.keys(stream)) else { return };
        let current = core(keys.current());
        let Some(chosen) = members.sealing_epoch(&held(keys)).filter(|chosen| *chosen != current) else { return };
        let is_known = keys.current() == keys.first().current() || members.starter(current).is_some();
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

    /// Whether a removed device may know the epoch of the own stream that seals.
    pub(crate) fn own_epoch_is_known_outside(&self) -> bool {
        self.record.state().own.members.is_known_outside(core(self.keyring.own.current()))
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
        let own = own_stream::devices(state.own);
        let receiver = |device: DeviceId| {
            if state.own.members.holder(device).is_some() {
                let known = own.iter().find(|known| known.id().to_bytes() == device.0)?;
                return Some((device, known.receiving));
            }
            let told = members.receiving(device)?.as_bytes().try_into().unwrap_or(NO_KEY);
            Some((device, ReceivingKey::from_bytes(told)))
        };
        devices.into_iter().filter_map(receiver).collect()
    }

    /// The epochs of the log that no entry brings along under a later one, the current one first: that one, and others of
    /// its moment.
    fn heads<'k>(&self, stream: Stream, keys: &'k StreamKeys) -> Vec<&'k EpochKey> {
        let by_name: BTreeMap<_, _> = keys.epochs().map(|epoch| (core(epoch), epoch)).collect();
        let carried = self.record.carried(stream).map(|(_, sealed)| sealed);
        let brought: BTreeSet<_> = carried.flat_map(|sealed| brought(&by_name, sealed)).collect();
        let mut known: BTreeSet<_> = self.members(stream).into_iter().flat_map(Members::epochs).collect();
        known.insert(core(keys.first().current()));
        let heads = keys.epochs().filter(|epoch| known.contains(&core(epoch)) && !brought.contains(&core(epoch)));
        heads.take(EPOCHS_BEFORE_MAX).collect()
    }
}

/// The epochs that these keys open, the first one included, which no entry names.
fn held(keys: &StreamKeys) -> BTreeSet<EpochId> {
    keys.epochs().map(core).collect()
}

/// The epochs that an entry does bring along, as far as the keys can tell.
fn brought(by_name: &BTreeMap<EpochId, &EpochKey>, sealed: &EpochSealed) -> Vec<EpochId> {
    let Some(epoch) = by_name.get(&sealed.epoch) else { return Vec::new() };
    let held = sealed.before.iter().filter(|before| by_name.contains_key(&before.epoch));
    let opened = held.filter_map(|before| unwrap_previous(epoch, before.wrapped.as_bytes()).ok());
    opened.map(|before| core(&before)).collect()
}

#[cfg(test)]
mod tests;
