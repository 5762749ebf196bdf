//! The files of this repository, and the names of the tests in them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::markdown::{Document, is_identifier};

/// How far above a function its `#[test]` may stand: other attributes and a comment lie between.
const ATTRIBUTE_LINES: usize = 6;

/// What git has or would take.
pub(crate) struct Tree {
    root: PathBuf,
    files: Vec<String>,
}

impl Tree {
    pub(crate) fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf();
        let mut git = Command::new("git");
        git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(&root);
        let output = git.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let listed = String::from_utf8(output.stdout).unwrap();
        let names = listed.split('\0').filter(|name| !name.is_empty() && root.join(name).exists());
        let files: BTreeSet<_> = names.map(String::from).collect();
        Self { files: files.into_iter().collect(), root }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn below(&self, folder: &str) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str).filter(move |name| name.starts_with(folder))
    }

    pub(crate) fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.root.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn document(&self, name: &str) -> Document {
        Document { name: name.to_owned(), text: self.text(name) }
    }

    /// Whether a file or folder of this name exists; the name may be shortened from the left.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.has_below("", path)
    }

    /// The same, for files below one folder.
    pub(crate) fn has_below(&self, folder: &str, path: &str) -> bool {
        let inner = format!("/{}", path.trim_end_matches('/'));
        self.below(folder).any(|name| {
            let whole = format!("/{name}");
            whole.contains(&format!("{inner}/")) || (!path.ends_with('/') && whole.ends_with(&inner))
        })
    }

    /// The names of all tests, in Rust and in the browser.
    pub(crate) fn tests(&self) -> BTreeSet<String> {
        let rust = self.below("").filter(|name| name.ends_with(".rs")).flat_map(|name| rust_tests(&self.text(name)));
        let browser = ["e2e/tests/", "e2e/abuse/"].into_iter().flat_map(|folder| self.below(folder));
        let browser = browser.flat_map(|name| browser_tests(&self.text(name)));
        rust.chain(browser).collect()
    }
}

fn rust_tests(text: &str) -> Vec<String> {
    let lines: Vec<_> = text.lines().map(str::trim_start).collect();
    let is_test = |at: usize| {
        let above = lines[at.saturating_sub(ATTRIBUTE_LINES)..at].iter().rev();
        above
            .take_while(|line| !line.starts_with('}'))
            .any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"))
    };
    let name = |line: &str| {
        let line = line.strip_prefix("async ").unwrap_or(line);
        line.strip_prefix("fn ").and_then(|rest| rest.split_once('(')).map(|(name, _)| name.to_owned())
    };
    let functions = lines.iter().enumerate().filter_map(|(at, line)| Some((at, name(line)?)));
    functions.filter(|(at, _)| is_test(*at)).map(|(_, name)| name).collect()
}

/// A browser test is called by its first word when that is an identifier: what follows says under which conditions.
fn browser_tests(text: &str) -> Vec<String> {
    let openings = text.split("test(").skip(1).filter_map(|rest| rest.trim_start().strip_prefix(['"', '`', '\'']));
    let names = openings.map(|rest| rest.split(|c: char| !is_identifier(c.encode_utf8(&mut [0; 4]))).next().unwrap());
    names.map(String::from).collect()
}

/// The path that a link leads to, seen from the root: `to` is relative to the folder of the page `from`.
pub(crate) fn join(from: &str, to: &str) -> String {
    let mut parts: Vec<_> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            other => parts.push(other),
        }
    }
    parts.join("/")
}

#[test]
fn only_what_is_a_test_counts_as_one() {
    let text = "#[test]\nfn holds() {\n}\n\nfn helps() {}\n\n#[tokio::test]\nasync fn waits() {}\n";
    assert_eq!(rust_tests(text), ["holds", "waits"]);
    assert_eq!(
        browser_tests("test(`care_08_notice, ${dark}`, run); test(\"plain words\")"),
        ["care_08_notice", "plain"]
    );
}

#[test]
fn a_path_is_found_by_its_whole_last_parts() {
    let tree = Tree { root: PathBuf::new(), files: vec!["crates/troth-app/src/place/impact.rs".to_owned()] };
    assert!(tree.has("place/impact.rs") && tree.has("impact.rs") && tree.has("src/place/") && tree.has("place"));
    assert!(
        !tree.has("lace/impact.rs")
            && !tree.has("place/impact")
            && !tree.has("impact.rs/")
            && !tree.has("core/impact.rs")
    );
}
