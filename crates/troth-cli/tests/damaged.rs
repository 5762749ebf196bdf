//! Rows of local storage that can't be read: what they held is kept, told and made good where that can be.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use support::Server;
use support::paths::{another_device, begin, link_anew, link_of, linked, look_both, pick_third_word, promise};
use support::person::Person;
use tempfile::TempDir;
use troth_app::view::{Bond, Gate, LinkStage, RecoveryView};
use troth_app::{Intent, LinkIntent, Message, PrivateIntent, PromiseIntent, SettingsIntent, StartIntent, Table};
use troth_vault::LocalKey;

/// What stands before the record in its row: its position at the relay and its day.
const ARRIVAL_BYTES: usize = 10;

fn server() -> (TempDir, Server) {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    (data, server)
}

/// The value of a row.
fn row(person: &Person, table: Table, key: &[u8]) -> Option<Vec<u8>> {
    person.disk.0.get(&(table, key.to_vec())).cloned()
}

/// Damages a row, as a bad disk does, and answers with what stands there then.
fn damage(person: &mut Person, table: Table, key: &[u8]) -> Vec<u8> {
    let value = person.disk.0.get_mut(&(table, key.to_vec())).unwrap();
    match value.last_mut() {
        Some(last) => *last ^= 1,
        None => panic!("an empty row"),
    }
    value.clone()
}

/// Damages a sealed row and opens the page anew.
fn open_damaged(person: &mut Person, key: &[u8]) -> Vec<u8> {
    let value = damage(person, Table::Sealed, key);
    person.reload();
    value
}

/// Whether a row that could not be read is kept somewhere, with every byte.
fn is_kept(person: &Person, value: &[u8]) -> bool {
    person.disk.0.values().any(|kept| kept == value)
}

fn banners(person: &Person) -> Vec<&'static str> {
    person.view().banners.iter().map(|banner| banner.message.id).collect()
}

fn put_away(person: &mut Person, banner: &'static str) {
    person.does(Intent::CloseBanner(banner));
}

fn page(person: &mut Person, text: &str) {
    person.does(Intent::Private(PrivateIntent::Write { text: text.to_owned() }));
}

fn pages(person: &Person) -> usize {
    person.inside().private.pages.len()
}

fn offer(person: &mut Person) {
    person.does(Intent::Promise(PromiseIntent::Offer(promise(&person.inside().today))));
}

fn remove_other(person: &mut Person) {
    let key = person.inside().settings.devices.iter().find(|device| !device.name.this).unwrap().key.clone();
    person.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
}

#[test]
fn a_stolen_device_is_taken_out_though_the_list_of_chores_can_not_be_read() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    let mut stolen = another_device(&server, &mut phone, 3);
    phone.set_online(false);
    remove_other(&mut phone);
    let chores = open_damaged(&mut phone, b"chores");
    assert_eq!(banners(&phone), ["banner-unread-errands"]);
    phone.set_online(true);
    look_both(&mut phone, &mut stolen, 8);
    assert!(banners(&stolen).contains(&"banner-taken-out"), "{:?}", banners(&stolen));
    assert!(is_kept(&phone, &chores));
    put_away(&mut phone, "banner-unread-errands");
    phone.reload();
    assert_eq!(banners(&phone), [] as [&str; 0]);
    assert!(is_kept(&phone, &chores));
}

#[test]
fn a_partner_who_waits_is_let_in_though_the_list_of_chores_can_not_be_read() {
    let (_data, server) = server();
    let mut ada = begin(&server, 1, "Ada");
    ada.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
    let fragment = link_of(&ada).split_once('#').unwrap().1.to_owned();
    ada.look();
    let mut ben = Person::new(server.address, 2, Some(&fragment));
    ben.look();
    ben.does(Intent::Link(LinkIntent::Accept { name: "Ben".to_owned() }));
    look_both(&mut ben, &mut ada, 4);
    ben.does(Intent::Link(LinkIntent::WordsMatch));
    look_both(&mut ben, &mut ada, 4);
    ada.set_online(false);
    ada.does(Intent::Link(LinkIntent::WordsMatch));
    open_damaged(&mut ada, b"chores");
    ada.set_online(true);
    look_both(&mut ada, &mut ben, 8);
    assert_eq!((ada.inside().bond, ben.inside().bond), (Bond::Linked, Bond::Linked));
}

#[test]
fn a_new_recovery_code_is_put_down_though_the_list_of_chores_can_not_be_read() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    page(&mut phone, "a quiet day");
    phone.look();
    phone.set_online(false);
    phone.does(Intent::Settings(SettingsIntent::MakeRecovery));
    let RecoveryView::Showing { words } = phone.inside().settings.recovery else { panic!("no code") };
    let words = words.join(" ");
    phone.does(Intent::Settings(SettingsIntent::ConfirmRecovery { words: words.clone() }));
    open_damaged(&mut phone, b"chores");
    phone.set_online(true);
    for _ in 0..4 {
        phone.look();
    }
    let mut back = Person::new(server.address, 9, None);
    back.does(Intent::Start(StartIntent::Recover { words }));
    look_both(&mut back, &mut phone, 8);
    assert_eq!(pages(&back), 1);
}

#[test]
fn over_keys_that_can_not_be_read_nothing_is_begun() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    page(&mut phone, "a quiet day");
    let whole = phone.disk.clone();
    let cut = |person: &mut Person, key: &[u8]| {
        person.disk.0.get_mut(&(Table::Plain, key.to_vec())).unwrap().truncate(7);
    };
    let strange = |person: &mut Person, key: &[u8]| {
        person.disk.0.get_mut(&(Table::Plain, key.to_vec())).unwrap()[0] = 9;
    };
    let empty = |person: &mut Person, key: &[u8]| {
        person.disk.0.get_mut(&(Table::Plain, key.to_vec())).unwrap().clear();
    };
    let gone = |person: &mut Person, key: &[u8]| {
        person.disk.0.retain(|(_, name), _| name != key);
    };
    let broken = |person: &mut Person, key: &[u8]| {
        damage(person, Table::Sealed, key);
    };
    type Harm<'a> = (&'a str, &'a dyn Fn(&mut Person, &[u8]), &'a [u8]);
    let harms: [Harm<'_>; 8] = [
        ("the key is cut short", &cut, b"key"),
        ("the key is of an unknown kind", &strange, b"key"),
        ("the key is empty", &empty, b"key"),
        ("the key is gone", &gone, b"key"),
        ("the device's keys are damaged", &broken, b"device"),
        ("the device's keys are gone", &gone, b"device"),
        ("the keyring is damaged", &broken, b"keyring"),
        ("the keyring is gone", &gone, b"keyring"),
    ];
    for (what, harm, key) in harms {
        phone.disk = whole.clone();
        harm(&mut phone, key);
        let harmed = phone.disk.0.clone();
        phone.reload();
        assert_eq!(phone.view().gate, Gate::Broken(Message::plain("broken-keys")), "{what}");
        for intent in [
            Intent::Start(StartIntent::Begin { name: "Ada".to_owned() }),
            Intent::Start(StartIntent::Recover { words: "these are no words".to_owned() }),
            Intent::Link(LinkIntent::Open { link: "https://example.org/#nothing".to_owned() }),
        ] {
            phone.say(intent);
            assert_eq!(phone.view().problem, Some(Message::plain("broken-keys")), "{what}");
        }
        phone.look();
        assert_eq!(phone.disk.0, harmed, "{what}: nothing is written over");
    }
}

/// No release wrote version 1 of the keyring.
#[test]
fn keys_of_the_trial_version_are_named_and_stay_as_they_are() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    let local = LocalKey::dangerous_from_bytes(row(&phone, Table::Plain, b"key").unwrap()[1..].try_into().unwrap());
    // A keyring of version 1: nothing but its beginning is looked at.
    let sealed = local.seal(&mut ChaCha20Rng::seed_from_u64(1), b"keyring", &[0xa6, 0x00, 0x01, 0x01, 0x40]);
    phone.disk.0.insert((Table::Sealed, b"keyring".to_vec()), sealed);
    let held = phone.disk.0.clone();
    phone.reload();
    assert_eq!(phone.view().gate, Gate::Broken(Message::plain("broken-trial")));
    phone.say(Intent::Start(StartIntent::Begin { name: "Ada".to_owned() }));
    assert_eq!(phone.view().problem, Some(Message::plain("broken-trial")));
    phone.look();
    assert_eq!(phone.disk.0, held, "nothing is written over");
}

#[test]
fn a_draft_that_can_not_be_read_is_kept_when_its_field_is_typed_in() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    let draft = |field: &str, text: &str| Intent::KeepDraft { field: field.to_owned(), text: text.to_owned() };
    phone.say(draft("page-text", "half a page"));
    phone.say(draft("cue", "when I come home"));
    let value = open_damaged(&mut phone, b"draft/page-text");
    let drafts = phone.inside().drafts;
    assert_eq!((drafts.get("page-text"), drafts.get("cue").map(String::as_str)), (None, Some("when I come home")));
    assert_eq!(banners(&phone), ["banner-unread-draft"]);
    for text in ["the page once more", ""] {
        phone.say(draft("page-text", text));
        assert!(is_kept(&phone, &value), "{text:?}");
    }
    phone.reload();
    assert_eq!(banners(&phone), [] as [&str; 0]);
    assert!(is_kept(&phone, &value));
}

#[test]
fn a_draft_that_nobody_types_in_is_told_until_the_banner_is_put_away() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    phone.say(Intent::KeepDraft { field: "cue".to_owned(), text: "when I come home".to_owned() });
    let value = open_damaged(&mut phone, b"draft/cue");
    phone.reload();
    assert_eq!(banners(&phone), ["banner-unread-draft"], "it stands there still");
    put_away(&mut phone, "banner-unread-draft");
    for _ in 0..2 {
        assert_eq!(banners(&phone), [] as [&str; 0]);
        assert!(is_kept(&phone, &value));
        phone.reload();
    }
}

#[test]
fn an_invitation_that_can_not_be_read_is_told_and_kept_beside_the_next() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    phone.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
    phone.look();
    let value = open_damaged(&mut phone, b"linking");
    assert_eq!((banners(&phone), phone.inside().link), (vec!["banner-unread-linking"], None));
    phone.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
    phone.look();
    phone.reload();
    assert!(matches!(phone.inside().link.unwrap().stage, LinkStage::Preparing | LinkStage::Invited { .. }));
    assert_eq!(banners(&phone), [] as [&str; 0]);
    assert!(is_kept(&phone, &value));
}

#[test]
fn a_device_whose_new_keys_can_not_be_read_does_not_move_in_with_others() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    phone.does(Intent::Link(LinkIntent::InviteDevice));
    let fragment = link_of(&phone).split_once('#').unwrap().1.to_owned();
    phone.look();
    let mut tablet = Person::new(server.address, 3, Some(&fragment));
    tablet.look();
    tablet.does(Intent::Link(LinkIntent::Accept { name: String::new() }));
    look_both(&mut tablet, &mut phone, 4);
    let value = open_damaged(&mut tablet, b"newcomer");
    assert_eq!(banners(&tablet), ["banner-unread"]);
    pick_third_word(&mut phone, &tablet);
    tablet.does(Intent::Link(LinkIntent::WordsMatch));
    look_both(&mut phone, &mut tablet, 8);
    let Gate::Welcome(welcome) = tablet.view().gate else { panic!("{:?}", tablet.view().gate) };
    assert_eq!(welcome.invitation.unwrap().stage, LinkStage::Failed(Message::plain("link-broken")));
    assert!(is_kept(&tablet, &value));
}

#[test]
fn a_record_that_can_not_be_read_comes_back_from_the_relay() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    offer(&mut ben);
    page(&mut ada, "a quiet day");
    look_both(&mut ben, &mut ada, 3);
    let whole = ada.disk.clone();
    let keys: Vec<_> = whole.0.keys().filter(|(table, _)| *table == Table::Records).cloned().collect();
    for (table, key) in keys {
        ada.disk = whole.clone();
        let at = (table, key);
        ada.disk.0.get_mut(&at).unwrap()[ARRIVAL_BYTES] ^= 0x40;
        ada.reload();
        look_both(&mut ada, &mut ben, 3);
        let seen = ada.inside();
        assert_eq!((seen.promises.theirs.len(), seen.private.pages.len(), seen.bond), (1, 1, Bond::Linked));
        assert_eq!(ada.disk.0[&at][ARRIVAL_BYTES..], whole.0[&at][ARRIVAL_BYTES..], "it is whole again");
    }
}

#[test]
fn words_that_were_never_sent_and_can_not_be_read_are_told_and_kept() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    page(&mut phone, "a quiet day");
    phone.look();
    phone.set_online(false);
    let before = phone.disk.clone();
    page(&mut phone, "a loud day");
    let is_new = |key: &&(Table, Vec<u8>)| key.0 == Table::Records && !before.0.contains_key(*key);
    let key = phone.disk.0.keys().find(is_new).unwrap().1.clone();
    phone.disk.0.get_mut(&(Table::Records, key.clone())).unwrap()[ARRIVAL_BYTES] ^= 0x40;
    let value = row(&phone, Table::Records, &key).unwrap();
    phone.reload();
    for start in 0..2 {
        assert!(banners(&phone).contains(&"banner-unread-words"), "start {start}: {:?}", banners(&phone));
        assert_eq!(pages(&phone), 1);
        phone.reload();
    }
    put_away(&mut phone, "banner-unread-words");
    phone.set_online(true);
    phone.look();
    phone.reload();
    assert_eq!(banners(&phone), [] as [&str; 0]);
    assert!(is_kept(&phone, &value));
    assert_eq!(pages(&phone), 1);
}

#[test]
fn a_cursor_that_can_not_be_read_costs_one_more_reading() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    offer(&mut ben);
    look_both(&mut ben, &mut ada, 3);
    let cursors: Vec<_> = ada.disk.0.keys().filter(|(_, key)| key.starts_with(b"sync/")).cloned().collect();
    assert_eq!(cursors.len(), 2);
    for (table, key) in cursors {
        damage(&mut ada, table, &key);
    }
    ada.reload();
    assert_eq!(banners(&ada), [] as [&str; 0], "nothing is missing, so nothing is told");
    offer(&mut ben);
    look_both(&mut ben, &mut ada, 3);
    offer(&mut ada);
    look_both(&mut ada, &mut ben, 3);
    assert_eq!((ada.inside().promises.theirs.len(), ben.inside().promises.theirs.len()), (2, 1));
}

#[test]
fn changes_of_devices_are_told_once_more_when_the_notes_of_them_can_not_be_read() {
    let (_data, server) = server();
    let mut phone = begin(&server, 1, "Ada");
    another_device(&server, &mut phone, 3);
    phone.now.unix_ms += 40 * 24 * 3_600_000;
    phone.look();
    phone.does(Intent::Settings(SettingsIntent::KnowDeviceChanges));
    assert_eq!(phone.inside().settings.changes.changes, []);
    let value = open_damaged(&mut phone, b"device-changes");
    assert_eq!(phone.inside().settings.changes.changes.len(), 1);
    assert!(is_kept(&phone, &value));
    assert!(banners(&phone).contains(&"banner-unread"));
}

#[test]
fn a_record_that_was_let_go_of_stays_away_when_the_list_of_those_can_not_be_read() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    offer(&mut ben);
    look_both(&mut ben, &mut ada, 2);
    ada.does(Intent::Settings(SettingsIntent::Unlink));
    look_both(&mut ada, &mut ben, 3);
    link_anew(&mut ada, &mut ben);
    look_both(&mut ada, &mut ben, 2);
    let key = ada.inside().settings.earlier[0].key.clone();
    ada.does(Intent::Settings(SettingsIntent::LetGoEarlier { key }));
    let value = open_damaged(&mut ada, b"let-go");
    look_both(&mut ada, &mut ben, 3);
    assert_eq!(ada.inside().settings.earlier, []);
    assert_eq!(banners(&ada), ["banner-unread"]);
    assert!(is_kept(&ada, &value));
}

#[test]
fn care_18_a_device_that_left_without_a_word_stays_out_when_its_note_of_that_can_not_be_read() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let mut copy = ada.copied(77);
    for device in [&mut ada, &mut copy] {
        device.set_online(false);
        offer(device);
    }
    ada.set_online(true);
    copy.set_online(true);
    look_both(&mut ada, &mut copy, 4);
    assert!(banners(&copy).contains(&"banner-restored"), "{:?}", banners(&copy));
    copy.does(Intent::Settings(SettingsIntent::Unlink));
    assert_eq!(copy.inside().bond, Bond::Unlinked);
    let value = open_damaged(&mut copy, b"out");
    offer(&mut ben);
    look_both(&mut ben, &mut copy, 2);
    assert_eq!((copy.inside().bond, copy.inside().promises.theirs.len()), (Bond::Unlinked, 0));
    assert!(is_kept(&copy, &value));
}
