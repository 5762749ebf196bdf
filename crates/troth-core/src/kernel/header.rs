//! The header of an entry: its author device, its place in the log, and its time.

use crate::kernel::ids::{DeviceId, EntryId, PartnerId};
use crate::kernel::time::WallTime;

/// Everything about an entry except its event. The vault has verified it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Header {
    /// The entry's id.
    pub id: EntryId,
    /// The device that wrote it.
    pub device: DeviceId,
    /// Its number in that device's chain, from 1.
    pub seq: u64,
    /// Its Lamport number: one more than the highest among its parents.
    pub lamport: u64,
    /// The device's wall time when it wrote the entry.
    pub written: WallTime,
    /// The partner whose personal key tagged it, as far as this device can tell: its owner verifies their own tags, and
    /// what bears another is the other partner's. `None` in an own stream, where nobody else writes.
    pub by: Option<PartnerId>,
}

impl Header {
    /// The sort key: Lamport number, then id. It gives every device the same order.
    pub fn position(&self) -> (u64, EntryId) {
        (self.lamport, self.id)
    }
}

/// The partner who acts on this device, and the device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Actor {
    /// The partner.
    pub partner: PartnerId,
    /// Their device.
    pub device: DeviceId,
}

/// The header of an entry whose author is known. A strand reads this and its own events, and nothing else of an entry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signed<'a> {
    pub(crate) header: &'a Header,
    pub(crate) author: PartnerId,
}

/// The newest wording of something a partner said, with the entry that holds it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said<T> {
    /// The wording.
    pub what: T,
    /// The entry that holds it.
    pub entry: EntryId,
    /// The time, by the author's clock.
    pub written: WallTime,
    /// Whether it replaced an earlier wording. The earlier entry stays in the record.
    pub edited: bool,
}
