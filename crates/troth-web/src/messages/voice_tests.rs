//! The voice of the messages: lengths by what a message is used for, and phrases that readers stumble over.
//!
//! Some messages are over a limit. Each ceiling below is today's count and may only fall: who adds a message that is too
//! long shortens another one, or says here why the ceiling rises.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use std::collections::{BTreeMap, BTreeSet};

use super::tests::{sources, written};

/// The longest label of a button, in characters: what fits a phone of 320 points at 200 % text in two lines.
const BUTTON_LETTERS: usize = 24;
/// The longest title, in characters.
const TITLE_LETTERS: usize = 32;
/// The longest lead or note, in characters: three lines on a phone.
const NOTE_LETTERS: usize = 140;
/// The longest banner, in characters.
const BANNER_LETTERS: usize = 120;
/// The longest problem, in characters.
const PROBLEM_LETTERS: usize = 80;
/// The longest sentence, in words.
const SENTENCE_WORDS: usize = 20;

/// How many messages may contain each phrase. Each makes a sentence vague, stern or foreign.
const PHRASES: [(&str, usize); 14] = [
    ("keep", 24),
    ("you two", 0),
    ("You two", 0),
    ("the other", 14),
    ("any more", 1),
    ("let go", 3),
    ("of yours", 3),
    ("other words", 1),
    ("on the table", 1),
    ("whoever", 0),
    ("Whoever", 0),
    ("heed", 0),
    ("omebody", 0),
    ("owe", 4),
];

/// Each message's words, with its placeables as they are written.
pub(super) fn messages() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let mut current = String::new();
    for line in written().lines() {
        match line.split_once(" = ") {
            Some((id, words)) if !line.starts_with(' ') => {
                current = id.to_owned();
                all.insert(current.clone(), words.to_owned());
            }
            _ if line.starts_with(' ') => all.get_mut(&current).unwrap().push_str(line),
            _ => {}
        }
    }
    all
}

/// The messages that a call draws: `before` is what stands right before `tr(` or `tr_args(`, without spaces.
fn drawn_by(before: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for source in sources("troth-web/src") {
        let source: String = source.split_whitespace().collect();
        for call in before.iter().flat_map(|before| ["tr(\"", "tr_args(\""].map(|tr| format!("{before}{tr}"))) {
            let names = source.split(call.as_str()).skip(1).filter_map(|rest| rest.split('"').next());
            found.extend(names.map(str::to_owned));
        }
    }
    found
}

fn buttons() -> BTreeSet<String> {
    let kinds = ["Primary", "Plain", "Quiet", "Danger"].map(|kind| format!("Kind::{kind},"));
    let mut before: Vec<&str> = kinds.iter().map(String::as_str).collect();
    before.extend(["Form::new(fields,", "Form::new(parts,", "Form::new(fields.draw(),"]);
    drawn_by(&before)
}

/// Returns which of these messages are longer than a limit.
fn longer<'a>(ids: impl IntoIterator<Item = &'a String>, limit: usize) -> Vec<(String, usize)> {
    let messages = messages();
    let lengths = ids.into_iter().filter_map(|id| Some((id.clone(), messages.get(id)?.chars().count())));
    lengths.filter(|(_, length)| *length > limit).collect()
}

fn named(start: &str) -> Vec<String> {
    messages().into_keys().filter(|id| id.starts_with(start)).collect()
}

#[track_caller]
fn at_most<T: std::fmt::Debug>(found: &[T], ceiling: usize, what: &str) {
    assert!(found.len() <= ceiling, "{} {what}, and {ceiling} is the ceiling: {found:#?}", found.len());
}

#[test]
fn buttons_are_short() {
    let buttons = buttons();
    assert!(buttons.len() > 150, "the search for buttons finds them: {}", buttons.len());
    // One more since "I have read it and need time": a shorter one would not say both, and both are the answer.
    at_most(&longer(&buttons, BUTTON_LETTERS), 9, "buttons are too long");
}

#[test]
fn titles_leads_and_notes_are_short() {
    at_most(&longer(&drawn_by(&["title(", "heading("]), TITLE_LETTERS), 0, "titles are too long");
    at_most(&longer(&drawn_by(&["side_note(", "lead("]), NOTE_LETTERS), 10, "leads and notes are too long");
}

#[test]
fn banners_and_problems_are_short() {
    at_most(&longer(&named("banner-"), BANNER_LETTERS), 9, "banners are too long");
    at_most(&longer(&named("problem-"), PROBLEM_LETTERS), 8, "problems are too long");
}

#[test]
fn sentences_are_short() {
    let long = |words: &String| {
        let plain: String = words.split('{').enumerate().map(|(n, part)| after_placeable(n, part)).collect();
        plain.split(['.', '?', ':', ';']).any(|sentence| sentence.split_whitespace().count() > SENTENCE_WORDS)
    };
    let found: Vec<String> = messages().into_iter().filter(|(_, words)| long(words)).map(|(id, _)| id).collect();
    at_most(&found, 12, "messages have a sentence that is too long");
}

/// A placeable counts as one word.
fn after_placeable(place: usize, part: &str) -> String {
    if place == 0 { part.to_owned() } else { format!("x{}", part.split_once('}').map_or("", |(_, rest)| rest)) }
}

#[test]
fn phrases_that_readers_stumble_over_become_fewer() {
    let messages = messages();
    for (phrase, ceiling) in PHRASES {
        let found: Vec<_> = messages.iter().filter(|(_, words)| words.contains(phrase)).collect();
        at_most(&found, ceiling, phrase);
    }
}

#[test]
fn a_button_names_its_object() {
    let messages = messages();
    let vague = |words: &String| {
        let last = words.rsplit_once(' ').map_or(words.as_str(), |(_, last)| last).to_lowercase();
        ["it", "this", "that", "so"].contains(&last.as_str())
    };
    let found: Vec<_> = buttons().into_iter().filter(|id| messages.get(id).is_some_and(vague)).collect();
    // One more since "Yes, this is so", which is an answer to words that stand above it.
    at_most(&found, 10, "buttons act on “it”");
}
