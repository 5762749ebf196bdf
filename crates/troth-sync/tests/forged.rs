//! Entries in a device's name by somebody who holds every key but that device's secrets.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod world;

use std::collections::BTreeSet;

use troth_sync::{Known, MayWrite, Rule};
use troth_vault::{ChainLink, RecordHeader};
use troth_wire::{RecordId, SealedRecord};

use world::{
    Chance, Couple, Device, Forked, Relay, decide_all, device_id, device_keys, first_header, relay_with, view,
};

/// Everything but the first device's secrets: the keys of the stream, the personal key, and every record so far.
struct Forger;

impl Forger {
    /// Writes in the name of the device that wrote a record: at its number, after its number, or anywhere.
    fn write(chance: &mut Chance, couple: &Couple, records: &[SealedRecord], forged: &[SealedRecord]) -> SealedRecord {
        let all: Vec<_> = records.iter().chain(forged).collect();
        let model = all[chance.below(all.len())];
        let (mut header, mut link) = (couple.header_of(model), couple.link_of(model));
        let invented = ChainLink::derive(&device_keys(8), couple.shared, header.seq + 1).unwrap();
        match chance.below(5) {
            // A second entry at a number whose key is out.
            0 => {}
            1 => link.next = invented.key.commitment(header.device),
            // The next number, with a key of its own making that may fit what it promised before.
            2 => {
                (link, header) = (ChainLink { opening: None, ..invented }, couple.header_after(model));
                link.next = ChainLink::derive(&device_keys(8), couple.shared, header.seq + 1)
                    .unwrap()
                    .key
                    .commitment(header.device);
            }
            // The next number on a forged branch, with the key that the device has shown there since.
            3 => header = Self::follow(couple, model, &all, &mut link),
            _ => header.lamport += 1,
        }
        if chance.one_in(3) {
            let other = all[chance.below(all.len())];
            if header.prev != Some(other.id()) {
                header.lamport = header.lamport.max(couple.header_of(other).lamport + 1);
                header.deps.push(other.id());
            }
        }
        couple.forge(chance, 0, &header, &link)
    }

    /// The header and link for continuing an entry with a key that another entry of that device revealed.
    fn follow(couple: &Couple, model: &SealedRecord, all: &[&SealedRecord], link: &mut ChainLink) -> RecordHeader {
        let header = couple.header_after(model);
        let known = all.iter().find(|other| {
            let other = couple.header_of(other);
            (other.device, other.seq) == (header.device, header.seq)
        });
        match known {
            Some(known) => *link = couple.link_of(known),
            None => link.opening = None,
        }
        header
    }
}

/// Histories with a forger by default; each takes about a second unoptimised.
const HISTORIES: u64 = 12;

/// Two devices of one partner and one of the other write, and somebody who lacks the first device writes in its name.
struct History {
    chance: Chance,
    couple: Couple,
    relay: Relay,
    forged: Vec<SealedRecord>,
    honest: BTreeSet<RecordId>,
}

impl History {
    fn begin(seed: u64) -> Self {
        let mut chance = Chance::from_seed(seed);
        let couple = Couple::meet(&mut chance);
        Self { chance, couple, relay: Relay::default(), forged: Vec::new(), honest: BTreeSet::new() }
    }

    fn step(&mut self) {
        let (shared, mailbox) = (self.couple.shared, self.couple.mailbox);
        let records = self.relay.records(mailbox).to_vec();
        let of_first: Vec<_> =
            records.iter().filter(|one| self.couple.header_of(one).device == device_id(0)).cloned().collect();
        match self.chance.below(5) {
            0 | 1 if !of_first.is_empty() => {
                let record = Forger::write(&mut self.chance, &self.couple, &of_first, &self.forged);
                self.forged.push(record.clone());
                self.relay.plant(mailbox, record);
            }
            2 => self.couple.devices[self.chance.below(4)].sync(&mut self.relay),
            3 if self.chance.one_in(3) => {
                let device = &mut self.couple.devices[self.chance.below(4)];
                device.commit();
                device.restart();
            }
            _ => {
                let device = &mut self.couple.devices[self.chance.below(4)];
                self.honest.insert(device.write(&mut self.chance, &shared, 1_000).expect("nobody is stopped"));
                device.settle(&mut self.relay);
            }
        }
    }
}

#[test]
fn somebody_without_the_device_writes_nothing_in_its_name_and_stops_nobody() {
    for seed in Chance::seeds(HISTORIES) {
        let mut history = History::begin(seed);
        (0..60).for_each(|_| history.step());
        let shared = history.couple.shared;
        for number in 0..4 {
            let device = &mut history.couple.devices[number];
            device.sync(&mut history.relay);
            assert_eq!(device.heard(&shared), history.honest, "device {number}");
            assert_eq!(view(device, &shared).may_write, MayWrite::Yes, "device {number}");
            device.commit();
            device.restart();
            assert_eq!(device.heard(&shared), history.honest, "device {number}, after a restart");
        }
    }
}

/// A relay that works with the forger shows the records in any order: the device's words come in the end all the same.
#[test]
fn in_any_order_of_arrival_all_that_the_device_wrote_is_delivered_once_its_owner_has_looked() {
    for seed in Chance::seeds(HISTORIES) {
        let mut history = History::begin(seed);
        (0..40).for_each(|_| history.step());
        let (shared, mailbox) = (history.couple.shared, history.couple.mailbox);
        let mut rest = history.relay.records(mailbox).to_vec();
        let mut relay = Relay::default();
        let personal = history.couple.personal[1].clone();
        let keys = vec![history.couple.keys.clone()];
        let mut reader = Device::new(device_keys(7), personal, vec![device_id(7)], keys);
        while !rest.is_empty() {
            relay.plant(mailbox, rest.swap_remove(history.chance.below(rest.len())));
            reader.sync(&mut relay);
            if history.chance.one_in(8) {
                let before = reader.heard(&shared);
                reader.commit();
                reader.restart();
                assert_eq!(reader.heard(&shared), before, "a restart changes nothing");
            }
        }
        decide_all(&mut reader, &shared);
        assert!(reader.heard(&shared).is_superset(&history.honest));
    }
}

/// A second entry at the newest number waits until the device writes on, and is no entry of its then.
#[test]
fn a_second_entry_at_the_newest_number_waits_until_the_device_writes_on() {
    let mut forked = Forked::make(12);
    let (shared, mailbox) = (forked.couple.shared, forked.couple.mailbox);
    for (first, second) in [(0, 1), (1, 0)] {
        // The forged one came first: a relay can hold the true one back.
        let tip = [&forked.left[0], &forked.right[0]];
        let mut relay = relay_with(&forked.couple, &[&forked.root, tip[first], tip[second]]);
        let reader = &mut forked.couple.devices[2];
        reader.shelves.clear();
        reader.restart();
        reader.sync(&mut relay);
        assert_eq!(reader.heard(&shared), [forked.root.id(), tip[first].id()].into());
        assert_eq!(reader.engine.open_forks(&shared).len(), 1);
        relay.plant(mailbox, forked.left[1].clone());
        reader.sync(&mut relay);
        assert!(reader.engine.open_forks(&shared).is_empty(), "the device went on");
        let heard = reader.heard(&shared);
        assert!(heard.contains(&forked.left[0].id()) && heard.contains(&forked.left[1].id()));
        assert_eq!(heard.contains(&forked.right[0].id()), first == 1, "nothing is taken back");
        let beside: Vec<_> = reader.engine.forks(&shared)[0].beside().collect();
        let expected = if first == 1 { vec![forked.right[0].id()] } else { Vec::new() };
        assert_eq!(beside, expected, "and what was delivered is marked");
    }
}

#[test]
fn an_entry_with_a_wrong_key_takes_no_number() {
    let mut chance = Chance::from_seed(13);
    let mut couple = Couple::meet(&mut chance);
    let (shared, root) = (couple.shared, couple.seal_chain(&mut chance, 0, 1).remove(0));
    let header = couple.header_after(&root);
    let wrong = ChainLink::derive(&device_keys(8), shared, 2).unwrap();
    let forged = couple.forge(&mut chance, 0, &header, &wrong);
    let continued = couple.forge(
        &mut chance,
        0,
        &couple.header_after(&forged),
        &ChainLink::derive(&device_keys(8), shared, 3).unwrap(),
    );
    let first = couple.forge(&mut chance, 0, &first_header(shared, device_id(1)), &couple.link_of(&root));
    let honest = couple.seal(&mut chance, 0, &header);
    let mut relay = relay_with(&couple, &[&root, &forged, &continued, &first, &honest]);
    let reader = &mut couple.devices[2];
    reader.sync(&mut relay);
    assert_eq!(reader.heard(&shared), [root.id(), honest.id()].into());
    let rules: Vec<_> = [&forged, &continued, &first].map(|one| view(reader, &shared).refused[&one.id()]).into();
    assert_eq!(rules, [Rule::ChainKey, Rule::Chain, Rule::ChainKey]);
    assert!(reader.engine.forks(&shared).is_empty());
}

#[test]
fn an_opening_that_was_written_for_another_stream_begins_no_chain() {
    let mut chance = Chance::from_seed(14);
    let mut couple = Couple::meet(&mut chance);
    let (shared, own) = (couple.shared, couple.own);
    let elsewhere = ChainLink::derive(&device_keys(0), own, 1).unwrap();
    let replayed = couple.forge(&mut chance, 0, &first_header(shared, device_id(0)), &elsewhere);
    let mut relay = relay_with(&couple, &[&replayed]);
    couple.devices[2].sync(&mut relay);
    assert!(couple.devices[2].heard(&shared).is_empty());
    assert_eq!(view(&couple.devices[2], &shared).refused[&replayed.id()], Rule::ChainKey);
}

/// Somebody who lacks the device can't make its forged words count by building on them with more of them.
#[test]
fn what_builds_on_a_forged_entry_without_a_right_key_brings_it_nowhere() {
    let mut forked = Forked::make(15);
    let (shared, mailbox) = (forked.couple.shared, forked.couple.mailbox);
    let mut relay = relay_with(&forked.couple, &[&forked.root, &forked.left[0], &forked.left[1], &forked.right[0]]);
    let mut header = first_header(shared, device_id(1));
    (header.seq, header.prev) = (50, Some(RecordId::from_bytes([9; 32])));
    (header.deps, header.lamport) = (vec![forked.right[0].id()], 60);
    let link = ChainLink::derive(&device_keys(8), shared, 50).unwrap();
    relay.plant(mailbox, forked.couple.forge(&mut forked.chance, 0, &header, &link));
    let reader = &mut forked.couple.devices[2];
    reader.sync(&mut relay);
    assert!(!reader.heard(&shared).contains(&forked.right[0].id()));
}

/// The device's own entry is here and waits for another: until that comes, nobody takes its number.
#[test]
fn while_an_entry_waits_nobody_takes_its_number() {
    let mut chance = Chance::from_seed(17);
    let mut couple = Couple::meet(&mut chance);
    let (shared, mailbox) = (couple.shared, couple.mailbox);
    let root = couple.seal_chain(&mut chance, 0, 1).remove(0);
    let missing = couple.seal_chain(&mut chance, 1, 1).remove(0);
    let mut header = couple.header_after(&root);
    header.deps = vec![missing.id()];
    let honest = couple.seal(&mut chance, 0, &header);
    let forged = couple.forge(&mut chance, 0, &couple.header_after(&root), &couple.link_of(&honest));
    let mut relay = relay_with(&couple, &[&root, &honest, &forged]);
    let reader = &mut couple.devices[2];
    reader.sync(&mut relay);
    assert_eq!(reader.heard(&shared), [root.id()].into());
    relay.plant(mailbox, missing.clone());
    reader.sync(&mut relay);
    assert_eq!(reader.heard(&shared), [&root, &missing, &honest].map(SealedRecord::id).into());
}

/// After a relay was put back, positions begin anew, and somebody who is quick gets the low ones.
#[test]
fn a_relay_that_was_put_back_opens_no_old_number() {
    let mut chance = Chance::from_seed(18);
    let mut couple = Couple::meet(&mut chance);
    let (shared, mailbox) = (couple.shared, couple.mailbox);
    let mut relay = Relay::default();
    let mut honest = BTreeSet::new();
    for _ in 0..4 {
        honest.insert(couple.devices[0].write(&mut chance, &shared, 1_000).unwrap());
        couple.devices[0].settle(&mut relay);
        couple.devices[2].sync(&mut relay);
    }
    let records = relay.records(mailbox).to_vec();
    let mut header = couple.header_of(&records[2]);
    let third = couple.forge(&mut chance, 0, &header, &couple.link_of(&records[2]));
    header = couple.header_after(&third);
    let fourth = couple.forge(&mut chance, 0, &header, &couple.link_of(&records[3]));
    relay.rewind(mailbox, 2);
    for record in [third, fourth] {
        relay.plant(mailbox, record);
    }
    for number in [0, 2, 0, 2] {
        couple.devices[number].sync(&mut relay);
    }
    couple.devices[2].commit();
    couple.devices[2].restart();
    let first = &mut couple.devices[0];
    honest.insert(first.write(&mut chance, &shared, 2_000).expect("the device goes on"));
    first.settle(&mut relay);
    for number in [0, 2] {
        let device = &mut couple.devices[number];
        device.sync(&mut relay);
        assert_eq!(device.heard(&shared), honest, "device {number}");
        assert!(device.engine.beside(&shared).is_empty(), "device {number}");
    }
}

/// A forged entry that waits for ever is no gap in the chain of the device that it names.
#[test]
fn a_forged_entry_that_waits_stops_no_device_at_its_start() {
    let mut chance = Chance::from_seed(19);
    let mut couple = Couple::meet(&mut chance);
    let (shared, mailbox) = (couple.shared, couple.mailbox);
    let mut header = first_header(shared, device_id(0));
    (header.seq, header.prev, header.lamport) = (50, Some(RecordId::from_bytes([9; 32])), 60);
    let link = ChainLink::derive(&device_keys(8), shared, 50).unwrap();
    let forged = couple.forge(&mut chance, 0, &header, &link);
    let mut relay = Relay::default();
    relay.plant(mailbox, forged);
    for _ in 0..2 {
        let device = &mut couple.devices[0];
        device.sync(&mut relay);
        device.commit();
        device.restart();
        device.write(&mut chance, &shared, 1_000).expect("nothing of its chain is missing");
        device.settle(&mut relay);
    }
}

#[test]
fn a_removal_names_the_branch_that_was_the_device() {
    let mut forked = Forked::make(16);
    let shared = forked.couple.shared;
    let mut relay = relay_with(&forked.couple, &forked.in_order(&forked.left, &forked.right));
    let (last, all) = (forked.right[1].id(), forked.all());
    let reader = &mut forked.couple.devices[2];
    let (known, _) = reader.engine.end_chain(&shared, last);
    assert_eq!(known, Known::NotYet);
    reader.sync(&mut relay);
    for _ in 0..2 {
        let (known, outcome) = reader.engine.end_chain(&shared, last);
        reader.take(outcome);
        assert_eq!(known, Known::Here);
        assert!(reader.heard(&shared).is_superset(&all), "what came first stays");
        let fork = reader.engine.forks(&shared).remove(0);
        assert_eq!((fork.is_open(), fork.kept.clone()), (false, vec![forked.right[0].id()]));
        let beside: Vec<_> = fork.beside().collect();
        assert_eq!(beside, [&forked.left[0], &forked.left[1]].map(SealedRecord::id));
        reader.commit();
        reader.restart();
    }
}
