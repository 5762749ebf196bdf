//! A rough patch: a private note that a person's load has been heavier for a week than in the weeks before.
//!
//! An exponentially weighted moving average against its limit (EWMA; after Smit & Snippe 2022):
//!
//! ```text
//! z = z' + lambda (x - z')     from the baseline's mean on      limit = mean + L sd sqrt(lambda / (2 - lambda))
//! ```
//!
//! It is a note, not a help rule. It says "heavier", never "normal": a baseline after discovery is nobody's normal.

use crate::trend::DayRated;

/// Weight of a new day in the average.
pub const LAMBDA: f64 = 0.1;
/// Distance of the limit above the baseline, in standard deviations of the average.
pub const LIMIT: f64 = 3.0;
/// Number of rated days in a baseline.
pub const BASELINE_DAYS: usize = 28;
/// Consecutive rated days for which the average must exceed its limit.
pub const ROUGH_DAYS: usize = 7;
/// Days for which a baseline holds; then the next one begins. The false-alarm rates are known for this span.
pub const WATCHED_DAYS: u32 = 84;
/// Least spread of a baseline: equal whole-number ratings can hide half a step.
pub const SPREAD_MIN: f64 = 0.5;

/// A rough patch that lasts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RoughPatch {
    /// The first day beyond the limit.
    pub since: u32,
    /// The first and the last day of the baseline.
    pub baseline: [u32; 2],
}

/// Tells whether a rough patch lasts today. `ratings` are ordered, one a day; higher is heavier.
///
/// Missing days are never filled in: they leave the average as it is, and end a run of days.
#[must_use]
pub fn rough_patch(ratings: &[DayRated], today: u32) -> Option<RoughPatch> {
    let (baseline, watched) = newest_baseline(ratings)?;
    let last = watched.last().filter(|last| last.day <= today && today - last.day <= 1)?;
    let (mean, limit) = (mean(baseline), limit(baseline));
    let (mut average, mut beyond) = (mean, Vec::<u32>::new());
    for one in watched {
        average += LAMBDA * (f64::from(one.value) - average);
        let goes_on = beyond.last().is_none_or(|before| *before + 1 == one.day);
        if average <= limit || !goes_on {
            beyond.clear();
        }
        if average > limit {
            beyond.push(one.day);
        }
    }
    let since = *beyond.first()?;
    let baseline = [baseline.first()?.day, baseline.last()?.day];
    (beyond.len() >= ROUGH_DAYS && beyond.last() == Some(&last.day)).then_some(RoughPatch { since, baseline })
}

/// Returns the current baseline and the ratings after it. A baseline begins when [`WATCHED_DAYS`] of the last have
/// passed.
fn newest_baseline(ratings: &[DayRated]) -> Option<(&[DayRated], &[DayRated])> {
    let mut rest = ratings;
    loop {
        let (baseline, after) = rest.split_at_checked(BASELINE_DAYS)?;
        let until = baseline.last()?.day + WATCHED_DAYS;
        let watched = after.iter().take_while(|one| one.day <= until).count();
        if watched == after.len() {
            return Some((baseline, after));
        }
        rest = after.get(watched..)?;
    }
}

fn mean(baseline: &[DayRated]) -> f64 {
    baseline.iter().map(|one| f64::from(one.value)).sum::<f64>() / BASELINE_DAYS as f64
}

fn limit(baseline: &[DayRated]) -> f64 {
    let mean = mean(baseline);
    let squares: f64 = baseline.iter().map(|one| (f64::from(one.value) - mean).powi(2)).sum();
    let spread = (squares / (BASELINE_DAYS - 1) as f64).sqrt().max(SPREAD_MIN);
    mean + LIMIT * spread * (LAMBDA / (2.0 - LAMBDA)).sqrt()
}
