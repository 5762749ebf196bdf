//! Nobody takes another's seat in a stream: neither a partner nor the thief of a device.

use tempfile::TempDir;
use troth_app::view::Bond;
use troth_app::{Intent, PrivateIntent, PromiseForm, PromiseIntent, SettingsIntent};
use troth_core::membership::{DeviceAdded, MembershipEvent, Name, PartnerJoined};
use troth_core::{DeviceId, Event, PartnerId, Stream};
use troth_vault::StreamKeys;

use crate::support::Server;
use crate::support::changed::{id_of, write};
use crate::support::forger::{Forger, holds_foreign, slip_in};
use crate::support::paths::{another_device, begin, linked, look_both, promise, second_device};
use crate::support::person::Person;
use crate::support::thief::{Thief, records};

fn server() -> (TempDir, Server) {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    (data, server)
}

fn offer(person: &mut Person, deed: &str) {
    let form = PromiseForm { deed: deed.to_owned(), ..promise(&person.inside().today) };
    person.does(Intent::Promise(PromiseIntent::Offer(form)));
}

fn offers(person: &Person) -> [usize; 2] {
    let promises = person.inside().promises;
    [promises.mine.len(), promises.theirs.len()]
}

fn joined(partner: [u8; 16]) -> Event {
    let name = |text| Name::new(text).unwrap();
    let joined = PartnerJoined { partner: PartnerId(partner), name: name("Cy"), label: name("phone") };
    MembershipEvent::PartnerJoined(joined).into()
}

fn shared_keys(person: &Person) -> StreamKeys {
    Thief::of(person).keyring.shared.unwrap().keys().clone()
}

/// Joins once more in somebody's name, from a device that nobody knows, before all that stands in the record.
fn take_seat(attacker: &mut Person, victim: &mut Person, partner: [u8; 16]) {
    let (keys, mut forger) = (shared_keys(attacker), Forger::unknown(7));
    let forged = forger.first_of_all(victim, &keys, &joined(partner));
    slip_in(attacker, keys.mailbox(), &forged);
    look_both(attacker, victim, 4);
    let personal = Thief::of(victim).keyring.personal;
    assert!(holds_foreign(victim, &keys, &personal, forged.id()), "the forged record arrived");
}

#[test]
fn a_second_join_in_the_others_name_takes_no_seat_however_early_it_sorts() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    for deed in ["one", "two", "three"] {
        offer(&mut ada, deed);
    }
    look_both(&mut ada, &mut ben, 2);
    let partner = Thief::of(&ada).keyring.partner;
    take_seat(&mut ben, &mut ada, partner);
    for _ in 0..2 {
        assert_eq!((offers(&ada), ada.inside().bond), ([3, 0], Bond::Linked));
        ada.reload();
    }
    offer(&mut ada, "four");
    look_both(&mut ada, &mut ben, 2);
    assert_eq!((offers(&ada), offers(&ben)), ([4, 0], [0, 4]));
}

#[test]
fn care_18_a_second_join_after_a_leave_links_nobody_again() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = second_device(&server, &mut ada);
    offer(&mut ada, "one");
    look_both(&mut ada, &mut tablet, 2);
    tablet.set_online(false);
    ada.does(Intent::Settings(SettingsIntent::Unlink));
    look_both(&mut ada, &mut ben, 3);
    assert_eq!((ada.inside().bond, ben.inside().bond), (Bond::Unlinked, Bond::Unlinked));
    let partner = Thief::of(&ada).keyring.partner;
    let (keys, mut forger) = (shared_keys(&ben), Forger::unknown(7));
    let forged = forger.first_of_all(&tablet, &keys, &joined(partner));
    slip_in(&mut ben, keys.mailbox(), &forged);
    look_both(&mut ben, &mut ada, 3);
    // Only a device that did not know of the end still reads there.
    tablet.set_online(true);
    look_both(&mut ben, &mut tablet, 4);
    let personal = Thief::of(&tablet).keyring.personal;
    assert!(holds_foreign(&tablet, &keys, &personal, forged.id()), "the forged record arrived");
    for _ in 0..2 {
        assert_eq!((tablet.inside().bond, ben.inside().bond), (Bond::Unlinked, Bond::Unlinked));
        assert_eq!((ada.inside().bond, offers(&ada), offers(&tablet)), (Bond::Unlinked, [1, 0], [1, 0]));
        ada.reload();
        tablet.reload();
    }
}

/// Who of the two joined first is a matter of chance, and a third join before both costs the second of them the seat. So
/// each of the two tries.
#[test]
fn no_third_person_gets_the_seat_of_one_of_the_two() {
    for by_ada in [true, false] {
        let (_data, server) = server();
        let (mut ada, mut ben) = linked(&server);
        let (attacker, victim) = if by_ada { (&mut ada, &mut ben) } else { (&mut ben, &mut ada) };
        offer(victim, "one");
        look_both(victim, attacker, 2);
        take_seat(attacker, victim, [9; 16]);
        let name = victim.inside().partner;
        assert_ne!(name.as_deref(), Some("Cy"));
        for _ in 0..2 {
            let bonds = (victim.inside().bond, attacker.inside().bond);
            assert_eq!((offers(victim), offers(attacker), bonds), ([1, 0], [0, 1], (Bond::Linked, Bond::Linked)));
            victim.reload();
        }
        offer(victim, "two");
        look_both(victim, attacker, 2);
        assert_eq!((offers(victim), offers(attacker)), ([2, 0], [0, 2]));
    }
}

#[test]
fn a_thief_with_one_own_device_takes_no_seat_in_the_own_stream() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    let mut tablet = second_device(&server, &mut phone);
    let page = |person: &mut Person, text: &str| {
        person.does(Intent::Private(PrivateIntent::Write { text: text.to_owned() }));
    };
    page(&mut phone, "a quiet day");
    look_both(&mut phone, &mut tablet, 2);
    // The thief has the personal key as well: the tag fits.
    let stolen = Thief::of(&tablet).keyring;
    for (seed, partner) in [(7, stolen.partner), (8, [9; 16])] {
        let mut forger = Forger::unknown(seed);
        forger.personal = stolen.personal.clone();
        let forged = forger.first_of_all(&phone, &stolen.own, &joined(partner));
        slip_in(&mut tablet, stolen.own.mailbox(), &forged);
        look_both(&mut tablet, &mut phone, 4);
    }
    for _ in 0..2 {
        assert_eq!(phone.inside().private.pages.len(), 1);
        phone.reload();
    }
    page(&mut phone, "another");
    assert_eq!(phone.inside().private.pages.len(), 2);
}

/// The claim sorts before the owner's own word of that device. On the owner's devices it counts for nothing.
#[test]
fn a_partner_who_claims_the_others_device_first_voids_no_word_of_it() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    look_both(&mut ada, &mut ben, 2);
    for deed in ["one", "two", "three"] {
        offer(&mut ada, deed);
    }
    let mut tablet = second_device(&server, &mut ada);
    let keys = shared_keys(&ben);
    let device = DeviceId(Thief::of(&tablet).device.id().to_bytes());
    let claim = MembershipEvent::DeviceAdded(DeviceAdded { device, label: Name::new("mine").unwrap() }).into();
    let forged = Forger::of(&ben).next(&ben, &keys, &claim);
    slip_in(&mut ben, keys.mailbox(), &forged);
    look_both(&mut ben, &mut tablet, 3);
    ada.look();
    offer(&mut tablet, "by the tablet");
    look_both(&mut tablet, &mut ada, 3);
    assert!(holds_foreign(&ada, &keys, &Thief::of(&ada).keyring.personal, forged.id()), "the claim arrived");
    for _ in 0..2 {
        assert_eq!((offers(&ada), offers(&tablet)), ([4, 0], [4, 0]));
        ada.reload();
        tablet.reload();
    }
}

/// The thief of one of Ada's devices says in her own stream that Ben's devices are hers.
#[test]
fn a_thief_who_claims_the_partners_devices_in_the_own_stream_silences_nobody() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let mut stolen = another_device(&server, &mut ada, 3);
    let mut tablet = another_device(&server, &mut ben, 4);
    let look = |people: [&mut Person; 4]| {
        for person in people {
            (0..3).for_each(|_| person.look());
        }
    };
    look([&mut ben, &mut tablet, &mut stolen, &mut ada]);
    offer(&mut ben, "from the phone");
    offer(&mut tablet, "from the tablet");
    look([&mut ben, &mut tablet, &mut stolen, &mut ada]);
    assert_eq!(offers(&ada), [0, 2]);
    let claim = |person: &Person| {
        let label = Name::new("mine").unwrap();
        MembershipEvent::DeviceAdded(DeviceAdded { device: id_of(person), label }).into()
    };
    let claims = [claim(&ben), claim(&tablet)];
    write(&mut stolen, Stream::Own, &claims);
    look([&mut stolen, &mut ada, &mut ben, &mut tablet]);
    assert_eq!(ada.inside().settings.devices.len(), 4, "the claims arrived");
    offer(&mut ben, "later from the phone");
    offer(&mut tablet, "later from the tablet");
    for _ in 0..2 {
        look([&mut ben, &mut tablet, &mut stolen, &mut ada]);
        assert_eq!(offers(&ada), [0, 4]);
        ada.reload();
    }
    ben.does(Intent::Settings(SettingsIntent::Unlink));
    look([&mut ben, &mut tablet, &mut stolen, &mut ada]);
    assert_eq!(ada.inside().bond, Bond::Unlinked);
}

/// The same in the shared record, at a place before Ben's own word of his tablet.
#[test]
fn a_thief_who_claims_the_partners_tablet_at_an_earlier_place_voids_no_word_of_it() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let mut stolen = another_device(&server, &mut ada, 3);
    look_both(&mut stolen, &mut ben, 3);
    offer(&mut stolen, "early");
    look_both(&mut stolen, &mut ben, 3);
    offer(&mut ben, "in between");
    let mut tablet = another_device(&server, &mut ben, 4);
    offer(&mut tablet, "before");
    look_both(&mut tablet, &mut ada, 3);
    assert_eq!(offers(&ada), [1, 2]);
    let keys = shared_keys(&stolen);
    let (device, label) = (id_of(&tablet), Name::new("mine").unwrap());
    let claim = MembershipEvent::DeviceAdded(DeviceAdded { device, label }).into();
    let forged = Forger::of(&stolen).next(&stolen, &keys, &claim);
    slip_in(&mut stolen, keys.mailbox(), &forged);
    look_both(&mut stolen, &mut ada, 4);
    offer(&mut tablet, "after");
    look_both(&mut tablet, &mut ada, 3);
    assert!(records(&ada.disk).iter().any(|record| record.id() == forged.id()), "the claim arrived");
    for _ in 0..2 {
        assert_eq!(offers(&ada), [1, 3]);
        ada.reload();
    }
}
