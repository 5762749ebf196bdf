//! Holds the voice of comments: the subject is a component, a partner or an attacker.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use std::fs;
use std::path::{Path, PathBuf};

/// Words that leave the subject of a comment open.
const VAGUE: [&str; 2] = ["whoever", "of ours"];

/// Fewer crates than this would mean that the sources were not found.
const CRATES_MIN: usize = 10;

#[test]
fn comments_name_their_subject() {
    for (name, folder) in crates() {
        let found: Vec<String> = sources_below(&folder).iter().flat_map(|path| vague_lines(path)).collect();
        assert!(found.is_empty(), "{name}: {} lines:\n{}", found.len(), found.join("\n"));
    }
}

#[test]
fn only_comments_are_judged() {
    assert!(is_vague("    /// Whoever holds the key opens the box."));
    assert!(is_vague(concat!("let key = make(); /", "/ a habit of ours")));
    assert!(!is_vague("    /// A holder of the key opens the box; hours pass."));
    assert!(!is_vague("sees(\"Whoever has one of these files can read it.\");"));
}

/// Lists the crates with the folders of their sources.
fn crates() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut crates = vec![("xtask".to_owned(), root.join("xtask")), ("e2e".to_owned(), root.join("e2e"))];
    for entry in fs::read_dir(root.join("crates")).unwrap().map(Result::unwrap) {
        crates.push((entry.file_name().into_string().unwrap(), entry.path()));
    }
    assert!(crates.len() >= CRATES_MIN, "the crates were found");
    crates
}

fn sources_below(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(folder) = open.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            match path.extension().and_then(|extension| extension.to_str()) {
                _ if path.is_dir() && !path.ends_with("node_modules") => open.push(path),
                Some("rs" | "mjs") => found.push(path),
                _ => {}
            }
        }
    }
    found
}

fn vague_lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().enumerate().filter(|(_, line)| is_vague(line));
    lines.map(|(at, line)| format!("{}:{}: {}", path.display(), at + 1, line.trim())).collect()
}

/// Tells whether the comment on a line has one of the words; code and strings before it do not count.
fn is_vague(line: &str) -> bool {
    comment_of(line).is_some_and(|comment| {
        let padded = format!(" {} ", comment.to_lowercase().replace(|sign: char| !sign.is_alphanumeric(), " "));
        VAGUE.iter().any(|words| padded.contains(&format!(" {words} ")))
    })
}

fn comment_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    if ["//", "/*", "* "].iter().any(|start| line.starts_with(start)) {
        return Some(line);
    }
    line.split_once(" // ").map(|(_, comment)| comment)
}
