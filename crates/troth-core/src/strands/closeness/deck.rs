//! The deck of activities: the length, cost, effort and mood of each card.
//!
//! The shell holds the words of a card. The core knows its number, which is never reused. No card asks for touch, which
//! has its own pace. A hand is drawn by lot from the id of the entry that dealt it, so every device draws the same.

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::ids::EntryId;
use crate::kernel::lots::{mix, seed};

/// Cards of a hand. Every device posts a cell of 4 KiB for each card, so a hand is small. It never has fewer cards, so
/// that a partner cannot deal a single card as a question.
pub const HAND_CARDS: usize = 6;

/// Names a card: its number in the deck, from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(transparent)]
pub struct CardId(#[n(0)] pub u16);

/// How long it takes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum Lasts {
    /// Ten minutes.
    #[n(0)]
    TenMinutes,
    /// Half an hour.
    #[n(1)]
    HalfHour,
    /// An evening.
    #[n(2)]
    Evening,
    /// A day.
    #[n(3)]
    Day,
}

/// What it costs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum Cost {
    /// Nothing.
    #[n(0)]
    Nothing,
    /// A little.
    #[n(1)]
    Little,
    /// More.
    #[n(2)]
    More,
}

/// How much effort it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum Effort {
    /// Little.
    #[n(0)]
    Little,
    /// Some.
    #[n(1)]
    Middling,
    /// More.
    #[n(2)]
    Much,
}

/// What it is like.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum Mood {
    /// Quiet.
    #[n(0)]
    Quiet,
    /// Light.
    #[n(1)]
    Light,
    /// Outside.
    #[n(2)]
    Outside,
    /// Making something.
    #[n(3)]
    Making,
    /// Remembering.
    #[n(4)]
    Remembering,
    /// Side by side, with few words.
    #[n(5)]
    SideBySide,
    /// Doing good to somebody.
    #[n(6)]
    Caring,
}

/// The wishes for a hand. A wish that is left out allows everything.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Wanted {
    /// At most this long.
    #[n(0)]
    pub lasts: Option<Lasts>,
    /// At most this cost.
    #[n(1)]
    pub cost: Option<Cost>,
    /// At most this effort.
    #[n(2)]
    pub effort: Option<Effort>,
    /// Exactly this mood.
    #[n(3)]
    pub mood: Option<Mood>,
}

/// The facts of a card.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Card {
    /// How long it takes.
    pub lasts: Lasts,
    /// What it costs.
    pub cost: Cost,
    /// How much effort it is.
    pub effort: Effort,
    /// What it is like.
    pub mood: Mood,
}

impl Wanted {
    /// The number of wishes that a card does not meet.
    fn unmet(self, card: Card) -> usize {
        let unmet = [
            self.lasts.is_some_and(|most| card.lasts > most),
            self.cost.is_some_and(|most| card.cost > most),
            self.effort.is_some_and(|most| card.effort > most),
            self.mood.is_some_and(|mood| card.mood != mood),
        ];
        unmet.into_iter().filter(|unmet| *unmet).count()
    }
}

impl CardId {
    /// The facts of the card; `None` if this version's deck does not have it.
    pub fn card(self) -> Option<Card> {
        DECK.get(usize::from(self.0).checked_sub(1)?).copied()
    }
}

/// Draws the hand of the entry `dealt` from the first `deck` cards: the cards that meet the most wishes, by lot among
/// equals. The hand stays the same when the deck grows.
pub(super) fn draw(dealt: EntryId, wanted: Wanted, deck: u16) -> Vec<CardId> {
    let lots = seed(dealt.0.into_iter());
    let cards = (1..=deck).map(CardId).filter_map(|id| Some((id, id.card()?)));
    let mut drawn: Vec<_> = cards.map(|(id, card)| (wanted.unmet(card), mix(lots ^ u64::from(id.0)), id)).collect();
    drawn.sort_unstable();
    drawn.into_iter().take(HAND_CARDS).map(|(_, _, id)| id).collect()
}

const fn card(lasts: Lasts, cost: Cost, effort: Effort, mood: Mood) -> Card {
    Card { lasts, cost, effort, mood }
}

/// Cards of the deck.
pub const DECK_CARDS: u16 = 88;

/// The deck, by number. New cards are only added at the end.
pub const DECK: [Card; DECK_CARDS as usize] = [
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::Quiet), // 1 window-tea
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::SideBySide), // 2 one-song
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::Outside), // 3 one-star
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::Quiet), // 4 drawer-phones
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::Remembering), // 5 old-photo
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::Quiet), // 6 one-page
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::Light), // 7 draw-same
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::Light), // 8 letters-of-a-place
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::SideBySide), // 9 water-plants
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::Outside), // 10 around-block
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::Caring), // 11 small-note
    card(Lasts::TenMinutes, Cost::Little, Effort::Little, Mood::Light),  // 12 cut-fruit
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::Light), // 13 old-joke
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::Quiet), // 14 one-good-thing
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::SideBySide), // 15 fold-laundry
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::Quiet), // 16 listen-window
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::Light), // 17 guess-spices
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::SideBySide), // 18 stretch
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::Remembering), // 19 first-home
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Middling, Mood::Making), // 20 empty-drawer
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::Outside), // 21 watch-birds
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::Light), // 22 choose-dish
    card(Lasts::TenMinutes, Cost::Nothing, Effort::Little, Mood::Caring), // 23 thank-someone
    card(Lasts::TenMinutes, Cost::Little, Effort::Little, Mood::Quiet),  // 24 light-candle
    card(Lasts::HalfHour, Cost::Nothing, Effort::Little, Mood::Outside), // 25 bench
    card(Lasts::HalfHour, Cost::Little, Effort::Little, Mood::Outside),  // 26 bakery
    card(Lasts::HalfHour, Cost::Little, Effort::Middling, Mood::Making), // 27 pancakes
    card(Lasts::HalfHour, Cost::Little, Effort::Middling, Mood::SideBySide), // 28 jigsaw
    card(Lasts::HalfHour, Cost::Nothing, Effort::Little, Mood::Light),   // 29 easy-cards
    card(Lasts::HalfHour, Cost::Nothing, Effort::Little, Mood::Remembering), // 30 one-album
    card(Lasts::HalfHour, Cost::Little, Effort::Little, Mood::Remembering), // 31 postcard-ahead
    card(Lasts::HalfHour, Cost::Nothing, Effort::Little, Mood::SideBySide), // 32 listen-hands
    card(Lasts::HalfHour, Cost::Nothing, Effort::Middling, Mood::Making), // 33 draw-corner
    card(Lasts::HalfHour, Cost::Little, Effort::Middling, Mood::Making), // 34 plant-herbs
    card(Lasts::HalfHour, Cost::Nothing, Effort::Middling, Mood::Making), // 35 mend-one
    card(Lasts::HalfHour, Cost::Nothing, Effort::Little, Mood::Outside), // 36 by-water
    card(Lasts::HalfHour, Cost::Nothing, Effort::Little, Mood::Light),   // 37 paper-planes
    card(Lasts::HalfHour, Cost::Nothing, Effort::Little, Mood::Quiet),   // 38 book-for-you
    card(Lasts::HalfHour, Cost::Nothing, Effort::Little, Mood::Light),   // 39 follow-map
    card(Lasts::HalfHour, Cost::Little, Effort::Little, Mood::Quiet),    // 40 slow-chocolate
    card(Lasts::HalfHour, Cost::Nothing, Effort::Little, Mood::SideBySide), // 41 own-books
    card(Lasts::HalfHour, Cost::Little, Effort::Middling, Mood::Caring), // 42 neighbour
    card(Lasts::HalfHour, Cost::Nothing, Effort::Little, Mood::Remembering), // 43 dish-at-seven
    card(Lasts::HalfHour, Cost::Nothing, Effort::Little, Mood::Outside), // 44 watch-dusk
    card(Lasts::HalfHour, Cost::Nothing, Effort::Middling, Mood::Caring), // 45 give-clothes
    card(Lasts::HalfHour, Cost::Nothing, Effort::Little, Mood::Light),   // 46 take-turns-songs
    card(Lasts::HalfHour, Cost::Little, Effort::Middling, Mood::Making), // 47 knead-dough
    card(Lasts::HalfHour, Cost::Nothing, Effort::Little, Mood::SideBySide), // 48 crossword
    card(Lasts::HalfHour, Cost::Nothing, Effort::Little, Mood::Outside), // 49 bring-home
    card(Lasts::HalfHour, Cost::Nothing, Effort::Little, Mood::Remembering), // 50 first-month
    card(Lasts::HalfHour, Cost::Nothing, Effort::Middling, Mood::SideBySide), // 51 clean-window
    card(Lasts::Evening, Cost::Little, Effort::Middling, Mood::Making),  // 52 cook-aloud
    card(Lasts::Evening, Cost::Nothing, Effort::Little, Mood::Light),    // 53 film-at-fifteen
    card(Lasts::Evening, Cost::Nothing, Effort::Little, Mood::Quiet),    // 54 lamps-only
    card(Lasts::Evening, Cost::Little, Effort::Middling, Mood::Light),   // 55 floor-picnic
    card(Lasts::Evening, Cost::More, Effort::Middling, Mood::Light),     // 56 hear-music
    card(Lasts::Evening, Cost::Nothing, Effort::Middling, Mood::Light),  // 57 long-game
    card(Lasts::Evening, Cost::Nothing, Effort::Middling, Mood::Outside), // 58 visitors
    card(Lasts::Evening, Cost::Nothing, Effort::Middling, Mood::Making), // 59 soup
    card(Lasts::Evening, Cost::More, Effort::Much, Mood::Making),        // 60 one-class
    card(Lasts::Evening, Cost::Nothing, Effort::Middling, Mood::Remembering), // 61 box-of-letters
    card(Lasts::Evening, Cost::Little, Effort::Middling, Mood::Outside), // 62 dark-sky
    card(Lasts::Evening, Cost::Nothing, Effort::Much, Mood::Caring),     // 63 lend-hands
    card(Lasts::Evening, Cost::Little, Effort::Middling, Mood::SideBySide), // 64 swim
    card(Lasts::Evening, Cost::Little, Effort::Middling, Mood::Making),  // 65 one-sheet
    card(Lasts::Evening, Cost::Nothing, Effort::Middling, Mood::Light),  // 66 make-quiz
    card(Lasts::Evening, Cost::More, Effort::Little, Mood::Quiet),       // 67 order-for-you
    card(Lasts::Evening, Cost::More, Effort::Middling, Mood::Quiet),     // 68 late-museum
    card(Lasts::Evening, Cost::Nothing, Effort::Little, Mood::Outside),  // 69 walk-after-dark
    card(Lasts::Evening, Cost::Little, Effort::Middling, Mood::Caring),  // 70 make-gift
    card(Lasts::Evening, Cost::Nothing, Effort::Little, Mood::Remembering), // 71 songs-of-summer
    card(Lasts::Evening, Cost::Nothing, Effort::Little, Mood::SideBySide), // 72 mend-and-radio
    card(Lasts::Evening, Cost::Little, Effort::Middling, Mood::Making),  // 73 slow-cake
    card(Lasts::Day, Cost::More, Effort::Much, Mood::Outside),           // 74 unknown-station
    card(Lasts::Day, Cost::More, Effort::Middling, Mood::Outside),       // 75 lake-day
    card(Lasts::Day, Cost::Little, Effort::Much, Mood::Outside),         // 76 long-walk
    card(Lasts::Day, Cost::Nothing, Effort::Much, Mood::SideBySide),     // 77 garden-day
    card(Lasts::Day, Cost::More, Effort::Middling, Mood::Making),        // 78 market
    card(Lasts::Day, Cost::More, Effort::Middling, Mood::Remembering),   // 79 good-place
    card(Lasts::Day, Cost::Nothing, Effort::Little, Mood::Quiet),        // 80 nothing-planned
    card(Lasts::Day, Cost::Little, Effort::Middling, Mood::Caring),      // 81 good-friends
    card(Lasts::Day, Cost::More, Effort::Much, Mood::Making),            // 82 change-room
    card(Lasts::Day, Cost::Little, Effort::Much, Mood::Outside),         // 83 bicycles
    card(Lasts::Day, Cost::More, Effort::Much, Mood::Making),            // 84 learn-making
    card(Lasts::Day, Cost::Little, Effort::Middling, Mood::Remembering), // 85 ask-elders
    card(Lasts::Day, Cost::More, Effort::Middling, Mood::Quiet),         // 86 rainy-day
    card(Lasts::Day, Cost::Nothing, Effort::Much, Mood::Caring),         // 87 two-pairs-of-hands
    card(Lasts::Day, Cost::Nothing, Effort::Middling, Mood::SideBySide), // 88 quiet-woods
];
