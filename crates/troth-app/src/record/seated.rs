//! Whose word an entry is: the seats of each stream, and the tags as this device can tell them apart.

use troth_core::membership::Seat;
use troth_core::{DeviceId, Entry, EntryId, Event, Header, Log, PartnerId, SharedState, WallTime};
use troth_sync::{Authorship, Delivered};
use troth_vault::{Body, SharedKeys};

use super::Record;

impl Record {
    /// An empty log for the two seats of a shared stream, which are kept beside it.
    pub(super) fn seat_log(&mut self, keys: &SharedKeys) -> Log<SharedState> {
        self.seated.insert(keys.stream(), keys.clone());
        Log::new(keys.seats().map(core))
    }

    /// A delivered entry as the core reads it.
    pub(super) fn entry_of(&self, delivered: Delivered) -> Entry {
        match self.seated.get(&delivered.stream) {
            Some(keys) => entry(self.me, &keys.seats().map(core), delivered),
            None => entry(self.me, &[], delivered),
        }
    }
}

/// A seat as the core names it.
pub(super) fn core(seat: troth_vault::Seat) -> Seat {
    Seat { partner: PartnerId(seat.partner), device: DeviceId(seat.device.to_bytes()) }
}

/// A delivered entry. Its tag is one's own, or else the other's who has a seat in the stream.
pub(super) fn entry(me: PartnerId, seats: &[Seat], delivered: Delivered) -> Entry {
    let header = delivered.header;
    let event = match delivered.body {
        Body::Present(body) => Event::decode(header.kind, &body),
        Body::Absent => Event::Erased { kind: header.kind },
    };
    let by = match delivered.authorship {
        Authorship::Own => Some(me),
        Authorship::Other => seats.iter().map(|seat| seat.partner).find(|partner| *partner != me),
    };
    let header = Header {
        id: EntryId(delivered.id.to_bytes()),
        device: DeviceId(header.device.to_bytes()),
        seq: header.seq,
        lamport: header.lamport,
        written: WallTime { unix_ms: header.written.unix_ms, offset_minutes: header.written.offset_minutes },
        by,
    };
    Entry { header, event }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may panic")]

    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;
    use troth_core::membership::{DeviceAdded, MembershipEvent, Name, PartnerJoined};
    use troth_sync::Dating;
    use troth_vault::{DeviceKeys, FORMAT_VERSION, Keyring, PersonalKey, StreamKeys, Written};
    use troth_wire::{RecordId, StreamId};

    use super::*;

    fn delivered(stream: StreamId, seat: troth_vault::Seat, lamport: u64, by: Authorship, event: Event) -> Delivered {
        let header = troth_vault::RecordHeader {
            version: FORMAT_VERSION,
            stream,
            device: seat.device,
            seq: lamport,
            prev: None,
            deps: Vec::new(),
            lamport,
            written: Written { unix_ms: 1_780_000_000_000, offset_minutes: 60 },
            kind: event.kind(),
        };
        let mut id = *seat.device.as_bytes();
        id[0] = u8::try_from(lamport).unwrap();
        let id = RecordId::from_bytes([id, *stream.as_bytes()].concat().try_into().unwrap());
        let (body, dating) = (Body::Present(event.encode_body()), Dating::Steady);
        Delivered { stream, id, header, body, authorship: by, dating, arrival: None }
    }

    fn joined(seat: troth_vault::Seat) -> Event {
        let (name, label) = (Name::new("Ada").unwrap(), Name::new("phone").unwrap());
        MembershipEvent::PartnerJoined(PartnerJoined { partner: PartnerId(seat.partner), name, label }).into()
    }

    /// The shared stream may be read before the own one, which says whose the claimed device is.
    #[test]
    fn a_claim_of_an_own_device_is_dropped_once_the_own_stream_tells() {
        let rng = &mut ChaCha20Rng::from_seed([7; 32]);
        let keys = [1, 2, 1].map(|byte| (byte, DeviceKeys::make(rng)));
        let seat = |(byte, keys): &(u8, DeviceKeys)| {
            let root = troth_wire::SigningKey::from_bytes([*byte; 32]);
            troth_vault::Seat { partner: [*byte; 16], device: keys.id(), root }
        };
        let [mine, theirs, tablet] = [0, 1, 2].map(|at: usize| seat(&keys[at]));
        let rng = &mut ChaCha20Rng::from_seed([8; 32]);
        let shared = SharedKeys::make(rng, [mine, theirs]).unwrap();
        let keyring = Keyring {
            partner: mine.partner,
            personal: PersonalKey::make(rng),
            founder: mine.device,
            own: StreamKeys::make(rng),
            shared: Some(shared.clone()),
            recovery: None,
        };
        let mut record = Record::make(&keys[0].1, &keyring, 1);
        let device = DeviceId(tablet.device.to_bytes());
        let added = || MembershipEvent::DeviceAdded(DeviceAdded { device, label: Name::new("mine").unwrap() }).into();
        record.fold(vec![
            delivered(shared.stream(), mine, 1, Authorship::Own, joined(mine)),
            delivered(shared.stream(), theirs, 2, Authorship::Other, joined(theirs)),
            delivered(shared.stream(), theirs, 3, Authorship::Other, added()),
            delivered(shared.stream(), mine, 4, Authorship::Own, added()),
        ]);
        let holder = |record: &Record| record.state().shared.unwrap().members.holder(device);
        assert_eq!(holder(&record), Some(PartnerId(theirs.partner)), "nothing tells yet");
        let own = keyring.own.stream();
        record.fold(vec![
            delivered(own, mine, 1, Authorship::Own, joined(mine)),
            delivered(own, mine, 2, Authorship::Own, added()),
        ]);
        assert_eq!(holder(&record), Some(PartnerId(mine.partner)));
    }
}
