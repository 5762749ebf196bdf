//! The toolchain in use, and rustup if it manages that.

use std::env;
use std::path::Path;
use std::process::Command;

use super::WASM;
use crate::failure::Failure;
use crate::program;
use crate::repository::Repository;
use crate::say;

/// Tells whether the compiler in use has a standard library for browsers.
pub(super) fn has_target(repository: &Repository) -> Result<bool, Failure> {
    let mut rustc = program::command_in(repository.root(), "rustc");
    let libraries = program::output(rustc.args(["--print", "target-libdir", "--target", WASM]))?;
    Ok(holds_std(Path::new(libraries.trim())))
}

fn holds_std(folder: &Path) -> bool {
    let Ok(entries) = folder.read_dir() else {
        return false;
    };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    })
}

/// Tells whether rustup is present and may download: by `RUSTUP_AUTO_INSTALL`, or because the user insists.
pub(super) fn may_download(insist: bool) -> bool {
    let allowed = insist || env::var("RUSTUP_AUTO_INSTALL").as_deref() != Ok("0");
    allowed && program::find("rustup").is_some()
}

/// Lets rustup add the target; returns whether it could.
pub(super) fn add_target(repository: &Repository) -> bool {
    say::progress(&format!("rustup target add {WASM}"));
    let mut rustup = program::command_in(repository.root(), "rustup");
    program::run(rustup.args(["target", "add", WASM])).is_ok()
}

/// Returns the version of the compiler in use.
pub(super) fn version() -> Result<String, Failure> {
    program::output(Command::new("rustc").arg("-vV"))
}
