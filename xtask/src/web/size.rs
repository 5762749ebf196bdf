//! The download size of the app.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::page::SAMPLE;
use crate::failure::Failure;
use crate::repository;
use crate::say;

/// What everything that a first visit fetches should weigh at most, packed, in bytes: about two seconds on a slow phone
/// line. Not reached yet; every build says by how much.
pub(crate) const GOAL_BYTES: u64 = 300_000;

/// What it may weigh until then: the whole programme as it is, of which the main job alone was 505 kB, and room for a small
/// change. It was 670 kB before help that is suggested, trends, the private check, the export and dates for a calendar.
pub(crate) const BUDGET_BYTES: u64 = 690_000;

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

    /// Prints every file's weight, the total and the budget.
    pub(crate) fn print(&self) {
        for (name, weight) in &self.files {
            say::line(&format!("{:>10} {:>10}  {name}", weight.raw, weight.packed));
        }
        let total = self.total();
        say::line(&format!(
            "{:>10} {:>10}  bytes of a first visit, as is and packed; the goal is {GOAL_BYTES} packed, the budget {BUDGET_BYTES}",
            total.raw, total.packed
        ));
    }

    /// Fails when the app is heavier than its budget.
    pub(crate) fn hold_budget(&self) -> Result<(), Failure> {
        let packed = self.total().packed;
        if packed <= BUDGET_BYTES {
            return Ok(());
        }
        Err(Failure::new(format!("the web app weighs {packed} bytes packed, more than its budget of {BUDGET_BYTES}")))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]
    use super::*;

    fn report(packed: u64) -> SizeReport {
        SizeReport { files: BTreeMap::from([("app.wasm".to_owned(), Weight { raw: 1_000_000, packed })]) }
    }

    #[test]
    fn one_byte_over_the_budget_is_too_much() {
        report(BUDGET_BYTES).hold_budget().unwrap();
        assert!(
            report(BUDGET_BYTES + 1).hold_budget().unwrap_err().to_string().contains(&(BUDGET_BYTES + 1).to_string())
        );
    }
}
