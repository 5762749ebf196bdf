//! The files of the web app, named by their content.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::pack;
use crate::arguments::Flavour;
use crate::failure::Failure;

/// Digits of the content hash in a file name: 48 bits distinguish versions.
const HASH_DIGITS: usize = 12;

/// The files of one build, by the address they are served under and by their name in templates.
#[derive(Debug, Default)]
pub(super) struct BuiltFiles {
    files: BTreeMap<String, Vec<u8>>,
    addresses: BTreeMap<String, String>,
}

impl BuiltFiles {
    /// Adds a file whose name contains its hash, so that it may be cached for ever.
    pub(super) fn add_hashed(&mut self, name: &str, bytes: Vec<u8>) {
        let hash = blake3::hash(&bytes).to_hex();
        let flat = name.replace('/', "-");
        let (stem, extension) = flat.rsplit_once('.').unwrap_or((&flat, "bin"));
        let address = format!("/assets/{stem}-{}.{extension}", &hash[..HASH_DIGITS]);
        self.addresses.insert(name.to_owned(), address.clone());
        self.files.insert(address, bytes);
    }

    /// Adds a file under its own name, for the few that browsers know by name.
    pub(super) fn add_named(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.insert(format!("/{name}"), bytes);
    }

    /// Replaces each `{{name}}` in a template by the address of that file.
    pub(super) fn fill(&self, file: &str, template: &str) -> Result<String, Failure> {
        let (mut filled, mut left) = (String::new(), template);
        while let Some((before, part)) = left.split_once("{{") {
            let (name, rest) =
                part.split_once("}}").ok_or_else(|| Failure::new(format!("{file}: `{{{{` is never closed")))?;
            let address =
                self.addresses.get(name).ok_or_else(|| Failure::new(format!("{file}: there is no `{name}`")))?;
            filled.push_str(before);
            filled.push_str(address);
            left = rest;
        }
        filled.push_str(left);
        Ok(filled)
    }

    /// Lists addresses and contents, sorted by address.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(address, bytes)| (address.as_str(), bytes.as_slice()))
    }

    /// Writes all files, with a compressed copy of each that compresses.
    pub(super) fn write(&self, folder: &Path, flavour: Flavour) -> Result<(), Failure> {
        for (address, bytes) in self.iter() {
            let path = folder.join(address.trim_start_matches('/'));
            let parent = path.parent().unwrap_or(folder);
            fs::create_dir_all(parent).map_err(Failure::at(parent))?;
            fs::write(&path, bytes).map_err(Failure::at(&path))?;
            if let Some(packed) = pack::pack(address, bytes, flavour)? {
                let beside = folder.join(format!("{}.br", address.trim_start_matches('/')));
                fs::write(&beside, packed).map_err(Failure::at(&beside))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]
    use super::*;

    #[test]
    fn templates_get_addresses_or_a_named_mistake() {
        let mut assets = BuiltFiles::default();
        assets.add_hashed("icons/icon.svg", b"<svg/>".to_vec());
        let filled = assets.fill("index.html", "a {{icons/icon.svg}} b").unwrap();
        assert!(filled.starts_with("a /assets/icons-icon-") && filled.ends_with(".svg b"), "{filled}");
        assert!(assets.fill("index.html", "{{nothing}}").unwrap_err().to_string().contains("`nothing`"));
        assert!(assets.fill("index.html", "{{open").is_err());
    }
}
