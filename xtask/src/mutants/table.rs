//! The table of mutations: text files that name a test, and the defence whose removal the test must notice.
//!
//! ```text
//! # name
//! test: package target function
//! file: path below the repository
//! <<<
//! text that stands in the file exactly once
//! ===
//! what stands there without the defence
//! >>>
//! ```
//!
//! A mutation may change several places: each has its own `file:` line. Lines before the first `#` are a comment.

use std::fs;

use crate::failure::Failure;
use crate::repository::{self, Repository};

/// The folder of the tables.
pub(crate) const FOLDER: &str = "xtask/mutants";

/// A change that takes a defence away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mutation {
    pub(crate) name: String,
    pub(crate) test: Test,
    pub(crate) edits: Vec<Edit>,
}

/// A test, as cargo finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Test {
    pub(crate) package: String,
    /// A file or folder of `tests/`, or `lib` for the tests beside the code.
    pub(crate) target: String,
    pub(crate) function: String,
}

/// A place in a file, and what takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) file: String,
    pub(crate) from: String,
    pub(crate) to: String,
}

impl Edit {
    /// The file's text without the defence.
    pub(crate) fn apply(&self, text: &str) -> Result<String, Failure> {
        match text.matches(&self.from).count() {
            1 => Ok(text.replacen(&self.from, &self.to, 1)),
            times => Err(Failure::new(format!("{} holds this {times} times and not once:\n{}", self.file, self.from))),
        }
    }
}

/// Reads all tables, in the order of their names.
pub(crate) fn read(repository: &Repository) -> Result<Vec<Mutation>, Failure> {
    let mut all = Vec::new();
    for path in repository::files_below(&repository.root().join(FOLDER))? {
        let text = fs::read_to_string(&path).map_err(Failure::at(&path))?;
        let found = parse(&text).map_err(|what| Failure::new(format!("{}: {what}", path.display())))?;
        all.extend(found);
    }
    Ok(all)
}

/// Reads one table. What is wrong is said in words.
pub(crate) fn parse(text: &str) -> Result<Vec<Mutation>, String> {
    let sections = text.split("\n# ").skip(1);
    sections.map(|section| mutation(section).map_err(|what| format!("{}: {what}", first_line(section)))).collect()
}

fn first_line(text: &str) -> &str {
    text.split_once('\n').map_or(text, |(first, _)| first)
}

fn mutation(section: &str) -> Result<Mutation, String> {
    let (name, rest) = section.split_once('\n').ok_or("it ends after its name")?;
    let (test, rest) = rest.split_once("\nfile: ").ok_or("it names no file")?;
    let edits: Result<Vec<_>, _> = rest.split("\nfile: ").map(edit).collect();
    Ok(Mutation { name: name.trim().to_owned(), test: named_test(test)?, edits: edits? })
}

fn named_test(line: &str) -> Result<Test, String> {
    let words: Vec<_> = line.strip_prefix("test: ").ok_or("it names no test")?.split_whitespace().collect();
    let [package, target, function] = words[..] else { return Err("a test has a package, a target and a name".into()) };
    Ok(Test { package: package.to_owned(), target: target.to_owned(), function: function.to_owned() })
}

fn edit(section: &str) -> Result<Edit, String> {
    let (file, rest) = section.split_once("\n<<<\n").ok_or("<<< is missing")?;
    let (from, rest) = rest.split_once("\n===\n").ok_or("=== is missing")?;
    // Nothing may take a place, and then no line stands between the marks.
    let (to, _) = rest.split_once(">>>").ok_or(">>> is missing")?;
    Ok(Edit { file: file.to_owned(), from: from.to_owned(), to: to.trim_end_matches('\n').to_owned() })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may panic")]
    use super::*;

    const TABLE: &str = "About seats.\n\n# one\ntest: troth-core seats a_test\nfile: a.rs\n<<<\nif a {\n===\nif true {\n\
                         >>>\nfile: b.rs\n<<<\nb();\n===\n>>>\n";

    #[test]
    fn a_table_is_read() {
        let edit = |file: &str, from: &str, to: &str| Edit { file: file.into(), from: from.into(), to: to.into() };
        let test = Test { package: "troth-core".into(), target: "seats".into(), function: "a_test".into() };
        let edits = vec![edit("a.rs", "if a {", "if true {"), edit("b.rs", "b();", "")];
        assert_eq!(parse(TABLE), Ok(vec![Mutation { name: "one".into(), test, edits }]));
    }

    #[test]
    fn what_is_missing_is_named() {
        for (cut, named) in
            [("test: ", "names no test"), ("\nfile: a.rs", "package"), ("===\nif", "==="), ("seats a_test", "package")]
        {
            let said = parse(&TABLE.replacen(cut, "", 1)).unwrap_err();
            assert!(said.starts_with("one: ") && said.contains(named), "{cut:?}: {said}");
        }
    }

    #[test]
    fn a_text_that_stands_there_twice_or_not_at_all_is_refused() {
        let edit = &parse(TABLE).unwrap()[0].edits[0];
        assert_eq!(edit.apply("x; if a { y }").unwrap(), "x; if true { y }");
        for text in ["", "if a { if a {"] {
            assert!(edit.apply(text).unwrap_err().to_string().contains("and not once"));
        }
    }
}
