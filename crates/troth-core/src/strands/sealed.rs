//! Sealed rounds: the cells and openings that devices post, so that answers open for both partners or for neither.
//!
//! A check-in has one place to answer, a hand of activities several. Every device posts a cell for each place: an
//! answer, or a blank that looks the same. Then it posts an opening of each cell towards every device of the other
//! partner. So a posted entry says only that a device did its part (care 13). Cells are opaque here: the vault makes
//! and opens them.
//!
//! When a cell comes must say as little as its bytes. So an answer waits on its device, and every device posts in the
//! last [`GATHERING_MINUTES`] before the hour at which the round opens, at a moment that does not depend on whether
//! there is an answer; a device that was off posts when it is back. With the cell it writes one entry to the own stream,
//! which holds the cell's secret or a spare one of the same size. Before that hour no screen opens anything (care 50).
//! A check-in that was started for now is the exception: there an answer is posted at once.

use std::collections::{BTreeMap, BTreeSet};

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::header::{Actor, Signed};
use crate::kernel::ids::{DeviceId, EntryId, PartnerId};
use crate::kernel::text::Blob;
use crate::kernel::time::CivilDate;
use crate::strands::membership::Members;

/// The most bytes of a sealed cell: twice the smallest size class of the vault.
pub const CELL_BYTES_MAX: usize = 8 * 1024;
/// The most bytes of an opening: a wrapped key, with room for a later suite.
pub const OPENING_BYTES_MAX: usize = 512;
/// The most bytes of a cell's secret. It holds the answer too.
pub const SECRET_BYTES_MAX: usize = 8 * 1024;
/// Days for which a device still posts a cell that it owes. Older rounds are long over for every device.
pub const CELLS_OWED_DAYS: u32 = 7;
/// Minutes before the hour at which a round opens. In these devices post their cells, and nobody answers any more: an
/// answer that came after its device's cell could only travel in a cell of its own, which would show it. Long enough to
/// spread the devices, short enough to be explained.
pub const GATHERING_MINUTES: u16 = 15;
/// The most duties returned at a time, so that a device catches up with a long absence in pieces.
pub const DUTIES_MAX: usize = 64;

/// A sealed cell: an answer or a blank, which look alike.
pub type CellBytes = Blob<CELL_BYTES_MAX>;
/// An opening of one cell towards another, or random bytes of that length.
pub type OpeningBytes = Blob<OPENING_BYTES_MAX>;
/// The secret with which a device opens its own cell.
pub type SecretBytes = Blob<SECRET_BYTES_MAX>;

/// The stage of a round for one partner.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    /// It opens later.
    Scheduled,
    /// It can be answered now.
    Open,
    /// This partner answered, and the round opens at its hour if both have. It says nothing about the other partner.
    Waiting,
    /// Over. If one of its `tries` opens, the app shows the answers of both instead.
    Ended,
}

/// The cells that a device posted, one for each place of the round.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PostedCells {
    /// The device.
    pub device: DeviceId,
    /// The partner who holds it.
    pub partner: PartnerId,
    /// The sealed cells. A place without a cell never opens.
    pub cells: Vec<CellBytes>,
}

/// Openings that may open the other partner's cells. The app fetches the cells by these ids, and the vault tries each
/// place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpeningTry {
    /// The device of this partner whose secret is needed.
    pub device: DeviceId,
    /// The entry with that device's cells.
    pub own: EntryId,
    /// The entry with the other partner's cells.
    pub theirs: EntryId,
    /// The openings that the other partner posted, one for each place.
    pub openings: Vec<OpeningBytes>,
}

/// The cells and openings of a round.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct SealedRound {
    posted: ById<PostedCells>,
    /// By the author device, its cells, and the other partner's cells.
    openings: BTreeMap<(DeviceId, EntryId, EntryId), Vec<OpeningBytes>>,
}

impl SealedRound {
    /// The cells that an entry posted.
    pub(crate) fn posted(&self, entry: EntryId) -> Option<&PostedCells> {
        self.posted.get(&entry)
    }

    /// The entry in which a device posted its cells.
    pub(crate) fn of_device(&self, device: DeviceId) -> Option<EntryId> {
        self.posted.iter().find(|(_, posted)| posted.device == device).map(|(id, _)| *id)
    }

    /// The partners of whom a device posted cells.
    pub(crate) fn partners(&self) -> BTreeSet<PartnerId> {
        self.posted.values().map(|posted| posted.partner).collect()
    }

    /// Adds the cells of a device. Only the first ones count.
    pub(crate) fn post(&mut self, signed: Signed<'_>, cells: &[CellBytes]) -> Result<(), AnomalyKind> {
        let device = signed.header.device;
        if self.of_device(device).is_some() {
            return Err(AnomalyKind::AlreadySettled);
        }
        let posted = PostedCells { device, partner: signed.author, cells: cells.to_vec() };
        self.posted.insert(signed.header.id, posted);
        Ok(())
    }

    /// Adds openings of a device's own cells towards cells of the other partner.
    pub(crate) fn open(
        &mut self,
        signed: Signed<'_>,
        [own, theirs]: [EntryId; 2],
        openings: &[OpeningBytes],
    ) -> Result<(), AnomalyKind> {
        let from = self.posted.get(&own).ok_or(AnomalyKind::NothingThere)?;
        let towards = self.posted.get(&theirs).ok_or(AnomalyKind::NothingThere)?;
        if from.device != signed.header.device || towards.partner == signed.author {
            return Err(AnomalyKind::NotTheirs);
        }
        let pair = (from.device, own, theirs);
        if self.openings.contains_key(&pair) {
            return Err(AnomalyKind::AlreadySettled);
        }
        self.openings.insert(pair, openings.to_vec());
        Ok(())
    }

    /// Whether some device still owes an opening.
    pub(crate) fn is_opening_owed(&self) -> bool {
        self.posted.iter().any(|(own, from)| self.unopened(*own, from).next().is_some())
    }

    /// The pairs of own cells and the other partner's cells for which this device owes openings.
    pub(crate) fn openings_owed(&self, actor: &Actor) -> Vec<[EntryId; 2]> {
        let own = self.posted.iter().find(|(_, posted)| posted.device == actor.device);
        let owed = own.into_iter().flat_map(|(own, from)| self.unopened(*own, from).map(|theirs| [*own, theirs]));
        owed.collect()
    }

    /// The other partner's cells towards which the device that posted its own has posted no opening. Whose a device is
    /// follows from the log alone, as in [`Self::open`].
    fn unopened(&self, own: EntryId, from: &PostedCells) -> impl Iterator<Item = EntryId> {
        let theirs = self.posted.iter().filter(|(_, towards)| towards.partner != from.partner).map(|(id, _)| *id);
        theirs.filter(move |theirs| !self.openings.contains_key(&(from.device, own, *theirs)))
    }

    /// The openings towards cells whose secret the actor has. `answered` tells on which of their devices.
    pub(crate) fn tries<'a>(
        &'a self,
        actor: &'a Actor,
        answered: impl Fn(DeviceId) -> bool + 'a,
    ) -> impl Iterator<Item = OpeningTry> + 'a {
        self.towards(actor, answered).map(|(device, [own, theirs], openings)| {
            let openings = openings.clone();
            OpeningTry { device, own, theirs, openings }
        })
    }

    /// Whether there are any of them.
    pub(crate) fn may_open(&self, actor: &Actor, answered: impl Fn(DeviceId) -> bool) -> bool {
        self.towards(actor, answered).next().is_some()
    }

    fn towards<'a>(
        &'a self,
        actor: &'a Actor,
        answered: impl Fn(DeviceId) -> bool + 'a,
    ) -> impl Iterator<Item = (DeviceId, [EntryId; 2], &'a Vec<OpeningBytes>)> + 'a {
        self.openings.iter().filter_map(move |((_, theirs, own), openings)| {
            let mine = self.posted.get(own).filter(|posted| posted.partner == actor.partner)?;
            answered(mine.device).then_some((mine.device, [*own, *theirs], openings))
        })
    }
}

/// The first day on which a device owes its part.
pub(crate) fn owes_since(members: &Members, actor: &Actor) -> Option<CivilDate> {
    let partner = members.partner(actor.partner)?;
    Some(partner.devices.get(&actor.device)?.added.date())
}
