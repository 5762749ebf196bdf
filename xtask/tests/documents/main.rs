//! Holds what the documents say about the tree: each path they name, each test, each link.
//!
//! A path may be shortened from the left: `place/impact.rs` stands for any file that ends so, and `place/` for any folder.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod markdown;
mod tree;

use std::collections::BTreeSet;

use markdown::{Document, anchors, is_identifier};
use tree::Tree;

/// Ten minutes of reading, in bytes: a page that is longer gets read by nobody who is new.
const ARCHITECTURE_BYTES_MAX: usize = 14_000;

/// A picture that a page shows at once, in bytes; larger ones slow down everybody who clones.
const PICTURE_BYTES_MAX: u64 = 60_000;

/// The first lines of the README: what a reader sees without scrolling.
const FIRST_SCREEN_LINES: usize = 45;

/// An identifier with this many underscores is the name of a test; functions and fields have shorter ones.
const TEST_NAME_UNDERSCORES: usize = 4;

/// The requirements of `docs/care.md` that bind every version.
const CARE_REQUIREMENTS: std::ops::RangeInclusive<u32> = 1..=40;
/// Later requirements that are held already.
const CARE_REQUIREMENTS_LATER: [u32; 10] = [41, 42, 43, 48, 50, 52, 53, 57, 59, 60];

/// Where the files of each column of the index of features are: core, app, web, tests.
const INDEX_COLUMNS: [&[&str]; 4] = [
    &["crates/troth-core/src/", "crates/troth-insight/", "crates/troth-vault/"],
    &["crates/troth-app/"],
    &["crates/troth-web/"],
    &["crates/troth-core/tests/", "crates/troth-insight/tests/", "crates/troth-cli/tests/", "e2e/tests/"],
];

/// Looks like a path, and names something that is not in the tree: made by a build, on somebody's disk, a media type.
const NOT_IN_THE_TREE: [&str; 8] = [
    "dist/",
    "target/dist",
    "e2e/artifacts/",
    ".local/share/troth",
    "notes-YYYY-MM-DD.html",
    "notes-YYYY-MM-DD.jsonl",
    "text/html",
    "application/octet-stream",
];

#[test]
fn every_path_in_a_document_exists() {
    let tree = Tree::read();
    let mut missing = Vec::new();
    for document in documents(&tree) {
        for (line, span) in document.spans() {
            if markdown::is_path(span) && !NOT_IN_THE_TREE.contains(&span) && !tree.has(span) {
                missing.push(format!("{}:{line} {span}", document.name));
            }
        }
    }
    assert!(missing.is_empty(), "these paths are in no commit:\n{}", missing.join("\n"));
}

#[test]
fn every_link_in_a_document_leads_somewhere() {
    let tree = Tree::read();
    let mut broken = Vec::new();
    for document in documents(&tree) {
        for (line, target) in document.links() {
            if !leads_somewhere(&tree, &document, target) {
                broken.push(format!("{}:{line} {target}", document.name));
            }
        }
    }
    assert!(broken.is_empty(), "these links lead nowhere:\n{}", broken.join("\n"));
}

fn leads_somewhere(tree: &Tree, from: &Document, target: &str) -> bool {
    if target.starts_with("https://") {
        return true;
    }
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let name = if path.is_empty() { from.name.clone() } else { tree::join(&from.name, path) };
    let exists = tree.root().join(&name).exists();
    exists && (anchor.is_empty() || anchors(&tree.text(&name)).contains(anchor))
}

#[test]
fn every_test_that_a_document_names_exists() {
    let tree = Tree::read();
    let tests = tree.tests();
    let mut missing = Vec::new();
    for document in documents(&tree) {
        for (line, span) in document.spans() {
            let is_test_name = is_identifier(span) && span.matches('_').count() >= TEST_NAME_UNDERSCORES;
            if is_test_name && !tests.contains(span) {
                missing.push(format!("{}:{line} {span}", document.name));
            }
        }
    }
    assert!(missing.is_empty(), "no test has these names:\n{}", missing.join("\n"));
}

#[test]
fn every_invariant_names_what_holds_it() {
    let tree = Tree::read();
    let (page, tests) = (tree.document("ARCHITECTURE.md"), tree.tests());
    let rows = page.table_under("## Invariants");
    assert!(rows.len() > 30, "the table of invariants was found");
    for cells in rows {
        let holders = markdown::spans(cells.last().unwrap());
        assert!(!holders.is_empty(), "nothing holds: {}", cells[0]);
        for holder in holders {
            assert!(tests.contains(holder) || tree.has(holder), "{holder} holds nothing: {}", cells[0]);
        }
    }
}

/// The sections of the threat model in which each bullet and each row is a claim about what the code does.
const CLAIMS: [(&str, usize); 3] =
    [("**What it can't do.**", 3), ("**What it can do, and how that shows.**", 9), ("**With the app as it is**", 8)];

#[test]
fn every_claim_of_the_threat_model_names_what_holds_it() {
    let tree = Tree::read();
    let (page, tests) = (tree.document("docs/threat-model.md"), tree.tests());
    for (opening, claims_min) in CLAIMS {
        let items = page.items_after(opening);
        assert!(items.len() >= claims_min, "{opening} has {} claims", items.len());
        for item in items {
            // What another section tells is held there.
            let holders = markdown::spans(item);
            let is_held = |span: &&str| tests.contains(*span) || (span.ends_with(".test.mjs") && tree.has(span));
            assert!(item.contains("](#") || holders.iter().any(is_held), "no test holds: {item}");
        }
    }
}

/// A short path in the index means a file of its column's crate: `lock.rs` of the app is not the screen of that name.
#[test]
fn every_feature_is_found_in_its_column() {
    let tree = Tree::read();
    let rows = tree.document("ARCHITECTURE.md").table_under("## Where a feature is");
    assert!(rows.len() > 10, "the index of features was found");
    for cells in rows {
        assert_eq!(cells.len(), 1 + INDEX_COLUMNS.len(), "{}", cells[0]);
        for (cell, folders) in cells[1..].iter().zip(INDEX_COLUMNS) {
            let spans = markdown::spans(cell);
            let is_found = |span: &&str| folders.iter().any(|folder| tree.has_below(folder, span));
            assert!(!spans.is_empty() && spans.iter().all(is_found), "{}: {cell} is not below {folders:?}", cells[0]);
        }
    }
}

#[test]
fn the_seven_steps_name_their_rooms_and_tests() {
    let tree = Tree::read();
    let rows = tree.document("README.md").table_under("## The seven steps");
    assert_eq!(rows.len(), 7);
    for cells in rows {
        let holders = markdown::spans(cells.last().unwrap());
        assert!(!holders.is_empty() && holders.iter().all(|holder| tree.has(holder)), "{}", cells[0]);
    }
}

#[test]
fn the_table_of_browser_tests_names_files_that_exist() {
    let tree = Tree::read();
    let rows = tree.document("e2e/README.md").table_under("## What two partners do, and the tests of it");
    assert!(rows.len() > 10, "the table of browser tests was found");
    for cells in rows {
        let missing = |span: &&str| !tree.has(&format!("e2e/tests/{span}.test.mjs"));
        assert_eq!(markdown::spans(&cells[1]).into_iter().find(missing), None, "{}", cells[0]);
    }
}

#[test]
fn the_map_of_the_code_can_be_read_in_ten_minutes() {
    let length = Tree::read().text("ARCHITECTURE.md").len();
    assert!(length <= ARCHITECTURE_BYTES_MAX, "ARCHITECTURE.md has {length} bytes of {ARCHITECTURE_BYTES_MAX}");
}

#[test]
fn the_readme_shows_the_product_in_its_first_screen() {
    let tree = Tree::read();
    let text = tree.text("README.md");
    let first: Vec<_> = text.lines().take(FIRST_SCREEN_LINES).collect();
    let pictures: Vec<_> = first.iter().flat_map(|line| markdown::pictures(line)).collect();
    assert_eq!(pictures.len(), 2, "two pictures within the first {FIRST_SCREEN_LINES} lines");
    for picture in pictures {
        let bytes = std::fs::metadata(tree.root().join(picture)).unwrap().len();
        assert!(bytes <= PICTURE_BYTES_MAX, "{picture} has {bytes} bytes of {PICTURE_BYTES_MAX}");
    }
    for command in ["cargo xtask serve", "cargo xtask test"] {
        assert!(first.iter().any(|line| line.starts_with(command)), "{command} within the first screen");
    }
}

#[test]
fn every_decision_is_listed_and_says_context_decision_and_consequences() {
    let tree = Tree::read();
    let index = tree.text("docs/decisions/README.md");
    let names: Vec<_> = tree.below("docs/decisions/").filter(|name| !name.ends_with("/README.md")).collect();
    assert!(names.len() > 20, "the decisions were found");
    for (place, name) in names.iter().enumerate() {
        check_decision(&tree.text(name), name, place + 1, &index);
    }
    let rows = index.lines().filter(|line| line.starts_with("| [")).count();
    assert_eq!(rows, names.len(), "the index lists each decision once");
}

fn check_decision(text: &str, name: &str, number: usize, index: &str) {
    let file = name.rsplit('/').next().unwrap();
    assert!(file.starts_with(&format!("{number:04}-")), "{name}: decision {number} is missing, or there twice");
    let title = text.lines().next().unwrap().strip_prefix(&format!("# {number}. "));
    let title = title.unwrap_or_else(|| panic!("{name} begins with `# {number}. ` and its title"));
    let status =
        text.lines().nth(2).unwrap().strip_prefix("Status: ").unwrap_or_else(|| panic!("{name} has no status"));
    let row = format!("| [{number:04}]({file}) | {title} | {status} |");
    assert!(index.contains(&row), "docs/decisions/README.md lacks this row:\n{row}");
    let headings: Vec<_> = text.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(headings, ["## Context", "## Decision", "## Consequences"], "{name}");
}

#[test]
fn every_care_test_is_listed_and_every_requirement_that_is_held_names_one() {
    let tree = Tree::read();
    let page = tree.document("docs/care.md");
    let rows = page.numbered_rows();
    let requirements: BTreeSet<u32> = CARE_REQUIREMENTS.chain(CARE_REQUIREMENTS_LATER).collect();
    assert_eq!(rows.keys().copied().collect::<BTreeSet<_>>(), requirements, "one row a requirement");
    let names_one = |number: &u32| {
        markdown::spans(rows[number].last().unwrap()).iter().any(|span| markdown::care_numbers(span).contains(number))
    };
    let unheld: Vec<_> =
        rows.keys().filter(|number| rows[*number][2].starts_with("held") && !names_one(number)).collect();
    assert!(unheld.is_empty(), "held, and no test named: {unheld:?}");
    let named = tree
        .tests()
        .into_iter()
        .flat_map(|test| markdown::care_numbers(&test).into_iter().map(move |number| (number, test.clone())));
    let unlisted: Vec<_> =
        named.filter(|(number, test)| !rows[number].last().unwrap().contains(&format!("`{test}`"))).collect();
    assert!(unlisted.is_empty(), "not listed beside their requirement: {unlisted:#?}");
}

/// All pages that describe the tree as it is; a changelog tells of what was.
fn documents(tree: &Tree) -> Vec<Document> {
    let names = tree.below("").filter(|name| name.ends_with(".md") && *name != "CHANGELOG.md");
    names.map(|name| tree.document(name)).collect()
}
