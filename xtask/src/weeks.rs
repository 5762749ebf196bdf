//! `cargo xtask weeks`: two people live with the app for fourteen weeks, in real browsers whose clocks are moved.

use crate::failure::Failure;
use crate::pictures::run_in_a_browser;
use crate::repository::Repository;

/// Plays the fourteen weeks, and fails if Today did not tell what the other did. What Today showed on each day is printed
/// into `e2e/artifacts/fourteen-weeks.txt`.
pub(crate) fn run(repository: &Repository) -> Result<(), Failure> {
    run_in_a_browser(repository, "weeks/fourteen.mjs")
}
