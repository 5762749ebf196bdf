//! Two partners, the real app on each side and the real relay between: the main path without a browser.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use support::Server;
use support::paths::{another_device, begin, link_from, link_of, linked, look_both, pick_third_word, promise};
use support::person::Person;
use tempfile::TempDir;
use troth_app::view::{Bond, Gate, LinkStage, OutcomeView, PromiseStanding, RecoveryView, RoundPhase, WhoseTurn};
use troth_app::{
    CheckInIntent, HttpAnswer, Intent, LinkIntent, Message, OutcomeForm, PlanForm, PrivateIntent, PromiseIntent,
    Repeat, SettingsIntent, StartIntent, Table,
};

const HOUR_MS: i64 = 3_600_000;

#[test]
fn two_partners_link_keep_a_promise_and_open_a_check_in_together() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);

    ben.does(Intent::Promise(PromiseIntent::Offer(promise(&ben.inside().today))));
    look_both(&mut ben, &mut ada, 2);
    let offer = ada.inside().promises.theirs[0].offer.clone().expect("to be answered");
    assert_eq!(offer.turn, WhoseTurn::Mine);
    ada.does(Intent::Promise(PromiseIntent::Accept(offer.id)));
    look_both(&mut ada, &mut ben, 2);
    let mine = ben.inside().promises.mine[0].clone();
    assert_eq!(mine.standing, PromiseStanding::Open);
    let due = mine.occurrences[0].due.clone();
    ben.does(Intent::Promise(PromiseIntent::Outcome { promise: mine.id, due, how: OutcomeForm::Kept }));
    look_both(&mut ben, &mut ada, 2);
    assert_eq!(ada.inside().promises.theirs[0].occurrences[0].outcome, OutcomeView::Kept);

    ada.does(Intent::CheckIn(CheckInIntent::StartNow));
    look_both(&mut ada, &mut ben, 2);
    let answers = |text: &str| vec![text.to_owned(), String::new(), String::new()];
    let round = ada.inside().check_ins.current[0].key.clone();
    assert_eq!(ben.inside().check_ins.current[0].key, round);
    ada.does(Intent::CheckIn(CheckInIntent::Answer { round: round.clone(), answers: answers("calm today") }));
    look_both(&mut ada, &mut ben, 3);
    assert_eq!(ada.inside().check_ins.current[0].phase, RoundPhase::Sealed);
    assert_eq!(ben.inside().check_ins.current[0].phase, RoundPhase::ToAnswer, "nothing tells that Ada answered");
    ben.does(Intent::CheckIn(CheckInIntent::Answer { round, answers: answers("hard but good") }));
    look_both(&mut ben, &mut ada, 4);
    for (person, theirs) in [(&ada, "hard but good"), (&ben, "calm today")] {
        let opened = person.inside().check_ins.opened[0].clone();
        assert_eq!(opened.theirs.unwrap().lines[0], theirs);
    }
    assert_eq!(ada.inside().settings.fingerprint, ben.inside().settings.fingerprint);
}

/// Two with a daily check-in that began with this hour.
fn with_a_round_that_is_on(server: &Server) -> [Person; 2] {
    let (mut ada, mut ben) = linked(server);
    let hour = (ada.now.unix_ms / HOUR_MS + i64::from(ada.now.offset_minutes) / 60) % 24;
    let plan = PlanForm { repeat: Repeat::Daily, time: format!("{hour:02}:00") };
    ada.does(Intent::CheckIn(CheckInIntent::Propose(plan)));
    look_both(&mut ada, &mut ben, 2);
    let (plan, _) = ben.inside().check_ins.proposal.unwrap();
    ben.does(Intent::CheckIn(CheckInIntent::AgreePlan(plan.id)));
    look_both(&mut ben, &mut ada, 2);
    [ada, ben]
}

fn answer_planned(person: &mut Person, words: &str) {
    let round = person.inside().check_ins.current[0].key.clone();
    let answers = vec![words.to_owned(), String::new(), String::new()];
    person.does(Intent::CheckIn(CheckInIntent::Answer { round, answers }));
}

#[test]
fn an_answer_to_a_planned_check_in_waits_through_a_reload_and_a_change_of_the_lock() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let [mut ada, mut ben] = with_a_round_that_is_on(&server);
    answer_planned(&mut ada, "calm today");
    ada.reload();
    let passphrase = || "four rather small words".to_owned();
    ada.does(Intent::Settings(SettingsIntent::SetLock { passphrase: passphrase(), again: passphrase() }));
    ada.reload();
    ada.does(Intent::Start(StartIntent::Unlock { passphrase: passphrase() }));
    let waiting = ada.inside().check_ins.current[0].clone();
    assert_eq!((waiting.phase, waiting.mine.unwrap().lines[0].as_str()), (RoundPhase::Sealed, "calm today"));
    answer_planned(&mut ben, "hard but good");
    look_both(&mut ada, &mut ben, 3);
    assert!(ada.inside().check_ins.opened.is_empty(), "both are in, and it is not the hour");
    for person in [&mut ada, &mut ben] {
        person.now.unix_ms += 12 * HOUR_MS;
        person.look();
    }
    // Nobody touched hers for so long, and a device that is locked posts nothing.
    ada.does(Intent::Start(StartIntent::Unlock { passphrase: passphrase() }));
    look_both(&mut ada, &mut ben, 5);
    for (person, theirs) in [(&ada, "hard but good"), (&ben, "calm today")] {
        assert_eq!(person.inside().check_ins.opened[0].theirs.as_ref().unwrap().lines[0], theirs);
    }
    let held = |person: &Person| person.disk.0.keys().filter(|(_, key)| key.starts_with(b"held/")).count();
    assert_eq!([held(&ada), held(&ben)], [0, 0], "nothing waits any more");
}

#[test]
fn what_is_written_offline_survives_a_reload_and_arrives_later() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    ada.set_online(false);
    ada.does(Intent::Private(PrivateIntent::Write { text: "a page of mine".to_owned() }));
    ada.does(Intent::Promise(PromiseIntent::Offer(promise(&ada.inside().today))));
    ada.reload();
    assert_eq!(ada.inside().private.pages[0].text, "a page of mine");
    ada.set_online(true);
    look_both(&mut ada, &mut ben, 3);
    assert_eq!(ben.inside().promises.theirs.len(), 1);
}

#[test]
fn a_relay_killed_and_started_again_loses_nothing() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    ada.does(Intent::Promise(PromiseIntent::Offer(promise(&ada.inside().today))));
    server.kill();
    ada.does(Intent::Private(PrivateIntent::Write { text: "while the relay was gone".to_owned() }));
    ada.look();
    let again = Server::start(data.path(), &[]);
    ada.moved_to(again.address);
    ben.moved_to(again.address);
    ada.reload();
    ben.reload();
    look_both(&mut ada, &mut ben, 4);
    assert_eq!(ben.inside().promises.theirs.len(), 1);
    assert_eq!(ada.inside().private.pages.len(), 1);
}

#[test]
fn care_18_either_unlinks_alone_and_offline_and_the_other_sees_one_generic_notice() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    ada.set_online(false);
    ada.does(Intent::Settings(SettingsIntent::Unlink));
    assert_eq!(ada.inside().bond, Bond::Unlinked);
    ada.set_online(true);
    look_both(&mut ada, &mut ben, 3);
    assert_eq!(ben.inside().bond, Bond::Unlinked);
    let told: Vec<_> = ben.view().banners.iter().map(|banner| banner.message.clone()).collect();
    assert_eq!(told, vec![Message::plain("banner-unlinked")]);
}

#[test]
fn a_second_device_is_let_in_and_reads_everything() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    ada.does(Intent::Private(PrivateIntent::Write { text: "an old page".to_owned() }));
    let mut tablet = another_device(&server, &mut ada, 3);
    assert_eq!(tablet.inside().private.pages[0].text, "an old page");
    assert_eq!(tablet.inside().settings.devices.len(), 2);
    tablet.does(Intent::Promise(PromiseIntent::Offer(promise(&tablet.inside().today))));
    look_both(&mut tablet, &mut ben, 3);
    assert_eq!(ben.inside().promises.theirs.len(), 1);
}

#[test]
fn a_device_that_was_there_before_the_link_reads_the_shared_record_too() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let mut ada = begin(&server, 1, "Ada");
    let mut tablet = another_device(&server, &mut ada, 3);
    let mut ben = link_from(&server, &mut ada);
    for _ in 0..6 {
        look_both(&mut ada, &mut tablet, 1);
        ben.look();
    }
    assert_eq!(tablet.inside().bond, Bond::Linked);
    ben.does(Intent::Promise(PromiseIntent::Offer(promise(&ben.inside().today))));
    look_both(&mut ben, &mut tablet, 3);
    assert_eq!(tablet.inside().promises.theirs.len(), 1);
    let key = ada.inside().settings.devices.iter().find(|device| !device.name.this).unwrap().key.clone();
    ada.does(Intent::Settings(SettingsIntent::RemoveDevice { key }));
    look_both(&mut ada, &mut ben, 3);
    assert_eq!(ada.inside().settings.devices.len(), 1);
    ben.does(Intent::Promise(PromiseIntent::Offer(promise(&ben.inside().today))));
    look_both(&mut ben, &mut tablet, 3);
    assert_eq!(tablet.inside().promises.theirs.len(), 1, "the relay lets a removed device read nothing new");
}

#[test]
fn a_recovery_code_brings_everything_back_on_a_new_device() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    ada.does(Intent::Private(PrivateIntent::Write { text: "before the loss".to_owned() }));
    ada.does(Intent::Settings(SettingsIntent::MakeRecovery));
    let RecoveryView::Showing { words } = ada.inside().settings.recovery else { panic!() };
    ada.does(Intent::Settings(SettingsIntent::ConfirmRecovery { words: words.join(" ") }));
    look_both(&mut ada, &mut ben, 4);
    let mut found = Person::new(server.address, 9, None);
    found.does(Intent::Start(StartIntent::Recover { words: words.join("  ").to_uppercase() }));
    for _ in 0..8 {
        found.look();
    }
    assert_eq!(found.inside().private.pages[0].text, "before the loss");
    found.does(Intent::Promise(PromiseIntent::Offer(promise(&found.inside().today))));
    look_both(&mut found, &mut ben, 4);
    assert_eq!(ben.inside().promises.theirs.len(), 1);

    let mut again = Person::new(server.address, 11, None);
    again.does(Intent::Start(StartIntent::Recover { words: words.join(" ") }));
    for _ in 0..8 {
        again.look();
    }
    assert_eq!(again.inside().private.pages[0].text, "before the loss", "the same paper works again");
}

#[test]
fn care_17_the_inviter_sees_the_same_for_unopened_and_declined() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let mut ada = begin(&server, 1, "Ada");
    ada.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
    ada.look();
    let before = ada.inside().link;
    let fragment = link_of(&ada).split_once('#').unwrap().1.to_owned();
    let mut ben = Person::new(server.address, 2, Some(&fragment));
    ben.look();
    ben.does(Intent::Link(LinkIntent::Decline));
    look_both(&mut ben, &mut ada, 3);
    assert_eq!(ada.inside().link, before);
}

#[test]
fn an_invitation_that_came_to_nothing_leaves_room_for_another() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let mut ada = begin(&server, 1, "Ada");
    ada.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
    let fragment = link_of(&ada).split_once('#').unwrap().1.to_owned();
    ada.look();
    let mut eve = Person::new(server.address, 5, Some(&fragment));
    eve.look();
    eve.does(Intent::Link(LinkIntent::Accept { name: "Eve".to_owned() }));
    look_both(&mut eve, &mut ada, 4);
    ada.does(Intent::Link(LinkIntent::WordsMatch));
    eve.does(Intent::Link(LinkIntent::WordsMatch));
    ada.look();
    ada.does(Intent::Link(LinkIntent::Withdraw));
    let mut ben = link_from(&server, &mut ada);
    ben.does(Intent::Promise(PromiseIntent::Offer(promise(&ben.inside().today))));
    look_both(&mut ben, &mut ada, 3);
    assert_eq!(ada.inside().promises.theirs.len(), 1);
    look_both(&mut eve, &mut ada, 3);
    assert_eq!(eve.inside().partner, None, "the first welcome opens nothing");
}

#[test]
fn a_withdrawn_invitation_and_a_used_one_each_say_so() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let mut ada = begin(&server, 1, "Ada");
    ada.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
    let fragment = link_of(&ada).split_once('#').unwrap().1.to_owned();
    ada.look();
    let [mut ben, mut eve] = [2, 3].map(|seed| Person::new(server.address, seed, Some(&fragment)));
    ben.look();
    eve.look();
    ben.does(Intent::Link(LinkIntent::Accept { name: "Ben".to_owned() }));
    ben.look();
    eve.does(Intent::Link(LinkIntent::Accept { name: "Eve".to_owned() }));
    look_both(&mut eve, &mut ben, 2);
    let failed = |id| LinkStage::Failed(Message::plain(id));
    assert_eq!(eve.inside().link.unwrap().stage, failed("link-used"));
    ada.does(Intent::Link(LinkIntent::Withdraw));
    let mut late = Person::new(server.address, 4, Some(&fragment));
    late.look();
    let Gate::Welcome(welcome) = late.view().gate else { panic!() };
    assert_eq!(welcome.invitation.unwrap().stage, failed("link-gone"));
}

#[test]
fn an_invitation_says_who_invites_with_a_line_of_their_own_also_after_a_restart() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let mut ada = begin(&server, 1, "Ada");
    let long = LinkIntent::InvitePartner { line: "x".repeat(201) };
    ada.say(Intent::Link(long));
    assert_eq!(ada.view().problem.map(|problem| problem.id), Some("problem-too-long"));
    ada.does(Intent::Link(LinkIntent::InvitePartner { line: " I would like to\ntry this. ".to_owned() }));
    let fragment = link_of(&ada).split_once('#').unwrap().1.to_owned();
    ada.look();
    let mut ben = Person::new(server.address, 2, Some(&fragment));
    ben.look();
    let offered = LinkStage::Offered { from: "Ada".to_owned(), line: Some("I would like to try this.".to_owned()) };
    let stage = |ben: &Person| match ben.view().gate {
        troth_app::view::Gate::Welcome(welcome) => welcome.invitation.map(|link| link.stage),
        _ => None,
    };
    assert_eq!(stage(&ben), Some(offered.clone()));
    ben.reload();
    ben.look();
    assert_eq!(stage(&ben), Some(offered.clone()), "it is there after a reload");
    ben.say(Intent::Start(StartIntent::Hide));
    ben.reload();
    assert_eq!(stage(&ben), None, "Hide leaves nothing of it");
    let mut ben = Person::new(server.address, 3, Some(&fragment));
    ben.look();
    ben.does(Intent::Link(LinkIntent::Decline));
    ben.reload();
    assert_eq!(stage(&ben), None, "and so does putting it away");
}

#[test]
fn a_recovery_kit_that_comes_damaged_is_told_and_the_same_words_bring_everything_back_once_it_comes_whole() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let mut ada = begin(&server, 1, "Ada");
    ada.does(Intent::Settings(SettingsIntent::MakeRecovery));
    let RecoveryView::Showing { words } = ada.inside().settings.recovery else { panic!("no code") };
    let words = words.join(" ");
    ada.does(Intent::Settings(SettingsIntent::ConfirmRecovery { words: words.clone() }));
    ada.look();
    let mut found = Person::new(server.address, 9, None);
    found.on_the_way = Some(|request, answer| match answer {
        HttpAnswer::Answer { status, mut body } if request.path.starts_with("/v1/recovery/") => {
            *body.last_mut().unwrap() ^= 1;
            HttpAnswer::Answer { status, body }
        }
        other => other,
    });
    found.say(Intent::Start(StartIntent::Recover { words: words.clone() }));
    assert_eq!(found.view().problem, Some(Message::plain("problem-recovery-kit")));
    assert!(matches!(found.view().gate, Gate::Welcome(_)), "nothing was begun");
    assert!(found.disk.0.keys().all(|(table, _)| *table == Table::Plain), "and nothing was written");
    found.on_the_way = None;
    found.does(Intent::Start(StartIntent::Recover { words }));
    look_both(&mut found, &mut ada, 4);
    assert_eq!(found.inside().me, "Ada");
}

#[test]
fn a_device_that_was_just_let_in_invites_the_partner_once_it_has_read_its_owners_name() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let mut ada = begin(&server, 1, "Ada");
    ada.does(Intent::Link(LinkIntent::InviteDevice));
    let fragment = link_of(&ada).split_once('#').unwrap().1.to_owned();
    ada.look();
    let mut tablet = Person::new(server.address, 3, Some(&fragment));
    // The page loses the record, and nothing else.
    tablet.on_the_way = Some(|request, answer| match request.path.contains("/records") {
        true => HttpAnswer::Unreachable,
        false => answer,
    });
    tablet.look();
    tablet.does(Intent::Link(LinkIntent::Accept { name: String::new() }));
    look_both(&mut tablet, &mut ada, 4);
    pick_third_word(&mut ada, &tablet);
    tablet.does(Intent::Link(LinkIntent::WordsMatch));
    look_both(&mut ada, &mut tablet, 8);
    assert_eq!(tablet.inside().me, "", "the keys are here, and the record is not");
    tablet.say(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
    assert_eq!(tablet.view().problem, Some(Message::plain("problem-still-reading")));
    assert_eq!(tablet.inside().link, None, "no invitation without a name");
    tablet.on_the_way = None;
    look_both(&mut tablet, &mut ada, 3);
    assert_eq!(tablet.inside().me, "Ada");
    tablet.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
}
