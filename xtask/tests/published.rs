//! Keeps this repository free of anything about the machines that it was written on.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use std::path::Path;
use std::process::Command;

/// Parts of strings that have a meaning only on one machine, or name the source of packages.
///
/// Each is written in two halves, so that this file passes its own test.
const FORBIDDEN: [(&str, &str); 9] = [
    ("/wo", "rk/main"),
    ("/wo", "rk/shared"),
    ("/ro", "ot/"),
    ("/ho", "me/"),
    ("/Use", "rs/"),
    ("registry.npm", "js.org"),
    ("static.crat", "es.io"),
    ("index.crat", "es.io"),
    ("deb.debi", "an.org"),
];

#[test]
fn no_file_names_a_machine_or_a_registry() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for name in published_files(root) {
        let Ok(content) = std::fs::read_to_string(root.join(&name)) else {
            continue; // a picture, or deleted and not yet recorded
        };
        for (first, second) in FORBIDDEN {
            let forbidden = format!("{first}{second}");
            let naming = content.lines().zip(1..).find(|(line, _)| line.contains(&forbidden));
            assert_eq!(naming, None, "{name} names {forbidden} in this line");
        }
    }
}

/// Lists the files that git has or would take: tracked ones, and new ones that are not ignored.
fn published_files(root: &Path) -> Vec<String> {
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root);
    let output = git.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().split('\0').filter(|name| !name.is_empty()).map(String::from).collect()
}
