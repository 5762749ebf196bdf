//! Under which name a partner stands: the real apps of two, and the real relay between (care 43).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use support::Server;
use support::changed::write;
use support::paths::{begin, link_anew, linked, look_both, promise};
use support::person::Person;
use tempfile::TempDir;
use troth_app::view::StoryLineView;
use troth_app::{Arg, Intent, Message, Place, PrivateIntent, PromiseIntent, SettingsIntent, StartIntent};
use troth_core::Stream;
use troth_core::membership::{MembershipEvent, Name, NameChanged};

fn server() -> (TempDir, Server) {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    (data, server)
}

fn rename(person: &mut Person, name: &str) {
    person.does(Intent::Settings(SettingsIntent::Rename { name: name.to_owned() }));
}

fn call(person: &mut Person, name: &str) {
    person.say(Intent::Settings(SettingsIntent::CallPartner { name: name.to_owned() }));
}

fn offer(person: &mut Person) {
    person.does(Intent::Promise(PromiseIntent::Offer(promise(&person.inside().today))));
}

/// A changed client goes by a name that the app refuses, before it links.
fn claim(person: &mut Person, name: &str) {
    let event = MembershipEvent::NameChanged(NameChanged { name: Name::new(name).unwrap() });
    write(person, Stream::Own, &[event.into()]);
}

fn story(person: &mut Person) -> Vec<StoryLineView> {
    person.does(Intent::Go(Place::Story));
    person.inside().story.lines
}

/// The names that stand in the lines of the story about the other.
fn named(lines: &[StoryLineView]) -> Vec<String> {
    let args = lines.iter().filter(|line| line.what.args.contains(&("by", Arg::Text("other".to_owned()))));
    let names = args.flat_map(|line| line.what.args.iter().filter(|(name, _)| *name == "name"));
    names.map(|(_, value)| if let Arg::Text(text) = value { text.clone() } else { panic!("{value:?}") }).collect()
}

#[test]
fn care_43_a_partner_with_a_name_that_speaks_for_the_reader_or_the_app_stands_as_your_partner() {
    for name in ["You", "Yоu", "Troth", "Ada", "Аda", "Me"] {
        let (_data, server) = server();
        let mut ada = begin(&server, 1, "Ada");
        let mut ben = begin(&server, 2, "Ben");
        claim(&mut ben, name);
        link_anew(&mut ada, &mut ben);
        offer(&mut ben);
        look_both(&mut ben, &mut ada, 3);
        assert_eq!(ada.inside().partner, None, "{name}");
        let names = named(&story(&mut ada));
        assert!(!names.is_empty() && names.iter().all(String::is_empty), "{name}: {names:?}");

        call(&mut ada, "B.");
        assert_eq!(ada.view().problem, None);
        assert_eq!(ada.inside().partner.as_deref(), Some("B."));
        assert!(named(&story(&mut ada)).iter().all(|name| name == "B."));
        for refused in ["You", "Trоth", "Ada", "аda"] {
            call(&mut ada, refused);
            assert_eq!(ada.view().problem, Some(Message::plain("problem-name-taken")), "{refused}");
        }
        call(&mut ada, "");
        assert_eq!(ada.inside().partner, None, "taken back");
    }
}

#[test]
fn care_43_nobody_takes_such_a_name_for_themselves() {
    let (_data, server) = server();
    let mut ada = Person::new(server.address, 1, None);
    for name in ["You", "me", "Тroth", "Your partner"] {
        ada.say(Intent::Start(StartIntent::Begin { name: name.to_owned() }));
        assert_eq!(ada.view().problem, Some(Message::plain("problem-name-taken")), "{name}");
    }
    ada.does(Intent::Start(StartIntent::Begin { name: "Ada".to_owned() }));
    ada.say(Intent::Settings(SettingsIntent::Rename { name: "You".to_owned() }));
    assert_eq!(ada.view().problem, Some(Message::plain("problem-name-taken")));
}

#[test]
fn care_43_a_change_of_name_is_a_line_of_the_story_and_changes_no_screen_of_the_other() {
    const THREAT: &str = "I know where you are tonight";
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    offer(&mut ben);
    rename(&mut ben, THREAT);
    look_both(&mut ben, &mut ada, 3);
    assert_eq!(ada.inside().partner.as_deref(), Some("Ben"), "the name with which he joined");
    let lines = story(&mut ada);
    let told: Vec<_> = lines.iter().filter(|line| line.what.id == "story-name-changed").collect();
    assert_eq!(told.iter().map(|line| line.words.as_str()).collect::<Vec<_>>(), [THREAT], "it leaves a trace");
    assert!(named(&lines).iter().all(|name| name == "Ben"), "{:?}", named(&lines));
    assert!(ada.inside().steps.news.iter().all(|news| news.words != THREAT), "and is no news on Today");
    assert_eq!(ben.inside().me, THREAT);
    assert_eq!(story(&mut ben).iter().filter(|line| line.what.id == "story-name-changed").count(), 1);
}

#[test]
fn care_43_the_name_that_one_sets_is_as_large_as_a_short_page_and_the_partner_holds_nothing_of_it() {
    let (_data, server) = server();
    let (mut ada, mut ben) = linked(&server);
    look_both(&mut ada, &mut ben, 3);
    let held = ben.disk.0.len();
    let pushed = |ada: &mut Person, act: Intent| {
        let before = ada.asked.borrow().len();
        ada.does(act);
        ada.look();
        let asked: Vec<_> = ada.asked.borrow()[before..].to_vec();
        asked.iter().filter(|one| one.method == "POST").map(|one| (one.path_bytes, one.body_bytes)).collect::<Vec<_>>()
    };
    let page = pushed(&mut ada, Intent::Private(PrivateIntent::Write { text: "A line.".to_owned() }));
    assert!(!page.is_empty());
    for name in ["B.", "The one I live with, for now", ""] {
        let named = pushed(&mut ada, Intent::Settings(SettingsIntent::CallPartner { name: name.to_owned() }));
        assert_eq!(named, page, "{name}");
    }
    look_both(&mut ada, &mut ben, 3);
    assert_eq!(ben.disk.0.len(), held, "nothing arrived at the partner's");
}
