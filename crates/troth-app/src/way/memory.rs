//! What this device remembers of the way. It is in no stream and no export.

use minicbor::{Decode, Encode};
use troth_core::{CivilDate, SPARED_DAYS};

use super::Stands;
use super::readings::{Reading, reading};
use crate::cbor;
use crate::io::Io;
use crate::space::Space;
use crate::storage::rows::WAY;
use crate::storage::unread::{Opening, Stored};

/// Days after which a reading that was put away is offered again.
pub(super) const RETURNS_AFTER_DAYS: i64 = 3;
/// How often a reading that was put away is offered again. After that it is found in its room.
pub(super) const RETURNS_MAX: u8 = 2;

/// What this device remembers of the way.
#[derive(Clone, Default, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct Memory {
    /// The answer to "Where are you in this?".
    #[n(0)]
    pub(crate) stands: Option<Stands>,
    /// "Leave these off Today" was pressed.
    #[n(1)]
    pub(crate) is_off: bool,
    /// The first reading was put away.
    #[n(2)]
    pub(crate) has_begun: bool,
    /// What Today offered, each reading once, in the order in which it was offered last.
    #[n(3)]
    pub(super) offered: Vec<Offered>,
    /// The day on which the question was answered first, counted from the core's first date.
    #[n(4)]
    pub(super) answered_on: Option<i64>,
    /// The beginnings above an empty page of the journal were put away.
    #[n(5)]
    #[cbor(default)]
    pub(crate) has_no_beginnings: bool,
}

/// A reading that Today offered.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(super) struct Offered {
    #[n(0)]
    pub(super) id: String,
    /// The last day on which it was offered, counted from the core's first date.
    #[n(1)]
    pub(super) day: i64,
    /// How often it was put away.
    #[n(2)]
    pub(super) put_away: u8,
    /// It is put away now, and may return.
    #[n(3)]
    pub(super) is_away: bool,
}

/// Days since the core's first date.
pub(super) fn day_of(date: CivilDate) -> i64 {
    date.days_since(CivilDate::FIRST)
}

impl Memory {
    pub(crate) fn open(opening: &mut Opening<'_>) -> Self {
        // Where the row can't be read, the way starts anew: that costs a question, and the row is kept as it is.
        match opening.read(WAY, |bytes| minicbor::decode(bytes).ok()) {
            Stored::Read(memory) => memory,
            Stored::Missing | Stored::Unreadable => Self::default(),
        }
    }

    /// Whether somebody said in the last weeks that they were hurt: no promise and no thanks are asked of them.
    pub(crate) fn is_hurt_lately(&self, today: CivilDate) -> bool {
        let days = self.answered_on.map(|day| day_of(today) - day);
        self.stands == Some(Stands::Hurt) && days.is_none_or(|days| days < SPARED_DAYS)
    }

    /// Whether something was offered on this day, put away or not.
    pub(super) fn is_of_today(&self, today: CivilDate) -> bool {
        self.offered.last().is_some_and(|last| last.day == day_of(today))
    }

    /// The reading that stands on Today.
    pub(super) fn offered_on(&self, today: CivilDate) -> Option<&'static Reading> {
        let last = self.offered.last().filter(|last| last.day == day_of(today) && !last.is_away)?;
        reading(&last.id)
    }

    pub(super) fn was_offered(&self, id: &str) -> Option<&Offered> {
        self.offered.iter().find(|one| one.id == id)
    }

    /// Remembers that a reading is offered on this day.
    pub(super) fn note(&mut self, id: &str, today: CivilDate) {
        let before = self.offered.iter().position(|one| one.id == id).map(|at| self.offered.remove(at));
        let put_away = before.map_or(0, |one| one.put_away);
        self.offered.push(Offered { id: id.to_owned(), day: day_of(today), put_away, is_away: false });
    }

    /// "Enough for today".
    pub(super) fn put_away(&mut self, today: CivilDate) {
        if let Some(last) = self.offered.last_mut().filter(|last| last.day == day_of(today)) {
            last.put_away = last.put_away.saturating_add(1);
            last.is_away = true;
        }
    }
}

impl Space {
    pub(super) fn save_way(&self, io: &mut Io) {
        io.put_sealed(&self.local, WAY, &cbor::encode(&self.way));
    }
}
