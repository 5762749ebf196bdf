//! What waits on a device: answers and marks that are in no stream yet.

use std::collections::BTreeSet;

use crate::kernel::ids::EntryId;
use crate::strands::check_in::RoundId;

/// The planned rounds and hands that the partner answered on this device, and for which it has not posted yet.
///
/// The app keeps the answers; the core needs only to know that they are there. Nothing of it is in a log: an entry at
/// the moment of an answer would tell the relay, which may be the partner's, that there is one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// Planned rounds.
    pub rounds: BTreeSet<RoundId>,
    /// Hands of activities.
    pub hands: BTreeSet<EntryId>,
}

impl Held {
    /// Nothing waits.
    pub const fn nothing() -> Self {
        Self { rounds: BTreeSet::new(), hands: BTreeSet::new() }
    }
}

/// Nothing waits: for a state that is looked at without a device.
pub static NOTHING_HELD: Held = Held::nothing();
