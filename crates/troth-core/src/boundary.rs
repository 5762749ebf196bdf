//! Boundaries: one person's own limits, theirs alone to set, to change and to lift. A boundary holds at once.

use minicbor::{Decode, Encode};

use crate::anomaly::AnomalyKind;
use crate::by_id::ById;
use crate::codec::events;
use crate::decide::Refusal;
use crate::entry::{Actor, Signed};
use crate::event::Draft;
use crate::fold::State;
use crate::ids::{EntryId, PartnerId};
use crate::text::{Title, Words};
use crate::time::WallTime;

/// Boundaries of one partner that may hold. Beyond that nobody can remember what to heed.
pub const BOUNDARIES_MAX: usize = 30;

events! {
    /// Boundaries; shared stream, kinds 1200-1219. Kinds 1220-1299 are kept for agreements.
    ///
    /// There is no event with which the other agrees to a boundary: it needs no agreement.
    pub enum BoundaryEvent {
        /// A limit of the author's.
        BoundarySet(BoundarySet) = 1200,
        /// The same limit in other words.
        BoundaryChanged(BoundaryChanged) = 1201,
        /// It holds no more.
        BoundaryLifted(BoundaryLifted) = 1202,
        /// The other says, of exactly these words: I will heed it.
        BoundaryAcknowledged(BoundaryAcknowledged) = 1203,
    }
}

/// A limit.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct BoundarySet {
    /// In one line.
    #[n(0)]
    pub title: Title,
    /// More words, if wanted. No reason is owed.
    #[n(1)]
    pub words: Option<Words>,
}

/// In other words.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct BoundaryChanged {
    /// The entry that set it.
    #[n(0)]
    pub boundary: EntryId,
    /// In one line.
    #[n(1)]
    pub title: Title,
    /// More words, if wanted.
    #[n(2)]
    pub words: Option<Words>,
}

/// Lifted.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct BoundaryLifted {
    /// The entry that set it.
    #[n(0)]
    pub boundary: EntryId,
}

/// "I will heed it."
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
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
    /// Every wording, with the boundary it words.
    wordings: ById<Wording>,
}

/// A boundary in the words of one entry.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Wording {
    boundary: EntryId,
    title: Title,
}

/// One boundary.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Boundary {
    /// Whose it is.
    pub author: PartnerId,
    /// In one line.
    pub title: Title,
    /// More words.
    pub words: Option<Words>,
    /// When it was set.
    pub written: WallTime,
    /// The entry that holds the words as they are now.
    pub wording: EntryId,
    /// Worded differently before (care 21).
    pub edited: bool,
    /// It holds no more. Stands, whatever change came at the same time.
    pub lifted: bool,
    acknowledged: Option<EntryId>,
}

impl Boundary {
    /// Whether the other said that they will heed the words as they are now.
    pub fn is_acknowledged(&self) -> bool {
        self.acknowledged == Some(self.wording)
    }
}

/// What a partner wants to do about boundaries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BoundaryCommand {
    /// Set one.
    Set(BoundarySet),
    /// Put one's own in other words.
    Change(BoundaryChanged),
    /// Lift one's own.
    Lift(EntryId),
    /// Say that one will heed the other's, in exactly these words.
    Acknowledge(EntryId),
}

impl Boundaries {
    /// All boundaries, by the entry that set each.
    pub fn boundaries(&self) -> &ById<Boundary> {
        &self.boundaries
    }

    /// The boundary that an entry words.
    pub fn worded_by(&self, wording: EntryId) -> Option<EntryId> {
        self.wordings.get(&wording).map(|worded| worded.boundary)
    }

    /// What it said in the words of that entry.
    pub fn said_in(&self, wording: EntryId) -> Option<&Title> {
        self.wordings.get(&wording).map(|worded| &worded.title)
    }

    pub(crate) fn fold(&mut self, signed: Signed<'_>, event: &BoundaryEvent) -> Result<(), AnomalyKind> {
        let (id, author, written) = (signed.entry.id, signed.author, signed.entry.written);
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
                boundary.acknowledged = Some(it.wording);
            }
        }
        Ok(())
    }

    fn own(&mut self, author: PartnerId, id: EntryId) -> Result<&mut Boundary, AnomalyKind> {
        let boundary = self.boundaries.get_mut(&id).ok_or(AnomalyKind::NothingThere)?;
        if boundary.author == author { Ok(boundary) } else { Err(AnomalyKind::NotTheirs) }
    }
}

pub(crate) fn decide(
    state: &State<'_>,
    actor: &Actor,
    _now: WallTime,
    command: BoundaryCommand,
) -> Result<Vec<Draft>, Refusal> {
    let all = &state.linked()?.boundaries;
    let standing = |id: EntryId, mine: bool| {
        let boundary = all.boundaries.get(&id).ok_or(Refusal::NothingThere)?;
        match ((boundary.author == actor.partner) == mine, boundary.lifted) {
            (false, _) => Err(Refusal::NotYours),
            (true, true) => Err(Refusal::AlreadyDone),
            (true, false) => Ok(boundary),
        }
    };
    let event = match command {
        BoundaryCommand::Set(set) => {
            let own = all.boundaries.values().filter(|one| one.author == actor.partner && !one.lifted);
            if own.count() >= BOUNDARIES_MAX {
                return Err(Refusal::TooManyOpen { limit: BOUNDARIES_MAX });
            }
            BoundaryEvent::BoundarySet(set)
        }
        BoundaryCommand::Change(change) => {
            standing(change.boundary, true)?;
            BoundaryEvent::BoundaryChanged(change)
        }
        BoundaryCommand::Lift(boundary) => {
            standing(boundary, true)?;
            BoundaryEvent::BoundaryLifted(BoundaryLifted { boundary })
        }
        BoundaryCommand::Acknowledge(wording) => {
            let boundary = standing(all.worded_by(wording).ok_or(Refusal::NothingThere)?, false)?;
            if boundary.wording != wording || boundary.is_acknowledged() {
                return Err(Refusal::AlreadyDone);
            }
            BoundaryEvent::BoundaryAcknowledged(BoundaryAcknowledged { wording })
        }
    };
    Ok(vec![Draft::shared(event)])
}
