//! Each change of the app lock leaves the storage key of before worthless: nothing that is stored opens under it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use support::Server;
use support::paths::{agree_on_words, begin, link_of, look_both};
use support::person::{Disk, NewStorage, Person};
use tempfile::TempDir;
use troth_app::view::Gate;
use troth_app::{Intent, LinkIntent, Message, PrivateIntent, SettingsIntent, StartIntent, StoragePlace, Table};
use troth_testkit::Seed;
use troth_vault::{LocalKey, unlock};

const OLD: &str = "four rather small words";
const NEW: &str = "three small words";
const PAGE: &str = "what nobody else reads";

fn server() -> (TempDir, Server) {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    (data, server)
}

/// Ada with a page of her journal and a draft.
fn ada(server: &Server) -> Person {
    let mut ada = begin(server, 1, "Ada");
    write(&mut ada, PAGE);
    ada.does(Intent::KeepDraft { field: "journal".to_owned(), text: "not ready".to_owned() });
    ada
}

fn write(person: &mut Person, text: &str) {
    person.does(Intent::Private(PrivateIntent::Write { text: text.to_owned() }));
}

fn set_lock(person: &mut Person, passphrase: &str) {
    let set = SettingsIntent::SetLock { passphrase: passphrase.to_owned(), again: passphrase.to_owned() };
    person.does(Intent::Settings(set));
}

fn give(person: &mut Person, passphrase: &str) {
    person.does(Intent::Settings(SettingsIntent::GivePassphrase { passphrase: passphrase.to_owned() }));
}

fn key_row(disk: &Disk) -> &[u8] {
    &disk.0[&(Table::Plain, b"key".to_vec())]
}

/// What a thief takes from a copied profile without a lock.
fn open_key(disk: &Disk) -> LocalKey {
    let (form, key) = key_row(disk).split_first().unwrap();
    assert_eq!(*form, 0, "the key is open");
    LocalKey::dangerous_from_bytes(key.try_into().unwrap())
}

/// The same with the passphrase.
fn locked_key(disk: &Disk, passphrase: &str) -> Option<LocalKey> {
    let (form, lock) = key_row(disk).split_first().unwrap();
    assert_eq!(*form, 1, "the key is locked");
    unlock(passphrase, lock).ok()
}

/// How many of the sealed rows a key opens, and how many there are.
fn opened(disk: &Disk, key: &LocalKey) -> (usize, usize) {
    let sealed = || disk.0.iter().filter(|((table, _), _)| *table == Table::Sealed);
    let opened = sealed().filter(|((_, name), value)| key.open(name, value).is_ok()).count();
    (opened, sealed().count())
}

fn pages(person: &Person) -> Vec<String> {
    person.inside().private.pages.iter().map(|page| page.text.clone()).collect()
}

/// Closes the page, opens it again with the passphrase, and looks for everything that was there.
fn comes_back(person: &mut Person, passphrase: Option<&str>) {
    person.reload();
    if let Some(passphrase) = passphrase {
        assert!(matches!(person.view().gate, Gate::Locked(_)));
        person.does(Intent::Start(StartIntent::Unlock { passphrase: passphrase.to_owned() }));
    }
    assert!(pages(person).contains(&PAGE.to_owned()));
    assert_eq!(person.inside().drafts["journal"], "not ready");
    assert!(person.view().banners.is_empty(), "{:?}", person.view().banners);
}

/// The keys of the readable rows.
fn readable(person: &Person) -> Vec<String> {
    let plain = person.disk.0.keys().filter(|(table, _)| *table == Table::Plain);
    plain.map(|(_, key)| String::from_utf8(key.clone()).unwrap()).collect()
}

fn holds(disk: &Disk, text: &[u8]) -> bool {
    let parts = disk.0.iter().flat_map(|((_, key), value)| [key, value]);
    parts.into_iter().any(|part| part.windows(text.len()).any(|window| window == text))
}

/// docs/threat-model.md tells people what is readable in a browser's storage.
#[test]
fn no_word_is_readable_in_storage_and_no_row_but_those_that_are_told() {
    let (_data, server) = server();
    let mut ben = begin(&server, 1, "Ben of the lake");
    ben.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
    ben.look();
    let fragment = link_of(&ben).split_once('#').unwrap().1.to_owned();

    let mut hidden = Person::new(server.address, 2, Some(&fragment));
    hidden.look();
    assert_eq!(readable(&hidden), ["invited", "notice"], "not answered, and no key yet");
    assert!(holds(&hidden.disk, fragment.as_bytes()), "the test would see it");
    hidden.does(Intent::Start(StartIntent::Hide));
    assert_eq!(readable(&hidden), ["notice"]);
    assert!(!holds(&hidden.disk, fragment.as_bytes()), "Hide leaves no invitation");

    let mut ada = Person::new(server.address, 3, Some(&fragment));
    ada.look();
    ada.does(Intent::Link(LinkIntent::Accept { name: "Ada of the hill".to_owned() }));
    agree_on_words(&mut ben, &mut ada);
    write(&mut ada, PAGE);
    ada.does(Intent::KeepDraft { field: "journal".to_owned(), text: "not ready".to_owned() });
    look_both(&mut ada, &mut ben, 3);
    ada.set_online(false);
    write(&mut ada, "not sent yet");
    for passphrase in [None, Some(NEW)] {
        if let Some(passphrase) = passphrase {
            set_lock(&mut ada, passphrase);
        }
        assert_eq!(readable(&ada), ["key", "notice"]);
        for words in [PAGE, "not ready", "not sent yet", "Ada of", "Ben of", fragment.as_str()] {
            assert!(!holds(&ada.disk, words.as_bytes()), "{words}");
        }
    }
}

#[test]
fn the_open_key_of_before_a_lock_opens_nothing_that_is_stored_after_it() {
    let (_data, server) = server();
    let mut ada = ada(&server);
    let before = open_key(&ada.disk);
    let all = opened(&ada.disk, &before);
    assert!(all.0 > 3 && all.0 == all.1, "without a lock the key opens everything: {all:?}");
    set_lock(&mut ada, NEW);
    assert_eq!(ada.view().done, Some(Message::plain("done-lock-set")));
    assert_eq!(opened(&ada.disk, &before), (0, all.1));
    assert_ne!(locked_key(&ada.disk, NEW), Some(before.clone()));
    write(&mut ada, "another page");
    assert_eq!(opened(&ada.disk, &before).0, 0, "nor what is written afterwards");
    comes_back(&mut ada, Some(NEW));
}

#[test]
fn an_old_passphrase_opens_nothing_that_is_stored_after_it_was_changed() {
    let (_data, server) = server();
    let mut ada = ada(&server);
    set_lock(&mut ada, OLD);
    let before = locked_key(&ada.disk, OLD).unwrap();
    assert!(opened(&ada.disk, &before).0 > 3);
    set_lock(&mut ada, NEW);
    give(&mut ada, OLD);
    assert_eq!(opened(&ada.disk, &before).0, 0);
    assert_eq!(locked_key(&ada.disk, OLD), None);
    comes_back(&mut ada, Some(NEW));
}

#[test]
fn a_lock_that_was_taken_off_leaves_no_key_behind_its_passphrase() {
    let (_data, server) = server();
    let mut ada = ada(&server);
    set_lock(&mut ada, OLD);
    let before = locked_key(&ada.disk, OLD).unwrap();
    assert!(opened(&ada.disk, &before).0 > 3);
    ada.does(Intent::Settings(SettingsIntent::RemoveLock));
    give(&mut ada, OLD);
    assert_eq!(ada.view().done, Some(Message::plain("done-lock-removed")));
    assert_eq!(opened(&ada.disk, &before).0, 0);
    let all = opened(&ada.disk, &open_key(&ada.disk));
    assert_eq!(all.0, all.1);
    comes_back(&mut ada, None);
}

#[test]
fn a_new_storage_that_can_not_be_made_changes_nothing_and_is_told() {
    let (_data, server) = server();
    let mut ada = ada(&server);
    let before = open_key(&ada.disk);
    ada.new_storage = NewStorage::Refused;
    let set = SettingsIntent::SetLock { passphrase: NEW.to_owned(), again: NEW.to_owned() };
    ada.say(Intent::Settings(set));
    assert_eq!(ada.view().problem, Some(Message::plain("problem-lock-same")));
    assert!(!ada.inside().settings.lock.set);
    write(&mut ada, "another page");
    let all = opened(&ada.disk, &before);
    assert_eq!(all.0, all.1, "what is written afterwards is under the key that counts");
    comes_back(&mut ada, None);
    assert_eq!(pages(&ada).len(), 2);
    ada.new_storage = NewStorage::Made;
    set_lock(&mut ada, NEW);
    comes_back(&mut ada, Some(NEW));
}

#[test]
fn what_is_written_while_a_new_storage_is_made_goes_into_it() {
    let (_data, server) = server();
    let mut ada = ada(&server);
    let before = open_key(&ada.disk);
    ada.new_storage = NewStorage::Late;
    set_lock(&mut ada, NEW);
    let rows = ada.disk.rows();
    write(&mut ada, "meanwhile");
    ada.does(Intent::KeepDraft { field: "impact".to_owned(), text: "half a sentence".to_owned() });
    assert_eq!(ada.disk.rows(), rows, "nothing falls between the two storages");
    ada.make_late_storage();
    assert_eq!(opened(&ada.disk, &before).0, 0);
    comes_back(&mut ada, Some(NEW));
    assert!(pages(&ada).contains(&"meanwhile".to_owned()));
    assert_eq!(ada.inside().drafts["impact"], "half a sentence");
}

#[test]
fn a_page_that_closes_while_a_new_storage_is_made_finds_one_of_the_two() {
    for is_made in [false, true] {
        let (_data, server) = server();
        let mut ada = ada(&server);
        ada.new_storage = NewStorage::Late;
        set_lock(&mut ada, NEW);
        ada.say(Intent::Start(StartIntent::Hide));
        if is_made {
            ada.make_late_storage();
        }
        comes_back(&mut ada, is_made.then_some(NEW));
    }
}

#[test]
fn a_storage_of_an_earlier_version_moves_at_the_next_start() {
    let (_data, server) = server();
    let mut ada = ada(&server);
    let before = open_key(&ada.disk);
    ada.storage = StoragePlace::Outdated;
    comes_back(&mut ada, None);
    assert_eq!(ada.storage, StoragePlace::Current);
    assert_eq!(opened(&ada.disk, &before).0, 0);
    assert_eq!((ada.view().done, ada.view().problem), (None, None), "nobody is told");
}

#[test]
fn a_locked_storage_of_an_earlier_version_moves_when_it_is_opened() {
    let (_data, server) = server();
    let mut ada = ada(&server);
    set_lock(&mut ada, NEW);
    let before = locked_key(&ada.disk, NEW).unwrap();
    ada.storage = StoragePlace::Outdated;
    ada.reload();
    ada.say(Intent::Start(StartIntent::Unlock { passphrase: OLD.to_owned() }));
    assert_eq!(ada.storage, StoragePlace::Outdated, "a wrong passphrase moves nothing");
    comes_back(&mut ada, Some(NEW));
    assert_eq!(ada.storage, StoragePlace::Current);
    assert_eq!(opened(&ada.disk, &before).0, 0);
    comes_back(&mut ada, Some(NEW));
}

#[test]
fn an_earlier_storage_without_a_key_moves_as_it_is() {
    let (_data, server) = server();
    let mut ada = Person::new(server.address, 1, None);
    ada.storage = StoragePlace::Outdated;
    ada.reload();
    assert_eq!(ada.storage, StoragePlace::Current);
    assert!(matches!(ada.view().gate, Gate::Welcome(_)), "the notice was read");
}

#[test]
fn rows_that_can_not_be_read_go_over_with_every_byte() {
    let (_data, server) = server();
    let mut ada = ada(&server);
    let draft = (Table::Sealed, b"draft/journal".to_vec());
    let damaged = {
        let value = ada.disk.0.get_mut(&draft).unwrap();
        *value.last_mut().unwrap() ^= 1;
        value.clone()
    };
    ada.reload();
    set_lock(&mut ada, NEW);
    assert_eq!(ada.disk.0[&draft], damaged);
    ada.does(Intent::CloseBanner("banner-unread-draft"));
    set_lock(&mut ada, OLD);
    give(&mut ada, NEW);
    assert!(ada.disk.0.iter().any(|((_, key), value)| key.starts_with(b"unread/") && *value == damaged));
}

#[test]
fn a_row_that_a_newer_version_wrote_goes_under_the_new_key_wherever_it_lies() {
    let (_data, server) = server();
    let mut ada = ada(&server);
    let (key, name) = (open_key(&ada.disk), b"chores".to_vec());
    let mut dice = Seed::from_env_or(7).dice();
    let newer = key.seal(dice.rng(), &name, b"nothing that this version knows");
    ada.disk.0.insert((Table::Sealed, name.clone()), newer);
    ada.reload();
    ada.does(Intent::CloseBanner("banner-unread-errands"));
    set_lock(&mut ada, NEW);
    let key = locked_key(&ada.disk, NEW).unwrap();
    let opened = |value: &Vec<u8>| key.open(&name, value).ok();
    assert!(ada.disk.0.values().filter_map(opened).any(|words| *words == *b"nothing that this version knows"));
}

#[test]
fn a_lock_that_is_set_before_the_first_key_never_leaves_a_key_open() {
    let (_data, server) = server();
    let mut ada = Person::new(server.address, 1, None);
    let first = |passphrase: &str, again: &str| {
        Intent::Start(StartIntent::SetLock { passphrase: passphrase.to_owned(), again: again.to_owned() })
    };
    ada.say(first(NEW, OLD));
    assert_eq!(ada.view().problem, Some(Message::plain("problem-passphrase-differs")));
    assert!(ada.disk.0.keys().all(|(_, key)| key != b"key"));
    ada.does(first(NEW, NEW));
    assert!(locked_key(&ada.disk, NEW).is_some());
    ada.say(first(OLD, OLD));
    assert_eq!(ada.view().problem, Some(Message::plain("problem-already-done")), "it is changed behind its passphrase");

    ada.reload();
    assert!(matches!(ada.view().gate, Gate::Locked(_)), "also while nothing has begun");
    ada.does(Intent::Start(StartIntent::Unlock { passphrase: NEW.to_owned() }));
    ada.does(Intent::Start(StartIntent::Begin { name: "Ada".to_owned() }));
    write(&mut ada, PAGE);
    ada.does(Intent::KeepDraft { field: "journal".to_owned(), text: "not ready".to_owned() });
    let all = opened(&ada.disk, &locked_key(&ada.disk, NEW).unwrap());
    assert!(all.0 > 3 && all.0 == all.1, "{all:?}");
    comes_back(&mut ada, Some(NEW));
}

#[test]
fn who_begins_while_the_first_lock_is_being_set_has_it_all_the_same() {
    let (_data, server) = server();
    let mut ada = Person::new(server.address, 1, None);
    ada.waits_with_slow_work = true;
    ada.does(Intent::Start(StartIntent::SetLock { passphrase: NEW.to_owned(), again: NEW.to_owned() }));
    ada.does(Intent::Start(StartIntent::Begin { name: "Ada".to_owned() }));
    let before = open_key(&ada.disk);
    ada.do_slow_work();
    assert_eq!(opened(&ada.disk, &before).0, 0);
    write(&mut ada, PAGE);
    ada.does(Intent::KeepDraft { field: "journal".to_owned(), text: "not ready".to_owned() });
    comes_back(&mut ada, Some(NEW));
}
