//! The export of own words: two partners with two devices each, an earlier record, and the content of the files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use std::collections::BTreeSet;

use support::Server;
use support::paths::{another_device, link_anew, linked, look_both, promise, trust_the_server};
use support::person::Person;
use tempfile::TempDir;
use troth_app::{
    CheckInIntent, ClosenessIntent, Detail, ExportFile, Input, Intent, Message, PlanForm, PrivateIntent, PromiseIntent,
    Repeat, SettingsIntent,
};

fn write_page(person: &mut Person, words: &str) {
    person.does(Intent::Private(PrivateIntent::Write { text: words.to_owned() }));
}

fn thank(person: &mut Person, words: &str) {
    person.does(Intent::Closeness(ClosenessIntent::Appreciate { words: words.to_owned() }));
}

fn offer(person: &mut Person, deed: &str) {
    let offer =
        PromiseIntent::Offer(troth_app::PromiseForm { deed: deed.to_owned(), ..promise(&person.inside().today) });
    person.does(Intent::Promise(offer));
}

fn answer(person: &mut Person, words: &str) {
    let round = person.inside().check_ins.current[0].key.clone();
    let answers = vec![words.to_owned(), String::new(), String::new()];
    person.does(Intent::CheckIn(CheckInIntent::Answer { round, answers }));
}

fn look_all(people: &mut [&mut Person], times: usize) {
    for _ in 0..times {
        people.iter_mut().for_each(|person| person.look());
    }
}

/// Exports both files: the page and the lines.
fn export(person: &mut Person) -> [String; 2] {
    [ExportFile::Page, ExportFile::Lines].map(|file| {
        person.does(Intent::Settings(SettingsIntent::Export(file)));
        let (name, text) = person.files.pop().unwrap();
        let done = Message::plain("done-file").text("file", name);
        assert_eq!(person.view().done, Some(done));
        text
    })
}

#[test]
fn care_22_an_export_holds_exactly_ones_own_entries_of_all_devices_and_records() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = another_device(&server, &mut ada, 3);
    let mut laptop = another_device(&server, &mut ben, 4);
    for (person, name) in
        [(&mut ada, "AdaPhone"), (&mut tablet, "AdaTablet"), (&mut ben, "BenPhone"), (&mut laptop, "BenLaptop")]
    {
        write_page(person, &format!("{name}Page"));
        thank(person, &format!("{name}Thanks"));
        offer(person, &format!("{name}Deed"));
    }
    look_all(&mut [&mut ada, &mut tablet, &mut ben, &mut laptop], 4);
    // Answers a promise of the partner: only the fact of the answer belongs to the one who answered.
    for person in [&mut ada, &mut ben] {
        let theirs = person.inside().promises.theirs;
        theirs.iter().for_each(|one| person.does(Intent::Promise(PromiseIntent::Accept(one.id))));
    }
    ada.does(Intent::CheckIn(CheckInIntent::StartNow));
    answer(&mut ada, "AdaPhoneAnswer");
    look_all(&mut [&mut ada, &mut ben], 3);
    answer(&mut ben, "BenPhoneAnswer");
    look_all(&mut [&mut ada, &mut tablet, &mut ben, &mut laptop], 4);
    assert_eq!(ada.inside().check_ins.opened[0].theirs.as_ref().unwrap().lines[0], "BenPhoneAnswer");

    ben.does(Intent::Settings(SettingsIntent::Unlink));
    look_all(&mut [&mut ben, &mut laptop, &mut ada, &mut tablet], 3);
    for device in [&mut ada, &mut tablet, &mut ben, &mut laptop] {
        trust_the_server(device);
    }
    link_anew(&mut ada, &mut ben);
    thank(&mut ada, "AdaPhoneAnew");
    thank(&mut ben, "BenPhoneAnew");
    look_all(&mut [&mut ada, &mut ben, &mut tablet, &mut laptop], 6);

    for (mut devices, mine, other) in [([ada, tablet], "Ada", "Ben"), ([ben, laptop], "Ben", "Ada")] {
        let expected: BTreeSet<String> = match mine {
            "Ada" => [
                "PhonePage",
                "PhoneThanks",
                "PhoneDeed",
                "PhoneAnswer",
                "PhoneAnew",
                "TabletPage",
                "TabletThanks",
                "TabletDeed",
            ],
            _ => [
                "PhonePage",
                "PhoneThanks",
                "PhoneDeed",
                "PhoneAnswer",
                "PhoneAnew",
                "LaptopPage",
                "LaptopThanks",
                "LaptopDeed",
            ],
        }
        .map(|what| format!("{mine}{what}"))
        .into();
        let [one, two] = devices.each_mut().map(export);
        assert_eq!(one[1], two[1], "both devices hold the same");
        for [page, lines] in [&one, &two] {
            for text in [page, lines] {
                let found = expected.iter().filter(|words| text.contains(*words)).cloned().collect::<BTreeSet<_>>();
                assert_eq!(found, expected, "{text}");
                assert!(!text.contains(other), "nothing of the other, not even the name: {text}");
            }
            let streams: BTreeSet<&str> = lines
                .lines()
                .map(|line| line.split("\"stream\":\"").nth(1).unwrap().split('"').next().unwrap())
                .collect();
            assert_eq!(streams, BTreeSet::from(["own", "shared", "earlier-1"]));
            for line in lines.lines() {
                assert!(
                    ["secret", "cell", "\"device", "partner", "keys", "seals"].iter().all(|it| !line.contains(it)),
                    "{line}"
                );
            }
        }
    }
}

#[test]
fn care_13_an_export_writes_nothing_asks_nothing_and_works_offline() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    write_page(&mut ada, "mine");
    look_both(&mut ada, &mut ben, 3);
    ada.set_online(false);
    ada.does(Intent::Show(Detail::Export));
    let (disk, record) = (ada.disk.0.clone(), ben.inside().settings.fingerprint);
    let [page, lines] = export(&mut ada);
    assert!(page.contains("mine") && lines.contains("mine"));
    assert_eq!(ada.disk.0, disk, "nothing is written");
    ada.set_online(true);
    look_both(&mut ada, &mut ben, 3);
    assert_eq!(ben.inside().settings.fingerprint, record, "and nothing reaches the other");
}

#[test]
fn what_was_erased_or_worded_anew_does_not_come_back() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let mut ada = support::paths::begin(&server, 1, "Ada");
    for words in ["taken out", "worded clumsily", "stays"] {
        write_page(&mut ada, words);
    }
    let page =
        |ada: &Person, words: &str| ada.inside().private.pages.iter().find(|page| page.text == words).unwrap().id;
    let (gone, edited) = (page(&ada, "taken out"), page(&ada, "worded clumsily"));
    ada.does(Intent::Private(PrivateIntent::Edit { page: edited, text: "worded anew".to_owned() }));
    let edited_and_gone = page(&ada, "worded anew");
    ada.does(Intent::Private(PrivateIntent::Erase(gone)));
    assert_eq!(edited, edited_and_gone);
    for text in export(&mut ada) {
        assert!(text.contains("worded anew") && text.contains("stays"), "{text}");
        for words in ["taken out", "clumsily", "erased"] {
            assert!(!text.contains(words), "{words}: {text}");
        }
    }
    ada.does(Intent::Private(PrivateIntent::Erase(edited)));
    assert!(export(&mut ada).iter().all(|text| !text.contains("worded")));
}

#[test]
fn a_browser_that_takes_no_file_is_told_in_words() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let mut ada = support::paths::begin(&server, 1, "Ada");
    ada.give(Input::HandedOver(None));
    assert_eq!(ada.view().problem, Some(Message::plain("problem-file")));
}

/// Returns the calendar file of a promise.
fn dates(person: &mut Person, id: troth_app::EntryId) -> String {
    person.does(Intent::Calendar(id));
    person.files.pop().unwrap().1
}

#[test]
fn dates_of_a_plan_and_of_an_own_promise_say_when_and_nothing_of_what() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    let plan = PlanForm { repeat: Repeat::Weekdays(vec![6]), time: "19:30".to_owned() };
    ada.does(Intent::CheckIn(CheckInIntent::Propose(plan)));
    offer(&mut ben, "call the clinic");
    look_both(&mut ada, &mut ben, 3);
    let proposed = ben.inside().check_ins.proposal.unwrap().0.id;
    ben.say(Intent::Calendar(proposed));
    assert_eq!(ben.view().problem, Some(Message::plain("problem-nothing-there")), "not before both agreed");
    ben.does(Intent::CheckIn(CheckInIntent::AgreePlan(proposed)));
    let theirs = ada.inside().promises.theirs[0].id;
    ada.does(Intent::Promise(PromiseIntent::Accept(theirs)));
    look_both(&mut ben, &mut ada, 3);

    let (one, other) = (dates(&mut ada, proposed), dates(&mut ben, proposed));
    let uid = |text: &str| text.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned();
    assert_ne!(uid(&one), uid(&other), "the ids tell nobody that two calendars belong together");
    for text in [&one, &other] {
        assert!(text.contains("RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=SU\r\n") && text.contains("T193000\r\n"), "{text}");
        assert!(text.contains("SUMMARY:dates-check-in\r\n"), "{text}");
    }
    let own = dates(&mut ben, theirs);
    assert!(own.contains("DTSTART;VALUE=DATE:") && own.contains("SUMMARY:dates-promise\r\n"), "{own}");
    for text in [one, other, own] {
        for words in ["clinic", "come home", "Ada", "Ben", "Troth", "troth", "DESCRIPTION", "LOCATION", "ORGANIZER"] {
            assert!(!text.contains(words), "{words}: {text}");
        }
    }
    ada.say(Intent::Calendar(theirs));
    assert_eq!(ada.view().problem, Some(Message::plain("problem-nothing-there")), "it is for its maker");
}
