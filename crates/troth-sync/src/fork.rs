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

use std::collections::BTreeSet;

use troth_wire::{DeviceId, RecordId};

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

impl Fork {
    fn is_at(&self, device: DeviceId, prev: Option<RecordId>) -> bool {
        self.device == device && self.prev == prev
    }
}

/// Whether a branch of a fork is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Novelty {
    New,
    Known,
}

/// The forks of one stream, and their owners' decisions.
///
/// Decisions are kept apart from the forks, because a decision may arrive before the second branch does.
#[derive(Debug, Default)]
pub(crate) struct Forks {
    points: Vec<Fork>,
    decisions: BTreeSet<RecordId>,
}

impl Forks {
    pub(crate) fn from_parts(points: Vec<Fork>, decisions: BTreeSet<RecordId>) -> Self {
        Self { points, decisions }
    }

    pub(crate) fn points(&self) -> &[Fork] {
        &self.points
    }

    pub(crate) fn decisions(&self) -> &BTreeSet<RecordId> {
        &self.decisions
    }

    /// Tells whether the owner decided about the fork with this branch.
    pub(crate) fn is_decided(&self, branch: &RecordId) -> bool {
        let decided = |fork: &Fork| fork.branches.iter().any(|other| self.decisions.contains(other));
        self.with_branch(branch).is_some_and(decided)
    }

    pub(crate) fn decide(&mut self, keep: RecordId) {
        self.decisions.insert(keep);
    }

    /// Records that `second` claims the place of `first`.
    pub(crate) fn note(&mut self, claim: &ChainPlace, first: RecordId, second: RecordId) -> Novelty {
        let known = self.points.iter_mut().find(|fork| fork.is_at(claim.device, claim.prev));
        match known {
            Some(fork) if fork.branches.contains(&second) => Novelty::Known,
            Some(fork) => {
                fork.branches.push(second);
                Novelty::New
            }
            None => {
                let branches = vec![first, second];
                self.points.push(Fork { device: claim.device, seq: claim.seq, prev: claim.prev, branches });
                Novelty::New
            }
        }
    }

    pub(crate) fn with_branch(&self, id: &RecordId) -> Option<&Fork> {
        self.points.iter().find(|fork| fork.branches.contains(id))
    }
}

/// The place in a chain that an entry claims.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChainPlace {
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) prev: Option<RecordId>,
}
