//! The own stream's part of closeness: a partner's marks and private pace of affection.

use std::collections::BTreeMap;

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::header::Header;
use crate::kernel::ids::{DeviceId, EntryId};

use super::ClosenessEvent;
use super::affection::OwnPace;
use super::hand::Mark;

/// The marks and the pace of the partner who owns the stream.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct OwnCloseness {
    /// By the entry that dealt the hand, and the device that posted its cells.
    marks: BTreeMap<(EntryId, DeviceId), Vec<Mark>>,
    pace: Option<OwnPace>,
}

impl OwnCloseness {
    /// The latest pace of affection.
    pub fn pace(&self) -> Option<&OwnPace> {
        self.pace.as_ref()
    }

    /// The marks that a device of this partner sealed for a hand, one for each card.
    pub fn marks(&self, hand: EntryId, device: DeviceId) -> Option<&[Mark]> {
        self.marks.get(&(hand, device)).map(Vec::as_slice)
    }

    /// The marks for a hand, of each device that sealed some. Two devices can do so while both are offline.
    pub fn all_marks(&self, hand: EntryId) -> impl Iterator<Item = &[Mark]> {
        let devices = (hand, DeviceId([0; 16]))..=(hand, DeviceId([0xff; 16]));
        self.marks.range(devices).map(|(_, marks)| marks.as_slice())
    }

    /// Whether this partner sealed marks for a hand, on any device.
    pub fn has_marked(&self, hand: EntryId) -> bool {
        self.all_marks(hand).next().is_some()
    }

    pub(crate) fn fold(&mut self, header: &Header, event: &ClosenessEvent) -> Result<(), AnomalyKind> {
        match event {
            ClosenessEvent::HandMarked(marked) => {
                // Where nothing is liked, the secrets are spare ones, as a device writes them that marked nothing.
                if marked.marks.iter().any(|mark| mark.liked) {
                    let place = self.marks.entry((marked.hand, header.device));
                    place.or_insert_with(|| marked.marks.clone());
                }
            }
            ClosenessEvent::PaceSet(set) => self.pace = Some(OwnPace::of(header, set)),
            // The table of events says which of them stand here; a test folds each at home.
            _ => return Err(AnomalyKind::WrongStream),
        }
        Ok(())
    }
}
