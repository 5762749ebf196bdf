//! The trend: slopes and intervals from an independent calculation, too little data, and missing days.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

use troth_insight::{DayRated, Level, TREND_DAYS_MIN, TREND_RATINGS_MIN, TooFew, Trend};

fn weekly(values: &[u8]) -> Vec<DayRated> {
    values.iter().zip(0..).map(|(value, week)| DayRated { day: 7 * week, value: *value }).collect()
}

fn check(values: &[u8], level: Level, a_week: [f64; 3]) {
    let found = Trend::of(&weekly(values), level).unwrap().over(7);
    for (found, expected) in found.into_iter().zip(a_week) {
        assert!((found - expected).abs() < 1e-9, "{values:?}: {found}, expected {expected}");
    }
}

#[test]
fn slopes_and_intervals_are_those_of_the_sorted_pairs() {
    // A straight line has one slope.
    check(&[0, 1, 2, 3, 4, 5, 6, 7], Level::Ninety, [1.0, 1.0, 1.0]);
    check(&[5; 9], Level::Ninety, [0.0, 0.0, 0.0]);
    // Worked out by a few lines of Python from the same definition.
    check(&[4, 3, 5, 5, 4, 6, 5, 7, 5, 6, 4, 6], Level::Eighty, [0.000000000000, 0.166666666667, 0.333333333333]);
    check(&[4, 3, 5, 5, 4, 6, 5, 7, 5, 6, 4, 6], Level::Ninety, [0.000000000000, 0.166666666667, 0.333333333333]);
    check(&[2, 7, 3, 8, 4, 6, 5, 5], Level::Ninety, [-0.750000000000, 0.414285714286, 0.500000000000]);
    check(&[9, 7, 8, 6, 7, 5, 5, 4, 4, 2], Level::Ninety, [-0.857142857143, -0.666666666667, -0.500000000000]);
}

#[test]
fn care_27_no_trend_below_its_minimum() {
    assert_eq!(Trend::of(&[], Level::Ninety), Err(TooFew { ratings: TREND_RATINGS_MIN }));
    assert_eq!(Trend::of(&weekly(&[4, 5, 6, 7, 8]), Level::Ninety), Err(TooFew { ratings: 3 }));
    let in_one_week: Vec<DayRated> = (0..10).map(|day| DayRated { day, value: 5 }).collect();
    assert_eq!(Trend::of(&in_one_week, Level::Ninety), Err(TooFew { ratings: 0 }), "enough ratings, of too few days");
    let mut spread = in_one_week;
    spread.push(DayRated { day: TREND_DAYS_MIN, value: 5 });
    assert_eq!(Trend::of(&spread, Level::Ninety).unwrap().days(), TREND_DAYS_MIN);
}

#[test]
fn one_bad_day_bends_nothing_and_a_day_left_out_is_not_filled_in() {
    check(&[1, 2, 3, 4, 0, 6, 7, 8, 9, 10], Level::Eighty, [1.0, 1.0, 1.0]);
    let mut ratings = weekly(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    ratings.remove(4);
    let trend = Trend::of(&ratings, Level::Ninety).unwrap();
    assert!((trend.over(7)[1] - 1.0).abs() < 1e-9);
    assert_eq!(trend.days(), 63);
}

#[test]
fn a_wider_level_is_no_narrower() {
    let ratings = weekly(&[2, 7, 3, 8, 4, 6, 5, 5]);
    let [eighty, ninety] = [Level::Eighty, Level::Ninety].map(|level| Trend::of(&ratings, level).unwrap().over(77));
    assert!(ninety[0] <= eighty[0] && eighty[2] <= ninety[2] && ninety != eighty, "{eighty:?} {ninety:?}");
    assert!(eighty[0] <= eighty[1] && eighty[1] <= eighty[2]);
}

#[test]
fn twice_the_same_day_is_no_slope() {
    let mut ratings = weekly(&[0, 1, 2, 3, 4, 5, 6, 7]);
    ratings.insert(1, DayRated { day: 0, value: 9 });
    let found = Trend::of(&ratings, Level::Ninety).unwrap().over(7);
    assert!(found.iter().all(|slope| slope.is_finite()), "{found:?}");
}
