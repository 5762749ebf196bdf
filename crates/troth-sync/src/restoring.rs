//! Reading a stream back from the store in steps, so that a shell can draw in between.
//!
//! ```text
//! begin     the notes and the outbox
//! reopen    some records: each opens, or is set aside
//! place     some entries: each gets its place, and is delivered
//! finish    the stream joins the others of the engine
//! ```
//!
//! Opening and placing are the dear parts, and each step of them takes as many as its caller says. Nothing is pushed,
//! pulled or written in a stream before it is finished.

use std::vec;

use troth_vault::StreamKeys;
use troth_wire::StreamId;

use crate::engine::Engine;
use crate::graph::Candidate;
use crate::intake::Reopened;
use crate::notice::EngineOutcome;
use crate::replica::{Identity, Replica};
use crate::store_write::{Saved, SavedRecord};

/// Whether a stream that is read back has entries left without a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placing {
    /// Some are left.
    UnderWay,
    /// None is.
    Over,
}

/// A stream that is being read back.
pub struct Restoring {
    replica: Replica,
    opened: Vec<Candidate>,
    /// What opened, to be counted to its author's share when all of it has a place.
    counted: Vec<Reopened>,
    /// The opened entries in the order of their places, once all are there.
    placing: Option<vec::IntoIter<Candidate>>,
    /// The store held nothing of it.
    is_fresh: bool,
    is_incomplete: bool,
}

impl Restoring {
    fn begin(keys: StreamKeys, saved: Saved) -> Self {
        let is_fresh = saved.notes.is_none() && saved.outbox.is_empty();
        let is_incomplete = saved.notes.as_ref().is_some_and(|notes| notes.incomplete);
        let replica = Replica::from_saved(keys, saved);
        Self { replica, opened: Vec::new(), counted: Vec::new(), placing: None, is_fresh, is_incomplete }
    }

    fn reopen(&mut self, who: &Identity, records: impl Iterator<Item = SavedRecord>) {
        for saved in records {
            self.is_fresh = false;
            self.opened.extend(self.replica.reopen(who, saved, &mut self.counted));
        }
    }

    fn place(&mut self, who: &Identity, most: usize, outcome: &mut EngineOutcome) -> Placing {
        let (replica, opened) = (&mut self.replica, &mut self.opened);
        let placing = self.placing.get_or_insert_with(|| {
            let mut all = std::mem::take(opened);
            replica.sort_for_places(&mut all);
            all.into_iter()
        });
        for candidate in placing.take(most) {
            replica.take_back(who, candidate, outcome);
        }
        if placing.len() == 0 { Placing::Over } else { Placing::UnderWay }
    }

    fn finish(self, who: &Identity, outcome: &mut EngineOutcome) -> Replica {
        let mut replica = self.replica;
        replica.count_reopened(self.counted);
        replica.finish_restoring(who, [self.is_fresh, self.is_incomplete], outcome);
        replica
    }
}

impl Engine {
    /// Begins to read a stream back from the store.
    #[must_use]
    pub fn begin_stream(&self, keys: StreamKeys, saved: Saved) -> Restoring {
        Restoring::begin(keys, saved)
    }

    /// Opens stored records of a stream that is read back. They may come in any order, each once, and all of them before
    /// the first is placed.
    pub fn reopen(&self, restoring: &mut Restoring, records: impl IntoIterator<Item = SavedRecord>) {
        restoring.reopen(&self.who, records.into_iter());
    }

    /// Gives at most `most` opened entries their places, and hands over those that are delivered.
    pub fn place(&self, restoring: &mut Restoring, most: usize) -> (Placing, EngineOutcome) {
        let mut outcome = EngineOutcome::default();
        let placing = restoring.place(&self.who, most, &mut outcome);
        outcome.notices.clear();
        (placing, outcome)
    }

    /// Ends reading a stream back: from now on it is one of the engine's streams. What had no place yet gets it.
    pub fn finish_stream(&mut self, mut restoring: Restoring) -> (StreamId, EngineOutcome) {
        let mut outcome = EngineOutcome::default();
        restoring.place(&self.who, usize::MAX, &mut outcome);
        let replica = restoring.finish(&self.who, &mut outcome);
        let stream = replica.stream();
        self.replicas.insert(stream, replica);
        (stream, outcome)
    }
}
