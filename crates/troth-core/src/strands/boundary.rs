//! Boundaries: limits that a partner alone sets, changes and lifts. A boundary holds at once.

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::codec::events;
use crate::kernel::header::{Actor, Signed};
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::refusal::Refusal;
use crate::kernel::telling::{gold, plain};
use crate::kernel::text::{Title, Words};
use crate::kernel::time::WallTime;

/// The most boundaries of one partner that may hold. Nobody can remember and heed more.
pub const BOUNDARIES_MAX: usize = 30;

events! {
    /// Boundaries; shared stream, kinds 1200-1219. Kinds 1220-1299 are kept for agreements.
    ///
    /// No event consents to a boundary, because a boundary needs no consent.
    pub enum BoundaryEvent in 1200..=1219 {
        /// The author sets a boundary.
        BoundarySet = 1200, Shared, "boundary-set", gold;
        /// Its author rewords it.
        BoundaryChanged = 1201, Shared, "boundary-changed", plain;
        /// Its author lifts it.
        BoundaryLifted = 1202, Shared, "boundary-lifted", plain;
        /// The other partner says "I will heed it" to exactly these words.
        BoundaryAcknowledged = 1203, Shared, "boundary-acknowledged", gold;
    }
}

/// A boundary that is set.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct BoundarySet {
    /// In one line.
    #[n(0)]
    pub title: Title,
    /// More words, if any. No reason is owed.
    #[n(1)]
    pub words: Option<Words>,
}

/// A reworded boundary.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct BoundaryChanged {
    /// The entry that set it.
    #[n(0)]
    pub boundary: EntryId,
    /// In one line.
    #[n(1)]
    pub title: Title,
    /// More words, if any.
    #[n(2)]
    pub words: Option<Words>,
}

/// A lifted boundary.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct BoundaryLifted {
    /// The entry that set it.
    #[n(0)]
    pub boundary: EntryId,
}

/// "I will heed it".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct BoundaryAcknowledged {
    /// The entry that holds the words: the one that set it, or the latest change.
    #[n(0)]
    pub wording: EntryId,
}

/// All boundaries of a space.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Boundaries {
    boundaries: ById<Boundary>,
    /// Every wording, by its entry.
    wordings: ById<Wording>,
}

/// A wording of a boundary.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Wording {
    boundary: EntryId,
    title: Title,
}

/// A boundary, as it reads now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Boundary {
    /// The partner who set it.
    pub author: PartnerId,
    /// In one line.
    pub title: Title,
    /// More words.
    pub words: Option<Words>,
    /// When it was set.
    pub written: WallTime,
    /// The entry that holds the current wording.
    pub wording: EntryId,
    /// Whether it was reworded (care 21).
    pub edited: bool,
    /// Whether its author lifted it. Lifting wins over a concurrent change.
    pub lifted: bool,
    acknowledged: Option<EntryId>,
}

impl Boundary {
    /// Whether the other partner acknowledged the current wording.
    pub fn is_acknowledged(&self) -> bool {
        self.acknowledged == Some(self.wording)
    }
}

impl Boundaries {
    /// All boundaries, by the entry that set each.
    pub fn boundaries(&self) -> &ById<Boundary> {
        &self.boundaries
    }

    /// The boundary whose wording an entry holds.
    pub fn worded_by(&self, wording: EntryId) -> Option<EntryId> {
        self.wordings.get(&wording).map(|worded| worded.boundary)
    }

    /// The title in the wording of an entry.
    pub fn said_in(&self, wording: EntryId) -> Option<&Title> {
        self.wordings.get(&wording).map(|worded| &worded.title)
    }

    pub(crate) fn fold(&mut self, signed: Signed<'_>, event: &BoundaryEvent) -> Result<(), AnomalyKind> {
        let (id, author, written) = (signed.header.id, signed.author, signed.header.written);
        match event {
            BoundaryEvent::BoundarySet(set) => {
                let (title, words) = (set.title.clone(), set.words.clone());
                let boundary = Boundary {
                    author,
                    title,
                    words,
                    written,
                    wording: id,
                    edited: false,
                    lifted: false,
                    acknowledged: None,
                };
                self.boundaries.insert(id, boundary);
                self.wordings.insert(id, Wording { boundary: id, title: set.title.clone() });
            }
            BoundaryEvent::BoundaryChanged(change) => {
                let boundary = self.own(author, change.boundary)?;
                (boundary.title, boundary.words) = (change.title.clone(), change.words.clone());
                (boundary.wording, boundary.edited) = (id, true);
                self.wordings.insert(id, Wording { boundary: change.boundary, title: change.title.clone() });
            }
            BoundaryEvent::BoundaryLifted(it) => self.own(author, it.boundary)?.lifted = true,
            BoundaryEvent::BoundaryAcknowledged(it) => {
                let boundary = self.worded_by(it.wording).ok_or(AnomalyKind::NothingThere)?;
                let boundary = self.boundaries.get_mut(&boundary).ok_or(AnomalyKind::NothingThere)?;
                if boundary.author == author {
                    return Err(AnomalyKind::NotTheirs);
                }
                // Another device may have agreed to earlier words meanwhile; that takes nothing back.
                if boundary.acknowledged != Some(boundary.wording) {
                    boundary.acknowledged = Some(it.wording);
                }
            }
        }
        Ok(())
    }

    fn own(&mut self, author: PartnerId, id: EntryId) -> Result<&mut Boundary, AnomalyKind> {
        let boundary = self.boundaries.get_mut(&id).ok_or(AnomalyKind::NothingThere)?;
        if boundary.author == author { Ok(boundary) } else { Err(AnomalyKind::NotTheirs) }
    }
}

/// Decides whether a partner may write `event`.
pub(crate) fn decide(all: &Boundaries, actor: &Actor, event: BoundaryEvent) -> Result<Vec<BoundaryEvent>, Refusal> {
    match &event {
        BoundaryEvent::BoundarySet(_) => {
            let own = all.boundaries.values().filter(|one| one.author == actor.partner && !one.lifted);
            if own.count() >= BOUNDARIES_MAX {
                return Err(Refusal::TooManyOpen { limit: BOUNDARIES_MAX });
            }
        }
        BoundaryEvent::BoundaryChanged(change) => all.may_change(actor, change.boundary)?,
        BoundaryEvent::BoundaryLifted(lifted) => all.may_change(actor, lifted.boundary)?,
        BoundaryEvent::BoundaryAcknowledged(said) => all.may_acknowledge(actor, said.wording)?,
    }
    Ok(vec![event])
}

impl Boundaries {
    fn may_change(&self, actor: &Actor, id: EntryId) -> Result<(), Refusal> {
        let boundary = self.boundaries.get(&id).ok_or(Refusal::NothingThere)?;
        match (boundary.author == actor.partner, boundary.lifted) {
            (false, _) => Err(Refusal::NotYours),
            (true, true) => Err(Refusal::AlreadyDone),
            (true, false) => Ok(()),
        }
    }

    fn may_acknowledge(&self, actor: &Actor, wording: EntryId) -> Result<(), Refusal> {
        let worded = self.worded_by(wording).and_then(|id| self.boundaries.get(&id));
        let boundary = worded.ok_or(Refusal::NothingThere)?;
        if boundary.author == actor.partner {
            return Err(Refusal::NotYours);
        }
        let stands = !boundary.lifted && boundary.wording == wording && !boundary.is_acknowledged();
        if stands { Ok(()) } else { Err(Refusal::AlreadyDone) }
    }
}
