//! Two entries in one place of a device's chain.
//!
//! ```text
//!   chain of device D:   .. <- (D,4) <- (D,5) X1 <- (D,6)
//!                                  \
//!                                    <- (D,5) X2 <- (D,6)'      a fork at sequence number 5
//! ```
//!
//! It takes two copies of one device's keys: a restored backup, a copied browser profile. Both branches are honest
//! words of one partner, so none is ever thrown away; and a partner who forks on purpose must not make
//! delivered words vanish, so nothing delivered is ever taken back.

use std::collections::BTreeSet;

use troth_wire::{DeviceId, RecordId};

/// A place in a device's chain that two or more entries claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fork {
    /// The device whose chain it is.
    pub device: DeviceId,
    /// The sequence number that is claimed more than once.
    pub seq: u64,
    /// The entry before; none at the start of the chain.
    pub prev: Option<RecordId>,
    /// The entries that claim the place, the first one accepted here first.
    pub branches: Vec<RecordId>,
}

impl Fork {
    fn is_at(&self, device: DeviceId, prev: Option<RecordId>) -> bool {
        self.device == device && self.prev == prev
    }
}

/// Whether a fork was known before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Noted {
    New,
    Known,
}

/// The forks of one stream, and what their owners decided.
///
/// A decision is kept apart from the fork that it settles, since it may arrive before the second branch does.
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

    pub(crate) fn has_open(&self) -> bool {
        self.points.iter().any(|fork| self.is_open(fork))
    }

    /// Says whether a chain is frozen from this place on.
    pub(crate) fn freezes(&self, device: DeviceId, seq: u64) -> bool {
        self.points.iter().any(|fork| fork.device == device && fork.seq <= seq && self.is_open(fork))
    }

    pub(crate) fn decide(&mut self, keep: RecordId) {
        self.decisions.insert(keep);
    }

    /// Notes that `second` claims the place of `first`.
    pub(crate) fn note(&mut self, claim: &Claim, first: RecordId, second: RecordId) -> Noted {
        let known = self.points.iter_mut().find(|fork| fork.is_at(claim.device, claim.prev));
        match known {
            Some(fork) if fork.branches.contains(&second) => Noted::Known,
            Some(fork) => {
                fork.branches.push(second);
                Noted::New
            }
            None => {
                let branches = vec![first, second];
                self.points.push(Fork { device: claim.device, seq: claim.seq, prev: claim.prev, branches });
                Noted::New
            }
        }
    }

    pub(crate) fn with_branch(&self, id: RecordId) -> Option<&Fork> {
        self.points.iter().find(|fork| fork.branches.contains(&id))
    }

    pub(crate) fn is_open(&self, fork: &Fork) -> bool {
        !fork.branches.iter().any(|branch| self.decisions.contains(branch))
    }
}

/// The place in a chain that an entry claims.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claim {
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) prev: Option<RecordId>,
}
