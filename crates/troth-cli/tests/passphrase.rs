//! With an app lock, the passphrase is asked again before the record goes to another device.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use support::Server;
use support::paths::{another_device, begin, link_anew, link_of, linked, look_both, trust_the_server};
use support::person::Person;
use tempfile::TempDir;
use troth_app::view::{Bond, DIALOGUE_FORMS, Gate, RecoveryView};
use troth_app::{
    Detail, DialogueIntent, ExportFile, GuideIntent, Input, Intent, LinkIntent, Message, SettingsIntent, StartIntent,
    WhoFirst,
};

const PASSPHRASE: &str = "three small words";

fn server() -> (TempDir, Server) {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    (data, server)
}

fn set_lock(person: &mut Person, passphrase: &str) {
    let set = SettingsIntent::SetLock { passphrase: passphrase.to_owned(), again: passphrase.to_owned() };
    person.does(Intent::Settings(set));
}

fn give(person: &mut Person, passphrase: &str) {
    person.say(Intent::Settings(SettingsIntent::GivePassphrase { passphrase: passphrase.to_owned() }));
}

/// The act that the passphrase is asked for.
fn asked(person: &Person) -> Option<&'static str> {
    person.inside().passphrase.map(|asked| asked.what.id)
}

/// Checks that an intent waits for the passphrase: a wrong one loses nothing, going back drops it, the right one does
/// it.
fn check(person: &mut Person, intent: &Intent, what: &'static str, happened: impl Fn(&Person) -> bool) {
    person.does(intent.clone());
    assert_eq!((asked(person), happened(person)), (Some(what), false));
    give(person, "three SMALL words");
    assert_eq!(person.view().problem, Some(Message::plain("problem-passphrase-wrong")));
    assert_eq!((asked(person), happened(person)), (Some(what), false));
    let where_it_was = person.inside().detail;
    person.does(Intent::Back);
    assert_eq!((asked(person), happened(person), person.inside().detail), (None, false, where_it_was));
    give(person, PASSPHRASE);
    assert!(!happened(person), "what was let go of doesn't come back");
    person.does(intent.clone());
    give(person, PASSPHRASE);
    assert_eq!(person.view().problem, None);
    assert_eq!((asked(person), happened(person)), (None, true), "{intent:?}");
}

fn is_showing(person: &Person) -> bool {
    matches!(person.inside().settings.recovery, RecoveryView::Showing { .. })
}

#[test]
fn with_a_lock_what_opens_the_record_elsewhere_asks_for_the_passphrase_right_before() {
    let (_data, server) = server();
    let mut ada = begin(&server, 1, "Ada");
    let _tablet = another_device(&server, &mut ada, 3);
    set_lock(&mut ada, PASSPHRASE);
    assert_eq!(asked(&ada), None, "setting the first lock asks for none");

    let invite = Intent::Link(LinkIntent::InviteDevice);
    check(&mut ada, &invite, "passphrase-device", |ada| ada.inside().link.is_some());
    link_of(&ada);
    ada.does(Intent::Back);
    let show = Intent::Show(Detail::AddDevice);
    check(&mut ada, &show, "passphrase-device", |ada| ada.inside().detail == Some(Detail::AddDevice));
    ada.does(Intent::Link(LinkIntent::Withdraw));

    ada.does(Intent::Show(Detail::Recovery));
    check(&mut ada, &Intent::Settings(SettingsIntent::MakeRecovery), "passphrase-code", is_showing);
    ada.does(Intent::Back);
    let show = Intent::Show(Detail::Recovery);
    check(&mut ada, &show, "passphrase-code", |ada| ada.inside().detail == Some(Detail::Recovery));

    let key = ada.inside().settings.devices.iter().find(|device| !device.name.this).unwrap().key.clone();
    let remove = Intent::Settings(SettingsIntent::RemoveDevice { key });
    check(&mut ada, &remove, "passphrase-remove", |ada| ada.inside().settings.devices.len() == 1);
}

#[test]
fn a_passphrase_has_at_least_eight_characters() {
    let (_data, server) = server();
    let mut ada = begin(&server, 1, "Ada");
    for (passphrase, holds) in [("sieben7", false), ("siebén7", false), ("achtung8", true)] {
        let set = SettingsIntent::SetLock { passphrase: passphrase.to_owned(), again: passphrase.to_owned() };
        ada.say(Intent::Settings(set));
        let told = (!holds).then(|| Message::plain("problem-passphrase-short").number("limit", 8));
        assert_eq!((ada.view().problem, ada.inside().settings.lock.set), (told, holds), "{passphrase}");
    }
}

#[test]
fn the_lock_itself_is_not_changed_or_taken_off_without_its_passphrase() {
    let (_data, server) = server();
    let mut ada = begin(&server, 1, "Ada");
    set_lock(&mut ada, "four rather small words");
    let other = PASSPHRASE.to_owned();
    ada.does(Intent::Settings(SettingsIntent::SetLock { passphrase: other.clone(), again: other }));
    assert_eq!(asked(&ada), Some("passphrase-lock"));
    give(&mut ada, PASSPHRASE);
    assert_eq!(asked(&ada), Some("passphrase-lock"), "the new one opens nothing yet");
    give(&mut ada, "four rather small words");
    check(&mut ada, &Intent::Settings(SettingsIntent::RemoveLock), "passphrase-lock", |ada| {
        !ada.inside().settings.lock.set
    });
    ada.does(Intent::Link(LinkIntent::InviteDevice));
    assert_eq!(asked(&ada), None, "without a lock nothing is asked");
    link_of(&ada);
}

#[test]
fn care_18_leaving_and_deleting_ask_for_no_passphrase_and_linking_anew_does() {
    let (_data, server) = server();
    let mut ada = begin(&server, 1, "Ada");
    set_lock(&mut ada, PASSPHRASE);
    let mut ben = support::paths::link_from(&server, &mut ada);
    assert_eq!(ada.inside().bond, Bond::Linked, "the first link asks for none");
    ada.does(Intent::Settings(SettingsIntent::MakeRecovery));
    assert!(asked(&ada).is_some());
    ada.does(Intent::Settings(SettingsIntent::Unlink));
    assert_eq!((asked(&ada), ada.inside().bond), (None, Bond::Unlinked), "even while something waits for it");
    look_both(&mut ada, &mut ben, 3);

    trust_the_server(&mut ada);
    let invite = Intent::Link(LinkIntent::InvitePartner { line: String::new() });
    check(&mut ada, &invite, "passphrase-link", |ada| ada.inside().link.is_some());
    ada.does(Intent::Link(LinkIntent::Withdraw));
    ada.does(Intent::Settings(SettingsIntent::Wipe));
    assert!(ada.wiped);
}

#[test]
fn without_a_lock_linking_anew_goes_as_before() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    ada.does(Intent::Settings(SettingsIntent::Unlink));
    look_both(&mut ada, &mut ben, 3);
    link_anew(&mut ada, &mut ben);
}

#[test]
fn an_open_app_that_nobody_touches_closes_its_lock_and_what_is_done_then_is_not_done() {
    const MINUTE_MS: i64 = 60_000;
    let (_data, server) = server();
    let mut ada = begin(&server, 1, "Ada");
    let is_open = |ada: &Person| matches!(ada.view().gate, Gate::Open(_));
    let later = |ada: &mut Person, minutes: i64, input: Input| {
        ada.now.unix_ms += minutes * MINUTE_MS;
        ada.give(input);
    };
    later(&mut ada, 60, Input::Tick);
    assert!(is_open(&ada), "without a lock nothing closes");
    set_lock(&mut ada, PASSPHRASE);
    later(&mut ada, 9, Input::Touched);
    later(&mut ada, 9, Input::Intent(Intent::Show(Detail::Lock)));
    later(&mut ada, 9, Input::Tick);
    assert!(is_open(&ada), "a touch and an intent keep it open, and a tick does nothing");
    later(&mut ada, -30, Input::Tick);
    later(&mut ada, 9, Input::Tick);
    assert!(is_open(&ada));
    later(&mut ada, 1, Input::Tick);
    assert!(!is_open(&ada), "a clock that was set back keeps it open for no longer");

    ada.does(Intent::Start(StartIntent::Unlock { passphrase: PASSPHRASE.to_owned() }));
    assert!(is_open(&ada));
    later(&mut ada, 10, Input::Intent(Intent::Settings(SettingsIntent::Wipe)));
    assert!(!is_open(&ada) && !ada.wiped, "after ten minutes another person may hold the device");
}

#[test]
fn a_talk_side_by_side_lies_between_two_people_for_longer_before_the_lock_closes() {
    const MINUTE_MS: i64 = 60_000;
    let (_data, server) = server();
    let (mut ada, _ben) = linked(&server);
    set_lock(&mut ada, PASSPHRASE);
    let begin = GuideIntent::Begin { form: DIALOGUE_FORMS[0].to_owned(), first: WhoFirst::Me };
    ada.does(Intent::Dialogue(DialogueIntent::SideBySide(begin)));
    let is_open_after = |ada: &mut Person, minutes: i64| {
        ada.now.unix_ms += minutes * MINUTE_MS;
        ada.give(Input::Tick);
        matches!(ada.view().gate, Gate::Open(_))
    };
    assert!(is_open_after(&mut ada, 59));
    assert!(!is_open_after(&mut ada, 1));
}

#[test]
fn with_a_lock_an_export_asks_for_the_passphrase_and_closes_with_whatever_else_is_done() {
    let (_data, server) = server();
    let mut ada = begin(&server, 1, "Ada");
    assert!(ada.inside().settings.export.open, "without a lock nothing is asked");
    set_lock(&mut ada, PASSPHRASE);
    ada.does(Intent::Show(Detail::Export));
    let open = Intent::Settings(SettingsIntent::OpenExport);
    check(&mut ada, &open, "passphrase-export", |ada| ada.inside().settings.export.open);
    let take = |file| Intent::Settings(SettingsIntent::Export(file));
    for file in [ExportFile::Page, ExportFile::Lines] {
        ada.does(take(file));
        assert_eq!(asked(&ada), None, "both files for one passphrase");
    }
    assert_eq!(ada.files.len(), 2);
    ada.does(Intent::Back);
    ada.does(Intent::Show(Detail::Export));
    assert!(!ada.inside().settings.export.open);
    check(&mut ada, &take(ExportFile::Page), "passphrase-export", |ada| ada.files.len() == 3);
}
