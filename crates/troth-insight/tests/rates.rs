//! How often the rules and the note fire, with and without cause: the rates of care 25, within 2 points.
//!
//! Each test describes its simulation. Seeds are fixed and printed when a test fails; `--nocapture` prints the rates.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]
#![allow(clippy::print_stdout, reason = "what was measured is read with --nocapture")]

use std::f64::consts::TAU;
use std::ops::RangeInclusive;

use troth_insight::{DayRated, Level, Talk, Trend, Went, rough_patch, stalled, stalled_at, talks_break_down};
use troth_testkit::{Dice, Seed};

/// Allowed distance of a rate from care.md, in percentage points.
const POINTS: f64 = 2.0;
/// Simulated lives for each rate: the rate is then exact to half a point.
const DRAWN: u32 = 10_000;
/// The first day, far enough from 0 to look back from.
const START: u32 = 40_000;

/// A number from 0 to 1, and never 0.
fn share(dice: &mut Dice) -> f64 {
    let number = u32::from_le_bytes(dice.bytes());
    (f64::from(number) + 1.0) / (f64::from(u32::MAX) + 1.0)
}

/// Noise with mean 0 and a standard deviation of 1 (Box & Muller).
fn noise(dice: &mut Dice) -> f64 {
    (-2.0 * share(dice).ln()).sqrt() * (TAU * share(dice)).cos()
}

/// A rating as a person gives it: a whole number from 0 to 10.
fn given(day: u32, felt: f64) -> DayRated {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between 0 and 10")]
    let value = felt.round().clamp(0.0, 10.0) as u8;
    DayRated { day, value }
}

/// Checks that `fires` holds with the expected percentage, within [`POINTS`].
fn check(what: &str, seed: u64, expected: RangeInclusive<f64>, fires: impl Fn(&mut Dice) -> bool) {
    let mut dice = Seed::from_env_or(seed).dice();
    let fired = (0..DRAWN).filter(|_| fires(&mut dice)).count();
    let rate = 100.0 * f64::from(u32::try_from(fired).unwrap()) / f64::from(DRAWN);
    println!("{what}: {rate:.2} (expected {expected:?}, seed {seed})");
    let (low, high) = (expected.start() - POINTS, expected.end() + POINTS);
    assert!((low..=high).contains(&rate), "{what}: {rate}, not within {POINTS} of {expected:?}");
}

/// 26 weekly talks. Each breaks down independently with the same probability. The rule runs after each of them, and
/// fires if it does once.
#[test]
fn care_25_talks_that_break_down() {
    for (seed, share_broken, expected) in [(1, 0.1, 0.4), (2, 0.2, 8.0), (3, 0.3, 33.0), (4, 0.5, 90.0)] {
        check(&format!("talks, {share_broken} break down"), seed, expected..=expected, |dice| {
            let mut talks = Vec::new();
            (0..26).any(|week| {
                let went = if share(dice) <= share_broken { Went::Broken } else { Went::Through };
                talks.push(Talk { day: START + 7 * week, went });
                talks_break_down(&talks, START + 7 * week).is_some()
            })
        });
    }
}

/// Weekly trust from 4, rising evenly to 4 + gain at the last rating of one check, with independent noise of SD 1,
/// rounded. care.md leaves two things open, and these choices meet its numbers: ratings are whole numbers, and "the
/// upper 80 % limit" is the upper end of the two-sided 80 % interval, at the nearest rank. (With unrounded ratings, 38
/// % of the flat series are flagged.)
fn trust(dice: &mut Dice, weeks: u32, gain: f64) -> Vec<DayRated> {
    let felt = |week: u32, dice: &mut Dice| 4.0 + gain * f64::from(week) / 11.0 + noise(dice);
    (0..weeks).map(|week| given(START + 7 * week, felt(week, dice))).collect()
}

#[test]
fn care_25_trust_that_has_stalled() {
    for (seed, gain, expected) in
        [(11, 0.0, 48.0..=51.0), (12, 1.0, 15.0..=21.0), (13, 2.0, 3.0..=6.0), (14, 3.0, 0.0..=1.0)]
    {
        check(&format!("one check, true gain {gain}"), seed, expected, |dice| {
            stalled_at(&trust(dice, 12, gain), START + 77).is_some()
        });
    }
}

/// The suggestion needs two checks, four weeks apart, so it comes less often than either. care.md gives no rates for
/// both together; these are measured.
#[test]
fn two_checks_find_less_than_one() {
    for (seed, gain, measured) in [(15, 0.0, 24.0), (16, 1.0, 3.5), (17, 2.0, 0.0)] {
        check(&format!("two checks, true gain {gain}"), seed, measured..=measured, |dice| {
            stalled(&trust(dice, 16, gain), START + 105).is_some()
        });
    }
}

/// The interval on screen covers the true value as often as it says, or more often, both with the fewest ratings and
/// with a season of them.
#[test]
fn care_27_the_interval_holds_as_often_as_it_says() {
    for (seed, weeks) in [(31, 8), (32, 12)] {
        check(&format!("interval of {weeks} ratings"), seed, 90.0..=100.0, |dice| {
            let [low, _, high] = Trend::of(&trust(dice, weeks, 1.0), Level::Ninety).unwrap().over(77);
            (low..=high).contains(&1.0)
        });
    }
}

/// A load around 5 with noise of SD 1, rounded, without any change: 28 days of baseline and 84 days on each of which
/// the rule runs. Noise is independent or autocorrelated (AR(1)). care.md does not name the side; the note is about a
/// heavier load, so the limit is the upper one. It is that of the settled average from the first day on.
#[test]
fn care_25_rough_patches_that_are_none() {
    for (seed, held_over, expected) in [(21, 0.0_f64, 2.0), (22, 0.3, 12.0)] {
        check(&format!("rough patch, autocorrelation {held_over}"), seed, expected..=expected, |dice| {
            let fresh = (1.0 - held_over * held_over).sqrt();
            let mut before = noise(dice);
            let mut days = Vec::new();
            for day in START..START + 112 {
                days.push(given(day, 5.0 + before));
                before = held_over * before + fresh * noise(dice);
            }
            (29..=days.len()).any(|until| rough_patch(&days[..until], days[until - 1].day).is_some())
        });
    }
}
