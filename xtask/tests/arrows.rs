//! Holds the walls between the crates: their allowed dependencies, and what they must never reach.
//!
//! ARCHITECTURE.md draws the same arrows; this test enforces them.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Every crate of this workspace, with its allowed direct dependencies.
const ARROWS: [(&str, &[&str]); 12] = [
    ("troth-core", &[]),
    ("troth-insight", &[]),
    ("troth-mirror", &[]),
    ("troth-wire", &[]),
    ("troth-vault", &["troth-wire"]),
    ("troth-sync", &["troth-wire", "troth-vault"]),
    ("troth-app", &["troth-core", "troth-insight", "troth-mirror", "troth-vault", "troth-sync", "troth-wire"]),
    ("troth-web", &["troth-app"]),
    ("troth-relay", &["troth-wire"]),
    ("troth-cli", &["troth-relay", "troth-app"]),
    // Test-only, so it may depend on what it tests. Another test checks that nothing ships it.
    ("troth-testkit", &["troth-core", "troth-wire", "troth-vault", "troth-sync"]),
    ("xtask", &[]),
];

/// Crates that a crate must not reach on any path; `reason` says why.
const NEVER: [(&str, &[&str], &str); 5] = [
    ("troth-relay", &["troth-core", "troth-vault", "troth-sync", "troth-app"], "the relay is blind"),
    ("troth-core", &["troth-vault", "getrandom", "tokio"], "the core reads no clock, randomness or disk"),
    ("troth-web", &["rusqlite", "libsqlite3-sys", "tokio-postgres"], "no database driver in a browser"),
    ("troth-app", &["web-sys", "sycamore"], "the app knows no browser"),
    ("troth-sync", &["tokio", "web-sys", "troth-core"], "the sync engine does no I/O and reads no content"),
];

/// The kinds of dependency that are shipped.
const SHIPPED: [Option<&str>; 1] = [None];

#[test]
fn crates_depend_only_along_the_arrows() {
    let allowed: BTreeMap<_, _> = ARROWS.into_iter().collect();
    for (name, dependencies) in own_dependencies(&metadata()) {
        let known = allowed.get(name.as_str()).unwrap_or_else(|| panic!("{name} is new: draw its arrows here first"));
        for dependency in dependencies {
            assert!(known.contains(&dependency.as_str()), "{name} -> {dependency} is no arrow of ours");
        }
    }
}

#[test]
fn what_must_never_be_reached_is_not() {
    let graph = Graph::read(&metadata());
    for (name, forbidden, reason) in NEVER {
        let reached = graph.reached_from(name);
        for dependency in forbidden {
            assert!(!reached.contains(*dependency), "{name} reaches {dependency}: {reason}");
        }
    }
}

#[test]
fn nothing_ships_the_testkit() {
    for (name, dependencies) in own_dependencies(&metadata()) {
        assert!(!dependencies.contains("troth-testkit"), "{name} depends on troth-testkit outside of its tests");
    }
}

/// What the vault ships beside its cryptography.
const NO_CRYPTOGRAPHY: [&str; 7] = ["base64ct", "minicbor", "rand_core", "strsim", "subtle", "thiserror", "zeroize"];

#[test]
fn cryptographic_libraries_are_pinned_exactly() {
    let metadata = metadata();
    let vault = items(&metadata["packages"]).find(|package| package["name"] == "troth-vault").unwrap();
    let shipped = items(&vault["dependencies"]).filter(|one| SHIPPED.contains(&one["kind"].as_str()));
    let theirs = shipped.filter(|one| !one["source"].is_null());
    let (plain, cryptographic): (Vec<_>, Vec<_>) =
        theirs.partition(|one| NO_CRYPTOGRAPHY.contains(&one["name"].as_str().unwrap()));
    assert_eq!(plain.len(), NO_CRYPTOGRAPHY.len(), "the list holds what is there");
    assert!(cryptographic.len() >= 6, "the primitives were found");
    for one in cryptographic {
        assert!(
            one["req"].as_str().unwrap().starts_with('='),
            "{} may change with the lock file: {}",
            one["name"],
            one["req"]
        );
    }
}

fn metadata() -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo).args(["metadata", "--format-version=1"]).current_dir(root).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Lists each crate of this workspace with those that it ships.
fn own_dependencies(metadata: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let packages: Vec<_> = items(&metadata["packages"]).filter(|package| package["source"].is_null()).collect();
    let ours: BTreeSet<_> = packages.iter().map(|package| text(&package["name"])).collect();
    let shipped = |package: &Value| {
        let dependencies = items(&package["dependencies"]).filter(|one| SHIPPED.contains(&one["kind"].as_str()));
        dependencies.map(|one| text(&one["name"])).filter(|name| ours.contains(name)).collect()
    };
    packages.iter().map(|package| (text(&package["name"]), shipped(package))).collect()
}

/// The graph of shipped dependencies by package id, other people's crates included.
struct Graph {
    names: BTreeMap<String, String>,
    edges: BTreeMap<String, Vec<String>>,
}

impl Graph {
    fn read(metadata: &Value) -> Self {
        let names =
            items(&metadata["packages"]).map(|package| (text(&package["id"]), text(&package["name"]))).collect();
        let edges = items(&metadata["resolve"]["nodes"]).map(|node| (text(&node["id"]), Self::shipped(node))).collect();
        Self { names, edges }
    }

    fn shipped(node: &Value) -> Vec<String> {
        let is_shipped = |one: &&Value| items(&one["dep_kinds"]).any(|kind| SHIPPED.contains(&kind["kind"].as_str()));
        items(&node["deps"]).filter(is_shipped).map(|one| text(&one["pkg"])).collect()
    }

    fn reached_from(&self, name: &str) -> BTreeSet<&str> {
        let start = self.names.iter().filter(|(_, found)| *found == name).map(|(id, _)| id);
        let mut open: Vec<_> = start.collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if seen.insert(id) {
                open.extend(self.edges.get(id).into_iter().flatten());
            }
        }
        seen.into_iter().map(|id| self.names[id].as_str()).collect()
    }
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
