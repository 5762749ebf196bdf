//! The download size of the app.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::page::SAMPLE;
use crate::failure::Failure;
use crate::repository;
use crate::say;

/// The size of each file in bytes, raw and compressed.
#[derive(Debug)]
pub(crate) struct SizeReport {
    files: BTreeMap<String, Weight>,
}

/// One file's size in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weight {
    pub(crate) raw: u64,
    pub(crate) packed: u64,
}

impl SizeReport {
    /// Measures a finished folder.
    pub(crate) fn weigh(dist: &Path) -> Result<Self, Failure> {
        let mut files = BTreeMap::new();
        for path in repository::files_below(dist)? {
            if path.extension().is_some_and(|extension| extension == "br") {
                continue;
            }
            let raw = fs::metadata(&path).map_err(Failure::at(&path))?.len();
            let packed = fs::metadata(path.with_added_extension("br")).map_or(raw, |beside| beside.len());
            let name = repository::name_below(dist, &path);
            files.insert(name, Weight { raw, packed });
        }
        Ok(Self { files })
    }

    /// Adds up all files of a first visit. The sample couple is not part of it: it is fetched on request only.
    pub(crate) fn total(&self) -> Weight {
        let first = || self.files.iter().filter(|(name, _)| *name != SAMPLE).map(|(_, weight)| weight);
        let sum = |part: fn(&Weight) -> u64| first().map(part).sum();
        Weight { raw: sum(|weight| weight.raw), packed: sum(|weight| weight.packed) }
    }

    /// Returns the size of the compiled module alone.
    pub(crate) fn wasm(&self) -> Option<Weight> {
        self.files.iter().find(|(name, _)| name.ends_with(".wasm")).map(|(_, weight)| *weight)
    }

    /// Prints every file's weight, and the total.
    pub(crate) fn print(&self) {
        for (name, weight) in &self.files {
            say::line(&format!("{:>10} {:>10}  {name}", weight.raw, weight.packed));
        }
        let total = self.total();
        say::line(&format!("{:>10} {:>10}  bytes of a first visit, as is and packed", total.raw, total.packed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_couple_is_no_part_of_a_first_visit() {
        let weight = |raw, packed| Weight { raw, packed };
        let files = [("app.wasm", weight(10, 4)), ("style.css", weight(3, 1)), (SAMPLE, weight(100, 50))];
        let report = SizeReport { files: files.map(|(name, weight)| (name.to_owned(), weight)).into() };
        let (total, wasm) = (report.total(), report.wasm().map(|wasm| wasm.packed));
        assert_eq!((total.raw, total.packed, wasm), (13, 5, Some(4)));
    }
}
