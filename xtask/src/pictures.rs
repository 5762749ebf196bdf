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
    machine::prepare_node(repository)?;
    let browser = machine::prepare_browser()?;
    web::build(repository, Flavour::Release)?;
    program::run_quietly("troth", &mut cargo::build(repository, "troth-cli", Flavour::Dev))?;
    let binary = repository.target().join("debug/troth");
    let mut take = program::command_in(&repository.e2e(), "node");
    program::run(take.arg("pictures/take.mjs").env("CHROMIUM", browser).env("TROTH_BINARY", binary))
}
