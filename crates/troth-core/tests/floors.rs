//! The three floors of the core, held over its `use` lines: no import goes up, and strands import few others.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The strands that a strand may import, beside itself and the kernel. A new arrow is a decision: give its reason here.
const ARROWS: [(&str, &[&str]); 17] = [
    ("accountability", &[]),
    ("agreement", &[]),
    ("boundary", &[]),
    // A breach names the responsible partner, who has to be a member.
    ("breach", &["membership"]),
    // Rounds rest with the programme, and every device of both posts its part.
    ("check_in", &["membership", "sealed"]),
    // Hands are sealed rounds.
    ("closeness", &["membership", "sealed"]),
    // A talk is not abandoned in a rest.
    ("dialogue", &["membership"]),
    ("horizon", &[]),
    // An area is rated in points.
    ("impact", &["rating"]),
    ("journal", &[]),
    ("membership", &[]),
    // Occurrences rest with the programme.
    ("promise", &["membership"]),
    ("rating", &[]),
    // A device owes its part from the day on which it was added.
    ("sealed", &["membership"]),
    ("setback", &[]),
    // A dismissed step names its round.
    ("settings", &["check_in"]),
    // A page for oneself holds what the shared entry of its strand would hold.
    ("solo", &["accountability", "boundary", "breach", "horizon", "promise", "setback"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// The paths that the code of a file names, as `floor::room`: in its `use` lines and in its code.
fn named(code: &str) -> BTreeSet<(String, String)> {
    let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let paths = code.split("crate::").skip(1).map(|path| {
        let ends = |char: char| !(char.is_alphanumeric() || char == '_' || char == ':');
        let path = path.split(ends).next().unwrap();
        let mut names = path.split("::");
        (names.next().unwrap().to_owned(), names.next().unwrap_or_default().to_owned())
    });
    paths.collect()
}

/// Whether a path leaves its room by `super::`, which the other checks do not see. `depth` counts the folders between
/// the floor and the file.
fn leaves_by_super(code: &str, depth: usize) -> bool {
    code.contains(&"super::".repeat(depth))
}

/// The room of each file of a floor, and the paths that the file names.
fn floor(name: &str) -> BTreeMap<PathBuf, (String, BTreeSet<(String, String)>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name);
    let files = sources(&root).into_iter().map(|file| {
        let room = file.strip_prefix(&root).unwrap().iter().next().unwrap().to_str().unwrap();
        let room = room.trim_end_matches(".rs").to_owned();
        let named = named(&fs::read_to_string(&file).unwrap());
        (file, (room, named))
    });
    files.collect()
}

#[test]
fn the_kernel_imports_nothing_above_it() {
    let files = floor("kernel");
    assert!(files.len() > 10, "the kernel was found");
    for (file, (_, named)) in files {
        let above = named.iter().find(|(floor, _)| floor != "kernel");
        assert!(above.is_none(), "{} reaches up to {above:?}", file.display());
    }
}

#[test]
fn a_strand_imports_the_kernel_and_the_strands_named_beside_it() {
    let allowed = BTreeMap::from(ARROWS);
    let files = floor("strands");
    assert!(files.len() > 40, "the strands were found");
    for (file, (room, named)) in files.into_iter().filter(|(_, (room, _))| room != "mod") {
        let beside = allowed.get(room.as_str()).unwrap_or_else(|| panic!("{room} needs its line in ARROWS"));
        for (floor, to) in named {
            let may = match floor.as_str() {
                "kernel" => true,
                "strands" => to == room || beside.contains(&to.as_str()),
                _ => false,
            };
            assert!(may, "{} reaches {floor}::{to}", file.display());
        }
    }
}

#[test]
fn no_file_leaves_its_room_by_super() {
    for floor in ["kernel", "strands"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(floor);
        for file in sources(&root).into_iter().filter(|file| *file != root.join("mod.rs")) {
            let inside = file.strip_prefix(&root).unwrap().iter().count();
            let is_a_folder = file.file_name().is_some_and(|name| name == "mod.rs");
            let depth = if is_a_folder { inside - 1 } else { inside };
            assert!(!leaves_by_super(&fs::read_to_string(&file).unwrap(), depth), "{}", file.display());
        }
    }
}

/// An unused arrow would let a new import in without a decision.
#[test]
fn every_named_arrow_is_used() {
    let files = floor("strands");
    for (strand, beside) in ARROWS {
        for to in beside {
            let arrow = ("strands".to_owned(), (*to).to_owned());
            let used = files.values().any(|(room, named)| room == strand && named.contains(&arrow));
            assert!(used, "{strand} does not import {to}");
        }
    }
}

#[test]
fn the_arrows_between_strands_make_no_circle() {
    let allowed = BTreeMap::from(ARROWS);
    for (start, _) in ARROWS {
        let mut ahead = allowed[start].to_vec();
        let mut seen = BTreeSet::new();
        while let Some(strand) = ahead.pop() {
            assert_ne!(strand, start, "{start} comes back to itself");
            if seen.insert(strand) {
                ahead.extend(allowed[strand]);
            }
        }
    }
}
