//! Frozen bytes of every event. A change here breaks every existing record.
//!
//! `events.txt` holds one line for each event in `samples`: its number and its body in hexadecimal.
//! A new event is added to `samples` and its line, which the failing test prints, to the file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod samples;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use troth_core::breach::{BreachEvent, BreachNamed, BreachReworded};
use troth_core::check_in::{Answers, CheckInEvent, Questions, RoundId};
use troth_core::membership::{DeviceRemoved, EPOCH_SEALED_KIND, MembershipEvent};
use troth_core::rating::{Points, RatingEvent};
use troth_core::settings::{SettingsEvent, Step, StepDismissed};
use troth_core::{BODY_BYTES_MAX, DeviceId, Event};
use troth_testkit::Seed;

const FROZEN: &str = include_str!("vectors/events.txt");
/// A page for oneself of each form, as `events.txt` has one of them.
const SOLO: &str = include_str!("vectors/solo.txt");

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

/// A device that wrote nothing in a stream has no last entry there.
#[test]
fn a_removal_that_names_no_entry_reads_back() {
    let removed = DeviceRemoved { device: DeviceId([2; 16]), last_seq: 0, last: None };
    let event = Event::Membership(MembershipEvent::DeviceRemoved(removed));
    assert_eq!(line(&event), "102 a20050020202020202020202020202020202020100");
    assert_eq!(Event::decode(102, &event.encode_body()), event);
}

/// Existing records hold breaches from before one could say until when it went on.
#[test]
fn a_breach_without_an_end_reads_back() {
    for old in [
        "700 a5006b746865206c657474657273016c4920666f756e64207468656d021a000b49420301045001010101010101010101010101010101",
        "701 a40058201e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e016b746865206c657474657273026c492066\
         6f756e64207468656d031a000b4942",
    ] {
        let (kind, body) = old.split_once(' ').unwrap();
        let event = Event::decode(kind.parse().unwrap(), &bytes(body));
        assert!(matches!(
            &event,
            Event::Breach(BreachEvent::BreachNamed(BreachNamed { until: None, .. }))
                | Event::Breach(BreachEvent::BreachReworded(BreachReworded { until: None, .. }))
        ));
        assert_eq!(line(&event), old);
    }
}

/// Existing records hold rewordings from before the kind could be changed.
#[test]
fn a_reworded_breach_without_a_kind_reads_back() {
    let old = "701 a50058201e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e016b746865206c657474657273026c492066\
               6f756e64207468656d031a000b4942041a000b495c";
    let (kind, body) = old.split_once(' ').unwrap();
    let event = Event::decode(kind.parse().unwrap(), &bytes(body));
    assert!(matches!(&event, Event::Breach(BreachEvent::BreachReworded(BreachReworded { kind: None, .. }))));
    assert_eq!(line(&event), old);
}

/// Existing records hold ratings from before the question about the week.
#[test]
fn a_rating_without_the_week_reads_back() {
    let body = bytes("a30006020a03657469726564");
    let Event::Rating(RatingEvent::Rated(rated)) = Event::decode(500, &body) else { panic!("not a rating") };
    assert_eq!((rated.trust, rated.load), (Points::new(6), Points::new(10)));
    assert_eq!((rated.note.unwrap().as_str(), rated.too_much), ("tired", None));
}

/// Existing records hold the secrets of answers alone, from before devices wrote spare ones.
#[test]
fn a_secret_from_before_spare_ones_is_that_of_an_answer() {
    let body = bytes(
        "a2008200a20058200909090909090909090909090909090909090909090909090909090909090909011a000b496501485e5e5e5e5e5e5e5e",
    );
    let Event::CheckIn(CheckInEvent::CellSecretKept(kept)) = Event::decode(320, &body) else { panic!("no secret") };
    assert!(!kept.spare);
}

#[test]
fn kinds_are_unique_and_in_their_strand() {
    let events = samples::events();
    let kinds: BTreeSet<u16> = events.iter().map(Event::kind).collect();
    assert_eq!(kinds.len(), events.len());
    assert!(kinds.iter().all(|kind| (100..1_600).contains(kind)));
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
fn pages_for_oneself_of_every_form_are_frozen() {
    let written: Vec<String> = samples::solo_bodies().into_iter().map(|body| line(&samples::solo_page(body))).collect();
    let frozen: Vec<&str> = SOLO.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(written, frozen, "the lines as they are now:\n{}", written.join("\n"));
    for (line, body) in frozen.iter().zip(samples::solo_bodies()) {
        let (kind, hex) = line.split_once(' ').unwrap();
        assert_eq!(Event::decode(kind.parse().unwrap(), &bytes(hex)), samples::solo_page(body));
    }
}

/// The bytes of a step, cut out of an event that dismisses it.
fn step_bytes(step: Step) -> String {
    let line = line(&SettingsEvent::StepDismissed(StepDismissed { step, until: samples::date("2026-03-12") }).into());
    let (_, body) = line.split_once(' ').unwrap();
    body.strip_prefix("a200").and_then(|rest| rest.strip_suffix("011a000b4967")).unwrap().to_owned()
}

#[test]
fn steps_of_every_shape_are_frozen() {
    let (id, day, of_id) = (samples::entry_id(7), samples::date("2026-03-10"), "07".repeat(32));
    let check = |step: Step, expected: &str| {
        let bytes_now = step_bytes(step);
        assert_eq!(bytes_now, expected, "{step:?}");
        assert_eq!(minicbor::decode::<Step>(&bytes(&bytes_now)).unwrap(), step);
    };
    check(Step::CallFirstRound, "820680");
    check(Step::AnswerProposal(id), &format!("8201815820{of_id}"));
    check(Step::CallVictory(id), &format!("821830815820{of_id}"));
    check(Step::LookBack(day), "8213811a000b4965");
    check(Step::TellOutcome(id, day), &format!("8204825820{of_id}1a000b4965"));
    check(Step::ReviewAgreement(id, day), &format!("821829825820{of_id}1a000b4965"));
    let called = RoundId::Called { call: id };
    check(Step::AnswerRound(called), &format!("8200818201a1005820{of_id}"));
}

#[test]
fn fields_of_a_newer_step_are_skipped_and_a_missing_one_makes_none() {
    let read = |hex: &str| minicbor::decode::<Step>(&bytes(hex)).ok();
    assert_eq!(read("8206811a000b4965"), Some(Step::CallFirstRound));
    assert_eq!(read("8213821a000b4965820102"), Some(Step::LookBack(samples::date("2026-03-10"))));
    for hex in ["821380", "82138000", "8113811a000b4965", "8213", "8218ff80", "a0", ""] {
        assert_eq!(read(hex), None, "{hex}");
    }
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
    let widest = "\u{1F33B}".repeat(troth_core::check_in::ANSWER_CHARS_MAX);
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
