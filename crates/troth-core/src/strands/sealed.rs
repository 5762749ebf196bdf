//! Sealed rounds: what devices post so that answers open for both partners or for nobody.
//!
//! A check-in has one place to answer, a hand of activities several. Every device posts a cell for each place, an answer
//! or a blank of equal look, and an opening of each towards every device of the other's; so all that is posted says only
//! that a device did its part (care 13). Cells are opaque here: the vault makes and opens them.

use std::collections::{BTreeMap, BTreeSet};

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::header::{Actor, Signed};
use crate::kernel::ids::{DeviceId, EntryId, PartnerId};
use crate::kernel::text::Blob;
use crate::kernel::time::CivilDate;
use crate::strands::membership::Members;

/// Bytes of a sealed cell; twice the smallest size class of the vault.
pub const CELL_BYTES_MAX: usize = 8 * 1024;
/// Bytes of an opening: a wrapped key and room for a later suite.
pub const OPENING_BYTES_MAX: usize = 512;
/// Bytes of what a device keeps to open its own cell; holds its own answer too.
pub const SECRET_BYTES_MAX: usize = 8 * 1024;
/// Days back for which a device still posts the blank it owes; older rounds are long over for everyone.
pub const BLANKS_OWED_DAYS: u32 = 7;
/// Duties handed out at a time, so that a long absence is caught up in pieces.
pub const DUTIES_MAX: usize = 64;

/// A sealed cell: an answer or a blank, which look alike.
pub type CellBytes = Blob<CELL_BYTES_MAX>;
/// An opening of one cell towards another, or random bytes of that length.
pub type OpeningBytes = Blob<OPENING_BYTES_MAX>;
/// What opens one's own cell.
pub type SecretBytes = Blob<SECRET_BYTES_MAX>;

/// What a round is to this partner.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    /// It opens later.
    Scheduled,
    /// It can be answered now.
    Open,
    /// Answered here; it opens when both are in. Says nothing about the other.
    Waiting,
    /// Over. When one of its `tries` opens, the app shows what both answered instead.
    Ended,
}

/// What one device posted: a cell for each place of the round.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PostedCells {
    /// The device.
    pub device: DeviceId,
    /// Whose device it is.
    pub partner: PartnerId,
    /// The sealed cells. A place that has none never opens.
    pub cells: Vec<CellBytes>,
}

/// Openings that may open cells of the other's: fetch the cells by these ids and let the vault try, place by place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpeningTry {
    /// The device of this partner whose secret is needed.
    pub device: DeviceId,
    /// The entry with that device's cells.
    pub own: EntryId,
    /// The entry with the other's cells.
    pub theirs: EntryId,
    /// The openings they posted, one for each place.
    pub openings: Vec<OpeningBytes>,
}

/// Cells and openings of one round.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct SealedRound {
    posted: ById<PostedCells>,
    /// By author's device, own cells, their cells.
    openings: BTreeMap<(DeviceId, EntryId, EntryId), Vec<OpeningBytes>>,
}

impl SealedRound {
    /// What one entry posted.
    pub(crate) fn posted(&self, entry: EntryId) -> Option<&PostedCells> {
        self.posted.get(&entry)
    }

    /// The entry in which a device posted.
    pub(crate) fn of_device(&self, device: DeviceId) -> Option<EntryId> {
        self.posted.iter().find(|(_, posted)| posted.device == device).map(|(id, _)| *id)
    }

    /// The partners who have cells in it.
    pub(crate) fn partners(&self) -> BTreeSet<PartnerId> {
        self.posted.values().map(|posted| posted.partner).collect()
    }

    /// Takes a device's cells. The first that it posts are the ones that count.
    pub(crate) fn post(&mut self, signed: Signed<'_>, cells: &[CellBytes]) -> Result<(), AnomalyKind> {
        let device = signed.header.device;
        if self.of_device(device).is_some() {
            return Err(AnomalyKind::AlreadySettled);
        }
        let posted = PostedCells { device, partner: signed.author, cells: cells.to_vec() };
        self.posted.insert(signed.header.id, posted);
        Ok(())
    }

    /// Takes openings from a device's own cells towards the other's.
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

    /// The pairs of own and their cells whose openings this device owes.
    pub(crate) fn openings_owed(&self, actor: &Actor) -> Vec<[EntryId; 2]> {
        let Some(own) = self.of_device(actor.device) else { return Vec::new() };
        let theirs = self.posted.iter().filter(|(_, posted)| posted.partner != actor.partner).map(|(id, _)| *id);
        let owed = theirs.filter(|theirs| !self.openings.contains_key(&(actor.device, own, *theirs)));
        owed.map(|theirs| [own, theirs]).collect()
    }

    /// Openings towards this partner's cells, as far as they hold the secret: `answered` says on which device they do.
    pub(crate) fn tries(&self, actor: &Actor, answered: impl Fn(DeviceId) -> bool) -> Vec<OpeningTry> {
        let towards_me = self.openings.iter().filter_map(|((_, theirs, own), openings)| {
            let mine = self.posted.get(own).filter(|posted| posted.partner == actor.partner)?;
            let openings = openings.clone();
            answered(mine.device).then_some(OpeningTry { device: mine.device, own: *own, theirs: *theirs, openings })
        });
        towards_me.collect()
    }
}

/// The day from which on a device owes its part.
pub(crate) fn owes_since(members: &Members, actor: &Actor) -> Option<CivilDate> {
    let partner = members.partner(actor.partner)?;
    Some(partner.devices.get(&actor.device)?.added.date())
}
