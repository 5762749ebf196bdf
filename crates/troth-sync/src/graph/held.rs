//! Entries that wait: for their parents, or because their place in the chain is in question.

use std::collections::{BTreeSet, VecDeque};

use troth_wire::{DeviceId, RecordId};

use super::{Builders, Candidate, Graph, HeldEntry};
use crate::limits::Limit;
use crate::rule;

impl Graph {
    /// Checks whether an entry may wait, if it would have to.
    pub(crate) fn check_held(&self, candidate: &Candidate) -> Result<(), Limit> {
        let device = candidate.header.device;
        // One that claims a taken place may have to wait as well.
        let waits = rule::parents(&candidate.header).any(|parent| !self.settled.contains_key(&parent))
            || self.is_frozen(device, candidate.header.seq)
            || self.claims_before(candidate).is_some();
        if waits { self.held_amount.check(device, candidate.weight_bytes()) } else { Ok(()) }
    }

    pub(crate) fn has_room_to_hold(&self) -> bool {
        self.held_amount.has_room_again()
    }

    pub(super) fn hold(&mut self, candidate: Candidate, missing: BTreeSet<RecordId>) {
        let id = candidate.id;
        for parent in &missing {
            self.waiters.entry(*parent).or_default().push(id);
        }
        if missing.is_empty() {
            self.withheld.insert(id);
        }
        self.held_amount.add(candidate.header.device, candidate.weight_bytes());
        self.held.insert(id, HeldEntry { candidate, missing });
    }

    pub(super) fn unhold(&mut self, id: &RecordId) -> Option<Candidate> {
        let HeldEntry { candidate, .. } = self.held.remove(id)?;
        self.held_amount.subtract(candidate.header.device, candidate.weight_bytes());
        self.withheld.remove(id);
        Some(candidate)
    }

    /// Marks what a held entry builds on, if it counts or is marked itself. Returns the withheld entries below it, which
    /// are withheld no longer.
    pub(super) fn mark_built_on(&mut self, id: RecordId) -> VecDeque<Candidate> {
        let mut ready = VecDeque::new();
        let mut pending = vec![id];
        while let Some(id) = pending.pop() {
            #[cfg(test)]
            {
                self.looks += 1;
            }
            let Some(held) = self.held.get(&id) else { continue };
            let Some(builders) = self.builders(held) else { continue };
            let (device, missing) = (held.candidate.header.device, held.missing.clone());
            pending.extend(missing.into_iter().filter(|parent| self.mark(*parent, builders)));
            if self.restoring.is_none() && self.withheld.contains(&id) && self.is_built_on(id, device) {
                ready.extend(self.unhold(&id));
            }
        }
        ready
    }

    /// Marks an entry; returns whether that changed anything.
    fn mark(&mut self, id: RecordId, builders: Builders) -> bool {
        let before = self.built_on.get(&id).copied();
        let now = before.map_or(builders, |before| before.and(builders));
        self.built_on.insert(id, now);
        before != Some(now)
    }

    /// Whose entries build on what a held entry waits for: its own, if it is a link of a main chain that is not frozen,
    /// and those that build on it. Everybody else could have made any other entry.
    fn builders(&self, held: &HeldEntry) -> Option<Builders> {
        let header = &held.candidate.header;
        let counts = self.chains.is_main(&held.candidate.id) && !self.is_frozen(header.device, header.seq);
        let marked = self.built_on.get(&held.candidate.id).copied();
        match (counts.then_some(Builders::One(header.device)), marked) {
            (Some(own), Some(others)) => Some(own.and(others)),
            (own, others) => own.or(others),
        }
    }

    /// Tells whether an entry of another device's chain builds on this one.
    pub(super) fn is_built_on(&self, id: RecordId, device: DeviceId) -> bool {
        self.built_on.get(&id).is_some_and(|builders| *builders != Builders::One(device))
    }

    pub(super) fn freed_by(&mut self, id: RecordId) -> Vec<Candidate> {
        let waiters = self.waiters.remove(&id).into_iter().flatten();
        waiters.filter_map(|waiter| self.let_go(waiter, id)).collect()
    }

    fn let_go(&mut self, waiter: RecordId, parent: RecordId) -> Option<Candidate> {
        let held = self.held.get_mut(&waiter)?;
        held.missing.remove(&parent);
        if held.missing.is_empty() { self.unhold(&waiter) } else { None }
    }
}

impl Builders {
    fn and(self, other: Self) -> Self {
        if self == other { self } else { Self::Several }
    }
}
