//! What entries made, each under the id of the entry that made it.
//!
//! Nearly everything in the states is found by the entry that made it, and nothing of it is ever taken out again. So one
//! index serves all of them, whatever they hold, and the values stand in the order of the log. Ordered maps of dozens of
//! types would be a tenth of what a browser downloads.

use std::collections::BTreeMap;
use std::iter::Map;
use std::ops::Index;
use std::slice::Iter;

use crate::kernel::ids::EntryId;

/// Values by the entry that made each, in the order of the log.
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
    /// What this entry made.
    pub fn get(&self, id: &EntryId) -> Option<&V> {
        Some(&self.values.get(*self.places.get(id)?)?.1)
    }

    pub(crate) fn get_mut(&mut self, id: &EntryId) -> Option<&mut V> {
        Some(&mut self.values.get_mut(*self.places.get(id)?)?.1)
    }

    /// Whether this entry made something.
    pub fn contains_key(&self, id: &EntryId) -> bool {
        self.places.contains_key(id)
    }

    /// Puts what an entry made in its place; an id that is there already gets the new value.
    pub(crate) fn insert(&mut self, id: EntryId, value: V) {
        match self.places.get(&id) {
            Some(place) => self.values[*place].1 = value,
            None => {
                self.places.insert(id, self.values.len());
                self.values.push((id, value));
            }
        }
    }

    /// What this entry made; `value`, if it made nothing yet.
    pub(crate) fn get_or_insert(&mut self, id: EntryId, value: V) -> &mut V {
        let next = self.values.len();
        let place = *self.places.entry(id).or_insert(next);
        if place == next {
            self.values.push((id, value));
        }
        &mut self.values[place].1
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// All of them with their ids, in the order of the log.
    pub fn iter(&self) -> Pairs<'_, V> {
        self.values.iter().map(|(id, value)| (id, value))
    }

    /// Their ids, in the order of the log.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &EntryId> {
        self.values.iter().map(|(id, _)| id)
    }

    /// What they made, in the order of the log.
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

    #[expect(
        clippy::expect_used,
        reason = "an index that is not there is a mistake of whoever wrote it, as with any map"
    )]
    fn index(&self, id: &EntryId) -> &V {
        self.get(id).expect("an entry that made something")
    }
}
