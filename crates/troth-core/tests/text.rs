//! Texts: what they may hold, and which characters are removed.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use troth_core::membership::Name;
use troth_core::{TextError, Title, Words};

#[test]
fn no_text_turns_the_writing_around_or_controls_anything() {
    let words = Words::new("one\u{202e}two\u{2066}\u{7}\r\n\tthree\u{0}").unwrap();
    assert_eq!(words.as_str(), "onetwo\n\tthree");
    assert_eq!(Name::new("\u{2069}Ada\u{1b}").unwrap().as_str(), "Ada");
}

#[test]
fn a_single_line_stays_one() {
    assert_eq!(Title::new("I call\nbefore\tsix").unwrap().as_str(), "I call before six");
    assert_eq!(Name::new("Ada\nis typing").unwrap().as_str(), "Ada is typing");
}

#[test]
fn what_shows_as_nothing_is_nothing() {
    for unseen in ["\u{200b}", "\u{feff} \u{2060}", "\u{202e}", "\u{7}", "\u{200d}\u{200c}"] {
        assert_eq!(Name::new(unseen), Err(TextError::Empty), "{unseen:?}");
        assert_eq!(Words::new(unseen), Err(TextError::Empty), "{unseen:?}");
    }
    let family = "\u{1f469}\u{200d}\u{1f467}";
    assert_eq!(Name::new(family).unwrap().as_str(), family, "joiners between what is seen stay");
}
