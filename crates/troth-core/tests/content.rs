//! The content of exports: every event and every choice has its name.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod samples;

use std::collections::BTreeSet;

use minicbor::Decode;
use serde::Serialize;
use troth_core::accountability::StatementPart;
use troth_core::breach::{BreachKind, WantedDetail};
use troth_core::check_in::Questions;
use troth_core::closeness::{ActivityAnswer, Affection, Cost, Effort, Feels, Lasts, Mood, SupportKind};
use troth_core::dialogue::{DialogueForm, FirstFloor, Keeping};
use troth_core::impact::{Area, Feeling, ReflectionAnswer};
use troth_core::promise::Category;
use troth_core::setback::SetbackKind;
use troth_core::{Content, Event, PartnerId};

/// The frozen content of every event in an export: `kind name content`, in the order of the samples.
const FROZEN: &str = include_str!("vectors/content.txt");

/// The partner whom the samples name as responsible.
const ME: PartnerId = PartnerId([1; 16]);

#[test]
fn what_an_export_says_of_every_event_is_frozen() {
    let told = samples::events().into_iter().filter_map(|event| {
        let (name, content) = event.content(ME)?;
        Some(format!("{} {name} {content:?}", event.kind()))
    });
    let told: Vec<String> = told.collect();
    for line in &told {
        assert!(FROZEN.lines().any(|known| known == line), "tests/vectors/content.txt needs the line:\n{line}");
    }
    assert_eq!(told.len(), FROZEN.lines().count(), "a line of tests/vectors/content.txt is said by no sample");
}

#[test]
fn no_two_kinds_share_a_name() {
    let mut names = BTreeSet::new();
    for kind in Event::kinds() {
        assert!(kind.exported_as.is_none_or(|name| names.insert(name)), "{kind:?}");
    }
    assert!(names.len() > 90, "{}", names.len());
}

/// Checks the names that an export gives to all choices of a type.
fn check<T: for<'b> Decode<'b, ()> + Serialize>(names: &str) {
    let all = (0_u8..24).map_while(|at| minicbor::decode::<T>(&[at]).ok());
    let all = all.map(|choice| serde_json::to_value(&choice).unwrap().as_str().unwrap().to_owned());
    assert_eq!(all.collect::<Vec<_>>().join(" "), names);
}

#[test]
fn every_choice_has_its_name() {
    check::<Category>("everyday therapy workshop sobriety-meeting course daily-habit other-change");
    check::<Questions>("daily weekly");
    check::<BreachKind>("affair lie broken-promise money relapse privacy other");
    check::<WantedDetail>("headline outline full not-now");
    check::<Area>("self-worth worry distress trust-in-others");
    check::<Feeling>("hurt anger confusion sadness insecurity fear shame numbness loneliness relief");
    check::<ReflectionAnswer>("fully partly");
    check::<StatementPart>("did hurt mine feel will");
    check::<DialogueForm>("speaker-listener understanding-first");
    check::<FirstFloor>("proposer other");
    check::<Keeping>("week month quarter");
    check::<SupportKind>("listening comfort help reassurance space");
    check::<Lasts>("ten-minutes half-hour evening day");
    check::<Cost>("nothing little more");
    check::<Effort>("little middling much");
    check::<Mood>("quiet light outside making remembering side-by-side caring");
    check::<ActivityAnswer>("yes another-time not-this-one");
    check::<Affection>("shoulder hands close hug kiss one-bed");
    check::<Feels>("all-right ask-first not-now");
    check::<SetbackKind>("hard-day missed-promise disclosure-told disclosure-found relapse");
}

fn told(kind: u16) -> Content {
    let event = samples::events().into_iter().find(|event| event.kind() == kind).unwrap();
    event.content(ME).unwrap().1
}

fn fields(of: &[(&'static str, Content)]) -> Content {
    Content::Fields(of.to_vec())
}

fn name(text: &str) -> Content {
    Content::Name(text.to_owned())
}

fn words(text: &str) -> Content {
    Content::Words(text.to_owned())
}

#[test]
fn an_offer_by_its_names() {
    let at = fields(&[("date", name("2026-03-10")), ("time", name("18:00"))]);
    let terms = fields(&[
        ("cue", words("I come home late")),
        ("deed", words("I call before six")),
        ("due", fields(&[("once", fields(&[("at", at)]))])),
        ("category", name("everyday")),
    ]);
    assert_eq!(told(200), fields(&[("terms", terms)]));
}

#[test]
fn rules_times_choices_and_people_by_their_names() {
    let plan = fields(&[
        ("questions", name("daily")),
        ("starts", name("2026-03-02")),
        ("rule", name("FREQ=DAILY;INTERVAL=1")),
        ("opens", name("20:00")),
        ("window", Content::Number(4)),
    ]);
    assert_eq!(told(300), plan);
    let at = fields(&[("date", name("2026-03-10")), ("time", name("20:00"))]);
    let Content::Fields(answered) = told(1111) else { panic!() };
    assert_eq!(answered[1], ("answer", fields(&[("at", at)])));
    let Content::Fields(named) = told(700) else { panic!() };
    assert_eq!(named.last().unwrap(), &("responsible", name("me")));
    let Content::Fields(noted) = told(800) else { panic!() };
    assert_eq!(noted[1], ("feelings", Content::List(vec![name("hurt"), name("relief")])));
}

#[test]
fn the_other_is_the_other() {
    let event = samples::events().into_iter().find(|event| event.kind() == 700).unwrap();
    let Some((_, Content::Fields(named))) = event.content(PartnerId([9; 16])) else { panic!() };
    assert_eq!(named.last().unwrap(), &("responsible", name("other")));
}

/// All names in a content, ids among them.
fn names(content: &Content) -> Vec<&str> {
    match content {
        Content::Name(name) => vec![name],
        Content::List(all) => all.iter().flat_map(names).collect(),
        Content::Fields(all) => all.iter().flat_map(|(_, one)| names(one)).collect(),
        Content::Words(_) | Content::Number(_) => Vec::new(),
    }
}

#[test]
fn no_content_holds_a_secret_a_device_or_a_partner_id() {
    let mut ids = 0;
    for (_, told) in samples::events().iter().filter_map(|event| event.content(ME)) {
        for id in names(&told).into_iter().filter(|name| name.len() > 12 && name.chars().all(|c| c.is_ascii_hexdigit()))
        {
            // Only entry ids have 32 bytes, and the keys of the samples, which repeat a single byte.
            assert_eq!(id.len(), 64, "{id}");
            assert!(!id.starts_with("5e5e"), "{id}");
            ids += 1;
        }
    }
    assert!(ids > 60, "{ids}");
}

#[test]
fn what_this_version_cannot_read_goes_into_no_export() {
    assert_eq!(Event::Unknown { kind: 400, body: vec![0xa1, 0x00, 0x61, b'x'] }.content(ME), None);
    assert_eq!(Event::Erased { kind: 400 }.content(ME), None);
}

#[test]
fn words_in_their_order() {
    assert_eq!(told(200).words(), ["I come home late", "I call before six"]);
    assert_eq!(told(310).words(), Vec::<&str>::new());
}
