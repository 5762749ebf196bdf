//! A changed client: a device that writes what the app would not, into its own chain.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng};
use troth_app::Table;
use troth_core::membership::{EPOCH_SEALED_KIND, EpochBefore, EpochSeal, EpochSealed, MembershipEvent, SealBytes};
use troth_core::{DeviceId, EpochId, Event, Stream};
use troth_sync::{Engine, EntryDraft, Saved, SavedRecord, StoreWrite};
use troth_vault::{EpochKey, Keyring, ReceivingKey, StreamKeys, Written, seal_epoch_to, wrap_previous};
use troth_wire::WireMessage as _;

use super::person::Person;
use super::thief::{Thief, records};

/// Bytes of an epoch that is sealed to a device.
const SEAL_BYTES: usize = 80;

/// Writes events into a stream as this device, whatever its app thinks of them. They leave with its next look.
pub fn write(person: &mut Person, stream: Stream, events: &[Event]) {
    let thief = Thief::of(person);
    let keys = keys_of(&thief.keyring, stream);
    let mut engine = Engine::new(thief.device.clone(), thief.keyring.personal.clone(), 1);
    engine.set_key_kind(EPOCH_SEALED_KIND);
    let held = records(&person.disk).into_iter().map(|record| SavedRecord { record, arrival: None });
    engine.open_stream(keys.clone(), Saved::default(), held);
    let mut rng = rng(person.now.unix_ms.unsigned_abs());
    for event in events {
        let written = Written { unix_ms: person.now.unix_ms, offset_minutes: person.now.offset_minutes };
        let draft = EntryDraft { kind: event.kind(), body: event.encode_body(), written };
        for write in engine.append(&mut rng, &keys.stream(), draft).unwrap().writes {
            keep(person, write);
        }
    }
    person.reload();
}

fn keep(person: &mut Person, write: StoreWrite) {
    let name = |mailbox: troth_wire::MailboxId, id: troth_wire::RecordId| {
        [mailbox.as_bytes().as_slice(), id.as_bytes()].concat()
    };
    match write {
        StoreWrite::PutRecord { mailbox, id, record, .. } => {
            let value = [[0; 10].as_slice(), &record.encode()].concat();
            person.disk.0.insert((Table::Records, name(mailbox, id)), value);
        }
        StoreWrite::PutOutbox { mailbox, id } => {
            person.disk.0.insert((Table::Outbox, name(mailbox, id)), Vec::new());
        }
        _ => {}
    }
}

pub fn keys_of(keyring: &Keyring, stream: Stream) -> StreamKeys {
    match stream {
        Stream::Own => keyring.own.clone(),
        Stream::Shared => keyring.shared.as_ref().unwrap().keys().clone(),
    }
}

pub fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

/// A device for which an epoch is sealed, or which is named with noise.
#[derive(Clone, Copy)]
pub enum Receiver {
    Key(DeviceId, ReceivingKey),
    Noise(DeviceId),
}

impl Receiver {
    /// What a device can open.
    pub fn of(person: &Person) -> Self {
        let public = Thief::of(person).device.public();
        Self::Key(DeviceId(public.id().to_bytes()), public.receiving)
    }

    /// Eighty bytes of noise under the device's name.
    pub fn noise(person: &Person) -> Self {
        Self::Noise(id_of(person))
    }
}

pub fn id_of(person: &Person) -> DeviceId {
    DeviceId(Thief::of(person).device.id().to_bytes())
}

/// The event that starts an epoch, or passes it on, with earlier ones wrapped under it.
pub fn sealed(
    rng: &mut ChaCha20Rng,
    keys: &StreamKeys,
    epoch: &EpochKey,
    receivers: &[Receiver],
    before: &[EpochKey],
) -> Event {
    let seals = receivers.iter().map(|receiver| match receiver {
        Receiver::Key(device, receiving) => {
            let context = [keys.stream().as_bytes().as_slice(), &device.0].concat();
            EpochSeal { device: *device, sealed: bytes(&seal_epoch_to(rng, receiving, epoch, &context).unwrap()) }
        }
        Receiver::Noise(device) => {
            let mut noise = [0; SEAL_BYTES];
            rng.fill_bytes(&mut noise);
            EpochSeal { device: *device, sealed: bytes(&noise) }
        }
    });
    let seals = seals.collect();
    let before =
        before.iter().map(|old| EpochBefore { epoch: name(old), wrapped: bytes(&wrap_previous(rng, epoch, old)) });
    MembershipEvent::EpochSealed(EpochSealed { epoch: name(epoch), seals, before: before.collect() }).into()
}

pub fn name(epoch: &EpochKey) -> EpochId {
    EpochId(epoch.id().0)
}

fn bytes(bytes: &[u8]) -> SealBytes {
    SealBytes::new(bytes).unwrap()
}
