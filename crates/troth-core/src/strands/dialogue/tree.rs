//! The turns of a dialogue as a tree, and the line of it that stands.
//!
//! ```text
//!          consent - speak - say back -+- not quite     from a device of the speaker
//!                                      +- confirm       from another one, at the same time
//! ```
//!
//! Each stage belongs to one partner, so two turns that follow the same turn come from two devices of that partner. The
//! set of turns decides which of them stands, without a clock: first the turn that the other partner continued or that
//! closed the dialogue; then "not quite", because being understood must not depend on chance; then the first in the
//! log.

use super::events::WrittenTurn;
use super::machine::{Floor, Side, Turn};
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::header::Header;
use crate::kernel::ids::EntryId;
use crate::kernel::text::Words;
use crate::kernel::time::WallTime;

/// A turn, with its place in the tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DialogueTurn {
    /// The entry.
    pub id: EntryId,
    /// The turn that it follows, or the entry that proposed the dialogue.
    pub follows: EntryId,
    /// The side that took it.
    pub side: Side,
    /// When, by its author's clock.
    pub written: WallTime,
    /// The turn.
    pub turn: Turn,
    /// Its words, if it has any.
    pub words: Option<Words>,
    /// The state after it.
    pub leads_to: Floor,
    stands: bool,
}

/// The turns of a dialogue, in the order of the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Turns {
    root: EntryId,
    start: Floor,
    turns: Vec<DialogueTurn>,
}

impl Turns {
    pub(super) const fn new(root: EntryId, start: Floor) -> Self {
        Self { root, start, turns: Vec::new() }
    }

    /// The turns of the line that stands, in order.
    pub(super) fn line(&self) -> impl Iterator<Item = &DialogueTurn> {
        self.turns.iter().filter(|turn| turn.stands)
    }

    /// The entry that the next turn follows.
    pub(super) fn head(&self) -> EntryId {
        self.line().last().map_or(self.root, |turn| turn.id)
    }

    /// The state of the dialogue.
    pub(super) fn floor(&self) -> Floor {
        self.line().last().map_or(self.start, |turn| turn.leads_to)
    }

    /// The state after an entry; `None` if the entry is no turn of the dialogue.
    pub(super) fn floor_after(&self, id: EntryId) -> Option<Floor> {
        if id == self.root {
            return Some(self.start);
        }
        self.turns.iter().rev().find(|turn| turn.id == id).map(|turn| turn.leads_to)
    }

    /// Adds a turn of one side.
    ///
    /// # Errors
    /// If the turn follows nothing, is not theirs, does not fit the stage, or loses to another. A losing turn is still
    /// stored, because the other partner may yet continue from it.
    pub(super) fn take(&mut self, header: &Header, side: Side, said: &WrittenTurn<'_>) -> Result<(), AnomalyKind> {
        let before = self.floor_after(said.follows).ok_or(AnomalyKind::NothingThere)?;
        match before.turn_of() {
            Some(theirs) if theirs == side => {}
            Some(_) => return Err(AnomalyKind::NotTheirs),
            None => return Err(AnomalyKind::AlreadySettled),
        }
        let leads_to = before.after(said.turn).ok_or(AnomalyKind::OutOfTurn)?;
        let stands = said.follows == self.head();
        self.turns.push(DialogueTurn {
            id: header.id,
            follows: said.follows,
            side,
            written: header.written,
            turn: said.turn,
            words: said.words.cloned(),
            leads_to,
            stands,
        });
        if !stands {
            self.settle();
        }
        let stands = self.line().any(|turn| turn.id == header.id);
        if stands { Ok(()) } else { Err(AnomalyKind::AlreadySettled) }
    }

    /// Computes the line that stands.
    fn settle(&mut self) {
        self.turns.iter_mut().for_each(|turn| turn.stands = false);
        let mut head = self.root;
        while let Some(at) = self.best_after(head) {
            let Some(turn) = self.turns.get_mut(at) else { return };
            turn.stands = true;
            head = turn.id;
        }
    }

    fn best_after(&self, head: EntryId) -> Option<usize> {
        let following = self.turns.iter().enumerate().filter(|(_, turn)| turn.follows == head);
        let best = following.min_by_key(|(at, turn)| (!self.is_settled(turn), turn.turn != Turn::NotQuite, *at));
        best.map(|(at, _)| at)
    }

    /// Whether the other partner continued from a turn, or the same side closed the dialogue with it or after it.
    fn is_settled(&self, turn: &DialogueTurn) -> bool {
        let closes = turn.leads_to.turn_of().is_none();
        let after = || self.turns.iter().filter(|next| next.follows == turn.id);
        closes || after().any(|next| next.side != turn.side || self.is_settled(next))
    }
}
