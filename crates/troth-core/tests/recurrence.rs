//! The closed recurrence profile, by table and against crate `rrule` as the oracle.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod samples;

use chrono::{Datelike, TimeZone, Weekday};
use rrule::{Frequency, NWeekday, RRule, Tz};
use samples::date;
use troth_core::{COUNT_MAX, CivilDate, Ending, Every, INTERVAL_MAX, Recurrence, Weekdays};
use troth_testkit::{Dice, Seed};

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

fn check(every: Every, ending: Ending, start: &str, expected: &[&str]) {
    let rule = Recurrence::new(every, ending).unwrap();
    let found = rule.dates(date(start), CivilDate::FIRST, CivilDate::LAST, 5);
    let expected: Vec<CivilDate> = expected.iter().map(|text| date(text)).collect();
    assert_eq!(found, expected, "{rule:?} from {start}");
}

#[test]
fn dates_by_table() {
    let mon_thu = Weekdays::new(&[Weekday::Thu, Weekday::Mon]).unwrap();
    check(Every::Days(1), Ending::Count(2), "2026-02-28", &["2026-02-28", "2026-03-01"]);
    check(Every::Days(3), Ending::Until(date("2026-03-08")), "2026-03-01", &["2026-03-01", "2026-03-04", "2026-03-07"]);
    check(Every::Weeks(1, mon_thu), Ending::Count(3), "2026-03-03", &["2026-03-05", "2026-03-09", "2026-03-12"]);
    check(Every::Weeks(2, mon_thu), Ending::Count(3), "2026-03-03", &["2026-03-05", "2026-03-16", "2026-03-19"]);
    check(Every::Months(1), Ending::Count(3), "2026-01-31", &["2026-01-31", "2026-03-31", "2026-05-31"]);
    check(Every::Months(12), Ending::Count(2), "2024-02-29", &["2024-02-29", "2028-02-29"]);
    check(Every::Days(1), Ending::Never, "2299-12-30", &["2299-12-30"]);
}

#[test]
fn bounds_hold() {
    let rule = |every, ending| Recurrence::new(every, ending).is_some();
    assert!(rule(Every::Days(INTERVAL_MAX), Ending::Count(COUNT_MAX)));
    assert!(!rule(Every::Days(0), Ending::Never) && !rule(Every::Months(INTERVAL_MAX + 1), Ending::Never));
    assert!(!rule(Every::Days(1), Ending::Count(0)) && !rule(Every::Days(1), Ending::Count(COUNT_MAX + 1)));
    assert!(Weekdays::new(&[]).is_none());
}

#[test]
fn text_for_calendars() {
    let check = |every, ending, expected| {
        assert_eq!(Recurrence::new(every, ending).unwrap().to_rrule_text(), expected);
    };
    check(Every::Days(1), Ending::Never, "FREQ=DAILY;INTERVAL=1");
    let weekend = Weekdays::new(&[Weekday::Sun, Weekday::Sat]).unwrap();
    check(Every::Weeks(1, weekend), Ending::Count(4), "FREQ=WEEKLY;INTERVAL=1;BYDAY=SA,SU;COUNT=4");
    check(Every::Months(2), Ending::Until(date("2026-12-31")), "FREQ=MONTHLY;INTERVAL=2;UNTIL=20261231");
}

fn random_rule(dice: &mut Dice, start: CivilDate) -> Recurrence {
    let step = 1 + dice.below(6) as u16;
    let days: Vec<Weekday> = WEEK.into_iter().filter(|_| dice.one_in(3)).collect();
    let days = Weekdays::new(&days).unwrap_or(Weekdays::only(start.weekday()));
    let every = [Every::Days(step), Every::Weeks(step, days), Every::Months(step)][dice.below(3)];
    let until = start.plus_days(dice.below(900) as u32);
    let ending = [Ending::Never, Ending::Until(until), Ending::Count(1 + dice.below(30) as u16)][dice.below(3)];
    Recurrence::new(every, ending).unwrap()
}

fn oracle(rule: Recurrence, start: CivilDate, limit: u16) -> Vec<CivilDate> {
    let at = |date: CivilDate| {
        let naive = date.naive();
        Tz::UTC.with_ymd_and_hms(naive.year(), naive.month(), naive.day(), 0, 0, 0).unwrap()
    };
    let mut theirs = match rule.every() {
        Every::Days(step) => RRule::new(Frequency::Daily).interval(step),
        Every::Weeks(step, days) => {
            RRule::new(Frequency::Weekly).interval(step).by_weekday(days.iter().map(NWeekday::Every).collect())
        }
        Every::Months(step) => RRule::new(Frequency::Monthly).interval(step),
    };
    theirs = match rule.ending() {
        Ending::Never => theirs,
        Ending::Until(until) => theirs.until(at(until)),
        Ending::Count(count) => theirs.count(u32::from(count)),
    };
    let dates = theirs.build(at(start)).unwrap().all(limit).dates;
    dates.into_iter().map(|date| CivilDate::from_naive(date.date_naive()).unwrap()).collect()
}

#[test]
fn agrees_with_the_rrule_crate() {
    const LIMIT: u16 = 25;
    for seed in Seed::cases(300) {
        let mut dice = seed.dice();
        let start = date("2024-01-01").plus_days(dice.below(1_500) as u32);
        let rule = random_rule(&mut dice, start);
        let found = rule.dates(start, CivilDate::FIRST, CivilDate::LAST, usize::from(LIMIT));
        assert_eq!(found, oracle(rule, start, LIMIT), "{rule:?} from {start:?}");
    }
}

#[test]
fn starting_later_only_leaves_out_what_came_before() {
    for seed in Seed::cases(300) {
        let mut dice = seed.dice();
        let start = date("2024-01-01").plus_days(dice.below(1_500) as u32);
        let rule = random_rule(&mut dice, start);
        let from = start.plus_days(dice.below(2_000) as u32);
        let to = from.plus_days(400);
        let all = rule.dates(start, CivilDate::FIRST, to, usize::MAX);
        let later: Vec<CivilDate> = all.into_iter().filter(|date| *date >= from).collect();
        assert_eq!(rule.dates(start, from, to, usize::MAX), later, "{rule:?} from {start:?}, seen from {from:?}");
        assert!(later.iter().all(|date| rule.falls_on(start, *date)));
    }
}
