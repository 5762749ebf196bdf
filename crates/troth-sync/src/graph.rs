//! The causal graph of one stream: which entries are settled, which wait, and what a new entry builds on.
//!
//! ```text
//!   offered --- a parent is missing ---> held --- the parent settles ---.
//!      |                                                                |
//!      '----------------------- all parents settled --------------------+--> rule broken: refused  \
//!                                                                       +--> chain frozen: withheld  } settled, except
//!                                                                       '--> delivered              /  the withheld
//! ```
//!
//! A refused entry keeps its place in the graph, so it does not block entries that others honestly built on it.
//! A withheld entry is delivered after all if another chain builds on it: it is already part of the record.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use troth_vault::{Body, DEPS_MAX, Header};
use troth_wire::{DeviceId, RecordId};

use crate::entry::{Arrival, Authorship, Dating};
use crate::fork::{ChainPlace, Fork, Forks, Novelty};
use crate::rule::{self, Rule};

/// An opened entry that has no place in the graph yet.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) id: RecordId,
    pub(crate) header: Header,
    pub(crate) body: Body,
    pub(crate) arrival: Option<Arrival>,
    pub(crate) authorship: Authorship,
    /// A rule that it breaks, whatever its parents are.
    pub(crate) broken: Option<Rule>,
}

/// What the graph keeps of an entry with a fixed place.
#[derive(Debug, Clone)]
pub(crate) struct Settled {
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) lamport: u64,
    /// Latest wall time in its device's chain up to this entry, in milliseconds since 1970.
    latest_ms: i64,
    /// The first accepted entry after it in its device's chain.
    successor: Option<RecordId>,
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
}

/// An entry that waits for other entries or for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The entry.
    pub id: RecordId,
    /// The device that wrote it.
    pub device: DeviceId,
    /// The missing entries; empty if only its chain is frozen.
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
    frontier: BTreeSet<RecordId>,
    firsts: BTreeMap<DeviceId, RecordId>,
    tips: BTreeMap<DeviceId, Tip>,
    forks: Forks,
    /// While a stream is read back from its store: the entries that were withheld when it was saved.
    restoring: Option<BTreeSet<RecordId>>,
}

impl Graph {
    /// Begins to read a stream back. Until [`Graph::finish_restoring`], exactly `withheld` is withheld.
    pub(crate) fn restoring(forks: Forks, withheld: BTreeSet<RecordId>) -> Self {
        Self { forks, restoring: Some(withheld), ..Self::default() }
    }

    pub(crate) fn finish_restoring(&mut self) {
        self.restoring = None;
    }

    pub(crate) fn contains(&self, id: &RecordId) -> bool {
        self.settled.contains_key(id) || self.held.contains_key(id)
    }

    /// Lists every settled or held entry, in no particular order.
    pub(crate) fn known(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.settled.keys().chain(self.held.keys()).copied()
    }

    pub(crate) fn forks(&self) -> &Forks {
        &self.forks
    }

    pub(crate) fn tip(&self, device: &DeviceId) -> Option<Tip> {
        self.tips.get(device).copied()
    }

    /// Tells whether an entry of this device is held, so that a part of its own chain is missing here.
    pub(crate) fn holds_from(&self, device: DeviceId) -> bool {
        self.held.values().any(|held| held.candidate.header.device == device)
    }

    pub(crate) fn waiting(&self) -> impl Iterator<Item = Waiting> + '_ {
        self.held.iter().map(|(id, held)| Waiting {
            id: *id,
            device: held.candidate.header.device,
            missing: held.missing.iter().copied().collect(),
        })
    }

    /// Lists entries that wait only because their chain is frozen.
    pub(crate) fn withheld(&self) -> BTreeSet<RecordId> {
        self.held.iter().filter(|(_, held)| held.missing.is_empty()).map(|(id, _)| *id).collect()
    }

    pub(crate) fn delivered(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.settled.iter().filter(|(_, known)| known.place == Settlement::Delivered).map(|(id, _)| *id)
    }

    /// Follows a branch of a fork from its first entry, as far as it is known here. Withheld entries come with their
    /// content.
    pub(crate) fn branch(&self, first: RecordId) -> Vec<(RecordId, Option<&Candidate>)> {
        let mut branch = Vec::new();
        let mut next = Some(first);
        while let Some(id) = next {
            let held = self.held.get(&id);
            if held.is_none() && !self.settled.contains_key(&id) {
                break;
            }
            branch.push((id, held.map(|held| &held.candidate)));
            next = self.successor(id);
        }
        branch
    }

    fn successor(&self, id: RecordId) -> Option<RecordId> {
        let settled = self.settled.get(&id).and_then(|known| known.successor);
        let held = || self.held.iter().find(|(_, held)| held.candidate.header.prev == Some(id)).map(|(id, _)| *id);
        settled.or_else(held)
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

    /// Lists every settled or held entry, parents before children.
    pub(crate) fn in_causal_order(&self) -> Vec<RecordId> {
        let settled = self.settled.iter().map(|(id, known)| (known.lamport, *id));
        let held = self.held.iter().map(|(id, held)| (held.candidate.header.lamport, *id));
        let mut all: Vec<_> = settled.chain(held).collect();
        all.sort_unstable();
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
            self.hold(candidate, missing);
            self.release_built_on(id, verdicts);
        }
    }

    /// Records an owner's decision about a fork. The fork need not be known here yet.
    pub(crate) fn decide_fork(&mut self, keep: RecordId, verdicts: &mut Vec<Verdict>) {
        self.forks.decide(keep);
        let released =
            self.withheld().iter().filter_map(|id| self.held.remove(id)).map(|held| held.candidate).collect();
        self.settle(released, verdicts);
    }

    fn hold(&mut self, candidate: Candidate, missing: BTreeSet<RecordId>) {
        for parent in &missing {
            self.waiters.entry(*parent).or_default().push(candidate.id);
        }
        self.held.insert(candidate.id, HeldEntry { candidate, missing });
    }

    fn settle(&mut self, mut ready: VecDeque<Candidate>, verdicts: &mut Vec<Verdict>) {
        while let Some(candidate) = ready.pop_front() {
            let (id, fit) = (candidate.id, self.fit(&candidate.header));
            match self.judge(&candidate, &fit, verdicts) {
                Judged::Withheld => {
                    self.hold(candidate, BTreeSet::new());
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

    fn fit(&self, header: &Header) -> Fit {
        let prev = header.prev.and_then(|prev| self.settled.get(&prev));
        // 0 is before every entry: without parents a chain begins at 1.
        let others = header.deps.iter().map(|dep| self.lamport_of(dep)).max().unwrap_or(0);
        let lamport = prev.map_or(others, |prev| prev.lamport.max(others)).checked_add(1);
        let before_ms = prev.map_or(i64::MIN, |prev| prev.latest_ms);
        let wall_ms = header.written.unix_ms;
        Fit {
            broken: rule::check(header, prev, lamport).err(),
            first: prev.map_or_else(|| self.firsts.get(&header.device).copied(), |prev| prev.successor),
            // Parents at the last number leave none: `rule::check` has refused the entry, and nothing can follow it.
            lamport: lamport.unwrap_or(u64::MAX),
            latest_ms: wall_ms.max(before_ms),
            dating: if wall_ms < before_ms { Dating::FellBack } else { Dating::Steady },
        }
    }

    fn judge(&mut self, candidate: &Candidate, fit: &Fit, verdicts: &mut Vec<Verdict>) -> Judged {
        if let Some(rule) = candidate.broken.or(fit.broken) {
            return Judged::Broken(rule);
        }
        if let Some(first) = fit.first.filter(|first| *first != candidate.id) {
            self.note_fork(first, candidate, verdicts);
        }
        if self.is_frozen(candidate) && !self.is_built_on(candidate.id) { Judged::Withheld } else { Judged::Good }
    }

    fn note_fork(&mut self, first: RecordId, candidate: &Candidate, verdicts: &mut Vec<Verdict>) {
        if self.restoring.is_some() {
            return;
        }
        let Header { device, seq, prev, .. } = candidate.header;
        if self.forks.note(&ChainPlace { device, seq, prev }, first, candidate.id) == Novelty::New
            && let Some(fork) = self.forks.with_branch(candidate.id)
        {
            verdicts.push(Verdict::Forked(fork.clone()));
        }
    }

    fn is_frozen(&self, candidate: &Candidate) -> bool {
        match &self.restoring {
            Some(withheld) => withheld.contains(&candidate.id),
            None => self.forks.freezes(candidate.header.device, candidate.header.seq),
        }
    }

    /// Tells whether an entry of a chain that is not frozen builds on this one, directly or through others that wait.
    fn is_built_on(&self, id: RecordId) -> bool {
        let mut seen = BTreeSet::new();
        let mut pending = vec![id];
        while let Some(id) = pending.pop() {
            let waiters = self.waiters.get(&id).into_iter().flatten();
            for (waiter, held) in waiters.filter_map(|waiter| Some((waiter, self.held.get(waiter)?))) {
                let header = &held.candidate.header;
                if held.candidate.broken.is_none() && !self.forks.freezes(header.device, header.seq) {
                    return true;
                }
                if seen.insert(*waiter) {
                    pending.push(*waiter);
                }
            }
        }
        false
    }

    /// Settles withheld entries below a newly held one, where another chain now builds on them.
    fn release_built_on(&mut self, id: RecordId, verdicts: &mut Vec<Verdict>) {
        if !self.forks.has_open() {
            return;
        }
        let below = self.withheld_below(id);
        let ready = below.iter().filter_map(|id| self.held.remove(id)).map(|held| held.candidate).collect();
        self.settle(ready, verdicts);
    }

    fn withheld_below(&self, id: RecordId) -> BTreeSet<RecordId> {
        let mut seen = BTreeSet::from([id]);
        let mut pending = vec![id];
        let mut withheld = BTreeSet::new();
        while let Some(id) = pending.pop() {
            let Some(held) = self.held.get(&id) else { continue };
            if held.missing.is_empty() {
                withheld.insert(id);
            }
            pending.extend(held.missing.iter().filter(|parent| seen.insert(**parent)));
        }
        withheld
    }

    fn fix_place(&mut self, candidate: &Candidate, fit: &Fit, place: Settlement) {
        let Header { device, seq, .. } = candidate.header;
        let Fit { lamport, latest_ms, .. } = *fit;
        let parents = rule::parents(&candidate.header).collect();
        let settled = Settled { device, seq, lamport, latest_ms, successor: None, parents, place };
        self.settled.insert(candidate.id, settled);
        if place != Settlement::Outside {
            self.extend_chain(candidate, latest_ms);
        }
        if place == Settlement::Delivered {
            self.move_frontier(candidate);
        }
    }

    fn extend_chain(&mut self, candidate: &Candidate, latest_ms: i64) {
        let header = &candidate.header;
        match header.prev.and_then(|prev| self.settled.get_mut(&prev)) {
            None => self.firsts.entry(header.device).or_insert(candidate.id),
            Some(prev) => prev.successor.get_or_insert(candidate.id),
        };
        let tip = Tip { seq: header.seq, id: candidate.id, latest_ms };
        let newest = self.tips.entry(header.device).or_insert(tip);
        if newest.seq < tip.seq {
            *newest = tip;
        }
    }

    fn move_frontier(&mut self, candidate: &Candidate) {
        for parent in rule::parents(&candidate.header) {
            self.frontier.remove(&parent);
        }
        self.frontier.insert(candidate.id);
    }

    fn freed_by(&mut self, id: RecordId) -> Vec<Candidate> {
        let waiters = self.waiters.remove(&id).into_iter().flatten();
        waiters.filter_map(|waiter| self.let_go(waiter, id)).collect()
    }

    fn let_go(&mut self, waiter: RecordId, parent: RecordId) -> Option<Candidate> {
        let held = self.held.get_mut(&waiter)?;
        held.missing.remove(&parent);
        if !held.missing.is_empty() {
            return None;
        }
        self.held.remove(&waiter).map(|held| held.candidate)
    }

    fn lamport_of(&self, id: &RecordId) -> u64 {
        self.settled.get(id).map_or(0, |known| known.lamport)
    }

    fn lamport_after<'a>(&self, parents: impl Iterator<Item = &'a RecordId>) -> Option<u64> {
        parents.map(|parent| self.lamport_of(parent)).max().unwrap_or(0).checked_add(1)
    }
}

enum Judged {
    Good,
    Broken(Rule),
    Withheld,
}

/// How an entry relates to its settled parents.
struct Fit {
    broken: Option<Rule>,
    /// The first accepted entry at the place that it claims.
    first: Option<RecordId>,
    lamport: u64,
    latest_ms: i64,
    dating: Dating,
}
