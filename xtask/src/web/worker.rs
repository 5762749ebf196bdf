//! The list of files that the service worker caches for an offline start.

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use super::assets::BuiltFiles;
use super::page::SAMPLE;
use crate::failure::Failure;

/// Placeholders of the version and the list in the template.
const VERSION: &str = "\"troth-version\"";
const FILES: &str = "[\"troth-files\"]";

/// Digits of the version, which names a cache and distinguishes builds.
const VERSION_DIGITS: usize = 16;

/// Writes the service worker for these files.
///
/// Each file is listed with its digest. So a browser that updates while the server changes version keeps either all
/// files of one version or none.
pub(super) fn write(template: &str, assets: &BuiltFiles) -> Result<String, Failure> {
    if !template.contains(VERSION) || !template.contains(FILES) {
        return Err(Failure::new(format!("sw.js: {VERSION} and {FILES} must stand in it")));
    }
    let list = assets.iter().filter(|(address, _)| is_kept(address)).map(entry).collect::<Vec<_>>().join(",\n");
    let version = blake3::hash(list.as_bytes()).to_hex();
    let quoted = format!("\"{}\"", &version[..VERSION_DIGITS]);
    Ok(template.replacen(VERSION, &quoted, 1).replacen(FILES, &format!("[\n{list},\n]"), 1))
}

/// Tells whether the worker caches a file. It leaves out the launcher's icons, which the system keeps after an install,
/// and the sample couple, which most people never open.
fn is_kept(address: &str) -> bool {
    !address.ends_with(".png") && address.trim_start_matches('/') != SAMPLE
}

fn entry((address, bytes): (&str, &[u8])) -> String {
    let address = if address == "/index.html" { "/" } else { address };
    let digest = BASE64.encode(&Sha256::digest(bytes));
    format!("  [\"{address}\", \"sha256-{digest}\"]")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]
    use super::*;

    const TEMPLATE: &str = "const VERSION = \"troth-version\"; const FILES = [\"troth-files\"];";

    #[test]
    fn the_list_names_what_an_offline_start_needs() {
        let mut assets = BuiltFiles::default();
        assets.add_named("index.html", b"<!doctype html>".to_vec());
        assets.add_hashed("icons/icon-512.png", vec![1]);
        assets.add_named(SAMPLE, b"# A script.".to_vec());
        let worker = write(TEMPLATE, &assets).unwrap();
        assert!(worker.contains("[\"/\", \"sha256-"), "{worker}");
        assert!(!worker.contains(".png") && !worker.contains(SAMPLE), "{worker}");
    }

    #[test]
    fn any_change_of_a_file_is_another_version() {
        let version = |text: &str| {
            let mut assets = BuiltFiles::default();
            assets.add_named("index.html", text.as_bytes().to_vec());
            write(TEMPLATE, &assets).unwrap().split(';').next().unwrap().to_owned()
        };
        assert_ne!(version("one"), version("two"));
        assert_eq!(version("one"), version("one"));
    }

    #[test]
    fn a_template_without_its_places_is_refused() {
        assert!(write("nothing here", &BuiltFiles::default()).is_err());
    }
}
