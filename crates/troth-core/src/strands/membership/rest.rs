//! Rest: a pause of the whole programme.
//!
//! Every couple rests one to three days in each fortnight, on days that follow from who they are and
//! that no screen announces. A rest that somebody asked for reads just the same: "resting, at least
//! until ...", never further ahead than a rest of the schedule could last, and without a name (care 20).
//! The record itself holds who asked, as it holds everything; what is withheld is the pointing finger.

use std::collections::BTreeMap;

use crate::kernel::ids::PartnerId;
use crate::kernel::lots::{mix, seed};
use crate::kernel::time::CivilDate;

/// Days in which one scheduled rest lies.
pub const REST_BLOCK_DAYS: u32 = 14;
/// The longest scheduled rest, and so the furthest ahead that any rest is spoken of.
pub const REST_DAYS_MAX: u32 = 3;
/// The longest rest that one asking brings. It can be asked for again; but what both rest on, promises among it, must not
/// hang for months on a word that one of them said once.
const ASKED_DAYS_MAX: u32 = 14;
/// Days after linking before the first scheduled rest, so that the first week can begin.
pub const REST_FREE_DAYS: u32 = 7;

/// That the programme rests. Says neither why nor who.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Resting {
    /// It lasts at least to the end of this day.
    pub at_least_until: CivilDate,
}

/// The rests of one space.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct Rests {
    schedule: Option<Schedule>,
    asked: BTreeMap<PartnerId, Vec<Asked>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Schedule {
    seed: u64,
    from: CivilDate,
}

/// A rest that somebody asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Asked {
    /// The day of asking, by the clock of whoever asked.
    pub(crate) from: CivilDate,
    /// The latest day that whoever asked had written on before; later than `from` when the rest is dated back.
    pub(crate) known_on: CivilDate,
    /// The last day; none for "until I end it".
    pub(crate) until: Option<CivilDate>,
}

impl Asked {
    fn covers(self, date: CivilDate) -> bool {
        let last = self.from.plus_days(ASKED_DAYS_MAX - 1);
        self.from <= date && date <= self.until.map_or(last, |until| until.min(last))
    }

    /// Whether it covers all of `date`: neither the day of asking nor, however it is dated, a day before.
    fn covers_whole(self, date: CivilDate) -> bool {
        self.known_on < date && self.covers(date)
    }
}

impl Rests {
    /// Starts the schedule of a couple who linked on `linked`.
    pub(crate) fn start(&mut self, couple: [PartnerId; 2], linked: CivilDate) {
        let seed = seed(couple.iter().flat_map(|partner| partner.0));
        self.schedule = Some(Schedule { seed, from: linked.plus_days(REST_FREE_DAYS) });
    }

    pub(crate) fn take(&mut self, partner: PartnerId, asked: Asked) {
        self.asked.entry(partner).or_default().push(asked);
    }

    pub(crate) fn end(&mut self, partner: PartnerId, on: CivilDate) {
        let yesterday = on.minus_days(1);
        for asked in self.asked.entry(partner).or_default() {
            asked.until = Some(asked.until.map_or(yesterday, |until| until.min(yesterday)));
        }
    }

    /// Whether this partner's own asking covers `date`; for that partner's own screen.
    pub(crate) fn asked_by(&self, partner: PartnerId, date: CivilDate) -> bool {
        self.asked.get(&partner).is_some_and(|asked| asked.iter().any(|rest| rest.covers(date)))
    }

    fn covers(&self, date: CivilDate) -> bool {
        self.schedule.is_some_and(|schedule| schedule.covers(date))
            || self.asked.values().flatten().any(|asked| asked.covers(date))
    }

    /// Whether `date` lies in a rest that was known before that day; the day somebody asks still has its rounds, and
    /// what was due on it stays due.
    pub(crate) fn covers_whole(&self, date: CivilDate) -> bool {
        self.schedule.is_some_and(|schedule| schedule.covers(date))
            || self.asked.values().flatten().any(|asked| asked.covers_whole(date))
    }

    pub(crate) fn on(&self, date: CivilDate) -> Option<Resting> {
        let days = (0..REST_DAYS_MAX).take_while(|day| self.covers(date.plus_days(*day))).count();
        let ahead = u32::try_from(days).ok()?.checked_sub(1)?;
        Some(Resting { at_least_until: date.plus_days(ahead) })
    }
}

impl Schedule {
    fn covers(self, date: CivilDate) -> bool {
        let day = u64::try_from(date.days_since(CivilDate::FIRST)).unwrap_or(0);
        let block = u64::from(REST_BLOCK_DAYS);
        let drawn = mix(self.seed ^ (day / block));
        let length = 1 + drawn % u64::from(REST_DAYS_MAX);
        let begins = (drawn >> 32) % (block - length + 1);
        date >= self.from && (begins..begins + length).contains(&(day % block))
    }
}
