//! An attacker with all secrets of a device and a copy of the relay's disk: what can they read?

use troth_app::Table;
use troth_core::Event;
use troth_core::membership::{EPOCH_SEALED_KIND, MembershipEvent};
use troth_vault::{Body, DeviceKeys, Keyring, LocalKey, StreamKeys, open_entry, open_epoch, unwrap_previous};
use troth_wire::{SealedRecord, WireMessage as _};

use super::person::{Disk, Person};

/// The keys of a device at the time of its loss.
pub struct Thief {
    pub device: DeviceKeys,
    pub keyring: Keyring,
}

impl Thief {
    /// Takes everything from an unlocked device.
    pub fn of(person: &Person) -> Self {
        let sealed = |key: &[u8]| {
            let open = &person.disk.0[&(Table::Plain, b"key".to_vec())];
            let local = LocalKey::dangerous_from_bytes(open[1..].try_into().unwrap());
            local.open(key, &person.disk.0[&(Table::Sealed, key.to_vec())]).unwrap()
        };
        let device = DeviceKeys::decode(&sealed(b"device")).unwrap();
        Self { device, keyring: Keyring::decode(&sealed(b"keyring")).unwrap() }
    }

    /// Returns the content of all records that can be opened, with every key that they carry.
    pub fn reads(&self, records: &[SealedRecord]) -> Vec<Vec<u8>> {
        let mut all = streams(&self.keyring);
        let mut words = Vec::new();
        for keys in &mut all {
            while records.iter().filter(|record| self.takes_keys(keys, record)).count() > 0 {}
            let opened = records.iter().filter_map(|record| open_entry(keys, record).ok());
            words.extend(opened.filter_map(|entry| match entry.body {
                Body::Present(body) => Some(body),
                Body::Absent => None,
            }));
        }
        words
    }

    /// Tries every sealed key and every wrapped epoch in a record; returns whether one gave a new key.
    fn takes_keys(&self, keys: &mut StreamKeys, record: &SealedRecord) -> bool {
        let Ok(entry) = open_entry(keys, record) else { return false };
        let Body::Present(body) = entry.body else { return false };
        let Event::Membership(MembershipEvent::EpochSealed(sealed)) = Event::decode(EPOCH_SEALED_KIND, &body) else {
            return false;
        };
        let known = keys.epochs().count();
        for seal in &sealed.seals {
            for device in [seal.device.0, self.device.id().to_bytes()] {
                let context = [keys.stream().as_bytes().as_slice(), &device].concat();
                if let Ok(epoch) = open_epoch(&self.device, seal.sealed.as_bytes(), &context) {
                    keys.add_older(epoch).unwrap();
                }
            }
        }
        for before in &sealed.before {
            let held: Vec<_> = keys.epochs().cloned().collect();
            for epoch in held {
                if let Ok(older) = unwrap_previous(&epoch, before.wrapped.as_bytes()) {
                    keys.add_older(older).unwrap();
                }
            }
        }
        keys.epochs().count() > known
    }
}

/// Returns the keys of the own stream and of the shared one.
pub fn streams(keyring: &Keyring) -> Vec<StreamKeys> {
    let shared = keyring.shared.as_ref().map(|shared| shared.keys().clone());
    std::iter::once(keyring.own.clone()).chain(shared).collect()
}

/// Returns all sealed records of a device, as the relay's disk holds them.
pub fn records(disk: &Disk) -> Vec<SealedRecord> {
    let rows = disk.0.iter().filter(|((table, _), _)| *table == Table::Records);
    rows.map(|(_, value)| SealedRecord::decode(&value[10..]).unwrap()).collect()
}

/// Returns the wall times of all records that a person's device holds and can open, in order.
pub fn wall_times(person: &Person) -> Vec<i64> {
    let thief = Thief::of(person);
    let all = records(&person.disk);
    let mut times = Vec::new();
    for mut keys in streams(&thief.keyring) {
        while all.iter().filter(|record| thief.takes_keys(&mut keys, record)).count() > 0 {}
        let opened = all.iter().filter_map(|record| open_entry(&keys, record).ok());
        times.extend(opened.map(|entry| entry.header.written.unix_ms));
    }
    times.sort_unstable();
    times
}

/// Tells whether one of the bodies contains these words.
pub fn hold(bodies: &[Vec<u8>], words: &str) -> bool {
    bodies.iter().any(|body| body.windows(words.len()).any(|part| part == words.as_bytes()))
}

/// Returns the number of epochs that a device holds for its own and shared stream.
pub fn epochs(person: &Person) -> [usize; 2] {
    let keyring = Thief::of(person).keyring;
    [keyring.own.epochs().count(), keyring.shared.map_or(0, |shared| shared.keys().epochs().count())]
}

/// Returns the epochs that a device seals under, for its own and shared stream.
pub fn sealing(person: &Person) -> Vec<troth_vault::EpochId> {
    streams(&Thief::of(person).keyring).iter().map(|keys| keys.current().id()).collect()
}

/// Returns the sizes of the bodies that carry epochs, own and shared.
pub fn epoch_sizes(person: &Person) -> Vec<usize> {
    let sizes = streams(&Thief::of(person).keyring).into_iter().flat_map(|keys| {
        let is_epoch = move |record: &SealedRecord| {
            open_entry(&keys, record).is_ok_and(|entry| entry.header.kind == EPOCH_SEALED_KIND)
        };
        records(&person.disk).into_iter().filter(is_epoch).map(|record| record.body().len()).collect::<Vec<_>>()
    });
    sizes.collect()
}
