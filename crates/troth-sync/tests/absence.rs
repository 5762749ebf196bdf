//! Content that somebody withholds: it is told, asked for again, and never taken as erased.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod world;

use std::collections::BTreeSet;

use troth_sync::{BARE_MAX, Limit, Notice, REFETCH_TRIES, Request, Response, StreamView};
use troth_wire::{Cursor, PullPage, RecordId, SealedRecord};

use world::{Chance, Couple, Device, Relay};

struct Table {
    chance: Chance,
    couple: Couple,
    relay: Relay,
    chain: Vec<SealedRecord>,
}

impl Table {
    /// A chain of the first partner's device at the relay, of which nobody has read anything.
    fn set(seed: u64, length: u64) -> Self {
        let mut chance = Chance::from_seed(seed);
        let couple = Couple::meet(&mut chance);
        let chain = couple.seal_chain(&mut chance, 0, length);
        let mut relay = Relay::default();
        chain.iter().for_each(|record| relay.plant(couple.mailbox, record.clone()));
        Self { chance, couple, relay, chain }
    }

    fn cut(&mut self, numbers: &[usize]) {
        self.relay.cut = numbers.iter().map(|number| self.chain[*number].id()).collect();
    }

    /// Lets a device of the other partner read, over a relay that cuts or doesn't.
    fn read(&mut self, number: usize) {
        self.couple.devices[number].sync(&mut self.relay);
    }

    fn view(&self, number: usize) -> StreamView {
        let device = &self.couple.devices[number];
        device.engine.view(&self.couple.shared, device.now_ms).unwrap()
    }

    fn heard(&self, number: usize) -> usize {
        self.couple.devices[number].heard(&self.couple.shared).len()
    }

    fn prints(&self) -> BTreeSet<[u8; 32]> {
        let print = |number: usize| self.couple.devices[number].engine.fingerprint(&self.couple.shared).unwrap();
        [2, 3].map(print).into()
    }
}

#[test]
fn what_builds_on_withheld_content_waits_until_the_relay_hands_it_over() {
    let mut table = Table::set(1, 4);
    table.cut(&[1]);
    table.read(2);
    assert_eq!((table.heard(2), table.view(2).waiting.len()), (1, 2));
    table.relay.cut = BTreeSet::new();
    table.read(2);
    assert_eq!((table.heard(2), table.view(2).bare.len(), table.view(2).waiting.len()), (4, 0, 0));
    let reader = &mut table.couple.devices[2];
    reader.commit();
    reader.restart();
    assert_eq!((table.heard(2), table.view(2).bare.len()), (4, 0), "the store has it");
}

#[test]
fn the_fingerprint_covers_what_was_received_with_its_content() {
    let mut table = Table::set(2, 3);
    table.read(2);
    table.cut(&[2]);
    table.read(3);
    assert_eq!(table.prints().len(), 2, "one holds the last entry, and the other only its header");
    table.cut(&[]);
    table.read(3);
    assert_eq!(table.prints().len(), 1);
}

/// The places at which a device asks until it has nothing left to ask.
fn asked_at(device: &mut Device, relay: &mut Relay) -> Vec<Cursor> {
    let mut places = Vec::new();
    loop {
        let asked = device.engine.next_requests(device.now_ms);
        if asked.is_empty() {
            let Some(wake_ms) = device.engine.next_wake_ms(device.now_ms) else { return places };
            device.now_ms = wake_ms;
        }
        for asked in asked {
            let Request::Pull { after, .. } = asked.request else { panic!("only pulls are asked") };
            places.push(after);
            let answer = relay.answer(asked.request);
            device.answer(asked.id, answer);
            device.commit();
        }
    }
}

#[test]
fn withheld_content_is_asked_for_at_its_place_a_few_times_at_each_refresh_and_start() {
    let mut table = Table::set(3, 9);
    table.cut(&[1, 7]);
    table.read(2);
    let before = |number: usize| table.chain[..number].iter().fold(Cursor::START, |at, one| at.then(&one.id()));
    let (first, second, end) = (before(1), before(7), before(9));
    let reader = &mut table.couple.devices[2];
    reader.engine.refresh();
    assert_eq!(asked_at(reader, &mut table.relay), [end, first], "what is new, and one more try");
    reader.engine.refresh();
    assert_eq!(asked_at(reader, &mut table.relay), [end, second], "the other one's turn");
    reader.restart();
    let asked = asked_at(reader, &mut table.relay);
    assert_eq!(asked.len(), 1 + REFETCH_TRIES as usize);
    assert!(asked[1..].iter().all(|at| [first, second].contains(at)));
}

#[test]
fn a_copy_from_elsewhere_in_the_mailbox_is_as_good() {
    let mut table = Table::set(4, 3);
    let mailbox = table.couple.mailbox;
    let mut lying = Relay::default();
    lying.plant(mailbox, table.chain[0].clone().erased());
    lying.plant(mailbox, table.chain[1].clone());
    let reader = &mut table.couple.devices[2];
    reader.sync(&mut lying);
    assert_eq!(table.view(2).bare, [table.chain[0].id()]);
    // Another device pushed the whole record, and this relay gave it a new position.
    lying.plant(mailbox, table.chain[0].clone());
    table.couple.devices[2].sync(&mut lying);
    assert_eq!((table.view(2).bare.len(), table.heard(2)), (0, 2));
}

#[test]
fn a_ring_that_cuts_content_is_noticed_as_well() {
    let mut table = Table::set(5, 2);
    table.read(2);
    let more = table.couple.seal(&mut table.chance, 0, &table.couple.header_after(&table.chain[1]));
    table.relay.plant(table.couple.mailbox, more.clone());
    table.relay.cut = [more.id()].into();
    let ring = table.relay.ring(table.couple.mailbox, 1);
    table.couple.devices[2].ring(ring);
    assert_eq!((table.view(2).bare, table.heard(2)), (vec![more.id()], 2));
    table.relay.cut.clear();
    table.read(2);
    assert_eq!(table.heard(2), 3);
}

#[test]
fn content_that_is_missing_from_a_record_set_aside_is_noticed_when_its_key_comes() {
    let mut table = Table::set(6, 1);
    let mut rotated = table.couple.keys.clone();
    rotated.make_current(troth_vault::EpochKey::make(&mut table.chance.rng)).unwrap();
    table.read(0);
    table.couple.devices[0].set_keys(rotated.clone());
    let shared = table.couple.shared;
    table.couple.devices[1].set_keys(rotated.clone());
    table.couple.devices[1].settle(&mut table.relay);
    let id = table.couple.devices[1].write(&mut table.chance, &shared, 1_000).unwrap();
    table.couple.devices[1].settle(&mut table.relay);
    table.relay.cut = [id].into();
    table.read(2);
    assert_eq!(table.view(2).quarantined.len(), 1);
    table.couple.devices[2].set_keys(rotated);
    table.read(2);
    assert_eq!((table.view(2).quarantined.len(), table.view(2).bare), (0, vec![id]));
    table.relay.cut.clear();
    table.read(2);
    assert!(table.couple.devices[2].heard(&shared).contains(&id));
}

/// Independent entries by many devices, all of them cut.
fn cut_crowd(table: &mut Table, count: usize) -> Vec<RecordId> {
    let mut ids = Vec::new();
    for number in 0..count {
        let device = world::device_keys(1_000 + number);
        let header = world::first_header(table.couple.shared, device.id());
        let Couple { keys, personal, .. } = &table.couple;
        let record =
            troth_vault::seal_entry(&mut table.chance.rng, keys, &personal[0], &device, &header, b"one of many");
        let record = record.unwrap();
        ids.push(record.id());
        table.relay.plant(table.couple.mailbox, record);
    }
    table.relay.cut = ids.iter().copied().collect();
    ids
}

#[test]
fn headers_without_content_stop_nobody_and_those_beyond_the_limit_are_read_again() {
    let mut table = Table::set(7, 0);
    let ids = cut_crowd(&mut table, BARE_MAX + 9);
    let beyond = table.couple.seal_chain(&mut table.chance, 0, 2);
    beyond.iter().for_each(|record| table.relay.plant(table.couple.mailbox, record.clone()));
    table.relay.cut.insert(beyond[1].id());
    let shared = table.couple.shared;
    table.read(2);
    assert_eq!((table.view(2).bare.len(), table.heard(2)), (BARE_MAX, 1), "what is whole goes on");
    let reader = &mut table.couple.devices[2];
    assert!(reader.engine.is_caught_up(&shared));
    let told = reader.notices.iter().filter(|one| matches!(one, Notice::LimitReached { limit: Limit::Bare, .. }));
    assert_eq!(told.count(), 1);
    reader.commit();
    reader.restart();
    let own = reader.write(&mut table.chance, &shared, 1_000).unwrap();
    table.read(2);
    let held = table.relay.records(table.couple.mailbox);
    assert!(held.iter().any(|record| record.id() == own), "and so does what this device writes");
    table.relay.cut = ids.iter().copied().collect();
    let reader = &mut table.couple.devices[2];
    reader.commit();
    reader.restart();
    table.read(2);
    assert_eq!(table.heard(2), 3, "content beyond the limit is found at the next start");
    table.relay.cut.clear();
    table.couple.devices[2].engine.refresh();
    table.read(2);
    assert_eq!((table.view(2).bare.len(), table.heard(2)), (0, ids.len() + 3), "or when there is room again");
}

/// A page that is empty, says that more follows and gets no further would be asked for without end.
#[test]
fn a_relay_that_promises_more_without_end_is_a_fault_and_not_asked_at_once() {
    let mut table = Table::set(8, 0);
    let (mailbox, reader) = (table.couple.mailbox, &mut table.couple.devices[2]);
    let pull = reader.engine.next_requests(reader.now_ms).remove(0);
    let empty = PullPage { records: Vec::new(), cursor: Cursor::START, more: true };
    reader.answer(pull.id, Response::Page(empty));
    assert_eq!(reader.notices, [Notice::RelayFault { mailbox }]);
    assert!(reader.engine.next_requests(reader.now_ms).is_empty(), "it waits before it asks again");
    assert!(!reader.engine.is_caught_up(&table.couple.shared));
}
