//! The causal graph of one stream: which entries are settled, which wait, and what a new entry builds on.
//!
//! ```text
//!   offered --- a parent is missing ---> held --- the parent settles ---.
//!      |                                                                |
//!      '----------------------- all parents settled --------------------+--> rule broken: refused  \
//!                                                                       +--> beside the chain,       } settled, except
//!                                                                       |    or frozen: withheld    /  the withheld
//!                                                                       '--> delivered
//! ```
//!
//! A refused entry keeps its place in the graph, so it does not block entries that others honestly built on it.
//! A withheld entry is delivered after all if another chain builds on it: it is already part of the record.

mod held;
mod links;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use troth_vault::{Body, ChainKey, ChainLink, DEPS_MAX, RecordHeader};
use troth_wire::{DeviceId, RecordId};

use crate::chain::Chains;
use crate::entry::{Arrival, Authorship, Dating};
use crate::fork::{ChainPlace, Fork, Forks};
use crate::limits::HeldAmount;
use crate::rule::{self, Rule};

/// An opened entry that has no place in the graph yet.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) id: RecordId,
    pub(crate) header: RecordHeader,
    pub(crate) body: Body,
    pub(crate) arrival: Option<Arrival>,
    pub(crate) authorship: Authorship,
    pub(crate) link: ChainLink,
    /// Position at which the relay made it known, 0 if that is long ago; `None` while only this device knows it.
    pub(crate) revealed: Option<u64>,
    /// A rule that it breaks, whatever its parents are.
    pub(crate) broken: Option<Rule>,
}

impl Candidate {
    /// What it takes in memory while it waits, roughly.
    fn weight_bytes(&self) -> u64 {
        let content = match &self.body {
            Body::Present(content) => content.len(),
            Body::Absent => 0,
        };
        (content + self.header.deps.len() * RecordId::BYTES + size_of::<Self>()) as u64
    }

    fn place(&self) -> ChainPlace {
        let RecordHeader { device, seq, prev, .. } = self.header;
        ChainPlace { device, seq, prev }
    }
}

/// What the graph keeps of an entry with a fixed place.
#[derive(Debug, Clone)]
pub(crate) struct Settled {
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) lamport: u64,
    /// Latest wall time in its device's chain up to this entry, in milliseconds since 1970.
    latest_ms: i64,
    /// The entries that it builds on.
    parents: Vec<RecordId>,
    pub(crate) place: Settlement,
}

/// How an entry was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Settlement {
    /// Handed over.
    Delivered,
    /// Refused, but still a link of its device's chain.
    Refused,
    /// Refused, and no link of any chain: an entry that continues it is refused too.
    Outside,
}

#[derive(Debug)]
struct HeldEntry {
    candidate: Candidate,
    /// Parents that have not settled; empty if the entry is withheld.
    missing: BTreeSet<RecordId>,
}

/// The result of offering an entry.
#[derive(Debug)]
pub(crate) enum Verdict {
    Delivered(Candidate, Dating),
    Refused(RecordId, DeviceId, Rule),
    Forked(Fork),
    /// Not taken, because its device has as many forks or branches as are kept.
    OneTooMany(RecordId, DeviceId),
    /// An entry in this device's name came from the relay and was the first to show a key for its number.
    Revealed(DeviceId, u64, ChainKey),
}

/// An entry that waits for other entries or for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The entry.
    pub id: RecordId,
    /// The device that wrote it.
    pub device: DeviceId,
    /// The missing entries; empty if only its place in the chain is in question.
    pub missing: Vec<RecordId>,
}

/// The newest entry of a device's chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tip {
    pub(crate) seq: u64,
    pub(crate) id: RecordId,
    pub(crate) latest_ms: i64,
}

/// The causal place of a new entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NextPlace {
    pub(crate) deps: Vec<RecordId>,
    pub(crate) lamport: Option<u64>,
}

/// The causal graph of one stream.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    settled: BTreeMap<RecordId, Settled>,
    held: BTreeMap<RecordId, HeldEntry>,
    waiters: BTreeMap<RecordId, Vec<RecordId>>,
    /// Held entries that only wait because their place in the chain is in question.
    withheld: BTreeSet<RecordId>,
    held_amount: HeldAmount,
    /// Entries without a place on which links of main chains build that are not frozen, directly or through others that
    /// wait, and whose. Each changes twice at most, so that holding an entry costs no more than its parents.
    built_on: BTreeMap<RecordId, Builders>,
    frontier: BTreeSet<RecordId>,
    chains: Chains,
    /// Held entries that became links of their chains: they count now for what they build on.
    linked_late: Vec<RecordId>,
    forks: Forks,
    /// While a stream is read back from its store: the entries that were withheld when it was saved.
    restoring: Option<BTreeSet<RecordId>>,
    /// Held entries that were looked at for being built on.
    #[cfg(test)]
    looks: usize,
}

impl Graph {
    /// Begins to read a stream back. Until [`Graph::finish_restoring`], exactly `withheld` is withheld; `None` if that
    /// is not known.
    pub(crate) fn restoring(forks: Forks, withheld: Option<BTreeSet<RecordId>>) -> Self {
        let chosen = withheld.iter().flat_map(|_| forks.points()).filter_map(|fork| fork.branches.first().copied());
        let chains = Chains::restoring(chosen.collect());
        Self { forks, chains, restoring: withheld, ..Self::default() }
    }

    /// Tells whether the entries that were withheld are known from before.
    pub(crate) fn is_restoring(&self) -> bool {
        self.restoring.is_some()
    }

    pub(crate) fn finish_restoring(&mut self) {
        self.restoring = None;
    }

    pub(crate) fn contains(&self, id: &RecordId) -> bool {
        self.settled.contains_key(id) || self.held.contains_key(id)
    }

    pub(crate) fn is_settled(&self, id: &RecordId) -> bool {
        self.settled.contains_key(id)
    }

    /// Lists every settled or held entry, in no particular order.
    pub(crate) fn known(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.settled.keys().chain(self.held.keys()).copied()
    }

    pub(crate) fn forget_positions(&mut self) {
        self.chains.forget_positions();
    }

    /// The forks as they are saved: what stands on the main chain comes first.
    pub(crate) fn saved_forks(&self) -> Vec<Fork> {
        let mut forks = self.forks.points().to_vec();
        for fork in &mut forks {
            fork.branches.sort_by_key(|branch| !self.chains.is_main(branch));
        }
        forks
    }

    pub(crate) fn note_position(&mut self, id: &RecordId, position: u64) {
        self.chains.note_position(id, position);
    }

    /// Tells whether an entry stands beside its device's chain.
    pub(crate) fn is_beside(&self, id: &RecordId) -> bool {
        self.chains.side(id).is_some()
    }

    pub(crate) fn forks(&self) -> &Forks {
        &self.forks
    }

    pub(crate) fn tip(&self, device: &DeviceId) -> Option<Tip> {
        let mut id = self.chains.tip(device)?;
        while !self.settled.contains_key(&id) {
            id = self.chains.get(&id)?.prev?;
        }
        let known = self.settled.get(&id)?;
        Some(Tip { seq: known.seq, id, latest_ms: known.latest_ms })
    }

    /// Lists the number and the key of held entries in this device's name that lie beyond its chain as it is known here.
    pub(crate) fn held_beyond(&self, device: DeviceId) -> impl Iterator<Item = (u64, ChainKey)> + '_ {
        let tip = self.chains.tip(&device).and_then(|id| self.chains.get(&id)).map_or(0, |link| link.seq);
        let held = self.held.values().map(|held| (&held.candidate.header, held.candidate.link.key));
        let beyond = held.filter(move |(header, _)| header.device == device && header.seq > tip);
        beyond.map(|(header, key)| (header.seq, key))
    }

    pub(crate) fn waiting(&self) -> impl Iterator<Item = Waiting> + '_ {
        self.held.iter().map(|(id, held)| Waiting {
            id: *id,
            device: held.candidate.header.device,
            missing: held.missing.iter().copied().collect(),
        })
    }

    /// Lists entries that wait only because their place in the chain is in question.
    pub(crate) fn withheld(&self) -> BTreeSet<RecordId> {
        self.withheld.clone()
    }

    pub(crate) fn delivered(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.settled.iter().filter(|(_, known)| known.place == Settlement::Delivered).map(|(id, _)| *id)
    }

    /// Follows a branch of a fork from its first entry, as far as it is known here, for so many entries. Withheld entries
    /// come with their content.
    pub(crate) fn branch(&self, first: RecordId, entries_max: usize) -> Vec<(RecordId, Option<&Candidate>)> {
        let mut branch = Vec::new();
        let mut next = Some(first);
        while let Some(id) = next.filter(|_| branch.len() < entries_max) {
            let held = self.held.get(&id);
            if held.is_none() && !self.settled.contains_key(&id) {
                break;
            }
            branch.push((id, held.map(|held| &held.candidate)));
            next = self.successor(id);
        }
        branch
    }

    pub(crate) fn successor(&self, id: RecordId) -> Option<RecordId> {
        self.chains.get(&id).and_then(|link| self.chains.successor(link.device, Some(id)))
    }

    /// Returns these entries and all that they build on, directly or through others.
    pub(crate) fn below(&self, mut pending: Vec<RecordId>) -> BTreeSet<RecordId> {
        let mut below = BTreeSet::new();
        while let Some(id) = pending.pop() {
            if below.insert(id) {
                pending.extend(self.settled.get(&id).into_iter().flat_map(|known| &known.parents));
            }
        }
        below
    }

    /// Lists every settled or held entry, parents before children. Side branches come last: who reads them first must
    /// not take them for the chain.
    pub(crate) fn in_causal_order(&self) -> Vec<RecordId> {
        let settled = self.settled.iter().map(|(id, known)| (known.lamport, *id));
        let held = self.held.iter().map(|(id, held)| (held.candidate.header.lamport, *id));
        let mut all: Vec<_> = settled.chain(held).collect();
        all.sort_unstable_by_key(|(lamport, id)| (self.chains.side(id).is_some(), *lamport, *id));
        all.into_iter().map(|(_, id)| id).collect()
    }

    /// Finds the place of a new entry after `prev`: its other dependencies and its lamport number.
    ///
    /// Dependencies are the frontier without `prev`. If the frontier is wider than [`DEPS_MAX`], the newest are taken
    /// and the rest stays in the frontier for the next entry.
    pub(crate) fn next_place(&self, prev: Option<RecordId>) -> NextPlace {
        let mut ranked: Vec<_> =
            self.frontier.iter().filter(|id| Some(**id) != prev).map(|id| (self.lamport_of(id), *id)).collect();
        ranked.sort_unstable_by(|one, other| other.cmp(one));
        ranked.truncate(DEPS_MAX);
        let mut deps: Vec<_> = ranked.into_iter().map(|(_, id)| id).collect();
        deps.sort_unstable();
        let lamport = self.lamport_after(prev.iter().chain(&deps));
        NextPlace { deps, lamport }
    }

    /// Offers an entry, and reports the result for it and for entries that waited for it.
    pub(crate) fn offer(&mut self, candidate: Candidate, verdicts: &mut Vec<Verdict>) {
        if self.contains(&candidate.id) {
            return;
        }
        let missing: BTreeSet<_> =
            rule::parents(&candidate.header).filter(|parent| !self.settled.contains_key(parent)).collect();
        if missing.is_empty() {
            self.settle(VecDeque::from([candidate]), verdicts);
        } else {
            let id = candidate.id;
            let joined = self.link(&candidate, verdicts);
            self.hold(candidate, missing);
            let joined = [joined, self.link_waiters(id, verdicts)].concat();
            self.linked_late.push(id);
            let ready = self.take_held(&joined);
            self.settle(ready, verdicts);
        }
        while let Some(id) = self.linked_late.pop() {
            let ready = self.mark_built_on(id);
            self.settle(ready, verdicts);
        }
    }

    /// Records an owner's decision about a fork. The fork need not be known here yet.
    pub(crate) fn decide_fork(&mut self, keep: RecordId, verdicts: &mut Vec<Verdict>) {
        self.forks.decide(keep);
        self.settle_withheld(verdicts);
    }

    /// Records that a removal names this entry as its device's last. Returns whether the entry is known here.
    pub(crate) fn pin(&mut self, last: RecordId, verdicts: &mut Vec<Verdict>) -> bool {
        if self.chains.pin(last).is_none() {
            return false;
        }
        self.settle_withheld(verdicts);
        true
    }

    fn settle_withheld(&mut self, verdicts: &mut Vec<Verdict>) {
        // A chain that is not frozen any more counts for what it waits for.
        let waiting: Vec<_> = self.held.keys().copied().collect();
        let mut ready: VecDeque<_> = waiting.into_iter().flat_map(|id| self.mark_built_on(id)).collect();
        let withheld: Vec<_> = self.withheld.iter().copied().collect();
        ready.extend(self.take_held(&withheld));
        self.settle(ready, verdicts);
    }

    /// Takes those of the entries out of the held ones that wait for no other entry.
    fn take_held(&mut self, ids: &[RecordId]) -> VecDeque<Candidate> {
        let ready = |id: &RecordId| self.held.get(id).is_some_and(|held| held.missing.is_empty());
        let ready: Vec<_> = ids.iter().filter(|id| ready(id)).copied().collect();
        ready.iter().filter_map(|id| self.unhold(id)).collect()
    }

    fn settle(&mut self, mut ready: VecDeque<Candidate>, verdicts: &mut Vec<Verdict>) {
        while let Some(candidate) = ready.pop_front() {
            let (id, fit) = (candidate.id, self.fit(&candidate.header));
            let (judged, joined) = self.judge(&candidate, &fit, verdicts);
            ready.extend(self.take_held(&joined));
            match judged {
                Judged::Withheld => {
                    self.hold(candidate, BTreeSet::new());
                    continue;
                }
                Judged::OneTooMany => {
                    verdicts.push(Verdict::OneTooMany(id, candidate.header.device));
                    continue;
                }
                Judged::Broken(rule) => {
                    self.fix_place(&candidate, &fit, rule.place());
                    verdicts.push(Verdict::Refused(id, candidate.header.device, rule));
                }
                Judged::Good => {
                    self.fix_place(&candidate, &fit, Settlement::Delivered);
                    verdicts.push(Verdict::Delivered(candidate, fit.dating));
                }
            }
            ready.extend(self.freed_by(id));
        }
    }

    fn fit(&self, header: &RecordHeader) -> Fit {
        let prev = header.prev.and_then(|prev| self.settled.get(&prev));
        // 0 is before every entry: without parents a chain begins at 1.
        let others = header.deps.iter().map(|dep| self.lamport_of(dep)).max().unwrap_or(0);
        let lamport = prev.map_or(others, |prev| prev.lamport.max(others)).checked_add(1);
        let before_ms = prev.map_or(i64::MIN, |prev| prev.latest_ms);
        let wall_ms = header.written.unix_ms;
        Fit {
            broken: rule::check(header, prev, lamport).err(),
            // Parents at the last number leave none: `rule::check` has refused the entry, and nothing can follow it.
            lamport: lamport.unwrap_or(u64::MAX),
            latest_ms: wall_ms.max(before_ms),
            dating: if wall_ms < before_ms { Dating::FellBack } else { Dating::Steady },
        }
    }

    /// Judges an entry whose parents are settled. Also returns what it brought to the main chain of its device.
    fn judge(&mut self, candidate: &Candidate, fit: &Fit, verdicts: &mut Vec<Verdict>) -> (Judged, Vec<RecordId>) {
        let broken = candidate.broken.or(fit.broken);
        if let Some(rule) = broken.filter(|rule| rule.place() == Settlement::Outside) {
            return (Judged::Broken(rule), Vec::new());
        }
        let mut joined = self.link(candidate, verdicts);
        if self.chains.get(&candidate.id).is_none() {
            let too_many = self.fits_chain(candidate) && self.is_one_too_many(candidate);
            return (if too_many { Judged::OneTooMany } else { Judged::Broken(Rule::ChainKey) }, joined);
        }
        joined.extend(self.link_waiters(candidate.id, verdicts));
        let judged = match broken {
            Some(rule) => Judged::Broken(rule),
            None if self.restoring.is_some() && self.is_withheld(candidate) => Judged::Withheld,
            None if self.is_withheld(candidate) && !self.is_built_on(candidate.id, candidate.header.device) => {
                Judged::Withheld
            }
            None => Judged::Good,
        };
        (judged, joined)
    }

    fn fix_place(&mut self, candidate: &Candidate, fit: &Fit, place: Settlement) {
        let RecordHeader { device, seq, .. } = candidate.header;
        let Fit { lamport, latest_ms, .. } = *fit;
        let parents = rule::parents(&candidate.header).collect();
        self.built_on.remove(&candidate.id);
        self.settled.insert(candidate.id, Settled { device, seq, lamport, latest_ms, parents, place });
        if place == Settlement::Delivered {
            self.move_frontier(candidate);
        }
    }

    fn move_frontier(&mut self, candidate: &Candidate) {
        for parent in rule::parents(&candidate.header) {
            self.frontier.remove(&parent);
        }
        self.frontier.insert(candidate.id);
    }

    fn lamport_of(&self, id: &RecordId) -> u64 {
        self.settled.get(id).map_or(0, |known| known.lamport)
    }

    fn lamport_after<'a>(&self, parents: impl Iterator<Item = &'a RecordId>) -> Option<u64> {
        parents.map(|parent| self.lamport_of(parent)).max().unwrap_or(0).checked_add(1)
    }
}

/// Whose entries build on one that has no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Builders {
    One(DeviceId),
    Several,
}

enum Judged {
    Good,
    OneTooMany,
    Broken(Rule),
    Withheld,
}

/// How an entry relates to its settled parents.
struct Fit {
    broken: Option<Rule>,
    lamport: u64,
    latest_ms: i64,
    dating: Dating,
}

#[cfg(test)]
mod tests;
