//! Two partners with two devices each act at random, deliver in any order, and end in one state.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod acts;
mod adversary;
mod epochs;
mod histories;
mod hostile;
#[path = "../samples/mod.rs"]
mod samples;

use troth_core::agreement::AgreementStanding;
use troth_core::closeness::HAND_CARDS;
use troth_core::membership::{Link, MembershipCommand};
use troth_core::{Command, Event, Log, OwnState, SharedState, State, Stream, WallTime, next_steps};
use troth_testkit::{Dice, Seed};

use histories::{HISTORIES, histories, play};
use hostile::hostile;

fn shuffled<S: troth_core::Folded>(log: &Log<S>, dice: &mut Dice) -> Log<S> {
    let mut entries = log.entries().to_vec();
    dice.shuffle(&mut entries);
    let mut other = Log::new(log.seats().clone());
    for piece in entries.chunks(5) {
        other.insert_all(piece.to_vec());
    }
    other
}

#[test]
fn any_order_gives_one_state() {
    let mut kinds = std::collections::BTreeSet::new();
    let mut played = 0;
    for seed in Seed::cases(histories()) {
        let mut couple = play(seed);
        played += 1;
        couple.deliver_all();
        let shared = &couple.phone(0).shared;
        let own = [0, 2].into_iter().flat_map(|phone| couple.phone(phone).own.entries());
        kinds.extend(shared.entries().iter().chain(own).map(|entry| entry.event.kind()));
        for phone in 1..4 {
            assert_eq!(shared.state(), couple.phone(phone).shared.state());
        }
        for first in [0, 2] {
            assert_eq!(couple.phone(first).own.state(), couple.phone(first + 1).own.state());
        }
        let mut dice = Seed(seed.0 ^ 1).dice();
        assert_eq!(shared.state(), shuffled::<SharedState>(shared, &mut dice).state());
        assert_eq!(couple.phone(0).own.state(), shuffled::<OwnState>(&couple.phone(0).own, &mut dice).state());
    }
    let all = samples::events().iter().map(Event::kind).collect();
    let missed: Vec<_> = std::collections::BTreeSet::difference(&all, &kinds).collect();
    assert!(played < HISTORIES || missed.is_empty(), "no history came to {missed:?}");
}

#[test]
fn nothing_that_not_yet_was_said_to_is_open() {
    for seed in Seed::cases(histories() / 20) {
        let mut couple = play(seed);
        couple.deliver_all();
        let all = &couple.phone(0).shared.state().agreements;
        for (&id, standing) in &all.standings(couple.now(0).date()) {
            let one = all.proposal(id).unwrap();
            match standing {
                AgreementStanding::Open => assert!(all.free_from(id).is_none_or(|free| free <= one.written.date())),
                AgreementStanding::Holds => assert!(one.consented.is_some() && all.not_yet(id).is_none()),
                _ => {}
            }
        }
    }
}

#[test]
fn views_never_panic_and_keep_their_limits() {
    for seed in Seed::cases(histories() / 20) {
        let mut couple = play(seed);
        couple.clock.pass_days(couple.dice.below(40) as u32);
        for phone in 0..4 {
            let (state, actor, now) = (couple.phone(phone).state(), couple.phone(phone).actor, couple.now(phone));
            assert!(next_steps(&state, &actor, now, troth_core::Stands::NotSure).len() <= troth_core::NEXT_STEPS_MAX);
            assert!(state.round_duties(&actor, now).len() <= troth_core::sealed::DUTIES_MAX);
            assert!(state.hand_duties(&actor, now).len() <= troth_core::sealed::DUTIES_MAX);
            assert!(state.hands(&actor, now).iter().all(|hand| hand.cards.len() <= HAND_CARDS));
            let shared = state.shared.unwrap();
            let mut newest_first: Vec<_> = shared.story.lines().iter().rev().collect();
            newest_first.sort_by_key(|line| core::cmp::Reverse(line.day));
            assert!(shared.story.newest_first().eq(newest_first), "{seed:?}");
            for promise in shared.promises.proposals().keys() {
                let days = [troth_core::CivilDate::FIRST, troth_core::CivilDate::LAST];
                let found = shared.promises.occurrences(*promise, days, &shared.members, now);
                assert!(found.len() <= troth_core::promise::OCCURRENCES_MAX);
                for one in &found {
                    let alone = shared.promises.occurrence(*promise, one.due.date, &shared.members, now);
                    assert_eq!(alone.as_ref(), Some(one), "one date alone says what a list says of it, {seed:?}");
                }
                let due = |day: &troth_core::CivilDate| found.iter().any(|one| one.due.date == *day);
                let around = (0..60).map(|day| now.date().minus_days(30).plus_days(day)).filter(|day| !due(day));
                for day in around.filter(|_| found.len() < troth_core::promise::OCCURRENCES_MAX) {
                    assert_eq!(shared.promises.occurrence(*promise, day, &shared.members, now), None, "{seed:?}");
                }
            }
        }
    }
}

#[test]
fn hostile_entries_fold_without_a_panic_and_in_any_order() {
    for seed in Seed::cases(histories() / 20) {
        let couple = play(seed);
        let mut dice = Seed(seed.0 ^ 2).dice();
        let entries: Vec<_> = (0..30).map(|_| hostile(&mut dice, &couple)).collect();
        let mut shared = couple.phone(0).shared.clone();
        shared.insert_all(entries.clone());
        assert_eq!(shared.state(), shuffled::<SharedState>(&shared, &mut dice).state());
        let mut own = couple.phone(0).own.clone();
        own.insert_all(entries);
        assert_eq!(own.state(), shuffled::<OwnState>(&own, &mut dice).state());
        let actor = couple.phone(0).actor;
        let state = State { own: own.state(), shared: Some(shared.state()), held: &troth_core::NOTHING_HELD };
        for now in [i64::MIN, 0, 1_772_442_000_000, i64::MAX] {
            let now = WallTime { unix_ms: now, offset_minutes: -1_000 };
            next_steps(&state, &actor, now, troth_core::Stands::NotSure);
            state.rounds(&actor, now);
            state.round_duties(&actor, now);
            shared.state().promises.own_follow_through(&actor, &shared.state().members, now);
        }
    }
}

/// Entries can be dated back, so this holds for entries at any place.
#[test]
fn care_18_whatever_comes_after_a_leave_undoes_it_in_no_order() {
    for seed in Seed::cases(histories() / 20) {
        let mut couple = play(seed);
        couple.deliver_all();
        if couple.act(0, Command::Membership(MembershipCommand::Leave)).is_err() {
            continue;
        }
        let mut dice = Seed(seed.0 ^ 3).dice();
        let mut shared = couple.phone(0).shared.clone();
        for _ in 0..60 {
            shared.insert(hostile(&mut dice, &couple));
            assert_eq!(shared.state().members.link(), Link::Unlinked, "seed {}", seed.0);
        }
    }
}

#[test]
fn every_draft_goes_to_the_stream_that_takes_it() {
    for seed in Seed::cases(histories() / 20) {
        let couple = play(seed);
        for phone in 0..4 {
            let wrong = |kind: &troth_core::Anomaly| kind.kind == troth_core::AnomalyKind::WrongStream;
            assert!(!couple.phone(phone).shared.state().anomalies.kept().iter().any(wrong));
            assert!(!couple.phone(phone).own.state().anomalies.kept().iter().any(wrong));
        }
    }
    assert!(Stream::Own < Stream::Shared);
}
