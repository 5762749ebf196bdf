//! The state of each stream, for people to see.

use std::collections::{BTreeMap, BTreeSet};

use troth_wire::{DeviceId, RecordId, StreamId};

use crate::engine::Engine;
use crate::entry::{Dating, Delivered};
use crate::exchange::Direction;
use crate::fork::Fork;
use crate::graph::{Candidate, Waiting};
use crate::limits::Limit;
use crate::notes::MayWrite;
use crate::notice::Flaw;
use crate::replica::Replica;
use crate::request::{Reachable, Session};
use crate::rule::Rule;

/// Domain of the fingerprint of a record.
const FINGERPRINT_CONTEXT: &str = "troth record fingerprint v1";

/// Entries shown of each branch of an open fork: more than a screen lists. A chain goes on past a fork.
const BRANCH_SHOWN_MAX: usize = 64;

/// The state of the connection between a stream and its mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncStatus {
    /// Nothing is under way, and the last exchange did not fail.
    Idle,
    /// Records are on their way.
    Pushing,
    /// A page is on its way.
    Pulling,
    /// The last try failed. The next one happens at this time of the shell's clock.
    Backoff {
        /// In milliseconds.
        until_ms: u64,
    },
    /// The relay was restored to an earlier state; everything is read again.
    Rewound,
    /// The shell reported that there is no network.
    Offline,
    /// The relay requires a new sign-in.
    SignedOut,
}

/// A record that could not be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quarantined {
    /// The record.
    pub id: RecordId,
    /// Why.
    pub flaw: Flaw,
}

/// A fork, with the known entries of each branch.
#[derive(Debug, Clone)]
pub struct ForkStatus {
    /// The place and the entries that claim it.
    pub fork: Fork,
    /// The branches that count: those that the owner kept, or the one that the device went on with. Empty while that is
    /// open.
    pub kept: Vec<RecordId>,
    /// The branch that is taken for the chain as long as nobody decided.
    pub main: Option<RecordId>,
    /// The known entries of each branch, in the fork's order.
    pub branches: Vec<Vec<BranchEntry>>,
}

impl ForkStatus {
    /// Tells whether the chain waits for its owner's decision.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.kept.is_empty()
    }

    /// Lists the delivered entries of branches that don't count, or that are not taken for the chain while that is open.
    pub fn beside(&self) -> impl Iterator<Item = RecordId> + '_ {
        let counts = |head: &RecordId| if self.is_open() { self.main == Some(*head) } else { self.kept.contains(head) };
        let beside = self.fork.branches.iter().zip(&self.branches).filter(move |(head, _)| !counts(head));
        let delivered = beside.flat_map(|(_, entries)| entries).filter(|entry| entry.withheld.is_none());
        delivered.map(|entry| entry.id)
    }
}

/// One entry of a branch.
#[derive(Debug, Clone)]
pub struct BranchEntry {
    /// The entry.
    pub id: RecordId,
    /// Its content while it is withheld; `None` once it is delivered.
    pub withheld: Option<Delivered>,
}

/// The state of one stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamView {
    /// The connection to its mailbox.
    pub line: SyncStatus,
    /// Entries that the relay has not acknowledged, in order.
    pub unsent: Vec<RecordId>,
    /// Entries that wait for other entries, or for an owner's decision.
    pub waiting: Vec<Waiting>,
    /// Records whose content is withheld: they count as not received.
    pub bare: Vec<RecordId>,
    /// Limits that were reached since the start.
    pub limits: BTreeSet<Limit>,
    /// Records that could not be opened.
    pub quarantined: Vec<Quarantined>,
    /// Entries that broke a rule, with that rule.
    pub refused: BTreeMap<RecordId, Rule>,
    /// Forks, settled or not.
    pub forks: Vec<Fork>,
    /// Whether this device may add to its own chain.
    pub may_write: MayWrite,
}

impl Engine {
    /// Returns the state of a stream; `None` if it is not open.
    #[must_use]
    pub fn view(&self, stream: &StreamId, now_ms: u64) -> Option<StreamView> {
        let replica = self.replica(stream)?;
        Some(StreamView {
            line: self.line(replica, now_ms),
            unsent: replica.outbox.unsent().collect(),
            waiting: replica.graph.waiting().collect(),
            bare: replica.bare.places().keys().copied().collect(),
            limits: replica.shares.reached().clone(),
            quarantined: replica
                .quarantine
                .iter()
                .map(|(id, aside)| Quarantined { id: *id, flaw: aside.flaw })
                .collect(),
            refused: replica.refused.clone(),
            forks: replica.graph.forks().points().to_vec(),
            may_write: replica.may_write,
        })
    }

    /// Returns the forks of a stream, settled or not. Most streams have none.
    #[must_use]
    pub fn forks(&self, stream: &StreamId) -> Vec<ForkStatus> {
        self.replica(stream).map_or_else(Vec::new, |replica| replica.fork_views(|_| true, usize::MAX))
    }

    /// Returns the forks that wait for their owner, with the beginnings of their branches.
    #[must_use]
    pub fn open_forks(&self, stream: &StreamId) -> Vec<ForkStatus> {
        let open = |replica: &Replica| replica.fork_views(|fork| replica.graph.kept(fork).is_empty(), BRANCH_SHOWN_MAX);
        self.replica(stream).map_or_else(Vec::new, open)
    }

    /// Returns the records whose content is withheld, once that is certain: the mailbox was read, and what is missing was
    /// asked for again. `None` before.
    #[must_use]
    pub fn withheld(&self, stream: &StreamId) -> Option<Vec<RecordId>> {
        let replica = self.replica(stream).filter(|replica| replica.is_caught_up())?;
        let certain = replica.bare.places().is_empty() || replica.bare.was_asked();
        certain.then(|| replica.bare.places().keys().copied().collect())
    }

    /// Tells whether content of a stream is withheld, or may be.
    #[must_use]
    pub fn withholds(&self, stream: &StreamId) -> bool {
        self.replica(stream).is_some_and(|replica| !replica.bare.places().is_empty())
    }

    /// Returns the devices with a fork that waits for their owner, without what the branches hold.
    #[must_use]
    pub fn forked_devices(&self, stream: &StreamId) -> BTreeSet<DeviceId> {
        let Some(replica) = self.replica(stream) else { return BTreeSet::new() };
        let open = replica.graph.forks().points().iter().filter(|fork| replica.graph.kept(fork).is_empty());
        open.map(|fork| fork.device).collect()
    }

    /// Tells whether several entries claim one place in the chain of a device, decided or not.
    #[must_use]
    pub fn is_forked(&self, stream: &StreamId, device: DeviceId) -> bool {
        let forks = self.replica(stream).map(|replica| replica.graph.forks().points());
        forks.into_iter().flatten().any(|fork| fork.device == device)
    }

    /// Returns the delivered entries of all branches that do not count, as [`ForkStatus::beside`] lists them, without the
    /// content of anything.
    #[must_use]
    pub fn beside(&self, stream: &StreamId) -> BTreeSet<RecordId> {
        self.replica(stream).map_or_else(BTreeSet::new, Replica::beside)
    }

    /// Returns these entries and all that they build on, directly or through others: what their authors can have known
    /// when writing. Every device that has received the entries gives the same answer, whatever its clock.
    #[must_use]
    pub fn below(&self, stream: &StreamId, ids: Vec<RecordId>) -> BTreeSet<RecordId> {
        self.replica(stream).map_or_else(BTreeSet::new, |replica| replica.graph.below(ids))
    }

    /// Returns where the relay made an entry known: its position in the mailbox, and 0 for all that came before the last
    /// start, or before the relay was put back to an older state. `None` while the relay is not known to have it.
    ///
    /// Of two entries that came since, the one with the smaller position came first to every device.
    #[must_use]
    pub fn position(&self, stream: &StreamId, id: &RecordId) -> Option<u64> {
        self.replica(stream)?.graph.position(id)
    }

    fn line(&self, replica: &Replica, now_ms: u64) -> SyncStatus {
        match (self.session(), self.reachable()) {
            (Session::Ended, _) => SyncStatus::SignedOut,
            (_, Reachable::No) => SyncStatus::Offline,
            _ => replica.line(now_ms),
        }
    }

    /// Returns a fingerprint of everything delivered in a stream, which two people can compare (care 21).
    ///
    /// BLAKE3 `derive_key("troth record fingerprint v1")` over the ids of all delivered entries in ascending order: equal
    /// sets have equal fingerprints, whatever the order of arrival.
    #[must_use]
    pub fn fingerprint(&self, stream: &StreamId) -> Option<[u8; 32]> {
        let replica = self.replica(stream)?;
        let mut hasher = blake3::Hasher::new_derive_key(FINGERPRINT_CONTEXT);
        for id in replica.graph.delivered() {
            hasher.update(id.as_bytes());
        }
        Some(*hasher.finalize().as_bytes())
    }
}

impl Replica {
    fn fork_views(&self, wanted: impl Fn(&Fork) -> bool, entries_max: usize) -> Vec<ForkStatus> {
        let forks = self.graph.forks();
        let view = |fork: &Fork| ForkStatus {
            kept: self.graph.kept(fork),
            main: fork.branches.iter().find(|head| !self.graph.is_beside(head)).copied(),
            branches: fork.branches.iter().map(|head| self.branch_view(*head, entries_max)).collect(),
            fork: fork.clone(),
        };
        forks.points().iter().filter(|fork| wanted(fork)).map(view).collect()
    }

    fn beside(&self) -> BTreeSet<RecordId> {
        let mut beside = BTreeSet::new();
        for fork in self.graph.forks().points() {
            let kept = self.graph.kept(fork);
            let main = fork.branches.iter().find(|head| !self.graph.is_beside(head));
            let counts = |head: &&RecordId| if kept.is_empty() { main == Some(*head) } else { kept.contains(head) };
            for head in fork.branches.iter().filter(|head| !counts(head)) {
                // Branches may share their ends: each entry is visited once.
                let mut next = Some(*head);
                while let Some(id) = next.filter(|id| beside.insert(*id)) {
                    next = self.graph.successor(id);
                }
            }
        }
        beside.retain(|id| self.graph.is_settled(id));
        beside
    }

    fn branch_view(&self, head: RecordId, entries_max: usize) -> Vec<BranchEntry> {
        let entry = |(id, held): (RecordId, Option<&Candidate>)| BranchEntry {
            id,
            withheld: held.map(|candidate| candidate.clone().deliver(self.stream(), Dating::Steady)),
        };
        self.graph.branch(head, entries_max).into_iter().map(entry).collect()
    }

    fn line(&self, now_ms: u64) -> SyncStatus {
        let waits = [Direction::Push, Direction::Pull]
            .into_iter()
            .filter_map(|direction| self.backoff(direction).until(now_ms))
            .min();
        if let Some(until_ms) = waits {
            return SyncStatus::Backoff { until_ms };
        }
        if self.reading.is_comparing() {
            return SyncStatus::Rewound;
        }
        if self.is_under_way(Direction::Push) {
            return SyncStatus::Pushing;
        }
        if self.is_under_way(Direction::Pull) { SyncStatus::Pulling } else { SyncStatus::Idle }
    }
}
