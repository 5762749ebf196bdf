//! Prints the median time to fold 100,000 entries of a shared stream.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a bench prints")]

use troth_core::Header;
use troth_core::membership::{MembershipEvent, PartnerJoined, Seat};
use troth_core::promise::{Accepted, Category, Due, Kept, Offered, PromiseEvent, Terms};
use troth_core::{CivilDate, DeviceId, Entry, EntryId, Event, Log, PartnerId, Recurrence, SharedState, Text, WallTime};
use troth_testkit::median_ms;

const ENTRIES: u64 = 100_000;
/// Told occurrences of each promise: three years of days.
const OCCURRENCES: u64 = 1_000;
const RUNS: usize = 5;
const START_MS: i64 = 1_772_442_000_000;
const DAY_MS: i64 = 86_400_000;

fn text<const MAX: usize>(words: &str) -> Text<MAX> {
    Text::new(words).unwrap()
}

fn id(number: u64) -> EntryId {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    bytes[24..].copy_from_slice(&number.to_be_bytes());
    EntryId(bytes)
}

fn event(number: u64) -> (u8, Event) {
    let starts = CivilDate::new(2026, 3, 2).unwrap();
    let partner = number as u8;
    let joined = PartnerJoined { partner: PartnerId([partner; 16]), name: text("Ada"), label: text("phone") };
    if number <= 2 {
        return (partner, MembershipEvent::PartnerJoined(joined).into());
    }
    let place = (number - 3) % (OCCURRENCES + 2);
    let promise = id(number - place);
    let due = Due::Repeating { starts, rule: Recurrence::DAILY, time: None };
    let terms = Terms { cue: text("it is evening"), deed: text("I call"), due, category: Category::Everyday };
    let due = starts.plus_days(place as u32);
    match place {
        0 => (1, PromiseEvent::Offered(Offered { terms }).into()),
        1 => (2, PromiseEvent::Accepted(Accepted { offer: promise }).into()),
        _ => (1, PromiseEvent::Kept(Kept { promise, due, note: Some(text("it went well")) }).into()),
    }
}

fn seat(number: u8) -> Seat {
    Seat { partner: PartnerId([number; 16]), device: DeviceId([number; 16]) }
}

fn entry(number: u64) -> Entry {
    let (device, event) = event(number);
    let written = WallTime { unix_ms: START_MS + number as i64 * DAY_MS / 100, offset_minutes: 60 };
    let Seat { partner, device } = seat(device);
    let header = Header { id: id(number), device, seq: number, lamport: number, written, by: Some(partner) };
    Entry { header, event }
}

fn main() {
    let entries: Vec<Entry> = (1..=ENTRIES).map(entry).collect();
    let bodies: Vec<(u16, Vec<u8>)> =
        entries.iter().map(|entry| (entry.event.kind(), entry.event.encode_body())).collect();
    let mut copies: Vec<Vec<Entry>> = (0..RUNS).map(|_| entries.clone()).collect();
    let decode =
        median_ms(RUNS, || drop(bodies.iter().map(|(kind, body)| Event::decode(*kind, body)).collect::<Vec<_>>()));
    let fold = median_ms(RUNS, || {
        let log = Log::<SharedState>::from_entries([seat(1), seat(2)], copies.pop().unwrap());
        assert_eq!((log.entries().len() as u64, log.state().anomalies.total()), (ENTRIES, 0));
    });
    println!("| core: decode {ENTRIES} bodies | {decode:.1} ms | {RUNS} runs |");
    println!("| core: sort and fold {ENTRIES} entries | {fold:.1} ms | {RUNS} runs |");
}
