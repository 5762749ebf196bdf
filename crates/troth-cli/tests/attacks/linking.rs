//! One try for each invitation, and one answer for each nonce.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use tempfile::TempDir;
use troth_app::view::{Bond, LinkStage};
use troth_app::{Intent, LinkIntent, Message};
use troth_vault::{DeviceKeys, Invitation, Inviter, Purpose, Seat, SharedKeys, derive_seat_root};
use troth_wire::SigningKey;

use crate::support::Server;
use crate::support::paths::{agree_on_words, begin, link_of, look_both, pick_third_word, stage_of, words_of};
use crate::support::person::Person;
use crate::support::thief::Thief;

fn server() -> (TempDir, Server) {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    (data, server)
}

/// Ada invites, and the link is opened and accepted on another device.
fn accepted(server: &Server, ada: &mut Person, invite: LinkIntent, name: &str) -> Person {
    ada.does(Intent::Link(invite));
    let fragment = link_of(ada).split_once('#').unwrap().1.to_owned();
    ada.look();
    let mut other = Person::new(server.address, 2, Some(&fragment));
    other.look();
    other.does(Intent::Link(LinkIntent::Accept { name: name.to_owned() }));
    other
}

fn failed(id: &'static str) -> LinkStage {
    LinkStage::Failed(Message::plain(id))
}

/// Ada, who has invited a partner, and what follows the `#` of her link.
fn inviting(server: &Server) -> (Person, String) {
    let mut ada = begin(server, 1, "Ada");
    ada.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
    let fragment = link_of(&ada).split_once('#').unwrap().1.to_owned();
    ada.look();
    (ada, fragment)
}

/// An attacker who crashes the device after its answer would know the nonce, and could have it answer once more.
#[test]
fn no_answer_leaves_before_the_state_that_gave_it_is_stored() {
    let (_data, server) = server();
    let mut ada = begin(&server, 1, "Ada");
    let mut ben = accepted(&server, &mut ada, LinkIntent::InvitePartner { line: String::new() }, "Ben");
    ben.look();
    ada.slow_disk = Some(Vec::new());
    look_both(&mut ada, &mut ben, 6);
    let shown = words_of(stage_of(&ada));
    assert_eq!(stage_of(&ben), LinkStage::Waiting, "nothing has left");

    // The page is closed before the disk has carried anything out: nothing was answered, so the nonce is still fresh.
    ada.reload();
    look_both(&mut ada, &mut ben, 3);
    assert_eq!(words_of(stage_of(&ada)), shown, "the same values give the same words");
    agree_on_words(&mut ada, &mut ben);
}

/// The invitee's nonce answers once as well.
#[test]
fn an_acceptance_leaves_once_it_is_stored() {
    let (_data, server) = server();
    let (mut ada, fragment) = inviting(&server);
    let mut ben = Person::new(server.address, 2, Some(&fragment));
    ben.look();
    ben.slow_disk = Some(Vec::new());
    ben.does(Intent::Link(LinkIntent::Accept { name: "Ben".to_owned() }));
    look_both(&mut ben, &mut ada, 4);
    assert!(matches!(stage_of(&ada), LinkStage::Invited { .. }));
    ben.settle_disk();
    agree_on_words(&mut ada, &mut ben);
}

#[test]
fn an_own_device_is_let_in_by_its_third_word_and_by_no_plain_yes() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    let mut tablet = accepted(&server, &mut phone, LinkIntent::InviteDevice, "");
    look_both(&mut tablet, &mut phone, 4);
    phone.say(Intent::Link(LinkIntent::WordsMatch));
    assert_eq!(phone.view().problem, Some(Message::plain("problem-pick-word")));
    phone.reload();
    look_both(&mut tablet, &mut phone, 1);
    pick_third_word(&mut phone, &tablet);
    tablet.does(Intent::Link(LinkIntent::WordsMatch));
    look_both(&mut phone, &mut tablet, 8);
    assert_eq!(tablet.inside().settings.devices.len(), 2);
}

#[test]
fn a_wrong_pick_ends_the_invitation() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    let mut tablet = accepted(&server, &mut phone, LinkIntent::InviteDevice, "");
    look_both(&mut tablet, &mut phone, 4);
    tablet.does(Intent::Link(LinkIntent::WordsMatch));
    look_both(&mut tablet, &mut phone, 2);
    let LinkStage::Approved { words: [_, _, third, _], .. } = stage_of(&tablet) else { panic!("no words") };
    let LinkStage::Pick { choices, .. } = stage_of(&phone) else { panic!("{:?}", stage_of(&phone)) };
    let wrong = choices.into_iter().find(|choice| *choice != third).unwrap();
    phone.does(Intent::Link(LinkIntent::PickWord { word: wrong }));
    assert_eq!(stage_of(&phone), failed("link-words-differ-device"));
    phone.say(Intent::Link(LinkIntent::PickWord { word: third }));
    assert_eq!(phone.view().problem, Some(Message::plain("problem-already-done")), "there is one try");
    look_both(&mut phone, &mut tablet, 8);
    assert_eq!(stage_of(&tablet), failed("link-gone"), "nothing was handed over");
    phone.reload();
    assert_eq!((phone.inside().link, phone.inside().settings.devices.len()), (None, 1));
}

/// The keys travel in message 4 of the invitation.
#[test]
fn no_key_leaves_before_both_have_confirmed_the_words() {
    for inviter_first in [true, false] {
        let (_data, server) = server();
        let (mut ada, fragment) = inviting(&server);
        let mut ben = Person::new(server.address, 2, Some(&fragment));
        ben.look();
        ben.does(Intent::Link(LinkIntent::Accept { name: "Ben".to_owned() }));
        look_both(&mut ben, &mut ada, 4);
        let id = Invitation::from_fragment(&fragment).unwrap().id();
        let mut watcher = server.device(9);
        let mut status = |slot: u8| watcher.request("GET", &format!("/v1/invitations/{id}/{slot}"), b"").status;
        assert_eq!((status(2), status(4)), (200, 404), "both see the words");
        let [first, second] = if inviter_first { [&mut ada, &mut ben] } else { [&mut ben, &mut ada] };
        first.does(Intent::Link(LinkIntent::WordsMatch));
        look_both(first, second, 4);
        assert_eq!((status(4), second.inside().bond), (404, Bond::Alone), "one has confirmed them");
        second.does(Intent::Link(LinkIntent::WordsMatch));
        look_both(first, second, 8);
        assert_eq!((first.inside().bond, second.inside().bond), (Bond::Linked, Bond::Linked));
    }
}

/// A message that doesn't fit uses the invitation up, also after a reload: there is no second try with one nonce.
#[test]
fn an_answer_that_does_not_fit_ends_the_invitation() {
    let (_data, server) = server();
    let mut ada = begin(&server, 1, "Ada");
    ada.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
    let link = link_of(&ada);
    ada.look();
    let invitation = Invitation::from_fragment(link.split_once('#').unwrap().1).unwrap();
    let junk = server.device(9).request("PUT", &format!("/v1/invitations/{}/1", invitation.id()), &[2, 1, 7, 7]);
    assert!(junk.status < 300, "{junk:?}");
    ada.look();
    assert_eq!(stage_of(&ada), failed("link-broken"));
    ada.reload();
    assert_eq!(ada.inside().link, None);
}

/// What a device says of itself, as the app writes it: a map of name, label, both public keys, the partner id and the root.
fn bundle(device: &DeviceKeys, partner: [u8; 16]) -> Vec<u8> {
    let mut bytes = vec![0xa6, 0x00, 0x63, b'A', b'd', b'a', 0x01, 0x61, b'x'];
    let public = device.public();
    for (key, part) in [(0x02, public.signing.as_bytes()), (0x03, public.receiving.as_bytes())] {
        bytes.extend([key, 0x58, 0x20]);
        bytes.extend(part);
    }
    bytes.extend([0x04, 0x50]);
    bytes.extend(partner);
    bytes.extend([0x06, 0x58, 0x20]);
    bytes.extend([7; 32]);
    bytes
}

fn looks(person: &mut Person) {
    (0..4).for_each(|_| person.look());
}

/// An inviter with a changed client gives the invitee's seat, or its own, to a third.
#[test]
fn a_welcome_that_names_other_seats_than_the_two_of_the_link_is_refused() {
    for (theirs, mine) in [(true, false), (false, true)] {
        let (_data, server) = server();
        let rng = &mut ChaCha20Rng::seed_from_u64(4);
        let (mut ben, third) = (begin(&server, 2, "Ben"), [9; 16]);
        let (device, invitation) = (DeviceKeys::make(rng), Invitation::make(rng, Purpose::Link));
        let mut relay = server.device(9);
        let slot = |slot: u8| format!("/v1/invitations/{}/{slot}", invitation.id());
        let inviter = Inviter::start(rng, &invitation, &bundle(&device, [5; 16])).unwrap();
        let path = format!("/v1/invitations/{}", invitation.id());
        assert!(relay.request("PUT", &path, inviter.message()).status < 300);
        ben.does(Intent::Link(LinkIntent::Open { link: invitation.fragment().to_string() }));
        looks(&mut ben);
        ben.does(Intent::Link(LinkIntent::Accept { name: String::new() }));
        looks(&mut ben);
        let comparing = inviter.receive1(rng, &relay.request("GET", &slot(1), &[]).body).unwrap();
        assert!(relay.request("PUT", &slot(2), comparing.message()).status < 300);
        looks(&mut ben);
        assert_eq!(words_of(stage_of(&ben)), comparing.words().map(str::to_owned));
        ben.does(Intent::Link(LinkIntent::WordsMatch));
        looks(&mut ben);
        let confirmed = comparing.receive3(&relay.request("GET", &slot(3), &[]).body).unwrap();
        let held = Thief::of(&ben);
        let root = derive_seat_root(&held.keyring.own, held.device.id());
        let seat = |partner, device, root| Seat { partner, device, root };
        let inviters = SigningKey::from_bytes([7; 32]);
        let seats = [
            if mine { seat(third, device.id(), inviters) } else { seat([5; 16], device.id(), inviters) },
            if theirs {
                seat(third, held.device.id(), root)
            } else {
                seat(held.keyring.partner, held.device.id(), root)
            },
        ];
        let keys = SharedKeys::make(rng, seats).unwrap();
        let welcome = confirmed.approve(rng, &keys.encode()).unwrap();
        assert!(relay.request("PUT", &slot(4), &welcome).status < 300);
        looks(&mut ben);
        assert_eq!((stage_of(&ben), Thief::of(&ben).keyring.shared), (failed("link-broken"), None));
    }
}
