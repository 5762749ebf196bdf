//! docs/format.md keeps step with the code.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use troth_vault::{ANSWER_MAX_BYTES, BODY_CONTENT_MAX_BYTES, CELL_BYTES, DEPS_MAX, EPOCHS_MAX, OPENING_BYTES};

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn specification() -> String {
    fs::read_to_string(crates().join("../docs/format.md")).unwrap()
}

/// All string literals of the sources that look like a domain.
fn domains_in_code() -> Vec<String> {
    let mut domains = Vec::new();
    let mut open = vec![crates().join("troth-vault/src")];
    while let Some(path) = open.pop() {
        match path.is_dir() {
            true => open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path())),
            false => collect(&fs::read_to_string(&path).unwrap(), &mut domains),
        }
    }
    for file in ["record.rs", "admission.rs"] {
        collect(&fs::read_to_string(crates().join("troth-wire/src").join(file)).unwrap(), &mut domains);
    }
    domains
}

fn collect(source: &str, into: &mut Vec<String>) {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let literals = code.flat_map(|line| line.split('"').skip(1).step_by(2));
    into.extend(
        literals
            .filter(|text| text.starts_with("troth ") && [" v1", " v2"].iter().any(|version| text.ends_with(version)))
            .map(str::to_owned),
    );
}

#[test]
fn every_domain_string_is_specified_and_stands_in_one_place() {
    let text = specification();
    let list = text.split("<!-- domains").nth(1).unwrap().split("```").nth(1).unwrap();
    let specified: BTreeSet<&str> = list.lines().filter(|line| line.starts_with("troth ")).collect();
    let code = domains_in_code();
    let unique: BTreeSet<&str> = code.iter().map(String::as_str).collect();
    assert_eq!(unique.len(), code.len(), "a domain string stands twice in the code");
    assert_eq!(unique, specified);
}

#[test]
fn the_limits_are_those_of_the_code() {
    let text = specification().replace(',', "");
    let say = |number: usize, line: &str| assert!(text.contains(&line.replace("{}", &number.to_string())), "{line}");
    say(BODY_CONTENT_MAX_BYTES, "| content of an entry | {} bytes");
    say(EPOCHS_MAX, "| epochs of a stream | {} |");
    say(ANSWER_MAX_BYTES, "| answer in a cell | {} bytes |");
    say(OPENING_BYTES, "An opening has {} bytes");
    say(DEPS_MAX, "array of at most {} record ids");
    say(CELL_BYTES - 65, "| 65 | {} | ciphertext and tag |");
}
