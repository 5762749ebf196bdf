//! "New from" on Today: what the other said or did, until it is opened or put away on this device. The real app on each
//! device, the real relay.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use support::Server;
use support::paths::{link_of, linked, look_both, pick_third_word, promise};
use support::person::Person;
use support::thief::records;
use tempfile::TempDir;
use troth_app::view::SETBACK_KINDS;
use troth_app::{
    ActivityIntent, BreachAnswer, BreachForm, BreachIntent, CheckInIntent, ClosenessIntent, Detail, EntryId, Intent,
    Lasted, LinkIntent, NewsIntent, Place, PlanForm, PromiseForm, PromiseIntent, ReceiverWord, Repeat, SetbackIntent,
    SettingsIntent, WantedForm, Whose,
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

fn offer(maker: &mut Person, other: &mut Person, deed: &str) -> EntryId {
    let form = PromiseForm { deed: deed.to_owned(), repeat: Repeat::Daily, ..promise(&maker.inside().today) };
    maker.does(Intent::Promise(PromiseIntent::Offer(form)));
    look_both(maker, other, 3);
    maker.inside().promises.mine.iter().find(|one| one.deed == deed).expect("an offer").id
}

fn steps(person: &Person) -> Vec<&'static str> {
    person.inside().steps.steps.iter().map(|step| step.title.id).collect()
}

#[test]
fn what_the_other_says_of_a_promise_is_told_beside_the_step_that_it_is_due() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let (id, due) = (offer(&mut ben, &mut ada, "say one true thing"), ben.inside().today);
    ada.does(Intent::Promise(PromiseIntent::Accept(id)));
    look_both(&mut ada, &mut ben, 3);
    assert!(steps(&ben).contains(&"step-keep-promise"));
    assert_eq!(told(&ben), ["story-promise-accepted"], "a step about the day tells nothing of the answer");
    ben.does(Intent::News(NewsIntent::PutAllAway));
    for person in [&mut ada, &mut ben] {
        person.now.unix_ms += DAY_MS;
    }
    let word = ReceiverWord::DidNot;
    ada.does(Intent::Promise(PromiseIntent::TellAsReceiver { promise: id, due, word }));
    look_both(&mut ada, &mut ben, 3);
    assert!(steps(&ben).iter().any(|step| ["step-keep-promise", "step-tell-outcome"].contains(step)));
    assert_eq!(told(&ben), ["story-receiver-did-not"]);
    ben.does(Intent::Show(Detail::Promise(id)));
    assert_eq!(told(&ben), Vec::<&str>::new(), "its page has told it");
}

#[test]
fn an_offer_is_told_by_its_step_alone_and_is_no_news_once_answered_or_taken_back() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let (first, second) = (offer(&mut ben, &mut ada, "say one true thing"), offer(&mut ben, &mut ada, "cook"));
    assert!(steps(&ada).contains(&"step-answer-promise"));
    assert_eq!(told(&ada), ["story-promise-offered"], "the step is about one of the two");
    ada.does(Intent::Promise(PromiseIntent::Decline(first)));
    assert_eq!(told(&ada), Vec::<&str>::new(), "one's own answer leaves no question behind");
    ben.does(Intent::Promise(PromiseIntent::Withdraw(second)));
    look_both(&mut ben, &mut ada, 3);
    assert_eq!(told(&ada), ["story-promise-withdrawn"], "and not that it was offered, too");
}

#[test]
fn what_was_put_off_among_the_steps_is_not_told_in_another_place() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    name_a_breach_of(&mut ada, "The loan", Whose::Theirs);
    look_both(&mut ada, &mut ben, 3);
    let step = ben.inside().steps.steps.into_iter().find(|step| step.title.id == "step-answer-breach").unwrap();
    ben.does(Intent::DismissStep { key: step.key });
    assert!(!steps(&ben).contains(&"step-answer-breach"));
    assert_eq!(told(&ben), Vec::<&str>::new());
}

#[test]
fn what_became_of_a_plan_for_check_ins_is_told_to_who_suggested_it() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let plan = PlanForm { repeat: Repeat::Weekdays(vec![6]), time: "19:30".to_owned() };
    ada.does(Intent::CheckIn(CheckInIntent::Propose(plan)));
    look_both(&mut ada, &mut ben, 3);
    let (suggested, _) = ben.inside().check_ins.proposal.unwrap();
    ben.does(Intent::CheckIn(CheckInIntent::AgreePlan(suggested.id)));
    look_both(&mut ben, &mut ada, 3);
    assert_eq!(told(&ada), ["story-check-ins-agreed"]);
    ben.does(Intent::CheckIn(CheckInIntent::EndPlan(suggested.id)));
    look_both(&mut ben, &mut ada, 3);
    assert_eq!(told(&ada), ["story-check-ins-ended"], "only what stands");
    assert_eq!(told(&ben), Vec::<&str>::new(), "one's own words are no news");
    ada.does(Intent::Go(Place::Story));
    assert!(ada.inside().story.lines.iter().all(|line| line.strand != "check-ins"), "the story keeps no ledger of it");
}

#[test]
fn care_50_six_ideas_are_told_while_they_lie_there_and_a_liked_one_to_both_after_its_hour() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    ben.does(Intent::Activity(ActivityIntent::Deal(WantedForm::default())));
    look_both(&mut ben, &mut ada, 2);
    assert_eq!((told(&ada), told(&ben)), (vec!["story-ideas-shown"], Vec::new()));
    let hand = ada.inside().activities.hands[0].id;
    for (person, liked) in [(&mut ada, vec![0, 1]), (&mut ben, vec![1, 2])] {
        person.does(Intent::Activity(ActivityIntent::Mark { hand, liked }));
    }
    look_both(&mut ada, &mut ben, 3);
    let liked = |person: &Person| told(person).contains(&"story-idea-liked");
    assert!(!liked(&ada) && !liked(&ben), "care_50: nothing before its hour");
    for person in [&mut ada, &mut ben] {
        person.now.unix_ms += 3 * DAY_MS;
    }
    look_both(&mut ada, &mut ben, 6);
    assert_eq!((told(&ada), told(&ben)), (vec!["story-idea-liked"], vec!["story-idea-liked"]));
    ada.does(Intent::Show(Detail::Activities));
    assert_eq!((told(&ada), told(&ben)), (Vec::new(), vec!["story-idea-liked"]), "each device reads for itself");
}
