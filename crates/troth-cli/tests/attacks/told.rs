//! What a person is told of entries that don't count, or that can't be proven.

use tempfile::TempDir;
use troth_app::{Intent, Place, SettingsIntent};
use troth_vault::open_entry;
use troth_wire::SealedRecord;

use crate::absence::{banners, offer};
use crate::support::Server;
use crate::support::forger::slip_in;
use crate::support::paths::{another_device, linked, look_both};
use crate::support::person::Person;
use crate::support::thief::{Thief, records};

/// The leading byte of every header that a trial build sealed.
const TRIAL_VERSION: u8 = 1;

fn remarks(person: &mut Person, words: &str) -> Vec<&'static str> {
    person.does(Intent::Go(Place::Story));
    let line =
        person.inside().story.lines.into_iter().find(|line| line.words == words).expect("it stands in the story");
    line.remarks.into_iter().map(|remark| remark.id).collect()
}

#[test]
fn a_record_of_a_trial_version_is_told_and_kept() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    let header = [&[TRIAL_VERSION][..], &[7; 300]].concat();
    let trial = SealedRecord::new(header, vec![7; 48], vec![7; 300]).unwrap();
    let mailbox = Thief::of(&ben).keyring.shared.unwrap().mailbox();
    slip_in(&mut ben, mailbox, &trial);
    look_both(&mut ben, &mut ada, 4);
    for _ in 0..2 {
        assert_eq!(banners(&ada), ["banner-trial-version"]);
        assert!(records(&ada.disk).iter().any(|record| record.id() == trial.id()), "nothing is deleted");
        ada.reload();
        ada.look();
    }
    offer(&mut ada, "it stops nothing");
    look_both(&mut ada, &mut ben, 2);
    assert_eq!(crate::absence::offers(&ben), 1);
}

/// The owner wrote it on the way, or somebody who found the tablet did: nobody can tell.
#[test]
fn what_a_removed_device_wrote_unseen_is_shown_as_late_and_unproven() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = another_device(&server, &mut ada, 3);
    look_both(&mut ada, &mut ben, 3);
    offer(&mut tablet, "seen before");
    look_both(&mut tablet, &mut ada, 3);
    look_both(&mut ben, &mut ada, 2);
    tablet.set_online(false);
    offer(&mut tablet, "on the train");
    let late = newest(&tablet);
    let key = ada.inside().settings.devices.iter().find(|one| one.name.label == "Device 3").unwrap().key.clone();
    ada.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
    look_both(&mut ada, &mut ben, 3);
    // The relay takes nothing more from the tablet, but anybody in the mailbox can carry it.
    let mailbox = Thief::of(&ben).keyring.shared.unwrap().mailbox();
    slip_in(&mut ben, mailbox, &late);
    look_both(&mut ben, &mut ada, 4);
    for person in [&mut ada, &mut ben] {
        assert_eq!(remarks(person, "on the train"), ["remark-unproven"]);
        assert_eq!(remarks(person, "seen before"), [""; 0]);
        person.reload();
        assert_eq!(remarks(person, "on the train"), ["remark-unproven"]);
    }
}

/// The newest record of a device in the shared stream.
fn newest(person: &Person) -> SealedRecord {
    let Thief { device, keyring } = Thief::of(person);
    let keys = keyring.shared.unwrap().keys().clone();
    let opened =
        records(&person.disk).into_iter().filter_map(|record| Some((open_entry(&keys, &record).ok()?, record)));
    let own = opened.filter(|(entry, _)| entry.header.device == device.id());
    own.max_by_key(|(entry, _)| entry.header.seq).unwrap().1
}
