//! An index of values by the id of the entry that made each. No value is ever removed.
//!
//! Most parts of a state are found by the entry that made them, and shown in the order of the log. A `BTreeMap` alone
//! would give them in the order of their ids, which are hashes.

use std::collections::BTreeMap;
use std::iter::Map;
use std::ops::Index;
use std::slice::Iter;

use crate::kernel::ids::EntryId;

/// Values by the entry that made each, in the order in which they were inserted: the order of the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ById<V> {
    places: BTreeMap<EntryId, usize>,
    values: Vec<(EntryId, V)>,
}

impl<V> Default for ById<V> {
    fn default() -> Self {
        Self { places: BTreeMap::new(), values: Vec::new() }
    }
}

type Pairs<'a, V> = Map<Iter<'a, (EntryId, V)>, fn(&'a (EntryId, V)) -> (&'a EntryId, &'a V)>;

impl<V> ById<V> {
    /// The value that an entry made.
    pub fn get(&self, id: &EntryId) -> Option<&V> {
        Some(&self.values.get(*self.places.get(id)?)?.1)
    }

    pub(crate) fn get_mut(&mut self, id: &EntryId) -> Option<&mut V> {
        Some(&mut self.values.get_mut(*self.places.get(id)?)?.1)
    }

    /// Whether an entry made a value.
    pub fn contains_key(&self, id: &EntryId) -> bool {
        self.places.contains_key(id)
    }

    /// Inserts the value of an entry. A known id keeps its place and gets the new value.
    pub(crate) fn insert(&mut self, id: EntryId, value: V) {
        match self.places.get(&id) {
            Some(place) => self.values[*place].1 = value,
            None => {
                self.places.insert(id, self.values.len());
                self.values.push((id, value));
            }
        }
    }

    /// Returns the value of an entry, and inserts `value` if it has none.
    pub(crate) fn get_or_insert(&mut self, id: EntryId, value: V) -> &mut V {
        let next = self.values.len();
        let place = *self.places.entry(id).or_insert(next);
        if place == next {
            self.values.push((id, value));
        }
        &mut self.values[place].1
    }

    /// The number of values.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether the index is empty.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The values with their ids, in the order of the log.
    pub fn iter(&self) -> Pairs<'_, V> {
        self.values.iter().map(|(id, value)| (id, value))
    }

    /// The ids, in the order of the log.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &EntryId> {
        self.values.iter().map(|(id, _)| id)
    }

    /// The values, in the order of the log.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.values.iter().map(|(_, value)| value)
    }

    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.values.iter_mut().map(|(_, value)| value)
    }
}

impl<'a, V> IntoIterator for &'a ById<V> {
    type Item = (&'a EntryId, &'a V);
    type IntoIter = Pairs<'a, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<V> Index<&EntryId> for ById<V> {
    type Output = V;

    #[expect(clippy::expect_used, reason = "an unknown id is a bug of the caller, as with every map")]
    fn index(&self, id: &EntryId) -> &V {
        self.get(id).expect("an entry that made something")
    }
}
