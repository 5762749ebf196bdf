//! Linking again after unlinking: the real apps of everyone, and the real relay between.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use support::Server;
use support::paths::{begin, link_anew, link_of, linked, look_both, promise, second_device, trust_the_server};
use support::person::Person;
use tempfile::TempDir;
use troth_app::view::{Bond, LinkStage, OpenView};
use troth_app::{
    Detail, ImpactForm, ImpactIntent, Intent, LinkIntent, Message, PaceIntent, Place, PrivateIntent, PromiseForm,
    PromiseIntent, SettingsIntent, Table,
};

fn unlink(person: &mut Person) {
    person.does(Intent::Settings(SettingsIntent::Unlink));
}

fn offer(person: &mut Person) {
    person.does(Intent::Promise(PromiseIntent::Offer(promise(&person.inside().today))));
}

fn note_impact(person: &mut Person) {
    let area = (Some(7), "I lie awake".to_owned());
    let areas = [area, Default::default(), Default::default(), Default::default()];
    person.does(Intent::Impact(ImpactIntent::Note(ImpactForm { areas, feelings: Vec::new() })));
}

/// Opens the only earlier record, and returns its view.
fn read_earlier(person: &mut Person) -> OpenView {
    let earlier = person.inside().settings.earlier;
    assert_eq!(earlier.len(), 1, "{earlier:?}");
    person.does(Intent::Settings(SettingsIntent::ReadEarlier { key: earlier[0].key.clone() }));
    person.inside()
}

fn banners(person: &Person) -> Vec<Message> {
    person.view().banners.into_iter().map(|banner| banner.message).collect()
}

#[test]
fn the_same_two_link_anew_with_other_words_and_an_empty_record() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    offer(&mut ben);
    look_both(&mut ben, &mut ada, 2);
    let before = ada.inside().settings.fingerprint;
    unlink(&mut ada);
    look_both(&mut ada, &mut ben, 3);

    let first_words = link_anew(&mut ada, &mut ben);
    for person in [&mut ada, &mut ben] {
        let now = person.inside();
        assert!(now.promises.mine.is_empty() && now.promises.theirs.is_empty(), "no promise goes along");
        assert_ne!(now.settings.fingerprint, before, "another record");
        assert_eq!(banners(person), [], "nothing is said of the earlier one");
    }
    assert_eq!(ada.inside().settings.fingerprint, ben.inside().settings.fingerprint);

    offer(&mut ada);
    look_both(&mut ada, &mut ben, 2);
    assert_eq!(ben.inside().promises.theirs.len(), 1);

    for person in [&mut ada, &mut ben] {
        person.reload();
        let earlier = read_earlier(person);
        assert_eq!((earlier.bond, earlier.place), (Bond::Unlinked, Place::Story));
        assert_eq!(earlier.promises.mine.len() + earlier.promises.theirs.len(), 1, "the earlier one, and only that");
        person.say(Intent::Promise(PromiseIntent::Offer(promise(&earlier.today))));
        assert_eq!(person.view().problem, Some(Message::plain("problem-earlier")));
        person.does(Intent::Go(Place::Today));
        assert_eq!(person.inside().bond, Bond::Linked);
    }
    assert_eq!(ada.inside().promises.mine.len(), 1, "nothing pressed there ended up here");

    unlink(&mut ben);
    look_both(&mut ben, &mut ada, 3);
    assert_eq!(ada.inside().bond, Bond::Unlinked, "the second link ends like the first");
    assert_ne!(link_anew(&mut ben, &mut ada), first_words);
    assert_eq!(ada.inside().settings.earlier.len(), 2);
}

#[test]
fn care_18_nothing_of_the_earlier_record_reaches_the_next_partner_and_nothing_new_the_earlier_one() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    offer(&mut ben);
    note_impact(&mut ada);
    ada.does(Intent::Pace(PaceIntent::Set(["feels-all-right", "", "", "", "", "feels-not-now"].map(str::to_owned))));
    for (field, words) in [
        ("promise-new-cue", "for Ben"),
        ("promise-new-repeat", "=daily"),
        ("page-new", "for me"),
        ("rating-trust", "=7"),
    ] {
        ada.does(Intent::KeepDraft { field: field.to_owned(), text: words.to_owned() });
    }
    look_both(&mut ben, &mut ada, 2);
    unlink(&mut ada);
    look_both(&mut ada, &mut ben, 3);
    let at_the_end = (ben.inside(), ben.disk.0.len());

    let mut cleo = begin(&server, 7, "Cleo");
    link_anew(&mut ada, &mut cleo);
    assert_eq!(ada.inside().partner.as_deref(), Some("Cleo"));
    assert_eq!(ada.inside().drafts.into_values().collect::<Vec<_>>(), ["for me", "=7"]);
    for (share, shown) in [
        (Intent::Impact(ImpactIntent::Share(0)), ada.inside().impact.of_an_earlier_link),
        (Intent::Pace(PaceIntent::Share(0)), ada.inside().pace.of_an_earlier_link),
    ] {
        assert!(shown);
        ada.say(share);
        assert_eq!(ada.view().problem, Some(Message::plain("problem-of-an-earlier-link")));
    }
    note_impact(&mut ada);
    ada.does(Intent::Impact(ImpactIntent::Share(0)));
    ada.does(Intent::Private(PrivateIntent::Write { text: "written since".to_owned() }));
    offer(&mut ada);
    look_both(&mut ada, &mut cleo, 3);
    look_both(&mut ada, &mut ben, 3);
    assert_eq!((cleo.inside().impact.theirs.len(), cleo.inside().promises.theirs.len()), (1, 1));
    assert_eq!(cleo.inside().promises.mine.len(), 0);
    assert!(cleo.inside().settings.earlier.is_empty());

    let OpenView { today, time, .. } = ben.inside();
    assert_eq!(ben.inside(), OpenView { today, time, ..at_the_end.0 }, "the earlier partner sees what they saw");
    assert_eq!(ben.disk.0.len(), at_the_end.1, "and nothing arrived on their device");
}

#[test]
fn all_devices_go_along_and_a_later_one_reads_the_earlier_record_too() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = second_device(&server, &mut ada);
    offer(&mut ben);
    look_both(&mut ben, &mut tablet, 2);
    // The tablet is offline while Ada leaves and links again. What it writes for Ben meanwhile still goes to Ben.
    tablet.set_online(false);
    offer(&mut tablet);
    ada.look();
    unlink(&mut ada);
    look_both(&mut ada, &mut ben, 2);
    let mut cleo = begin(&server, 7, "Cleo");
    link_anew(&mut ada, &mut cleo);
    assert_eq!(tablet.inside().partner.as_deref(), Some("Ben"), "it can't know yet");
    tablet.set_online(true);
    for _ in 0..4 {
        tablet.look();
        trust_the_server(&mut tablet);
        look_both(&mut ada, &mut cleo, 1);
        ben.look();
    }
    assert_eq!((tablet.inside().bond, tablet.inside().partner.as_deref()), (Bond::Linked, Some("Cleo")));
    assert_eq!(ben.inside().promises.theirs.len(), 0, "a device that knows of the end reads nothing more");
    assert!(cleo.inside().promises.theirs.is_empty());
    offer(&mut cleo);
    for _ in 0..3 {
        look_both(&mut cleo, &mut tablet, 1);
    }
    assert_eq!(tablet.inside().promises.theirs.len(), 1);
    tablet.reload();
    assert_eq!(tablet.inside().partner.as_deref(), Some("Cleo"));
    assert_eq!(read_earlier(&mut tablet).promises.theirs.len(), 1);

    let mut third = support::paths::another_device(&server, &mut ada, 5);
    for _ in 0..4 {
        look_both(&mut third, &mut ada, 1);
    }
    assert_eq!(third.inside().partner.as_deref(), Some("Cleo"));
    let earlier = read_earlier(&mut third);
    assert_eq!((earlier.promises.theirs.len(), earlier.promises.mine.len()), (1, 1));
}

/// Returns the remarks beside these words in the open story.
fn remarks_on(open: &OpenView, words: &str) -> Vec<&'static str> {
    let line =
        open.story.lines.iter().find(|line| line.words == words).unwrap_or_else(|| panic!("no line with {words}"));
    line.remarks.iter().map(|remark| remark.id).collect()
}

#[test]
fn what_was_written_after_the_end_says_so_where_it_was_written_and_reaches_nobody_who_knows_of_the_end() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = second_device(&server, &mut ada);
    let offer = |person: &mut Person, deed: &str| {
        let form = PromiseForm { deed: deed.to_owned(), ..promise(&person.inside().today) };
        person.does(Intent::Promise(PromiseIntent::Offer(form)));
    };
    offer(&mut ben, "in time");
    for _ in 0..3 {
        look_both(&mut ben, &mut ada, 1);
        tablet.look();
    }
    tablet.set_online(false);
    ben.set_online(false);
    offer(&mut ben, "written before");
    ada.now.unix_ms -= 3_600_000;
    unlink(&mut ada);
    ada.now.unix_ms += 3_600_000;
    offer(&mut ben, "written since");
    offer(&mut tablet, "from the tablet");
    look_both(&mut ada, &mut ben, 1);
    tablet.set_online(true);
    ben.set_online(true);
    for _ in 0..3 {
        look_both(&mut ben, &mut ada, 1);
        tablet.look();
    }
    let late = ["written before", "written since", "from the tablet"];
    let check = |person: &mut Person, own: &[&str]| {
        let open = person.inside();
        assert_eq!(remarks_on(&open, "in time"), [""; 0]);
        for words in own {
            assert_eq!(remarks_on(&open, words), ["remark-after-the-end"], "{words}");
        }
        open.story.lines.iter().map(|line| line.words.clone()).collect::<Vec<_>>()
    };
    for (person, own) in [(&mut ada, &late[..0]), (&mut ben, &late[..2]), (&mut tablet, &late[2..])] {
        for _ in 0..2 {
            person.does(Intent::Go(Place::Story));
            check(person, own);
            person.reload();
        }
    }
    ada.does(Intent::Go(Place::Story));
    assert!(!check(&mut ada, &[]).iter().any(|words| late.contains(&words.as_str())), "she left, and reads no more");

    let mut cleo = begin(&server, 7, "Cleo");
    link_anew(&mut ada, &mut cleo);
    for _ in 0..2 {
        read_earlier(&mut ada);
        check(&mut ada, &[]);
        ada.reload();
    }
}

#[test]
fn an_earlier_record_is_taken_off_one_device_and_stays_on_the_others() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = second_device(&server, &mut ada);
    offer(&mut ben);
    look_both(&mut ben, &mut ada, 2);
    unlink(&mut ada);
    look_both(&mut ada, &mut ben, 3);
    let mut cleo = begin(&server, 7, "Cleo");
    link_anew(&mut ada, &mut cleo);
    offer(&mut cleo);
    for _ in 0..4 {
        look_both(&mut ada, &mut cleo, 1);
        trust_the_server(&mut tablet);
        tablet.look();
    }
    read_earlier(&mut ada);
    let rows = |person: &Person, table| person.disk.0.keys().filter(|(of, _)| *of == table).count();
    let held = rows(&ada, Table::Records);
    let key = ada.inside().settings.earlier[0].key.clone();
    ada.does(Intent::Settings(SettingsIntent::LetGoEarlier { key: key.clone() }));
    assert_eq!((ada.inside().bond, ada.inside().partner.as_deref()), (Bond::Linked, Some("Cleo")), "nothing to read");
    let left = rows(&ada, Table::Records);
    assert!(left < held && left > 0, "{left} of {held}");
    for _ in 0..2 {
        look_both(&mut ada, &mut ben, 2);
        assert!(ada.inside().settings.earlier.is_empty());
        assert_eq!(ada.inside().promises.theirs.len(), 1, "the record of now is whole");
        ada.reload();
    }
    ada.say(Intent::Settings(SettingsIntent::ReadEarlier { key }));
    assert_eq!(ada.view().problem, Some(Message::plain("problem-nothing-there")));
    assert_eq!(read_earlier(&mut tablet).promises.theirs.len(), 1, "the other device keeps it");
    assert_eq!(ben.inside().promises.mine.len(), 1, "and so does Ben");

    unlink(&mut ada);
    assert!(ada.inside().steps.steps.iter().all(|step| step.detail != Detail::Link), "nobody is urged to link anew");
    trust_the_server(&mut ada);
    let mut third = support::paths::another_device(&server, &mut ada, 5);
    for _ in 0..4 {
        trust_the_server(&mut third);
        look_both(&mut third, &mut ada, 1);
    }
    assert_eq!(third.inside().settings.earlier.len(), 1, "a device that is added later reads it");
}

#[test]
fn a_recovery_code_brings_back_both_the_record_of_now_and_the_earlier_one() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    offer(&mut ben);
    ada.does(Intent::Settings(SettingsIntent::MakeRecovery));
    let troth_app::view::RecoveryView::Showing { words } = ada.inside().settings.recovery else { panic!() };
    ada.does(Intent::Settings(SettingsIntent::ConfirmRecovery { words: words.join(" ") }));
    look_both(&mut ada, &mut ben, 4);
    unlink(&mut ada);
    look_both(&mut ada, &mut ben, 2);
    let mut cleo = begin(&server, 7, "Cleo");
    link_anew(&mut ada, &mut cleo);
    look_both(&mut ada, &mut cleo, 3);
    let mut found = Person::new(server.address, 9, None);
    found.does(Intent::Start(troth_app::StartIntent::Recover { words: words.join(" ") }));
    for _ in 0..8 {
        found.look();
    }
    assert_eq!((found.inside().bond, found.inside().partner.as_deref()), (Bond::Linked, Some("Cleo")));
    offer(&mut found);
    for _ in 0..3 {
        look_both(&mut found, &mut cleo, 1);
    }
    assert_eq!(cleo.inside().promises.theirs.len(), 1, "the device that came back is one of Ada's");
    assert_eq!(read_earlier(&mut found).promises.theirs.len(), 1);
}

#[test]
fn nobody_is_pushed_and_an_invitation_that_comes_to_nothing_takes_nothing_away() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    offer(&mut ben);
    look_both(&mut ben, &mut ada, 2);
    unlink(&mut ada);
    look_both(&mut ada, &mut ben, 3);
    trust_the_server(&mut ben);
    // Ben invites. Until Ada opens his link, none of it is stored here; and if she dismisses it, nobody is told.
    ben.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
    let link = link_of(&ben);
    look_both(&mut ben, &mut ada, 2);
    assert_eq!((ada.inside().link, ada.inside().bond), (None, Bond::Unlinked));
    ada.say(Intent::Link(LinkIntent::Open { link: link.clone() }));
    assert_eq!(
        ada.view().problem,
        Some(Message::plain("problem-server-off")),
        "not before she says who runs the server"
    );
    trust_the_server(&mut ada);
    ada.does(Intent::Link(LinkIntent::Open { link: link.clone() }));
    ada.look();
    assert!(matches!(ada.inside().link.unwrap().stage, LinkStage::Offered { .. }));
    let (bens, record) = (ben.inside().link, ada.inside().settings.fingerprint);
    ada.does(Intent::Link(LinkIntent::Decline));
    look_both(&mut ada, &mut ben, 2);
    assert_eq!((ben.inside().link, ada.inside().settings.fingerprint), (bens, record));

    // She confirmed the words, and Ben never did: the earlier record is still there, and nothing presses her to
    // continue.
    ben.does(Intent::Link(LinkIntent::Withdraw));
    ada.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
    let link = link_of(&ada);
    ada.look();
    ben.does(Intent::Link(LinkIntent::Open { link }));
    ben.look();
    ben.does(Intent::Link(LinkIntent::Accept { name: String::new() }));
    look_both(&mut ben, &mut ada, 4);
    ada.does(Intent::Link(LinkIntent::WordsMatch));
    ben.does(Intent::Link(LinkIntent::WordsMatch));
    ben.look();
    ben.set_online(false);
    ada.look();
    ada.look();
    ada.does(Intent::Link(LinkIntent::Withdraw));
    assert_eq!(ada.inside().bond, Bond::Alone);
    assert!(ada.inside().steps.steps.iter().all(|step| step.detail != Detail::Link));
    assert_eq!(read_earlier(&mut ada).promises.theirs.len(), 1);
    ada.does(Intent::Go(Place::Today));
    let mut cleo = begin(&server, 7, "Cleo");
    link_anew(&mut ada, &mut cleo);
    assert_eq!(ada.inside().settings.earlier.len(), 1, "one where nobody joined is none");
}

/// Devices receive epochs in entries of the record itself; keys in the own stream open an earlier record.
#[test]
fn an_earlier_record_is_read_whole_although_a_device_was_removed_while_it_lasted() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    let _lost = second_device(&server, &mut ada);
    offer(&mut ben);
    look_both(&mut ben, &mut ada, 2);
    let key = ada.inside().settings.devices.iter().find(|device| !device.name.this).unwrap().key.clone();
    ada.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
    look_both(&mut ada, &mut ben, 3);
    offer(&mut ben);
    look_both(&mut ben, &mut ada, 2);
    unlink(&mut ada);
    look_both(&mut ada, &mut ben, 3);

    let mut cleo = begin(&server, 7, "Cleo");
    link_anew(&mut ada, &mut cleo);
    ada.reload();
    assert_eq!(read_earlier(&mut ada).promises.theirs.len(), 2);
    ada.does(Intent::Go(Place::Today));
    assert_eq!(banners(&ada), [], "nothing stands aside");

    let mut third = support::paths::another_device(&server, &mut ada, 5);
    for _ in 0..4 {
        look_both(&mut third, &mut ada, 1);
    }
    assert_eq!(read_earlier(&mut third).promises.theirs.len(), 2);
}
