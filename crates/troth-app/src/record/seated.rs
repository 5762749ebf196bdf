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
