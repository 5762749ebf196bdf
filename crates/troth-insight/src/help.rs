//! Three rules that suggest help to the person whose own data they read, and to nobody else.
//!
//! A rule gives its evidence and no verdict, grade or cause (care 15, 26). Each is a function of plain values and of
//! the day, so all devices of a person come to the same result.

use crate::trend::{DayRated, Level, Trend};

/// Number of latest talks that the rule reads. Fewer would describe an evening, not a pattern.
pub const TALKS: usize = 8;
/// Least number of them that broke down.
pub const TALKS_BROKEN_MIN: usize = 5;
/// Least days that they span: eight talks in a bad week are one bad week.
pub const TALKS_DAYS_MIN: u32 = 42;
/// Days after the last talk during which the rule may fire. A prompt can be dismissed for as long: older talks are
/// history.
pub const TALKS_FRESH_DAYS: u32 = 56;

/// Least answer, of 4, that means "more than I can cope with".
pub const COPING_LIMIT: u8 = 3;
/// Least days between two weekly entries: the question comes no sooner.
pub const WEEK_DAYS: u32 = 7;
/// Most days between entries of consecutive weeks: beyond that, a week was left out.
pub const WEEK_DAYS_MAX: u32 = 14;
/// Least days from one prompt to the next, whatever a person answers meanwhile.
pub const PROMPT_EVERY_DAYS: u32 = 28;
/// Days until a prompt expires. After two weeks, its answers describe another time.
pub const PROMPT_STANDS_DAYS: u32 = 14;

/// Weekly ratings that one check reads.
pub const STALLED_RATINGS: usize = 12;
/// Days from the first to the last of twelve weekly ratings.
pub const STALLED_DAYS: u32 = 77;
/// Least days between ratings of two weeks: people sometimes rate a day early.
pub const STALLED_WEEK_DAYS: u32 = 6;
/// Most days that the twelve ratings span: four weeks may be missing; beyond that it is another stretch of life.
pub const STALLED_SPAN_DAYS_MAX: u32 = STALLED_DAYS + 28;
/// Most days from the last rating to a check.
pub const STALLED_FRESH_DAYS: u32 = 14;
/// Least rise in eleven weeks that counts as progress.
pub const STALLED_RISE: f64 = 1.0;
/// Trust of this value or more, of 10, need not rise any further.
pub const STALLED_BELOW: u8 = 8;
/// Days between the two checks that must agree.
pub const STALLED_CHECKS_DAYS: u32 = 28;
/// Tolerance, so that rounding does not push a rise of exactly [`STALLED_RISE`] below it.
const ROUNDING: f64 = 1e-9;

/// A scheduled talk that is over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Talk {
    /// The day of its beginning.
    pub day: u32,
    /// How it went, for the person who asks.
    pub went: Went,
}

/// How a talk went, for one partner.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Went {
    /// Finished, or resumed in time: pausing and resuming is a success.
    Through,
    /// Abandoned and not resumed within a day, or rated "not heard".
    Broken,
}

/// Talks keep breaking down.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TalksBreakDown {
    /// Number of broken talks among the last [`TALKS`].
    pub broken: usize,
    /// The day of the first of those talks.
    pub since: u32,
}

/// Tells whether talks keep breaking down. `talks` are ordered by day.
#[must_use]
pub fn talks_break_down(talks: &[Talk], today: u32) -> Option<TalksBreakDown> {
    let last = talks.get(talks.len().checked_sub(TALKS)?..)?;
    let (since, until) = (last.first()?.day, last.last()?.day);
    let broken = last.iter().filter(|talk| talk.went == Went::Broken).count();
    let long_enough = until.saturating_sub(since) >= TALKS_DAYS_MIN;
    let fresh = today.saturating_sub(until) <= TALKS_FRESH_DAYS;
    (broken >= TALKS_BROKEN_MIN && long_enough && fresh).then_some(TalksBreakDown { broken, since })
}

/// More than this person can cope with, by their own answers.
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

/// Tells whether it is too much. `weekly` is ordered by day, `taps` need not be.
///
/// Everything within [`PROMPT_EVERY_DAYS`] of the first day of a prompt belongs to that prompt. So nobody is prompted
/// more often, whether or not they dismiss it.
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

/// A person's own trust has not moved for a while.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stalled {
    /// The day of the first of the [`STALLED_RATINGS`].
    pub since: u32,
    /// The median of the last three ratings.
    pub around: u8,
}

/// Tells whether own trust has stalled, both today and four weeks ago. `ratings` are ordered, one a day.
#[must_use]
pub fn stalled(ratings: &[DayRated], today: u32) -> Option<Stalled> {
    stalled_at(ratings, today.checked_sub(STALLED_CHECKS_DAYS)?)?;
    stalled_at(ratings, today)
}

/// Does one check. A single check suggests nothing.
#[must_use]
pub fn stalled_at(ratings: &[DayRated], today: u32) -> Option<Stalled> {
    let weekly = last_weekly(ratings, today)?;
    let (first, last) = (weekly.first()?, weekly.last()?);
    let (one, other) = (weekly.get(STALLED_RATINGS - 3)?.value, weekly.get(STALLED_RATINGS - 2)?.value);
    let around = one.min(other).max(one.max(other).min(last.value));
    // Too few ratings for a trend suggest nothing (care 27).
    let [_, _, at_most] = Trend::of(&weekly, Level::Eighty).ok()?.over(STALLED_DAYS);
    let fresh = today - last.day <= STALLED_FRESH_DAYS && last.day - first.day <= STALLED_SPAN_DAYS_MAX;
    (fresh && at_most < STALLED_RISE - ROUNDING && around < STALLED_BELOW)
        .then_some(Stalled { since: first.day, around })
}

/// Returns the last twelve ratings up to a day that are about a week or more apart, in order.
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
