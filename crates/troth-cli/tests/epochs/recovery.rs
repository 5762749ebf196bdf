//! Recovery codes and a new epoch: what a current paper opens, and what an old one does not.

use crate::support::paths::{another_device, begin, linked, look_both};
use crate::support::person::Person;
use crate::support::thief::{Thief, epochs, hold, records, sealing};
use crate::{look_all, no_banners, note, offer, offers, recovery_code, remove, server};
use troth_app::view::RecoveryView;
use troth_app::{Intent, StartIntent};
use troth_vault::RecoveryCode;

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
