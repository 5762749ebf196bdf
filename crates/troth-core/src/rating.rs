//! One's own ratings: how trust, talking and load feel, 0 to 10, for nobody else.

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

use crate::codec::events;
use crate::decide::Refusal;
use crate::entry::Entry;
use crate::event::Draft;
use crate::ids::EntryId;
use crate::text::Words;
use crate::time::WallTime;

/// The highest point of a scale.
pub const POINTS_MAX: u8 = 10;

events! {
    /// One's own ratings; own stream, kinds 500-599.
    pub enum RatingEvent {
        /// A rating.
        Rated(Rated) = 500,
    }
}

/// A point on a scale from 0 to [`POINTS_MAX`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Points(u8);

impl Points {
    /// The point, if it is on the scale.
    pub fn new(points: u8) -> Option<Self> {
        (points <= POINTS_MAX).then_some(Self(points))
    }

    /// The number, 0-10.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl<C> Encode<C> for Points {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.u8(self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Points {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        Self::new(d.u8()?).ok_or_else(|| decode::Error::message("points out of bounds"))
    }
}

/// How it feels now. Each may be left out.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
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
}

/// One's own ratings in the order of the log.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Ratings {
    kept: Vec<Rating>,
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

    pub(crate) fn fold(&mut self, entry: &Entry, event: &RatingEvent) {
        let RatingEvent::Rated(rated) = event;
        self.kept.push(Rating { entry: entry.id, written: entry.written, rated: rated.clone() });
    }
}

pub(crate) fn decide(command: RatingCommand) -> Result<Vec<Draft>, Refusal> {
    let RatingCommand::Rate(rated) = command;
    if rated == (Rated { trust: None, safe_to_talk: None, load: None, note: None }) {
        return Err(Refusal::NothingSaid);
    }
    Ok(vec![Draft::own(RatingEvent::Rated(rated))])
}
