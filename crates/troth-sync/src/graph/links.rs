//! The graph's side of the chains: which entries are links, which wait for their place, and what lets them go.

use troth_vault::RecordHeader;
use troth_wire::{DeviceId, RecordId};

use super::{Candidate, Graph, Verdict};
use crate::chain::{Link, Linked, Origin, Reveals};
use crate::fork::{Fork, Novelty};
use crate::rule::FIRST_SEQ;

impl Graph {
    /// Adds an entry to the chain of its device, if its key fits there and nothing else forbids it.
    ///
    /// Also for an entry that waits for others: until it is here in full, nobody must take its number.
    pub(super) fn link(&mut self, candidate: &Candidate, verdicts: &mut Vec<Verdict>) -> Vec<RecordId> {
        let Candidate { id, header, link, .. } = candidate;
        if self.chains.get(id).is_some() || candidate.broken.is_some() || !self.fits_chain(candidate) {
            return Vec::new();
        }
        if self.is_one_too_many(candidate) && !self.make_room(candidate, verdicts) {
            return Vec::new();
        }
        let origin = if candidate.arrival.is_none() { Origin::Here } else { Origin::Relay };
        let place = (header.device, header.seq, header.prev);
        let added = Link::new(place, (link.key, link.next), (origin, candidate.revealed));
        if self.restoring.is_some() {
            self.chains.put(*id, added);
            return Vec::new();
        }
        let Linked { reveals, joined } = self.chains.add(*id, added);
        if (reveals, origin) == (Reveals::News, Origin::Relay) {
            verdicts.push(Verdict::Revealed(header.device, header.seq, link.key));
        }
        self.note_fork(candidate, verdicts);
        joined
    }

    pub(super) fn fits_chain(&self, candidate: &Candidate) -> bool {
        let Candidate { header, link, .. } = candidate;
        match header.prev {
            None => header.seq == FIRST_SEQ && link.opens(header.stream, header.device),
            Some(prev) => self.chains.get(&prev).is_some_and(|before| {
                before.device == header.device
                    && before.seq.checked_add(1) == Some(header.seq)
                    && link.continues(header.device, &before.next)
            }),
        }
    }

    /// Tells whether an entry is a link of its device's chain as it counts.
    pub(crate) fn is_main(&self, id: &RecordId) -> bool {
        self.chains.is_main(id)
    }

    pub(crate) fn position(&self, id: &RecordId) -> Option<u64> {
        self.chains.position(id)
    }

    /// Tells whether an entry continues the chain of its device at a number that no other one claims: only the device
    /// itself can have made it.
    pub(crate) fn leads(&self, candidate: &Candidate) -> bool {
        candidate.broken.is_none() && self.fits_chain(candidate) && self.claims_before(candidate).is_none()
    }

    /// Adds those entries to their chain that waited for this link of it, and for others.
    pub(super) fn link_waiters(&mut self, id: RecordId, verdicts: &mut Vec<Verdict>) -> Vec<RecordId> {
        let mut joined = Vec::new();
        let mut pending = vec![id];
        while let Some(id) = pending.pop() {
            let waiters = self.waiters.get(&id).into_iter().flatten().filter_map(|waiter| self.held.get(waiter));
            let next = waiters.map(|held| &held.candidate).filter(|waiter| waiter.header.prev == Some(id));
            let unlinked = next.filter(|waiter| self.chains.get(&waiter.id).is_none());
            for candidate in unlinked.cloned().collect::<Vec<_>>() {
                joined.extend(self.link(&candidate, verdicts));
                if self.chains.get(&candidate.id).is_some() {
                    pending.push(candidate.id);
                    self.linked_late.push(candidate.id);
                }
            }
        }
        joined
    }

    pub(super) fn note_fork(&mut self, candidate: &Candidate, verdicts: &mut Vec<Verdict>) {
        let place = candidate.place();
        if let Some(first) = self.claims_before(candidate)
            && self.forks.novelty(&place, candidate.id) == Novelty::New
        {
            verdicts.push(Verdict::Forked(self.forks.note(&place, first, candidate.id)));
        }
    }

    /// Tells whether an entry is a fork or a branch more than are kept. It has no place then, as if it had not arrived.
    pub(super) fn is_one_too_many(&self, candidate: &Candidate) -> bool {
        self.restoring.is_none()
            && self.claims_before(candidate).is_some()
            && self.forks.novelty(&candidate.place(), candidate.id) == Novelty::TooMany
    }

    /// Gives up a branch at a full place for one that comes later. Otherwise forged entries that a relay showed first would
    /// keep the true one out for ever. The true one is safe as soon as its device has continued it.
    fn make_room(&mut self, candidate: &Candidate, verdicts: &mut Vec<Verdict>) -> bool {
        let branches = self.forks.branches_at(&candidate.place());
        let Some(given_up) = branches.iter().rev().copied().find(|id| self.may_give_up(*id)) else { return false };
        self.forks.remove_branch(&given_up);
        self.chains.remove(&given_up);
        self.built_on.remove(&given_up);
        self.unhold(&given_up);
        verdicts.push(Verdict::OneTooMany(given_up, candidate.header.device));
        true
    }

    /// Tells whether an entry waits beside the chain, and nothing continues it.
    fn may_give_up(&self, id: RecordId) -> bool {
        let Some(link) = self.chains.get(&id) else { return false };
        let is_continued = self.chains.after(link.device, Some(id)).next().is_some();
        self.withheld.contains(&id) && !self.chains.is_main(&id) && !is_continued
    }

    /// The first other link that claims the place of an entry.
    pub(super) fn claims_before(&self, candidate: &Candidate) -> Option<RecordId> {
        let RecordHeader { device, prev, .. } = candidate.header;
        self.chains.after(device, prev).find(|other| *other != candidate.id)
    }

    /// Tells whether an entry waits because its place in the chain is in question.
    pub(super) fn is_withheld(&self, candidate: &Candidate) -> bool {
        if let Some(withheld) = &self.restoring {
            return withheld.contains(&candidate.id);
        }
        let beside = self.chains.side(&candidate.id).is_some_and(|head| !self.forks.is_decided(&head));
        beside || self.is_frozen(candidate.header.device, candidate.header.seq)
    }

    /// Tells whether a copy of this device wrote at or before this number, and nobody has decided about it.
    pub(super) fn is_frozen(&self, device: DeviceId, seq: u64) -> bool {
        self.chains.copies(device).any(|head| {
            let Some(fork) = self.forks.with_branch(&head) else { return false };
            fork.seq <= seq && !self.forks.is_decided(&head) && !self.is_pinned(fork)
        })
    }

    pub(super) fn is_pinned(&self, fork: &Fork) -> bool {
        fork.branches.iter().any(|branch| self.chains.is_pinned(branch))
    }

    /// The branches of a fork that count: those that the owner chose or a removal named, or else the one that its device
    /// continued. None while it is open.
    pub(crate) fn kept(&self, fork: &Fork) -> Vec<RecordId> {
        let of = |keeps: &dyn Fn(&RecordId) -> bool| fork.branches.iter().filter(|id| keeps(id)).copied().collect();
        let decided: Vec<_> = of(&|id| self.forks.decisions().contains(id) || self.chains.is_pinned(id));
        if !decided.is_empty() {
            return decided;
        }
        let continued: Vec<_> = of(&|id| self.chains.after(fork.device, Some(*id)).next().is_some());
        if continued.len() == 1 && self.chains.is_main(&continued[0]) { continued } else { Vec::new() }
    }
}
