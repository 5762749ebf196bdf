//! Devices and partners that join around a new epoch: which keys they receive, and what they can read.

use crate::support::Server;
use crate::support::paths::{another_device, begin, link_from, link_of, linked, look_both};
use crate::support::person::Person;
use crate::support::thief::{Thief, epochs, hold, records, sealing};
use crate::{look_all, no_banners, note, offer, offers, remove, server};
use troth_app::{Intent, LinkIntent};

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

/// Ada's phone, Ben's phone, Ada's tablet, and the device that the tablet removed. The tablet wrote under the new epoch
/// while it was offline.
fn rotated_out_of_reach(server: &Server, words: &str) -> ([Person; 3], Person) {
    let (mut ada, mut ben) = linked(server);
    let mut tablet = another_device(server, &mut ada, 3);
    let lost = another_device(server, &mut ada, 4);
    look_all(&mut [&mut ada, &mut tablet, &mut ben], 3);
    tablet.set_online(false);
    remove(&mut tablet, 4);
    offer(&mut tablet, words);
    note(&mut tablet, words);
    ([ada, ben, tablet], lost)
}

#[test]
fn a_device_that_joins_while_the_rotation_is_on_its_way_is_passed_the_key() {
    let (_data, server) = server();
    let ([mut ada, mut ben, mut tablet], _lost) = rotated_out_of_reach(&server, "under the new epoch");
    let mut laptop = another_device(&server, &mut ada, 5);
    tablet.set_online(true);
    // The tablet was offline: it learns of the laptop only now, and the laptop receives the epoch from the relay first.
    tablet.look();
    look_all(&mut [&mut laptop, &mut tablet, &mut ada, &mut ben], 6);
    assert_eq!((laptop.inside().private.pages.len(), offers(&laptop)), (1, 1));
    assert_eq!((sealing(&laptop), sealing(&laptop)[1]), (sealing(&tablet), sealing(&ben)[1]));
    no_banners(&laptop);
}

/// Of two concurrent epochs the later one seals; a newcomer must also receive entries under the other.
#[test]
fn a_device_that_joins_between_two_rotations_reads_what_was_written_under_either() {
    let (_data, server) = server();
    let ([mut ada, mut ben, mut tablet], _lost) = rotated_out_of_reach(&server, "under the earlier");
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
    ada.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
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
    // The welcome with the first epoch is sent; before Ben opens it, Ada loses a device.
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
