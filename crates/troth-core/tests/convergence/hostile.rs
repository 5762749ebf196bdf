//! Entries that no honest device writes.

use troth_core::{Event, WallTime};
use troth_testkit::{Couple, Dice};

use crate::samples;

/// An entry of any kind, by any device, that names any entry and has any numbers.
pub(crate) fn hostile(dice: &mut Dice, near: &Couple) -> troth_core::Entry {
    let device = match dice.below(5) {
        4 => troth_core::DeviceId(dice.bytes()),
        phone => near.phone(phone).actor.device,
    };
    let known: Vec<_> = near.phone(0).shared.entries().to_vec();
    let mut event = dice.pick(&samples::events()).unwrap().clone();
    if let Some(other) = dice.pick(&known).filter(|_| known.len().is_multiple_of(2)) {
        let body = event.encode_body();
        event = Event::decode(event.kind(), &pointed_at(body, other.header.id));
    }
    let extremes = [0, 1, 5, u64::MAX - 1, u64::MAX];
    let unix_ms = [i64::MIN, -1, 0, 1_772_442_000_000, i64::MAX][dice.below(5)];
    let offset_minutes = [i16::MIN, 0, i16::MAX][dice.below(3)];
    let header = troth_core::Header {
        id: troth_core::EntryId(dice.bytes()),
        device,
        seq: extremes[dice.below(5)],
        lamport: extremes[dice.below(5)],
        written: WallTime { unix_ms, offset_minutes },
        by: [Some(near.phone(0).actor.partner), Some(near.phone(2).actor.partner), None][dice.below(3)],
    };
    troth_core::Entry { header, event }
}

/// The body with every id in it replaced.
pub(crate) fn pointed_at(mut body: Vec<u8>, id: troth_core::EntryId) -> Vec<u8> {
    let places: Vec<usize> =
        body.windows(2).enumerate().filter(|(_, two)| *two == [0x58, 0x20]).map(|(at, _)| at).collect();
    for at in places {
        if let Some(place) = body.get_mut(at + 2..at + 34) {
            place.copy_from_slice(&id.0);
        }
    }
    body
}
