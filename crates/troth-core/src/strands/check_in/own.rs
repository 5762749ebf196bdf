//! What a partner's own devices alone know of check-ins: what opens the cells that they posted.

use std::collections::BTreeMap;

use super::events::{CheckInEvent, RoundId};
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::header::Header;
use crate::kernel::ids::DeviceId;
use crate::strands::sealed::SecretBytes;

/// Secrets of own cells, in the own stream.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct OwnCheckIns {
    cell_secrets: BTreeMap<(RoundId, DeviceId), SecretBytes>,
}

impl OwnCheckIns {
    /// What opens the cell that one of the partner's devices posted for a round.
    pub fn cell_secret(&self, round: RoundId, device: DeviceId) -> Option<&[u8]> {
        self.cell_secrets.get(&(round, device)).map(SecretBytes::as_bytes)
    }

    /// Whether this partner answered a round, on any device.
    pub fn has_answered(&self, round: RoundId) -> bool {
        let devices = (round, DeviceId([0; 16]))..=(round, DeviceId([0xff; 16]));
        self.cell_secrets.range(devices).next().is_some()
    }

    /// The rounds that this partner answered, on any device.
    pub(super) fn answered_rounds(&self) -> impl Iterator<Item = RoundId> {
        self.cell_secrets.keys().map(|(round, _)| *round)
    }

    pub(crate) fn fold(&mut self, header: &Header, event: &CheckInEvent) -> Result<(), AnomalyKind> {
        let CheckInEvent::CellSecretKept(kept) = event else { return Err(AnomalyKind::WrongStream) };
        let place = self.cell_secrets.entry((kept.round, header.device));
        place.or_insert_with(|| kept.secret.clone());
        Ok(())
    }
}
