//! Private ratings: trust, safe to talk and load, 0 to 10, and once a week whether it was too much. Own stream only.

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::codec::{bounded, events};
use crate::kernel::header::Header;
use crate::kernel::ids::EntryId;
use crate::kernel::refusal::Refusal;
use crate::kernel::telling::untold;
use crate::kernel::text::Words;
use crate::kernel::time::{CivilDate, WallTime};

/// The highest point of a scale.
pub const POINTS_MAX: u8 = 10;
/// The highest point of "more than I can cope with".
pub const TOO_MUCH_MAX: u8 = 4;
/// Days that "more than I can cope with" asks about, and so the days until it is offered again (care 32).
pub const TOO_MUCH_DAYS: i64 = 7;

events! {
    /// Private ratings; own stream, kinds 500-599.
    pub enum RatingEvent in 500..=599 {
        /// A rating.
        Rated = 500, Own, "rated", untold;
        /// "It is too much now."
        TooMuchNow = 501, Own, -, untold;
        /// What was said today with one tap is taken back: a slip, or somebody else's finger (care 48).
        TooMuchTakenBack = 502, Own, -, untold;
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
#[derive(Clone, Default, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Rated {
    /// The author's own trust: a feeling, not a mark for the partner.
    #[n(0)]
    pub trust: Option<Points>,
    /// How safe it feels to talk.
    #[n(1)]
    pub safe_to_talk: Option<Points>,
    /// The author's load.
    #[n(2)]
    pub load: Option<Points>,
    /// The author's words.
    #[n(3)]
    pub note: Option<Words>,
    /// Whether the past week was more than the author can cope with. Offered once a week.
    #[n(4)]
    pub too_much: Option<TooMuch>,
}

/// "It is too much now." Empty on purpose: a tap is enough, without any words.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct TooMuchNow {}

/// "It is too much now", said today, is taken back.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct TooMuchTakenBack {}

/// The ratings of a partner, in the order of the log.
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

impl Ratings {
    /// All of them, in the order of the log.
    pub fn kept(&self) -> &[Rating] {
        &self.kept
    }

    /// The latest rating, by the author's clock.
    pub fn latest(&self) -> Option<&Rating> {
        self.kept.iter().max_by_key(|rating| rating.written.unix_ms)
    }

    /// The times of "it is too much now", in the order of the log.
    pub fn too_much(&self) -> &[WallTime] {
        &self.too_much
    }

    /// Whether the partner said "it is too much now" on that day.
    pub fn is_too_much_on(&self, date: CivilDate) -> bool {
        self.too_much.iter().any(|said| said.date() == date)
    }

    /// Whether "more than I can cope with" is offered: once in [`TOO_MUCH_DAYS`], and until the end of the day of an
    /// answer, because the partner can change the answer until then (care 32).
    pub fn offers_too_much(&self, today: CivilDate) -> bool {
        let answered = self.kept.iter().filter(|rating| rating.rated.too_much.is_some());
        let last = answered.map(|rating| rating.written.date()).filter(|date| *date < today).max();
        last.is_none_or(|last| today.days_since(last) >= TOO_MUCH_DAYS)
    }

    pub(crate) fn fold(&mut self, header: &Header, event: &RatingEvent) -> Result<(), AnomalyKind> {
        match event {
            RatingEvent::Rated(rated) => {
                self.kept.push(Rating { entry: header.id, written: header.written, rated: rated.clone() });
            }
            RatingEvent::TooMuchNow(_) => self.too_much.push(header.written),
            RatingEvent::TooMuchTakenBack(_) => {
                let day = header.written.date();
                self.too_much.retain(|said| said.date() != day);
            }
        }
        Ok(())
    }
}

/// Decides whether a partner may write `event`.
pub(crate) fn decide(ratings: &Ratings, now: WallTime, event: RatingEvent) -> Result<Vec<RatingEvent>, Refusal> {
    match &event {
        RatingEvent::Rated(rated) if *rated == Rated::default() => Err(Refusal::NothingSaid),
        RatingEvent::TooMuchNow(_) if ratings.is_too_much_on(now.date()) => Err(Refusal::AlreadyDone),
        RatingEvent::TooMuchTakenBack(_) if !ratings.is_too_much_on(now.date()) => Err(Refusal::NothingThere),
        RatingEvent::Rated(_) | RatingEvent::TooMuchNow(_) | RatingEvent::TooMuchTakenBack(_) => Ok(vec![event]),
    }
}
