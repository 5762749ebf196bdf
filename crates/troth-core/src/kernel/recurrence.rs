//! Recurrence rules: a closed profile of RFC 5545.
//!
//! A rule repeats every n days, every n weeks on chosen weekdays, or every n months. It has no end, or ends on a date
//! or after a number of times. Weeks begin on Monday (`WKST=MO`, the RFC's default). A month that lacks the day is
//! skipped, as the RFC says. Crate `rrule` would bring a regular-expression engine and all time zones into the browser
//! (2 MB), so it is the oracle in the tests instead: the two must agree on random rules.

use core::fmt::Write as _;

use chrono::{Datelike, Weekday};
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

use crate::kernel::time::CivilDate;

/// The widest step between two periods: 53 weeks, which is once a year.
pub const INTERVAL_MAX: u16 = 53;
/// The most dates of a counted rule: about three years of days.
pub const COUNT_MAX: u16 = 1_000;

/// A set of weekdays, never empty.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Weekdays(u8);

impl Weekdays {
    /// Every day of the week.
    pub const ALL: Self = Self(0b111_1111);

    /// The set of `days`; `None` if it is empty.
    pub fn new(days: &[Weekday]) -> Option<Self> {
        Self::from_bits(days.iter().fold(0, |bits, day| bits | bit(*day)))
    }

    /// The set of one day.
    pub fn only(day: Weekday) -> Self {
        Self(bit(day))
    }

    /// Whether the set contains `day`.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }

    /// The days, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        WEEK.into_iter().filter(move |day| self.contains(*day))
    }

    fn from_bits(bits: u8) -> Option<Self> {
        (bits != 0 && bits <= Self::ALL.0).then_some(Self(bits))
    }
}

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

fn bit(day: Weekday) -> u8 {
    1 << day.num_days_from_monday()
}

/// The step of a rule.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Every {
    /// Every n days.
    Days(u16),
    /// Every n weeks, on these weekdays.
    Weeks(u16, Weekdays),
    /// Every n months, on the day of the month on which the rule starts.
    Months(u16),
}

/// The end of a rule.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Ending {
    /// The rule has no end.
    Never,
    /// This date is the last one allowed.
    Until(CivilDate),
    /// The rule ends after so many dates.
    Count(u16),
}

/// A recurrence rule. Its start date is stored beside it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Recurrence {
    every: Every,
    ending: Ending,
}

impl serde::Serialize for Recurrence {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_rrule_text())
    }
}

impl Recurrence {
    /// Makes a rule, if its step is between 1 and [`INTERVAL_MAX`] and its count between 1 and [`COUNT_MAX`].
    pub fn new(every: Every, ending: Ending) -> Option<Self> {
        let (Every::Days(step) | Every::Weeks(step, _) | Every::Months(step)) = every;
        let count = if let Ending::Count(count) = ending { count } else { 1 };
        let bounded = (1..=INTERVAL_MAX).contains(&step) && (1..=COUNT_MAX).contains(&count);
        bounded.then_some(Self { every, ending })
    }

    /// Every day, without end.
    pub const DAILY: Self = Self { every: Every::Days(1), ending: Ending::Never };

    /// Every week on `days`, without end.
    pub fn weekly(days: Weekdays) -> Self {
        Self { every: Every::Weeks(1, days), ending: Ending::Never }
    }

    /// The step.
    pub fn every(self) -> Every {
        self.every
    }

    /// The end.
    pub fn ending(self) -> Ending {
        self.ending
    }

    /// The first `limit` dates of the rule from `from` to `to`, both included.
    pub fn dates(self, start: CivilDate, from: CivilDate, to: CivilDate, limit: usize) -> Vec<CivilDate> {
        let to = if let Ending::Until(until) = self.ending { to.min(until) } else { to };
        let (first_period, times) = match self.ending {
            Ending::Count(count) => (0, usize::from(count)),
            Ending::Never | Ending::Until(_) => (self.period_before(start, from), usize::MAX),
        };
        self.all_from(start, first_period)
            .take(times)
            .take_while(|date| *date <= to)
            .filter(|date| *date >= from)
            .take(limit)
            .collect()
    }

    /// Whether `date` is a date of the rule.
    pub fn falls_on(self, start: CivilDate, date: CivilDate) -> bool {
        !self.dates(start, date, date, 1).is_empty()
    }

    /// The rule as RFC 5545 writes it after `RRULE:`, for calendars.
    pub fn to_rrule_text(self) -> String {
        let mut text = match self.every {
            Every::Days(step) => format!("FREQ=DAILY;INTERVAL={step}"),
            Every::Weeks(step, days) => format!("FREQ=WEEKLY;INTERVAL={step};BYDAY={}", by_day(days)),
            Every::Months(step) => format!("FREQ=MONTHLY;INTERVAL={step}"),
        };
        let written = match self.ending {
            Ending::Never => Ok(()),
            Ending::Until(until) => write!(text, ";UNTIL={}", until.naive().format("%Y%m%d")),
            Ending::Count(count) => write!(text, ";COUNT={count}"),
        };
        debug_assert!(written.is_ok(), "writing to a String cannot fail");
        text
    }

    /// The number of a period that begins no later than `from`, so that counting does not have to start at the first.
    #[expect(clippy::expect_used, reason = "civil dates lie fewer than 150,000 days apart")]
    fn period_before(self, start: CivilDate, from: CivilDate) -> u32 {
        let days = from.days_since(start).max(0);
        let longest_period_days = match self.every {
            Every::Days(step) => i64::from(step),
            Every::Weeks(step, _) => 7 * i64::from(step),
            Every::Months(step) => 31 * i64::from(step),
        };
        u32::try_from(days / longest_period_days).expect("a number of periods fits 32 bits").saturating_sub(1)
    }

    /// All dates from period number `first` on, in order.
    fn all_from(self, start: CivilDate, first: u32) -> impl Iterator<Item = CivilDate> {
        let last = CivilDate::LAST;
        (first..)
            .take_while(move |period| self.period_begins(start, *period) < last)
            .flat_map(move |period| self.in_period(start, period))
            .filter(move |date| *date >= start)
    }

    /// A date that lies on or before every date of the period.
    fn period_begins(self, start: CivilDate, period: u32) -> CivilDate {
        match self.every {
            Every::Days(step) => start.plus_days(period.saturating_mul(u32::from(step))),
            Every::Weeks(step, _) => monday_of(start).plus_days(period.saturating_mul(7 * u32::from(step))),
            Every::Months(step) => start.plus_days(period.saturating_mul(28 * u32::from(step))),
        }
    }

    fn in_period(self, start: CivilDate, period: u32) -> impl Iterator<Item = CivilDate> {
        let begins = self.period_begins(start, period);
        let (single, days) = match self.every {
            Every::Days(_) => (Some(begins), None),
            Every::Weeks(_, days) => (None, Some(days)),
            Every::Months(step) => (start.same_day_months_later(period.saturating_mul(u32::from(step))), None),
        };
        let week = days.into_iter().flat_map(Weekdays::iter);
        single.into_iter().chain(week.map(move |day| begins.plus_days(day.num_days_from_monday())))
    }
}

fn monday_of(date: CivilDate) -> CivilDate {
    date.minus_days(date.naive().weekday().num_days_from_monday())
}

fn by_day(days: Weekdays) -> String {
    const NAMES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let names: Vec<&str> =
        days.iter().filter_map(|day| NAMES.get(day.num_days_from_monday() as usize).copied()).collect();
    names.join(",")
}

/// The stored form of a rule: unit (0 days, 1 weeks, 2 months), step, weekdays (Monday is the lowest bit), end.
#[derive(Encode, Decode)]
#[cbor(map)]
struct StoredRule {
    #[n(0)]
    unit: u8,
    #[n(1)]
    step: u16,
    #[n(2)]
    weekdays: Option<u8>,
    #[n(3)]
    until: Option<CivilDate>,
    #[n(4)]
    count: Option<u16>,
}

impl StoredRule {
    fn of(rule: Recurrence) -> Self {
        let (unit, step, weekdays) = match rule.every {
            Every::Days(step) => (0, step, None),
            Every::Weeks(step, days) => (1, step, Some(days.0)),
            Every::Months(step) => (2, step, None),
        };
        let (until, count) = match rule.ending {
            Ending::Never => (None, None),
            Ending::Until(until) => (Some(until), None),
            Ending::Count(count) => (None, Some(count)),
        };
        Self { unit, step, weekdays, until, count }
    }

    fn rule(&self) -> Option<Recurrence> {
        let every = match (self.unit, self.weekdays) {
            (0, None) => Every::Days(self.step),
            (1, Some(bits)) => Every::Weeks(self.step, Weekdays::from_bits(bits)?),
            (2, None) => Every::Months(self.step),
            _ => return None,
        };
        let ending = match (self.until, self.count) {
            (None, None) => Ending::Never,
            (Some(until), None) => Ending::Until(until),
            (None, Some(count)) => Ending::Count(count),
            (Some(_), Some(_)) => return None,
        };
        Recurrence::new(every, ending)
    }
}

impl<C> Encode<C> for Recurrence {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, ctx: &mut C) -> Result<(), encode::Error<W::Error>> {
        StoredRule::of(*self).encode(e, ctx)
    }
}

impl<'b, C> Decode<'b, C> for Recurrence {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, decode::Error> {
        let rule = StoredRule::decode(d, ctx)?.rule();
        rule.ok_or_else(|| decode::Error::message("not a rule of the closed profile"))
    }
}
