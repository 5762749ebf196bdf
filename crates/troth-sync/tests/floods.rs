//! Floods: what one author can cost the others is bounded, told once, and slows nobody else.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod world;

use troth_sync::{
    ASTRAY_MAX_BYTES, BRANCHES_MAX, FORKS_OPEN_MAX, HELD_DEVICE_MAX_BYTES, Limit, Notice, ReplicaNotes,
    SEALED_MAX_BYTES,
};
use troth_vault::{ChainLink, EpochKey, dangerous_seal_linked, seal_entry};
use troth_wire::limits::{BODY_MAX_BYTES, MAILBOX_MAX_BYTES, MAILBOX_MAX_RECORDS};
use troth_wire::{Cursor, PositionedRecord, PullPage, RunningHash, SealedRecord};

use world::{Chance, Couple, Device, Relay, device_id, device_keys, first_header};

fn too_many(device: &Device) -> usize {
    device.notices.iter().filter(|notice| matches!(notice, Notice::TooManyForks { .. })).count()
}

/// Entries after each of which a second one claims the place of the next.
fn forks(chance: &mut Chance, couple: &Couple, count: usize) -> Vec<SealedRecord> {
    let chain = couple.seal_chain(chance, 0, count as u64 + 1);
    let seconds: Vec<_> =
        chain[..count].iter().map(|before| couple.seal(chance, 0, &couple.header_after(before))).collect();
    chain.into_iter().chain(seconds).collect()
}

/// Lets a device of the other partner read these records, and one of another device behind them.
fn read(couple: &mut Couple, chance: &mut Chance, records: &[SealedRecord]) -> SealedRecord {
    let honest = couple.seal_chain(chance, 1, 1).remove(0);
    let mut relay = Relay::default();
    records.iter().chain([&honest]).for_each(|record| relay.plant(couple.mailbox, record.clone()));
    couple.devices[2].sync(&mut relay);
    couple.devices[2].commit();
    honest
}

fn check_forks(count: usize, open: usize, told: usize) {
    let mut chance = Chance::from_seed(1);
    let mut couple = Couple::meet(&mut chance);
    let records = forks(&mut chance, &couple, count);
    let honest = read(&mut couple, &mut chance, &records);
    let (shared, mailbox) = (couple.shared, couple.mailbox);
    let reader = &mut couple.devices[2];
    assert_eq!(too_many(reader), told);
    let limits = &reader.engine.view(&shared, 0).unwrap().limits;
    assert_eq!(limits.contains(&Limit::Forks(device_id(0))), told == 1, "a person can be told of it: {limits:?}");
    let stored = 1 + count + open + 1;
    for _ in 0..2 {
        assert_eq!(reader.engine.forks(&shared).len(), open);
        assert!(reader.heard(&shared).contains(&honest.id()), "another device's entries go on");
        assert_eq!(reader.heard(&shared).len(), 1 + count + 1, "what was delivered before the forks stays");
        assert_eq!(reader.shelf(mailbox).records.len(), stored, "what is not taken is not kept");
        reader.restart();
    }
}

#[test]
fn as_many_forks_of_a_device_as_the_limit_are_kept() {
    check_forks(FORKS_OPEN_MAX, FORKS_OPEN_MAX, 0);
}

#[test]
fn one_fork_beyond_the_limit_is_not_taken_and_told_once() {
    check_forks(FORKS_OPEN_MAX + 1, FORKS_OPEN_MAX, 1);
    check_forks(FORKS_OPEN_MAX + 20, FORKS_OPEN_MAX, 1);
}

#[test]
fn a_decided_fork_makes_room_for_another() {
    let mut chance = Chance::from_seed(2);
    let mut couple = Couple::meet(&mut chance);
    let records = forks(&mut chance, &couple, FORKS_OPEN_MAX + 1);
    read(&mut couple, &mut chance, &records);
    let shared = couple.shared;
    let reader = &mut couple.devices[2];
    let keep = reader.engine.forks(&shared)[0].fork.branches[0];
    let outcome = reader.engine.resolve_fork(&shared, keep);
    reader.take(outcome);
    let last = records.last().unwrap().clone();
    let mut relay = Relay::default();
    relay.plant(couple.mailbox, last.clone());
    let reader = &mut couple.devices[2];
    reader.sync(&mut relay);
    assert_eq!(reader.engine.forks(&shared).len(), FORKS_OPEN_MAX + 1);
    assert!(reader.engine.forks(&shared).iter().any(|fork| fork.fork.branches.contains(&last.id())));
}

fn check_branches(count: usize, kept: usize, told: usize) {
    let mut chance = Chance::from_seed(3);
    let mut couple = Couple::meet(&mut chance);
    let root = couple.seal_chain(&mut chance, 0, 1).remove(0);
    let header = couple.header_after(&root);
    let branches: Vec<_> = (0..count).map(|_| couple.seal(&mut chance, 0, &header)).collect();
    let records: Vec<_> = [root].into_iter().chain(branches).collect();
    read(&mut couple, &mut chance, &records);
    let reader = &couple.devices[2];
    let forks = reader.engine.open_forks(&couple.shared);
    assert_eq!((forks.len(), forks[0].branches.len(), too_many(reader)), (1, kept, told));
}

#[test]
fn as_many_branches_at_one_place_as_the_limit_are_kept_and_no_more() {
    check_branches(BRANCHES_MAX, BRANCHES_MAX, 0);
    check_branches(BRANCHES_MAX + 1, BRANCHES_MAX, 1);
}

/// At a relay that showed them first, and later keeps nothing back.
#[test]
fn as_many_forged_entries_as_the_limit_do_not_keep_the_true_one_out() {
    let mut chance = Chance::from_seed(9);
    let mut couple = Couple::meet(&mut chance);
    let (shared, mailbox) = (couple.shared, couple.mailbox);
    let chain = couple.seal_chain(&mut chance, 0, 3);
    let (header, link) = (couple.header_of(&chain[1]), couple.link_of(&chain[1]));
    let mut relay = Relay::default();
    relay.plant(mailbox, chain[0].clone());
    for _ in 0..BRANCHES_MAX + 3 {
        let forged = couple.forge(&mut chance, 0, &header, &link);
        relay.plant(mailbox, forged);
    }
    couple.devices[2].sync(&mut relay);
    chain[1..].iter().for_each(|record| relay.plant(mailbox, record.clone()));
    let reader = &mut couple.devices[2];
    reader.sync(&mut relay);
    reader.commit();
    for _ in 0..2 {
        let heard = reader.heard(&shared);
        assert!(chain.iter().all(|record| heard.contains(&record.id())), "what the device wrote");
        assert_eq!(reader.engine.forks(&shared)[0].kept, [chain[1].id()]);
        assert_eq!(reader.engine.forks(&shared)[0].fork.branches.len(), BRANCHES_MAX);
        assert!(reader.shelf(mailbox).records.len() <= BRANCHES_MAX + 2, "what was given up is not kept");
        reader.restart();
    }
}

#[test]
fn a_fork_of_one_device_takes_no_room_from_another() {
    let mut chance = Chance::from_seed(4);
    let mut couple = Couple::meet(&mut chance);
    let mut records = forks(&mut chance, &couple, FORKS_OPEN_MAX + 3);
    let root = couple.seal_chain(&mut chance, 1, 1).remove(0);
    let header = couple.header_after(&root);
    records.extend([root, couple.seal(&mut chance, 0, &header), couple.seal(&mut chance, 0, &header)]);
    let mut relay = Relay::default();
    records.iter().for_each(|record| relay.plant(couple.mailbox, record.clone()));
    couple.devices[2].sync(&mut relay);
    let (shared, engine) = (couple.shared, &couple.devices[2].engine);
    assert!(engine.is_forked(&shared, device_id(0)) && engine.is_forked(&shared, device_id(1)));
    assert_eq!(engine.forked_devices(&shared), [device_id(1)].into(), "the first device went on, and so decided");
}

fn limits(device: &Device) -> Vec<Limit> {
    let limit = |notice: &Notice| match notice {
        Notice::LimitReached { limit, .. } => Some(*limit),
        _ => None,
    };
    device.notices.iter().filter_map(limit).collect()
}

/// Records that no key opens, as large as they may be.
fn sealed_junk(count: u64) -> Vec<SealedRecord> {
    let junk = |number: u64| {
        let header = [&[1; 128], number.to_be_bytes().as_slice()].concat();
        SealedRecord::new(header, vec![1; 48], vec![1; BODY_MAX_BYTES]).unwrap()
    };
    (0..count).map(junk).collect()
}

#[test]
fn what_no_key_opens_is_kept_up_to_a_limit_and_read_again_when_a_key_comes() {
    let mut chance = Chance::from_seed(5);
    let mut couple = Couple::meet(&mut chance);
    let (shared, mailbox) = (couple.shared, couple.mailbox);
    let fit = SEALED_MAX_BYTES / (BODY_MAX_BYTES as u64 + 200);
    let mut rotated = couple.keys.clone();
    rotated.make_current(EpochKey::make(&mut chance.rng)).unwrap();
    let later = seal_entry(
        &mut chance.rng,
        &rotated,
        &couple.personal[0],
        &device_keys(0),
        &first_header(shared, device_id(0)),
        b"later",
    );
    let later = later.unwrap();
    let mut relay = Relay::default();
    let mut junk = sealed_junk(fit + 2);
    let last = junk.split_off(usize::try_from(fit).unwrap());
    junk.iter().for_each(|record| relay.plant(mailbox, record.clone()));
    couple.devices[2].sync(&mut relay);
    assert_eq!(limits(&couple.devices[2]), [], "at the limit all is kept");
    last.iter().chain([&later]).for_each(|record| relay.plant(mailbox, record.clone()));
    let honest = couple.seal_chain(&mut chance, 1, 1).remove(0);
    relay.plant(mailbox, honest.clone());
    let reader = &mut couple.devices[2];
    reader.sync(&mut relay);
    reader.commit();
    assert_eq!(limits(reader), [Limit::Sealed], "told once");
    assert_eq!(reader.heard(&shared), [honest.id()].into(), "what opens goes on");
    assert!(reader.shelf(mailbox).records.len() as u64 <= fit + 2 + 1);
    reader.set_keys(rotated);
    reader.settle(&mut relay);
    assert!(reader.heard(&shared).contains(&later.id()), "it wasn't lost");
}

/// Entries of one device that wait for an entry that does not come.
fn waiting(chance: &mut Chance, couple: &Couple, bytes: usize) -> Vec<SealedRecord> {
    const CONTENT_BYTES: usize = 60_000;
    let mut chain = couple.seal_chain(chance, 0, 1);
    for _ in 0..bytes.div_ceil(CONTENT_BYTES) {
        let header = couple.header_after(chain.last().unwrap());
        let content = [7; CONTENT_BYTES];
        chain.push(
            seal_entry(&mut chance.rng, &couple.keys, &couple.personal[0], &device_keys(0), &header, &content).unwrap(),
        );
    }
    chain
}

#[test]
fn what_waits_in_one_devices_name_is_bounded_slows_nobody_else_and_is_read_again_when_there_is_room() {
    let mut chance = Chance::from_seed(6);
    let mut couple = Couple::meet(&mut chance);
    let (shared, mailbox) = (couple.shared, couple.mailbox);
    let limit = usize::try_from(HELD_DEVICE_MAX_BYTES).unwrap();
    let chain = waiting(&mut chance, &couple, limit + 200_000);
    let mut relay = Relay::default();
    chain[1..].iter().for_each(|record| relay.plant(mailbox, record.clone()));
    let honest = couple.seal_chain(&mut chance, 1, 1).remove(0);
    relay.plant(mailbox, honest.clone());
    let reader = &mut couple.devices[2];
    reader.sync(&mut relay);
    assert_eq!(limits(reader), [Limit::HeldOf(device_id(0))]);
    assert_eq!(reader.heard(&shared), [honest.id()].into());
    let held = reader.engine.view(&shared, 0).unwrap().waiting.len();
    assert!(held * 60_000 <= limit && held < chain.len() - 1, "{held} wait");
    relay.plant(mailbox, chain[0].clone());
    reader.sync(&mut relay);
    assert_eq!(reader.heard(&shared).len(), chain.len() + 1, "nothing was lost");
    reader.commit();
    reader.restart();
    assert_eq!(reader.heard(&shared).len(), chain.len() + 1);
}

/// A device that has read so many records of a mailbox, as its notes say.
fn read_up_to(couple: &mut Couple, position: u64) -> &mut Device {
    let mut notes = vec![0xa8, 0x00, 0x02, 0x01, 0x82, 0x1a];
    notes.extend_from_slice(&u32::try_from(position).unwrap().to_be_bytes());
    notes.extend_from_slice(&[0x58, 0x20]);
    notes.extend_from_slice(&[9; 32]);
    notes.extend_from_slice(&[0x02, 0x00, 0x03, 0x80, 0x04, 0x80, 0x05, 0x80, 0x06, 0x80, 0x07, 0xf4]);
    assert!(ReplicaNotes::decode(&notes).is_ok());
    let mailbox = couple.mailbox;
    let reader = &mut couple.devices[2];
    reader.shelf(mailbox).notes = Some(notes);
    reader.restart();
    reader
}

#[test]
fn a_relay_that_never_ends_is_read_as_far_as_a_mailbox_goes_and_no_further() {
    let mut chance = Chance::from_seed(7);
    let mut couple = Couple::meet(&mut chance);
    let shared = couple.shared;
    let chain = couple.seal_chain(&mut chance, 0, 2);
    let at = Cursor { seq: MAILBOX_MAX_RECORDS - 1, running: RunningHash::from_bytes([9; 32]) };
    let reader = read_up_to(&mut couple, at.seq);
    let pull = reader.engine.next_requests(0).remove(0);
    let place = |seq, record: &SealedRecord| PositionedRecord { seq, day: 1, record: record.clone() };
    let records = vec![place(at.seq + 1, &chain[0]), place(at.seq + 2, &chain[1])];
    let cursor = at.then(&chain[0].id()).then(&chain[1].id());
    reader.answer(pull.id, troth_sync::Response::Page(PullPage { records, cursor, more: true }));
    assert_eq!(reader.heard(&shared), [chain[0].id()].into(), "the last position of a mailbox still counts");
    assert_eq!(limits(reader), [Limit::Mailbox]);
    reader.engine.refresh();
    assert!(reader.engine.next_requests(0).is_empty(), "it is asked no more");
}

/// The partner fills their half of the mailbox with noise and starts epochs, each of which has it all read again.
#[test]
fn a_flood_that_is_read_again_and_again_stops_no_own_words() {
    let mut chance = Chance::from_seed(9);
    let mut couple = Couple::meet(&mut chance);
    let (shared, mailbox) = (couple.shared, couple.mailbox);
    let mut relay = Relay::default();
    let flood = sealed_junk(MAILBOX_MAX_BYTES / 2 / (BODY_MAX_BYTES as u64 + 200));
    flood.into_iter().for_each(|record| relay.plant(mailbox, record));
    let mut keys = couple.keys.clone();
    let reader = &mut couple.devices[2];
    reader.sync(&mut relay);
    for unix_ms in 1..4 {
        keys.make_current(EpochKey::make(&mut chance.rng)).unwrap();
        reader.set_keys(keys.clone());
        reader.settle(&mut relay);
        let own = reader.write(&mut chance, &shared, unix_ms).unwrap();
        reader.settle(&mut relay);
        let sent = relay.records(mailbox).last().unwrap().id();
        assert_eq!((sent, limits(reader)), (own, vec![Limit::Sealed]), "after {unix_ms} epochs");
    }
}

/// Entries in the first device's name by somebody without its secrets, more than are kept of such.
fn refused(chance: &mut Chance, couple: &Couple) -> Vec<SealedRecord> {
    const CONTENT_BYTES: usize = 60_000;
    let link = ChainLink::derive(&device_keys(8), couple.shared, 1).unwrap();
    let content = [7; CONTENT_BYTES];
    let one = |number: u64| {
        let mut header = first_header(couple.shared, device_id(0));
        header.written.unix_ms += number.cast_signed();
        let (keys, personal) = (&couple.keys, &couple.personal[1]);
        dangerous_seal_linked(&mut chance.rng, keys, personal, &link, &header, &content).unwrap()
    };
    (0..ASTRAY_MAX_BYTES / CONTENT_BYTES as u64 + 3).map(one).collect()
}

#[test]
fn what_is_refused_in_a_devices_name_takes_none_of_its_room() {
    let mut chance = Chance::from_seed(8);
    let mut couple = Couple::meet(&mut chance);
    let (shared, mailbox) = (couple.shared, couple.mailbox);
    let mut relay = Relay::default();
    refused(&mut chance, &couple).into_iter().for_each(|record| relay.plant(mailbox, record));
    let honest = couple.seal_chain(&mut chance, 0, 1).remove(0);
    relay.plant(mailbox, honest.clone());
    for number in [0, 2] {
        let reader = &mut couple.devices[number];
        reader.sync(&mut relay);
        assert_eq!(limits(reader), [Limit::Astray], "what is in nobody's share, told once");
        reader.commit();
        let stored: u64 = reader.shelf(mailbox).records.len() as u64;
        assert!(stored * 60_000 <= ASTRAY_MAX_BYTES + 60_000, "{stored} are kept");
        for _ in 0..2 {
            let reader = &mut couple.devices[number];
            assert_eq!(reader.heard(&shared), [honest.id()].into(), "the device's own words are taken");
            reader.restart();
        }
    }
    let own = couple.devices[0].write(&mut chance, &shared, 2_000);
    assert!(own.is_ok(), "{own:?}");
}
