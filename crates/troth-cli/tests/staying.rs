//! Where the person was: a reload comes back to it, and nothing else does. The real app, the real relay.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use support::Server;
use support::paths::begin;
use support::person::Person;
use tempfile::TempDir;
use troth_app::view::Gate;
use troth_app::{Detail, Intent, Place, SettingsIntent, StartIntent, Table};

const MINUTE_MS: i64 = 60_000;

fn started() -> (TempDir, Server, Person) {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let ada = begin(&server, 1, "Ada");
    (data, server, ada)
}

fn here(person: &Person) -> (Place, Option<Detail>) {
    let inside = person.inside();
    (inside.place, inside.detail)
}

fn keeps(person: &Person) -> bool {
    person.disk.0.contains_key(&(Table::Sealed, b"place".to_vec()))
}

#[test]
fn a_reload_comes_back_to_where_the_person_was_and_a_start_anew_does_not() {
    let (_data, _server, mut ada) = started();
    ada.load_again();
    assert_eq!(here(&ada), (Place::Today, None));
    ada.does(Intent::Show(Detail::NewPage));
    ada.load_again();
    assert_eq!(here(&ada), (Place::Private, Some(Detail::NewPage)));
    ada.does(Intent::Back);
    ada.load_again();
    assert_eq!(here(&ada), (Place::Private, None));
    ada.reload();
    assert_eq!(here(&ada), (Place::Today, None), "opened anew, it shows nobody what was open");
    ada.does(Intent::Show(Detail::Devices));
    ada.now.unix_ms += 119 * MINUTE_MS;
    ada.load_again();
    assert_eq!(here(&ada), (Place::Settings, Some(Detail::Devices)));
    ada.now.unix_ms += 2 * MINUTE_MS;
    ada.load_again();
    assert_eq!(here(&ada), (Place::Today, None), "two hours later it is no reload");
}

#[test]
fn nobody_is_led_back_to_advice_before_leaving_nor_after_hiding() {
    let (_data, _server, mut ada) = started();
    for detail in [Detail::Unlink, Detail::Wipe, Detail::About, Detail::Export, Detail::Recovery] {
        ada.does(Intent::Show(detail));
        ada.load_again();
        assert_eq!(here(&ada), (Place::Settings, None));
    }
    ada.does(Intent::Show(Detail::Rating));
    assert!(keeps(&ada));
    ada.say(Intent::Start(StartIntent::Hide));
    assert!(!keeps(&ada));
    ada.load_again();
    assert_eq!(here(&ada), (Place::Today, None));
}

#[test]
fn behind_a_lock_it_opens_on_today_and_keeps_no_place() {
    let (_data, _server, mut ada) = started();
    ada.does(Intent::Show(Detail::NewPage));
    let passphrase = || "correct horse".to_owned();
    ada.does(Intent::Settings(SettingsIntent::SetLock { passphrase: passphrase(), again: passphrase() }));
    ada.does(Intent::Show(Detail::Rating));
    assert!(!keeps(&ada));
    ada.load_again();
    assert!(matches!(ada.view().gate, Gate::Locked(_)));
    ada.say(Intent::Start(StartIntent::Unlock { passphrase: passphrase() }));
    assert_eq!(here(&ada), (Place::Today, None));
}

#[test]
fn a_lock_that_was_set_before_the_first_start_says_that_nothing_is_behind_it() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let mut ada = Person::new(server.address, 1, None);
    let passphrase = || "correct horse".to_owned();
    ada.does(Intent::Start(StartIntent::SetLock { passphrase: passphrase(), again: passphrase() }));
    ada.reload();
    let Gate::Locked(locked) = ada.view().gate else { panic!("it is locked") };
    assert!(locked.is_empty);
    ada.does(Intent::Settings(SettingsIntent::Wipe));
    assert!(ada.wiped);

    let mut ben = begin(&server, 2, "Ben");
    ben.does(Intent::Settings(SettingsIntent::SetLock { passphrase: passphrase(), again: passphrase() }));
    ben.reload();
    let Gate::Locked(locked) = ben.view().gate else { panic!("it is locked") };
    assert!(!locked.is_empty, "here is something");
}
