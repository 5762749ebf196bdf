//! A device with a copy of itself at large, and what readers of both look at.

use std::collections::BTreeSet;

use troth_sync::StreamView;
use troth_wire::{RecordId, SealedRecord, StreamId};

use super::{Chance, Couple, Device, Relay};

pub fn view(device: &Device, stream: &StreamId) -> StreamView {
    device.engine.view(stream, device.now_ms).unwrap()
}

/// A relay that holds exactly these records in this order.
pub fn relay_with(couple: &Couple, records: &[&SealedRecord]) -> Relay {
    let mut relay = Relay::default();
    for record in records {
        relay.plant(couple.mailbox, (*record).clone());
    }
    relay
}

/// Decides every fork, each for its first branch.
pub fn decide_all(device: &mut Device, shared: &StreamId) {
    for _ in 0..24 {
        for fork in view(device, shared).forks {
            let outcome = device.engine.resolve_fork(shared, fork.branches[0]);
            device.take(outcome);
        }
    }
}

/// Two copies of the first device each write a different second, third and fourth entry.
pub struct Forked {
    pub chance: Chance,
    pub couple: Couple,
    pub root: SealedRecord,
    pub left: [SealedRecord; 2],
    pub right: [SealedRecord; 2],
    /// The fourth entry of each.
    pub ends: [SealedRecord; 2],
}

impl Forked {
    pub fn make(seed: u64) -> Self {
        let mut chance = Chance::from_seed(seed);
        let couple = Couple::meet(&mut chance);
        let root = couple.seal_chain(&mut chance, 0, 1).remove(0);
        let mut branch = || {
            let second = couple.seal(&mut chance, 0, &couple.header_after(&root));
            let third = couple.seal(&mut chance, 0, &couple.header_after(&second));
            let fourth = couple.seal(&mut chance, 0, &couple.header_after(&third));
            ([second, third], fourth)
        };
        let ((left, left_end), (right, right_end)) = (branch(), branch());
        Self { chance, couple, root, left, right, ends: [left_end, right_end] }
    }

    pub fn in_order<'a>(
        &'a self,
        first: &'a [SealedRecord; 2],
        second: &'a [SealedRecord; 2],
    ) -> [&'a SealedRecord; 5] {
        [&self.root, &first[0], &second[0], &first[1], &second[1]]
    }

    pub fn all(&self) -> BTreeSet<RecordId> {
        [&self.root].into_iter().chain(&self.left).chain(&self.right).map(SealedRecord::id).collect()
    }
}
