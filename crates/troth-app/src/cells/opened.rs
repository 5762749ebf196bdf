//! What was opened is kept: answers of rounds and marks of hands, by round.
//!
//! A cell and its opening never change, so that what opened once opens for good, and what did not open does so only with
//! another cell, opening or secret. Opening is the dearest thing that a view can ask for; it is done once for each.

use std::cell::RefCell;
use std::collections::BTreeMap;

use troth_core::check_in::RoundId;
use troth_core::closeness::HandStatus;
use troth_core::sealed::OpeningTry;
use troth_core::{DeviceId, EntryId};

use crate::view::AnswersView;

/// What a round opened to, on the side of the person who looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OpenedRound {
    /// One's own answers.
    pub(crate) mine: Option<AnswersView>,
    /// The other's, once both are in.
    pub(crate) theirs: Option<AnswersView>,
}

/// What was opened since the record was. It lies where the keys lie, and goes with them.
#[derive(Default)]
pub(crate) struct Kept {
    rounds: RefCell<BTreeMap<RoundId, KeptRound>>,
    hands: RefCell<BTreeMap<EntryId, KeptHand>>,
    /// How often something was opened in earnest.
    #[cfg(test)]
    opened: std::cell::Cell<usize>,
}

/// What a round opened to, and what that followed from.
struct KeptRound {
    own: Vec<(DeviceId, EntryId)>,
    tries: Vec<OpeningTry>,
    opened: OpenedRound,
}

/// The places of a hand that both marked, and what that followed from.
struct KeptHand {
    tries: Vec<OpeningTry>,
    places: Vec<u8>,
}

impl Kept {
    /// Reads what a round opened to. `own` are one's own cells to which there is a secret, `tries` what may open the
    /// other's.
    pub(crate) fn round<T>(
        &self,
        round: RoundId,
        (own, tries): (Vec<(DeviceId, EntryId)>, Vec<OpeningTry>),
        open: impl FnOnce(&[(DeviceId, EntryId)], &[OpeningTry]) -> OpenedRound,
        read: impl FnOnce(&OpenedRound) -> T,
    ) -> T {
        if let Some(known) = self.rounds.borrow().get(&round).filter(|known| known.own == own && known.tries == tries) {
            return read(&known.opened);
        }
        let opened = self.count(|| open(&own, &tries), own.len() + tries.len());
        let told = read(&opened);
        self.rounds.borrow_mut().insert(round, KeptRound { own, tries, opened });
        told
    }

    /// The places of a hand that both marked.
    pub(crate) fn hand(&self, hand: &HandStatus, open: impl FnOnce() -> Vec<u8>) -> Vec<u8> {
        if let Some(known) = self.hands.borrow().get(&hand.hand).filter(|known| known.tries == hand.tries) {
            return known.places.clone();
        }
        let places = self.count(open, hand.tries.len());
        let kept = KeptHand { tries: hand.tries.clone(), places: places.clone() };
        self.hands.borrow_mut().insert(hand.hand, kept);
        places
    }

    #[cfg_attr(not(test), expect(clippy::unused_self, reason = "only tests count"))]
    fn count<T>(&self, open: impl FnOnce() -> T, _times: usize) -> T {
        #[cfg(test)]
        self.opened.set(self.opened.get() + _times);
        open()
    }

    /// How often something was opened in earnest.
    #[cfg(test)]
    pub(crate) fn opened(&self) -> usize {
        self.opened.get()
    }
}
