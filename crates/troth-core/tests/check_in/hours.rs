//! Planned rounds and their hour: answers wait on their devices, every device posts before the round opens, and nothing
//! of it tells who answered.

use troth_core::Command;
use troth_core::check_in::{CheckInCommand, ROUNDS_LISTED_DAYS, RoundDuty, RoundId};
use troth_core::membership::MembershipCommand;
use troth_core::sealed::{CELLS_OWED_DAYS, GATHERING_MINUTES, Stage};
use troth_core::{DeviceId, Refusal};
use troth_testkit::{Couple, Seed};

use super::{agreed, answer, cell, check_in, done, duties, on_now, rounds, settle, stage};

#[test]
fn care_50_an_answer_to_a_planned_round_waits_where_it_was_given() {
    let (mut couple, round) = on_now();
    assert_eq!(couple.act(0, answer(round)), Err(Refusal::RoundNotOpen), "its cell would show when it was given");
    couple.hold_answer(0, round).unwrap();
    assert_eq!(stage(&couple, 0, round), Stage::Waiting);
    assert_eq!(couple.hold_answer(0, round), Err(Refusal::AlreadyAnswered));
    assert!((0..4).all(|phone| duties(&couple, phone).is_empty()), "nothing is posted while it is on");
    couple.clock.pass_hours(3);
    couple.clock.pass_minutes(u32::from(60 - GATHERING_MINUTES) - 1);
    assert_eq!(stage(&couple, 2, round), Stage::Open);
    assert!((0..4).all(|phone| duties(&couple, phone).is_empty()));
    couple.clock.pass_minutes(1);
    assert_eq!(stage(&couple, 2, round), Stage::Ended, "an answer now could only travel in a cell of its own");
    assert_eq!(couple.hold_answer(2, round), Err(Refusal::RoundNotOpen));
    assert!((0..4).all(|phone| duties(&couple, phone) == [RoundDuty::PostCell { round }]));
}

#[test]
fn care_50_a_planned_round_opens_at_its_hour_for_both_or_for_neither() {
    let play = |answering: &[usize]| {
        let (mut couple, round) = on_now();
        for phone in answering {
            couple.hold_answer(*phone, round).unwrap();
        }
        couple.clock.pass_hours(3);
        couple.clock.pass_minutes(u32::from(60 - GATHERING_MINUTES));
        settle(&mut couple);
        let may_open = |couple: &Couple| {
            let view = |phone| rounds(couple, phone).into_iter().find(|view| view.round == round);
            [0, 1, 2, 3].map(|phone| view(phone).unwrap().may_open)
        };
        let early = may_open(&couple);
        couple.clock.pass_minutes(u32::from(GATHERING_MINUTES));
        (early, may_open(&couple))
    };
    assert_eq!(play(&[0, 2]), ([false; 4], [true; 4]), "not a minute before, and then on every device of both");
    let alone = play(&[0]).1;
    assert_eq!(alone, [true, true, false, false], "who answered may try, and noise opens nothing");
    assert_eq!(play(&[]).1, [false; 4]);
}

#[test]
fn what_waits_is_forgotten_once_it_was_posted_or_the_link_has_ended() {
    let still = |couple: &Couple, phone: usize| {
        let held = couple.phone(phone).state().still_held(&couple.phone(phone).actor, couple.now(phone));
        held.rounds.len()
    };
    let (mut couple, round) = on_now();
    for phone in [0, 2] {
        couple.hold_answer(phone, round).unwrap();
    }
    couple.clock.pass_hours(4);
    assert_eq!([still(&couple, 0), still(&couple, 2)], [1, 1]);
    couple.must(0, check_in(cell(round, false)));
    assert_eq!([still(&couple, 0), still(&couple, 2)], [0, 1]);
    couple.must(0, Command::Membership(MembershipCommand::Leave));
    couple.deliver_all();
    assert_eq!(still(&couple, 2), 0, "nobody reads it any more");
}

#[test]
fn a_device_that_was_off_for_long_posts_nothing_and_leaves_its_author_their_words() {
    let (mut couple, round) = on_now();
    couple.hold_answer(0, round).unwrap();
    couple.clock.pass_days(CELLS_OWED_DAYS + 2);
    assert!((0..4).all(|phone| !duties(&couple, phone).contains(&RoundDuty::PostCell { round })));
    let state = couple.phone(0).state();
    assert_eq!(state.still_held(&couple.phone(0).actor, couple.now(0)).rounds.len(), 1);
    assert_eq!(stage(&couple, 0, round), Stage::Ended, "and stands in the list with them");
    couple.clock.pass_days(ROUNDS_LISTED_DAYS);
    let state = couple.phone(0).state();
    assert!(state.still_held(&couple.phone(0).actor, couple.now(0)).rounds.is_empty());
}

/// Everything that an observer sees of a round: who wrote what kind of which size when, in both streams of both.
fn seen(couple: &Couple) -> Vec<(DeviceId, u16, usize, i64)> {
    let streams = [couple.phone(0).own.entries(), couple.phone(2).own.entries(), couple.phone(1).shared.entries()];
    let mut seen: Vec<_> = streams
        .into_iter()
        .flatten()
        .map(|one| (one.header.device, one.event.kind(), one.event.encode_body().len(), one.header.written.unix_ms))
        .collect();
    seen.sort_unstable();
    seen
}

#[test]
fn care_13_what_devices_write_for_planned_rounds_follows_from_the_clock_alone() {
    for seed in Seed::cases(30) {
        let play = |gives: bool| {
            let mut dice = seed.dice();
            let (mut couple, plan) = agreed(20);
            for _ in 0..200 {
                couple.clock.pass_minutes(u32::try_from(dice.below(90)).unwrap());
                let phone = dice.below(4);
                let (answers, posts) = (dice.one_in(2), dice.one_in(2));
                let today = couple.now(phone).date();
                for date in [today, today.minus_days(1)] {
                    let round = RoundId::Planned { plan, date };
                    if gives && answers {
                        // Not every moment is one at which a round can be answered.
                        let _refused = couple.hold_answer(phone, round);
                    }
                }
                for duty in if posts { duties(&couple, phone) } else { Vec::new() } {
                    let command = done(&couple, phone, duty);
                    couple.must(phone, check_in(command));
                }
                couple.deliver_all();
            }
            let held: usize = (0..4).map(|phone| couple.phone(phone).held.rounds.len()).sum();
            (seen(&couple), held)
        };
        let (answered, skipped) = (play(true), play(false));
        assert!(answered.1 > 5 && skipped.1 == 0, "{seed:?}: {} answers", answered.1);
        assert!(answered.0.len() > 50, "{seed:?}");
        assert_eq!(answered.0, skipped.0, "{seed:?}");
    }
}

/// If the devices with an answer posted all the same, their cells would name them.
#[test]
fn an_end_dated_back_before_anybody_posted_lets_nobody_post() {
    let (mut couple, plan) = agreed(8);
    let before = couple.clock;
    couple.clock.pass_days(2);
    let round = RoundId::Planned { plan, date: couple.now(0).date() };
    couple.hold_answer(0, round).unwrap();
    let later = core::mem::replace(&mut couple.clock, before);
    couple.must(2, check_in(CheckInCommand::EndPlan(plan)));
    couple.deliver_all();
    couple.clock = later;
    assert_eq!(stage(&couple, 0, round), Stage::Waiting, "one's own words stay in sight");
    couple.clock.pass_hours(4);
    settle(&mut couple);
    let posted = |phone| couple.phone(phone).shared.state().check_ins.cell_of(round, couple.phone(phone).actor.device);
    assert!((0..4).all(|phone| posted(phone).is_none()));
}
