//! Coming back by the recovery code, again and again: the real app on each device, the real relay.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use support::Server;
use support::paths::{begin, linked, look_both};
use support::person::Person;
use tempfile::TempDir;
use troth_app::view::{DEVICES_MAX, DeviceView, Gate, RecoveryView};
use troth_app::{Intent, PrivateIntent, SettingsIntent, StartIntent};

/// How people write nine words down, and type them in.
fn spelt(words: &[String], number: usize) -> String {
    match number % 5 {
        0 => words.join(" "),
        1 => words.join("-").to_uppercase(),
        2 => words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", "),
        3 => words.iter().zip(1..).map(|(word, at)| format!("{at}. {word}\r\n")).collect(),
        _ => format!("'{}' – \n{}", words[..4].join("; "), words[4..].join("\t— ")),
    }
}

fn begin_to_return(server: &Server, seed: u8, words: String) -> Person {
    let mut found = Person::new(server.address, seed, None);
    found.say(Intent::Start(StartIntent::Recover { words }));
    look(&mut found);
    found
}

fn look(person: &mut Person) {
    for _ in 0..8 {
        person.look();
    }
}

/// The devices that stand in the way, if there are any.
fn in_the_way(person: &Person) -> Option<Vec<DeviceView>> {
    match person.view().gate {
        Gate::Returning(returning) => Some(returning.devices),
        _ => None,
    }
}

fn make_room(person: &mut Person, devices: &[DeviceView]) {
    let without = devices.iter().map(|device| device.key.clone()).collect();
    person.does(Intent::Start(StartIntent::MakeRoom { without }));
    look(person);
}

/// What a code sends to the relay: the entries that tell of it, its kit, and the private mailbox's side that takes its
/// device in. Two more where the keys change on the way.
const SENT_FOR_A_CODE: usize = 6;

#[test]
fn a_code_made_alone_is_sent_once_and_then_the_device_is_quiet() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let mut ada = begin(&server, 1, "Ada");
    look(&mut ada);
    ada.asked.take();
    ada.does(Intent::Settings(SettingsIntent::MakeRecovery));
    let RecoveryView::Showing { words } = ada.inside().settings.recovery else { panic!("no code") };
    ada.does(Intent::Settings(SettingsIntent::ConfirmRecovery { words: spelt(&words, 0) }));
    look(&mut ada);
    let asked: Vec<_> = ada.asked.take().into_iter().map(|asked| asked.method).collect();
    let sent = asked.iter().filter(|method| **method != "GET").count();
    assert!(sent <= SENT_FOR_A_CODE, "{asked:?}");
    assert_ne!(sent, 0);
}

#[test]
fn twelve_returns_in_a_row_come_back_and_old_devices_go_in_the_same_step() {
    let data = TempDir::new().unwrap();
    let mut server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    ada.does(Intent::Private(PrivateIntent::Write { text: "from before".to_owned() }));
    ada.does(Intent::Settings(SettingsIntent::MakeRecovery));
    let RecoveryView::Showing { words } = ada.inside().settings.recovery else { panic!("no code") };
    ada.does(Intent::Settings(SettingsIntent::ConfirmRecovery { words: spelt(&words, 3) }));
    look_both(&mut ada, &mut ben, 3);

    let mut asked = Vec::new();
    for number in 0..12_u8 {
        // Twelve losses take years, and the relay would make one device wait that enrols so often within a minute. It
        // counts that in memory.
        drop(server);
        server = Server::start(data.path(), &[]);
        let mut found = begin_to_return(&server, 11 + number, spelt(&words, usize::from(number)));
        if let Some(devices) = in_the_way(&found) {
            asked.push(number + 1);
            assert_eq!(devices.len(), DEVICES_MAX - 1, "the paper that acts is not offered");
            assert!(devices.iter().all(|device| !device.name.paper));
            let first = devices.iter().find(|device| device.name.label == "Device 1");
            assert!(first.is_none_or(|first| first.last.is_some()), "it wrote");
            found.say(Intent::Start(StartIntent::MakeRoom { without: Vec::new() }));
            assert_eq!(found.view().problem.map(|message| message.id), Some("problem-choose-device"));
            // It waits where it stands over a reload.
            found.reload();
            look(&mut found);
            let gate = format!("{:?}", found.view().gate);
            let mut devices = in_the_way(&found).unwrap_or_else(|| panic!("it still waits: {gate}"));
            devices.sort_by_key(|device| device.name.label != "Device 1");
            make_room(&mut found, &devices[..1]);
        }
        assert_eq!(found.inside().private.pages[0].text, "from before", "return {}", number + 1);
        let devices = found.inside().settings.devices;
        assert!(devices.iter().any(|device| device.name.this && !device.name.paper));
        assert!(devices.len() <= DEVICES_MAX);
    }
    assert_eq!(asked, [7, 8, 9, 10, 11, 12], "from the seventh return on there is no room");
}
