//! `cargo xtask pictures`: the two pictures of the README, taken from the sample couple.

use crate::arguments::Flavour;
use crate::cargo;
use crate::failure::Failure;
use crate::machine;
use crate::program;
use crate::repository::Repository;
use crate::web;

/// Builds the app that people download, opens the sample couple in a browser, and writes `docs/pictures`.
pub(crate) fn run(repository: &Repository) -> Result<(), Failure> {
    run_in_a_browser(repository, "pictures/take.mjs")
}

/// Builds what a script of `e2e` needs, and runs it.
pub(crate) fn run_in_a_browser(repository: &Repository, script: &str) -> Result<(), Failure> {
    machine::prepare_node(repository)?;
    let browser = machine::prepare_browser()?;
    web::build(repository, Flavour::Release)?;
    program::run_quietly("troth", &mut cargo::build(repository, "troth-cli", Flavour::Dev))?;
    let binary = repository.target().join("debug/troth");
    let mut node = program::command_in(&repository.e2e(), "node");
    program::run(node.arg(script).env("CHROMIUM", browser).env("TROTH_BINARY", binary))
}
