//! Tells whether `dist` is still up to date with its sources.

use std::fs;
use std::path::PathBuf;

use crate::arguments::Flavour;
use crate::failure::Failure;
use crate::repository::{self, Repository};
use crate::toolchain::WasmToolchain;

/// Crates that are no part of the web app.
const NATIVE_CRATES: [&str; 3] = ["troth-relay", "troth-cli", "troth-testkit"];

/// A hash of all inputs of a build.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stamp(String);

/// Hashes the sources, the bundler's own source, the flavour and the compiler.
pub(super) fn compute(repository: &Repository, flavour: Flavour, toolchain: &WasmToolchain) -> Result<Stamp, Failure> {
    let mut hash = blake3::Hasher::new();
    hash.update(format!("{flavour:?}\n{}\n", toolchain.identity()?).as_bytes());
    for path in inputs(repository)? {
        let bytes = fs::read(&path).map_err(Failure::at(&path))?;
        hash.update(path.as_os_str().as_encoded_bytes()).update(&(bytes.len() as u64).to_le_bytes()).update(&bytes);
    }
    Ok(Stamp(hash.finalize().to_hex().to_string()))
}

fn inputs(repository: &Repository) -> Result<Vec<PathBuf>, Failure> {
    let root = repository.root();
    let mut inputs = vec![root.join("Cargo.toml"), root.join("Cargo.lock")];
    inputs.extend(repository::files_below(&root.join("xtask/src/web"))?);
    for path in repository::files_below(&root.join("crates"))? {
        if !NATIVE_CRATES.iter().any(|name| path.starts_with(root.join("crates").join(name))) {
            inputs.push(path);
        }
    }
    Ok(inputs)
}

/// Tells whether `dist` was made from these inputs and is unchanged.
pub(super) fn is_current(repository: &Repository, stamp: &Stamp) -> bool {
    // Without a stamp, or a folder that it could be compared with, the app is built again.
    fs::read_to_string(path(repository)).is_ok_and(|kept| describe(repository, stamp).is_ok_and(|now| now == kept))
}

/// Records that `dist` was made from these inputs.
pub(super) fn keep(repository: &Repository, stamp: &Stamp) -> Result<(), Failure> {
    let path = path(repository);
    fs::write(&path, describe(repository, stamp)?).map_err(Failure::at(&path))
}

fn describe(repository: &Repository, stamp: &Stamp) -> Result<String, Failure> {
    let mut text = format!("{}\n", stamp.0);
    for file in repository::files_below(&repository.dist())? {
        let length = fs::metadata(&file).map_err(Failure::at(&file))?.len();
        text.push_str(&format!("{length} {}\n", file.display()));
    }
    Ok(text)
}

fn path(repository: &Repository) -> PathBuf {
    repository.web_target().join("dist-stamp")
}
