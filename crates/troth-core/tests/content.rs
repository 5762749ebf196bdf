//! What goes into an export has names: the table is held against one of every event and every choice.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod samples;

use std::collections::BTreeSet;
use std::fmt::Debug;

use minicbor::Decode;
use troth_core::{
    ActivityAnswer, Affection, Area, BreachKind, Category, CheckInEvent, ClosenessEvent, Content, Cost, DialogueForm,
    Effort, Event, Feeling, Feels, FirstFloor, JournalEvent, Keeping, Lasts, MembershipEvent, Mood, PartnerId,
    Questions, RatingEvent, ReflectionAnswer, SetbackKind, StatementPart, SupportKind, WantedDetail, content,
};

const TABLE: &str = include_str!("../src/content.txt");

/// The partner whom the samples name as responsible.
const ME: PartnerId = PartnerId([1; 16]);

/// What the app writes for itself: keys, devices, sealed rounds, and what was put away.
fn is_for_nobody_to_read(event: &Event) -> bool {
    use {CheckInEvent as C, ClosenessEvent as L, MembershipEvent as M};
    match event {
        Event::Settings(_) | Event::Journal(JournalEvent::JournalErased(_)) => true,
        Event::Membership(event) => {
            !matches!(event, M::PartnerJoined(_) | M::NameChanged(_) | M::Left(_) | M::RestTaken(_) | M::RestEnded(_))
        }
        Event::CheckIn(event) => matches!(event, C::OpeningPosted(_) | C::CellSecretKept(_)),
        Event::Closeness(event) => {
            matches!(event, L::HandCellsPosted(_) | L::HandMarked(_) | L::HandOpeningsPosted(_) | L::PaceSet(_))
        }
        Event::Rating(event) => matches!(event, RatingEvent::TooMuchNow(_)),
        _ => false,
    }
}

#[test]
fn every_event_has_names_or_is_for_nobody_to_read() {
    let mut names = BTreeSet::new();
    for event in samples::events() {
        let told = content(&event, ME);
        assert_eq!(told.is_none(), is_for_nobody_to_read(&event), "{} needs its line in content.txt", event.kind());
        assert!(told.is_none_or(|(name, _)| names.insert(name)), "two kinds share the name of {}", event.kind());
    }
}

/// Names of fields as the code has them, those too that hold nothing in a sample.
fn fields_of(event: &Event) -> BTreeSet<String> {
    let text = format!("{event:?}");
    let mut quoted = false;
    let bare: String = text
        .split('"')
        .map(|part| {
            quoted = !quoted;
            if quoted { part } else { "" }
        })
        .collect();
    let word = |part: &str| part.rsplit(|char: char| !char.is_alphanumeric() && char != '_').next().map(str::to_owned);
    bare.split(": ").filter_map(word).filter(|word| !word.is_empty()).collect()
}

/// Names of fields in the table, from one of its lines on.
fn fields_from(line: &str, found: &mut BTreeSet<String>) {
    let first = line.split(' ').next().unwrap();
    if line.contains(" = ") {
        return;
    }
    for place in line.strip_prefix(first).unwrap().trim_start_matches(" |").split(' ') {
        let (name, kind) = place.split_once(':').unwrap_or((place, ""));
        found.insert(name.to_owned());
        let inner = TABLE.lines().find(|line| !kind.is_empty() && line.starts_with(&format!("{kind} ")));
        inner.into_iter().for_each(|line| fields_from(line, found));
    }
}

#[test]
fn every_field_has_the_name_that_the_code_gives_it() {
    // Parts of a rule, which goes out as the text that calendars know.
    let of_a_rule = ["every", "ending"];
    let mut checked = 0;
    for event in samples::events().iter().filter(|event| content(event, ME).is_some()) {
        let line = TABLE.lines().find(|line| line.starts_with(&format!("{} ", event.kind()))).unwrap();
        let mut named = BTreeSet::new();
        fields_from(line, &mut named);
        let is_left_out = |field: &str| match event {
            Event::Membership(_) => ["partner", "label"].contains(&field),
            Event::CheckIn(CheckInEvent::CellPosted(_)) => field == "cell",
            _ => false,
        };
        for field in fields_of(event) {
            checked += 1;
            let known = named.contains(&field) || of_a_rule.contains(&&*field) || is_left_out(&field);
            assert!(known, "{} has no name for `{field}`: {event:?}", event.kind());
        }
    }
    assert!(checked > 150, "{checked}");
}

fn kebab(name: &str) -> String {
    let mut text = String::new();
    for char in name.chars() {
        if char.is_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.extend(char.to_lowercase());
    }
    text
}

/// All choices of a type, as the code names them.
fn check<T: for<'b> Decode<'b, ()> + Debug>(of: &str) {
    let all = (0_u8..24).map_while(|at| minicbor::decode::<T>(&[at]).ok()).map(|choice| kebab(&format!("{choice:?}")));
    let line = format!("{of} = {}", all.collect::<Vec<_>>().join(" "));
    assert!(TABLE.lines().any(|known| known == line), "content.txt needs the line: {line}");
}

#[test]
fn every_choice_has_its_name() {
    check::<Category>("Category");
    check::<Questions>("Questions");
    check::<BreachKind>("BreachKind");
    check::<WantedDetail>("Detail");
    check::<Area>("AreaName");
    check::<Feeling>("Feeling");
    check::<ReflectionAnswer>("ReflectionAnswer");
    check::<StatementPart>("Part");
    check::<DialogueForm>("Form");
    check::<FirstFloor>("First");
    check::<Keeping>("Keeping");
    check::<SupportKind>("SupportKind");
    check::<Lasts>("Lasts");
    check::<Cost>("Cost");
    check::<Effort>("Effort");
    check::<Mood>("Mood");
    check::<ActivityAnswer>("ActivityAnswer");
    check::<Affection>("Affection");
    check::<Feels>("Feels");
    check::<SetbackKind>("SetbackKind");
    let one_of_several = TABLE.lines().filter(|line| line.contains(" = ")).count();
    assert_eq!(one_of_several, 20, "a new line of choices needs its check here");
}

fn told(kind: u16) -> Content {
    let event = samples::events().into_iter().find(|event| event.kind() == kind).unwrap();
    content(&event, ME).unwrap().1
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
    let Some((_, Content::Fields(named))) = content(&event, PartnerId([9; 16])) else { panic!() };
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
    for (_, told) in samples::events().iter().filter_map(|event| content(event, ME)) {
        for id in names(&told).into_iter().filter(|name| name.len() > 12 && name.chars().all(|c| c.is_ascii_hexdigit()))
        {
            // Entries have 32 bytes and nothing else has, but the keys of the samples, which are made of one byte.
            assert_eq!(id.len(), 64, "{id}");
            assert!(!id.starts_with("5e5e"), "{id}");
            ids += 1;
        }
    }
    assert!(ids > 60, "{ids}");
}

#[test]
fn what_this_version_cannot_read_goes_into_no_export() {
    assert_eq!(content(&Event::Unknown { kind: 400, body: vec![0xa1, 0x00, 0x61, b'x'] }, ME), None);
    assert_eq!(content(&Event::Erased { kind: 400 }, ME), None);
}

#[test]
fn words_in_their_order() {
    assert_eq!(told(200).words(), ["I come home late", "I call before six"]);
    assert_eq!(told(310).words(), Vec::<&str>::new());
}
