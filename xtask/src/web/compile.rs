//! Compiles the web shell.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use crate::arguments::Flavour;
use crate::cargo;
use crate::failure::Failure;
use crate::program;
use crate::repository::Repository;
use crate::toolchain::{WASM, WasmToolchain};

/// Separates flags in `CARGO_ENCODED_RUSTFLAGS`, so that a path may hold spaces.
const FLAG_SEPARATOR: &str = "\u{1f}";

/// Compiles `troth-web` and returns the resulting file.
pub(super) fn run(repository: &Repository, flavour: Flavour, toolchain: &WasmToolchain) -> Result<PathBuf, Failure> {
    program::run_quietly("web app", &mut command(repository, flavour, toolchain))?;
    Ok(repository.web_target().join(WASM).join(profile(flavour)).join("troth_web.wasm"))
}

/// Returns the profile in the root's Cargo.toml; its output lies in a folder of that name.
fn profile(flavour: Flavour) -> &'static str {
    match flavour {
        Flavour::Release => "web",
        Flavour::Dev => "web-dev",
    }
}

fn command(repository: &Repository, flavour: Flavour, toolchain: &WasmToolchain) -> Command {
    let mut command = cargo::command(repository, "build");
    command.args(["--package", "troth-web", "--lib", "--target", WASM, "--target-dir"]).arg(repository.web_target());
    command.args(["--profile", profile(flavour)]);
    if let Some(rustc) = toolchain.rustc() {
        command.env("RUSTC", rustc);
    }
    command.env_remove("RUSTFLAGS");
    command.env("CARGO_ENCODED_RUSTFLAGS", join(&flags(repository, toolchain)));
    command
}

/// Lists the flags: the sysroot, and short names for this machine's folders. So the same sources give the same bytes
/// elsewhere, and no local path is published.
fn flags(repository: &Repository, toolchain: &WasmToolchain) -> Vec<OsString> {
    let mut flags = toolchain.flags();
    flags.push(remap(repository.root().into(), "troth"));
    let home =
        env::var_os("CARGO_HOME").or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo").into()));
    flags.extend(home.map(|folder| remap(folder, "cargo")));
    flags
}

fn remap(folder: OsString, name: &str) -> OsString {
    let mut flag = OsString::from("--remap-path-prefix=");
    flag.push(folder);
    flag.push("=");
    flag.push(name);
    flag
}

fn join(flags: &[OsString]) -> OsString {
    flags.join(FLAG_SEPARATOR.as_ref() as &std::ffi::OsStr)
}
