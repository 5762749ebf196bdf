//! Bare records: the header opens, and the content is missing or isn't the one that the header commits to.
//!
//! Nothing in Troth erases yet, so such a record is never taken as erased: somebody withholds its content. It has no
//! place in the graph, exactly as if it hadn't arrived. It is not stored, what builds on it waits, and the engine asks
//! for it again at its place in the mailbox. Any copy with the right content takes its place, wherever it comes from.
//!
//! A relay that cuts out content gains nothing over one that keeps back the whole record, which it can always do.

use std::collections::BTreeMap;

use troth_wire::{Cursor, RecordId};

/// Most bare records that one stream remembers. An honest relay makes none, and a damaged one a few.
/// Everybody with a key of the stream can make more. Those beyond it are passed over and stop nobody; the mailbox is read
/// again from its start when half of the places are free, and at each start.
pub const BARE_MAX: usize = 256;

/// Requests for withheld content without success before the engine waits for the next refresh or start.
pub const REFETCH_TRIES: u32 = 8;

/// The bare records of one stream, with the cursor before each.
#[derive(Debug)]
pub(crate) struct BareRecords {
    places: BTreeMap<RecordId, Cursor>,
    /// Position from which the next request looks, so that one record can't keep the others from being asked for.
    from: u64,
    tries_left: u32,
}

impl BareRecords {
    pub(crate) fn with_places(places: BTreeMap<RecordId, Cursor>) -> Self {
        Self { places, from: 0, tries_left: REFETCH_TRIES }
    }

    pub(crate) fn places(&self) -> &BTreeMap<RecordId, Cursor> {
        &self.places
    }

    /// Tells whether these records were asked for again at least once.
    pub(crate) fn was_asked(&self) -> bool {
        self.tries_left < REFETCH_TRIES
    }

    pub(crate) fn contains(&self, id: &RecordId) -> bool {
        self.places.contains_key(id)
    }

    pub(crate) fn is_full(&self) -> bool {
        self.places.len() >= BARE_MAX
    }

    /// Tells whether half of the places are free, so that reading again is worth its cost.
    pub(crate) fn has_room_again(&self) -> bool {
        self.places.len() <= BARE_MAX / 2
    }

    /// Notes a bare record; returns whether it is new.
    pub(crate) fn note(&mut self, id: RecordId, before: Cursor) -> bool {
        self.places.insert(id, before).is_none()
    }

    /// Forgets a record whose content is here.
    pub(crate) fn found(&mut self, id: &RecordId) {
        if self.places.remove(id).is_some() {
            self.tries_left = REFETCH_TRIES;
        }
    }

    /// Allows another try, at least.
    pub(crate) fn ask_again(&mut self) {
        self.tries_left = self.tries_left.max(1);
    }

    pub(crate) fn is_wanted(&self) -> bool {
        self.tries_left > 0 && !self.places.is_empty()
    }

    /// Takes the cursor before the next record to ask for.
    pub(crate) fn next_place(&mut self) -> Option<Cursor> {
        if !self.is_wanted() {
            return None;
        }
        self.tries_left -= 1;
        let ahead = self.places.values().filter(|place| place.seq >= self.from);
        let next =
            ahead.min_by_key(|place| place.seq).or_else(|| self.places.values().min_by_key(|place| place.seq))?;
        self.from = next.seq + 1;
        Some(*next)
    }

    /// Goes on behind the records that were read again.
    pub(crate) fn read_again_to(&mut self, end: u64) {
        self.from = self.from.max(end);
    }
}
