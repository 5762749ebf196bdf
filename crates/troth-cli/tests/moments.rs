//! What follows an act: on screen a quiet screen where something ended well and a line that says where the words went, and at
//! the relay a size. The real app on each device, the real relay.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use support::Server;
use support::paths::{linked, look_both, second_device};
use support::person::Person;
use support::thief::records;
use tempfile::TempDir;
use troth_app::view::{AFFECTIONS, BREACH_KINDS, FEELS};
use troth_app::{
    BreachForm, BreachIntent, ClosenessIntent, Detail, DialogueIntent, Intent, Lasted, PaceIntent, PrivateIntent,
    QuietMoment, SettingsIntent, SoloForm, SoloIntent, Turn, WhoFirst, Whose,
};

fn server() -> (TempDir, Server) {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    (data, server)
}

fn said(person: &Person) -> Option<&'static str> {
    person.view().done.map(|message| message.id)
}

fn thank(person: &mut Person) {
    person.does(Intent::Show(Detail::Closeness));
    person.does(Intent::Closeness(ClosenessIntent::Appreciate { words: "You filled the tank.".to_owned() }));
}

#[test]
fn the_first_gold_in_a_seam_has_a_quiet_screen_once_and_naming_what_happened_has_none() {
    let (_data, server) = server();
    let (mut ada, _ben) = linked(&server);
    ada.does(Intent::Show(Detail::Breaches));
    let form = BreachForm {
        title: "The loan".to_owned(),
        words: String::new(),
        lasted: Lasted::Day,
        when: String::new(),
        until: String::new(),
        kind: BREACH_KINDS[3].to_owned(),
        responsible: Some(Whose::Theirs),
    };
    ada.does(Intent::Breach(BreachIntent::Name(form)));
    assert_eq!(ada.screen().detail, Some(Detail::Breaches), "no gold for naming it");

    thank(&mut ada);
    let bowl = Detail::Moment(QuietMoment::NewSeam, Box::new(Detail::Closeness));
    assert_eq!(ada.screen().detail, Some(bowl));
    ada.does(Intent::Back);
    assert_eq!(ada.screen().detail, Some(Detail::Closeness));
    thank(&mut ada);
    assert_eq!(ada.screen().detail, Some(Detail::Closeness), "a seam is new once");
}

#[test]
fn to_say_in_a_talk_that_one_feels_understood_has_a_quiet_screen() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    ada.does(Intent::Show(Detail::Dialogues));
    let (form, topic) = ("understanding-first".to_owned(), "the week".to_owned());
    ada.does(Intent::Dialogue(DialogueIntent::Propose { form, topic, first: WhoFirst::Me }));
    look_both(&mut ada, &mut ben, 3);
    let talk = ada.inside().dialogues.talks[0].id;
    for person in [&mut ada, &mut ben] {
        person.does(Intent::Show(Detail::Dialogue(talk)));
    }
    let turns = [
        (false, Turn::Consent, ""),
        (true, Turn::Speak, "I lie awake."),
        (false, Turn::EndQuestions, ""),
        (false, Turn::SayBack, "You lie awake."),
        (true, Turn::Confirm, ""),
    ];
    for (is_ada, turn, words) in turns {
        let person = if is_ada { &mut ada } else { &mut ben };
        let follows = person.inside().dialogues.talks[0].head;
        person.does(Intent::Dialogue(DialogueIntent::Take { follows, turn, words: words.to_owned() }));
        assert_eq!(person.screen().detail != Some(Detail::Dialogue(talk)), turn == Turn::Confirm, "{turn:?}");
        look_both(&mut ada, &mut ben, 3);
    }
    let moment = Detail::Moment(QuietMoment::Understood, Box::new(Detail::Dialogue(talk)));
    assert_eq!(ada.screen().detail, Some(moment));
    ada.does(Intent::Back);
    assert_eq!(ada.screen().detail, Some(Detail::Dialogue(talk)), "and the talk goes on");
}

#[test]
fn what_was_shared_is_said_to_be_shared_and_what_is_ones_own_is_not() {
    let (_data, server) = server();
    let (mut ada, _ben) = linked(&server);
    thank(&mut ada);
    let done = ada.view().done.unwrap();
    assert_eq!((done.id, format!("{:?}", done.args).contains("Ben")), ("done-shared", true));
    ada.does(Intent::Show(Detail::Pace));
    let pace = AFFECTIONS.map(|_| FEELS[0].to_owned());
    ada.does(Intent::Pace(PaceIntent::Set(pace)));
    assert_eq!(said(&ada), Some("done-kept-private"));
    ada.does(Intent::Pace(PaceIntent::Share(0)));
    assert_eq!(said(&ada), Some("done-shared"));
    ada.does(Intent::Pace(PaceIntent::EndSharing(0)));
    assert_eq!(said(&ada), Some("done-unshared"));
}

#[test]
fn that_it_is_too_much_is_taken_back_on_the_same_day() {
    let (_data, server) = server();
    let (mut ada, _ben) = linked(&server);
    ada.does(Intent::Private(PrivateIntent::SayTooMuch));
    assert!(ada.inside().private.too_much_today);
    ada.does(Intent::Private(PrivateIntent::TakeTooMuchBack));
    assert_eq!((ada.inside().private.too_much_today, said(&ada)), (false, Some("done-withdrawn")));
}

#[test]
fn a_name_of_ones_own_for_a_device_is_shown_beside_its_label_on_each_of_them() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = second_device(&server, &mut ada);
    let here = ada.inside().settings.devices.into_iter().find(|one| one.name.this).unwrap();
    let name =
        |name: &str| Intent::Settings(SettingsIntent::NameDevice { key: here.key.clone(), name: name.to_owned() });
    ada.does(name("the blue phone"));
    look_both(&mut ada, &mut tablet, 3);
    let seen = |person: &Person| {
        let mut devices = person.inside().settings.devices.into_iter();
        devices.find(|one| one.key == here.key).map(|one| (one.name.own, one.name.label)).unwrap()
    };
    let both = (Some("the blue phone".to_owned()), here.name.label.clone());
    assert_eq!((seen(&ada), seen(&tablet)), (both.clone(), both));
    ada.does(name(""));
    assert_eq!(seen(&ada), (None, here.name.label.clone()));
    let theirs = ben.inside().settings.devices[0].key.clone();
    ada.say(Intent::Settings(SettingsIntent::NameDevice { key: theirs, name: "hers".to_owned() }));
    assert_eq!(ada.view().problem.map(|message| message.id), Some("problem-not-your-device"));
    look_both(&mut ada, &mut ben, 2);
}

/// Letters of a page that fit the smallest size at the relay, whatever form it has.
const SHORT_PAGE: usize = 100;

/// The size of the newest records, which an act added.
fn added(person: &mut Person, act: Intent) -> usize {
    let before = records(&person.disk).into_iter().map(|one| one.id()).collect::<Vec<_>>();
    person.does(act);
    let new = records(&person.disk).into_iter().filter(|one| !before.contains(&one.id()));
    new.map(|one| one.header().len() + one.slot().len() + one.body().len()).sum()
}

#[test]
fn a_short_page_for_oneself_and_a_journal_page_of_the_same_length_have_one_size() {
    let (_data, server) = server();
    let (mut ada, _ben) = linked(&server);
    for letters in [1, 20, SHORT_PAGE] {
        let text = "a".repeat(letters);
        let journal = added(&mut ada, Intent::Private(PrivateIntent::Write { text: text.clone() }));
        let pages = [
            SoloForm::Boundary(text.clone(), String::new()),
            SoloForm::HardDays([text.clone(), String::new(), String::new()]),
            SoloForm::Question { words: text, detail: "outline".to_owned() },
        ];
        for page in pages {
            let size = added(&mut ada, Intent::Solo(SoloIntent::Write(page.clone())));
            assert_eq!(size, journal, "{letters} letters: {page:?}");
        }
    }
}
