//! The own stream's part of check-ins: the secrets of the cells that a partner's devices posted.

use std::collections::BTreeMap;

use super::events::{CheckInEvent, RoundId};
use super::round::planned_since;
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::header::Header;
use crate::kernel::ids::{DeviceId, EntryId};
use crate::kernel::time::CivilDate;
use crate::strands::sealed::SecretBytes;

/// The secrets of the partner's cells.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct OwnCheckIns {
    cell_secrets: BTreeMap<(RoundId, DeviceId), SecretBytes>,
}

impl OwnCheckIns {
    /// The secret of the cell that a device of the partner posted for a round.
    pub fn cell_secret(&self, round: RoundId, device: DeviceId) -> Option<&[u8]> {
        self.cell_secrets.get(&(round, device)).map(SecretBytes::as_bytes)
    }

    /// Whether the partner answered a round, on any device.
    pub fn has_answered(&self, round: RoundId) -> bool {
        let devices = (round, DeviceId([0; 16]))..=(round, DeviceId([0xff; 16]));
        self.cell_secrets.range(devices).next().is_some()
    }

    /// The rounds that the partner answered, on any device.
    pub(super) fn answered_rounds(&self) -> impl Iterator<Item = RoundId> {
        self.cell_secrets.keys().map(|(round, _)| *round)
    }

    /// Those of these plans since a date, and every called one: found without a walk over the years.
    pub(super) fn answered_since<'a>(
        &'a self,
        plans: impl Iterator<Item = &'a EntryId> + 'a,
        since: CivilDate,
    ) -> impl Iterator<Item = RoundId> + 'a {
        let (first, last) = (DeviceId([0; 16]), DeviceId([0xff; 16]));
        let planned = plans.flat_map(move |plan| {
            let (from, to) = planned_since(*plan, since).into_inner();
            self.cell_secrets.range((from, first)..=(to, last))
        });
        let called = self.cell_secrets.range((RoundId::Called { call: EntryId([0; 32]) }, first)..);
        planned.chain(called).map(|((round, _), _)| *round)
    }

    pub(crate) fn fold(&mut self, header: &Header, event: &CheckInEvent) -> Result<(), AnomalyKind> {
        let CheckInEvent::CellSecretKept(kept) = event else { return Err(AnomalyKind::WrongStream) };
        if !kept.spare {
            let place = self.cell_secrets.entry((kept.round, header.device));
            place.or_insert_with(|| kept.secret.clone());
        }
        Ok(())
    }
}
