//! The position in a mailbox, and the comparison after the relay was restored to an earlier state.
//!
//! During a comparison the stored cursor stands at the start. So a device that stops half-way starts the comparison
//! again instead of forgetting it.

use std::collections::BTreeSet;

use troth_wire::{Cursor, PositionedRecord, PullPage, RecordId};

use crate::request::RequestId;

/// A second reading from the start of the mailbox.
#[derive(Debug)]
struct Comparison {
    at: Cursor,
    seen: BTreeSet<RecordId>,
}

/// The relay's records do not lead to the cursor that it gave.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Contradiction;

/// How far one mailbox has been read.
#[derive(Debug)]
pub(crate) struct ReadPosition {
    cursor: Cursor,
    comparison: Option<Comparison>,
    /// Set while a pull is wanted; a pull with this number or a later one satisfies it.
    wanted: Option<RequestId>,
}

impl ReadPosition {
    pub(crate) fn from(cursor: Cursor) -> Self {
        Self { cursor, comparison: None, wanted: Some(RequestId::default()) }
    }

    /// The cursor that the store keeps.
    pub(crate) fn saved(&self) -> Cursor {
        self.cursor
    }

    /// The cursor from which to pull next.
    pub(crate) fn position(&self) -> Cursor {
        self.comparison.as_ref().map_or(self.cursor, |comparison| comparison.at)
    }

    pub(crate) fn is_comparing(&self) -> bool {
        self.comparison.is_some()
    }

    pub(crate) fn start_comparing(&mut self) {
        self.cursor = Cursor::START;
        // Any request answers a wish that nobody had before: the first number is the default.
        self.wanted = Some(self.wanted.unwrap_or_default());
        self.comparison = Some(Comparison { at: Cursor::START, seen: BTreeSet::new() });
    }

    /// Ends the comparison at the mailbox's end; returns the records that the relay has.
    pub(crate) fn finish_comparing(&mut self) -> Option<BTreeSet<RecordId>> {
        let comparison = self.comparison.take()?;
        self.cursor = comparison.at;
        Some(comparison.seen)
    }

    /// Asks for a pull that begins after now.
    pub(crate) fn want(&mut self, next: RequestId) {
        self.wanted = Some(next);
    }

    pub(crate) fn is_wanted(&self) -> bool {
        self.wanted.is_some()
    }

    /// Records that the pull with this number reached the end.
    pub(crate) fn reached_end(&mut self, asked: RequestId) {
        if self.wanted.is_some_and(|wanted| wanted <= asked) {
            self.wanted = None;
        }
    }

    /// Advances over a page that was requested `after` a cursor.
    ///
    /// A page changes nothing if the cursor has already passed it.
    pub(crate) fn advance(&mut self, after: Cursor, ids: &[RecordId], end: Cursor) {
        match &mut self.comparison {
            Some(comparison) if comparison.at == after => {
                comparison.at = end;
                comparison.seen.extend(ids);
            }
            Some(_) => {}
            None if self.cursor.seq < end.seq => self.cursor = end,
            None => {}
        }
    }

    /// Advances if these ids lead from the cursor exactly to `end`; returns whether they did.
    pub(crate) fn continue_with(&mut self, ids: &[(u64, RecordId)], end: Cursor) -> bool {
        let leads = self.comparison.is_none() && follow(self.cursor, ids.iter().copied()) == Some(end);
        if leads {
            self.cursor = end;
        }
        leads
    }
}

/// Checks that a page leads without gaps from `after` to its own cursor, and lists the ids.
pub(crate) fn check_page(after: Cursor, page: &PullPage) -> Result<Vec<RecordId>, Contradiction> {
    let ids = positions(&page.records);
    let leads = follow(after, ids.iter().copied()) == Some(page.cursor);
    let moves = !ids.is_empty() || !page.more;
    if leads && moves { Ok(ids.into_iter().map(|(_, id)| id).collect()) } else { Err(Contradiction) }
}

/// Pairs the ids of records with their positions.
pub(crate) fn positions(records: &[PositionedRecord]) -> Vec<(u64, RecordId)> {
    records.iter().map(|positioned| (positioned.seq, positioned.record.id())).collect()
}

fn follow(after: Cursor, ids: impl Iterator<Item = (u64, RecordId)>) -> Option<Cursor> {
    let mut at = after;
    for (position, id) in ids {
        if at.seq.checked_add(1) != Some(position) {
            return None;
        }
        at = at.then(&id);
    }
    Some(at)
}
