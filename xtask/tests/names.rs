//! Holds that the name of a public type stands in one crate, so that a name alone says which type is meant.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Names that stand in two crates on purpose.
///
/// The core depends on no crate of the workspace, and the vault does not know the core. Each of these is one concept on
/// both sides of that wall: the same bytes under the same name, converted where the app passes them on.
const ON_BOTH_SIDES: [(&str, [&str; 2]); 3] = [
    ("DeviceId", ["troth-core", "troth-wire"]),
    ("EpochId", ["troth-core", "troth-vault"]),
    ("Seat", ["troth-core", "troth-vault"]),
];

/// Fewer types than this would mean that the sources were not found or not understood.
const TYPES_MIN: usize = 500;

#[test]
fn the_name_of_a_public_type_stands_in_one_crate() {
    let names = public_types();
    assert!(names.len() >= TYPES_MIN, "only {} public types were found", names.len());
    let twice: BTreeMap<String, Vec<String>> = names
        .into_iter()
        .filter(|(_, crates)| crates.len() > 1)
        .map(|(name, crates)| (name, crates.into_iter().collect()))
        .collect();
    let allowed: BTreeMap<String, Vec<String>> =
        ON_BOTH_SIDES.map(|(name, crates)| (name.to_owned(), crates.map(str::to_owned).to_vec())).into();
    assert_eq!(twice, allowed, "left: names in two crates; right: those with a reason");
}

#[test]
fn types_are_found_where_they_are_declared_or_made_by_a_macro() {
    let found = types_of(concat!(
        "pub struct Kept(u8);\n    pub enum Inner {}\npub(crate) struct Hidden;\npub trait Told {}\n",
        "pub use safe::{\n    ids::{DeviceId, make_id}, LIMIT_MAX as MOST,\n};\npub use troth_core::EntryId;\n",
    ));
    assert_eq!(found, BTreeSet::from(["Kept", "Inner", "Told", "DeviceId"].map(str::to_owned)));
}

/// Lists every public type with the crates that declare it.
fn public_types() -> BTreeMap<String, BTreeSet<String>> {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("crates");
    for entry in fs::read_dir(crates).unwrap().map(Result::unwrap) {
        for path in sources_below(&entry.path().join("src")) {
            for name in types_of(&fs::read_to_string(path).unwrap()) {
                names.entry(name).or_default().insert(entry.file_name().into_string().unwrap());
            }
        }
    }
    names
}

fn sources_below(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(folder) = open.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found
}

/// Lists the types that a source declares as public, and those that it exports: a macro may have made them.
fn types_of(source: &str) -> BTreeSet<String> {
    source.lines().filter_map(declared).chain(source.split("pub use ").skip(1).flat_map(exported)).collect()
}

fn declared(line: &str) -> Option<String> {
    let (kind, rest) = line.trim_start().strip_prefix("pub ")?.split_once(' ')?;
    let is_type = ["struct", "enum", "trait", "type", "union"].contains(&kind);
    let name: String = rest.chars().take_while(|sign| sign.is_alphanumeric()).collect();
    (is_type && !name.is_empty()).then_some(name)
}

/// Lists the types of a `pub use`, unless it hands on another crate's: that is no second type.
fn exported(from_use: &str) -> Vec<String> {
    let list = from_use.split(';').next().unwrap();
    let foreign = list.starts_with("troth_");
    let words = list.split(|sign: char| !sign.is_alphanumeric() && sign != '_').filter(|_| !foreign);
    words.filter(|word| is_type_name(word)).map(str::to_owned).collect()
}

/// Tells types from modules, functions and constants by the case of their letters.
fn is_type_name(word: &str) -> bool {
    word.starts_with(|sign: char| sign.is_uppercase()) && word.contains(|sign: char| sign.is_lowercase())
}
