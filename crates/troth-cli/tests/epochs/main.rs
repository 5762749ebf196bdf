//! A new epoch key after a device is removed or a recovery code replaced: the real app on each device, the real relay.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod attacks;
mod course;
mod joining;
mod recovery;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeSet;

use support::Server;
use support::paths::{another_device, linked, look_both, promise};
use support::person::Person;
use support::thief::{Thief, epoch_sizes, epochs, hold, records, sealing};
use tempfile::TempDir;
use troth_app::view::{Bond, RecoveryView};
use troth_app::{Intent, PrivateIntent, PromiseForm, PromiseIntent, SettingsIntent, StartIntent};

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

/// Removes the device with that seed.
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

/// Checks that no banner is shown, except the one about changed devices, which is no problem.
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

/// Words must stay readable if their epoch's device is removed before its remover has received the epoch.
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

/// A rotation has the same size at the relay for any number of devices.
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

/// A controlling partner who holds the tablet must not be able to keep the other by removing their phone.
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
