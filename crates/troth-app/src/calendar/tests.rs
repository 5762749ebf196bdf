//! Calendar files, read back by a parser that others trust, with dates checked against crate `rrule`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

use icalendar::{Calendar, CalendarComponent, Component};
use rrule::RRuleSet;
use troth_core::{Every, Weekday, Weekdays};
use troth_testkit::{Dice, Seed};

use super::*;

/// 26 November 2026, 09:30 UTC.
const NOW: WallTime = WallTime { unix_ms: 1_795_685_400_000, offset_minutes: 60 };

fn date(text: &str) -> CivilDate {
    civil::parse_date(text).unwrap()
}

fn written(dates: Dates) -> String {
    let pieces = pieces("dates-check-in", dates, [0xab; 16], NOW);
    let file = File { name: String::new(), kind: FileKind::Calendar, pieces };
    file.text(&|message| format!("Time; for two, {}", message.id))
}

fn property(text: &str, name: &str) -> Option<String> {
    let calendar: Calendar = text.parse().unwrap();
    let [CalendarComponent::Event(event)] = &calendar.components[..] else { panic!("{text}") };
    event.properties().get(name).map(|property| property.value().to_owned())
}

#[test]
fn a_weekly_evening_as_a_file() {
    let rule = Recurrence::weekly(Weekdays::only(Weekday::Sun));
    let dates = Dates::repeating(date("2026-03-05"), rule, TimeOfDay::new(19, 30), NOW.date()).unwrap();
    let text = written(dates);
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//dates//EN",
        "BEGIN:VEVENT",
        "UID:abababababababababababababababab",
        "DTSTAMP:20261126T093000Z",
        "DTSTART:20261129T193000",
        "DURATION:PT30M",
        "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=SU",
        "CLASS:PRIVATE",
        "SUMMARY:Time\\; for two\\, dates-check-in",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    assert_eq!(text, expected.join("\r\n"));
    assert_eq!(property(&text, "DTSTART").as_deref(), Some("20261129T193000"));
    assert_eq!(property(&text, "RRULE").as_deref(), Some("FREQ=WEEKLY;INTERVAL=1;BYDAY=SU"));
    assert_eq!(property(&text, "CLASS").as_deref(), Some("PRIVATE"));
    assert!(property(&text, "SUMMARY").unwrap().starts_with("Time"));
    assert_eq!(property(&text, "DESCRIPTION"), None);
}

#[test]
fn a_whole_day_blocks_no_time() {
    let text = written(Dates { first: date("2026-12-24"), time: None, rule: None });
    assert!(text.contains("\r\nDTSTART;VALUE=DATE:20261224\r\nTRANSP:TRANSPARENT\r\n"), "{text}");
    assert_eq!(property(&text, "RRULE"), None);
}

#[test]
fn an_end_is_written_as_the_start_is() {
    let rule = Recurrence::new(Every::Days(2), Ending::Until(date("2026-12-31"))).unwrap();
    let dates = |time| written(Dates::repeating(date("2026-11-26"), rule, time, NOW.date()).unwrap());
    assert!(dates(None).contains("UNTIL=20261231\r\n"));
    assert!(dates(TimeOfDay::new(8, 0)).contains("UNTIL=20261231T235959\r\n"));
}

#[test]
fn what_is_over_has_no_file() {
    let rule = Recurrence::new(Every::Days(1), Ending::Count(3)).unwrap();
    assert_eq!(Dates::repeating(date("2026-11-01"), rule, None, NOW.date()), None);
}

fn random_rule(dice: &mut Dice, start: CivilDate) -> Recurrence {
    const WEEK: [Weekday; 7] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    let step = 1 + dice.below(5) as u16;
    let days: Vec<Weekday> = WEEK.into_iter().filter(|_| dice.one_in(3)).collect();
    let days = Weekdays::new(&days).unwrap_or(Weekdays::only(start.weekday()));
    let every = [Every::Days(step), Every::Weeks(step, days), Every::Months(step)][dice.below(3)];
    let until = start.plus_days(dice.below(900) as u32);
    let ending = [Ending::Never, Ending::Until(until), Ending::Count(1 + dice.below(60) as u16)][dice.below(3)];
    Recurrence::new(every, ending).unwrap()
}

/// What a calendar makes of the file. The times are read as UTC, which every zone agrees on.
fn in_a_calendar(text: &str, limit: u16) -> Vec<CivilDate> {
    let starts = text.lines().find(|line| line.starts_with("DTSTART")).unwrap();
    let starts = if starts.contains("VALUE=DATE:") { format!("{starts}T000000Z") } else { format!("{starts}Z") };
    let rule = property(text, "RRULE").unwrap();
    let rule = match rule.split_once("UNTIL=") {
        Some((_, until)) if until.contains('T') => format!("{rule}Z"),
        Some(_) => format!("{rule}T000000Z"),
        None => rule,
    };
    let starts = starts.replace(";VALUE=DATE", "");
    let set: RRuleSet = format!("{starts}\nRRULE:{rule}").parse().unwrap();
    let all = set.all(limit).dates;
    all.into_iter().map(|at| CivilDate::from_naive(at.date_naive()).unwrap()).collect()
}

#[test]
fn the_rule_in_the_file_falls_on_the_days_of_the_plan_from_today_on() {
    let mut compared = 0;
    for seed in Seed::cases(400) {
        let mut dice = seed.dice();
        let start = date("2026-01-01").plus_days(dice.below(400) as u32);
        let today = start.plus_days(dice.below(400) as u32).minus_days(dice.below(60) as u32);
        let rule = random_rule(&mut dice, start);
        let time = [None, TimeOfDay::new(19, 30)][dice.below(2)];
        let limit = 12;
        let expected = rule.dates(start, today, CivilDate::LAST, limit);
        let Some(dates) = Dates::repeating(start, rule, time, today) else {
            assert!(expected.is_empty(), "{seed:?}");
            continue;
        };
        let text = written(dates);
        assert_eq!(in_a_calendar(&text, limit as u16), expected, "{seed:?} {rule:?} from {start:?}, {today:?}: {text}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        compared += 1;
    }
    assert!(compared > 200, "{compared}");
}
