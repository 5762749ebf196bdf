//! A changed client: seals records that the app would not write, and pushes them from a device that may push.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use troth_app::Table;
use troth_core::Event;
use troth_vault::{
    DeviceKeys, FORMAT_VERSION, PersonalKey, RecordHeader, StreamKeys, Written, is_own, open_entry, seal_entry,
};
use troth_wire::{MailboxId, RecordId, SealedRecord, WireMessage as _};

use super::person::Person;
use super::thief::{Thief, records};

/// More records than any test needs until one has a small id.
const TRIES_MAX: usize = 10_000;

pub struct Forger {
    rng: ChaCha20Rng,
    pub device: DeviceKeys,
    pub personal: PersonalKey,
}

impl Forger {
    /// An attacker with a device that no record knows, and tags of noise.
    pub fn unknown(seed: u64) -> Self {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let (device, personal) = (DeviceKeys::make(&mut rng), PersonalKey::make(&mut rng));
        Self { rng, device, personal }
    }

    /// An attacker with all keys of a device in use.
    pub fn of(person: &Person) -> Self {
        let Thief { device, keyring } = Thief::of(person);
        Self { rng: ChaCha20Rng::seed_from_u64(11), device, personal: keyring.personal }
    }

    /// The next record of the device's chain, which pretends to know of nothing else.
    pub fn next(&mut self, person: &Person, keys: &StreamKeys, event: &Event) -> SealedRecord {
        let opened = records(&person.disk).into_iter().filter_map(|record| open_entry(keys, &record).ok());
        let own = opened.filter(|entry| entry.header.device == self.device.id());
        let last = own.max_by_key(|entry| entry.header.seq).expect("the device wrote before");
        let header = RecordHeader {
            seq: last.header.seq + 1,
            prev: Some(last.id),
            deps: Vec::new(),
            lamport: last.header.lamport + 1,
            kind: event.kind(),
            ..last.header
        };
        seal_entry(&mut self.rng, keys, &self.personal, &self.device, &header, &event.encode_body()).unwrap()
    }

    /// The first record of the attacker's chain, at the very start of a stream.
    pub fn opening(&mut self, keys: &StreamKeys, event: &Event) -> SealedRecord {
        let header = RecordHeader {
            version: FORMAT_VERSION,
            stream: keys.stream(),
            device: self.device.id(),
            seq: 1,
            prev: None,
            deps: Vec::new(),
            lamport: 1,
            written: Written { unix_ms: 1_780_000_000_000, offset_minutes: 60 },
            kind: event.kind(),
        };
        seal_entry(&mut self.rng, keys, &self.personal, &self.device, &header, &event.encode_body()).unwrap()
    }

    /// The same, made again and again until it sorts before every record that stands at the start of the stream.
    pub fn first_of_all(&mut self, person: &Person, keys: &StreamKeys, event: &Event) -> SealedRecord {
        let first = first_ids(person, keys);
        for _ in 0..TRIES_MAX {
            let record = self.opening(keys, event);
            if first.iter().all(|id| record.id() < *id) {
                return record;
            }
        }
        panic!("no small id in {TRIES_MAX} tries")
    }
}

/// The ids of the records that a person holds at the start of a stream.
fn first_ids(person: &Person, keys: &StreamKeys) -> Vec<RecordId> {
    let opened = records(&person.disk).into_iter().filter_map(|record| open_entry(keys, &record).ok());
    opened.filter(|entry| entry.header.lamport == 1).map(|entry| entry.id).collect()
}

/// Puts a record among those that a person's device has still to send, and opens the page anew.
pub fn slip_in(person: &mut Person, mailbox: MailboxId, record: &SealedRecord) {
    let key = [mailbox.as_bytes().as_slice(), record.id().as_bytes()].concat();
    let value = [[0; 10].as_slice(), &record.encode()].concat();
    person.disk.0.insert((Table::Records, key.clone()), value);
    person.disk.0.insert((Table::Outbox, key), Vec::new());
    person.reload();
}

/// Whether a person's own key tags a record that they hold.
pub fn holds_foreign(person: &Person, keys: &StreamKeys, personal: &PersonalKey, id: RecordId) -> bool {
    let held = records(&person.disk).into_iter().find(|record| record.id() == id);
    held.is_some_and(|record| open_entry(keys, &record).is_ok_and(|entry| !is_own(personal, &entry)))
}
