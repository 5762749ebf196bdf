//! A relay that cuts content out of records, or never has room.

use tempfile::TempDir;
use troth_app::{Intent, PrivateIntent, PromiseForm, PromiseIntent, SettingsIntent};
use troth_vault::open_entry;
use troth_wire::RecordId;

use crate::liar::LyingRelay;
use crate::support::Server;
use crate::support::paths::{another_device, linked, look_both, promise};
use crate::support::person::Person;
use crate::support::thief::{Thief, hold, records, streams};

/// The kind of entry that removes a device.
const DEVICE_REMOVED: u16 = 102;

fn server(more: &[&str]) -> (TempDir, Server) {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), more);
    (data, server)
}

pub(crate) fn banners(person: &Person) -> Vec<&'static str> {
    person.view().banners.iter().map(|banner| banner.message.id).collect()
}

fn has_banner(person: &Person, id: &str) -> bool {
    banners(person).contains(&id)
}

pub(crate) fn offer(person: &mut Person, deed: &str) {
    let form = PromiseForm { deed: deed.to_owned(), ..promise(&person.inside().today) };
    person.does(Intent::Promise(PromiseIntent::Offer(form)));
}

pub(crate) fn offers(person: &Person) -> usize {
    let promises = person.inside().promises;
    promises.mine.len() + promises.theirs.len()
}

fn remove(person: &mut Person, seed: u8) {
    let label = format!("Device {seed}");
    let key = person.inside().settings.devices.iter().find(|device| device.name.label == label).unwrap().key.clone();
    person.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
}

/// The records of a kind that a device holds, of both streams.
fn of_kind(person: &Person, kind: u16) -> Vec<RecordId> {
    let streams = streams(&Thief::of(person).keyring);
    let is_wanted = |record: &&troth_wire::SealedRecord| {
        let mut opened = streams.iter().filter_map(|keys| open_entry(keys, record).ok());
        opened.any(|entry| entry.header.kind == kind)
    };
    records(&person.disk).iter().filter(is_wanted).map(troth_wire::SealedRecord::id).collect()
}

#[test]
fn cutting_the_removal_of_a_stolen_device_is_told_to_both_before_the_thief_reads_on() {
    let (_data, server) = server(&[]);
    let (mut ada, mut ben) = linked(&server);
    let liar = LyingRelay::before(server.address);
    ben.moved_to(liar.address);
    let lost = another_device(&server, &mut ada, 3);
    look_both(&mut ada, &mut ben, 3);
    let thief = Thief::of(&lost);
    ada.set_online(false);
    remove(&mut ada, 3);
    let removals = of_kind(&ada, DEVICE_REMOVED);
    assert_eq!(removals.len(), 2, "one in each stream");
    liar.cut(removals);
    ada.set_online(true);
    look_both(&mut ada, &mut ben, 4);

    for _ in 0..2 {
        assert!(has_banner(&ben, "banner-withheld"), "what came without its words is told at once");
        assert!(has_banner(&ada, "banner-withheld-there"), "and to the one who wrote it");
        assert_ne!(ada.inside().settings.fingerprint, ben.inside().settings.fingerprint);
        ada.reload();
        ben.reload();
        look_both(&mut ada, &mut ben, 3);
    }
    liar.cut([]);
    // Longer than the longest wait between two tries.
    look_both(&mut ben, &mut ada, 18);
    assert_eq!((banners(&ben), banners(&ada)), (vec![], vec![]), "all is well again");
    assert_eq!(ada.inside().settings.fingerprint, ben.inside().settings.fingerprint);
    offer(&mut ben, "after it came");
    look_both(&mut ben, &mut ada, 3);
    assert_eq!(offers(&ada), 1);
    assert!(!hold(&thief.reads(&records(&ada.disk)), "after it came"), "the removal holds");
}

#[test]
fn while_content_is_withheld_nothing_is_shared_before_the_person_says_so_and_leaving_never_waits() {
    let (_data, server) = server(&[]);
    let (mut ada, mut ben) = linked(&server);
    let liar = LyingRelay::before(server.address);
    ben.moved_to(liar.address);
    let lost = another_device(&server, &mut ada, 3);
    look_both(&mut ada, &mut ben, 3);
    let thief = Thief::of(&lost);
    ada.set_online(false);
    remove(&mut ada, 3);
    liar.cut(of_kind(&ada, DEVICE_REMOVED));
    ada.set_online(true);
    look_both(&mut ada, &mut ben, 3);
    let form = PromiseForm { deed: "read by a thief".to_owned(), ..promise(&ben.inside().today) };
    ben.say(Intent::Promise(PromiseIntent::Offer(form)));
    assert_eq!(ben.view().problem.unwrap().id, "problem-withheld");
    ben.does(Intent::Private(PrivateIntent::Write { text: "a page of his own".to_owned() }));
    look_both(&mut ben, &mut ada, 3);
    assert!(!hold(&thief.reads(&records(&ada.disk)), "read by a thief"));
    ben.reload();
    ben.look();
    ben.does(Intent::CloseBanner("banner-withheld"));
    offer(&mut ben, "shared all the same");
    assert!(!has_banner(&ben, "banner-withheld"), "told once, and the choice is his");
    ben.does(Intent::Settings(SettingsIntent::Unlink));
    look_both(&mut ben, &mut ada, 3);
    assert_eq!(ada.inside().bond, troth_app::view::Bond::Unlinked, "leaving never waits");
}
