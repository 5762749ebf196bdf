//! Who may use a mailbox: a relay that lost everything, a changed client of the partner, a device that was removed.

use std::net::SocketAddr;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use tempfile::TempDir;
use troth_app::view::{Bond, RecoveryView};
use troth_app::{Intent, PrivateIntent, SettingsIntent, StartIntent};
use troth_vault::{Admission, DeviceKeys, RecoveryCode};
use troth_wire::{
    ErrorCode, MailboxId, SessionAnswer, SessionStatement, SideView, Signature, SigningKey, WireMessage as _,
};

use crate::absence::{banners, offer, offers};
use crate::support::http::{Device, Reply};
use crate::support::paths::{another_device, linked, look_both, second_device};
use crate::support::person::Person;
use crate::support::thief::Thief;
use crate::support::{Server, unix_minutes};

fn server() -> (TempDir, Server) {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    (data, server)
}

fn look_all(people: &mut [&mut Person], times: usize) {
    for _ in 0..times {
        people.iter_mut().for_each(|person| person.look());
    }
}

/// A client of one's own making that signs in with the keys of a device.
fn signed_in(server: &Server, keys: &DeviceKeys) -> Device {
    signed_in_at(server.address, keys)
}

pub(crate) fn signed_in_at(address: SocketAddr, keys: &DeviceKeys) -> Device {
    let mut device = Device::new(address, 9);
    let host = address.to_string();
    let (signing, unix_minutes, nonce) = (keys.public().signing, unix_minutes(), rand_nonce(keys));
    let statement = SessionStatement { host: &host, signing, unix_minutes, nonce };
    let request = statement.signed(Signature::from_bytes(keys.sign(&statement.to_bytes())));
    let answer: SessionAnswer = device.request("POST", "/v1/session", &request.encode()).message();
    device.token = Some(answer.token);
    device
}

/// A nonce that the app of this device does not draw.
fn rand_nonce(keys: &DeviceKeys) -> [u8; 16] {
    use std::sync::atomic::{AtomicU8, Ordering};
    static COUNT: AtomicU8 = AtomicU8::new(0);
    let mut nonce = keys.id().to_bytes();
    nonce[0] = COUNT.fetch_add(1, Ordering::SeqCst);
    nonce
}

fn enrol(server: &Server, admission: &Admission, keys: &DeviceKeys) -> Reply {
    let request = admission.enrol(&server.address.to_string(), keys.public().signing);
    let path = format!("/v1/mailboxes/{}", admission.mailbox());
    signed_in(server, keys).request("POST", &path, &request.encode())
}

fn settle(server: &Server, at: (MailboxId, u8), by: &DeviceKeys, view: &SideView) -> Reply {
    let path = format!("/v1/mailboxes/{}/sides/{}", at.0, at.1);
    signed_in(server, by).request("PUT", &path, &view.encode())
}

/// The admissions to both mailboxes of a person by the keys of one device.
fn admissions(thief: &Thief) -> [Admission; 2] {
    let keyring = &thief.keyring;
    let shared = Admission::derive_shared(&keyring.own, keyring.shared.as_ref().unwrap(), &keyring.partner);
    [Admission::derive_own(&keyring.own), shared.unwrap()]
}

fn fresh_device(seed: u64) -> DeviceKeys {
    DeviceKeys::make(&mut ChaCha20Rng::seed_from_u64(seed))
}

fn note(person: &mut Person, text: &str) {
    person.does(Intent::Private(PrivateIntent::Write { text: text.to_owned() }));
}

fn remove(person: &mut Person, label: &str) {
    let devices = person.inside().settings.devices;
    let key = devices.iter().find(|device| device.name.label == label).unwrap().key.clone();
    person.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
}

fn recovery_code(person: &mut Person) -> String {
    person.does(Intent::Settings(SettingsIntent::MakeRecovery));
    let RecoveryView::Showing { words } = person.inside().settings.recovery else { panic!("words are due") };
    person.does(Intent::Settings(SettingsIntent::ConfirmRecovery { words: words.join(" ") }));
    words.join(" ")
}

/// The people come to an empty relay in one order or the other.
#[test]
fn a_relay_that_lost_everything_is_filled_again_and_both_go_on() {
    for ada_comes_first in [true, false] {
        let (_data, server) = server();
        let (mut ada, mut ben) = linked(&server);
        let mut tablet = second_device(&server, &mut ada);
        let words = recovery_code(&mut ada);
        offer(&mut ada, "said before");
        note(&mut ada, "written before");
        look_all(&mut [&mut ada, &mut ben, &mut tablet], 4);
        let (_empty, other) = self::server();
        for person in [&mut ada, &mut ben, &mut tablet] {
            person.moved_to(other.address);
            person.reload();
        }
        let order: [&mut Person; 3] =
            if ada_comes_first { [&mut ada, &mut tablet, &mut ben] } else { [&mut ben, &mut tablet, &mut ada] };
        for person in order {
            (0..4).for_each(|_| person.look());
        }
        look_all(&mut [&mut ada, &mut ben, &mut tablet], 4);
        offer(&mut tablet, "said afterwards");
        offer(&mut ben, "answered afterwards");
        look_all(&mut [&mut tablet, &mut ben, &mut ada], 4);
        for person in [&ada, &tablet, &ben] {
            assert_eq!((person.inside().bond, banners(person)), (Bond::Linked, vec![]));
        }
        assert_eq!((offers(&ada), offers(&tablet), offers(&ben)), (3, 3, 3));
        // The paper brings everything back from the new relay.
        let mut again = Person::new(other.address, 7, None);
        again.say(Intent::Start(StartIntent::Recover { words }));
        look_all(&mut [&mut again, &mut ada, &mut ben], 10);
        assert_eq!((again.view().problem, again.inside().private.pages.len()), (None, 1));
        assert_eq!((offers(&again), banners(&ada), banners(&ben)), (3, vec![], vec![]));
    }
}

#[test]
fn care_60_a_changed_client_does_not_show_the_partner_out() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    look_both(&mut ada, &mut ben, 3);
    let (thief, victim) = (Thief::of(&ben), Thief::of(&ada));
    let mailbox = thief.keyring.shared.as_ref().unwrap().mailbox();
    let alone = |generation| SideView { generation, verifier: None, devices: vec![thief.device.public().signing] };
    for generation in 0..4 {
        let reply = settle(&server, (mailbox, 0), &thief.device, &alone(generation));
        assert_eq!(reply.error().code, ErrorCode::NothingHere, "Ada's side isn't his");
    }
    // With all that he holds he makes no enrolment on her side.
    let shared = thief.keyring.shared.as_ref().unwrap();
    let hers = Admission::derive_shared(&thief.keyring.own, shared, &victim.keyring.partner).unwrap();
    assert_eq!(enrol(&server, &hers, &thief.device).error().code, ErrorCode::BadSignature);
    let path = format!("/v1/mailboxes/{mailbox}");
    assert_eq!(signed_in(&server, &thief.device).request("DELETE", &path, b"").error().code, ErrorCode::NotAlone);
    // Her key on his side, and off it again.
    let [_, his] = admissions(&thief);
    let view: SideView = enrol(&server, &his, &thief.device).message();
    let with_hers = |more: Option<SigningKey>, generation| {
        let mut devices: Vec<_> = view.devices.iter().copied().chain(more).collect();
        devices.sort_unstable();
        SideView { generation, verifier: view.verifier, devices }
    };
    let crowd = with_hers(Some(victim.device.public().signing), view.generation + 1);
    assert_eq!(settle(&server, (mailbox, 1), &thief.device, &crowd).status, 204);
    let without = with_hers(None, view.generation + 2);
    assert_eq!(settle(&server, (mailbox, 1), &thief.device, &without).status, 204);
    for round in 1..3 {
        offer(&mut ada, "still said");
        look_both(&mut ada, &mut ben, 3);
        assert_eq!((offers(&ada), ben.inside().promises.theirs.len(), banners(&ada)), (round, round, vec![]));
        ada.reload();
    }
}

#[test]
fn a_removed_device_does_not_come_back_to_the_relay() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = second_device(&server, &mut ada);
    look_all(&mut [&mut ada, &mut tablet, &mut ben], 3);
    let thief = Thief::of(&tablet);
    let admissions = admissions(&thief);
    // Before it is removed, it lets in a device of its own making.
    let spare = fresh_device(5);
    for admission in &admissions {
        assert_eq!(enrol(&server, admission, &spare).status, 200);
    }
    remove(&mut ada, "Device 3");
    look_all(&mut [&mut ada, &mut ben], 3);
    for (admission, number) in admissions.iter().zip(6..) {
        for device in [&thief.device, &spare, &fresh_device(number)] {
            assert_eq!(enrol(&server, admission, device).error().code, ErrorCode::NothingHere);
            let path = format!("/v1/mailboxes/{}/records", admission.mailbox());
            assert_eq!(signed_in(&server, device).request("GET", &path, b"").status, 404);
        }
    }
    tablet.look();
    look_all(&mut [&mut tablet, &mut ada, &mut ben], 3);
    assert!(banners(&tablet).contains(&"banner-taken-out"));
    assert_eq!((banners(&ada), banners(&ben)), (vec![], vec![]));
}

/// A device that was away when another one was removed is asked for nothing when it comes back.
#[test]
fn a_device_that_was_away_during_a_removal_reads_and_writes_on() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = second_device(&server, &mut ada);
    let mut laptop = another_device(&server, &mut ada, 4);
    look_all(&mut [&mut ada, &mut tablet, &mut laptop, &mut ben], 3);
    laptop.set_online(false);
    remove(&mut ada, "Device 3");
    note(&mut ada, "after the removal");
    look_all(&mut [&mut ada, &mut ben], 3);
    laptop.set_online(true);
    look_all(&mut [&mut laptop, &mut ada, &mut ben], 3);
    assert_eq!((laptop.inside().private.pages.len(), banners(&laptop)), (1, vec![]));
    offer(&mut laptop, "by the laptop");
    look_all(&mut [&mut laptop, &mut ada, &mut ben], 3);
    assert_eq!((offers(&ada), ben.inside().promises.theirs.len()), (1, 1));
}

/// One device lets a new one in while another, which knows nothing of it, removes a third: the new one knows an old key.
#[test]
fn a_device_that_was_let_in_during_a_removal_is_named_by_the_others() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = second_device(&server, &mut ada);
    let mut lost = another_device(&server, &mut ada, 4);
    look_all(&mut [&mut ada, &mut tablet, &mut lost, &mut ben], 3);
    ada.set_online(false);
    remove(&mut ada, "Device 4");
    let mut added = another_device(&server, &mut tablet, 5);
    ada.set_online(true);
    look_all(&mut [&mut ada, &mut tablet, &mut added, &mut ben], 6);
    note(&mut ada, "for all of them");
    look_all(&mut [&mut ada, &mut tablet, &mut added, &mut ben], 3);
    for person in [&ada, &tablet, &added] {
        let unwanted = banners(person).into_iter().filter(|id| id.contains("out")).count();
        assert_eq!((person.inside().private.pages.len(), unwanted), (1, 0));
    }
    look_all(&mut [&mut lost], 3);
    assert!(banners(&lost).contains(&"banner-taken-out"));
}

/// The kit is gone there, and the paper's own key reads no mailbox any more.
#[test]
fn an_old_paper_finds_nothing_at_the_relay_after_a_new_code() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let old = recovery_code(&mut ada);
    look_both(&mut ada, &mut ben, 3);
    let paper = RecoveryCode::parse(&old).unwrap().derive().unwrap().device;
    let mailboxes = admissions(&Thief::of(&ada)).map(|admission| admission.mailbox());
    let found = || {
        let mut device = signed_in(&server, &paper);
        let path = |mailbox| format!("/v1/mailboxes/{mailbox}/records");
        let statuses = mailboxes.map(|mailbox| device.request("GET", &path(mailbox), b"").status);
        let mut returning = Person::new(server.address, 9, None);
        returning.say(Intent::Start(StartIntent::Recover { words: old.clone() }));
        look_all(&mut [&mut returning], 4);
        (statuses, returning.view().problem.map(|message| message.id))
    };
    assert_eq!(found(), ([200, 200], None), "it is the paper");
    recovery_code(&mut ada);
    look_both(&mut ada, &mut ben, 4);
    assert_eq!(found(), ([404, 404], Some("problem-recovery-unknown")));
}
