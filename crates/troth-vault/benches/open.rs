//! Opens 100,000 sealed entries of 400 bytes on one core, and seals as many: `cargo bench -p troth-vault`.
//!
//! Prints one line per measurement: name, seconds by the clock and on the processor (medians of the runs), and the
//! processor's microseconds an entry.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints its result, or fails")]

use std::hint::black_box;
use std::time::Instant;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use troth_vault::{
    ChainCommitment, DeviceKeys, EpochKey, FORMAT_VERSION, OpenedEntry, PersonalKey, RecordHeader, StreamKeys, Written,
    is_own, open_entry, seal_entry,
};
use troth_wire::{RecordId, SealedRecord};

const ENTRIES: usize = 100_000;
const CONTENT_BYTES: usize = 400;
const RUNS: usize = 5;

fn main() {
    let rng = &mut ChaCha20Rng::seed_from_u64(1);
    let (mut keys, personal, device) = (StreamKeys::make(rng), PersonalKey::make(rng), DeviceKeys::make(rng));
    let mut records = Vec::new();
    report("seal", RUNS, || records = seal_all(rng, &keys, &personal, &device));
    let bytes: usize = records.iter().map(SealedRecord::size_bytes).sum();
    println!("| vault: bytes of a record, on average | {} |", bytes / ENTRIES);
    report("open", RUNS, || open_all(&keys, &personal, &records));
    for _ in 0..9 {
        keys.make_current(EpochKey::make(rng)).unwrap();
    }
    report("open, nine epochs back", RUNS, || open_all(&keys, &personal, &records));
}

fn seal_all(
    rng: &mut ChaCha20Rng,
    keys: &StreamKeys,
    personal: &PersonalKey,
    device: &DeviceKeys,
) -> Vec<SealedRecord> {
    let content = [b'x'; CONTENT_BYTES];
    let seal = |seq| seal_entry(rng, keys, personal, device, &header(keys, device, seq), &content).unwrap();
    (1..=ENTRIES as u64).map(seal).collect()
}

fn header(keys: &StreamKeys, device: &DeviceKeys, seq: u64) -> RecordHeader {
    let prev = RecordId::from_bytes([seq as u8; 32]);
    RecordHeader {
        version: FORMAT_VERSION,
        stream: keys.stream(),
        device: device.id(),
        seq,
        prev: Some(prev),
        deps: vec![prev],
        lamport: seq,
        written: Written { unix_ms: 1_795_392_000_000, offset_minutes: 60 },
        kind: 3,
    }
}

/// Opens every record and checks whose it is, and that its link follows the one before, as the sync engine does.
fn open_all(keys: &StreamKeys, personal: &PersonalKey, records: &[SealedRecord]) {
    let mut before: Option<ChainCommitment> = None;
    let opened = records.iter().filter_map(|record| open_entry(keys, black_box(record)).ok());
    let follows = |entry: &OpenedEntry| {
        let device = entry.header.device;
        let known = before.replace(entry.link.next);
        known.map_or_else(|| entry.link.opens(keys.stream(), device), |known| entry.link.continues(device, &known))
    };
    let own = opened.filter(|entry| is_own(personal, entry)).filter(follows).count();
    assert_eq!(own, ENTRIES, "every entry opens, is own, and follows");
}

fn report(name: &str, runs: usize, mut work: impl FnMut()) {
    let (mut wall, mut cpu): (Vec<f64>, Vec<f64>) = (0..runs)
        .map(|_| {
            let (start, cpu_start) = (Instant::now(), cpu_seconds());
            work();
            (start.elapsed().as_secs_f64(), cpu_seconds() - cpu_start)
        })
        .unzip();
    let (wall, cpu) = (median(&mut wall), median(&mut cpu));
    let each_us = cpu * 1e6 / ENTRIES as f64;
    println!(
        "| vault: {name}, {ENTRIES} entries of {CONTENT_BYTES} B | {wall:.3} s | {cpu:.3} s of CPU, {each_us:.2} us each |"
    );
}

fn median(seconds: &mut [f64]) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}

/// Time on a processor so far, which a busy machine does not blur; 0 where the system doesn't say.
fn cpu_seconds() -> f64 {
    let Ok(stat) = std::fs::read_to_string("/proc/self/schedstat") else { return 0.0 };
    let (nanoseconds, _) = stat.split_once(' ').unwrap();
    nanoseconds.parse::<f64>().unwrap() / 1e9
}
