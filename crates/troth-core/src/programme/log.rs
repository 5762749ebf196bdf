//! The log: sorted entries, and the state that they fold into.
//!
//! The same set of entries gives the same state on every device, in whatever order they arrive. New entries that sort
//! last are folded into the state. Any other batch folds the whole log again, once per batch.

use std::collections::BTreeSet;

use crate::kernel::ids::EntryId;
use crate::programme::event::{Entry, Event};

/// A state that a log folds into.
pub trait Folded {
    /// Who may join the stream. The link fixes it before the first entry.
    type Seats: Clone + core::fmt::Debug;

    /// The state before the first entry. It gets all entries, because some change what earlier ones mean.
    fn before<'a>(seats: &Self::Seats, entries: impl Iterator<Item = &'a Entry>) -> Self;

    /// Applies the next entry. It cannot fail.
    fn fold(&mut self, entry: &Entry);

    /// Whether an event changes what earlier entries mean, so that the whole log has to be folded again.
    fn reaches_back(event: &Event) -> bool;
}

/// Entries sorted by Lamport number and id, with the state they fold into.
#[derive(Clone, Debug)]
pub struct Log<S: Folded> {
    seats: S::Seats,
    entries: Vec<Entry>,
    known: BTreeSet<EntryId>,
    state: S,
}

impl<S: Folded> Log<S> {
    /// Makes an empty log of a stream with these seats.
    pub fn new(seats: S::Seats) -> Self {
        let state = S::before(&seats, core::iter::empty());
        Self { seats, entries: Vec::new(), known: BTreeSet::new(), state }
    }

    /// Makes a log of these entries.
    pub fn from_entries(seats: S::Seats, entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut log = Self::new(seats);
        log.insert_all(entries);
        log
    }

    /// Who may join the stream.
    pub fn seats(&self) -> &S::Seats {
        &self.seats
    }

    /// The state.
    pub fn state(&self) -> &S {
        &self.state
    }

    /// The entries, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with this id.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        if self.known.contains(&id) { self.entries.iter().rev().find(|entry| entry.header.id == id) } else { None }
    }

    /// The Lamport number of the next entry that this device writes.
    pub fn next_lamport(&self) -> u64 {
        self.entries.last().map_or(1, |last| last.header.lamport.saturating_add(1))
    }

    /// Inserts an entry. A known entry changes nothing.
    pub fn insert(&mut self, entry: Entry) {
        self.insert_all([entry]);
    }

    /// Inserts entries. Known entries change nothing.
    pub fn insert_all(&mut self, entries: impl IntoIterator<Item = Entry>) {
        let mut fresh: Vec<Entry> = entries.into_iter().filter(|entry| self.known.insert(entry.header.id)).collect();
        fresh.sort_by_key(|entry| entry.header.position());
        let in_order = match (self.entries.last(), fresh.first()) {
            (Some(last), Some(first)) => last.header.position() < first.header.position(),
            _ => true,
        };
        if in_order && !fresh.iter().any(|entry| S::reaches_back(&entry.event)) {
            self.append(fresh);
        } else {
            self.entries.extend(fresh);
            self.entries.sort_by_key(|entry| entry.header.position());
            self.refold();
        }
    }

    /// Replaces an entry by its erased form.
    pub fn replace(&mut self, entry: Entry) {
        if let Some(place) = self.entries.iter_mut().find(|known| known.header.id == entry.header.id) {
            *place = entry;
            self.refold();
        }
    }

    /// Takes out every entry that a rule from outside of this log forbids. It may be inserted again.
    pub fn retain(&mut self, allowed: impl Fn(&Entry) -> bool) {
        let before = self.entries.len();
        let Self { entries, known, .. } = self;
        entries.retain(|entry| allowed(entry) || !known.remove(&entry.header.id));
        if self.entries.len() < before {
            self.refold();
        }
    }

    fn append(&mut self, fresh: Vec<Entry>) {
        for entry in fresh {
            self.state.fold(&entry);
            self.entries.push(entry);
        }
    }

    fn refold(&mut self) {
        let mut state = S::before(&self.seats, self.entries.iter());
        for entry in &self.entries {
            state.fold(entry);
        }
        self.state = state;
    }
}
