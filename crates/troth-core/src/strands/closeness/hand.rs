//! Hands of activities: a few cards that both mark in private, and that open only where both marked (care 13).
//!
//! A hand is a sealed round with a place for each card. Whoever marks seals an answer for each card that they would like
//! and a blank for each other one, in one go; every other device posts blanks when the hand is over. So a one-sided mark
//! is learnt by nobody: not on a screen, and not from the record on the other's device. A mark ends with its hand.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::codec::to_bytes;
use crate::kernel::header::{Actor, Signed};
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::refusal::Refusal;
use crate::kernel::time::{CivilDate, WallTime};
use crate::strands::membership::Members;
use crate::strands::sealed::{
    BLANKS_OWED_DAYS, CellBytes, DUTIES_MAX, OpeningBytes, OpeningTry, PostedCells, SealedRound, SecretBytes, Stage,
    owes_since,
};

use super::ClosenessEvent;
use super::deck::{CardId, DECK_CARDS, Wanted, draw};
use super::own::OwnCloseness;

/// How long a hand lies open, in hours: two evenings, and nobody has to be quick.
pub const HAND_HOURS: u16 = 48;
/// Hands that one partner deals on one day and that count: every hand makes each device of the other post. One at a time
/// lies open anyway; a few leave room for one's own devices that dealt while they were apart.
pub const HANDS_PER_DAY_MAX: usize = 3;
/// Days for which what both marked is shown; nothing stands for ever.
pub const HAND_SHOWN_DAYS: u32 = 28;

/// Sets the contexts of cards apart from those of check-in rounds, which begin with 0 or 1.
const CARD_CONTEXT: u8 = 2;

/// Lays out a hand.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct HandDealt {
    /// What it is to be like.
    #[n(0)]
    pub wanted: Wanted,
    /// How many cards the deck has for whoever deals.
    #[n(1)]
    pub deck: u16,
}

/// One device's cells for a hand, one for each card. The first that a device posts are the ones that count.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct HandCellsPosted {
    /// The entry that dealt it.
    #[n(0)]
    pub hand: EntryId,
    /// The cells.
    #[n(1)]
    pub cells: Vec<CellBytes>,
}

/// Openings of one's own cells towards those of one device of the other's.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct HandOpeningsPosted {
    /// The entry that dealt it.
    #[n(0)]
    pub hand: EntryId,
    /// The author's cells.
    #[n(1)]
    pub own_cells: EntryId,
    /// The other partner's cells.
    #[n(2)]
    pub their_cells: EntryId,
    /// The openings, one for each card.
    #[n(3)]
    pub openings: Vec<OpeningBytes>,
}

/// What one marked, and what opens the cells of the device that writes it: own stream, for nobody else.
///
/// It holds a secret for every card, marked or not, so that its size does not count the marks for whoever runs the relay.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct HandMarked {
    /// The entry that dealt it.
    #[n(0)]
    pub hand: EntryId,
    /// One for each card.
    #[n(1)]
    pub marks: Vec<Mark>,
}

/// Whether one would like what a card says.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct Mark {
    /// "I'd like that."
    #[n(0)]
    pub liked: bool,
    /// What opens the cell; without a mark a spare one that opens nothing.
    #[n(1)]
    pub secret: SecretBytes,
}

/// Hands of a space.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Hands {
    dealt: ById<Hand>,
    /// How many a partner dealt on a day, by their own calendar.
    dealt_on: BTreeMap<(PartnerId, CivilDate), usize>,
}

/// One hand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hand {
    /// Who dealt it.
    pub author: PartnerId,
    /// When, by their clock.
    pub written: WallTime,
    /// The cards, in the order of their places.
    pub cards: Vec<CardId>,
    round: SealedRound,
}

/// A hand as this partner sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandView {
    /// The entry that dealt it.
    pub hand: EntryId,
    /// What it is to this partner.
    pub stage: Stage,
    /// The date on which it was dealt.
    pub date: CivilDate,
    /// The cards, in the order of their places.
    pub cards: Vec<CardId>,
    /// Openings by which cards may be read; the app lets the vault try those that one marked.
    pub tries: Vec<OpeningTry>,
}

/// What this device owes a hand, whether or not its partner marked anything.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum HandDuty {
    /// Its time is over and this device posted nothing: post a blank for each card.
    PostBlanks {
        /// The hand.
        hand: EntryId,
    },
    /// Both partners have cells in: post openings of one's own towards theirs.
    PostOpenings {
        /// The hand.
        hand: EntryId,
        /// This device's cells.
        own_cells: EntryId,
        /// The other partner's cells.
        their_cells: EntryId,
    },
}

impl Hand {
    /// Bytes that name one card of this hand and nothing else: the context to seal its cells under.
    pub fn context(hand: EntryId, card: CardId) -> Vec<u8> {
        to_bytes(&(CARD_CONTEXT, hand, card))
    }

    /// What a device posted.
    pub fn posted(&self, entry: EntryId) -> Option<&PostedCells> {
        self.round.posted(entry)
    }

    /// Whether both partners have cells in, marked or blank.
    pub fn is_in_from_both(&self) -> bool {
        self.round.partners().len() == 2
    }

    fn is_over(&self, now: WallTime) -> bool {
        now.unix_ms >= self.written.plus_hours(HAND_HOURS).unix_ms
    }
}

impl Hands {
    /// Every hand, by the entry that dealt it.
    pub fn dealt(&self) -> &ById<Hand> {
        &self.dealt
    }

    pub(super) fn deal(&mut self, signed: Signed<'_>, dealt: &HandDealt) -> Result<(), AnomalyKind> {
        let (id, author, written) = (signed.header.id, signed.author, signed.header.written);
        let so_far = self.dealt_on.entry((author, written.date())).or_default();
        if *so_far >= HANDS_PER_DAY_MAX {
            return Err(AnomalyKind::TooManyRounds);
        }
        *so_far += 1;
        let cards = draw(id, dealt.wanted, dealt.deck);
        self.dealt.insert(id, Hand { author, written, cards, round: SealedRound::default() });
        Ok(())
    }

    pub(super) fn post(&mut self, signed: Signed<'_>, posted: &HandCellsPosted) -> Result<(), AnomalyKind> {
        let hand = self.dealt.get_mut(&posted.hand).ok_or(AnomalyKind::NothingThere)?;
        hand.round.post(signed, &posted.cells)
    }

    pub(super) fn open(&mut self, signed: Signed<'_>, posted: &HandOpeningsPosted) -> Result<(), AnomalyKind> {
        let hand = self.dealt.get_mut(&posted.hand).ok_or(AnomalyKind::NothingThere)?;
        hand.round.open(signed, [posted.own_cells, posted.their_cells], &posted.openings)
    }
}

/// The hands of a space as one partner sees them on one device.
#[derive(Clone, Copy)]
pub(crate) struct HandsSeen<'a> {
    /// Hands and what was posted for them.
    pub(crate) hands: &'a Hands,
    /// Who is here, and when the programme rests.
    pub(crate) members: &'a Members,
    /// Own marks.
    pub(crate) own: &'a OwnCloseness,
    /// Who looks, on which device.
    pub(crate) actor: &'a Actor,
    /// When.
    pub(crate) now: WallTime,
}

impl HandsSeen<'_> {
    /// The hands of the last [`HAND_SHOWN_DAYS`] days, the latest first.
    pub(crate) fn listed(&self) -> Vec<HandView> {
        let since = self.now.date().minus_days(HAND_SHOWN_DAYS);
        let shown = self.hands.dealt.iter().filter(|(_, hand)| hand.written.date() >= since);
        let mut views: Vec<_> = shown.map(|(id, hand)| self.view(*id, hand)).collect();
        views.sort_by_key(|view| core::cmp::Reverse((view.date, view.hand)));
        views
    }

    fn view(&self, id: EntryId, hand: &Hand) -> HandView {
        let stage = match (hand.is_over(self.now), self.own.has_marked(id)) {
            (true, _) => Stage::Ended,
            (false, true) => Stage::Waiting,
            (false, false) => Stage::Open,
        };
        let tries = hand.round.tries(self.actor, |device| self.own.marks(id, device).is_some());
        HandView { hand: id, stage, date: hand.written.date(), cards: hand.cards.clone(), tries }
    }

    /// What this device has to post now, at most [`DUTIES_MAX`] things.
    pub(crate) fn duties(&self) -> Vec<HandDuty> {
        let Some(since) = owes_since(self.members, self.actor) else { return Vec::new() };
        let since = since.max(self.now.date().minus_days(BLANKS_OWED_DAYS));
        let dealt = &self.hands.dealt;
        let blanks = dealt.iter().filter(|(_, hand)| hand.written.date() >= since && self.owes_blanks(hand));
        let blanks = blanks.map(|(id, _)| HandDuty::PostBlanks { hand: *id });
        let openings = dealt.iter().flat_map(|(id, hand)| {
            let owed = hand.round.openings_owed(self.actor).into_iter();
            owed.map(|[own_cells, their_cells]| HandDuty::PostOpenings { hand: *id, own_cells, their_cells })
        });
        blanks.chain(openings).take(DUTIES_MAX).collect()
    }

    fn owes_blanks(&self, hand: &Hand) -> bool {
        hand.is_over(self.now) && hand.round.of_device(self.actor.device).is_none()
    }
}

/// What a partner, or their device, wants to do about hands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HandCommand {
    /// Lay out a hand.
    Deal(Wanted),
    /// Seal one's marks: the cells for the shared stream and what opens them for the own one.
    Mark {
        /// The hand.
        hand: EntryId,
        /// A cell for each card.
        cells: Vec<CellBytes>,
        /// What was marked, for each card.
        marks: Vec<Mark>,
    },
    /// Post the blanks this device owes.
    PostBlanks {
        /// The hand.
        hand: EntryId,
        /// A cell for each card.
        cells: Vec<CellBytes>,
    },
    /// Post openings this device owes.
    PostOpenings {
        /// The hand.
        hand: EntryId,
        /// This device's cells.
        own_cells: EntryId,
        /// The other partner's cells.
        their_cells: EntryId,
        /// The openings.
        openings: Vec<OpeningBytes>,
    },
}

/// Decides about a hand of a space that is linked.
pub(super) fn decide(hands: &HandsSeen<'_>, command: HandCommand) -> Result<Vec<ClosenessEvent>, Refusal> {
    Ok(match command {
        HandCommand::Deal(wanted) => {
            hands.may_deal()?;
            vec![ClosenessEvent::HandDealt(HandDealt { wanted, deck: DECK_CARDS })]
        }
        HandCommand::Mark { hand, cells, marks } => {
            hands.may_mark(hand)?;
            let kept = ClosenessEvent::HandMarked(HandMarked { hand, marks });
            vec![kept, ClosenessEvent::HandCellsPosted(HandCellsPosted { hand, cells })]
        }
        HandCommand::PostBlanks { hand, cells } => {
            hands.owes(HandDuty::PostBlanks { hand })?;
            vec![ClosenessEvent::HandCellsPosted(HandCellsPosted { hand, cells })]
        }
        HandCommand::PostOpenings { hand, own_cells, their_cells, openings } => {
            hands.owes(HandDuty::PostOpenings { hand, own_cells, their_cells })?;
            let posted = HandOpeningsPosted { hand, own_cells, their_cells, openings };
            vec![ClosenessEvent::HandOpeningsPosted(posted)]
        }
    })
}

impl HandsSeen<'_> {
    /// One hand at a time. Only the clock counts here: were it the marks, a refusal would tell of the other's.
    fn may_deal(&self) -> Result<(), Refusal> {
        let now = self.now;
        if self.members.resting(now.date()).is_some() {
            return Err(Refusal::Resting);
        }
        // A hand that a wrong clock dated far ahead would otherwise lie there until then.
        let is_near = |hand: &Hand| hand.written.unix_ms <= now.plus_hours(HAND_HOURS).unix_ms;
        let lies_open = self.hands.dealt.values().any(|hand| is_near(hand) && !hand.is_over(now));
        let today = self.hands.dealt_on.get(&(self.actor.partner, now.date())).copied().unwrap_or(0);
        if lies_open || today >= HANDS_PER_DAY_MAX { Err(Refusal::HandLiesOpen) } else { Ok(()) }
    }

    fn may_mark(&self, id: EntryId) -> Result<(), Refusal> {
        let hand = self.hands.dealt.get(&id).ok_or(Refusal::NothingThere)?;
        if self.own.has_marked(id) || hand.round.of_device(self.actor.device).is_some() {
            return Err(Refusal::AlreadyDone);
        }
        if hand.is_over(self.now) { Err(Refusal::HandIsOver) } else { Ok(()) }
    }

    fn owes(&self, duty: HandDuty) -> Result<(), Refusal> {
        if self.duties().contains(&duty) { Ok(()) } else { Err(Refusal::AlreadyDone) }
    }
}
