//! `cargo xtask dist`: the release binary with the app inside, and hashes to check it by.

use std::env;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::arguments::Flavour;
use crate::failure::Failure;
use crate::repository::{self, Repository};
use crate::say;
use crate::serve;

/// The file of hashes, in the form that `sha256sum --check` reads.
const HASHES: &str = "SHA256SUMS";

/// Builds for release into `target/dist`.
pub(crate) fn run(repository: &Repository) -> Result<(), Failure> {
    let binary = serve::build(repository, Flavour::Release)?;
    let folder = repository.target().join("dist");
    fs::create_dir_all(&folder).map_err(Failure::at(&folder))?;
    let name = format!("troth-{}-{}-{}", env!("CARGO_PKG_VERSION"), env::consts::ARCH, env::consts::OS);
    let placed = folder.join(&name);
    fs::copy(&binary, &placed).map_err(Failure::at(&placed))?;
    let mut hashes = hash_line(&placed, &name)?;
    let dist = repository.dist();
    for path in repository::files_below(&dist)? {
        let inside = repository::name_below(&dist, &path);
        hashes.push_str(&hash_line(&path, &format!("app/{inside}"))?);
    }
    let list = folder.join(HASHES);
    fs::write(&list, hashes).map_err(Failure::at(&list))?;
    say::line(&format!("{} and {}", placed.display(), list.display()));
    Ok(())
}

fn hash_line(path: &Path, name: &str) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(Failure::at(path))?;
    let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes));
    Ok(format!("{digest}  {name}\n"))
}
