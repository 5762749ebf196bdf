//! When each device last wrote, for a person who decides which of theirs they still use.

use std::collections::BTreeMap;

use troth_core::{CivilDate, DeviceId};

use super::Record;

impl Record {
    /// The day on which each device last wrote, by its own clock.
    pub(crate) fn last_days(&self) -> BTreeMap<DeviceId, CivilDate> {
        let mut last = BTreeMap::new();
        for header in self.own.entries().iter().chain(self.shared_entries()).map(|entry| &entry.header) {
            let day = header.written.date();
            let known = last.entry(header.device).or_insert(day);
            *known = day.max(*known);
        }
        last
    }
}
