//! `cargo xtask bench`: one table of all measurements.
//!
//! A bench program prints its rows as lines that begin with `| ` and hold three cells: the name, the median with its
//! unit, and what it is compared with.
//! All its other lines are shown and stay out of the table.
//! A program that ends with a failure has measured something beyond its limit: the table is printed, and then this fails.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::arguments::Flavour;
use crate::cargo;
use crate::failure::Failure;
use crate::machine;
use crate::program;
use crate::repository::Repository;
use crate::say;
use crate::serve;
use crate::web::{self, SizeReport};

/// Crates that may have a folder `benches`.
const MEASURED: [&str; 8] = [
    "troth-core",
    "troth-insight",
    "troth-mirror",
    "troth-vault",
    "troth-sync",
    "troth-app",
    "troth-relay",
    "troth-cli",
];

/// Programs of `e2e/bench`, in the order in which they run.
const IN_BROWSER: [&str; 3] = ["start.mjs", "visit.mjs", "years.mjs"];

/// Where the bench of `troth-cli` leaves its records for the one in the browser, below the folder `target`.
const RECORDS: &str = "bench/years";

/// The variable by which both learn of that folder.
const RECORDS_VARIABLE: &str = "TROTH_YEARS";

/// What was measured, and which programs found something beyond a limit.
#[derive(Debug, Default)]
struct Table {
    rows: Vec<String>,
    failed: Vec<String>,
}

/// Measures everything, and prints the table.
pub(crate) fn run(repository: &Repository) -> Result<(), Failure> {
    let binary = serve::build(repository, Flavour::Release)?;
    let records = repository.target().join(RECORDS);
    let mut table = Table { rows: size_rows(&web::build(repository, Flavour::Release)?), failed: Vec::new() };
    for package in MEASURED {
        if repository.root().join("crates").join(package).join("benches").is_dir() {
            let mut bench = cargo::command(repository, "bench");
            bench.args(["--package", package, "--benches"]).env(RECORDS_VARIABLE, &records);
            table.measure(package, &mut bench)?;
        }
    }
    machine::prepare_node(repository)?;
    machine::prepare_lighthouse(repository)?;
    let browser = machine::prepare_browser()?;
    for name in IN_BROWSER {
        let mut program = program::command_in(&repository.e2e(), "node");
        program.arg(format!("bench/{name}")).env("CHROMIUM", &browser).env("TROTH_BINARY", &binary);
        table.measure(name, program.env(RECORDS_VARIABLE, &records))?;
    }
    table.print();
    table.outcome()
}

fn size_rows(report: &SizeReport) -> Vec<String> {
    let kilobytes = |bytes: u64| format!("{:.1} kB", bytes as f64 / 1000.0);
    let mut rows = Vec::new();
    if let Some(wasm) = report.wasm() {
        rows.push(format!(
            "| WebAssembly module, packed | {} | {} as is |",
            kilobytes(wasm.packed),
            kilobytes(wasm.raw)
        ));
    }
    let total = report.total();
    rows.push(format!("| first visit, packed | {} | {} as is |", kilobytes(total.packed), kilobytes(total.raw)));
    rows
}

impl Table {
    /// Runs a bench program and keeps its rows.
    fn measure(&mut self, name: &str, command: &mut Command) -> Result<(), Failure> {
        say::progress(&format!("measuring {name}"));
        let not_run = |error: std::io::Error| Failure::new(format!("{name}: {error}"));
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(not_run)?;
        let lines =
            child.stdout.take().into_iter().flat_map(|stdout| BufReader::new(stdout).lines().map_while(Result::ok));
        for line in lines {
            if line.starts_with("| ") { self.rows.push(line) } else { say::progress(&line) }
        }
        if !child.wait().map_err(not_run)?.success() {
            self.failed.push(name.to_owned());
        }
        Ok(())
    }

    fn print(&self) {
        say::line(&machine::describe());
        say::line("| what | median | compared with |");
        say::line("| --- | --- | --- |");
        self.rows.iter().for_each(|row| say::line(row));
    }

    fn outcome(&self) -> Result<(), Failure> {
        if self.failed.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!("failed, or beyond a limit: {}", self.failed.join(", "))))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may panic")]
    use super::*;

    #[test]
    fn rows_beyond_a_limit_are_kept_and_fail_at_the_end() {
        let mut table = Table::default();
        let mut shell = Command::new("sh");
        table.measure("slow", shell.args(["-c", "echo '| a | 1 ms | x |'; echo talk; exit 1"])).unwrap();
        assert_eq!(table.rows, ["| a | 1 ms | x |"]);
        assert!(table.outcome().unwrap_err().to_string().contains("slow"));
        assert!(Table::default().outcome().is_ok());
    }
}
