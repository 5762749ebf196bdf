//! Three rules that suggest help to the person whose own data they read, and to nobody else.
//!
//! A rule says what it rests on and nothing about anybody: no verdict, no grade, no cause (care 15, 26). Each is a
//! function of plain values and of the day, so that all devices of a person come to the same.

use crate::trend::{DayRated, Level, Trend};

/// The talks that are looked at, and must have been held: fewer tell of an evening, not of a pattern.
pub const TALKS: usize = 8;
/// Of these, how many broke down before anything is said.
pub const TALKS_BROKEN_MIN: usize = 5;
/// Days over which they lie at least: eight talks in a bad week are one bad week.
pub const TALKS_DAYS_MIN: u32 = 42;
/// Days after the last of them for which it may be said. As long as it can be put away for: older talks are history.
pub const TALKS_FRESH_DAYS: u32 = 56;

/// "More than I can cope with" from here on, of 4.
pub const COPING_LIMIT: u8 = 3;
/// Days between two entries that are a week's: it is asked for no sooner.
pub const WEEK_DAYS: u32 = 7;
/// Days between two entries that still are consecutive weeks': after that a week was left out.
pub const WEEK_DAYS_MAX: u32 = 14;
/// From one prompt to the next at least so many days, whatever is answered meanwhile.
pub const PROMPT_EVERY_DAYS: u32 = 28;
/// Days for which a prompt stands, if it isn't put away. Two weeks on, the answers it rests on speak of another time.
pub const PROMPT_STANDS_DAYS: u32 = 14;

/// Weekly ratings that one check reads.
pub const STALLED_RATINGS: usize = 12;
/// From the first to the last of them there are eleven weeks.
pub const STALLED_DAYS: u32 = 77;
/// Ratings at least so many days apart are two weeks': people are a day early now and then.
pub const STALLED_WEEK_DAYS: u32 = 6;
/// Days that twelve of them may lie apart at most: four weeks may be left out, and then it is another stretch of life.
pub const STALLED_SPAN_DAYS_MAX: u32 = STALLED_DAYS + 28;
/// Days before a check within which the last of them lies.
pub const STALLED_FRESH_DAYS: u32 = 14;
/// A rise in eleven weeks that counts as moving.
pub const STALLED_RISE: f64 = 1.0;
/// Trust from here on, of 10, has nowhere it must go.
pub const STALLED_BELOW: u8 = 8;
/// Days between the two checks that both have to find it.
pub const STALLED_CHECKS_DAYS: u32 = 28;
/// Keeps a rise of exactly [`STALLED_RISE`] from falling below it in the last binary digit.
const ROUNDING: f64 = 1e-9;

/// A scheduled talk that is over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Talk {
    /// The day on which it began.
    pub day: u32,
    /// How it went, for the person who asks.
    pub went: Went,
}

/// How a talk went, for one of the two.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Went {
    /// To its end, or it was taken up again in time: pausing and resuming is a success.
    Through,
    /// Abandoned and not taken up again within a day, or rated "not heard".
    Broken,
}

/// Talks keep breaking down.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TalksBreakDown {
    /// How many of the last [`TALKS`].
    pub broken: usize,
    /// The day of the first of these.
    pub since: u32,
}

/// Whether talks keep breaking down. `talks` are in the order of their days.
#[must_use]
pub fn talks_break_down(talks: &[Talk], today: u32) -> Option<TalksBreakDown> {
    let last = talks.get(talks.len().checked_sub(TALKS)?..)?;
    let (since, until) = (last.first()?.day, last.last()?.day);
    let broken = last.iter().filter(|talk| talk.went == Went::Broken).count();
    let long_enough = until.saturating_sub(since) >= TALKS_DAYS_MIN;
    let fresh = today.saturating_sub(until) <= TALKS_FRESH_DAYS;
    (broken >= TALKS_BROKEN_MIN && long_enough && fresh).then_some(TalksBreakDown { broken, since })
}

/// It is more than this person can cope with, as they said themselves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Overwhelmed {
    /// In two consecutive weekly entries, the later of them last.
    TwoWeeks([DayRated; 2]),
    /// By one tap, on that day.
    TooMuchNow(u32),
}

impl Overwhelmed {
    const fn day(self) -> u32 {
        match self {
            Self::TwoWeeks([_, later]) => later.day,
            Self::TooMuchNow(day) => day,
        }
    }
}

/// Whether it is too much. `weekly` is in the order of its days, `taps` in any.
///
/// What comes within [`PROMPT_EVERY_DAYS`] of the day on which a prompt began belongs to that prompt, so that nobody is
/// prompted more often, whether or not they put it away.
#[must_use]
pub fn overwhelmed(weekly: &[DayRated], taps: &[u32], today: u32) -> Option<Overwhelmed> {
    let weeks = weekly.iter().filter_map(|later| two_weeks(weekly, *later));
    let found: Vec<Overwhelmed> = weeks.chain(taps.iter().map(|day| Overwhelmed::TooMuchNow(*day))).collect();
    let first_from = |from: u32| {
        let open = found.iter().filter(|one| (from..=today).contains(&one.day()));
        open.min_by_key(|one| one.day()).copied()
    };
    let mut prompt = first_from(0)?;
    while let Some(next) = first_from(prompt.day() + PROMPT_EVERY_DAYS) {
        prompt = next;
    }
    (today - prompt.day() < PROMPT_STANDS_DAYS).then_some(prompt)
}

fn two_weeks(weekly: &[DayRated], later: DayRated) -> Option<Overwhelmed> {
    let before = weekly.iter().rfind(|one| one.day + WEEK_DAYS <= later.day)?;
    let both = before.value >= COPING_LIMIT && later.value >= COPING_LIMIT;
    (both && later.day - before.day <= WEEK_DAYS_MAX).then_some(Overwhelmed::TwoWeeks([*before, later]))
}

/// Own trust has not moved for a while.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stalled {
    /// The day of the first of the [`STALLED_RATINGS`].
    pub since: u32,
    /// The middle one of the last three.
    pub around: u8,
}

/// Whether own trust has stalled, today and four weeks ago. `ratings` are of different days, in their order.
#[must_use]
pub fn stalled(ratings: &[DayRated], today: u32) -> Option<Stalled> {
    stalled_at(ratings, today.checked_sub(STALLED_CHECKS_DAYS)?)?;
    stalled_at(ratings, today)
}

/// One check. Alone it suggests nothing.
#[must_use]
pub fn stalled_at(ratings: &[DayRated], today: u32) -> Option<Stalled> {
    let weekly = last_weekly(ratings, today)?;
    let (first, last) = (weekly.first()?, weekly.last()?);
    let (one, other) = (weekly.get(STALLED_RATINGS - 3)?.value, weekly.get(STALLED_RATINGS - 2)?.value);
    let around = one.min(other).max(one.max(other).min(last.value));
    let [_, _, at_most] = Trend::of(&weekly, Level::Eighty).ok()?.over(STALLED_DAYS);
    let fresh = today - last.day <= STALLED_FRESH_DAYS && last.day - first.day <= STALLED_SPAN_DAYS_MAX;
    (fresh && at_most < STALLED_RISE - ROUNDING && around < STALLED_BELOW)
        .then_some(Stalled { since: first.day, around })
}

/// The last twelve ratings up to a day that lie about a week apart or more, in the order of their days.
fn last_weekly(ratings: &[DayRated], today: u32) -> Option<Vec<DayRated>> {
    let mut weekly: Vec<DayRated> = Vec::new();
    for one in ratings.iter().rev().filter(|one| one.day <= today) {
        if weekly.last().is_none_or(|later| one.day + STALLED_WEEK_DAYS <= later.day) {
            weekly.push(*one);
        }
    }
    weekly.truncate(STALLED_RATINGS);
    weekly.reverse();
    (weekly.len() == STALLED_RATINGS).then_some(weekly)
}
