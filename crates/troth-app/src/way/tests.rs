#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

use troth_core::CivilDate;
use troth_core::breach::BreachKind;

use super::facts::{Facts, Happened};
use super::memory::{Memory, RETURNS_MAX};
use super::offer::{WAITED_FOR_MAX, offer};
use super::*;

fn day(number: u32) -> CivilDate {
    CivilDate::FIRST.plus_days(20_000 + number)
}

/// Somebody linked since so many days, on a day on which nothing else is so.
fn facts(group: Stands, day: i64) -> Facts {
    Facts { group, linked: true, day, waited_for: 0, too_much_today: false, happened: Vec::new(), kinds: Vec::new() }
}

/// What Today offers on each of so many days to somebody who only reads.
fn offered_over(days: u32, of_day: impl Fn(u32) -> Facts) -> Vec<(u32, &'static str)> {
    let mut memory = Memory::default();
    let mut all = Vec::new();
    for number in 0..days {
        if let Some(id) = offer(&of_day(number), &memory, day(number)) {
            memory.note(id, day(number));
            all.push((number, id));
        }
    }
    all
}

#[test]
fn every_reading_stands_once_and_its_other_side_exists() {
    for reading in &READINGS {
        assert_eq!(READINGS.iter().filter(|one| one.id == reading.id).count(), 1, "{}", reading.id);
        let other = reading.other_side.map(|id| super::reading(id).expect("a reading"));
        if reading.whom == For::Both {
            assert!(other.is_none(), "{}", reading.id);
        } else {
            let other = other.unwrap_or_else(|| panic!("{} has no other side", reading.id));
            assert!(other.whom != reading.whom, "{}", reading.id);
        }
    }
}

#[test]
fn there_are_eleven_for_the_hurt_fifteen_for_the_responsible_and_the_rest_for_both() {
    let count = |whom| READINGS.iter().filter(|one| one.whom == whom).count();
    assert_eq!([count(For::Hurt), count(For::Responsible), count(For::Both)], [11, 15, 23]);
}

#[test]
fn every_kind_of_breach_has_a_reading_of_its_own() {
    use BreachKind::{Affair, BrokenPromise, Lie, Money, Other, Privacy, Relapse};
    for kind in [Affair, Lie, BrokenPromise, Money, Relapse, Privacy, Other] {
        let mut of_kind = facts(Stands::NotSure, 1);
        of_kind.happened = vec![(Happened::Named, 1)];
        of_kind.kinds = vec![(kind, 1)];
        let first = offer(&of_kind, &Memory::default(), day(0)).expect("a reading");
        let expected = match kind {
            Affair => "8-affair",
            Money => "8-money",
            Lie | BrokenPromise => "8-word",
            Relapse => "8-relapse",
            Privacy => "8-privacy",
            // What happened is named already, so there is nothing to say about naming it.
            Other => "0-waves",
        };
        assert_eq!(first, expected, "{kind:?}");
    }
}

#[test]
fn never_two_on_a_day_and_a_clear_day_lies_between() {
    for group in Stands::ALL {
        let days = offered_over(60, |number| facts(group, i64::from(number)));
        assert!(days.windows(2).all(|pair| pair[1].0 >= pair[0].0 + 2), "{days:?}");
        let mut ids: Vec<_> = days.iter().map(|(_, id)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), days.len(), "one came twice: {days:?}");
    }
}

#[test]
fn nothing_is_offered_while_somebody_waits_or_after_too_much() {
    let calm = facts(Stands::Hurt, 3);
    assert!(offer(&calm, &Memory::default(), day(0)).is_some());
    let waits = Facts { waited_for: WAITED_FOR_MAX + 1, ..calm.clone() };
    assert_eq!(offer(&waits, &Memory::default(), day(0)), None);
    let most = Facts { waited_for: WAITED_FOR_MAX, ..calm.clone() };
    assert!(offer(&most, &Memory::default(), day(0)).is_some());
    let much = Facts { too_much_today: true, ..calm.clone() };
    assert_eq!(offer(&much, &Memory::default(), day(0)), None);
    let off = Memory { is_off: true, ..Memory::default() };
    assert_eq!(offer(&calm, &off, day(0)), None);
}

#[test]
fn what_stands_in_its_room_alone_is_never_offered() {
    let of_room = ["0-way", "0-first-hurt", "0-first-resp", "1-hearing", "4-touch-hurt", "4-touch-resp", "5-checking"];
    let of_room = [of_room.as_slice(), &["6-not-together", "7-undecided", "7-parting", "8-invite"]].concat();
    let everything = [
        Happened::Named,
        Happened::NamedAlike,
        Happened::TheyWrote,
        Happened::TheyShared,
        Happened::HardDay,
        Happened::NewlyKnown,
        Happened::Relapse,
        Happened::PromiseMissed,
        Happened::PromiseAccepted,
        Happened::QuestionOpen,
        Happened::StatementShared,
        Happened::StatementHeard,
        Happened::TalkAsked,
        Happened::TalkBegun,
        Happened::AgreementStands,
        Happened::NotYetOrReview,
        Happened::WentWell,
    ];
    for group in Stands::ALL {
        for linked in [true, false] {
            let of_day = |number| Facts {
                happened: everything.map(|what| (what, 3)).to_vec(),
                linked,
                ..facts(group, i64::from(number))
            };
            let days = offered_over(200, of_day);
            assert!(days.iter().all(|(_, id)| !of_room.contains(id)), "{days:?}");
        }
    }
}

#[test]
fn nobody_is_invited_to_own_it_before_two_days_after_the_hurt_one_wrote() {
    let at = |ago| {
        let mut facts = facts(Stands::Responsible, 30);
        facts.happened = vec![(Happened::TheyWrote, ago)];
        offer(&facts, &Memory::default(), day(0))
    };
    assert_ne!(at(1), Some("1-owning"));
    assert_eq!(at(2), Some("1-owning"));
}

#[test]
fn the_hurt_one_is_offered_nothing_that_asks_something_of_them() {
    let days = offered_over(200, |number| facts(Stands::Hurt, i64::from(number)));
    let of_the_other = |id: &str| super::reading(id).is_some_and(|one| one.whom == For::Responsible);
    assert!(days.iter().all(|(_, id)| !of_the_other(id)), "{days:?}");
}

#[test]
fn put_away_it_returns_after_three_days_and_twice_at_most() {
    let mut memory = Memory::default();
    let mut shown = Vec::new();
    for number in 0..60 {
        // Only one door is open, so that nothing else comes in between.
        let mut facts = facts(Stands::Responsible, 0);
        facts.happened = vec![(Happened::QuestionOpen, 0)];
        if let Some(id) = offer(&facts, &memory, day(number)).filter(|id| *id == "2-answering") {
            shown.push(number);
            memory.note(id, day(number));
            memory.put_away(day(number));
            assert_eq!(memory.offered_on(day(number)).map(|one| one.id), None);
        }
    }
    assert_eq!(shown, [0, 3, 6]);
    assert_eq!(shown.len(), 1 + usize::from(RETURNS_MAX));
}

#[test]
fn what_happened_lately_comes_first_and_then_the_kind() {
    let mut facts = facts(Stands::Hurt, 30);
    facts.kinds = vec![(BreachKind::Money, 3)];
    assert_eq!(offer(&facts, &Memory::default(), day(0)), Some("8-money"));
    facts.happened = vec![(Happened::NewlyKnown, 1)];
    assert_eq!(offer(&facts, &Memory::default(), day(0)), Some("3-found"));
}
