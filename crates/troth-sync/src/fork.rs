//! Forks: two entries at one place of a device's chain.
//!
//! ```text
//!   chain of device D:   .. <- (D,4) <- (D,5) X1 <- (D,6)
//!                                  \
//!                                    <- (D,5) X2 <- (D,6)'      a fork at sequence number 5
//! ```
//!
//! A fork comes from two copies of one device's secrets (a restored backup, a copied browser profile), or from somebody
//! who holds the epoch key and wrote at a number whose chain key is out. The branch that its device alone continued is
//! the chain. Where both were continued, the owner decides, and neither is discarded. A partner who forks on purpose
//! must not make delivered words vanish, so nothing delivered is ever taken back.

use std::collections::{BTreeMap, BTreeSet};

use troth_wire::{DeviceId, RecordId};

/// Most forks of one device's chain that nobody decided about. A restored backup makes one each time. A holder of the
/// epoch key can make more, at places whose key is known; entries that would open another are not taken.
pub const FORKS_OPEN_MAX: usize = 64;

/// Most entries that claim one place of a chain: as many copies of one device. A further one takes the place of one that
/// waits beside the chain and that nothing continues, or is not taken.
pub const BRANCHES_MAX: usize = 16;

/// A place in a device's chain that several entries claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fork {
    /// The device that owns the chain.
    pub device: DeviceId,
    /// The sequence number that several entries claim.
    pub seq: u64,
    /// The previous entry; `None` at the start of the chain.
    pub prev: Option<RecordId>,
    /// The entries that claim the place, in the order in which they were accepted here.
    pub branches: Vec<RecordId>,
}

/// Whether a branch of a fork is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Novelty {
    New,
    Known,
    /// It is one more than [`FORKS_OPEN_MAX`] or [`BRANCHES_MAX`] allow.
    TooMany,
}

/// The forks of one stream, and their owners' decisions.
///
/// Decisions are kept apart from the forks, because a decision may arrive before the second branch does.
#[derive(Debug, Default)]
pub(crate) struct Forks {
    points: Vec<Fork>,
    decisions: BTreeSet<RecordId>,
    /// Where each fork and each branch stands in `points`.
    by_place: BTreeMap<(DeviceId, Option<RecordId>), usize>,
    by_branch: BTreeMap<RecordId, usize>,
    /// Forks without a decision, by device and sequence number.
    open: BTreeSet<(DeviceId, u64, usize)>,
}

impl Forks {
    pub(crate) fn from_parts(points: Vec<Fork>, decisions: BTreeSet<RecordId>) -> Self {
        let mut forks = Self { decisions, ..Self::default() };
        points.into_iter().for_each(|fork| forks.add(fork));
        forks
    }

    pub(crate) fn points(&self) -> &[Fork] {
        &self.points
    }

    pub(crate) fn decisions(&self) -> &BTreeSet<RecordId> {
        &self.decisions
    }

    /// Tells whether the owner decided about the fork with this branch.
    pub(crate) fn is_decided(&self, branch: &RecordId) -> bool {
        self.with_branch(branch).is_some_and(|fork| !self.is_open(fork))
    }

    pub(crate) fn decide(&mut self, keep: RecordId) {
        self.decisions.insert(keep);
        self.close(keep);
    }

    fn close(&mut self, kept: RecordId) {
        if let Some(at) = self.by_branch.get(&kept) {
            let fork = &self.points[*at];
            self.open.remove(&(fork.device, fork.seq, *at));
        }
    }

    fn add(&mut self, fork: Fork) {
        let at = self.points.len();
        self.by_place.insert((fork.device, fork.prev), at);
        self.by_branch.extend(fork.branches.iter().map(|branch| (*branch, at)));
        if self.is_open(&fork) {
            self.open.insert((fork.device, fork.seq, at));
        }
        self.points.push(fork);
    }

    /// Tells whether `second` may claim the place of `first`, and whether it is known to.
    pub(crate) fn novelty(&self, claim: &ChainPlace, second: RecordId) -> Novelty {
        let most = match self.by_place.get(&(claim.device, claim.prev)) {
            Some(_) if self.by_branch.contains_key(&second) => return Novelty::Known,
            Some(at) => self.points[*at].branches.len() >= BRANCHES_MAX,
            None => {
                let open = self.open.range((claim.device, 0, 0)..=(claim.device, u64::MAX, usize::MAX));
                open.take(FORKS_OPEN_MAX).count() >= FORKS_OPEN_MAX
            }
        };
        if most { Novelty::TooMany } else { Novelty::New }
    }

    /// Notes a new branch, for which [`Forks::novelty`] found room, and returns its fork.
    pub(crate) fn note(&mut self, claim: &ChainPlace, first: RecordId, second: RecordId) -> Fork {
        let &ChainPlace { device, seq, prev } = claim;
        match self.by_place.get(&(device, prev)).copied() {
            Some(at) => {
                self.points[at].branches.push(second);
                self.by_branch.insert(second, at);
                if self.decisions.contains(&second) {
                    self.close(second);
                }
                self.points[at].clone()
            }
            None => {
                let fork = Fork { device, seq, prev, branches: vec![first, second] };
                self.add(fork.clone());
                fork
            }
        }
    }

    /// The branches of the fork at a place; none if there is no fork.
    pub(crate) fn branches_at(&self, claim: &ChainPlace) -> &[RecordId] {
        let at = self.by_place.get(&(claim.device, claim.prev));
        at.map_or(&[], |at| &self.points[*at].branches)
    }

    /// Forgets a branch. Its fork stays.
    pub(crate) fn remove_branch(&mut self, branch: &RecordId) {
        if let Some(at) = self.by_branch.remove(branch) {
            self.points[at].branches.retain(|known| known != branch);
        }
    }

    pub(crate) fn with_branch(&self, id: &RecordId) -> Option<&Fork> {
        self.by_branch.get(id).map(|at| &self.points[*at])
    }

    fn is_open(&self, fork: &Fork) -> bool {
        !fork.branches.iter().any(|branch| self.decisions.contains(branch))
    }
}

/// The place in a chain that an entry claims.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChainPlace {
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) prev: Option<RecordId>,
}
