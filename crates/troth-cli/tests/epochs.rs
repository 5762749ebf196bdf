//! A new epoch key when a device is removed or a recovery code replaced: the real app on each device, the real relay.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use std::collections::BTreeSet;

use support::Server;
use support::paths::{another_device, begin, link_from, link_of, linked, look_both, promise};
use support::person::Person;
use support::thief::{Thief, epoch_sizes, epochs, hold, records, sealing};
use tempfile::TempDir;
use troth_app::view::Bond;
use troth_app::view::RecoveryView;
use troth_app::{Intent, LinkIntent, PrivateIntent, PromiseForm, PromiseIntent, SettingsIntent, StartIntent};
use troth_testkit::{Dice, Seed};
use troth_vault::RecoveryCode;

/// Courses of the random test; `TROTH_SEEDS` is not asked, since each takes a second and a server.
const COURSES: u64 = 6;
/// What happens in a course, looks at the relay included.
const STEPS: usize = 40;

fn server() -> (TempDir, Server) {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    (data, server)
}

fn look_all(people: &mut [&mut Person], times: usize) {
    for _ in 0..times {
        for person in people.iter_mut() {
            person.look();
        }
    }
}

fn note(person: &mut Person, text: &str) {
    person.does(Intent::Private(PrivateIntent::Write { text: text.to_owned() }));
}

fn offer(person: &mut Person, deed: &str) {
    let form = PromiseForm { deed: deed.to_owned(), ..promise(&person.inside().today) };
    person.does(Intent::Promise(PromiseIntent::Offer(form)));
}

/// Removes the device of that seed.
fn remove(person: &mut Person, seed: u8) {
    let label = format!("Device {seed}");
    let key = person.inside().settings.devices.iter().find(|device| device.name.label == label).unwrap().key.clone();
    person.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
}

fn offers(person: &Person) -> usize {
    let promises = person.inside().promises;
    promises.mine.len() + promises.theirs.len()
}

fn recovery_code(person: &mut Person) -> String {
    person.does(Intent::Settings(SettingsIntent::MakeRecovery));
    let RecoveryView::Showing { words } = person.inside().settings.recovery else { panic!("no code") };
    person.does(Intent::Settings(SettingsIntent::ConfirmRecovery { words: words.join(" ") }));
    words.join(" ")
}

/// That devices were removed is told, and is no trouble.
fn no_banners(person: &Person) {
    let mut banners = person.view().banners;
    banners.retain(|banner| banner.message.id != "banner-device-changes");
    assert_eq!(banners, []);
}

#[test]
fn a_removed_device_with_all_it_held_and_the_relays_disk_opens_nothing_written_afterwards() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = another_device(&server, &mut ada, 3);
    note(&mut tablet, "a page before");
    offer(&mut ben, "an offer before");
    look_all(&mut [&mut tablet, &mut ben, &mut ada], 3);
    let thief = Thief::of(&tablet);
    assert_eq!((epochs(&ada), epochs(&ben)), ([1, 1], [1, 1]));

    ada.set_online(false);
    remove(&mut ada, 3);
    ada.reload();
    ada.set_online(false);
    note(&mut ada, "a page after");
    offer(&mut ada, "an offer after");
    ada.set_online(true);
    look_both(&mut ada, &mut ben, 3);
    offer(&mut ben, "an answer after");
    look_both(&mut ben, &mut ada, 3);

    assert_eq!((epochs(&ada), epochs(&ben)), ([2, 2], [1, 2]), "one new epoch each, and none of Ben's own stream");
    assert_eq!((offers(&ada), offers(&ben)), (3, 3));
    let disk = records(&ada.disk);
    let stolen = thief.reads(&disk);
    assert!(hold(&stolen, "a page before") && hold(&stolen, "an offer before"));
    let kept = Thief::of(&ada).reads(&disk);
    for words in ["a page after", "an offer after", "an answer after"] {
        assert!(hold(&kept, words), "the test would see {words:?}");
        assert!(!hold(&stolen, words), "{words:?}");
    }
}

#[test]
fn a_device_added_after_the_rotation_reads_everything_before_and_after() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let _lost = another_device(&server, &mut ada, 3);
    note(&mut ada, "before");
    offer(&mut ben, "before");
    look_both(&mut ben, &mut ada, 2);
    remove(&mut ada, 3);
    note(&mut ada, "after");
    offer(&mut ben, "after");
    look_both(&mut ben, &mut ada, 3);
    let mut laptop = another_device(&server, &mut ada, 4);
    look_all(&mut [&mut laptop, &mut ada, &mut ben], 3);
    assert_eq!((laptop.inside().private.pages.len(), offers(&laptop)), (2, 2));
    assert_eq!(sealing(&laptop), sealing(&ada));
    note(&mut laptop, "from the new one");
    offer(&mut laptop, "from the new one");
    look_all(&mut [&mut laptop, &mut ada, &mut ben], 3);
    assert_eq!((ada.inside().private.pages.len(), offers(&ben)), (3, 3));
    no_banners(&laptop);
}

#[test]
fn the_partners_second_device_that_was_offline_catches_up() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let _lost = another_device(&server, &mut ada, 3);
    let mut tablet = another_device(&server, &mut ben, 4);
    look_all(&mut [&mut ada, &mut ben, &mut tablet], 3);
    tablet.set_online(false);
    offer(&mut tablet, "written before it knew");
    remove(&mut ada, 3);
    offer(&mut ada, "after");
    look_both(&mut ada, &mut ben, 3);
    tablet.set_online(true);
    look_all(&mut [&mut tablet, &mut ben, &mut ada], 3);
    assert_eq!((offers(&tablet), offers(&ben), offers(&ada)), (2, 2, 2), "an older epoch is no fault");
    assert_eq!(sealing(&tablet)[1], sealing(&ada)[1]);
    assert_eq!(tablet.inside().settings.fingerprint, ada.inside().settings.fingerprint);
    tablet.reload();
    assert_eq!(offers(&tablet), 2);
    no_banners(&tablet);
}

#[test]
fn two_rotations_at_once_converge() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = another_device(&server, &mut ada, 3);
    let lost = another_device(&server, &mut ada, 4);
    look_all(&mut [&mut ada, &mut tablet, &mut ben], 3);
    let thief = Thief::of(&lost);
    for person in [&mut ada, &mut tablet] {
        person.set_online(false);
        remove(person, 4);
        offer(person, "sealed under one of the two");
        note(person, "sealed under one of the two");
    }
    for person in [&mut ada, &mut tablet] {
        person.set_online(true);
    }
    look_all(&mut [&mut ada, &mut tablet, &mut ben], 4);
    assert_eq!((sealing(&ada), sealing(&ada)[1]), (sealing(&tablet), sealing(&ben)[1]));
    assert_eq!((epochs(&ada), epochs(&ben)), ([3, 3], [1, 3]), "both stay readable, and nobody starts a third");
    assert_eq!((offers(&ben), tablet.inside().private.pages.len()), (2, 2));
    assert!(!hold(&thief.reads(&records(&ada.disk)), "sealed under one of the two"));
}

#[test]
fn two_different_devices_removed_at_once_lead_to_an_epoch_that_neither_knows() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let lost = [another_device(&server, &mut ada, 3), another_device(&server, &mut ben, 4)];
    look_all(&mut [&mut ada, &mut ben], 4);
    let thieves = lost.map(|person| Thief::of(&person));
    for (person, seed) in [(&mut ada, 3), (&mut ben, 4)] {
        person.set_online(false);
        remove(person, seed);
    }
    for person in [&mut ada, &mut ben] {
        person.set_online(true);
    }
    look_both(&mut ada, &mut ben, 4);
    assert_eq!(sealing(&ada)[1], sealing(&ben)[1]);
    offer(&mut ada, "for the two of us");
    look_both(&mut ada, &mut ben, 3);
    assert_eq!(offers(&ben), 1);
    for thief in thieves {
        assert!(!hold(&thief.reads(&records(&ada.disk)), "for the two of us"));
    }
}

/// Words must not go with an epoch whose device was removed before its remover had heard of it.
#[test]
fn what_was_written_under_the_epoch_of_a_device_that_is_removed_meanwhile_stays_readable() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let mut laptop = another_device(&server, &mut ada, 3);
    let _lost = another_device(&server, &mut ada, 4);
    let mut tablet = another_device(&server, &mut ben, 5);
    let words = recovery_code(&mut ada);
    look_all(&mut [&mut ada, &mut ben, &mut laptop, &mut tablet], 3);
    ada.set_online(false);
    tablet.set_online(false);
    remove(&mut laptop, 4);
    note(&mut laptop, "under the laptop's epoch");
    look_both(&mut laptop, &mut ben, 2);
    offer(&mut ben, "under the laptop's epoch");
    ben.look();
    remove(&mut ada, 3);
    ada.set_online(true);
    look_both(&mut ada, &mut ben, 4);
    tablet.set_online(true);
    look_all(&mut [&mut tablet, &mut ada, &mut ben], 3);
    assert_eq!((offers(&tablet), offers(&ada), offers(&ben)), (1, 1, 1));
    assert_eq!(sealing(&tablet)[1], sealing(&ada)[1]);
    no_banners(&tablet);
    let mut found = Person::new(server.address, 9, None);
    found.does(Intent::Start(StartIntent::Recover { words }));
    look_all(&mut [&mut found], 8);
    assert_eq!(offers(&found), 1);
    no_banners(&found);
}

#[test]
fn a_device_that_joins_while_the_rotation_is_on_its_way_is_passed_the_key() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = another_device(&server, &mut ada, 3);
    let _lost = another_device(&server, &mut ada, 4);
    look_all(&mut [&mut ada, &mut tablet, &mut ben], 3);
    tablet.set_online(false);
    remove(&mut tablet, 4);
    offer(&mut tablet, "under the new epoch");
    note(&mut tablet, "under the new epoch");
    let mut laptop = another_device(&server, &mut ada, 5);
    tablet.set_online(true);
    // The tablet has been away: it hears of the laptop only now, and the laptop hears of the epoch from the relay first.
    tablet.look();
    look_all(&mut [&mut laptop, &mut tablet, &mut ada, &mut ben], 6);
    assert_eq!((laptop.inside().private.pages.len(), offers(&laptop)), (1, 1));
    assert_eq!((sealing(&laptop), sealing(&laptop)[1]), (sealing(&tablet), sealing(&ben)[1]));
    no_banners(&laptop);
}

/// Of two epochs of one moment the later seals; what was written under the other has to reach a newcomer too.
#[test]
fn a_device_that_joins_between_two_rotations_reads_what_was_written_under_either() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = another_device(&server, &mut ada, 3);
    let _lost = another_device(&server, &mut ada, 4);
    look_all(&mut [&mut ada, &mut tablet, &mut ben], 3);
    tablet.set_online(false);
    remove(&mut tablet, 4);
    offer(&mut tablet, "under the earlier");
    note(&mut tablet, "under the earlier");
    for _ in 0..5 {
        offer(&mut ada, "so that the other is the later");
        note(&mut ada, "so that the other is the later");
    }
    remove(&mut ada, 4);
    let mut laptop = another_device(&server, &mut ada, 5);
    tablet.set_online(true);
    look_all(&mut [&mut tablet, &mut ada, &mut laptop, &mut ben], 4);
    assert_eq!((laptop.inside().private.pages.len(), offers(&laptop)), (6, 6));
    assert_eq!((offers(&ben), epochs(&laptop)), (6, [3, 3]));
    no_banners(&laptop);
    let count = records(&ada.disk).len();
    look_all(&mut [&mut tablet, &mut ada, &mut laptop, &mut ben], 3);
    assert_eq!(records(&ada.disk).len(), count, "and then there is nothing more to say");
}

#[test]
fn a_partner_who_joins_while_the_rotation_is_on_its_way_reads_and_writes() {
    let (_data, server) = server();
    let mut ada = begin(&server, 1, "Ada");
    let _lost = another_device(&server, &mut ada, 3);
    ada.does(Intent::Link(LinkIntent::InvitePartner));
    let fragment = link_of(&ada).split_once('#').unwrap().1.to_owned();
    ada.look();
    let mut ben = Person::new(server.address, 2, Some(&fragment));
    ben.look();
    ben.does(Intent::Link(LinkIntent::Accept { name: "Ben".to_owned() }));
    look_both(&mut ben, &mut ada, 4);
    ada.does(Intent::Link(LinkIntent::WordsMatch));
    ben.does(Intent::Link(LinkIntent::WordsMatch));
    ben.look();
    ada.look();
    // The welcome with the first epoch is out; before Ben opens it, Ada loses a device.
    remove(&mut ada, 3);
    assert_eq!((epochs(&ada), Thief::of(&ben).keyring.shared), ([2, 2], None));
    look_both(&mut ada, &mut ben, 8);
    offer(&mut ben, "from Ben");
    offer(&mut ada, "from Ada");
    look_both(&mut ada, &mut ben, 4);
    assert_eq!((offers(&ada), offers(&ben)), (2, 2));
    assert_eq!(sealing(&ada)[1], sealing(&ben)[1]);
    assert_eq!(epochs(&ben)[1], 2);
    no_banners(&ben);
}

#[test]
fn a_recovery_code_made_before_the_rotation_brings_everything_back() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let words = recovery_code(&mut ada);
    let _lost = another_device(&server, &mut ada, 3);
    look_both(&mut ada, &mut ben, 3);
    remove(&mut ada, 3);
    note(&mut ada, "after");
    offer(&mut ben, "after");
    look_both(&mut ada, &mut ben, 4);
    let mut found = Person::new(server.address, 9, None);
    found.does(Intent::Start(StartIntent::Recover { words }));
    look_all(&mut [&mut found], 8);
    assert_eq!((found.inside().private.pages.len(), offers(&found)), (1, 1));
    offer(&mut found, "from the found one");
    look_all(&mut [&mut found, &mut ada, &mut ben], 3);
    assert_eq!((offers(&ben), sealing(&found)), (2, sealing(&ada)));
    no_banners(&found);
}

#[test]
fn an_old_paper_with_the_relays_disk_opens_nothing_written_after_a_new_code() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let old = recovery_code(&mut ada);
    note(&mut ada, "before");
    look_both(&mut ada, &mut ben, 3);
    let keyring = Thief::of(&ada).keyring;
    let paper = Thief { device: RecoveryCode::parse(&old).unwrap().derive().unwrap().device, keyring };
    let new = recovery_code(&mut ada);
    note(&mut ada, "after");
    offer(&mut ada, "after");
    look_both(&mut ada, &mut ben, 4);
    let disk = records(&ada.disk);
    let target = Thief::of(&ada).keyring.recovery.unwrap();
    let read = paper.reads(&disk);
    assert!(hold(&read, "before"));
    assert!(!hold(&read, "after"));
    let kit_key = target.encode()[target.encode().len() - 32..].to_vec();
    assert!(!read.iter().any(|body| body.windows(32).any(|part| part == kit_key)), "nor anything of the new code");
    assert_eq!((epochs(&ada), epochs(&ben)), ([2, 2], [1, 2]));

    let mut found = Person::new(server.address, 9, None);
    found.does(Intent::Start(StartIntent::Recover { words: new }));
    look_all(&mut [&mut found], 8);
    assert_eq!((found.inside().private.pages.len(), offers(&found)), (2, 1));
}

#[test]
fn a_second_own_device_learns_of_the_code_that_another_made() {
    let (_data, server) = server();
    let mut ada = begin(&server, 1, "Ada");
    let mut tablet = another_device(&server, &mut ada, 3);
    recovery_code(&mut ada);
    look_both(&mut ada, &mut tablet, 3);
    assert_eq!(tablet.inside().settings.recovery, RecoveryView::Set);
    recovery_code(&mut tablet);
    look_both(&mut tablet, &mut ada, 3);
    assert_eq!(Thief::of(&ada).keyring.recovery, Thief::of(&tablet).keyring.recovery);
    assert_eq!(sealing(&ada), sealing(&tablet));
}

/// What the relay sees of a rotation has one size, whoever is here.
#[test]
fn the_size_of_an_epoch_counts_no_devices() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let _lost = another_device(&server, &mut ada, 3);
    look_both(&mut ada, &mut ben, 3);
    remove(&mut ada, 3);
    let few = epoch_sizes(&ada);
    assert_eq!(few.len(), 2, "one in each stream");
    let mut others = vec![another_device(&server, &mut ada, 4), another_device(&server, &mut ada, 5)];
    others.push(another_device(&server, &mut ben, 6));
    look_both(&mut ada, &mut ben, 3);
    remove(&mut ada, 4);
    let many = epoch_sizes(&ada);
    assert!(many.len() > few.len());
    let sizes: BTreeSet<_> = many.into_iter().collect();
    assert_eq!(sizes.len(), 1, "{sizes:?}");
}

#[test]
fn who_left_is_sealed_no_epoch_and_needs_none() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let _lost = another_device(&server, &mut ada, 3);
    look_both(&mut ada, &mut ben, 3);
    ben.does(Intent::Settings(SettingsIntent::Unlink));
    look_both(&mut ben, &mut ada, 3);
    let count = records(&ben.disk).len();
    remove(&mut ada, 3);
    note(&mut ada, "mine alone");
    look_both(&mut ada, &mut ben, 3);
    assert_eq!(epochs(&ada), [2, 1], "the own stream goes on, the shared one is closed");
    assert_eq!(records(&ben.disk).len(), count, "nothing more is written where Ben could read");
    assert_eq!(ada.inside().private.pages.len(), 1);
}

#[test]
fn a_link_made_after_a_rotation_begins_with_its_own_first_epoch() {
    let (_data, server) = server();
    let mut ada = begin(&server, 1, "Ada");
    let lost = another_device(&server, &mut ada, 3);
    let thief = Thief::of(&lost);
    remove(&mut ada, 3);
    ada.look();
    let mut ben = link_from(&server, &mut ada);
    offer(&mut ben, "for Ada");
    look_both(&mut ben, &mut ada, 3);
    assert_eq!((epochs(&ada), epochs(&ben)), ([2, 1], [1, 1]));
    assert!(!hold(&thief.reads(&records(&ada.disk)), "for Ada"));
    assert!(hold(&Thief::of(&ada).reads(&records(&ada.disk)), "for Ada"));
}

/// Devices that are lost and removed at random, on and off the network, while everybody writes.
#[test]
fn any_course_of_removals_ends_with_one_epoch_that_no_removed_device_knows() {
    let (mut courses, mut losses) = (0, 0);
    for seed in Seed::cases(COURSES) {
        let (_data, server) = server();
        let mut dice = seed.dice();
        let mut people = five_devices(&server);
        for step in 0..STEPS {
            let at = dice.below(people.len());
            match dice.below(8) {
                0 => people[at].set_online(false),
                1 | 2 => people[at].set_online(true),
                3 => people[at].look(),
                4 | 5 => offer_if_possible(&mut people[at], &format!("step {step}")),
                6 => people[at].reload(),
                _ => lose_one(&mut people[at], &mut dice),
            }
        }
        for person in &mut people {
            person.set_online(true);
        }
        for _ in 0..8 {
            people.iter_mut().for_each(Person::look);
        }
        let lost = lost(&people);
        check_course(people, &lost);
        (courses, losses) = (courses + 1, losses + lost.len());
    }
    assert!(courses < COURSES || losses > 4, "few devices were lost: {losses}");
}

/// Ada on three devices, Ben on two.
fn five_devices(server: &Server) -> Vec<Person> {
    let (mut ada, mut ben) = linked(server);
    let mut more = vec![another_device(server, &mut ada, 3), another_device(server, &mut ada, 4)];
    more.push(another_device(server, &mut ben, 5));
    let mut people = vec![ada, ben];
    people.append(&mut more);
    for _ in 0..3 {
        people.iter_mut().for_each(Person::look);
    }
    people
}

/// A device that was removed may not write; any other may.
fn offer_if_possible(person: &mut Person, deed: &str) {
    let form = PromiseForm { deed: deed.to_owned(), ..promise(&person.inside().today) };
    person.say(Intent::Promise(PromiseIntent::Offer(form)));
}

/// Removes another device of the same person, save their first one. A device that was itself removed may try.
fn lose_one(person: &mut Person, dice: &mut Dice) {
    let others = person.inside().settings.devices.into_iter().filter(|device| !device.name.this);
    let others: Vec<_> =
        others.filter(|device| !["Device 1", "Device 2"].contains(&device.name.label.as_str())).collect();
    let Some(device) = dice.pick(&others) else { return };
    person.say(Intent::Settings(SettingsIntent::RemoveDevice { key: device.key.clone() }));
}

/// The devices that their owners' first ones no longer list: what a removed device says of another counts for nothing.
fn lost(people: &[Person]) -> BTreeSet<usize> {
    let listed = people[..2].iter().flat_map(|person| person.inside().settings.devices);
    let listed: BTreeSet<_> = listed.map(|device| device.name.label).collect();
    (0..people.len()).filter(|at| !listed.contains(&format!("Device {}", at + 1))).collect()
}

fn check_course(mut people: Vec<Person>, lost: &BTreeSet<usize>) {
    let kept: Vec<_> = (0..people.len()).filter(|at| !lost.contains(at)).collect();
    let seals = |people: &[Person]| kept.iter().map(|at| sealing(&people[*at])[1]).collect::<BTreeSet<_>>();
    assert_eq!(seals(&people).len(), 1, "all seal alike, {lost:?} lost");
    assert_eq!(epochs(&people[0])[1] > 1, !lost.is_empty(), "an epoch for a removal, and none without");
    for at in [0, 1] {
        offer(&mut people[at], "after all of it");
    }
    for _ in 0..3 {
        people.iter_mut().for_each(Person::look);
    }
    let disk = records(&people[0].disk);
    let prints = kept.iter().map(|at| people[*at].inside().settings.fingerprint);
    assert_eq!(prints.collect::<BTreeSet<_>>().len(), 1, "all hold the same");
    for at in kept {
        no_banners(&people[at]);
        assert!(hold(&Thief::of(&people[at]).reads(&disk), "after all of it"));
    }
    for at in lost {
        assert!(!hold(&Thief::of(&people[*at]).reads(&disk), "after all of it"), "device {at} reads on");
    }
}

/// A controlling partner with the tablet in hand must not be able to hold somebody by removing their phone.
#[test]
fn care_18_a_device_that_was_removed_still_leaves_what_the_two_share() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = another_device(&server, &mut ada, 3);
    let phone = tablet.inside().settings.devices.iter().find(|device| !device.name.this).unwrap().key.clone();
    tablet.does(Intent::Settings(SettingsIntent::RemoveDevice { key: phone }));
    look_both(&mut tablet, &mut ada, 2);
    assert_eq!(ada.inside().bond, Bond::Linked);

    ada.does(Intent::Settings(SettingsIntent::Unlink));
    ben.does(Intent::Promise(PromiseIntent::Offer(promise(&ben.inside().today))));
    look_both(&mut ben, &mut ada, 3);
    for _ in 0..2 {
        assert_eq!((ada.inside().bond, offers(&ada)), (Bond::Unlinked, 0), "it stays out, and nothing comes in");
        assert!(ada.view().banners.iter().any(|banner| banner.message.id == "banner-out"));
        ada.say(Intent::Promise(PromiseIntent::Offer(promise(&ada.inside().today))));
        assert_eq!(ada.view().problem.unwrap().id, "problem-unlinked");
        ada.reload();
        ada.look();
    }
    assert_eq!(tablet.inside().bond, Bond::Linked, "the other device speaks for itself");
}
