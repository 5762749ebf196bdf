//! What is one's own opens first: private pages, unlinking and a removal wait for no shared record, however long it is or
//! whatever somebody put into its mailbox. The real app on each device, the real relay.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use support::Server;
use support::paths::{another_device, linked, look_both, promise};
use support::person::Person;
use support::thief::{Thief, sealing};
use tempfile::TempDir;
use troth_app::view::{Bond, Gate};
use troth_app::{
    ActivityIntent, Detail, Effect, ExportFile, Input, Intent, LinkIntent, Place, PrivateIntent, PromiseIntent,
    SettingsIntent, StartIntent, Table, WantedForm,
};
use troth_wire::{SealedRecord, WireMessage as _};

/// Tens of thousands of entries that nobody can open.
const JUNK: u32 = 20_000;
/// Rows that the app asks for in one step.
const ROWS_A_STEP: u32 = 400;

fn server() -> (TempDir, Server) {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    (data, server)
}

/// Puts entries that nobody can open into what a device has stored of the shared mailbox.
fn flood(person: &mut Person) {
    let mailbox = Thief::of(person).keyring.shared.unwrap().mailbox();
    for number in 0..JUNK {
        let header = [number.to_be_bytes().as_slice(), &[7; 124]].concat();
        let record = SealedRecord::new(header, vec![7; 48], vec![7; 256]).unwrap();
        let position = 1_000_000 + u64::from(number);
        let value = [position.to_be_bytes().as_slice(), &20_000_u16.to_be_bytes(), &record.encode()].concat();
        let key = [mailbox.as_bytes().as_slice(), record.id().as_bytes()].concat();
        person.disk.0.insert((Table::Records, key), value);
    }
}

fn problem(person: &Person) -> Option<&'static str> {
    person.view().problem.map(|message| message.id)
}

fn write_page(person: &mut Person, text: &str) {
    person.does(Intent::Private(PrivateIntent::Write { text: text.to_owned() }));
}

fn newest_page(person: &Person) -> String {
    person.inside().private.pages[0].text.clone()
}

fn offer(person: &mut Person) {
    let form = promise(&person.inside().today);
    person.say(Intent::Promise(PromiseIntent::Offer(form)));
}

fn bonds(one: &Person, other: &Person) -> [Bond; 2] {
    [one.inside().bond, other.inside().bond]
}

#[test]
fn a_flood_in_the_shared_mailbox_delays_no_private_page_no_unlinking_and_no_export() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    write_page(&mut ada, "before the flood");
    flood(&mut ada);

    ada.reload_by_hand();
    assert_eq!(ada.inside().bond, Bond::Opening);
    assert_eq!(newest_page(&ada), "before the flood");
    write_page(&mut ada, "while it opens");
    ada.say(Intent::Show(Detail::Export));
    assert!(ada.inside().settings.export.partial, "the page says what would be missing");
    ada.does(Intent::Settings(SettingsIntent::Export(ExportFile::Lines)));
    assert!(ada.files[0].1.contains("while it opens"));
    ada.does(Intent::Settings(SettingsIntent::Unlink));
    assert_eq!(ada.opened_in, 0, "not one entry of the shared mailbox was read before that");
    assert_eq!(ada.inside().bond, Bond::Unlinked);

    ada.open_all();
    let steps = u32::try_from(ada.opened_in).unwrap();
    assert!(steps >= 2 * (JUNK / ROWS_A_STEP), "{steps} steps: the page is drawn between them");
    look_both(&mut ada, &mut ben, 3);
    assert_eq!(bonds(&ada, &ben), [Bond::Unlinked, Bond::Unlinked], "it was said once that was possible");
    ada.reload();
    assert_eq!(ada.inside().bond, Bond::Unlinked);
    assert!(!ada.view().banners.iter().any(|banner| banner.message.id == "banner-out"), "and not left without a word");
}

#[test]
fn who_unlinks_and_closes_the_page_while_the_record_opens_has_left_all_the_same() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    ada.reload_by_hand();
    ada.does(Intent::Settings(SettingsIntent::Unlink));
    ada.reload_by_hand();
    assert_eq!((ada.inside().bond, ada.opened_in), (Bond::Unlinked, 0));
    ada.open_all();
    look_both(&mut ada, &mut ben, 3);
    assert_eq!(bonds(&ada, &ben), [Bond::Unlinked, Bond::Unlinked]);
}

#[test]
fn a_device_is_removed_before_the_shared_record_is_open_and_reads_nothing_more() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = another_device(&server, &mut ada, 3);
    look_both(&mut ada, &mut tablet, 3);
    let before = sealing(&ada);
    flood(&mut ada);

    ada.reload_by_hand();
    let devices = ada.inside().settings.devices;
    let key = devices.into_iter().find(|device| device.name.label == "Device 3").unwrap().key;
    ada.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
    assert_eq!((ada.inside().settings.devices.len(), ada.opened_in), (1, 0));
    assert_ne!(sealing(&ada)[0], before[0], "the own stream is sealed anew at once");
    assert_eq!(sealing(&ada)[1], before[1]);

    ada.open_all();
    assert_ne!(sealing(&ada)[1], before[1], "the shared one as soon as it is open");
    look_both(&mut ada, &mut ben, 3);
    offer(&mut ben);
    look_both(&mut ben, &mut tablet, 3);
    look_both(&mut ben, &mut ada, 3);
    let offers = |person: &Person| person.inside().promises.theirs.len();
    assert_eq!((offers(&ada), offers(&tablet)), (1, 0));
}

#[test]
fn what_depends_on_the_shared_record_says_that_it_is_still_opening_and_loses_nothing() {
    let (_data, server) = server();
    let (mut ada, _ben) = linked(&server);
    ada.reload_by_hand();
    offer(&mut ada);
    assert_eq!(problem(&ada), Some("problem-opening"));
    for intent in [
        Intent::Link(LinkIntent::InvitePartner { line: String::new() }),
        Intent::Link(LinkIntent::InviteDevice),
        Intent::Settings(SettingsIntent::MakeRecovery),
        Intent::Settings(SettingsIntent::Rename { name: "Adele".to_owned() }),
        Intent::Settings(SettingsIntent::Rest { until: String::new() }),
    ] {
        ada.say(intent);
        assert_eq!(problem(&ada), Some("problem-opening"));
    }
    ada.open_all();
    assert_eq!(ada.inside().bond, Bond::Linked);
    offer(&mut ada);
    assert_eq!((problem(&ada), ada.inside().promises.mine.len()), (None, 1));
}

#[test]
fn behind_a_lock_too_what_is_ones_own_opens_first() {
    let (_data, server) = server();
    let (mut ada, _ben) = linked(&server);
    write_page(&mut ada, "behind the lock");
    flood(&mut ada);
    let passphrase = || "correct horse".to_owned();
    ada.does(Intent::Settings(SettingsIntent::SetLock { passphrase: passphrase(), again: passphrase() }));
    ada.reload_by_hand();
    ada.say(Intent::Start(StartIntent::Unlock { passphrase: passphrase() }));
    assert!(matches!(ada.view().gate, Gate::Locked(_)), "the own records are being read");
    assert!(ada.open_a_step());
    assert_eq!((ada.inside().bond, newest_page(&ada).as_str()), (Bond::Opening, "behind the lock"));
    ada.open_all();
    assert_eq!(ada.inside().bond, Bond::Linked);
}

#[test]
fn an_invitation_in_the_address_waits_until_it_shows_whether_there_is_room_for_another_link() {
    let (_data, server) = server();
    let (mut ada, _ben) = linked(&server);
    let mut eve = Person::new(server.address, 9, None);
    eve.does(Intent::Start(StartIntent::Begin { name: "Eve".to_owned() }));
    eve.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
    eve.look();
    let link = support::paths::link_of(&eve);
    ada.reload_by_hand();
    ada.say(Intent::Link(LinkIntent::Open { link }));
    assert_eq!((ada.inside().link, problem(&ada)), (None, None));
    ada.open_all();
    assert_eq!((ada.inside().link, problem(&ada)), (None, Some("problem-already-linked")));
}

#[test]
fn marks_that_wait_for_their_hour_are_kept_while_what_two_share_opens() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    ada.does(Intent::Activity(ActivityIntent::Deal(WantedForm::default())));
    look_both(&mut ada, &mut ben, 2);
    let hand = |person: &Person| person.inside().activities.hands.into_iter().next();
    let dealt = hand(&ben).unwrap();
    let mark = || Intent::Activity(ActivityIntent::Mark { hand: dealt.id, liked: vec![0, 1] });
    ben.does(mark());
    let marked = hand(&ben);
    assert_ne!(marked.as_ref(), Some(&dealt));
    ben.reload_by_hand();
    ben.say(mark());
    assert_eq!(problem(&ben), Some("problem-opening"));
    ben.open_all();
    assert_eq!(hand(&ben), marked);
}

/// The steps are asked of the shell one at a time, so that it can draw between them.
#[test]
fn one_step_at_a_time_is_asked_for() {
    let (_data, server) = server();
    let (mut ada, _ben) = linked(&server);
    ada.reload_by_hand();
    let asked = |effects: Vec<Effect>| {
        let steps = effects.into_iter().filter(|effect| matches!(effect, Effect::Read { .. } | Effect::GoOn));
        steps.count()
    };
    assert_eq!(
        asked(ada.app.handle(Input::Intent(Intent::Go(Place::Private)), ada.now)),
        0,
        "the first one is asked for"
    );
    ada.open_all();
    assert_eq!(asked(ada.app.handle(Input::Tick, ada.now)), 0);
}
