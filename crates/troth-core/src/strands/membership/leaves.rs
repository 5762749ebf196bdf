//! Leaving, which nothing undoes.
//!
//! A leave counts from every device that its person ever added, whatever became of that device: entries may be dated back,
//! and a partner who holds one of the other's devices could otherwise remove the device on which the other left, at a
//! place before the leave. Each entry that comes can only add to who may leave and to who left. So a space that is closed
//! stays closed, in any order of arrival.

use std::collections::{BTreeMap, BTreeSet};

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::header::Header;
use crate::kernel::ids::{DeviceId, PartnerId};

/// Who left, and who may.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct Leaves {
    /// Every device with every partner who ever added it. Two may claim the same device; each of them may leave.
    ever: BTreeSet<(DeviceId, PartnerId)>,
    /// The devices on which a partner left, with the number of that entry in the device's chain. Who claims the other's device
    /// leaves there as well, and silences nobody else on it.
    left: BTreeMap<(DeviceId, PartnerId), u64>,
}

impl Leaves {
    /// Notes a device that its partner joined with.
    pub(super) fn note_seat(&mut self, device: DeviceId, partner: PartnerId) {
        self.ever.insert((device, partner));
    }

    /// Notes an added device, even one that is removed or claimed twice.
    pub(super) fn note_added(&mut self, header: &Header, device: DeviceId) {
        if let Some(partner) = self.may_leave(header) {
            self.ever.insert((device, partner));
        }
    }

    pub(super) fn leave(&mut self, header: &Header) -> Result<(), AnomalyKind> {
        let partner = self.may_leave(header).ok_or(AnomalyKind::UnknownAuthor)?;
        self.left.entry((header.device, partner)).or_insert(header.seq);
        Ok(())
    }

    /// Whether somebody left.
    pub(super) fn is_closed(&self) -> bool {
        !self.left.is_empty()
    }

    /// Whether an entry comes after its own partner's leave on its own device.
    pub(super) fn voids(&self, header: &Header) -> bool {
        let left = header.by.and_then(|by| self.left.get(&(header.device, by)));
        left.is_some_and(|left| header.seq > *left)
    }

    fn may_leave(&self, header: &Header) -> Option<PartnerId> {
        header.by.filter(|partner| self.ever.contains(&(header.device, *partner)))
    }
}
