//! `cargo xtask bench`: one table of all measurements.
//!
//! A bench program prints its rows as lines that begin with `| ` and hold three cells: the name, the median with its
//! unit, and what it is compared with.
//! All its other lines are shown and stay out of the table.

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
const MEASURED: [&str; 7] =
    ["troth-core", "troth-insight", "troth-mirror", "troth-vault", "troth-sync", "troth-app", "troth-relay"];

/// Measures everything, and prints the table.
pub(crate) fn run(repository: &Repository) -> Result<(), Failure> {
    let binary = serve::build(repository, Flavour::Release)?;
    let mut rows = size_rows(&web::build(repository, Flavour::Release)?);
    for package in MEASURED {
        if repository.root().join("crates").join(package).join("benches").is_dir() {
            say::progress(&format!("measuring {package}"));
            rows.extend(gather_rows(cargo::command(repository, "bench").args(["--package", package, "--benches"]))?);
        }
    }
    machine::prepare_node(repository)?;
    let mut start = program::command_in(&repository.e2e(), "node");
    start.arg("bench/start.mjs").env("CHROMIUM", machine::prepare_browser()?).env("TROTH_BINARY", binary);
    rows.extend(gather_rows(&mut start)?);
    print(&rows);
    Ok(())
}

fn size_rows(report: &SizeReport) -> Vec<String> {
    let kilobytes = |bytes: u64| format!("{:.1} kB", bytes as f64 / 1000.0);
    let mut rows = Vec::new();
    if let Some(wasm) = report.wasm() {
        rows.push(format!("| WebAssembly module | {} | {} as is |", kilobytes(wasm.packed), kilobytes(wasm.raw)));
    }
    let total = report.total();
    let share = 100 * total.packed / web::BUDGET_BYTES;
    rows.push(format!("| whole app, packed | {} | {share} % of its budget |", kilobytes(total.packed)));
    rows
}

/// Runs a bench program and keeps its rows.
fn gather_rows(command: &mut Command) -> Result<Vec<String>, Failure> {
    let name = command.get_program().display().to_string();
    let not_run = |error: std::io::Error| Failure::new(format!("{name}: {error}"));
    let mut rows = Vec::new();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(not_run)?;
    for line in child.stdout.take().into_iter().flat_map(|stdout| BufReader::new(stdout).lines().map_while(Result::ok))
    {
        if line.starts_with("| ") { rows.push(line) } else { say::progress(&line) }
    }
    let status = child.wait().map_err(not_run)?;
    if status.success() { Ok(rows) } else { Err(Failure::new(format!("{name} ended with {status}"))) }
}

fn print(rows: &[String]) {
    say::line(&machine::describe());
    say::line("| what | median | compared with |");
    say::line("| --- | --- | --- |");
    rows.iter().for_each(|row| say::line(row));
}
