#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use troth_vault::{DeviceKeys, FORMAT_VERSION, Written};
use troth_wire::StreamId;

use super::*;

const STREAM: StreamId = StreamId::from_bytes([9; 16]);

fn keys(seed: u64) -> DeviceKeys {
    DeviceKeys::make(&mut ChaCha8Rng::seed_from_u64(seed))
}

fn id(number: u64) -> RecordId {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    RecordId::from_bytes(bytes)
}

/// An entry that comes from the relay; its lamport number is that of its place in the chain.
fn candidate(number: u64, keys: &DeviceKeys, (seq, prev): (u64, Option<u64>), deps: &[u64]) -> Candidate {
    let header = RecordHeader {
        version: FORMAT_VERSION,
        stream: STREAM,
        device: keys.id(),
        seq,
        prev: prev.map(id),
        deps: deps.iter().map(|dep| id(*dep)).collect(),
        lamport: seq,
        written: Written { unix_ms: 0, offset_minutes: 0 },
        kind: 1,
    };
    let link = ChainLink::derive(keys, STREAM, seq).unwrap();
    let (body, authorship) = (Body::Present(Vec::new()), Authorship::Other);
    Candidate { id: id(number), header, body, arrival: None, authorship, link, revealed: None, broken: None }
}

/// The numbers of a copy's entries begin here.
const COPY: u64 = 1_000_000;

/// Three entries of a device, and those that a copy of it wrote from the second on.
fn copied(keys: &DeviceKeys, first: u64, length: u64) -> (Vec<Candidate>, Vec<Candidate>) {
    let number = |seq: u64| first + seq;
    let one = |seq: u64| candidate(number(seq), keys, (seq, (seq > 1).then(|| number(seq - 1))), &[]);
    let copy = |seq: u64| {
        let before = if seq == 2 { number(1) } else { COPY + number(seq - 1) };
        candidate(COPY + number(seq), keys, (seq, Some(before)), &[])
    };
    ((1..=3).map(one).collect(), (2..=length).map(copy).collect())
}

/// Offers entries in the order in which the relay had them; returns how many are delivered.
fn offer_all(graph: &mut Graph, candidates: impl IntoIterator<Item = Candidate>) -> usize {
    let mut verdicts = Vec::new();
    for mut candidate in candidates {
        let position = graph.known().count() as u64 + 1;
        (candidate.arrival, candidate.revealed) = (Some(Arrival { position, day: 1 }), Some(position));
        graph.offer(candidate, &mut verdicts);
    }
    verdicts.iter().filter(|verdict| matches!(verdict, Verdict::Delivered(..))).count()
}

/// Holds entries of a copy; returns the looks that they cost.
fn looks(length: u64, reversed: bool) -> usize {
    let (own, mut copy) = copied(&keys(1), 0, length);
    let mut graph = Graph::default();
    assert_eq!(offer_all(&mut graph, own), 3);
    if reversed {
        copy.reverse();
    }
    assert_eq!(offer_all(&mut graph, copy), 0, "they wait for a decision");
    assert_eq!(graph.waiting().count() as u64, length - 1);
    graph.looks
}

#[test]
fn entries_held_below_an_open_fork_cost_the_same_each() {
    for reversed in [false, true] {
        let [few, many] = [250, 4_000].map(|length| looks(length, reversed));
        assert!(few > 0 && many <= 17 * few, "{few} and {many} looks");
    }
}

/// Another device's entry releases all that it builds on, wherever in the chain it came, and in linear cost.
#[test]
fn an_entry_of_another_chain_releases_what_it_builds_on_in_every_order() {
    const LENGTH: u64 = 300;
    for late in [0, 1, 150, 299] {
        let (own, mut copy) = copied(&keys(1), 0, LENGTH);
        let mut builds = candidate(2 * COPY, &keys(2), (1, None), &[COPY + LENGTH]);
        builds.header.lamport = LENGTH + 1;
        copy.insert(late, builds);
        let mut graph = Graph::default();
        let delivered = offer_all(&mut graph, own.into_iter().chain(copy));
        assert_eq!((delivered as u64, graph.waiting().count()), (3 + LENGTH, 0), "after {late}");
        assert!(graph.looks as u64 <= 4 * LENGTH, "{} looks", graph.looks);
        assert!(graph.built_on.is_empty() && graph.withheld.is_empty(), "nothing is left of what waited");
        assert!(graph.has_room_to_hold());
    }
}

#[test]
fn a_decision_lets_a_chain_count_for_what_it_builds_on() {
    let (one, other) = (keys(1), keys(2));
    // Each copy is the first to write a fourth entry.
    let (own, copy) = copied(&one, 0, 4);
    let (of_other, copy_of_other) = copied(&other, 100, 4);
    let builds = candidate(4, &one, (4, Some(3)), &[COPY + 103]);
    let mut graph = Graph::default();
    offer_all(&mut graph, own.into_iter().chain(copy).chain(of_other).chain(copy_of_other).chain([builds]));
    assert_eq!(graph.waiting().count(), 7, "both copies wait, and what the first device builds on one of them");
    let mut verdicts = Vec::new();
    graph.decide_fork(id(2), &mut verdicts);
    let delivered = verdicts.iter().filter(|verdict| matches!(verdict, Verdict::Delivered(..))).count();
    assert_eq!((delivered, graph.waiting().count()), (6, 1), "all but what the other copy wrote beyond");
}
