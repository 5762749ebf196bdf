//! How long the words of a turn are shown (care 24). It follows from the clock; the sealed bytes are not deleted.

use std::collections::BTreeMap;

use super::events::Keeping;
use crate::kernel::ids::PartnerId;
use crate::kernel::time::WallTime;

/// One day in milliseconds.
const DAY_MS: i64 = 86_400_000;

/// The choices of each author, in the order of the log. Before the first one, [`Keeping::default`] holds.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Choices {
    chosen: BTreeMap<PartnerId, Vec<(WallTime, Keeping)>>,
}

impl Choices {
    pub(super) fn choose(&mut self, author: PartnerId, written: WallTime, keeping: Keeping) {
        self.chosen.entry(author).or_default().push((written, keeping));
    }

    /// The choice that holds now for an author's words.
    pub(super) fn of(&self, author: PartnerId) -> Keeping {
        let last = self.chosen.get(&author).and_then(|chosen| chosen.last());
        last.map_or_else(Keeping::default, |(_, keeping)| *keeping)
    }

    /// Whether words of `author` are still shown at `now`.
    ///
    /// Hidden words never come back: an author who chose a week had a reason. A longer time that they choose later
    /// applies only to words that are not hidden yet.
    pub(super) fn shows(&self, author: PartnerId, written: WallTime, now: WallTime) -> bool {
        let chosen = self.chosen.get(&author).map_or(&[][..], Vec::as_slice);
        let first = [(i64::MIN, Keeping::default())];
        let mut choices =
            first.into_iter().chain(chosen.iter().map(|(from, keeping)| (from.unix_ms, *keeping))).peekable();
        while let Some((from, keeping)) = choices.next() {
            let until = choices.peek().map_or(now.unix_ms, |next| next.0.min(now.unix_ms));
            let gone_at = written.unix_ms.saturating_add(i64::from(keeping.days()) * DAY_MS).max(from);
            if gone_at <= until {
                return false;
            }
        }
        true
    }
}
