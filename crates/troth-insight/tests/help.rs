//! The three help rules and the note, at their limits.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

use troth_insight::{
    BASELINE_DAYS, DayRated, Overwhelmed, RoughPatch, Stalled, Talk, TalksBreakDown, WATCHED_DAYS, Went, overwhelmed,
    rough_patch, stalled, stalled_at, talks_break_down,
};

const START: u32 = 1_000;

/// Talks `every` so many days, from their letters: `x` broke down.
fn talks(letters: &str, every: u32) -> Vec<Talk> {
    let went = |letter| if letter == 'x' { Went::Broken } else { Went::Through };
    letters.chars().zip(0..).map(|(letter, at)| Talk { day: START + every * at, went: went(letter) }).collect()
}

fn check_talks(letters: &str, every: u32, days_after: u32, expected: Option<(usize, u32)>) {
    let talks = talks(letters, every);
    let found = talks_break_down(&talks, talks.last().map_or(START, |last| last.day) + days_after);
    let expected = expected.map(|(broken, since)| TalksBreakDown { broken, since });
    assert_eq!(found, expected, "{letters}, every {every} days, {days_after} days after");
}

#[test]
fn talks_break_down_five_times_of_eight_over_six_weeks() {
    check_talks("xxxxx...", 7, 0, Some((5, START)));
    check_talks("xxxx....", 7, 0, None);
    check_talks("xxxxxxx", 7, 0, None);
    check_talks("xxxxxxxx", 7, 0, Some((8, START)));
    check_talks("xxxxxxxx", 6, 0, Some((8, START)));
    check_talks("xxxxxxxx", 5, 0, None);
    check_talks("xxxxx.......", 7, 0, None);
    check_talks("....xxxxx...", 7, 0, Some((5, START + 28)));
    check_talks("xxxxx...", 7, 56, Some((5, START)));
    check_talks("xxxxx...", 7, 57, None);
    check_talks("", 7, 0, None);
}

fn rated(days: &[(u32, u8)]) -> Vec<DayRated> {
    days.iter().map(|(day, value)| DayRated { day: START + day, value: *value }).collect()
}

/// Checks what fires on a day: the prompt's day, and its ratings or tap.
fn check_coping(weekly: &[(u32, u8)], taps: &[u32], today: u32, expected: Option<Overwhelmed>) {
    let taps: Vec<u32> = taps.iter().map(|day| START + day).collect();
    assert_eq!(overwhelmed(&rated(weekly), &taps, START + today), expected, "{weekly:?} {taps:?} on {today}");
}

fn two_weeks(first: (u32, u8), later: (u32, u8)) -> Option<Overwhelmed> {
    let both = rated(&[first, later]);
    Some(Overwhelmed::TwoWeeks([both[0], both[1]]))
}

#[test]
fn overwhelmed_in_two_weeks_running_or_by_one_tap() {
    check_coping(&[(0, 3), (7, 4)], &[], 7, two_weeks((0, 3), (7, 4)));
    check_coping(&[(0, 3), (14, 3)], &[], 14, two_weeks((0, 3), (14, 3)));
    check_coping(&[(0, 3), (15, 4)], &[], 15, None);
    check_coping(&[(0, 2), (7, 4)], &[], 7, None);
    check_coping(&[(0, 4), (7, 2)], &[], 7, None);
    check_coping(&[(0, 4), (7, 0), (14, 4)], &[], 14, None);
    check_coping(&[(0, 4)], &[], 0, None);
    // Two entries of one week, from two devices, count as one week.
    check_coping(&[(0, 4), (3, 4)], &[], 3, None);
    check_coping(&[], &[5], 5, Some(Overwhelmed::TooMuchNow(START + 5)));
    check_coping(&[], &[5], 4, None);
}

#[test]
fn care_26_a_prompt_stands_two_weeks_and_the_next_comes_no_sooner_than_after_four() {
    let tap = |day| Some(Overwhelmed::TooMuchNow(START + day));
    check_coping(&[], &[0], 13, tap(0));
    check_coping(&[], &[0], 14, None);
    check_coping(&[], &[0, 20], 20, None);
    check_coping(&[], &[0, 27], 27, None);
    check_coping(&[], &[0, 28], 28, tap(28));
    check_coping(&[], &[0, 20, 30], 30, tap(30));
    let all = [(0, 4), (7, 4), (14, 4), (21, 4), (28, 4), (35, 4)];
    check_coping(&all, &[], 28, None);
    check_coping(&all, &[], 35, two_weeks((28, 4), (35, 4)));
}

fn weekly(values: &[u8], every: u32) -> Vec<DayRated> {
    values.iter().zip(0..).map(|(value, at)| DayRated { day: START + every * at, value: *value }).collect()
}

fn check_stalled(values: &[u8], every: u32, days_after: u32, expected: Option<(u32, u8)>) {
    let ratings = weekly(values, every);
    let found = stalled(&ratings, ratings.last().unwrap().day + days_after);
    let expected = expected.map(|(since, around)| Stalled { since: START + since, around });
    assert_eq!(found, expected, "{values:?}, every {every} days, {days_after} days after");
}

#[test]
fn stalled_is_flat_and_low_at_two_checks() {
    check_stalled(&[4; 16], 7, 0, Some((28, 4)));
    check_stalled(&[4; 15], 7, 0, None);
    check_stalled(&[8; 16], 7, 0, None);
    check_stalled(&[7; 16], 7, 0, Some((28, 7)));
    check_stalled(&[0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 7], 7, 0, None);
    check_stalled(&[7, 7, 7, 6, 6, 6, 5, 5, 5, 4, 4, 4, 3, 3, 3, 3], 7, 0, Some((28, 3)));
    // Flat now, and four weeks ago still rising.
    check_stalled(&[0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5, 5, 5, 5], 7, 0, None);
    check_stalled(&[4; 16], 7, 14, Some((28, 4)));
    check_stalled(&[4; 16], 7, 15, None);
    // Every second week is no weekly rating.
    check_stalled(&[4; 30], 14, 0, None);
}

#[test]
fn daily_ratings_are_read_as_weekly_ones() {
    let daily = weekly(&[4; 120], 1);
    let found = stalled_at(&daily, START + 119).unwrap();
    assert_eq!(found.since, START + 119 - 66);
}

/// Four weeks around 4, then `load` each day.
fn loads(load: &[u8]) -> Vec<DayRated> {
    let baseline = (0..BASELINE_DAYS).map(|day| if day % 2 == 0 { 4 } else { 5 });
    weekly(&baseline.chain(load.iter().copied()).collect::<Vec<_>>(), 1)
}

#[test]
fn a_rough_patch_is_a_week_beyond_the_limit() {
    let found = |days: &[DayRated]| rough_patch(days, days.last().unwrap().day);
    // The mean is 4.5, the spread 0.51, the limit 4.85: the average goes 4.65, 4.79, 4.91.
    let heavy = loads(&[6; 12]);
    let since = heavy[BASELINE_DAYS + 2].day;
    assert_eq!(found(&heavy), Some(RoughPatch { since, baseline: [START, START + 27] }));
    assert_eq!(found(&loads(&[6; 9])).map(|found| found.since), Some(since));
    assert_eq!(found(&loads(&[6; 8])), None, "the average is beyond for six days");
    assert_eq!(found(&loads(&[4, 5].repeat(30))), None);
    assert_eq!(found(&loads(&[0; 40])), None, "lighter is no rough patch");
    assert_eq!(found(&loads(&[])), None);
    let mut left_out = heavy.clone();
    left_out.remove(BASELINE_DAYS + 5);
    assert_eq!(found(&left_out), None, "a day without a rating is not filled in");
    assert_eq!(rough_patch(&heavy, heavy.last().unwrap().day + 2), None, "it lasts no longer than it is rated");
}

#[test]
fn a_baseline_is_followed_by_the_next() {
    let watched = WATCHED_DAYS as usize;
    let mut long = vec![4; watched];
    long.extend([9; BASELINE_DAYS]);
    long.extend([9; 20]);
    let days = loads(&long);
    let last = days.last().unwrap().day;
    assert_eq!(rough_patch(&days, last), None, "what was heavy before is the measure now");
}
