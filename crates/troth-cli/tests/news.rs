//! "New from" on Today: what the other said or did, until it is opened or put away on this device. The real app on each
//! device, the real relay.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use support::Server;
use support::paths::{link_of, linked, look_both, pick_third_word};
use support::person::Person;
use support::thief::records;
use tempfile::TempDir;
use troth_app::view::SETBACK_KINDS;
use troth_app::{
    BreachAnswer, BreachForm, BreachIntent, ClosenessIntent, Detail, Intent, Lasted, LinkIntent, NewsIntent, Place,
    SetbackIntent, SettingsIntent, Whose,
};

const DAY_MS: i64 = 24 * 3_600_000;

fn server() -> (TempDir, Server) {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    (data, server)
}

fn told(person: &Person) -> Vec<&'static str> {
    person.inside().steps.news.iter().map(|one| one.what.id).collect()
}

fn name_a_breach(person: &mut Person, title: &str) {
    name_a_breach_of(person, title, Whose::Mine);
}

fn name_a_breach_of(person: &mut Person, title: &str, whose: Whose) {
    let form = BreachForm {
        title: title.to_owned(),
        words: String::new(),
        lasted: Lasted::Day,
        when: String::new(),
        until: String::new(),
        kind: troth_app::view::BREACH_KINDS[3].to_owned(),
        responsible: Some(whose),
    };
    person.does(Intent::Breach(BreachIntent::Name(form)));
}

fn thank(person: &mut Person, words: &str) {
    person.does(Intent::Closeness(ClosenessIntent::Appreciate { words: words.to_owned() }));
}

/// The number and total size of a person's records.
fn weight(person: &Person) -> (usize, usize) {
    let all = records(&person.disk);
    (all.len(), all.iter().map(|one| one.header().len() + one.slot().len() + one.body().len()).sum())
}

#[test]
fn care_13_what_came_is_told_once_opened_is_gone_and_nobody_learns_of_it() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    name_a_breach(&mut ben, "The loan");
    thank(&mut ben, "You filled the tank.");
    look_both(&mut ben, &mut ada, 3);
    assert_eq!(told(&ada), ["story-appreciation", "story-breach-named"], "the newest first");
    assert_eq!(told(&ben), Vec::<&str>::new(), "one's own words are no news");
    let before = (weight(&ada), weight(&ben));

    ada.does(Intent::Go(Place::Repair));
    ada.does(Intent::Show(Detail::Breaches));
    ada.does(Intent::Go(Place::Today));
    assert_eq!(told(&ada), ["story-appreciation"], "what was opened by another way is not new any more");
    ada.reload();
    assert_eq!(told(&ada), ["story-appreciation"], "which is kept on this device");
    let key = ada.inside().steps.news[0].key.clone();
    ada.does(Intent::News(NewsIntent::PutAway { key }));
    assert_eq!(told(&ada), Vec::<&str>::new());
    look_both(&mut ada, &mut ben, 3);
    assert_eq!((weight(&ada), weight(&ben)), before, "nothing was written, for anybody");
}

#[test]
fn care_13_opening_what_was_named_tells_nothing_and_the_answer_that_one_sends_is_told() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    name_a_breach_of(&mut ada, "The loan", Whose::Theirs);
    look_both(&mut ada, &mut ben, 3);
    let steps: Vec<_> = ben.inside().steps.steps.into_iter().map(|step| (step.title.id, step.detail)).collect();
    let Some((_, Detail::Breach(breach))) = steps.iter().find(|(id, _)| *id == "step-answer-breach").cloned() else {
        panic!("no card: {steps:?}");
    };
    assert_eq!(told(&ben), Vec::<&str>::new(), "what stands among the steps is not told twice");
    let before = weight(&ben);
    ben.does(Intent::Show(Detail::Breach(breach)));
    look_both(&mut ben, &mut ada, 3);
    assert_eq!((weight(&ben), told(&ada)), (before, Vec::new()), "reading it writes nothing");
    for (answer, what) in [(BreachAnswer::NeedsTime, "story-breach-time"), (BreachAnswer::Yes, "story-breach-yes")] {
        ben.does(Intent::Breach(BreachIntent::Respond { breach, wording: breach, answer }));
        look_both(&mut ben, &mut ada, 3);
        assert_eq!(told(&ada), [what], "only what stands is told");
    }
    ben.does(Intent::Go(Place::Today));
    assert!(ben.inside().steps.steps.iter().all(|step| step.title.id != "step-answer-breach"));
}

#[test]
fn what_came_waits_while_the_two_rest() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    ada.does(Intent::Settings(SettingsIntent::Rest { until: String::new() }));
    look_both(&mut ada, &mut ben, 3);
    thank(&mut ben, "You filled the tank.");
    look_both(&mut ben, &mut ada, 3);
    assert_eq!(told(&ada), Vec::<&str>::new());
    ada.does(Intent::Settings(SettingsIntent::EndRest));
    for person in [&mut ada, &mut ben] {
        person.now.unix_ms += DAY_MS;
    }
    look_both(&mut ada, &mut ben, 3);
    assert_eq!(told(&ada), ["story-appreciation"]);
}

#[test]
fn what_is_a_month_old_is_part_of_the_story_and_a_new_device_is_told_nothing_old() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    thank(&mut ben, "You filled the tank.");
    look_both(&mut ben, &mut ada, 3);
    for person in [&mut ada, &mut ben] {
        person.now.unix_ms += 2 * DAY_MS;
    }
    ada.does(Intent::Link(LinkIntent::InviteDevice));
    let fragment = link_of(&ada).split_once('#').unwrap().1.to_owned();
    ada.look();
    // Its clock shows the same day as hers.
    let mut tablet = Person::new_at(server.address, 3, ada.now, Some(&fragment));
    tablet.look();
    tablet.does(Intent::Link(LinkIntent::Accept { name: String::new() }));
    look_both(&mut tablet, &mut ada, 4);
    pick_third_word(&mut ada, &tablet);
    tablet.does(Intent::Link(LinkIntent::WordsMatch));
    look_both(&mut ada, &mut tablet, 8);
    assert_eq!(told(&tablet), Vec::<&str>::new(), "nothing of before it was there");
    ada.now.unix_ms += 27 * DAY_MS;
    ada.look();
    assert_eq!(told(&ada), Vec::<&str>::new());
}

#[test]
fn a_hard_day_comes_first_with_what_their_plan_says() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let plan = ["tea", "questions", "A walk round the block.\nThen tea."].map(str::to_owned);
    ben.does(Intent::Setback(SetbackIntent::WritePlan(plan)));
    let today = ben.inside().today;
    let (kind, words) = (SETBACK_KINDS[0].to_owned(), "It came back.".to_owned());
    ben.does(Intent::Setback(SetbackIntent::Record { kind, day: today, words }));
    thank(&mut ben, "You filled the tank.");
    look_both(&mut ben, &mut ada, 3);
    let news = ada.inside().steps.news;
    assert_eq!(news[0].what.id, "story-setback");
    assert_eq!(news[0].plan.as_deref(), Some("A walk round the block."));
}

/// What bears a quiet dot, at the top of a place.
fn dots(person: &mut Person, place: Place) -> Vec<Detail> {
    person.does(Intent::Go(place));
    person.screen().fresh
}

#[test]
fn care_13_57_a_quiet_dot_stands_where_something_came_and_not_at_rest_or_in_private() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    ada.does(Intent::Go(Place::Repair));
    thank(&mut ben, "You filled the tank.");
    name_a_breach(&mut ben, "The loan");
    look_both(&mut ben, &mut ada, 3);
    assert_eq!(ada.screen().fresh, Vec::new(), "what arrives changes nothing on a screen in use");
    let told = [Detail::Breaches, Detail::Closeness];
    for place in [Place::Today, Place::Repair, Place::Together, Place::Story] {
        let dots = dots(&mut ada, place);
        assert!(told.iter().all(|room| dots.contains(room)), "{place:?}: {dots:?}");
    }
    for place in [Place::Private, Place::Settings] {
        assert_eq!(dots(&mut ada, place), Vec::new());
    }
    ada.does(Intent::Show(Detail::Breaches));
    ada.does(Intent::Back);
    assert_eq!(ada.screen().fresh, [Detail::Closeness], "a room that was opened bears none");
    ada.reload();
    assert_eq!(dots(&mut ada, Place::Repair), [Detail::Closeness], "which is kept on this device");
    ada.does(Intent::News(NewsIntent::PutAllAway));
    assert_eq!(ada.screen().fresh, Vec::new());
    assert_eq!(dots(&mut ben, Place::Repair), Vec::new(), "one's own words bear none");

    thank(&mut ben, "You cooked.");
    ada.does(Intent::Settings(SettingsIntent::Rest { until: String::new() }));
    look_both(&mut ben, &mut ada, 3);
    assert_eq!(dots(&mut ada, Place::Repair), Vec::new(), "at rest there is none");
}
