//! One's own ratings: how trust, talking and load feel, 0 to 10, and once a week whether it was too much; for nobody else.

use minicbor::{Decode, Encode};

use crate::codec::{bounded, events};
use crate::decide::Refusal;
use crate::entry::Entry;
use crate::event::Draft;
use crate::fold::State;
use crate::ids::EntryId;
use crate::text::Words;
use crate::time::{CivilDate, WallTime};

/// The highest point of a scale.
pub const POINTS_MAX: u8 = 10;
/// The highest of "more than I can cope with".
pub const TOO_MUCH_MAX: u8 = 4;
/// Days that "more than I can cope with" looks back on, and so the days before it is asked for again (care 32).
pub const TOO_MUCH_DAYS: i64 = 7;

events! {
    /// One's own ratings; own stream, kinds 500-599.
    pub enum RatingEvent {
        /// A rating.
        Rated(Rated) = 500,
        /// "It is too much now."
        TooMuchNow(TooMuchNow) = 501,
    }
}

bounded! {
    /// A point on a scale from 0 to [`POINTS_MAX`].
    Points, (0..=POINTS_MAX)
}
bounded! {
    /// How far the past week was more than I can cope with, from 0 to [`TOO_MUCH_MAX`].
    TooMuch, (0..=TOO_MUCH_MAX)
}

/// How it feels now. Each may be left out.
#[derive(Clone, Default, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct Rated {
    /// My trust: a feeling of my own, not a mark for anybody.
    #[n(0)]
    pub trust: Option<Points>,
    /// How safe it feels to talk.
    #[n(1)]
    pub safe_to_talk: Option<Points>,
    /// How much I carry.
    #[n(2)]
    pub load: Option<Points>,
    /// In my own words.
    #[n(3)]
    pub note: Option<Words>,
    /// Whether the past week was more than I can cope with. Offered once a week.
    #[n(4)]
    pub too_much: Option<TooMuch>,
}

/// Empty on purpose: one tap, and nobody has to find words for it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct TooMuchNow {}

/// One's own ratings in the order of the log.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Ratings {
    kept: Vec<Rating>,
    too_much: Vec<WallTime>,
}

/// One rating.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rating {
    /// The entry that holds it.
    pub entry: EntryId,
    /// When it was made.
    pub written: WallTime,
    /// What it says.
    pub rated: Rated,
}

/// What a partner wants to do with their ratings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RatingCommand {
    /// Rate how it feels now.
    Rate(Rated),
    /// Say that it is too much now.
    SayTooMuch,
}

impl Ratings {
    /// All of them, in the order of the log.
    pub fn kept(&self) -> &[Rating] {
        &self.kept
    }

    /// The one made last, by one's own clock.
    pub fn latest(&self) -> Option<&Rating> {
        self.kept.iter().max_by_key(|rating| rating.written.unix_ms)
    }

    /// When it was said to be too much, in the order of the log.
    pub fn too_much(&self) -> &[WallTime] {
        &self.too_much
    }

    /// Whether it was said to be too much on that day.
    pub fn is_too_much_on(&self, date: CivilDate) -> bool {
        self.too_much.iter().any(|said| said.date() == date)
    }

    /// Whether "more than I can cope with" is offered: once in the days that it looks back on, and to the end of the day
    /// on which it was answered, as an answer can be changed until then (care 32).
    pub fn offers_too_much(&self, today: CivilDate) -> bool {
        let answered = self.kept.iter().filter(|rating| rating.rated.too_much.is_some());
        let last = answered.map(|rating| rating.written.date()).filter(|date| *date < today).max();
        last.is_none_or(|last| today.days_since(last) >= TOO_MUCH_DAYS)
    }

    pub(crate) fn fold(&mut self, entry: &Entry, event: &RatingEvent) {
        match event {
            RatingEvent::Rated(rated) => {
                self.kept.push(Rating { entry: entry.id, written: entry.written, rated: rated.clone() });
            }
            RatingEvent::TooMuchNow(_) => self.too_much.push(entry.written),
        }
    }
}

pub(crate) fn decide(state: &State<'_>, now: WallTime, command: RatingCommand) -> Result<Vec<Draft>, Refusal> {
    match command {
        RatingCommand::Rate(rated) if rated == Rated::default() => Err(Refusal::NothingSaid),
        RatingCommand::Rate(rated) => Ok(vec![Draft::own(RatingEvent::Rated(rated))]),
        RatingCommand::SayTooMuch if state.own.ratings.is_too_much_on(now.date()) => Err(Refusal::AlreadyDone),
        RatingCommand::SayTooMuch => Ok(vec![Draft::own(RatingEvent::TooMuchNow(TooMuchNow {}))]),
    }
}
