//! Common paths: starting, linking, adding a device.

use troth_app::view::{Bond, Gate, KeeperView, LinkStage};
use troth_app::{Intent, LinkIntent, Now, PromiseForm, Repeat, SettingsIntent, StartIntent};

use super::Server;
use super::person::Person;

pub fn look_both(one: &mut Person, other: &mut Person, times: usize) {
    for _ in 0..times {
        one.look();
        other.look();
    }
}

pub fn begin(server: &Server, seed: u8, name: &str) -> Person {
    let mut person = Person::new(server.address, seed, None);
    person.does(Intent::Start(StartIntent::Begin { name: name.to_owned() }));
    person.look();
    person
}

pub fn link_of(person: &Person) -> String {
    match person.inside().link.expect("a linking").stage {
        LinkStage::Invited { link, qr, .. } => {
            assert!(qr.len() > 20, "a QR code");
            link
        }
        other => panic!("{other:?}"),
    }
}

pub fn words_of(stage: LinkStage) -> [String; 4] {
    match stage {
        LinkStage::Compare { words, .. } => words,
        other => panic!("{other:?}"),
    }
}

/// Adds Ada's tablet.
pub fn second_device(server: &Server, ada: &mut Person) -> Person {
    another_device(server, ada, 3)
}

/// Adds another device of Ada's.
pub fn another_device(server: &Server, ada: &mut Person, seed: u8) -> Person {
    device_called(None, server, ada, seed)
}

/// Ada lets a device in that calls itself as it likes.
pub fn device_called(label: Option<&str>, server: &Server, ada: &mut Person, seed: u8) -> Person {
    ada.does(Intent::Link(LinkIntent::InviteDevice));
    let fragment = link_of(ada).split_once('#').unwrap().1.to_owned();
    ada.look();
    let mut tablet = Person::called(label, server.address, seed, Some(&fragment));
    tablet.look();
    tablet.does(Intent::Link(LinkIntent::Accept { name: String::new() }));
    look_both(&mut tablet, ada, 4);
    pick_third_word(ada, &tablet);
    tablet.does(Intent::Link(LinkIntent::WordsMatch));
    look_both(ada, &mut tablet, 8);
    tablet
}

/// Picks on the known device the word that stands third on the device that it lets in.
pub fn pick_third_word(known: &mut Person, added: &Person) {
    let [first, second, third, fourth] = words_of(stage_of(added));
    let LinkStage::Pick { words, choices, .. } = stage_of(known) else { panic!("{:?}", stage_of(known)) };
    assert_eq!(words, [first, second, fourth]);
    assert!(choices.contains(&third));
    known.does(Intent::Link(LinkIntent::PickWord { word: third }));
}

/// The stage of a linking, on a device that has started or has not.
pub fn stage_of(person: &Person) -> LinkStage {
    let link = match person.view().gate {
        Gate::Open(open) => open.link,
        Gate::Welcome(welcome) => welcome.invitation,
        other => panic!("{other:?}"),
    };
    link.expect("a linking").stage
}

/// Links Ada and Ben: Ada invites, Ben opens the link on a fresh device, both compare and confirm.
pub fn linked(server: &Server) -> (Person, Person) {
    let mut ada = begin(server, 1, "Ada");
    let ben = link_from(server, &mut ada);
    (ada, ben)
}

/// Links two people whose clocks both show `now`.
pub fn linked_at(server: &Server, now: Now) -> (Person, Person) {
    let mut ada = Person::new_at(server.address, 1, now, None);
    ada.does(Intent::Start(StartIntent::Begin { name: "Ada".to_owned() }));
    ada.look();
    let ben = link_with(&mut ada, |fragment| Person::new_at(server.address, 2, now, Some(fragment)));
    (ada, ben)
}

pub fn link_from(server: &Server, ada: &mut Person) -> Person {
    link_with(ada, |fragment| Person::new(server.address, 2, Some(fragment)))
}

fn link_with(ada: &mut Person, other: impl FnOnce(&str) -> Person) -> Person {
    ada.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
    let link = link_of(ada);
    ada.look();
    let fragment = link.split_once('#').unwrap().1.to_owned();
    let mut ben = other(&fragment);
    ben.look();
    ben.does(Intent::Link(LinkIntent::Accept { name: "Ben".to_owned() }));
    agree_on_words(ada, &mut ben);
    assert_eq!((ada.inside().bond, ben.inside().bond), (Bond::Linked, Bond::Linked));
    assert_eq!(ada.inside().partner.as_deref(), Some("Ben"));
    assert_eq!(ben.inside().partner.as_deref(), Some("Ada"));
    assert_eq!((ada.inside().link, ben.inside().link), (None, None));
    ben
}

/// Checks that both see the same four words, and lets both confirm them. Returns the words.
pub fn agree_on_words(ada: &mut Person, ben: &mut Person) -> [String; 4] {
    look_both(ben, ada, 4);
    let words = words_of(ada.inside().link.unwrap().stage);
    assert_eq!(words, words_of(ben.inside().link.unwrap().stage));
    ada.does(Intent::Link(LinkIntent::WordsMatch));
    ben.does(Intent::Link(LinkIntent::WordsMatch));
    look_both(ada, ben, 8);
    words
}

/// After an unlinking: somebody trusted runs the server, so this device goes on using it.
pub fn trust_the_server(person: &mut Person) {
    if person.inside().settings.server.is_some() {
        person.does(Intent::Settings(SettingsIntent::Keeper(KeeperView::Trusted)));
    }
}

/// Links two people of whom the second has started before.
pub fn link_anew(one: &mut Person, other: &mut Person) -> [String; 4] {
    trust_the_server(one);
    trust_the_server(other);
    one.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
    let link = link_of(one);
    one.look();
    other.does(Intent::Link(LinkIntent::Open { link }));
    other.look();
    other.does(Intent::Link(LinkIntent::Accept { name: String::new() }));
    let words = agree_on_words(one, other);
    assert_eq!((one.inside().bond, other.inside().bond), (Bond::Linked, Bond::Linked));
    words
}

pub fn promise(today: &str) -> PromiseForm {
    PromiseForm {
        cue: "we come home".to_owned(),
        deed: "call before I leave work".to_owned(),
        category: "everyday".to_owned(),
        repeat: Repeat::Once,
        first: today.to_owned(),
        time: String::new(),
    }
}
