//! A standard library for browsers, built once for a compiler that lacks one.
//!
//! It lies in the user's cache folder under a hash of the compiler and the flags. rustc refuses libraries of another
//! compiler (E0463), so an updated compiler gets a new folder.
//! The folder is filled elsewhere and renamed into place, so it is complete or absent.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{WASM, debian};
use crate::failure::Failure;
use crate::program;
use crate::repository;
use crate::say;

/// Embedded bitcode, without which the app's link-time optimisation fails.
const FLAGS: &str = "-Cembed-bitcode=yes -Cdebuginfo=0";

/// Options for a small download: std takes the smaller of two algorithms, and code is optimised for size.
const FOR_SIZE: (&str, &str) = ("-Zbuild-std-features=optimize_for_size", "s");

/// Version of the build recipe below; raise it when the recipe changes.
const RECIPE: &str = "2";

const SEED_MANIFEST: &str = "[package]\nname = \"seed\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";

/// Returns a sysroot of this compiler with the target inside; builds it if it is missing.
pub(super) fn prepare(rustc: &Path) -> Result<PathBuf, Failure> {
    let cache = repository::user_cache()?;
    let identity = program::output(Command::new(rustc).arg("-vV"))?;
    let hash = blake3::hash(format!("{RECIPE}\n{FLAGS}\n{identity}").as_bytes()).to_hex();
    let sysroot = cache.join(format!("wasm-sysroot-{}", &hash[..16]));
    if !sysroot.is_dir() {
        say::progress("building the standard library for WebAssembly, once on this machine (1 to 2 minutes)");
        let making = cache.join(format!("making-{}", std::process::id()));
        let made = make(rustc, &making, &sysroot);
        fs::remove_dir_all(&making).map_err(Failure::at(&making))?;
        made?;
    }
    Ok(sysroot)
}

fn make(rustc: &Path, making: &Path, sysroot: &Path) -> Result<(), Failure> {
    let (seed, target, draft) = (making.join("seed"), making.join("target"), making.join("sysroot"));
    write_seed(&seed)?;
    build_std(rustc, &seed, &target)?;
    gather(&target, &draft)?;
    link_the_rest(rustc, &draft)?;
    match fs::rename(&draft, sysroot) {
        Err(_) if sysroot.is_dir() => Ok(()), // another build was faster
        other => other.map_err(Failure::at(sysroot)),
    }
}

fn write_seed(seed: &Path) -> Result<(), Failure> {
    let source = seed.join("src");
    fs::create_dir_all(&source).map_err(Failure::at(&source))?;
    fs::write(seed.join("Cargo.toml"), SEED_MANIFEST).map_err(Failure::at(seed))?;
    fs::write(source.join("lib.rs"), "").map_err(Failure::at(seed))
}

/// Builds std into an unused target folder: a used one would hold libraries twice (E0464).
fn build_std(rustc: &Path, seed: &Path, target: &Path) -> Result<(), Failure> {
    let mut cargo = program::command_in(seed, debian::CARGO);
    cargo.args(["build", "--release", "--target", WASM, "-Zbuild-std=std,panic_abort", "--target-dir"]).arg(target);
    let (features, level) = FOR_SIZE;
    cargo.arg(features).env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level);
    cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTC", rustc);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", FLAGS);
    leave_outer_toolchain(&mut cargo);
    program::run_quietly("standard library", &mut cargo)
}

/// Removes the variables of rustup and `cargo run`, which concern another compiler.
pub(crate) fn leave_outer_toolchain(command: &mut Command) {
    for name in [
        "RUSTFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
        "CARGO_BUILD_TARGET",
        "LD_LIBRARY_PATH",
        "RUSTUP_TOOLCHAIN",
        "CARGO_TARGET_DIR",
    ] {
        command.env_remove(name);
    }
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PKG_") {
            command.env_remove(name);
        }
    }
}

fn libraries_of(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(WASM).join("lib")
}

/// Copies the libraries, without the seed's own.
fn gather(target: &Path, draft: &Path) -> Result<(), Failure> {
    let (from, to) = (target.join(WASM).join("release/deps"), libraries_of(draft));
    fs::create_dir_all(&to).map_err(Failure::at(&to))?;
    for path in repository::files_below(&from)? {
        // The compiler gives its libraries plain names.
        let Some(name) = path.file_name().and_then(OsStr::to_str) else { continue };
        if name.ends_with(".rlib") && !name.starts_with("libseed-") {
            fs::copy(&path, to.join(name)).map_err(Failure::at(&path))?;
        }
    }
    Ok(())
}

/// Links the compiler's other files beside its libraries: the linker, and its own platform.
fn link_the_rest(rustc: &Path, draft: &Path) -> Result<(), Failure> {
    let sysroot = program::output(Command::new(rustc).args(["--print", "sysroot"]))?;
    let original = Path::new(sysroot.trim()).join("lib/rustlib");
    for entry in fs::read_dir(&original).map_err(Failure::at(&original))? {
        let path = entry.map_err(Failure::at(&original))?.path();
        let Some(name) = path.file_name() else { continue };
        if name != OsStr::new(WASM) {
            symlink(&path, draft.join("lib/rustlib").join(name)).map_err(Failure::at(&path))?;
        }
    }
    Ok(())
}
