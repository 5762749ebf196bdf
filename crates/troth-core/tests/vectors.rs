//! Bytes of every event, frozen. A change here breaks the records of everyone who has one.
//!
//! `events.txt` holds one line for each event in `samples`: its number and its body in hexadecimal.
//! A new event is added to `samples` and its line, which the failing test prints, to the file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod samples;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use troth_core::{Answers, BODY_BYTES_MAX, EPOCH_SEALED_KIND, Event, MembershipEvent, Points, Questions, RatingEvent};
use troth_testkit::Seed;

const FROZEN: &str = include_str!("vectors/events.txt");

fn line(event: &Event) -> String {
    let mut line = format!("{} ", event.kind());
    for byte in event.encode_body() {
        write!(line, "{byte:02x}").unwrap();
    }
    line
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

#[test]
fn every_event_is_frozen() {
    let written: Vec<String> = samples::events().iter().map(line).collect();
    let frozen: Vec<&str> = FROZEN.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(written, frozen, "the lines as they are now:\n{}", written.join("\n"));
}

#[test]
fn frozen_bytes_read_back() {
    let lines = FROZEN.lines().filter(|line| !line.starts_with('#'));
    for (line, event) in lines.zip(samples::events()) {
        let (kind, body) = line.split_once(' ').unwrap();
        assert_eq!(Event::decode(kind.parse().unwrap(), &bytes(body)), event);
    }
}

/// Ratings of before the week was asked about are in everybody's record.
#[test]
fn a_rating_without_the_week_reads_back() {
    let body = bytes("a30006020a03657469726564");
    let Event::Rating(RatingEvent::Rated(rated)) = Event::decode(500, &body) else { panic!("not a rating") };
    assert_eq!((rated.trust, rated.load), (Points::new(6), Points::new(10)));
    assert_eq!((rated.note.unwrap().as_str(), rated.too_much), ("tired", None));
}

#[test]
fn kinds_are_unique_and_in_their_strand() {
    let events = samples::events();
    let kinds: BTreeSet<u16> = events.iter().map(Event::kind).collect();
    assert_eq!(kinds.len(), events.len());
    assert!(kinds.iter().all(|kind| (100..1_500).contains(kind)));
    let seals = |event: &Event| matches!(event, Event::Membership(MembershipEvent::EpochSealed(_)));
    assert_eq!(events.iter().find(|event| seals(event)).map(Event::kind), Some(EPOCH_SEALED_KIND));
}

#[test]
fn what_cannot_be_read_is_kept_whole() {
    let kept = |kind, body: &[u8]| assert_eq!(Event::decode(kind, body), Event::Unknown { kind, body: body.to_vec() });
    kept(9_999, b"anything");
    kept(u16::MAX, &[]);
    for event in samples::events() {
        let body = event.encode_body();
        kept(event.kind(), &body[..body.len() - 1]);
        kept(event.kind(), &[&body[..], &[0]].concat());
        kept(event.kind(), &vec![0xa0; BODY_BYTES_MAX + 1]);
    }
}

#[test]
fn keys_of_a_newer_version_are_skipped() {
    let left = Event::decode(104, &[0xa1, 0x18, 0x63, 0x82, 0x01, 0x02]);
    assert_eq!(left.kind(), 104);
    assert!(matches!(left, Event::Membership(_)));
}

#[test]
fn hostile_bodies_never_panic() {
    for seed in Seed::cases(2_000) {
        let mut dice = seed.dice();
        let events = samples::events();
        let event = dice.pick(&events).unwrap();
        let mut body = event.encode_body();
        for _ in 0..=dice.below(4) {
            let at = dice.below(body.len());
            body[at] = dice.bytes::<1>()[0];
        }
        let read = Event::decode(event.kind(), &body);
        assert_eq!(Event::decode(read.kind(), &read.encode_body()), read);
    }
}

#[test]
fn deep_nesting_is_survived() {
    let deep = [vec![0xa1, 0x18, 0x63], vec![0x81; 60_000], vec![0x00]].concat();
    assert!(matches!(Event::decode(104, &deep), Event::Membership(_) | Event::Unknown { .. }));
    assert!(matches!(Event::decode(104, &vec![0x9f; 60_000]), Event::Unknown { .. }));
}

#[test]
fn answers_fit_the_smallest_cell() {
    let widest = "\u{1F33B}".repeat(troth_core::ANSWER_CHARS_MAX);
    let answer = Some(samples::text(&widest));
    for questions in [Questions::Daily, Questions::Weekly] {
        let answers = Answers::new(questions, [answer.clone(), answer.clone(), answer.clone()]);
        let sealed = answers.encode();
        assert!(sealed.len() < 3_800, "{} bytes", sealed.len());
        assert_eq!(Answers::decode(&sealed), Some(answers));
    }
    assert_eq!(Answers::decode(b"noise"), None);
    let short = Answers::new(Questions::Daily, [Some(samples::text("calm")), None, None]).encode();
    assert_eq!(short, [0x82, 0x00, 0xa1, 0x00, 0x64, b'c', b'a', b'l', b'm'], "the frozen form of an answer");
}
