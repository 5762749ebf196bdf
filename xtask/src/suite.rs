//! `cargo xtask test` and `cargo xtask ci`: every check, from a bare machine to one line of counts.
//!
//! The parts share one build: clippy and the tests use the dev profile, and the browser tests start the dev binary
//! with the release app, since that is what people download.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::arguments::Flavour;
use crate::cargo;
use crate::failure::Failure;
use crate::machine;
use crate::program;
use crate::repository::{self, Repository};
use crate::say;
use crate::web;

/// Longer than any browser test on a busy machine, so that a hanging test cannot block the others for ever.
const TEST_TIMEOUT: &str = "--test-timeout=420000";

/// The folders of browser tests: what works for people, and what somebody in the same room tries against it.
const BROWSER_TESTS: [&str; 2] = ["tests", "abuse"];

/// The caller of the suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    Person,
    Ci,
}

/// Numbers of passed and failed tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: u32,
    failed: u32,
}

/// Runs all checks, prints the counts as the last line, and fails if any check did.
pub(crate) fn run(repository: &Repository, caller: Caller) -> Result<(), Failure> {
    machine::announce();
    machine::prepare_python()?;
    machine::prepare_node(repository)?;
    let browser = machine::prepare_browser()?;
    say::step("formatting", || program::run(cargo::command(repository, "fmt").args(["--all", "--check"])))?;
    web::build(repository, Flavour::Release)?.print();
    program::run_quietly("clippy", &mut clippy(repository, caller))?;
    let mut counts = run_cargo_tests(repository)?;
    program::run_quietly("troth", &mut cargo::build(repository, "troth-cli", Flavour::Dev))?;
    counts.add(run_browser_tests(repository, &browser)?);
    finish(counts)
}

fn finish(counts: Counts) -> Result<(), Failure> {
    let result = match counts {
        Counts { passed: 0, failed: 0 } => Err(Failure::new("no test ran")),
        Counts { failed: 0, .. } => Ok(()),
        Counts { failed, .. } => Err(Failure::new(format!("{failed} tests failed"))),
    };
    say::line(&format!("{} passed, {} failed", counts.passed, counts.failed));
    result
}

/// Runs clippy on all crates. The web shell's bindings compile on any machine, so one clippy run covers it, whichever
/// compiler builds for browsers.
fn clippy(repository: &Repository, caller: Caller) -> Command {
    let mut command = cargo::command(repository, "clippy");
    command.args(["--workspace", "--all-targets"]);
    if caller == Caller::Person {
        command.arg("--quiet");
    }
    command.args(["--", "-D", "warnings"]);
    command
}

/// Runs every crate's tests.
///
/// This program's own crate runs apart. In one build with the others its bundler would get other features than in the
/// build that runs it, and compile twice.
fn run_cargo_tests(repository: &Repository) -> Result<Counts, Failure> {
    let mut counts = Counts::default();
    for which in [["--workspace", "--exclude=xtask"], ["--package", "xtask"]] {
        let mut command = cargo::command(repository, "test");
        command.args(which).arg("--no-fail-fast");
        counts.add(count(&mut command)?);
    }
    Ok(counts)
}

fn run_browser_tests(repository: &Repository, browser: &Path) -> Result<Counts, Failure> {
    let mut command = program::command_in(&repository.e2e(), "node");
    command.args(["--test", "--test-reporter=spec", "--test-concurrency=1", TEST_TIMEOUT]);
    // File by file: versions of node treat a folder differently.
    for folder in BROWSER_TESTS {
        command.args(repository::files_below(&repository.e2e().join(folder))?);
    }
    command.env("CHROMIUM", browser).env("TROTH_BINARY", repository.target().join("debug/troth"));
    count(&mut command)
}

/// Runs a test program, shows its output, and adds up its counts.
fn count(command: &mut Command) -> Result<Counts, Failure> {
    let name = command.get_program().display().to_string();
    let not_started = |error: std::io::Error| Failure::new(format!("could not start {name}: {error}"));
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(not_started)?;
    let mut counts = Counts::default();
    for line in child.stdout.take().into_iter().flat_map(program::lines_of) {
        let line = line.map_err(|error| Failure::new(format!("the output of {name} broke off: {error}")))?;
        counts.add(read_counts(&line));
        say::line(&line);
    }
    let status = child.wait().map_err(not_started)?;
    if !status.success() && counts.failed == 0 {
        counts.failed = 1; // it did not compile, or ended before it could count
    }
    Ok(counts)
}

/// Reads the closing lines of cargo's and node's test runners; every other line counts nothing.
fn read_counts(line: &str) -> Counts {
    if let Some(result) = line.strip_prefix("test result: ") {
        return read_result(result).unwrap_or(UNREADABLE);
    }
    let line = line.trim_start_matches(['#', '\u{2139}']).trim_start();
    let number = |prefix: &str| line.strip_prefix(prefix).map_or(Some(0), |text| text.trim_end().parse().ok());
    // A test may print a line that begins so: only what has a number is the runner's.
    Counts { passed: number("pass ").unwrap_or(0), failed: number("fail ").unwrap_or(0) }
}

/// A result that can't be read is one failure, so that nobody believes in tests that were not counted.
const UNREADABLE: Counts = Counts { passed: 0, failed: 1 };

fn read_result(result: &str) -> Option<Counts> {
    Some(Counts { passed: number_before(result, " passed")?, failed: number_before(result, " failed")? })
}

fn number_before(text: &str, word: &str) -> Option<u32> {
    let (before, _) = text.split_once(word)?;
    before.rsplit(' ').next()?.parse().ok()
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, passed: u32, failed: u32) {
        assert_eq!(read_counts(line), Counts { passed, failed }, "{line}");
    }

    #[test]
    fn closing_lines_of_both_runners_are_counted() {
        check("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured", 12, 0);
        check("test result: FAILED. 3 passed; 2 failed; 0 ignored", 3, 2);
        check("\u{2139} pass 7", 7, 0);
        check("# fail 2", 0, 2);
        check("test tests::pass ... ok", 0, 0);
        check("# pass the salt", 0, 0);
    }

    #[test]
    fn a_result_in_words_that_are_not_known_is_a_failure() {
        check("test result: ok. twelve passed; 0 failed", 0, 1);
        check("test result: fine", 0, 1);
    }
}
