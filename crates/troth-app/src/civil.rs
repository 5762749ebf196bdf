//! Civil dates and times as forms and views write them: `YYYY-MM-DD` and `HH:MM`.

use troth_core::{CivilDate, Moment, TimeOfDay, WallTime};

use crate::effect::Now;

/// `YYYY-MM-DD`.
pub(crate) fn date(date: CivilDate) -> String {
    date.naive().to_string()
}

/// `HH:MM`.
pub(crate) fn time(time: TimeOfDay) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `HH:MM`, or nothing for the end of the day.
pub(crate) fn time_or_empty(moment: Option<TimeOfDay>) -> String {
    moment.map_or_else(String::new, time)
}

/// Reads `YYYY-MM-DD`.
pub(crate) fn parse_date(text: &str) -> Option<CivilDate> {
    let mut parts = text.trim().splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    CivilDate::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Reads a month, `YYYY-MM`, as its first day.
pub(crate) fn parse_month(text: &str) -> Option<CivilDate> {
    let (year, month) = text.trim().split_once('-')?;
    CivilDate::new(year.parse().ok()?, month.parse().ok()?, 1)
}

/// Reads `HH:MM`, with or without seconds.
pub(crate) fn parse_time(text: &str) -> Option<TimeOfDay> {
    let mut parts = text.trim().split(':');
    TimeOfDay::new(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)
}

/// A form's date and optional time.
pub(crate) fn moment(date: CivilDate, time: Option<TimeOfDay>) -> Moment {
    Moment { date, time }
}

/// The core's wall time of now.
pub(crate) fn wall(now: Now) -> WallTime {
    WallTime { unix_ms: now.unix_ms, offset_minutes: now.offset_minutes }
}
