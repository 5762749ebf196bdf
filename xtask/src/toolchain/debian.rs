//! Debian's packages, installed if they are missing and the user may install.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::program;
use crate::say;

/// Debian's compiler for browsers: the compiler, cargo, the source of the standard library, its LLVM, and the linker.
const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

const RUSTC: &str = "/usr/bin/rustc";
pub(super) const CARGO: &str = "/usr/bin/cargo";

/// Files that building a standard library needs; the last is the linker.
const PARTS: [&str; 4] = [RUSTC, CARGO, "/usr/lib/rustlib/src/rust/library/std/Cargo.toml", "/usr/bin/wasm-ld-22"];

/// The oldest compiler that builds this repository: `rust-version` of the workspace.
const OLDEST: (u32, u32) = (1, 95);

/// Finds Debian's compiler; installs it if it is missing.
pub(super) fn prepare() -> Result<PathBuf, Failure> {
    if !is_complete() {
        install_packages(&PACKAGES, "a Rust compiler for WebAssembly")?;
    }
    if is_complete() {
        return Ok(RUSTC.into());
    }
    let failure = Failure::new("no Rust compiler for WebAssembly could be found or installed");
    Err(failure.remedy(format!("with rustup: rustup target add {}; without: see CONTRIBUTING.md", super::WASM)))
}

fn is_complete() -> bool {
    PARTS.iter().all(|part| Path::new(part).is_file()) && is_new_enough()
}

fn is_new_enough() -> bool {
    program::output(Command::new(RUSTC).arg("-V"))
        .is_ok_and(|line| read_version(&line).is_some_and(|found| found >= OLDEST))
}

/// Reads `rustc 1.96.0 (...)`.
fn read_version(line: &str) -> Option<(u32, u32)> {
    let mut numbers = line.split_whitespace().nth(1)?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// Announces and installs Debian packages; needs root or sudo.
pub(crate) fn install_packages(packages: &[&str], what_for: &str) -> Result<(), Failure> {
    let by_hand = format!("apt-get install {}", packages.join(" "));
    if program::find("apt-get").is_none() {
        return Err(Failure::new(format!("{what_for} is missing, and there is no apt-get to install it with")));
    }
    say::progress(&format!("{what_for} is missing; installing: {by_hand}"));
    let installed = program::run_quietly("apt-get update", as_root()?.args(["apt-get", "update", "--quiet"]))
        .and_then(|()| program::run_quietly("apt-get install", install_command(packages)?.arg("--quiet")));
    installed.map_err(|failure| Failure::new(failure.to_string()).remedy(format!("by hand: {by_hand}")))
}

fn install_command(packages: &[&str]) -> Result<Command, Failure> {
    let mut command = as_root()?;
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "--yes", "--no-install-recommends"]);
    command.args(packages);
    Ok(command)
}

/// Returns a command prefix with the right to install: `env` for root, `sudo env` for users without a password prompt.
fn as_root() -> Result<Command, Failure> {
    if program::output(Command::new("id").arg("-u"))?.trim() == "0" {
        return Ok(Command::new("env"));
    }
    if program::find("sudo").is_none() {
        return Err(Failure::new("installing packages needs root or sudo"));
    }
    let mut command = Command::new("sudo");
    command.arg("env");
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(read_version("rustc 1.96.0 (ac68faa20 2026-05-25)"), Some((1, 96)));
        assert_eq!(read_version("something else"), None);
    }
}
