//! The turns of a dialogue as a tree, and the one line of it that stands.
//!
//! ```text
//!          consent - speak - say back -+- not quite     from one of her devices
//!                                      +- confirm       from another, at the same time
//! ```
//!
//! In each stage one person has the turn, so two turns that follow the same one come from two devices of that person.
//! Which of them stands follows from the set of turns and from no clock: first the one that the other has gone on from,
//! or that closed the dialogue; then "not quite", because being understood must not rest on chance; then the first in the log.

use super::events::WrittenTurn;
use super::machine::{Floor, Side, Turn};
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::header::Header;
use crate::kernel::ids::EntryId;
use crate::kernel::text::Words;
use crate::kernel::time::WallTime;

/// One turn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DialogueTurn {
    /// The entry.
    pub id: EntryId,
    /// The turn it follows, or the entry that proposed the dialogue.
    pub follows: EntryId,
    /// Whose turn it was.
    pub side: Side,
    /// When, by their clock.
    pub written: WallTime,
    /// What they did.
    pub turn: Turn,
    /// In their words, where it has any.
    pub words: Option<Words>,
    /// Where the dialogue stands after it.
    pub leads_to: Floor,
    stands: bool,
}

/// All turns of one dialogue, in the order of the log.
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

    /// The line that stands, from its first turn on.
    pub(super) fn line(&self) -> impl Iterator<Item = &DialogueTurn> {
        self.turns.iter().filter(|turn| turn.stands)
    }

    /// The entry that the next turn follows.
    pub(super) fn head(&self) -> EntryId {
        self.line().last().map_or(self.root, |turn| turn.id)
    }

    /// Where the dialogue stands.
    pub(super) fn floor(&self) -> Floor {
        self.line().last().map_or(self.start, |turn| turn.leads_to)
    }

    /// Where the dialogue stood after an entry.
    pub(super) fn floor_after(&self, id: EntryId) -> Option<Floor> {
        if id == self.root {
            return Some(self.start);
        }
        self.turns.iter().rev().find(|turn| turn.id == id).map(|turn| turn.leads_to)
    }

    /// Takes in a turn of one side.
    ///
    /// # Errors
    /// When it follows nothing, isn't theirs or isn't one of the stage it follows; and when another one stands in its
    /// place. The last is kept all the same: the other may yet go on from it.
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

    /// Finds the line that stands anew.
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

    /// Whether the other has gone on from a turn, or the dialogue closed by it or right after it.
    fn is_settled(&self, turn: &DialogueTurn) -> bool {
        let closes = turn.leads_to.turn_of().is_none();
        let after = || self.turns.iter().filter(|next| next.follows == turn.id);
        closes || after().any(|next| next.side != turn.side || self.is_settled(next))
    }
}
