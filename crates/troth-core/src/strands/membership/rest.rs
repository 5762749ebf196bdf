//! Rest: a pause of the whole programme.
//!
//! Every couple rests one to three days in each fortnight. The days follow from the partners' ids, and no screen
//! announces them. A requested rest looks the same: "resting, at least until ...", never further ahead than a scheduled
//! rest could last, and without a name (care 20). The record holds who asked, as it holds every entry; a view of rest
//! does not.

use std::collections::BTreeMap;

use crate::kernel::ids::PartnerId;
use crate::kernel::lots::{mix, seed};
use crate::kernel::time::CivilDate;

/// Days of a block, in each of which one scheduled rest lies.
pub const REST_BLOCK_DAYS: u32 = 14;
/// The longest scheduled rest, in days. No screen announces more days of rest ahead than this.
pub const REST_DAYS_MAX: u32 = 3;
/// Longest rest per request, in days. Repeatable, but one request must not suspend shared promises for months.
const REQUESTED_DAYS_MAX: u32 = 14;
/// Days after linking before the first scheduled rest, so that the first week can begin.
pub const REST_FREE_DAYS: u32 = 7;

/// The programme rests. It says neither why nor who asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Resting {
    /// The rest lasts at least to the end of this day.
    pub at_least_until: CivilDate,
}

/// The rests of one space.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct Rests {
    schedule: Option<Schedule>,
    asked: BTreeMap<PartnerId, Vec<RequestedRest>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Schedule {
    seed: u64,
    from: CivilDate,
}

/// A rest that a partner asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct RequestedRest {
    /// The day of the request, by the asking partner's clock.
    pub(crate) from: CivilDate,
    /// The latest day of the asking partner's entries so far. It is later than `from` if the request is dated back.
    pub(crate) known_on: CivilDate,
    /// The last day; `None` for "until I end it".
    pub(crate) until: Option<CivilDate>,
}

impl RequestedRest {
    fn covers(self, date: CivilDate) -> bool {
        let last = self.from.plus_days(REQUESTED_DAYS_MAX - 1);
        self.from <= date && date <= self.until.map_or(last, |until| until.min(last))
    }

    /// Whether it covers all of `date`: not the day of the request, nor an earlier day if the request is dated back.
    fn covers_whole(self, date: CivilDate) -> bool {
        self.known_on < date && self.covers(date)
    }
}

impl Rests {
    /// Starts the schedule of a couple that linked on `linked`.
    pub(crate) fn start(&mut self, couple: [PartnerId; 2], linked: CivilDate) {
        let seed = seed(couple.iter().flat_map(|partner| partner.0));
        self.schedule = Some(Schedule { seed, from: linked.plus_days(REST_FREE_DAYS) });
    }

    pub(crate) fn take(&mut self, partner: PartnerId, asked: RequestedRest) {
        self.asked.entry(partner).or_default().push(asked);
    }

    pub(crate) fn end(&mut self, partner: PartnerId, on: CivilDate) {
        let yesterday = on.minus_days(1);
        for asked in self.asked.entry(partner).or_default() {
            asked.until = Some(asked.until.map_or(yesterday, |until| until.min(yesterday)));
        }
    }

    /// Whether a request of this partner covers `date`. Only that partner's own screen may show it.
    pub(crate) fn asked_by(&self, partner: PartnerId, date: CivilDate) -> bool {
        self.asked.get(&partner).is_some_and(|asked| asked.iter().any(|rest| rest.covers(date)))
    }

    fn covers(&self, date: CivilDate) -> bool {
        self.schedule.is_some_and(|schedule| schedule.covers(date))
            || self.asked.values().flatten().any(|asked| asked.covers(date))
    }

    /// Whether `date` lies in a rest that was known before that day. The day of a request still has its rounds, and its
    /// occurrences stay due.
    pub(crate) fn covers_whole(&self, date: CivilDate) -> bool {
        self.schedule.is_some_and(|schedule| schedule.covers(date))
            || self.asked.values().flatten().any(|asked| asked.covers_whole(date))
    }

    pub(crate) fn on(&self, date: CivilDate) -> Option<Resting> {
        let ahead = (0..REST_DAYS_MAX).take_while(|day| self.covers(date.plus_days(*day))).last()?;
        Some(Resting { at_least_until: date.plus_days(ahead) })
    }
}

impl Schedule {
    fn covers(self, date: CivilDate) -> bool {
        // No date lies before the first, so the number of days has no sign.
        let day = date.days_since(CivilDate::FIRST).unsigned_abs();
        let block = u64::from(REST_BLOCK_DAYS);
        let drawn = mix(self.seed ^ (day / block));
        let length = 1 + drawn % u64::from(REST_DAYS_MAX);
        let begins = (drawn >> 32) % (block - length + 1);
        date >= self.from && (begins..begins + length).contains(&(day % block))
    }
}
