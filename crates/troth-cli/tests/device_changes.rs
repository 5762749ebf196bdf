//! Every device of a person announces changes to their devices: the real app on each device, the real relay.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use support::Server;
use support::paths::{agree_on_words, another_device, begin, device_called, link_of, linked, look_both};
use support::person::Person;
use support::thief::{Thief, hold, records};
use tempfile::TempDir;
use troth_app::view::{DeviceChangeKind as Kind, DeviceChangesView, RecoveryView};
use troth_app::{Detail, Intent, LinkIntent, Message, Place, SettingsIntent, StartIntent, Table};
use troth_vault::LocalKey;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

fn server() -> (TempDir, Server) {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    (data, server)
}

fn changes(person: &Person) -> DeviceChangesView {
    person.inside().settings.changes
}

/// The changes that a device announces: what happened, to which device, and on which device it was done.
fn told(person: &Person) -> Vec<(Kind, String, String)> {
    let line = |one: troth_app::view::DeviceChangeView| (one.what, one.device.label, one.by.label);
    changes(person).changes.into_iter().map(line).collect()
}

fn line(what: Kind, device: &str, by: &str) -> (Kind, String, String) {
    (what, device.to_owned(), by.to_owned())
}

fn know(person: &mut Person) {
    person.does(Intent::Settings(SettingsIntent::KnowDeviceChanges));
}

fn wait(person: &mut Person, ms: i64) {
    person.now.unix_ms += ms;
    person.look();
}

fn make_code(person: &mut Person) -> String {
    person.does(Intent::Settings(SettingsIntent::MakeRecovery));
    let RecoveryView::Showing { words } = person.inside().settings.recovery else { panic!("no code") };
    person.does(Intent::Settings(SettingsIntent::ConfirmRecovery { words: words.join(" ") }));
    words.join(" ")
}

fn remove(person: &mut Person, label: &str) {
    let key = person.inside().settings.devices.iter().find(|device| device.name.label == label).unwrap().key.clone();
    person.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
}

/// The number and total size of a person's records. Announcing a change must alter neither.
fn weight(person: &Person) -> (usize, usize) {
    let sizes = records(&person.disk).into_iter().map(|record| format!("{record:?}").len());
    (records(&person.disk).len(), sizes.sum())
}

#[test]
fn what_changed_is_told_on_every_device_of_the_person_also_where_it_was_done() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    assert_eq!(changes(&phone), DeviceChangesView::default(), "the first device is no change");
    let mut tablet = another_device(&server, &mut phone, 3);
    let mut thief = another_device(&server, &mut phone, 4);
    look_both(&mut tablet, &mut thief, 2);
    let tablet_added = line(Kind::Added, "Device 3", "Device 1");
    let thief_added = line(Kind::Added, "Device 4", "Device 1");
    for person in [&phone, &tablet, &thief] {
        assert_eq!(told(person), [thief_added.clone(), tablet_added.clone()]);
    }
    let this = |person: &Person| changes(person).changes.into_iter().map(|one| one.device.this).collect::<Vec<_>>();
    assert_eq!((this(&phone), this(&thief)), (vec![false, false], vec![true, false]));

    remove(&mut thief, "Device 3");
    make_code(&mut thief);
    look_both(&mut thief, &mut phone, 3);
    let since = [line(Kind::CodeMade, "recovery code", "Device 4"), line(Kind::Removed, "Device 3", "Device 4")];
    assert_eq!(told(&phone)[..2], since);
    assert_eq!(told(&thief)[..2], since);
    assert!(changes(&phone).changes[0].device.paper);

    phone.reload();
    make_code(&mut phone);
    look_both(&mut phone, &mut thief, 3);
    assert_eq!(told(&thief)[0], line(Kind::CodeReplaced, "recovery code", "Device 1"), "one line, not three");
    assert_eq!(told(&phone).len(), 5);
}

#[test]
fn nothing_is_put_away_before_it_stood_for_a_day_and_then_on_this_device_alone() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    let mut tablet = another_device(&server, &mut phone, 3);
    let added = [line(Kind::Added, "Device 3", "Device 1")];
    for person in [&mut phone, &mut tablet] {
        know(person);
        assert!(!changes(person).can_be_put_away);
        wait(person, 23 * HOUR_MS);
        know(person);
        person.reload();
        assert_eq!(told(person), added, "a partner who held the device for a moment can't put it away");
        wait(person, HOUR_MS);
        assert!(changes(person).can_be_put_away);
    }
    know(&mut phone);
    phone.reload();
    look_both(&mut phone, &mut tablet, 3);
    assert_eq!((told(&phone), told(&tablet)), (Vec::new(), added.to_vec()));

    make_code(&mut tablet);
    look_both(&mut tablet, &mut phone, 3);
    know(&mut tablet);
    let code = line(Kind::CodeMade, "recovery code", "Device 3");
    assert_eq!(told(&tablet), std::slice::from_ref(&code), "what is new stands on");
    assert_eq!(told(&phone), [code]);
}

#[test]
fn a_clock_that_is_set_back_hides_nothing() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    let mut tablet = another_device(&server, &mut phone, 3);
    phone.now.unix_ms -= 90 * DAY_MS;
    make_code(&mut phone);
    know(&mut phone);
    phone.now.unix_ms += 90 * DAY_MS;
    look_both(&mut phone, &mut tablet, 3);
    let code = line(Kind::CodeMade, "recovery code", "Device 1");
    assert_eq!((told(&phone)[0].clone(), told(&tablet)[0].clone()), (code.clone(), code));

    // A clock that ran ahead during a change, and was then set right, starts the day again instead of waiting a year.
    tablet.now.unix_ms += 400 * DAY_MS;
    make_code(&mut tablet);
    tablet.now.unix_ms -= 400 * DAY_MS;
    tablet.look();
    know(&mut tablet);
    assert_eq!(told(&tablet)[0].0, Kind::CodeReplaced);
    wait(&mut tablet, DAY_MS);
    know(&mut tablet);
    assert_eq!(told(&tablet), []);
}

#[test]
fn a_device_that_begins_to_tell_leaves_out_what_is_older_than_a_month_and_no_other_does() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    let mut drawer = another_device(&server, &mut phone, 3);
    phone.now.unix_ms -= 31 * DAY_MS;
    make_code(&mut phone);
    phone.now.unix_ms += 31 * DAY_MS;
    let tablet = another_device(&server, &mut phone, 4);
    let added = line(Kind::Added, "Device 4", "Device 1");
    let first = line(Kind::Added, "Device 3", "Device 1");
    assert_eq!(told(&tablet), [added.clone(), first.clone()], "new here, and of the past no wall");

    // A device with an older app: it has no notes about changes yet.
    phone.disk.0.remove(&(Table::Sealed, b"device-changes".to_vec())).unwrap();
    phone.reload();
    phone.look();
    assert_eq!(told(&phone), [added.clone(), first.clone()]);

    wait(&mut drawer, 60 * DAY_MS);
    drawer.look();
    let code = line(Kind::CodeMade, "recovery code", "Device 1");
    assert_eq!(told(&drawer), [added, code, first], "what comes late is told all the same");
}

#[test]
fn a_recovery_by_paper_is_announced_on_every_other_device() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    let words = make_code(&mut phone);
    phone.look();
    phone.look();
    let mut thief = Person::new(server.address, 9, None);
    thief.does(Intent::Start(StartIntent::Recover { words }));
    look_both(&mut thief, &mut phone, 8);
    let added = line(Kind::Added, "Device 9", "recovery code");
    assert_eq!((told(&phone)[0].clone(), told(&thief)[0].clone()), (added.clone(), added));
    assert!(changes(&phone).changes[0].by.paper);
}

/// The names in the list of devices, and which of them is shown as the recovery code.
fn listed(person: &Person) -> Vec<(String, bool)> {
    let devices = person.inside().settings.devices.into_iter();
    devices.map(|device| (device.name.label, device.name.paper)).collect()
}

#[test]
fn a_device_that_calls_itself_the_recovery_code_is_told_and_listed_as_the_device_that_it_is() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    let mut thief = device_called(Some("recovery code"), &server, &mut phone, 4);
    look_both(&mut thief, &mut phone, 3);
    let added = line(Kind::Added, "recovery code", "Device 1");
    for person in [&phone, &thief] {
        assert_eq!(told(person), std::slice::from_ref(&added));
        assert!(!changes(person).changes[0].device.paper);
        assert!(listed(person).iter().all(|(_, paper)| !paper), "{:?}", listed(person));
    }

    // A code that is made beside it is told as what it is, also after a start, and removing the device is no removal of it.
    make_code(&mut phone);
    phone.reload();
    look_both(&mut phone, &mut thief, 3);
    for person in [&phone, &thief] {
        assert_eq!(told(person)[0], line(Kind::CodeMade, "recovery code", "Device 1"));
        assert_eq!(listed(person).iter().filter(|(_, paper)| *paper).count(), 1, "{:?}", listed(person));
    }
    let is_thief = |device: &&troth_app::view::DeviceView| !device.name.this && !device.name.paper;
    let key = phone.inside().settings.devices.iter().find(is_thief).unwrap().key.clone();
    phone.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
    assert_eq!(told(&phone)[0], line(Kind::Removed, "recovery code", "Device 1"));
    assert_eq!(phone.inside().settings.recovery, RecoveryView::Set);
}

#[test]
fn it_is_pointed_at_elsewhere_until_it_was_in_sight() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    let mut tablet = another_device(&server, &mut phone, 3);
    tablet.does(Intent::Go(Place::Private));
    make_code(&mut phone);
    look_both(&mut phone, &mut tablet, 3);
    let pointed = |person: &Person| person.view().banners.into_iter().map(|one| one.message).collect::<Vec<_>>();
    assert_eq!(pointed(&tablet), [Message::plain("banner-device-changes")]);
    tablet.does(Intent::Show(Detail::Devices));
    assert_eq!(pointed(&tablet), []);
    tablet.does(Intent::Go(Place::Private));
    assert_eq!(pointed(&tablet), []);
}

#[test]
fn care_13_16_the_partner_is_told_nothing_and_nothing_is_written_when_it_is_told_or_put_away() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = another_device(&server, &mut ada, 3);
    look_both(&mut ada, &mut tablet, 3);
    look_both(&mut ben, &mut ada, 3);
    assert_eq!((told(&ada).len(), told(&tablet).len(), told(&ben).len()), (1, 1, 0));
    assert_eq!(ben.view().banners, []);
    let before = [&ada, &tablet, &ben].map(weight);
    for person in [&mut ada, &mut tablet] {
        wait(person, DAY_MS);
        know(person);
        assert_eq!(told(person), []);
    }
    look_both(&mut ada, &mut tablet, 3);
    look_both(&mut ben, &mut ada, 3);
    assert_eq!([&ada, &tablet, &ben].map(weight), before);
}

/// Neither what the devices say of themselves while they link, nor what the two share afterwards.
#[test]
fn no_name_of_a_device_reaches_the_partner() {
    let (_data, server) = server();
    let mut ada = Person::called(Some("Ada's phone"), server.address, 1, None);
    ada.does(Intent::Start(StartIntent::Begin { name: "Ada".to_owned() }));
    ada.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
    ada.look();
    let fragment = link_of(&ada).split_once('#').unwrap().1.to_owned();
    let mut ben = Person::called(Some("Ben's phone"), server.address, 2, Some(&fragment));
    ben.look();
    ben.does(Intent::Link(LinkIntent::Accept { name: "Ben".to_owned() }));
    look_both(&mut ben, &mut ada, 3);
    for (person, theirs) in [(&ada, "Ben's"), (&ben, "Ada's")] {
        let held = opened(person, b"linking");
        assert!(held.len() > 200 && !hold(&[held], theirs), "{theirs} device says its name");
    }
    agree_on_words(&mut ada, &mut ben);
    let _laptop = device_called(Some("Ada's laptop"), &server, &mut ada, 3);
    look_both(&mut ada, &mut ben, 3);
    let [own, shared] = [&ada, &ben].map(|person| Thief::of(person).reads(&records(&person.disk)));
    assert!(hold(&own, "Ada's phone") && hold(&own, "Ada's laptop"), "the test would see them");
    assert!(!hold(&shared, "Ada's"));
}

/// A sealed row of a device without a lock.
fn opened(person: &Person, key: &[u8]) -> Vec<u8> {
    let local = &person.disk.0[&(Table::Plain, b"key".to_vec())];
    let local = LocalKey::dangerous_from_bytes(local[1..].try_into().unwrap());
    local.open(key, &person.disk.0[&(Table::Sealed, key.to_vec())]).unwrap().to_vec()
}

fn banners(person: &Person) -> Vec<&'static str> {
    person.view().banners.iter().map(|banner| banner.message.id).collect()
}

fn refused(person: &mut Person, intent: Intent) -> Option<&'static str> {
    person.say(intent);
    person.view().problem.map(|problem| problem.id)
}

#[test]
fn a_device_that_was_taken_out_says_so_and_promises_nothing_for_the_others() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    let mut tablet = another_device(&server, &mut phone, 3);
    look_both(&mut phone, &mut tablet, 3);
    assert_eq!((banners(&phone), banners(&tablet)), (vec![], vec![]), "a device that was just let in is not taken out");
    let of_phone = tablet.inside().settings.devices.iter().find(|device| !device.name.this).unwrap().key.clone();
    tablet.does(Intent::Settings(SettingsIntent::RemoveDevice { key: of_phone.clone() }));
    look_both(&mut tablet, &mut phone, 8);
    for start in 0..2 {
        assert!(banners(&phone).contains(&"banner-taken-out"), "start {start}: {:?}", banners(&phone));
        let of_tablet = phone.inside().settings.devices.iter().find(|device| !device.name.this).unwrap().key.clone();
        for intent in [
            Intent::Settings(SettingsIntent::MakeRecovery),
            Intent::Settings(SettingsIntent::RemoveDevice { key: of_tablet }),
            Intent::Link(LinkIntent::InviteDevice),
            Intent::Link(LinkIntent::InvitePartner { line: String::new() }),
        ] {
            assert_eq!(refused(&mut phone, intent.clone()), Some("problem-taken-out"), "{intent:?}");
        }
        assert_eq!(phone.inside().settings.recovery, RecoveryView::None);
        phone.reload();
        look_both(&mut tablet, &mut phone, 8);
    }
    assert!(!banners(&tablet).contains(&"banner-taken-out"));
}

#[test]
fn one_invitation_at_a_time_and_the_one_that_is_out_stays() {
    let (_data, server) = server();
    let mut ada = begin(&server, 1, "Ada");
    for (first, then, problem) in [
        (LinkIntent::InvitePartner { line: String::new() }, LinkIntent::InviteDevice, "problem-invitation-out"),
        (LinkIntent::InviteDevice, LinkIntent::InvitePartner { line: String::new() }, "problem-device-code-out"),
    ] {
        ada.does(Intent::Link(first.clone()));
        let link = link_of(&ada);
        for another in [then, first, LinkIntent::Open { link: link.clone() }] {
            assert!(refused(&mut ada, Intent::Link(another.clone())).is_some(), "{another:?}");
        }
        assert_eq!(refused(&mut ada, Intent::Link(LinkIntent::InvitePartner { line: String::new() })), Some(problem));
        assert_eq!(link_of(&ada), link);
        ada.does(Intent::Link(LinkIntent::Withdraw));
    }
}
