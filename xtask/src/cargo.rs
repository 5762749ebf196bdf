//! Calls cargo for this machine's own programs.

use std::env;
use std::ffi::OsString;
use std::process::Command;

use crate::arguments::Flavour;
use crate::program;
use crate::repository::Repository;

/// Returns the cargo that runs this program, so that one toolchain builds everything native.
pub(crate) fn path() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Prepares a cargo command in the repository. In continuous integration it may not change the lock file.
pub(crate) fn command(repository: &Repository, subcommand: &str) -> Command {
    let mut command = program::command_in(repository.root(), path());
    command.arg(subcommand);
    for (name, _) in env::vars_os() {
        if is_from_the_outer_run(&name.to_string_lossy()) {
            command.env_remove(name);
        }
    }
    if env::var_os("CI").is_some() && subcommand != "fmt" {
        command.arg("--locked");
    }
    command
}

/// Builds one package's programs for this machine.
pub(crate) fn build(repository: &Repository, package: &str, flavour: Flavour) -> Command {
    let mut command = command(repository, "build");
    command.args(["--package", package]);
    if flavour == Flavour::Release {
        command.arg("--release");
    }
    command
}

/// Tells whether `cargo run` set this variable for its own package. A build script below must not see it.
fn is_from_the_outer_run(name: &str) -> bool {
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name == "LD_LIBRARY_PATH"
}
