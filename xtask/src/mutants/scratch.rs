//! A copy of the tree in which mutations are tried. It shares the target folder, so only this repository's crates are
//! built again.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::cargo;
use crate::failure::Failure;
use crate::program;
use crate::repository::Repository;

use super::table::{Mutation, Test};

/// The copy's place below the target folder.
const COPY: &str = "mutants";

/// Seconds for building and running one test. The slowest takes two minutes alone on two slow cores, and more beside other
/// work; a mutation may make a test run for ever.
const TEST_SECONDS_MAX: &str = "1800";

/// Characters of what a test said.
const SAID_MAX: usize = 240;

/// How a run of tests ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Passed(usize),
    /// What the test said first.
    Failed(String),
    /// It did not compile, or no test has that name.
    NoResult(String),
}

/// The copy.
pub(crate) struct Scratch {
    root: PathBuf,
    target: PathBuf,
    repository: Repository,
}

impl Scratch {
    /// Copies what is in the repository, uncommitted changes included. What has not changed since the last time stays as it
    /// is, so that it is not built again.
    pub(crate) fn make(repository: &Repository) -> Result<Self, Failure> {
        let (target, root) = (repository.target(), repository.target().join(COPY));
        let mut list = program::command_in(repository.root(), "git");
        let files = program::output(list.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))?;
        for name in files.split_terminator('\0') {
            copy(&repository.root().join(name), &root.join(name))?;
        }
        Ok(Self { root, target, repository: repository.clone() })
    }

    /// Runs a mutation's test in a copy that has the mutation, and takes the mutation back.
    pub(crate) fn with(&self, mutation: &Mutation) -> Result<Outcome, Failure> {
        let changed = mutation.edits.iter().try_for_each(|edit| {
            let path = self.root.join(&edit.file);
            let text = fs::read_to_string(&path).map_err(Failure::at(&path))?;
            fs::write(&path, edit.apply(&text)?).map_err(Failure::at(&path))
        });
        let outcome = changed.and_then(|()| self.test(&[&mutation.test]));
        for edit in &mutation.edits {
            copy(&self.repository.root().join(&edit.file), &self.root.join(&edit.file))?;
        }
        outcome
    }

    /// Runs tests of one target.
    pub(crate) fn test(&self, tests: &[&Test]) -> Result<Outcome, Failure> {
        let Some(first) = tests.first() else { return Ok(Outcome::Passed(0)) };
        let cargo = cargo::command(&self.repository, "test");
        let mut command = program::command_in(&self.root, "timeout");
        command.arg(TEST_SECONDS_MAX).arg(cargo.get_program()).args(cargo.get_args());
        command.args(["--quiet", "--package", &first.package]).args(target_arguments(&first.target)).arg("--");
        command.args(tests.iter().map(|test| &test.function));
        command.env("CARGO_TARGET_DIR", &self.target).env_remove("CARGO_MANIFEST_DIR");
        let output = command.output().map_err(|error| Failure::new(format!("could not run the test: {error}")))?;
        let said = [output.stdout, output.stderr].concat();
        Ok(outcome(&String::from_utf8_lossy(&said)))
    }
}

fn target_arguments(target: &str) -> Vec<OsString> {
    if target == "lib" { vec!["--lib".into()] } else { vec!["--test".into(), target.into()] }
}

/// Reads how the tests ended. A test that ran for ever printed no result, and nor did one that did not compile.
fn outcome(said: &str) -> Outcome {
    let results: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("test result: ")).collect();
    if results.iter().any(|line| line.starts_with("FAILED")) {
        return Outcome::Failed(first_words(said, "panicked at"));
    }
    match results.iter().filter_map(|line| passed(line)).sum() {
        0 => Outcome::NoResult(first_words(said, "error")),
        passed => Outcome::Passed(passed),
    }
}

fn passed(line: &str) -> Option<usize> {
    line.split_once(" passed")?.0.rsplit(' ').next()?.parse().ok()
}

/// The lines from the first that holds `mark` on, in one line.
fn first_words(said: &str, mark: &str) -> String {
    let from = said.lines().skip_while(|line| !line.contains(mark));
    let is_end = |line: &str| line.is_empty() || line.starts_with("note: ") || line.starts_with("stack backtrace");
    let useful = from.take_while(|line| !is_end(line));
    let joined = useful.map(str::trim).collect::<Vec<_>>().join(" ");
    joined.chars().take(SAID_MAX).collect()
}

/// Copies a file unless it is there already; a file that is gone is removed.
fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    let wanted = match fs::read(from) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return match fs::remove_file(to) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::at(to)(error)),
                _ => Ok(()),
            };
        }
        Err(error) => return Err(Failure::at(from)(error)),
    };
    if fs::read(to).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(Failure::at(folder))?;
    }
    fs::write(to, wanted).map_err(Failure::at(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_a_passed_and_a_broken_run_are_told_apart() {
        let failed = "running 1 test\nthread 'a' panicked at a.rs:1:2:\nassertion failed: it\n\
                      note: run with\ntest result: FAILED. 0 passed; 1 failed";
        assert_eq!(outcome(failed), Outcome::Failed("thread 'a' panicked at a.rs:1:2: assertion failed: it".into()));
        assert_eq!(outcome("test result: ok. 2 passed; 0 failed"), Outcome::Passed(2));
        assert_eq!(outcome("error[E0425]: no such name"), Outcome::NoResult("error[E0425]: no such name".into()));
        assert_eq!(outcome("test result: ok. 0 passed; 0 failed"), Outcome::NoResult(String::new()));
    }
}
