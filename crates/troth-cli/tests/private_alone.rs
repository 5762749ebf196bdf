//! What somebody marks for themselves alone shows in Private and on no other screen (care 53).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use support::Server;
use support::paths::{linked, look_both};
use support::person::Person;
use tempfile::TempDir;
use troth_app::view::OpenView;
use troth_app::{Intent, Place, PrivateIntent};

const OUTSIDE: [Place; 5] = [Place::Today, Place::Repair, Place::Together, Place::Story, Place::Settings];

/// What is on the screens outside of Private.
fn screens(person: &mut Person) -> Vec<OpenView> {
    let mut seen = Vec::new();
    for place in OUTSIDE {
        person.does(Intent::Go(place));
        seen.push(OpenView { time: String::new(), ..person.screen() });
    }
    seen
}

#[test]
fn care_53_a_private_mark_changes_no_screen_outside_of_private() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    look_both(&mut ada, &mut ben, 2);
    // A first mark puts away the step that suggests one.
    let rate = |too_much| PrivateIntent::Rate { trust: Some(3), safe_to_talk: None, load: None, too_much };
    ada.does(Intent::Private(rate(None)));
    let before = screens(&mut ada);
    ada.does(Intent::Private(PrivateIntent::SayTooMuch));
    assert!(ada.inside().private.help.is_some(), "it is there");
    assert_eq!(screens(&mut ada), before);
}
