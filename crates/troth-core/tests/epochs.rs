//! Which epoch seals a stream, and when another is due.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use std::collections::BTreeSet;

use samples::{blob, text};
use troth_core::membership::{
    DeviceRemoved, EPOCHS_STARTED_MAX, EpochSeal, EpochSealed, KeyTold, LastEntry, MembershipCommand, MembershipEvent,
    SEALS_MAX,
};
use troth_core::{AnomalyKind, Command, DeviceId, EpochId, Refusal, Stream};
use troth_testkit::{Couple, Seed};

/// Phones 0 and 1 belong to one partner, 2 and 3 to the other.
const PHONES: usize = 4;

fn device(couple: &Couple, phone: usize) -> DeviceId {
    couple.phone(phone).actor.device
}

fn sealed(couple: &Couple, epoch: u8, to: &[usize]) -> EpochSealed {
    let seals = to.iter().map(|phone| EpochSeal { device: device(couple, *phone), sealed: blob(b"seal") });
    EpochSealed { epoch: EpochId([epoch; 16]), seals: seals.collect(), before: Vec::new() }
}

fn seal(couple: &mut Couple, phone: usize, epoch: u8, to: &[usize]) {
    let sealed = sealed(couple, epoch, to);
    couple.must(phone, Command::Membership(MembershipCommand::SealEpoch(Stream::Shared, sealed)));
}

fn remove(couple: &mut Couple, phone: usize, removed: usize) {
    let entries = couple.phone(phone).shared.entries();
    let seq = entries.iter().filter(|one| one.header.device == device(couple, removed)).count() as u64;
    let device = device(couple, removed);
    let command =
        MembershipCommand::RemoveDevice { device, own: LastEntry::default(), shared: LastEntry { seq, id: None } };
    couple.must(phone, Command::Membership(command));
}

/// Checks on every phone which epoch seals for a holder of these epochs, and whether another one is due.
fn check(couple: &Couple, held: &[u8], sealing: Option<u8>, is_due: bool) {
    let held: BTreeSet<_> = held.iter().map(|epoch| EpochId([*epoch; 16])).collect();
    for phone in 0..PHONES {
        let members = &couple.phone(phone).shared.state().members;
        assert_eq!(members.sealing_epoch(&held), sealing.map(|epoch| EpochId([epoch; 16])), "phone {phone}");
        assert_eq!(members.epoch_is_due(couple.phone(0).actor.partner), is_due, "phone {phone}");
    }
}

fn anomalies(couple: &Couple) -> Vec<AnomalyKind> {
    couple.phone(2).shared.state().anomalies.kept().iter().map(|one| one.kind).collect()
}

#[test]
fn the_first_epoch_serves_until_a_device_is_removed() {
    let mut couple = Couple::linked(Seed(1));
    check(&couple, &[], None, false);
    remove(&mut couple, 0, 1);
    couple.deliver_all();
    check(&couple, &[], None, true);
    seal(&mut couple, 0, 1, &[0, 2, 3]);
    couple.deliver_all();
    check(&couple, &[1], Some(1), false);
}

#[test]
fn of_two_epochs_that_were_started_at_once_order_picks_one() {
    let mut couple = Couple::linked(Seed(2));
    remove(&mut couple, 0, 1);
    couple.deliver_all();
    seal(&mut couple, 0, 1, &[0, 2, 3]);
    seal(&mut couple, 2, 2, &[0, 2, 3]);
    couple.deliver_all();
    let members = &couple.phone(0).shared.state().members;
    let latest = members.epochs().last().unwrap();
    check(&couple, &[1, 2], Some(latest.0[0]), false);
    let lacks_the_latest = [3 - latest.0[0]];
    check(&couple, &lacks_the_latest, Some(lacks_the_latest[0]), false);
}

#[test]
fn an_epoch_that_was_started_without_knowing_of_a_removal_is_passed_over() {
    let mut couple = Couple::linked(Seed(3));
    remove(&mut couple, 0, 1);
    seal(&mut couple, 0, 1, &[0, 2, 3]);
    for _ in 0..3 {
        couple.must(2, Command::Membership(MembershipCommand::ChangeName(text("Ben B."))));
    }
    // Phone 2 does not know of it yet, and its entry sorts later.
    seal(&mut couple, 2, 2, &[0, 1, 2, 3]);
    couple.deliver_all();
    assert_eq!(couple.phone(0).shared.state().members.epochs().last(), Some(EpochId([2; 16])));
    check(&couple, &[1, 2], Some(1), false);
}

#[test]
fn two_removals_at_once_make_a_third_epoch_due() {
    let mut couple = Couple::linked(Seed(4));
    remove(&mut couple, 0, 1);
    seal(&mut couple, 0, 1, &[0, 2, 3]);
    remove(&mut couple, 2, 3);
    seal(&mut couple, 2, 2, &[0, 1, 2]);
    couple.deliver_all();
    let latest = couple.phone(0).shared.state().members.epochs().last().unwrap();
    check(&couple, &[1, 2], Some(latest.0[0]), true);
    seal(&mut couple, 2, 3, &[0, 2]);
    couple.deliver_all();
    check(&couple, &[1, 2, 3], Some(3), false);
}

#[test]
fn a_removed_device_chooses_no_epoch_whatever_it_pretends_not_to_know() {
    let mut couple = Couple::linked(Seed(5));
    remove(&mut couple, 0, 1);
    seal(&mut couple, 0, 1, &[0, 2, 3]);
    couple.push(0);
    couple.pull(2, usize::MAX);
    // Cut off before it hears of its removal, it starts an epoch for the others; its entry sorts before the removal.
    let pretended = sealed(&couple, 9, &[0, 2, 3]);
    couple.forge(1, MembershipEvent::EpochSealed(pretended));
    couple.forge(1, MembershipEvent::KeyTold(KeyTold { device: device(&couple, 0), receiving: blob(b"mine") }));
    couple.deliver_all();
    check(&couple, &[1, 9], Some(1), false);
    assert_eq!(couple.phone(2).shared.state().members.epochs().collect::<Vec<_>>(), [EpochId([1; 16])]);
    assert_eq!(couple.phone(2).shared.state().members.receiving(device(&couple, 0)), None);
    assert_eq!(anomalies(&couple), [AnomalyKind::DeviceWasRemoved; 2]);
}

#[test]
fn who_is_here_and_lacks_an_epoch_is_known_until_somebody_passes_it_on() {
    let mut couple = Couple::linked(Seed(6));
    seal(&mut couple, 0, 1, &[0, 1, 2]);
    couple.deliver_all();
    let lacking = |couple: &Couple| couple.phone(1).shared.state().members.lacking(EpochId([1; 16]));
    assert_eq!(lacking(&couple), [device(&couple, 3)]);
    seal(&mut couple, 2, 1, &[3]);
    couple.deliver_all();
    assert_eq!(lacking(&couple), []);
    assert_eq!(couple.phone(1).shared.state().members.lacking(EpochId([7; 16])), []);
}

#[test]
fn an_epoch_that_was_passed_on_to_a_device_ends_with_that_device() {
    let mut couple = Couple::linked(Seed(7));
    seal(&mut couple, 0, 1, &[0, 1, 2]);
    seal(&mut couple, 0, 1, &[3]);
    couple.deliver_all();
    remove(&mut couple, 2, 3);
    couple.deliver_all();
    check(&couple, &[1], Some(1), true);
}

#[test]
fn a_key_is_told_once_and_by_its_owner() {
    let mut couple = Couple::linked(Seed(8));
    let of = |couple: &Couple, phone| KeyTold { device: device(couple, phone), receiving: blob(b"key") };
    let tell = |told| Command::Membership(MembershipCommand::TellKey(told));
    let (mine, theirs) = (of(&couple, 0), of(&couple, 2));
    couple.must(0, tell(mine.clone()));
    assert_eq!(couple.act(0, tell(mine.clone())), Err(Refusal::AlreadyDone));
    assert_eq!(couple.act(0, tell(theirs.clone())), Err(Refusal::NothingThere));
    couple.forge(0, MembershipEvent::KeyTold(theirs));
    couple.forge(0, MembershipEvent::KeyTold(KeyTold { receiving: blob(b"other"), ..mine.clone() }));
    couple.forge(0, MembershipEvent::KeyTold(KeyTold { device: DeviceId([9; 16]), ..mine.clone() }));
    couple.deliver_all();
    assert_eq!(anomalies(&couple), [AnomalyKind::NotTheirs, AnomalyKind::AlreadyHere, AnomalyKind::NothingThere]);
    assert_eq!(couple.phone(3).shared.state().members.receiving(device(&couple, 0)), Some(&mine.receiving));
}

/// A space that a partner left is closed for both: nothing is written there that a new key could protect.
#[test]
fn leaving_starts_no_epoch_because_nothing_is_written_afterwards() {
    let mut couple = Couple::linked(Seed(9));
    remove(&mut couple, 0, 1);
    couple.deliver_all();
    check(&couple, &[], None, true);
    couple.must(2, Command::Membership(MembershipCommand::Leave));
    couple.deliver_all();
    check(&couple, &[], None, false);
    let started = sealed(&couple, 1, &[0]);
    let start = Command::Membership(MembershipCommand::SealEpoch(Stream::Shared, started));
    assert_eq!(couple.act(0, start), Err(Refusal::NotLinked));
    let renamed = couple.must(0, Command::Membership(MembershipCommand::ChangeName(text("Ada L."))));
    assert_eq!(renamed.len(), 1, "in the own stream alone");
}

#[test]
fn neither_partner_can_use_up_the_epochs_of_the_other() {
    let mut couple = Couple::linked(Seed(10));
    for epoch in 1..=u8::try_from(EPOCHS_STARTED_MAX).unwrap() + 1 {
        seal(&mut couple, 0, epoch, &[0, 1, 2, 3]);
    }
    couple.deliver_all();
    assert_eq!(anomalies(&couple), [AnomalyKind::BeyondLimit]);
    remove(&mut couple, 0, 1);
    couple.deliver_all();
    let members = &couple.phone(2).shared.state().members;
    assert!(!members.epoch_is_due(couple.phone(0).actor.partner), "no more can be started");
    assert!(members.epoch_is_due(couple.phone(2).actor.partner));
    seal(&mut couple, 2, 100, &[0, 2, 3]);
    couple.deliver_all();
    check(&couple, &[1, 100], Some(100), false);
}

#[test]
fn an_epoch_for_more_devices_than_there_can_be_is_void() {
    let mut couple = Couple::linked(Seed(11));
    let crowd = sealed(&couple, 1, &[0; SEALS_MAX + 1]);
    couple.forge(0, MembershipEvent::EpochSealed(crowd));
    couple.deliver_all();
    assert_eq!(anomalies(&couple), [AnomalyKind::BeyondLimit]);
    check(&couple, &[1], None, false);
    couple.forge(
        0,
        MembershipEvent::DeviceRemoved(DeviceRemoved { device: device(&couple, 2), last_seq: 0, last: None }),
    );
    couple.deliver_all();
    check(&couple, &[1], None, false);
}
