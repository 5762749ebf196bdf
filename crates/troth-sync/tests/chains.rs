//! Held and withheld entries, forks, and devices with restored storage.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod world;

use std::collections::BTreeSet;

use troth_sync::{AppendError, EngineOutcome, MayWrite, Notice, Waiting};
use troth_wire::SealedRecord;

use world::{Chance, Couple, Forked, Relay, decide_all, device_id, first_header, relay_with, view};

#[test]
fn an_entry_waits_for_what_it_builds_on() {
    let mut chance = Chance::from_seed(1);
    let mut couple = Couple::meet(&mut chance);
    let chain = couple.seal_chain(&mut chance, 0, 3);
    let shared = couple.shared;
    let mut relay = relay_with(&couple, &[&chain[2], &chain[1]]);
    let reader = &mut couple.devices[2];
    reader.sync(&mut relay);
    let waits =
        |index: usize| Waiting { id: chain[index].id(), device: device_id(0), missing: vec![chain[index - 1].id()] };
    let waiting: BTreeSet<_> = view(reader, &shared).waiting.into_iter().map(|waiting| waiting.id).collect();
    assert_eq!(waiting, [chain[1].id(), chain[2].id()].into());
    assert!(view(reader, &shared).waiting.contains(&waits(1)));
    reader.commit();
    reader.restart();
    assert!(view(reader, &shared).waiting.contains(&waits(2)), "still waiting after a restart");
    relay.plant(couple.mailbox, chain[0].clone());
    let reader = &mut couple.devices[2];
    reader.sync(&mut relay);
    let order: Vec<_> = reader.told[&shared].iter().map(|entry| entry.id).collect();
    assert_eq!(order, chain.iter().map(SealedRecord::id).collect::<Vec<_>>());
    assert_eq!(view(reader, &shared).waiting, []);
}

#[test]
fn a_new_entry_builds_on_everything_seen() {
    let mut chance = Chance::from_seed(2);
    let mut couple = Couple::meet(&mut chance);
    let shared = couple.shared;
    let mut relay = Relay::default();
    for number in [0, 1, 2] {
        couple.devices[number].write(&mut chance, &shared, 1_000).unwrap();
        couple.devices[number].settle(&mut relay);
        couple.devices[number].restart();
    }
    let writer = &mut couple.devices[2];
    writer.sync(&mut relay);
    let heard = writer.heard(&shared);
    let id = writer.write(&mut chance, &shared, 2_000).unwrap();
    let header = &writer.entry(&shared, &id).unwrap().header;
    let parents: BTreeSet<_> = header.prev.iter().chain(&header.deps).copied().collect();
    assert!(parents.is_subset(&heard) && !header.deps.contains(&header.prev.unwrap()));
    assert_eq!(header.seq, 2);
}

#[test]
fn below_an_entry_lies_what_its_author_had_seen_and_nothing_that_came_beside_it() {
    let mut chance = Chance::from_seed(3);
    let mut couple = Couple::meet(&mut chance);
    let shared = couple.shared;
    let mut relay = Relay::default();
    let seen = couple.devices[0].write(&mut chance, &shared, 1_000).unwrap();
    couple.devices[0].settle(&mut relay);
    couple.devices[2].sync(&mut relay);
    let last = couple.devices[2].write(&mut chance, &shared, 2_000).unwrap();
    // Beside it, and with a date before it.
    let beside = couple.devices[0].write(&mut chance, &shared, 1_500).unwrap();
    couple.devices[0].settle(&mut relay);
    couple.devices[2].sync(&mut relay);
    let after = couple.devices[2].write(&mut chance, &shared, 3_000).unwrap();
    couple.devices[2].sync(&mut relay);
    for number in [0, 1, 2] {
        let device = &mut couple.devices[number];
        device.sync(&mut relay);
        device.restart();
        assert!([beside, after].iter().all(|id| device.entry(&shared, id).is_some()));
        assert_eq!(device.engine.below(&shared, vec![last]), [seen, last].into(), "device {number}");
        assert_eq!(device.engine.below(&shared, vec![after]), [seen, beside, last, after].into(), "device {number}");
    }
}

#[test]
fn a_stream_that_is_let_go_of_leaves_nothing_in_the_store() {
    let mut chance = Chance::from_seed(4);
    let mut couple = Couple::meet(&mut chance);
    let chain = couple.seal_chain(&mut chance, 0, 3);
    let (shared, mailbox) = (couple.shared, couple.mailbox);
    // One entry has its place and one waits for another; one of its own is not sent.
    let mut relay = relay_with(&couple, &[&chain[0], &chain[2]]);
    let reader = &mut couple.devices[2];
    reader.sync(&mut relay);
    reader.write(&mut chance, &shared, 1_000).unwrap();
    reader.commit();
    let held = reader.shelf(mailbox);
    assert!(held.records.len() == 3 && held.outbox.len() == 1 && held.notes.is_some());
    let writes = reader.engine.forget_stream(&shared);
    reader.take(EngineOutcome { writes, ..EngineOutcome::default() });
    reader.commit();
    let held = reader.shelf(mailbox);
    assert!(held.records.is_empty() && held.outbox.is_empty() && held.notes.is_none());
    assert!(
        reader.engine.view(&shared, 0).is_none() && reader.engine.watched().iter().all(|one| one.mailbox != mailbox)
    );
}

#[test]
fn what_comes_to_a_number_that_is_taken_waits_and_stops_nothing() {
    let mut forked = Forked::make(31);
    let shared = forked.couple.shared;
    let mut relay = relay_with(&forked.couple, &forked.in_order(&forked.left, &forked.right));
    let chain: BTreeSet<_> = [&forked.root, &forked.left[0], &forked.left[1]].map(SealedRecord::id).into();
    let reader = &mut forked.couple.devices[2];
    reader.sync(&mut relay);
    assert_eq!(reader.heard(&shared), chain, "the other branch shows no key that was not known");
    assert_eq!(reader.engine.open_forks(&shared).len(), 1, "both were continued: their owner may look");
    reader.commit();
    reader.restart();
    assert_eq!(reader.heard(&shared), chain);
    relay.plant(forked.couple.mailbox, forked.ends[0].clone());
    let reader = &mut forked.couple.devices[2];
    reader.sync(&mut relay);
    assert!(reader.heard(&shared).contains(&forked.ends[0].id()), "the chain goes on");
}

#[test]
fn a_copy_that_goes_further_freezes_the_chain_and_takes_nothing_back() {
    let mut forked = Forked::make(3);
    let shared = forked.couple.shared;
    let mut relay = relay_with(&forked.couple, &forked.in_order(&forked.left, &forked.right));
    let [left_end, right_end] = &forked.ends;
    relay.plant(forked.couple.mailbox, right_end.clone());
    relay.plant(forked.couple.mailbox, left_end.clone());
    let delivered = [&forked.root, &forked.left[0], &forked.left[1]].map(SealedRecord::id).into();
    let reader = &mut forked.couple.devices[2];
    reader.sync(&mut relay);
    assert_eq!(reader.heard(&shared), delivered, "what came first stays, nothing after it");
    let forks = view(reader, &shared).forks;
    assert_eq!((forks.len(), forks[0].seq, forks[0].branches.len()), (1, 2, 2));
    assert_eq!(reader.notices, [Notice::Forked { stream: shared, fork: forks[0].clone() }]);
    reader.commit();
    reader.restart();
    assert_eq!(reader.heard(&shared), delivered, "a restart neither takes back nor lets go");
    reader.write(&mut forked.chance, &shared, 5_000).expect("others go on");
}

#[test]
fn devices_that_saw_a_fork_in_different_order_converge_on_the_decision() {
    let mut forked = Forked::make(4);
    let (shared, keep) = (forked.couple.shared, forked.right[0].id());
    let mut relays = [
        relay_with(&forked.couple, &forked.in_order(&forked.left, &forked.right)),
        relay_with(&forked.couple, &forked.in_order(&forked.right, &forked.left)),
    ];
    let all = forked.all();
    for (number, relay) in [2, 3].into_iter().zip(&mut relays) {
        let device = &mut forked.couple.devices[number];
        device.sync(relay);
        assert_eq!(device.heard(&shared).len(), 3);
        let outcome = device.engine.resolve_fork(&shared, keep);
        device.take(outcome);
        assert_eq!(device.heard(&shared), all, "both branches are somebody's words");
        device.commit();
        device.restart();
        assert_eq!(device.heard(&shared), all);
    }
}

#[test]
fn a_decision_may_come_before_the_second_branch() {
    let mut forked = Forked::make(5);
    let (shared, all) = (forked.couple.shared, forked.all());
    let mut relay = relay_with(&forked.couple, &[&forked.root, &forked.left[0]]);
    let reader = &mut forked.couple.devices[2];
    reader.sync(&mut relay);
    let outcome = reader.engine.resolve_fork(&shared, forked.left[0].id());
    reader.take(outcome);
    reader.commit();
    reader.restart();
    for record in [&forked.right[0], &forked.left[1], &forked.right[1]] {
        relay.plant(forked.couple.mailbox, record.clone());
    }
    reader.sync(&mut relay);
    assert_eq!(reader.heard(&shared), all);
}

#[test]
fn a_frozen_entry_on_which_another_device_built_is_delivered() {
    let mut forked = Forked::make(6);
    let shared = forked.couple.shared;
    let mut relay = relay_with(&forked.couple, &forked.in_order(&forked.left, &forked.right));
    let mut header = first_header(shared, device_id(1));
    (header.deps, header.lamport) = (vec![forked.right[1].id()], 4);
    let built = forked.couple.seal(&mut forked.chance, 0, &header);
    relay.plant(forked.couple.mailbox, built.clone());
    let expected: BTreeSet<_> = forked.in_order(&forked.left, &forked.right).map(SealedRecord::id).into();
    let expected = &expected | &[built.id()].into();
    let reader = &mut forked.couple.devices[2];
    reader.sync(&mut relay);
    assert_eq!(reader.heard(&shared), expected);
    let beside: Vec<_> = reader.engine.open_forks(&shared)[0].beside().collect();
    assert_eq!(beside, [&forked.right[0], &forked.right[1]].map(SealedRecord::id), "and marked");
    reader.commit();
    reader.restart();
    assert_eq!(reader.heard(&shared), expected);
}

/// Tangles by default; each takes about a quarter of a second unoptimised.
const TANGLES: u64 = 12;

/// A tangle of entries by four devices of which every one also has a copy of itself at large.
fn tangle(chance: &mut Chance, couple: &Couple) -> Vec<SealedRecord> {
    let mut records: Vec<SealedRecord> = Vec::new();
    for _ in 0..24 {
        let number = chance.below(4);
        let own: Vec<_> =
            records.iter().filter(|record| couple.header_of(record).device == device_id(number)).collect();
        let mut header = match own.len() {
            0 => first_header(couple.shared, device_id(number)),
            count => couple.header_after(own[count - 1 - chance.below(count.min(2))]),
        };
        let others = (0..chance.below(3)).filter_map(|_| records.get(chance.below(records.len().max(1))));
        for other in others.filter(|other| header.prev != Some(other.id())) {
            header.lamport = header.lamport.max(couple.header_of(other).lamport + 1);
            header.deps.push(other.id());
        }
        records.push(couple.seal(chance, number / 2, &header));
    }
    records
}

#[test]
fn any_tangle_in_any_order_ends_in_the_same_entries() {
    for seed in Chance::seeds(TANGLES) {
        let mut chance = Chance::from_seed(seed);
        let mut couple = Couple::meet(&mut chance);
        let (shared, records) = (couple.shared, tangle(&mut chance, &couple));
        let all: BTreeSet<_> = records.iter().map(SealedRecord::id).collect();
        for number in 0..4 {
            let mut relay = Relay::default();
            let mut rest = records.clone();
            let device = &mut couple.devices[number];
            while !rest.is_empty() {
                relay.plant(couple.mailbox, rest.swap_remove(chance.below(rest.len())));
                device.sync(&mut relay);
                if chance.one_in(8) {
                    let before = device.heard(&shared);
                    device.restart();
                    assert_eq!(device.heard(&shared), before, "a restart changes nothing");
                }
            }
            decide_all(device, &shared);
            assert_eq!(device.heard(&shared), all);
        }
    }
}

/// The first device writes, its storage is restored to an earlier state, and it starts again.
fn put_back(chance: &mut Chance, couple: &mut Couple, relay: &mut Relay) {
    let shared = couple.shared;
    let device = &mut couple.devices[0];
    device.write(chance, &shared, 1_000).unwrap();
    device.settle(relay);
    let backup = device.shelves.clone();
    device.write(chance, &shared, 2_000).unwrap();
    device.settle(relay);
    device.shelves = backup;
    device.restart();
}

#[test]
fn a_restored_chain_is_never_resumed() {
    let mut chance = Chance::from_seed(7);
    let mut couple = Couple::meet(&mut chance);
    let (mut relay, shared) = (Relay::default(), couple.shared);
    put_back(&mut chance, &mut couple, &mut relay);
    let device = &mut couple.devices[0];
    device.sync(&mut relay);
    assert!(device.notices.contains(&Notice::RestoredChain { stream: shared }));
    assert!(matches!(device.write(&mut chance, &shared, 3_000), Err(AppendError::RestoredChain)));
    assert_eq!(device.heard(&shared).len(), 2, "its own words are delivered all the same");
    device.commit();
    device.restart();
    assert_eq!(view(device, &shared).may_write, MayWrite::RestoredChain);
}

/// The first device writes twice and is lost; its keys alone come back, with an empty store.
fn lost(chance: &mut Chance, couple: &mut Couple, relay: &mut Relay) {
    let shared = couple.shared;
    let device = &mut couple.devices[0];
    for unix_ms in [1_000, 2_000] {
        device.write(chance, &shared, unix_ms).unwrap();
        device.settle(relay);
    }
    device.shelves.clear();
    device.restart();
}

#[test]
fn a_device_that_comes_back_from_its_keys_alone_goes_on_after_its_last_entry() {
    let mut chance = Chance::from_seed(9);
    let mut couple = Couple::meet(&mut chance);
    let (mut relay, shared) = (Relay::default(), couple.shared);
    for round in 1..=2_u64 {
        lost(&mut chance, &mut couple, &mut relay);
        let device = &mut couple.devices[0];
        device.sync(&mut relay);
        device.commit();
        let id = device.write(&mut chance, &shared, 3_000).unwrap();
        assert_eq!(device.entry(&shared, &id).unwrap().header.seq, 3 * round);
        device.sync(&mut relay);
        assert!(!device.notices.contains(&Notice::RestoredChain { stream: shared }));
        couple.devices[2].sync(&mut relay);
        assert_eq!(couple.devices[2].heard(&shared).len() as u64, 3 * round, "and the other reads one chain");
    }
}

#[test]
fn the_first_reading_goes_on_after_a_restart_and_ends_with_a_word() {
    let mut chance = Chance::from_seed(10);
    let mut couple = Couple::meet(&mut chance);
    let (mut relay, shared) = (Relay::default(), couple.shared);
    lost(&mut chance, &mut couple, &mut relay);
    let mut half = relay.clone();
    half.rewind(couple.mailbox, 1);
    let device = &mut couple.devices[0];
    device.ring(half.ring(couple.mailbox, 1));
    device.commit();
    device.restart();
    device.sync(&mut relay);
    assert_eq!(view(device, &shared).may_write, MayWrite::Yes, "half of its chain was in the store already");

    let last = relay.records(couple.mailbox)[1].clone();
    let unknown = couple.seal(&mut chance, 0, &couple.header_after(&last));
    relay.plant(couple.mailbox, unknown);
    let device = &mut couple.devices[0];
    device.sync(&mut relay);
    assert_eq!(view(device, &shared).may_write, MayWrite::RestoredChain, "it knew its chain by then");

    couple.devices[0].shelves.clear();
    couple.devices[0].restart();
    let device = &mut couple.devices[0];
    device.write(&mut chance, &shared, 3_000).unwrap();
    device.sync(&mut relay);
    assert_eq!(view(device, &shared).may_write, MayWrite::RestoredChain, "it wrote before it had read");
}

#[test]
fn a_fork_never_leaves_a_device_that_can_still_notice() {
    let mut chance = Chance::from_seed(8);
    let mut couple = Couple::meet(&mut chance);
    let (mut relay, shared) = (Relay::default(), couple.shared);
    put_back(&mut chance, &mut couple, &mut relay);
    let device = &mut couple.devices[0];
    let unsent = device.write(&mut chance, &shared, 3_000).unwrap();
    device.sync(&mut relay);
    let at_relay: BTreeSet<_> = relay.records(couple.mailbox).iter().map(SealedRecord::id).collect();
    assert!(!at_relay.contains(&unsent));
    assert!(device.notices.contains(&Notice::RestoredChain { stream: shared }));
    let withdrawn = device.engine.withdraw_unsent(&shared).unwrap();
    assert_eq!(withdrawn.drafts.len(), 1, "the words can be written again by the device enrolled anew");
    assert_eq!(withdrawn.drafts[0].written.unix_ms, 3_000);
    assert_eq!(withdrawn.writes.len(), 2);
}

#[test]
fn a_fork_shows_what_each_branch_holds_and_afterwards_what_lies_beside_the_chain() {
    let mut forked = Forked::make(11);
    let shared = forked.couple.shared;
    let mut relay = relay_with(&forked.couple, &forked.in_order(&forked.left, &forked.right));
    let ids = |records: &[SealedRecord]| records.iter().map(SealedRecord::id).collect::<Vec<_>>();
    let (left, right) = (ids(&forked.left), ids(&forked.right));
    let reader = &mut forked.couple.devices[2];
    reader.sync(&mut relay);
    let open = reader.engine.open_forks(&shared);
    let branches: Vec<Vec<_>> =
        open[0].branches.iter().map(|branch| branch.iter().map(|entry| entry.id).collect()).collect();
    assert_eq!(branches, [left.clone(), right.clone()]);
    let withheld: Vec<_> = open[0].branches.iter().flatten().filter_map(|entry| entry.withheld.as_ref()).collect();
    let known: Vec<_> = withheld.iter().map(|entry| entry.id).collect();
    assert_eq!(known, right, "with what they hold");
    assert!(withheld.iter().all(|entry| entry.header.device == device_id(0)));
    assert_eq!(open[0].beside().count(), 0, "before the decision nothing is beside anything");

    let outcome = reader.engine.resolve_fork(&shared, right[0]);
    reader.take(outcome);
    reader.commit();
    reader.restart();
    assert!(reader.engine.open_forks(&shared).is_empty());
    let settled = reader.engine.forks(&shared);
    assert_eq!((settled[0].kept.clone(), settled[0].beside().collect::<Vec<_>>()), (vec![right[0]], left));
}
