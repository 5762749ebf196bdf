//! The log: entries in one order, and the state they fold into.
//!
//! The same set of entries gives the same state on every device, in whatever order they came. New
//! entries that sort last are folded in; anything else folds anew, once for a whole batch.

use std::collections::BTreeSet;

use crate::kernel::ids::EntryId;
use crate::programme::event::{Entry, Event};

/// A state that a log folds into.
pub trait Folded {
    /// The state before the first entry. Sees all entries, for what reaches back over the order.
    fn before<'a>(entries: impl Iterator<Item = &'a Entry>) -> Self;

    /// Takes in the next entry. Total: it has no way to fail.
    fn fold(&mut self, entry: &Entry);

    /// Whether an event changes what entries before it mean, so that everything must be folded anew.
    fn reaches_back(event: &Event) -> bool;
}

/// Entries sorted by Lamport number and id, with the state they fold into.
#[derive(Clone, Debug)]
pub struct Log<S> {
    entries: Vec<Entry>,
    known: BTreeSet<EntryId>,
    state: S,
}

impl<S: Folded> Default for Log<S> {
    fn default() -> Self {
        Self { entries: Vec::new(), known: BTreeSet::new(), state: S::before(core::iter::empty()) }
    }
}

impl<S: Folded> Log<S> {
    /// The log of these entries.
    pub fn from_entries(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut log = Self::default();
        log.insert_all(entries);
        log
    }

    /// The state.
    pub fn state(&self) -> &S {
        &self.state
    }

    /// The entries in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// One entry by its id.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        if self.known.contains(&id) { self.entries.iter().rev().find(|entry| entry.header.id == id) } else { None }
    }

    /// The Lamport number for the next entry written here.
    pub fn next_lamport(&self) -> u64 {
        self.entries.last().map_or(1, |last| last.header.lamport.saturating_add(1))
    }

    /// Takes in one entry; one that is already there changes nothing.
    pub fn insert(&mut self, entry: Entry) {
        self.insert_all([entry]);
    }

    /// Takes in entries; those already there change nothing.
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

    /// Puts an entry whose words were erased in the place of the one that held them.
    pub fn replace(&mut self, entry: Entry) {
        if let Some(place) = self.entries.iter_mut().find(|known| known.header.id == entry.header.id) {
            *place = entry;
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
        let mut state = S::before(self.entries.iter());
        for entry in &self.entries {
            state.fold(entry);
        }
        self.state = state;
    }
}
