//! Which epochs a device takes from the entries that carry them, before and after the log knows them.
//!
//! An epoch that the log names is always taken: the log limits how many a partner starts. Of others, which only an entry
//! without a place names, a few are held for each origin, since a device may need one to read on until the log names it.
//! An epoch that no entry carries, but that another one brings along, is not taken: every epoch is started by an entry.

use std::collections::{BTreeMap, BTreeSet};

use troth_core::membership::{EPOCHS_STARTED_MAX, EpochSealed, Members};
use troth_core::{DeviceId, EpochId, PartnerId};
use troth_vault::{DeviceKeys, EPOCHS_MAX, EpochKey, StreamKeys, open_epoch, unwrap_previous};

use super::sealed::{context, core, vault};
use super::{STREAMS, held};
use crate::io::Io;
use crate::record::Origin;
use crate::space::Space;

/// Epochs of one origin that are held although the log does not name them yet. Few are started at a time, and one is
/// enough to read the entry that starts the next.
pub(super) const EPOCHS_PROVISIONAL_MAX: usize = 8;

/// Origins: own or the other's, by a member or a removed device.
const ORIGINS: usize = 4;

// The first one, those that both partners can have started, and those that the log doesn't name yet.
const _: () = assert!(1 + 2 * EPOCHS_STARTED_MAX + ORIGINS * EPOCHS_PROVISIONAL_MAX <= EPOCHS_MAX);

impl Space {
    /// Adds what was sealed to this device, and all history that it opens.
    pub(super) fn take_epochs(&mut self, io: &mut Io) {
        if !self.record.take_news_of_epochs() {
            return;
        }
        for stream in STREAMS {
            let Some(keys) = self.keys(stream).cloned() else { continue };
            let members = self.members(stream);
            let mut taking = Taking::new(keys, members, self.record.carried(stream));
            // Each round opens one epoch at least, and a stream holds a limited number of them.
            while self.record.carried(stream).any(|(_, sealed)| taking.opens_more(&self.device, sealed)) {}
            let keys = taking.keys;
            self.put_keys(io, stream, keys);
        }
    }
}

/// The keys of a stream while epochs are added to them.
struct Taking<'a> {
    keys: StreamKeys,
    held: BTreeSet<EpochId>,
    members: Option<&'a Members>,
    /// What the log names.
    known: BTreeSet<EpochId>,
    /// Where the entries come from that carry an epoch.
    origins: BTreeMap<EpochId, Vec<Origin>>,
}

impl<'a> Taking<'a> {
    fn new<'c>(
        keys: StreamKeys,
        members: Option<&'a Members>,
        carried: impl Iterator<Item = (Origin, &'c EpochSealed)>,
    ) -> Self {
        let mut origins: BTreeMap<EpochId, Vec<Origin>> = BTreeMap::new();
        for (origin, sealed) in carried {
            origins.entry(sealed.epoch).or_default().push(origin);
        }
        let known = members.into_iter().flat_map(Members::epochs).collect();
        Self { held: held(&keys), keys, members, known, origins }
    }

    /// Whether an entry opens an epoch that was not among the keys yet; it is then.
    ///
    /// Anybody can seal to a receiving key, and an epoch from an entry without a place only opens records that somebody
    /// with a key of the stream has sealed. What this device seals under is chosen elsewhere. So an epoch of a device that
    /// was removed meanwhile is taken too: others, who had not heard, may have written under it.
    fn opens_more(&mut self, device: &DeviceKeys, sealed: &EpochSealed) -> bool {
        let here = DeviceId(device.id().to_bytes());
        let context = context(&self.keys, here);
        let mut more = false;
        for seal in sealed.seals.iter().filter(|seal| seal.device == here) {
            more |= self.add(sealed.epoch, || open_epoch(device, seal.sealed.as_bytes(), &context).ok());
        }
        // Looking a key up costs a derivation for each epoch, so first whether there is anything to open with it.
        let before = sealed.before.iter().filter(|before| self.is_wanted(before.epoch));
        let before: Vec<_> = before.filter(|_| self.held.contains(&sealed.epoch)).collect();
        let Some(epoch) = before.first().and_then(|_| self.keys.epoch(vault(sealed.epoch)).cloned()) else {
            return more;
        };
        for before in before {
            more |= self.add(before.epoch, || unwrap_previous(&epoch, before.wrapped.as_bytes()).ok());
        }
        more
    }

    /// Adds an epoch that is not there yet, if it may be held, opens, and is the one it says to be.
    fn add(&mut self, name: EpochId, open: impl FnOnce() -> Option<EpochKey>) -> bool {
        if !self.is_wanted(name) {
            return false;
        }
        let Some(epoch) = open().filter(|epoch| core(epoch) == name) else { return false };
        if !self.keys.has_room() {
            make_room(&mut self.keys, self.members);
            self.held = held(&self.keys);
        }
        let added = self.keys.add_older(epoch).is_ok();
        if added {
            self.held.insert(name);
        }
        added
    }

    fn is_wanted(&self, name: EpochId) -> bool {
        !self.held.contains(&name) && self.may_be_held(name)
    }

    fn may_be_held(&self, name: EpochId) -> bool {
        let has_room = |origin: &Origin| self.provisional(*origin) < EPOCHS_PROVISIONAL_MAX;
        self.known.contains(&name) || self.origins.get(&name).is_some_and(|origins| origins.iter().any(has_room))
    }

    /// How many epochs are held that the log does not name, and whose first entry comes from there.
    fn provisional(&self, origin: Origin) -> usize {
        let comes_from = |epoch: &&EpochId| self.origins.get(epoch).and_then(|all| all.first()) == Some(&origin);
        self.held.iter().filter(|epoch| !self.known.contains(epoch)).filter(comes_from).count()
    }
}

/// Makes room for an epoch that the log names: what goes first is the oldest that it doesn't name, then the oldest that a
/// removed device of one partner started, of whom more are held. The rest always leaves room.
pub(super) fn make_room(keys: &mut StreamKeys, members: Option<&Members>) {
    while !keys.has_room() {
        let Some(epoch) = useless(keys, members) else { return };
        keys.forget(vault(epoch));
    }
}

fn useless(keys: &StreamKeys, members: Option<&Members>) -> Option<EpochId> {
    let (first, current) = (core(keys.first().current()), core(keys.current()));
    let mut oldest_first: Vec<EpochId> = keys.epochs().map(core).collect();
    oldest_first.reverse();
    oldest_first.retain(|epoch| ![first, current].contains(epoch));
    let starter = |epoch: EpochId| members.and_then(|members| members.starter(epoch));
    if let Some(unknown) = oldest_first.iter().find(|epoch| starter(**epoch).is_none()) {
        return Some(*unknown);
    }
    let started_by = |partner: PartnerId| {
        oldest_first.iter().filter(|epoch| starter(**epoch).is_some_and(|by| by.partner == partner)).count()
    };
    let of_removed = oldest_first.iter().filter_map(|epoch| {
        let by = starter(*epoch).filter(|by| members.is_some_and(|members| !members.is_active(by.device)))?;
        Some((started_by(by.partner), *epoch))
    });
    // The first of the greatest, so the oldest.
    of_removed.reduce(|most, next| if next.0 > most.0 { next } else { most }).map(|(_, epoch)| epoch)
}

#[cfg(test)]
mod tests;
