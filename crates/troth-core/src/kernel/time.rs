//! Civil time: dates, times of day, and the wall time of an entry.
//!
//! There is no time-zone database. An entry holds the instant and the offset of its author's device, and "before it was
//! due" compares the author's civil time with a civil date. So every device gets the same result, and an entry with a
//! wrong date is shown with that date.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Weekday};
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use serde::Serialize;

/// Minutes in a day. Times of day lie below it.
const DAY_MINUTES: u16 = 24 * 60;
/// The largest offset: 18 hours, beyond any place on earth. Larger ones are clamped.
const OFFSET_MINUTES_MAX: i16 = 18 * 60;
/// The years of a civil date: enough for any life, and few enough that date arithmetic cannot overflow.
const YEARS: core::ops::RangeInclusive<i32> = 1900..=2299;

/// A date without a time zone, in the years 1900 to 2299.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CivilDate(NaiveDate);

impl CivilDate {
    /// The last date: 2299-12-31.
    pub const LAST: Self = Self(match NaiveDate::from_ymd_opt(*YEARS.end(), 12, 31) {
        Some(date) => date,
        None => NaiveDate::MAX,
    });
    /// The first date: 1900-01-01.
    pub const FIRST: Self = Self(match NaiveDate::from_ymd_opt(*YEARS.start(), 1, 1) {
        Some(date) => date,
        None => NaiveDate::MIN,
    });

    /// Makes the date of `year`, `month` (1-12) and `day` (1-31), if it exists and lies within the bounds.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        Self::from_naive(NaiveDate::from_ymd_opt(year, month, day)?)
    }

    /// Wraps a chrono date, if it lies within the bounds.
    pub fn from_naive(date: NaiveDate) -> Option<Self> {
        YEARS.contains(&date.year()).then_some(Self(date))
    }

    /// The chrono date.
    pub fn naive(self) -> NaiveDate {
        self.0
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// The date `days` later, at most [`Self::LAST`].
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        let later = self.0.checked_add_days(Days::new(u64::from(days)));
        later.and_then(Self::from_naive).unwrap_or(Self::LAST)
    }

    /// The date `days` earlier, at least [`Self::FIRST`].
    #[must_use]
    pub fn minus_days(self, days: u32) -> Self {
        let earlier = self.0.checked_sub_days(Days::new(u64::from(days)));
        earlier.and_then(Self::from_naive).unwrap_or(Self::FIRST)
    }

    /// The same day of the month, `months` later; `None` if that month is too short.
    pub fn same_day_months_later(self, months: u32) -> Option<Self> {
        let later = self.0.checked_add_months(Months::new(months))?;
        if later.day() == self.0.day() { Self::from_naive(later) } else { None }
    }

    /// Days from `earlier` to this date; negative if this date comes first.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }
}

impl serde::Serialize for CivilDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.naive())
    }
}

impl<C> Encode<C> for CivilDate {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.i32(self.0.num_days_from_ce())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for CivilDate {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        let date = NaiveDate::from_num_days_from_ce_opt(d.i32()?);
        date.and_then(Self::from_naive).ok_or_else(|| decode::Error::message("date out of bounds"))
    }
}

/// A time of day in whole minutes, 00:00 to 23:59.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// The time of `hour` (0-23) and `minute` (0-59).
    pub fn new(hour: u16, minute: u16) -> Option<Self> {
        (hour < 24 && minute < 60).then_some(Self(hour * 60 + minute))
    }

    /// The hour, 0-23.
    pub fn hour(self) -> u16 {
        self.0 / 60
    }

    /// The minute, 0-59.
    pub fn minute(self) -> u16 {
        self.0 % 60
    }

    #[expect(clippy::expect_used, reason = "the constructor and the decoder take no minute from 24:00 on")]
    fn naive(self) -> NaiveTime {
        NaiveTime::from_hms_opt(u32::from(self.hour()), u32::from(self.minute()), 0).expect("a time of day")
    }
}

impl serde::Serialize for TimeOfDay {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:02}:{:02}", self.hour(), self.minute()))
    }
}

impl<C> Encode<C> for TimeOfDay {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.u16(self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for TimeOfDay {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        let minutes = d.u16()?;
        if minutes < DAY_MINUTES { Ok(Self(minutes)) } else { Err(decode::Error::message("time of day out of bounds")) }
    }
}

/// When something falls due: a date, with or without a time of day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Moment {
    /// The civil date.
    #[n(0)]
    pub date: CivilDate,
    /// The time of day. Without it, the whole day counts as in time.
    #[n(1)]
    pub time: Option<TimeOfDay>,
}

impl Moment {
    /// Any time on `date`.
    pub fn on(date: CivilDate) -> Self {
        Self { date, time: None }
    }

    /// At `time` on `date`.
    pub fn at(date: CivilDate, time: TimeOfDay) -> Self {
        Self { date, time: Some(time) }
    }

    /// Whether `now` is still in time: before the time of day, or no later than the date if there is no time.
    pub fn is_ahead_at(self, now: WallTime) -> bool {
        match self.time {
            Some(time) => now.civil() < self.date.0.and_time(time.naive()),
            None => now.date() <= self.date,
        }
    }
}

/// The reading of a device's clock: an instant and the local offset.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct WallTime {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub unix_ms: i64,
    /// Minutes east of Greenwich.
    pub offset_minutes: i16,
}

impl WallTime {
    /// The civil date on that device. A time outside the calendar gives the nearest date.
    pub fn date(self) -> CivilDate {
        let date = self.civil().date();
        let nearest = if self.unix_ms < 0 { CivilDate::FIRST } else { CivilDate::LAST };
        CivilDate::from_naive(date).unwrap_or(nearest)
    }

    /// The time of day on that device, in whole minutes.
    pub fn time_of_day(self) -> TimeOfDay {
        let time = self.civil().time();
        TimeOfDay((time.hour() * 60 + time.minute()) as u16)
    }

    /// Date and time on that device.
    pub fn civil(self) -> NaiveDateTime {
        let beyond = if self.unix_ms < 0 { NaiveDateTime::MIN } else { NaiveDateTime::MAX };
        let utc = DateTime::from_timestamp_millis(self.unix_ms).map_or(beyond, |at| at.naive_utc());
        let offset = self.offset_minutes.clamp(-OFFSET_MINUTES_MAX, OFFSET_MINUTES_MAX);
        // The ends of chrono's calendar leave no room for the offset.
        utc.checked_add_signed(TimeDelta::minutes(i64::from(offset))).unwrap_or(utc)
    }

    /// Formats the time as RFC 3339, to the second: `2026-03-10T20:15:00+01:00`.
    pub fn to_rfc3339(self) -> String {
        let offset = self.offset_minutes.clamp(-OFFSET_MINUTES_MAX, OFFSET_MINUTES_MAX);
        let (sign, ahead) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
        let (date, time) = (self.date().0, self.time_of_day());
        let seconds = self.civil().second();
        let (hour, minute) = (time.hour(), time.minute());
        format!("{date}T{hour:02}:{minute:02}:{seconds:02}{sign}{:02}:{:02}", ahead / 60, ahead % 60)
    }

    /// The instant `hours` later, with the same offset.
    #[must_use]
    pub fn plus_hours(self, hours: u16) -> Self {
        Self { unix_ms: self.unix_ms.saturating_add(i64::from(hours) * 3_600_000), ..self }
    }
}
