//! Where the mirror is silent, and what it never does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod sentences;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use troth_mirror::{Class, Mode, reflect, rules};

/// Least number of silent examples for each rule.
const EXAMPLES_MIN: usize = 20;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn silent_file(rule: &str) -> PathBuf {
    folder().join("tests/data/silent").join(rule).with_extension("txt")
}

/// The mode in which a class may be noted.
fn mode_of(class: Class) -> Mode {
    if class == Class::Listener { Mode::Listening } else { Mode::Draft }
}

fn silent_examples(rule: &str) -> BTreeSet<String> {
    let file = fs::read_to_string(silent_file(rule)).unwrap_or_else(|error| panic!("{rule}: {error}"));
    file.lines().filter(|line| !line.trim().is_empty()).map(String::from).collect()
}

#[test]
fn care_35_every_rule_has_twenty_silent_examples_and_stays_silent() {
    let mut disturbed = Vec::new();
    for (rule, class) in rules().collect::<BTreeSet<_>>() {
        let examples = silent_examples(rule);
        assert!(examples.len() >= EXAMPLES_MIN, "{rule} has {} silent examples", examples.len());
        let noted = examples.into_iter().map(|line| (reflect(&line, mode_of(class)).notes, line));
        disturbed.extend(noted.filter(|(notes, _)| !notes.is_empty()).map(|found| (rule, found)));
    }
    let lines: Vec<_> = disturbed.iter().map(|(rule, (notes, line))| format!("{rule}: {line}\n  {notes:?}")).collect();
    assert!(disturbed.is_empty(), "{} drew a note:\n{}", lines.len(), lines.join("\n"));
}

#[test]
fn every_file_of_silent_examples_belongs_to_a_rule() {
    let known: BTreeSet<_> = rules().map(|(rule, _)| silent_file(rule)).collect();
    let found = fs::read_dir(folder().join("tests/data/silent")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(known, found);
}
