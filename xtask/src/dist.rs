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
    let list = folder.join(HASHES);
    fs::write(&list, hash_lines(&placed, &name, &repository.dist())?).map_err(Failure::at(&list))?;
    say::line(&format!("{} and {}", placed.display(), list.display()));
    Ok(())
}

/// One line for the binary, and one for each file of the app.
fn hash_lines(binary: &Path, name: &str, app: &Path) -> Result<String, Failure> {
    let mut lines = hash_line(binary, name)?;
    for path in repository::files_below(app)? {
        let inside = repository::name_below(app, &path);
        lines.push_str(&hash_line(&path, &format!("app/{inside}"))?);
    }
    Ok(lines)
}

fn hash_line(path: &Path, name: &str) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(Failure::at(path))?;
    let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes));
    Ok(format!("{digest}  {name}\n"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may panic")]

    use super::*;

    /// The digests are those that FIPS 180 and its examples give for no byte and for "abc".
    #[test]
    fn the_binary_and_every_file_of_the_app_have_a_hash() {
        let folder = Repository::find().unwrap().target().join("hashes-under-test");
        let app = folder.join("app");
        fs::create_dir_all(app.join("assets")).unwrap();
        let binary = folder.join("binary");
        for (path, bytes) in [(&binary, "abc"), (&app.join("index.html"), ""), (&app.join("assets/app.js"), "abc")] {
            fs::write(path, bytes).unwrap();
        }
        let lines = hash_lines(&binary, "troth-1", &app).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let none = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let mut found: Vec<_> = lines.lines().collect();
        found.sort_unstable_by_key(|line| line.split_once("  ").unwrap().1);
        assert_eq!(
            found,
            [format!("{abc}  app/assets/app.js"), format!("{none}  app/index.html"), format!("{abc}  troth-1")]
        );
    }
}
