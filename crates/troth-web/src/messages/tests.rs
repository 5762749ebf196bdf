//! Rules for messages: what they must and must not say, and that each is used and each used name exists.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::fluent::{ENGLISH, tr};
use super::voice_tests::messages;

/// The page that is shown before the app.
const PAGE: &str = include_str!("../../page/index.html");

/// Prefixes of message names that the app uses; its other words with a dash are no messages.
const APP_NAMES: [&str; 19] = [
    "problem-",
    "because-",
    "done-",
    "step-",
    "banner-",
    "link-",
    "broken-",
    "activity-",
    "lasts-",
    "cost-",
    "effort-",
    "mood-",
    "affection-",
    "feels-",
    "help-",
    "trend-",
    "taken-",
    "dates-",
    "passphrase-",
];

/// Beginnings of words that would claim to do a clinic's work (care 40).
const CLINICAL: [&str; 10] =
    ["diagnos", "treat", "therap", "cure", "heal", "symptom", "patient", "clinic", "disorder", "prescri"];

/// Exceptions: what Troth says it is not, what a person may promise to go to, and whom a person may look for.
const DISCLAIMERS: [&str; 4] =
    ["is not therapy", "not a diagnosis", "category-therapy = therapy", "a couple therapist"];

/// The message files without their comments.
pub(super) fn written() -> String {
    let lines = ENGLISH.iter().flat_map(|file| file.lines()).filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn defined() -> Vec<String> {
    let starts = |line: &str| line.starts_with(|first: char| first.is_ascii_lowercase());
    let text = written();
    text.lines().filter(|line| starts(line)).filter_map(|line| Some(line.split_once(" =")?.0.to_owned())).collect()
}

/// Returns every source file below a folder of this repository's crates.
pub(super) fn sources(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("messages/tests.rs") {
                found.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

/// Returns string literals of a source, and some text between literals: good enough to find names.
fn literals(source: &str) -> impl Iterator<Item = &str> {
    source.split('"')
}

/// Returns the names passed to `tr` and `tr_args` in a source; `attr` is another function.
fn named_directly(source: &str) -> impl Iterator<Item = &str> {
    let calls = ["tr(", "tr_args("].into_iter().flat_map(move |call| source.match_indices(call));
    calls.filter_map(|(at, call)| {
        let is_longer = source[..at].ends_with(|before: char| before.is_alphanumeric());
        let named = source[at + call.len()..].trim_start().strip_prefix('"').filter(|_| !is_longer)?;
        named.split('"').next()
    })
}

/// Returns the message names that the page itself uses before the app has started.
fn said_by_the_page() -> impl Iterator<Item = &'static str> {
    PAGE.split("{{say ").skip(1).filter_map(|rest| rest.split("}}").next())
}

#[test]
fn every_message_that_is_named_exists() {
    let defined: BTreeSet<String> = defined().into_iter().collect();
    let mut missing = BTreeSet::new();
    for source in sources("troth-web/src") {
        missing.extend(named_directly(&source).filter(|name| !defined.contains(*name)).map(str::to_owned));
    }
    for source in sources("troth-app/src") {
        let names =
            literals(&source).filter(|name| is_name(name) && APP_NAMES.iter().any(|start| name.starts_with(start)));
        missing.extend(names.filter(|name| !defined.contains(*name)).map(str::to_owned));
    }
    assert!(missing.is_empty(), "no file of locales/en says: {missing:#?}");
}

/// Each message with all that it says, over several lines if it has them.
fn with_words() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let mut last = String::new();
    for line in written().lines() {
        if let Some((name, _)) = line.split_once(" =").filter(|(name, _)| is_name(name)) {
            name.clone_into(&mut last);
        }
        all.entry(last.clone()).or_insert_with(String::new).push_str(line);
    }
    all
}

#[test]
fn no_message_is_drawn_without_what_it_names() {
    let words = with_words();
    let lacks = |name: &&str| words.get(*name).is_some_and(|words| words.contains("{ $"));
    for source in sources("troth-web/src") {
        let calls = source.match_indices("tr(\"").filter(|(at, _)| !source[..*at].ends_with(char::is_alphanumeric));
        let plain = calls.filter_map(|(at, call)| source[at + call.len()..].split_once("\")")).map(|(name, _)| name);
        let bare: Vec<&str> = plain.filter(lacks).collect();
        assert!(bare.is_empty(), "tr() leaves a place empty that tr_args() fills: {bare:?}");
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.ends_with('-') && text.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-')
}

#[test]
fn every_message_is_used() {
    let sources: Vec<String> = sources("troth-web/src").into_iter().chain(sources("troth-app/src")).collect();
    let used: BTreeSet<&str> = sources.iter().flat_map(|source| literals(source)).collect();
    let is_used = |name: &String| used.contains(name.as_str()) || said_by_the_page().any(|said| said == name);
    let unused: Vec<String> = defined().into_iter().filter(|name| !is_used(name)).collect();
    assert!(unused.is_empty(), "nothing says: {unused:#?}");
}

#[test]
fn the_files_hold_no_mistake_and_no_name_twice() {
    for file in ENGLISH {
        let read = fluent_bundle::FluentResource::try_new((*file).to_owned());
        assert!(read.is_ok(), "{:?}", read.map_err(|(_, mistakes)| mistakes).err());
    }
    let all = defined();
    let once: BTreeSet<&String> = all.iter().collect();
    assert_eq!(once.len(), all.len(), "a name stands twice");
}

#[test]
fn every_message_is_found_though_its_file_is_read_late() {
    for name in defined().iter().rev() {
        assert_ne!(tr(name), *name);
    }
}

#[test]
fn care_40_no_message_claims_a_clinic_s_work() {
    let mut text = written().to_lowercase();
    for disclaimer in DISCLAIMERS {
        text = text.replace(disclaimer, "");
    }
    assert!(!text.contains("screen for"), "a claim: screen for");
    for word in text.split(|letter: char| !letter.is_alphabetic()) {
        assert!(!CLINICAL.iter().any(|start| word.starts_with(start)), "a claim: {word}");
    }
}

#[test]
fn care_38_nothing_speaks_of_forgiving() {
    assert!(!written().to_lowercase().contains("forgiv"));
}

#[test]
fn care_05_help_calls_nobody_anything() {
    let help = ENGLISH.iter().find(|file| file.contains("safety-title")).unwrap();
    for line in help.lines().filter_map(|line| line.split_once(" =")) {
        let words = line.1.to_lowercase();
        for word in ["safe", "abus", "victim", "violent"] {
            assert!(!words.contains(word), "{}: {word}", line.0);
        }
    }
}

/// The screens on which somebody leaves, locks, looks for help or minds their devices.
const WITHOUT_THE_PARTNERS_WORDS: [&str; 13] = [
    "leaving",
    "lock",
    "locked",
    "safety",
    "safety_check",
    "devices",
    "device_changes",
    "passphrase",
    "recovery",
    "returning",
    "notice",
    "server",
    "export",
];

/// What a message can hold that the partner chose: their name, by whichever argument.
const CHOSEN_BY_THE_PARTNER: [&str; 4] = ["$partner", "$name", "$from", "$with"];

#[test]
fn care_43_no_text_of_the_partner_s_stands_on_the_unlink_lock_help_and_device_pages() {
    let messages = messages();
    let holds = |id: &str| {
        let words = messages.get(id)?;
        CHOSEN_BY_THE_PARTNER.into_iter().find(|argument| words.contains(argument))
    };
    let mut looked_at = 0;
    for screen in WITHOUT_THE_PARTNERS_WORDS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/screens/{screen}.rs"));
        let source = fs::read_to_string(path).unwrap();
        for call in ["partner()", "named(", "open.partner", "earlier"] {
            assert!(!source.contains(call), "{screen} draws what {call} returns");
        }
        for id in literals(&source).filter(|text| is_name(text)) {
            looked_at += usize::from(messages.contains_key(id));
            assert_eq!(holds(id), None, "{screen}: {id}");
        }
    }
    assert!(looked_at > 100, "the search for messages finds them: {looked_at}");
    // They stand above every screen.
    for banner in defined().iter().filter(|id| id.starts_with("banner-")) {
        assert_eq!(holds(banner), None, "{banner}");
    }
}

#[test]
fn care_59_no_screen_tells_anyone_to_inform_the_partner() {
    assert!(tr("unlink-stop").contains("just stop opening Troth"));
    assert!(tr("unlink-happens-tell").contains("You don’t have to tell anyone"));
    let screen = include_str!("../screens/leaving.rs");
    assert!(screen.contains("\"unlink-stop\"") && screen.contains("\"unlink-happens-tell\""));
    let text = written().to_lowercase();
    for phrase in ["tell your partner", "inform your partner", "let your partner know", "let them know", "tell them"] {
        let found = text.lines().find(|line| line.split_once(" =").is_some_and(|(_, said)| said.contains(phrase)));
        assert_eq!(found, None, "{phrase}");
    }
}

#[test]
fn care_52_what_protects_says_beforehand_where_it_shows_and_for_how_long() {
    for (screen, says, [place, time]) in [
        (include_str!("../screens/recovery.rs"), "recovery-shows", ["Settings", "a day"]),
        (include_str!("../screens/link.rs"), "add-device-note", ["Settings", "a day"]),
        (include_str!("../screens/lock.rs"), "lock-shows", ["this device", "until you take"]),
        (include_str!("../screens/rest.rs"), "rest-shows", ["screens of you both", "until it ends"]),
        (include_str!("../screens/export.rs"), "export-shows", ["downloads", "until you delete"]),
    ] {
        assert!(screen.contains(&format!("\"{says}\"")), "{says} is drawn");
        assert!(tr(says).contains(place) && tr(says).contains(time), "{says}: {}", tr(says));
    }
}

#[test]
fn care_15_no_message_counts_or_grades_a_person() {
    let text = written().to_lowercase();
    for word in ["%", "percent", "per cent", "score", "streak", "restored", "rank", "points"] {
        let found = text.lines().find(|line| line.split_once(" =").is_some_and(|(_, said)| said.contains(word)));
        assert_eq!(found, None, "{word}");
    }
}

#[test]
fn messages_keep_a_quiet_voice() {
    for shout in ["!", "Oops", "Error", "Invalid", "failed"] {
        let text = written();
        let found = text.lines().find(|line| line.split_once(" =").is_some_and(|(_, said)| said.contains(shout)));
        assert_eq!(found, None, "{shout}");
    }
}

#[test]
fn care_11_the_notice_says_that_history_stays() {
    assert!(tr("notice-history").contains("does not erase your browser’s history"));
    let screens = sources("troth-web/src/screens").concat();
    assert!(screens.matches("notice-history").count() >= 2, "the notice and the page about Troth say it");
}

#[test]
fn the_required_wording_stands_where_one_reads_it() {
    let not = tr("about-not");
    assert!(["not therapy", "not a diagnosis", "not an emergency service"].iter().all(|words| not.contains(words)));
    let not_for = tr("about-not-for");
    assert!(["fear", "violence", "control"].iter().all(|words| not_for.contains(words)));
    assert!(tr("about-stop").contains("Either of you may stop at any time"));
    assert!(tr("about-numbers").contains("uncertain"));
    assert!(tr("notice-cannot").contains("software on this device"));
}

#[test]
fn care_09_every_frame_holds_hide() {
    let mut frames = 0;
    for source in sources("troth-web/src/screens") {
        frames += source.matches(".class(\"top\")").count();
        assert_eq!(source.matches(".class(\"top\")").count(), source.matches("hide_button()").count(), "{source}");
    }
    assert!(frames >= 2, "the app's frame, and the one outside of it");
    assert_eq!(
        PAGE.matches("class=\"top\"").count(),
        PAGE.matches("class=\"hide\"").count(),
        "before the app is there"
    );
    assert!(sources("troth-web/src/components").concat().contains("data-hide"));
}

#[test]
fn every_icon_that_is_drawn_is_on_the_sheet() {
    let sheet = include_str!("../../assets/icons.svg");
    let is_icon = |name: &&str| name.len() > 2 && ["i-", "f-", "d-"].contains(&&name[..2]) && is_name(name);
    for source in sources("troth-web/src/screens").iter().chain(&sources("troth-web/src/components")) {
        for name in literals(source).filter(|name| name.is_ascii()).filter(is_icon) {
            assert!(sheet.contains(&format!("id=\"{name}\"")), "{name} is not in icons.svg");
        }
    }
}
