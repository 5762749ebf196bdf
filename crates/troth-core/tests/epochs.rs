//! Which epoch seals a stream, and when another is due.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use std::collections::BTreeSet;

use samples::{blob, text};
use troth_core::membership::{
    Cause, DeviceRemoved, EPOCHS_BY_ITSELF_MAX, EPOCHS_OF_REMOVED_MAX, EPOCHS_STARTED_MAX, EpochSeal, EpochSealed,
    KeyTold, LastEntry, Members, MembershipCommand, MembershipEvent, SEALS_MAX, UNOPENED_MAX,
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

fn ids(epochs: &[u8]) -> BTreeSet<EpochId> {
    epochs.iter().map(|epoch| EpochId([*epoch; 16])).collect()
}

fn members(couple: &Couple, phone: usize) -> &Members {
    &couple.phone(phone).shared.state().members
}

/// Whether a phone that holds these epochs has to start another.
fn is_due(couple: &Couple, phone: usize, held: &[u8], cause: Cause) -> bool {
    members(couple, phone).epoch_is_due(&couple.phone(phone).actor, &ids(held), cause)
}

/// Checks on every phone which epoch seals for a holder of these epochs, and for whom another one is due.
fn check(couple: &Couple, held: &[u8], sealing: Option<u8>, due: [bool; 2]) {
    for phone in 0..PHONES {
        let seals = members(couple, phone).sealing_epoch(&ids(held));
        assert_eq!(seals, sealing.map(|epoch| EpochId([epoch; 16])), "phone {phone}");
        let actors = [couple.phone(0).actor, couple.phone(2).actor];
        let is_due = actors.map(|actor| members(couple, phone).epoch_is_due(&actor, &ids(held), Cause::Upkeep));
        assert_eq!(is_due, due, "phone {phone}");
    }
}

/// The devices to which a phone passes an epoch on.
fn to_pass(couple: &Couple, phone: usize, epoch: u8) -> Vec<DeviceId> {
    let own = &couple.phone(phone).own.state().members;
    members(couple, phone).to_pass(&couple.phone(phone).actor, EpochId([epoch; 16]), own)
}

fn anomalies(couple: &Couple) -> Vec<AnomalyKind> {
    couple.phone(2).shared.state().anomalies.kept().iter().map(|one| one.kind).collect()
}

#[test]
fn the_first_epoch_serves_until_a_device_is_removed() {
    let mut couple = Couple::linked(Seed(1));
    check(&couple, &[], None, [false, false]);
    remove(&mut couple, 0, 1);
    couple.deliver_all();
    check(&couple, &[], None, [true, false]);
    seal(&mut couple, 0, 1, &[0, 2, 3]);
    couple.deliver_all();
    check(&couple, &[1], Some(1), [false, false]);
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
    check(&couple, &[1, 2], Some(latest.0[0]), [false, false]);
    let lacks_the_latest = [3 - latest.0[0]];
    check(&couple, &lacks_the_latest, Some(lacks_the_latest[0]), [false, false]);
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
    check(&couple, &[1, 2], Some(1), [false, false]);
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
    let owed = if latest.0[0] == 1 { [false, true] } else { [true, false] };
    check(&couple, &[1, 2], Some(latest.0[0]), owed);
    // It is due for the partner whose removed device knows what seals.
    seal(&mut couple, if owed[0] { 0 } else { 2 }, 3, &[0, 2]);
    couple.deliver_all();
    check(&couple, &[1, 2, 3], Some(3), [false, false]);
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
    check(&couple, &[1, 9], Some(1), [false, false]);
    assert_eq!(couple.phone(2).shared.state().members.epochs().collect::<Vec<_>>(), [EpochId([1; 16])]);
    assert_eq!(couple.phone(2).shared.state().members.receiving(device(&couple, 0)), None);
    assert_eq!(anomalies(&couple), [AnomalyKind::DeviceWasRemoved; 2]);
}

#[test]
fn who_is_here_and_lacks_an_epoch_is_known_until_somebody_passes_it_on() {
    let mut couple = Couple::linked(Seed(6));
    seal(&mut couple, 0, 1, &[0, 1, 2]);
    couple.deliver_all();
    assert_eq!(to_pass(&couple, 1, 1), [device(&couple, 3)], "its owner started it");
    assert_eq!(to_pass(&couple, 2, 1), [device(&couple, 3)], "the device is its owner's");
    seal(&mut couple, 2, 1, &[3]);
    couple.deliver_all();
    assert_eq!((to_pass(&couple, 1, 1), to_pass(&couple, 2, 1)), (Vec::new(), Vec::new()));
    assert_eq!(to_pass(&couple, 1, 7), []);
}

#[test]
fn an_epoch_that_was_passed_on_to_a_device_ends_with_that_device() {
    let mut couple = Couple::linked(Seed(7));
    seal(&mut couple, 0, 1, &[0, 1, 2]);
    seal(&mut couple, 0, 1, &[3]);
    couple.deliver_all();
    remove(&mut couple, 2, 3);
    couple.deliver_all();
    check(&couple, &[1], Some(1), [false, true]);
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
    check(&couple, &[], None, [true, false]);
    couple.must(2, Command::Membership(MembershipCommand::Leave));
    couple.deliver_all();
    check(&couple, &[], None, [false, false]);
    let started = sealed(&couple, 1, &[0]);
    let start = Command::Membership(MembershipCommand::SealEpoch(Stream::Shared, started));
    assert_eq!(couple.act(0, start), Err(Refusal::NotLinked));
    let renamed = couple.must(0, Command::Membership(MembershipCommand::ChangeName(text("Ada L."))));
    assert_eq!(renamed.len(), 1, "in the own stream alone");
}

/// Starts as many epochs as a partner may, and one more.
fn use_up(couple: &mut Couple, phone: usize, to: &[usize]) {
    for epoch in 1..=u8::try_from(EPOCHS_STARTED_MAX).unwrap() + 1 {
        seal(couple, phone, epoch, to);
    }
    couple.deliver_all();
}

#[test]
fn neither_partner_can_use_up_the_epochs_of_the_other() {
    let mut couple = Couple::linked(Seed(10));
    use_up(&mut couple, 0, &[0, 1, 2, 3]);
    assert_eq!(anomalies(&couple), [AnomalyKind::BeyondLimit]);
    remove(&mut couple, 2, 3);
    couple.deliver_all();
    assert!(!is_due(&couple, 0, &[63], Cause::Removal), "no more can be started");
    assert!(is_due(&couple, 2, &[63], Cause::Removal));
    seal(&mut couple, 2, 100, &[0, 1, 2]);
    couple.deliver_all();
    check(&couple, &[63, 100], Some(100), [false, false]);
}

#[test]
fn of_who_used_up_all_epochs_the_other_starts_one_and_keeps_half_of_their_own() {
    let mut couple = Couple::linked(Seed(12));
    use_up(&mut couple, 0, &[0, 1, 2, 3]);
    remove(&mut couple, 0, 1);
    couple.deliver_all();
    assert!(!is_due(&couple, 0, &[63], Cause::Removal));
    let actor = couple.phone(0).actor;
    assert!(members(&couple, 0).epoch_is_beyond_reach(&actor, &ids(&[63])), "the person is told");
    for epoch in 0..u8::try_from(EPOCHS_BY_ITSELF_MAX).unwrap() {
        assert!(is_due(&couple, 2, &[63], Cause::Removal), "{epoch}");
        seal(&mut couple, 2, 100 + epoch, &[0, 1, 2, 3]);
    }
    assert!(!is_due(&couple, 2, &[63], Cause::Removal));
}

/// A stolen tablet that removes the phone in the same moment leaves nobody of its owner who could start an epoch.
#[test]
fn where_devices_that_removed_each_other_leave_nobody_the_other_starts_the_epoch() {
    let mut couple = Couple::linked(Seed(22));
    remove(&mut couple, 0, 1);
    remove(&mut couple, 1, 0);
    couple.deliver_all();
    assert!([0, 1].iter().all(|phone| !members(&couple, 2).is_active(device(&couple, *phone))));
    assert!(is_due(&couple, 2, &[], Cause::Upkeep), "what is written now would be read by both");
    seal(&mut couple, 2, 1, &[2, 3]);
    couple.deliver_all();
    assert_eq!(members(&couple, 3).sealing_epoch(&ids(&[1])), Some(EpochId([1; 16])));
    assert!(!is_due(&couple, 3, &[1], Cause::Upkeep));
}

#[test]
fn a_removed_device_gives_back_the_epochs_that_it_started() {
    let mut couple = Couple::linked(Seed(13));
    use_up(&mut couple, 1, &[0, 1, 2, 3]);
    assert!(!is_due(&couple, 0, &[], Cause::Upkeep));
    remove(&mut couple, 0, 1);
    for cause in [Cause::Upkeep, Cause::Removal] {
        assert!(is_due(&couple, 0, &[63], cause));
    }
    seal(&mut couple, 0, 100, &[0, 2, 3]);
    couple.deliver_all();
    check(&couple, &[1, 63, 100], Some(100), [false, false]);
}

#[test]
fn the_log_keeps_a_limited_number_of_epochs_of_removed_devices() {
    let mut couple = Couple::linked(Seed(14));
    let limit = u8::try_from(EPOCHS_OF_REMOVED_MAX).unwrap();
    for epoch in 1..=limit + 1 {
        let one = sealed(&couple, epoch, &[0]);
        couple.forge(1, MembershipEvent::EpochSealed(one));
    }
    couple.push(1);
    couple.pull(0, usize::MAX);
    assert_eq!(members(&couple, 0).epochs().count(), EPOCHS_STARTED_MAX);
    remove(&mut couple, 0, 1);
    assert_eq!(members(&couple, 0).epochs().count(), EPOCHS_OF_REMOVED_MAX);
    assert_eq!(members(&couple, 0).epochs().last(), Some(EpochId([limit; 16])));
}

/// By itself an app starts half of what a partner may, so the other half is there for removals by a person.
#[test]
fn what_others_do_to_the_epochs_leaves_half_of_them_for_removals() {
    let mut couple = Couple::linked(Seed(15));
    remove(&mut couple, 0, 1);
    for epoch in 1..=u8::try_from(EPOCHS_BY_ITSELF_MAX).unwrap() {
        assert!(is_due(&couple, 0, &[epoch - 1], Cause::Upkeep), "{epoch}");
        seal(&mut couple, 0, epoch, &[0, 1, 2, 3]);
    }
    let last = [u8::try_from(EPOCHS_BY_ITSELF_MAX).unwrap()];
    assert!(!is_due(&couple, 0, &last, Cause::Upkeep));
    assert!(is_due(&couple, 0, &last, Cause::Removal));
    assert!(members(&couple, 0).epoch_is_beyond_reach(&couple.phone(0).actor, &ids(&last)));
}

#[test]
fn only_its_starter_says_who_knows_an_epoch_and_others_add_their_own_devices() {
    let mut couple = Couple::linked(Seed(16));
    remove(&mut couple, 0, 1);
    seal(&mut couple, 0, 1, &[0, 2]);
    couple.deliver_all();
    // The partner names the removed device and their own second one.
    let extended = sealed(&couple, 1, &[1, 3]);
    couple.forge(2, MembershipEvent::EpochSealed(extended));
    couple.deliver_all();
    check(&couple, &[1], Some(1), [false, false]);
    let knowers = members(&couple, 0).knowers(EpochId([1; 16])).unwrap().clone();
    assert_eq!(knowers, [0, 2, 3].map(|phone| device(&couple, phone)).into());
    // Their own one counts from then on, and so does the starter's word.
    remove(&mut couple, 2, 3);
    couple.deliver_all();
    check(&couple, &[1], Some(1), [false, true]);
}

/// Such an entry sorts before the one that starts the epoch, and then says who knows it. It counts as its author's.
#[test]
fn a_partner_who_names_the_others_epochs_first_uses_up_their_own() {
    let mut couple = Couple::linked(Seed(20));
    remove(&mut couple, 0, 1);
    couple.deliver_all();
    for _ in 0..5 {
        couple.must(0, Command::Membership(MembershipCommand::ChangeName(text("Ada L."))));
    }
    let beyond = u8::try_from(EPOCHS_STARTED_MAX).unwrap() + 1;
    for epoch in 1..=beyond {
        let claimed = sealed(&couple, epoch, &[1]);
        couple.forge(2, MembershipEvent::EpochSealed(claimed));
        seal(&mut couple, 0, epoch, &[0, 2, 3]);
    }
    couple.deliver_all();
    let starter = |epoch| members(&couple, 0).starter(EpochId([epoch; 16])).unwrap().partner;
    assert_eq!((starter(1), starter(beyond)), (couple.phone(2).actor.partner, couple.phone(0).actor.partner));
    check(&couple, &[1, 2, beyond], Some(beyond), [false, false]);
}

#[test]
fn nobody_writes_under_an_epoch_that_shuts_out_a_device_of_the_other() {
    let mut couple = Couple::linked(Seed(17));
    for phone in [0, 1] {
        let told = KeyTold { device: device(&couple, phone), receiving: blob(b"key") };
        couple.must(phone, Command::Membership(MembershipCommand::TellKey(told)));
        couple.deliver_all();
    }
    seal(&mut couple, 0, 1, &[0, 1, 2, 3]);
    couple.deliver_all();
    seal(&mut couple, 2, 2, &[0, 2, 3]);
    couple.deliver_all();
    check(&couple, &[1, 2], Some(1), [false, false]);
    assert_eq!(to_pass(&couple, 0, 2), [device(&couple, 1)]);
    check(&couple, &[2], Some(2), [false, false]);
    // Passed on by its owner, it counts. The partner who started it could do so as well.
    seal(&mut couple, 0, 2, &[1]);
    couple.deliver_all();
    check(&couple, &[1, 2], Some(2), [false, false]);
}

#[test]
fn a_device_that_cannot_open_an_epoch_says_so_and_is_passed_it_by_each_other_own_device() {
    let mut couple = Couple::linked(Seed(18));
    seal(&mut couple, 2, 1, &[0, 1, 2, 3]);
    couple.deliver_all();
    let asks = |couple: &Couple| {
        let own = &couple.phone(1).own.state().members;
        members(couple, 1).is_to_be_told_unopened(&couple.phone(1).actor, EpochId([1; 16]), own)
    };
    let miss = Command::Membership(MembershipCommand::MissEpoch(EpochId([1; 16])));
    assert!(asks(&couple));
    assert_eq!(to_pass(&couple, 0, 1), []);
    couple.must(1, miss.clone());
    couple.deliver_all();
    assert!(!asks(&couple), "once");
    let unopened: Vec<_> = couple.phone(0).own.state().members.unopened().collect();
    assert_eq!(unopened.iter().map(|one| one.device).collect::<Vec<_>>(), [device(&couple, 1)]);
    assert_eq!(to_pass(&couple, 0, 1), [device(&couple, 1)]);
    assert_eq!(to_pass(&couple, 2, 1), [], "the partner knows nothing of it");
    seal(&mut couple, 0, 1, &[1]);
    couple.deliver_all();
    assert_eq!(to_pass(&couple, 0, 1), [], "once");
    assert!(asks(&couple), "that did not open either");
    couple.must(1, miss.clone());
    couple.deliver_all();
    assert_eq!(to_pass(&couple, 0, 1), [], "another own device's turn, if there is one");
    for _ in 2..=UNOPENED_MAX {
        couple.must(1, miss.clone());
    }
    couple.deliver_all();
    let kinds: Vec<_> = couple.phone(0).own.state().anomalies.kept().iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [AnomalyKind::BeyondLimit]);
}

#[test]
fn an_epoch_that_is_clean_and_does_not_open_here_makes_another_one_due() {
    let mut couple = Couple::linked(Seed(19));
    remove(&mut couple, 0, 1);
    seal(&mut couple, 2, 1, &[0, 2, 3]);
    couple.deliver_all();
    assert!(!is_due(&couple, 0, &[1], Cause::Upkeep), "a partner's epoch is taken");
    assert!(is_due(&couple, 0, &[], Cause::Upkeep), "what was sealed to this phone was noise");
    assert!(!is_due(&couple, 2, &[], Cause::Upkeep));
}

#[test]
fn an_epoch_for_more_devices_than_there_can_be_is_void() {
    let mut couple = Couple::linked(Seed(11));
    let crowd = sealed(&couple, 1, &[0; SEALS_MAX + 1]);
    couple.forge(0, MembershipEvent::EpochSealed(crowd));
    couple.deliver_all();
    assert_eq!(anomalies(&couple), [AnomalyKind::BeyondLimit]);
    check(&couple, &[1], None, [false, false]);
    couple.forge(
        0,
        MembershipEvent::DeviceRemoved(DeviceRemoved { device: device(&couple, 2), last_seq: 0, last: None }),
    );
    couple.deliver_all();
    check(&couple, &[1], None, [false, false]);
}
