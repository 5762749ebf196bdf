//! Hands of activities: a few cards that both partners mark in private. A mark opens only if both marked (care 13).
//!
//! A hand is a sealed round with a place for each card. Marks wait on the device on which they were made. Shortly before
//! the hand is over every device posts a cell for each card, an answer for a card that is liked and a blank for each
//! other, and what both marked opens when it is over. So a one-sided mark stays secret: no screen, no record on the
//! partner's device and no moment reveals it. A mark ends with its hand.

use std::collections::{BTreeMap, BTreeSet};

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
    CELLS_OWED_DAYS, CellBytes, DUTIES_MAX, GATHERING_MINUTES, OpeningBytes, OpeningTry, PostedCells, SealedRound,
    SecretBytes, Stage, owes_since,
};

use super::ClosenessEvent;
use super::deck::{CardId, DECK_CARDS, Wanted, draw};
use super::own::OwnCloseness;

/// Hours for which a hand is open: two evenings, so that nobody has to hurry.
pub const HAND_HOURS: u16 = 48;
/// The most cards of a hand that a partner marks: a partner who marks all learns every mark of the other.
pub const MARKS_MAX: usize = 2;
/// The most hands of one partner in a day. Further ones are void, because each hand makes every device of both post. It
/// is more than one, because two devices of a partner may deal while they are offline.
pub const HANDS_PER_DAY_MAX: usize = 3;
/// Days for which a hand is shown, so that no mark stands for ever.
pub const HAND_SHOWN_DAYS: u32 = 28;

const MINUTE_MS: i64 = 60_000;

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
/// It holds a secret for every card, marked or not, so that its size does not tell the relay the number of marks. Every
/// device writes one with its cells, also where nothing was marked.
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
    /// The moment at which it is over, and what both marked opens.
    pub ends: WallTime,
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
    /// The devices gather, or the hand is over, and this device posted nothing: post a cell for each card.
    PostCells {
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

    /// The unix time in milliseconds at which the hand is over, and what both marked opens.
    fn ends_at(&self) -> i64 {
        self.written.plus_hours(HAND_HOURS).unix_ms
    }

    fn is_over(&self, now: WallTime) -> bool {
        now.unix_ms >= self.ends_at()
    }

    /// Whether the time for marks is past, and devices post their cells.
    fn gathers(&self, now: WallTime) -> bool {
        now.unix_ms >= self.ends_at().saturating_sub(i64::from(GATHERING_MINUTES) * MINUTE_MS)
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
    /// The hands whose marks wait on this device.
    pub(crate) held: &'a BTreeSet<EntryId>,
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
        let is_closed = hand.gathers(self.now) || self.has_marked(id);
        let stage = match (hand.is_over(self.now), is_closed) {
            (true, _) => Stage::Ended,
            (false, true) => Stage::Waiting,
            (false, false) => Stage::Open,
        };
        let tries = hand.round.tries(self.actor, |device| self.own.marks(id, device).is_some());
        let tries = tries.filter(|_| stage == Stage::Ended).collect();
        let ends = WallTime { unix_ms: hand.ends_at(), ..self.now };
        HandStatus { hand: id, ends, stage, date: hand.written.date(), cards: hand.cards.clone(), tries }
    }

    /// Whether the actor marked cards of a hand, on any device as far as this one knows.
    fn has_marked(&self, hand: EntryId) -> bool {
        self.own.has_marked(hand) || self.held.contains(&hand)
    }

    /// The hands that are not over, and that this device takes part in, each with the unix time in milliseconds at which
    /// it is.
    pub(crate) fn ahead(&self) -> Vec<(EntryId, i64)> {
        let Some(since) = owes_since(self.members, self.actor) else { return Vec::new() };
        let dealt = self.hands.dealt.iter();
        let ahead = dealt.filter(|(_, hand)| !hand.is_over(self.now) && hand.written.date() >= since);
        ahead.map(|(id, hand)| (*id, hand.ends_at())).collect()
    }

    /// Whether marks that wait on this device may still be posted: not once this device posted cells, and not once no
    /// device posts any more. A hand that this device does not know yet may come.
    pub(crate) fn is_waiting(&self, id: EntryId) -> bool {
        let last = self.now.date().minus_days(CELLS_OWED_DAYS);
        self.hands
            .dealt
            .get(&id)
            .is_none_or(|hand| hand.round.of_device(self.actor.device).is_none() && hand.written.date() >= last)
    }

    /// What this device has to post now, at most [`DUTIES_MAX`] duties.
    pub(crate) fn duties(&self) -> Vec<HandDuty> {
        let Some(since) = owes_since(self.members, self.actor) else { return Vec::new() };
        let since = since.max(self.now.date().minus_days(CELLS_OWED_DAYS));
        let dealt = &self.hands.dealt;
        let cells = dealt.iter().filter(|(_, hand)| hand.written.date() >= since && self.owes_cells(hand));
        let cells = cells.map(|(id, _)| HandDuty::PostCells { hand: *id });
        let openings = dealt.iter().flat_map(|(id, hand)| {
            let owed = hand.round.openings_owed(self.actor).into_iter();
            owed.map(|[own_cells, their_cells]| HandDuty::PostOpenings { hand: *id, own_cells, their_cells })
        });
        cells.chain(openings).take(DUTIES_MAX).collect()
    }

    fn owes_cells(&self, hand: &Hand) -> bool {
        hand.gathers(self.now) && hand.round.of_device(self.actor.device).is_none()
    }
}

/// What a partner or their device wants to do about hands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HandCommand {
    /// Deal a hand.
    Deal(Wanted),
    /// Post the cells that this device owes: the marks that waited here, or blanks.
    PostCells {
        /// The hand.
        hand: EntryId,
        /// A cell for each card.
        cells: Vec<CellBytes>,
        /// A mark for each card, liked where its cell is an answer.
        marks: Vec<Mark>,
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
        HandCommand::PostCells { hand, cells, marks } => {
            hands.owes(HandDuty::PostCells { hand })?;
            within_marks(marks.iter().filter(|mark| mark.liked).count())?;
            let kept = ClosenessEvent::HandMarked(HandMarked { hand, marks });
            vec![kept, ClosenessEvent::HandCellsPosted(HandCellsPosted { hand, cells })]
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

    /// Whether this many cards may be marked now; the marks then wait on this device.
    pub(crate) fn may_mark(&self, id: EntryId, liked: usize) -> Result<(), Refusal> {
        let hand = self.hands.dealt.get(&id).ok_or(Refusal::NothingThere)?;
        if self.has_marked(id) || hand.round.of_device(self.actor.device).is_some() {
            return Err(Refusal::AlreadyDone);
        }
        let since = owes_since(self.members, self.actor);
        // A device posts nothing for a hand of before it was added, so marks would stay on it.
        let takes_part = since.is_some_and(|since| hand.written.date() >= since);
        if hand.gathers(self.now) || !takes_part {
            return Err(Refusal::HandIsOver);
        }
        within_marks(liked)
    }

    fn owes(&self, duty: HandDuty) -> Result<(), Refusal> {
        if self.duties().contains(&duty) { Ok(()) } else { Err(Refusal::AlreadyDone) }
    }
}

fn within_marks(liked: usize) -> Result<(), Refusal> {
    if liked <= MARKS_MAX { Ok(()) } else { Err(Refusal::TooManyMarks { limit: MARKS_MAX }) }
}
