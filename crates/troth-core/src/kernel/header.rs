//! Who wrote an entry, where it stands in the log, and when.

use crate::kernel::ids::{DeviceId, EntryId, PartnerId};
use crate::kernel::time::WallTime;

/// Everything about an entry except what it says. The vault has checked it.
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
    /// What the device's clock showed.
    pub written: WallTime,
}

impl Header {
    /// Where the entry sorts: by Lamport number, then id. Every device sorts alike.
    pub fn position(&self) -> (u64, EntryId) {
        (self.lamport, self.id)
    }
}

/// Who acts on this device: the partner, and the device they hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Actor {
    /// The partner.
    pub partner: PartnerId,
    /// Their device.
    pub device: DeviceId,
}

/// The header of an entry whose author is known: all that a strand may read besides its own events.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signed<'a> {
    pub(crate) header: &'a Header,
    pub(crate) author: PartnerId,
}

/// Something a person said, with the entry that holds it and whether it replaced an earlier wording.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said<T> {
    /// What was said.
    pub what: T,
    /// The entry that says it.
    pub entry: EntryId,
    /// When, by the author's own clock.
    pub written: WallTime,
    /// Whether the author had said it differently before; the earlier entry stays in the record.
    pub edited: bool,
}
