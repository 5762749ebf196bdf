//! Requirements of care.md that hold because something does not exist.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use std::fs;
use std::path::Path;

use troth_core::{Anomalies, AnomalyKind, Entry, EntryId, Event, Header, Kind, Stream};
use troth_testkit::{Couple, Seed};

/// The source lines of the chosen files, without comments, in lower case.
fn code(counts: impl Fn(&Path) -> bool) -> String {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut code = String::new();
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if file.is_dir() {
                folders.push(file);
            } else if counts(&file) {
                let text = fs::read_to_string(file).unwrap();
                let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
                code.extend(lines.flat_map(|line| [line, "\n"]));
            }
        }
    }
    code.to_lowercase()
}

fn check_absent(words: &[&str], counts: impl Fn(&Path) -> bool) {
    let code = code(counts);
    assert!(code.len() > 10_000, "the sources were found");
    for word in words {
        assert!(!code.contains(word), "{word:?} stands in the code of the core");
    }
}

/// Every kind of event, the stream that takes it, and all that it holds. Closed: a new event or a new field stands here
/// first, after this question: does it say that its author read, saw, typed, answered or skipped something (care 13), does
/// it grade a person (care 15), and would the partner learn it (care 16)?
const TRANSMITTED: &str = include_str!("vectors/transmitted.txt");

/// The names of fields in an event as the code has them, those too that hold nothing.
fn fields_of(event: &Event) -> Vec<String> {
    let text = format!("{event:?}");
    let outside_of_words: String = text.split('"').step_by(2).collect();
    let word = |part: &str| part.rsplit(|char: char| !char.is_alphanumeric() && char != '_').next().map(str::to_owned);
    let mut fields = Vec::new();
    let pieces: Vec<&str> = outside_of_words.split(": ").collect();
    // The last piece follows the last colon, so it names no field.
    for field in pieces.iter().rev().skip(1).rev().filter_map(|part| word(part)) {
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields
}

fn transmitted() -> Vec<String> {
    let pages = samples::solo_bodies().into_iter().map(samples::solo_page);
    let samples: Vec<Event> = samples::events().into_iter().chain(pages).collect();
    let line = |kind: Kind| {
        let of_kind: Vec<&Event> = samples.iter().filter(|event| event.kind() == kind.number).collect();
        assert!(!of_kind.is_empty(), "tests/samples has no {}", kind.event);
        let mut fields: Vec<String> = of_kind.into_iter().flat_map(fields_of).collect();
        fields.sort();
        fields.dedup();
        format!("{} {:?} {}: {}", kind.number, kind.home, kind.event, fields.join(", ")).trim_end().to_owned()
    };
    Event::kinds().map(line).collect()
}

#[test]
fn care_13_15_16_what_events_transmit_is_a_closed_list() {
    let known: Vec<&str> = TRANSMITTED.lines().filter(|line| !line.starts_with('#')).collect();
    let now = transmitted();
    for line in &now {
        assert!(known.contains(&line.as_str()), "tests/vectors/transmitted.txt does not know the line:\n{line}");
    }
    assert_eq!(now.len(), known.len(), "a line of tests/vectors/transmitted.txt is no event any more");
}

#[test]
fn care_16_an_event_in_the_wrong_stream_is_void_and_one_at_home_is_not() {
    let couple = Couple::linked(Seed(1));
    let phone = couple.phone(0);
    let wrong = |anomalies: &Anomalies| anomalies.kept().iter().any(|one| one.kind == AnomalyKind::WrongStream);
    for event in samples::events() {
        let header = |seq| {
            let (device, written) = (phone.actor.device, couple.now(0));
            Header { id: EntryId([0xee; 32]), device, seq, lamport: seq, written, by: Some(phone.actor.partner) }
        };
        let (mut own, mut shared) = (phone.own.clone(), phone.shared.clone());
        own.insert(Entry { header: header(own.next_lamport()), event: event.clone() });
        shared.insert(Entry { header: header(shared.next_lamport()), event: event.clone() });
        let voided = [wrong(&own.state().anomalies), wrong(&shared.state().anomalies)];
        let home = event.home();
        assert_eq!(voided, [!home.takes(Stream::Own), !home.takes(Stream::Shared)], "{event:?}");
    }
}

#[test]
fn care_15_no_number_judges_a_person() {
    check_absent(&["score", "streak", "percent", "leaderboard", "rank"], |_| true);
    // The serializer of an export names the two types to refuse them.
    check_absent(&["f64", "f32"], |file| !file.ends_with("kernel/content.rs"));
}

#[test]
fn care_38_nothing_mentions_forgiveness() {
    check_absent(&["forgiv", "apolog"], |_| true);
}

#[test]
fn the_core_reads_no_clock_randomness_environment_or_disk() {
    check_absent(
        &["std::time", "systemtime", "instant::now", "utc::now", "getrandom", "std::env", "std::fs", "async "],
        |_| true,
    );
}
