//! Hands of activities: a few cards that both partners mark in private. A mark opens only if both marked (care 13).
//!
//! A hand is a sealed round with a place for each card. A partner who marks seals an answer for each card they would
//! like and a blank for each other card, in one step. Every other device posts blanks when the hand is over. So a
//! one-sided mark stays secret: no screen and no record on the partner's device reveals it. A mark ends with its hand.

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

/// Hours for which a hand is open: two evenings, so that nobody has to hurry.
pub const HAND_HOURS: u16 = 48;
/// The most hands of one partner in a day. Further ones are void, because each hand makes every device of both post. It
/// is more than one, because two devices of a partner may deal while they are offline.
pub const HANDS_PER_DAY_MAX: usize = 3;
/// Days for which a hand is shown, so that no mark stands for ever.
pub const HAND_SHOWN_DAYS: u32 = 28;

/// The first byte of a card's context. It separates cards from check-in rounds, whose contexts begin with 0 or 1.
const CARD_CONTEXT: u8 = 2;

/// A dealt hand.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct HandDealt {
    /// The wishes for the hand.
    #[n(0)]
    pub wanted: Wanted,
    /// The number of cards in the deck of the dealing device.
    #[n(1)]
    pub deck: u16,
}

/// The cells of one device for a hand, one for each card. Only the first cells that a device posts count.
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

/// Openings of the author's cells towards the cells of one device of the other partner.
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

/// The author's marks, with the secrets of the writing device's cells, in the own stream.
///
/// It holds a secret for every card, marked or not, so that its size does not tell the relay the number of marks.
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

/// Whether the author would like the activity of a card.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct Mark {
    /// "I'd like that."
    #[n(0)]
    pub liked: bool,
    /// The secret that opens the cell; without a mark, a spare one that opens nothing.
    #[n(1)]
    pub secret: SecretBytes,
}

/// Hands of a space.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Hands {
    dealt: ById<Hand>,
    /// The number of hands that a partner dealt on a day of their own calendar.
    dealt_on: BTreeMap<(PartnerId, CivilDate), usize>,
}

/// A hand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hand {
    /// The partner who dealt it.
    pub author: PartnerId,
    /// When it was dealt, by their clock.
    pub written: WallTime,
    /// The cards, in the order of their places.
    pub cards: Vec<CardId>,
    round: SealedRound,
}

/// A hand as this partner sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandStatus {
    /// The entry that dealt it.
    pub hand: EntryId,
    /// Its stage for this partner.
    pub stage: Stage,
    /// The date on which it was dealt.
    pub date: CivilDate,
    /// The cards, in the order of their places.
    pub cards: Vec<CardId>,
    /// Openings that may reveal cards. The app lets the vault try those of the cards that this partner marked.
    pub tries: Vec<OpeningTry>,
}

/// What a device owes a hand, whether or not its partner marked a card.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum HandDuty {
    /// The hand is over and this device posted nothing: post a blank for each card.
    PostBlanks {
        /// The hand.
        hand: EntryId,
    },
    /// Both partners posted cells: post openings of the own cells towards the other partner's.
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
    /// The context under which the vault seals a card's cells: bytes that name only this card of this hand.
    pub fn context(hand: EntryId, card: CardId) -> Vec<u8> {
        to_bytes(&(CARD_CONTEXT, hand, card))
    }

    /// The cells that an entry posted.
    pub fn posted(&self, entry: EntryId) -> Option<&PostedCells> {
        self.round.posted(entry)
    }

    /// Whether both partners posted cells, marked or blank.
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

/// The hands of a space, as one partner sees them on one device.
#[derive(Clone, Copy)]
pub(crate) struct HandsSeen<'a> {
    /// Hands, with their cells and openings.
    pub(crate) hands: &'a Hands,
    /// The members, and their rest.
    pub(crate) members: &'a Members,
    /// The actor's marks.
    pub(crate) own: &'a OwnCloseness,
    /// The partner and device.
    pub(crate) actor: &'a Actor,
    /// The time now.
    pub(crate) now: WallTime,
}

impl HandsSeen<'_> {
    /// The hands of the last [`HAND_SHOWN_DAYS`] days, latest first.
    pub(crate) fn listed(&self) -> Vec<HandStatus> {
        let since = self.now.date().minus_days(HAND_SHOWN_DAYS);
        let shown = self.hands.dealt.iter().filter(|(_, hand)| hand.written.date() >= since);
        let mut views: Vec<_> = shown.map(|(id, hand)| self.view(*id, hand)).collect();
        views.sort_by_key(|view| core::cmp::Reverse((view.date, view.hand)));
        views
    }

    fn view(&self, id: EntryId, hand: &Hand) -> HandStatus {
        let stage = match (hand.is_over(self.now), self.own.has_marked(id)) {
            (true, _) => Stage::Ended,
            (false, true) => Stage::Waiting,
            (false, false) => Stage::Open,
        };
        let tries = hand.round.tries(self.actor, |device| self.own.marks(id, device).is_some());
        HandStatus { hand: id, stage, date: hand.written.date(), cards: hand.cards.clone(), tries: tries.collect() }
    }

    /// What this device has to post now, at most [`DUTIES_MAX`] duties.
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

/// What a partner or their device wants to do about hands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HandCommand {
    /// Deal a hand.
    Deal(Wanted),
    /// Seal marks: the cells go to the shared stream, their secrets to the own stream.
    Mark {
        /// The hand.
        hand: EntryId,
        /// A cell for each card.
        cells: Vec<CellBytes>,
        /// A mark for each card.
        marks: Vec<Mark>,
    },
    /// Post blanks that this device owes.
    PostBlanks {
        /// The hand.
        hand: EntryId,
        /// A cell for each card.
        cells: Vec<CellBytes>,
    },
    /// Post openings that this device owes.
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

/// Decides about hands of a linked space.
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
    /// Allows one hand at a time. Only the clock decides: a refusal that depended on marks would reveal the partner's.
    fn may_deal(&self) -> Result<(), Refusal> {
        let now = self.now;
        if self.members.resting(now.date()).is_some() {
            return Err(Refusal::Resting);
        }
        // A hand that a wrong clock dated far ahead must not block new ones until that date.
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
