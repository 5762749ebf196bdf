//! Two partners with two devices each, one shared stream, and one stream of the first partner's own.

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;
use troth_vault::{
    ChainLink, DeviceKeys, EpochKey, FORMAT_VERSION, PersonalKey, RecordHeader, StreamKeys, Written,
    dangerous_seal_linked, open_entry, seal_entry,
};
use troth_wire::{DeviceId, MailboxId, RecordId, SealedRecord, StreamId};

use super::{Chance, Device};

pub struct Couple {
    pub shared: StreamId,
    pub own: StreamId,
    pub mailbox: MailboxId,
    pub own_mailbox: MailboxId,
    pub keys: StreamKeys,
    /// The first two are one partner's, the last two the other's.
    pub devices: Vec<Device>,
    pub personal: [PersonalKey; 2],
}

impl Couple {
    pub fn meet(chance: &mut Chance) -> Self {
        let keys = keys_with(chance, 1, 1);
        let own_keys = keys_with(chance, 2, 2);
        let personal = [PersonalKey::make(&mut chance.rng), PersonalKey::make(&mut chance.rng)];
        let device = |number: usize| {
            let partner = number / 2;
            let own = vec![device_id(partner * 2), device_id(partner * 2 + 1)];
            let streams = if partner == 0 { vec![keys.clone(), own_keys.clone()] } else { vec![keys.clone()] };
            Device::new(device_keys(number), personal[partner].clone(), own, streams)
        };
        Self {
            shared: keys.stream(),
            own: own_keys.stream(),
            mailbox: keys.mailbox(),
            own_mailbox: own_keys.mailbox(),
            devices: (0..4).map(device).collect(),
            keys,
            personal,
        }
    }
}

/// Devices that tests name: four of the couple, and some of others.
const DEVICES: usize = 9;

pub fn device_id(number: usize) -> DeviceId {
    device_keys(number).id()
}

pub fn device_keys(number: usize) -> DeviceKeys {
    DeviceKeys::make(&mut ChaCha8Rng::seed_from_u64(number as u64))
}

fn keys_of(device: DeviceId) -> DeviceKeys {
    (0..DEVICES).map(device_keys).find(|keys| keys.id() == device).unwrap()
}

pub fn keys_with(chance: &mut Chance, stream: u8, mailbox: u8) -> StreamKeys {
    let (stream, mailbox) = (StreamId::from_bytes([stream; 16]), MailboxId::from_bytes([mailbox; 16]));
    StreamKeys::from_parts(stream, mailbox, EpochKey::make(&mut chance.rng))
}

/// A first entry of a device, to be changed as a test likes.
pub fn first_header(stream: StreamId, device: DeviceId) -> RecordHeader {
    let written = Written { unix_ms: 1_000, offset_minutes: 0 };
    let (prev, deps): (Option<RecordId>, Vec<RecordId>) = (None, Vec::new());
    RecordHeader { version: FORMAT_VERSION, stream, device, seq: 1, prev, deps, lamport: 1, written, kind: 1 }
}

impl Couple {
    /// Seals an entry of the shared stream by hand, as a faulty client might.
    pub fn seal(&self, chance: &mut Chance, partner: usize, header: &RecordHeader) -> SealedRecord {
        let device = keys_of(header.device);
        seal_entry(&mut chance.rng, &self.keys, &self.personal[partner], &device, header, b"by hand").unwrap()
    }

    /// Seals an entry with a link of another's making: what somebody can do who lacks the device.
    pub fn forge(&self, chance: &mut Chance, partner: usize, header: &RecordHeader, link: &ChainLink) -> SealedRecord {
        let personal = &self.personal[partner];
        dangerous_seal_linked(&mut chance.rng, &self.keys, personal, link, header, b"forged").unwrap()
    }

    pub fn link_of(&self, record: &SealedRecord) -> ChainLink {
        open_entry(&self.keys, record).unwrap().link
    }

    /// Seals a chain of entries by one of a partner's devices, each after the one before.
    pub fn seal_chain(&self, chance: &mut Chance, number: usize, length: u64) -> Vec<SealedRecord> {
        let mut header = first_header(self.shared, device_id(number));
        let mut chain = Vec::new();
        for _ in 0..length {
            let record = self.seal(chance, number / 2, &header);
            header = after(&header, &record);
            chain.push(record);
        }
        chain
    }

    /// A header that continues a chain.
    pub fn header_after(&self, before: &SealedRecord) -> RecordHeader {
        after(&self.header_of(before), before)
    }

    pub fn header_of(&self, record: &SealedRecord) -> RecordHeader {
        open_entry(&self.keys, record).unwrap().header
    }
}

fn after(header: &RecordHeader, record: &SealedRecord) -> RecordHeader {
    RecordHeader {
        seq: header.seq + 1,
        prev: Some(record.id()),
        lamport: header.lamport + 1,
        deps: Vec::new(),
        ..header.clone()
    }
}
