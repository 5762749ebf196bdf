//! Requirements of care.md that are kept by what isn't there.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use std::fs;
use std::path::Path;

/// Source lines without comments, lower case.
fn code() -> String {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut code = String::new();
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if file.is_dir() {
                folders.push(file);
            } else {
                let text = fs::read_to_string(file).unwrap();
                let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
                code.extend(lines.flat_map(|line| [line, "\n"]));
            }
        }
    }
    code.to_lowercase()
}

fn check_absent(words: &[&str]) {
    let code = code();
    assert!(code.len() > 10_000, "the sources were found");
    for word in words {
        assert!(!code.contains(word), "{word:?} stands in the code of the core");
    }
}

#[test]
fn care_13_no_event_for_reading_seeing_typing_answering_or_skipping() {
    check_absent(&["read_at", "roundread", "lastseen", "last_seen", "typing", "skipped", "answeredround", "opened_at"]);
}

#[test]
fn care_15_no_number_judges_a_person() {
    check_absent(&["score", "streak", "percent", "leaderboard", "rank", "f64", "f32"]);
}

#[test]
fn care_38_nothing_mentions_forgiveness() {
    check_absent(&["forgiv", "apolog"]);
}

#[test]
fn the_core_reads_no_clock_randomness_environment_or_disk() {
    check_absent(&[
        "std::time",
        "systemtime",
        "instant::now",
        "utc::now",
        "getrandom",
        "std::env",
        "std::fs",
        "async ",
    ]);
}
