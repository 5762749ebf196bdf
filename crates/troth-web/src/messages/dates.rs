//! Formats civil dates and times for the reader, by the browser's own tables.

use std::cell::OnceCell;

use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
use wasm_bindgen::JsValue;

use super::{tr, tr_args};

/// Language of dates: that of the messages, in the browser's own variant if it has the same language.
const LANGUAGE: &str = "en";

/// Weekdays where the browser has no names for them.
const PLAIN_WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Milliseconds of a day.
const DAY_MS: f64 = 86_400_000.0;

/// The start of a Monday, 1 January 2024, from which weekday names are read.
const SOME_MONDAY_MS: f64 = 1_704_067_200_000.0;

/// How a date or a time is written.
#[derive(Clone, Copy)]
enum Style {
    Day,
    FullDay,
    ShortDay,
    Month,
    Weekday,
    Clock,
}

impl Style {
    const COUNT: usize = 6;

    /// The options that the browser knows it by.
    const fn options(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Day => &[("weekday", "long"), ("day", "numeric"), ("month", "long")],
            Self::FullDay => &[("day", "numeric"), ("month", "long"), ("year", "numeric")],
            Self::ShortDay => &[("weekday", "short"), ("day", "numeric"), ("month", "short")],
            Self::Month => &[("month", "long"), ("year", "numeric")],
            Self::Weekday => &[("weekday", "long")],
            Self::Clock => &[("hour", "numeric"), ("minute", "2-digit")],
        }
    }
}

thread_local! {
    /// The formatter of each style, made when it is first needed: a browser takes as long to make one as to format a
    /// hundred dates, and a room shows dozens.
    static FORMATTERS: [OnceCell<Option<Function>>; Style::COUNT] = const { [const { OnceCell::new() }; Style::COUNT] };
}

/// "Monday 23 November" of `YYYY-MM-DD`.
pub(crate) fn day(date: &str) -> String {
    format(date, Style::Day)
}

/// "23 November 2026" of `YYYY-MM-DD`.
pub(crate) fn full_day(date: &str) -> String {
    format(date, Style::FullDay)
}

/// "Mon 23 Nov" of `YYYY-MM-DD`.
pub(crate) fn short_day(date: &str) -> String {
    format(date, Style::ShortDay)
}

/// "November 2026" of a date in it.
pub(crate) fn month(date: &str) -> String {
    format(date, Style::Month)
}

/// The first day of the month before, both as `YYYY-MM-01`; what is no month stays as it is.
pub(crate) fn previous_month(month: &str) -> String {
    let mut parts = month.splitn(3, '-').filter_map(|part| part.parse::<u32>().ok());
    match (parts.next(), parts.next()) {
        (Some(year), Some(1)) => format!("{:04}-12-01", year.saturating_sub(1)),
        (Some(year), Some(of)) => format!("{year:04}-{:02}-01", of.saturating_sub(1)),
        _ => month.to_owned(),
    }
}

/// "Today", "yesterday" or "tomorrow" seen from `today`, else the day.
pub(crate) fn relative_day(date: &str, today: &str) -> String {
    let distance = start_of(date).zip(start_of(today)).map(|(date, today)| (date - today) / DAY_MS);
    match distance {
        Some(0.0) => tr("day-today"),
        Some(1.0) => tr("day-tomorrow"),
        Some(-1.0) => tr("day-yesterday"),
        _ => day(date),
    }
}

/// The name of a weekday; Monday is 0.
pub(crate) fn weekday(number: u8) -> String {
    let day_ms = SOME_MONDAY_MS + f64::from(number) * DAY_MS;
    format_ms(day_ms, Style::Weekday).unwrap_or_else(|| PLAIN_WEEKDAYS[usize::from(number) % 7].to_owned())
}

/// A time of day, `HH:MM`, in the reader's way; empty stays empty.
pub(crate) fn clock(time: &str) -> String {
    let Some((hour, minute)) = time.split_once(':').and_then(|(hour, minute)| Some((number(hour)?, number(minute)?)))
    else {
        return time.to_owned();
    };
    let ms = (hour * 60.0 + minute) * 60_000.0;
    format_ms(ms, Style::Clock).unwrap_or_else(|| time.to_owned())
}

/// A date and a time in one phrase.
pub(crate) fn moment(date: &str, time: &str) -> String {
    tr_args("day-and-time", &[("day", (&day(date)).into()), ("time", (&clock(time)).into())])
}

/// The same with the year, for dates that may be far back.
pub(crate) fn full_moment(date: &str, time: &str) -> String {
    tr_args("day-and-time", &[("day", (&full_day(date)).into()), ("time", (&clock(time)).into())])
}

fn format(date: &str, style: Style) -> String {
    start_of(date).and_then(|ms| format_ms(ms, style)).unwrap_or_else(|| date.to_owned())
}

/// Returns the first millisecond of a civil date as if it were UTC: civil strings carry no zone, and need none.
fn start_of(date: &str) -> Option<f64> {
    Some(Date::parse(date)).filter(|ms| !ms.is_nan())
}

fn number(text: &str) -> Option<f64> {
    text.parse::<u16>().ok().map(f64::from)
}

/// Nothing where the browser can't write it: the civil form is shown then, and never a gap.
fn format_ms(ms: f64, style: Style) -> Option<String> {
    FORMATTERS.with(|formatters| {
        let formatter = formatters[style as usize].get_or_init(|| formatter(style)).as_ref()?;
        formatter.call1(&JsValue::UNDEFINED, &ms.into()).ok()?.as_string()
    })
}

/// Nothing where the browser takes no such options.
fn formatter(style: Style) -> Option<Function> {
    let wanted = Object::new();
    for (name, value) in style.options().iter().chain(&[("timeZone", "UTC")]) {
        Reflect::set(&wanted, &(*name).into(), &(*value).into()).ok()?;
    }
    Some(DateTimeFormat::new(&Array::of1(&locale().into()), &wanted).format())
}

/// Returns the browser's locale if it has the language of the messages, else the plain language.
fn locale() -> String {
    let browser = sycamore::web::window().navigator().language();
    browser.filter(|locale| locale.starts_with(LANGUAGE)).unwrap_or_else(|| format!("{LANGUAGE}-GB"))
}
