//! Check-in rounds: what each partner sees, what each device posts, and that nobody learns who skipped.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

#[path = "check_in/hours.rs"]
mod hours;
mod samples;

use samples::{blob, daily_plan, time};
use troth_core::check_in::{
    CALLS_PER_DAY_MAX, CellPosted, CheckInCommand, CheckInEvent, PlanStanding, Questions, RoundCalled, RoundDuty,
    RoundId, RoundStatus, WindowHours,
};
use troth_core::membership::MembershipCommand;
use troth_core::sealed::Stage;
use troth_core::{AnomalyKind, Command, EntryId, Refusal};
use troth_testkit::{Couple, Seed};

fn check_in(command: CheckInCommand) -> Command {
    Command::CheckIn(command)
}

fn called(couple: &mut Couple) -> RoundId {
    let window = WindowHours::new(12).unwrap();
    let call = couple.must(0, check_in(CheckInCommand::CallRound { questions: Questions::Daily, window }))[0];
    couple.deliver_all();
    RoundId::Called { call }
}

fn answer(round: RoundId) -> Command {
    check_in(CheckInCommand::Answer { round, cell: blob(b"sealed"), secret: blob(b"secret") })
}

/// A planned round that is on, with everybody's clock at its beginning.
fn on_now() -> (Couple, RoundId) {
    let (mut couple, plan) = agreed(20);
    couple.clock.pass_hours(11);
    let round = RoundId::Planned { plan, date: couple.now(0).date() };
    assert_eq!(stage(&couple, 0, round), Stage::Open);
    (couple, round)
}

fn planned(hour: u16) -> (Couple, EntryId) {
    let mut couple = Couple::linked(Seed(3));
    let plan = daily_plan(couple.now(0).date(), time(hour, 0), 4);
    let plan = couple.must(0, check_in(CheckInCommand::ProposePlan(plan)))[0];
    couple.deliver_all();
    (couple, plan)
}

fn rounds(couple: &Couple, phone: usize) -> Vec<RoundStatus> {
    couple.phone(phone).state().rounds(&couple.phone(phone).actor, couple.now(phone))
}

fn stage(couple: &Couple, phone: usize, round: RoundId) -> Stage {
    rounds(couple, phone).into_iter().find(|view| view.round == round).unwrap().stage
}

fn duties(couple: &Couple, phone: usize) -> Vec<RoundDuty> {
    couple.phone(phone).state().round_duties(&couple.phone(phone).actor, couple.now(phone))
}

/// Lets every device post what it owes, until no device owes anything.
fn settle(couple: &mut Couple) {
    loop {
        let owed: Vec<(usize, RoundDuty)> =
            (0..4).flat_map(|phone| duties(couple, phone).into_iter().map(move |duty| (phone, duty))).collect();
        if owed.is_empty() {
            return;
        }
        for (phone, duty) in owed {
            let command = done(couple, phone, duty);
            couple.must(phone, check_in(command));
        }
        couple.deliver_all();
    }
}

fn done(couple: &Couple, phone: usize, duty: RoundDuty) -> CheckInCommand {
    match duty {
        RoundDuty::PostCell { round } => cell(round, !couple.phone(phone).held.rounds.contains(&round)),
        RoundDuty::PostOpening { round, own_cell, their_cell } => {
            CheckInCommand::PostOpening { round, own_cell, their_cell, opening: blob(b"opening") }
        }
    }
}

fn cell(round: RoundId, spare: bool) -> CheckInCommand {
    CheckInCommand::PostCell { round, cell: blob(b"sealed"), secret: blob(b"secret"), spare }
}

#[test]
fn a_called_round_opens_when_both_are_in() {
    let mut couple = Couple::linked(Seed(3));
    let round = called(&mut couple);
    assert_eq!(stage(&couple, 2, round), Stage::Open);
    couple.must(0, answer(round));
    couple.deliver_all();
    assert_eq!((stage(&couple, 0, round), stage(&couple, 1, round)), (Stage::Waiting, Stage::Waiting));
    assert_eq!(stage(&couple, 2, round), Stage::Open);
    assert!(duties(&couple, 0).is_empty(), "an opening waits for the other's cell");
    couple.must(2, answer(round));
    couple.deliver_all();
    assert!(matches!(duties(&couple, 0)[..], [RoundDuty::PostOpening { .. }]));
    settle(&mut couple);
    for phone in 0..4 {
        let tries = couple.phone(phone).state().round_tries(&couple.phone(phone).actor, round);
        assert_eq!(tries.len(), 1, "each device can try to open it, with its partner's secret");
        assert!(rounds(&couple, phone).remove(0).may_open);
        let secret = couple.phone(phone).own.state().check_ins.cell_secret(round, tries[0].device);
        assert_eq!(secret, Some(&b"secret"[..]));
    }
}

#[test]
fn care_13_waiting_and_ending_look_the_same_whatever_the_other_did() {
    let play = |other_answers: &[usize]| {
        let mut couple = Couple::linked(Seed(3));
        let round = called(&mut couple);
        couple.must(0, answer(round));
        couple.deliver_all();
        let waiting = rounds(&couple, 0);
        for phone in other_answers {
            couple.must(*phone, answer(round));
        }
        // The other partner's entries have not opened anything yet.
        couple.push(2);
        couple.pull(0, usize::MAX);
        let still_waiting = rounds(&couple, 0);
        (waiting, still_waiting)
    };
    let (skipped, answered) = (play(&[]), play(&[2]));
    assert_eq!(skipped, answered);
    assert_eq!(skipped.0, skipped.1);
}

#[test]
fn care_13_every_device_posts_a_cell_answered_or_not() {
    let settled = |answering: &[usize]| {
        let mut couple = Couple::linked(Seed(3));
        let round = called(&mut couple);
        for phone in answering {
            couple.must(*phone, answer(round));
        }
        couple.deliver_all();
        couple.clock.pass_hours(12);
        settle(&mut couple);
        let shared = couple.phone(3).shared.state();
        let cells = (0..4).filter(|phone| shared.check_ins.cell_of(round, couple.phone(*phone).actor.device).is_some());
        let kinds: Vec<u16> = couple.phone(3).shared.entries().iter().map(|entry| entry.event.kind()).collect();
        let count = |kind| kinds.iter().filter(|one| **one == kind).count();
        (cells.count(), count(310), count(311))
    };
    let expected = (4, 4, 8);
    assert_eq!(settled(&[]), expected);
    assert_eq!(settled(&[0]), expected);
    assert_eq!(settled(&[0, 2]), expected);
}

#[test]
fn one_answer_a_partner_and_it_does_not_change() {
    let mut couple = Couple::linked(Seed(3));
    let round = called(&mut couple);
    couple.must(0, answer(round));
    assert_eq!(couple.act(0, answer(round)), Err(Refusal::AlreadyAnswered));
    couple.deliver_all();
    assert_eq!(couple.act(1, answer(round)), Err(Refusal::AlreadyAnswered), "nor from the second device");
    couple.forge(0, CheckInEvent::CellPosted(CellPosted { round, cell: blob(b"other") }));
    couple.deliver_all();
    let shared = couple.phone(2).shared.state();
    assert_eq!(shared.anomalies.kept()[0].kind, AnomalyKind::AlreadySettled);
    let cell = shared.check_ins.cell_of(round, couple.phone(0).actor.device).unwrap();
    assert_eq!(shared.check_ins.posted(round, cell).unwrap().cells[0].as_bytes(), b"sealed");
}

#[test]
fn a_round_has_its_window() {
    let mut couple = Couple::linked(Seed(3));
    let round = called(&mut couple);
    let blank = check_in(cell(round, true));
    assert_eq!(couple.act(2, blank.clone()), Err(Refusal::AlreadyDone), "not owed while the round is open");
    couple.clock.pass_hours(12);
    assert_eq!(couple.act(2, answer(round)), Err(Refusal::RoundNotOpen));
    assert_eq!(stage(&couple, 2, round), Stage::Ended);
    couple.must(2, blank);
    let nowhere = RoundId::Called { call: samples::entry_id(1) };
    assert_eq!(couple.act(2, answer(nowhere)), Err(Refusal::NothingThere));
}

#[test]
fn a_plan_needs_both_and_ends_by_one() {
    let (mut couple, plan) = planned(20);
    assert_eq!(couple.act(0, check_in(CheckInCommand::AcceptPlan(plan))), Err(Refusal::NotYours));
    assert!(rounds(&couple, 0).is_empty());
    couple.must(2, check_in(CheckInCommand::AcceptPlan(plan)));
    couple.deliver_all();
    let today = RoundId::Planned { plan, date: couple.now(0).date() };
    assert_eq!(stage(&couple, 0, today), Stage::Scheduled);
    couple.clock.pass_hours(11);
    assert_eq!(stage(&couple, 0, today), Stage::Open);
    couple.hold_answer(2, today).unwrap();
    couple.must(2, check_in(CheckInCommand::EndPlan(plan)));
    couple.deliver_all();
    couple.clock.pass_days(1);
    assert_eq!(rounds(&couple, 0).len(), 1, "the rounds that were stay");
    assert_eq!(couple.act(0, check_in(CheckInCommand::EndPlan(plan))), Err(Refusal::AlreadyDone));
}

#[test]
fn no_round_falls_into_a_rest() {
    let (mut couple, plan) = planned(8);
    couple.must(2, check_in(CheckInCommand::AcceptPlan(plan)));
    couple.deliver_all();
    let until = Some(couple.now(0).date().plus_days(2));
    couple.must(2, Command::Membership(MembershipCommand::TakeRest { until }));
    couple.deliver_all();
    couple.clock.pass_days(2);
    let first = couple.now(0).date().minus_days(2);
    let listed: Vec<_> = rounds(&couple, 0).into_iter().filter(|view| view.stage != Stage::Scheduled).collect();
    assert_eq!(listed.iter().map(|view| view.date).collect::<Vec<_>>(), [first], "the day of asking keeps its round");
    couple.clock.pass_days(1);
    assert!(rounds(&couple, 0).len() >= 2);
}

#[test]
fn a_new_device_owes_nothing_for_rounds_before_it() {
    let (mut couple, plan) = planned(8);
    couple.must(2, check_in(CheckInCommand::AcceptPlan(plan)));
    couple.deliver_all();
    couple.clock.pass_days(3);
    let fresh = couple.now(0).date();
    assert!(!duties(&couple, 0).is_empty());
    let device = troth_core::DeviceId([9; 16]);
    couple.must(0, Command::Membership(MembershipCommand::AddDevice { device, label: samples::text("new") }));
    let actor = troth_core::Actor { device, ..couple.phone(0).actor };
    couple.clock.pass_hours(10);
    let owed = couple.phone(0).state().round_duties(&actor, couple.now(0));
    let dates: Vec<_> = owed
        .iter()
        .filter_map(|duty| match duty {
            RoundDuty::PostCell { round: RoundId::Planned { date, .. } } => Some(*date),
            _ => None,
        })
        .collect();
    assert!(!dates.is_empty() && dates.iter().all(|date| *date >= fresh), "{dates:?}");
}

fn agreed(hour: u16) -> (Couple, EntryId) {
    let (mut couple, plan) = planned(hour);
    couple.must(2, check_in(CheckInCommand::AcceptPlan(plan)));
    couple.deliver_all();
    (couple, plan)
}

fn propose(couple: &mut Couple, phone: usize, hour: u16) -> EntryId {
    let plan = daily_plan(couple.now(phone).date(), time(hour, 0), 4);
    let plan = couple.must(phone, check_in(CheckInCommand::ProposePlan(plan)))[0];
    couple.deliver_all();
    plan
}

fn standing(couple: &Couple, standing: PlanStanding) -> Vec<EntryId> {
    couple.phone(0).shared.state().check_ins.standing(standing).map(|(id, _)| id).collect()
}

#[test]
fn an_end_dated_back_hides_no_round_for_which_a_device_posted() {
    let (mut couple, plan) = agreed(8);
    let before = couple.clock;
    couple.clock.pass_days(2);
    let round = RoundId::Planned { plan, date: couple.now(0).date() };
    couple.hold_answer(0, round).unwrap();
    couple.hold_answer(2, round).unwrap();
    couple.clock.pass_hours(4);
    couple.must(0, check_in(cell(round, false)));
    couple.deliver_all();
    let later = core::mem::replace(&mut couple.clock, before);
    couple.must(2, check_in(CheckInCommand::EndPlan(plan)));
    couple.deliver_all();
    couple.clock = later;
    settle(&mut couple);
    for phone in 0..4 {
        assert!(
            couple.phone(phone).shared.state().check_ins.cell_of(round, couple.phone(phone).actor.device).is_some()
        );
    }
    let views = rounds(&couple, 1);
    assert!(views.iter().find(|view| view.round == round).unwrap().may_open);
}

#[test]
fn a_round_that_opened_stays_for_ever() {
    let mut couple = Couple::linked(Seed(3));
    let round = called(&mut couple);
    couple.must(0, answer(round));
    couple.must(2, answer(round));
    couple.deliver_all();
    settle(&mut couple);
    couple.clock.pass_days(1);
    let skipped = called(&mut couple);
    couple.clock.pass_days(400);
    for phone in 0..4 {
        let listed: Vec<_> = rounds(&couple, phone).into_iter().map(|view| view.round).collect();
        assert!(listed.contains(&round), "what was read once stays readable");
        assert!(!listed.contains(&skipped));
    }
}

#[test]
fn one_plan_is_in_force_and_the_newest_consent_wins() {
    let (mut couple, first) = agreed(8);
    couple.clock.pass_days(1);
    let second = propose(&mut couple, 2, 20);
    assert_eq!(standing(&couple, PlanStanding::InForce), [first], "a proposal ends nothing");
    couple.must(0, check_in(CheckInCommand::AcceptPlan(second)));
    couple.deliver_all();
    assert_eq!(standing(&couple, PlanStanding::InForce), [second]);
    couple.clock.pass_days(1);
    let today = couple.now(0).date();
    let listed: Vec<_> = rounds(&couple, 0).iter().map(|view| (view.round, view.stage)).collect();
    let planned = |plan, date, stage| (RoundId::Planned { plan, date }, stage);
    let expected = [
        planned(second, today.plus_days(1), Stage::Scheduled),
        planned(second, today, Stage::Scheduled),
        planned(second, today.minus_days(1), Stage::Ended),
        planned(first, today.minus_days(1), Stage::Ended),
        planned(first, today.minus_days(2), Stage::Ended),
    ];
    assert_eq!(listed, expected, "the rounds that had opened under the first stay");
}

#[test]
fn a_plan_that_ends_before_its_hour_has_no_round_that_day() {
    let (mut couple, plan) = agreed(20);
    couple.must(0, check_in(CheckInCommand::EndPlan(plan)));
    assert!(rounds(&couple, 0).is_empty());
}

#[test]
fn a_proposal_answers_the_others_and_either_ends_one() {
    let (mut couple, first) = planned(8);
    couple.clock.pass_minutes(1);
    let second = propose(&mut couple, 2, 20);
    assert_eq!(standing(&couple, PlanStanding::Open), [second]);
    assert_eq!(couple.act(2, check_in(CheckInCommand::AcceptPlan(first))), Err(Refusal::AlreadyDone));
    couple.must(0, check_in(CheckInCommand::EndPlan(second)));
    couple.deliver_all();
    let third = propose(&mut couple, 0, 9);
    couple.must(0, check_in(CheckInCommand::EndPlan(third)));
    assert!(standing(&couple, PlanStanding::Open).is_empty(), "declined by one, taken back by the other");
}

#[test]
fn plans_are_listed_by_when_they_were_written() {
    let mut couple = Couple::linked(Seed(3));
    let mut proposed = Vec::new();
    for hour in 8..14 {
        proposed.push(propose(&mut couple, 0, hour));
        couple.clock.pass_minutes(1);
    }
    assert_eq!(standing(&couple, PlanStanding::Open), proposed);
}

fn call(hours: u16) -> Command {
    let window = WindowHours::new(hours).unwrap();
    check_in(CheckInCommand::CallRound { questions: Questions::Daily, window })
}

#[test]
fn calling_has_its_brakes() {
    let mut couple = Couple::linked(Seed(3));
    for _ in 0..CALLS_PER_DAY_MAX {
        couple.must(0, call(1));
        couple.deliver_all();
        assert_eq!(couple.act(2, call(1)), Err(Refusal::RoundAlreadyOpen));
        couple.clock.pass_hours(1);
    }
    assert_eq!(couple.act(0, call(1)), Err(Refusal::TooManyRounds { limit: CALLS_PER_DAY_MAX }));
    couple.must(2, call(1));
    couple.clock.pass_hours(1);
    couple.must(2, Command::Membership(MembershipCommand::TakeRest { until: None }));
    assert_eq!(couple.act(2, call(1)), Err(Refusal::Resting));
}

#[test]
fn calls_beyond_the_limit_of_a_day_make_nobody_post() {
    let mut couple = Couple::linked(Seed(3));
    let window = WindowHours::new(1).unwrap();
    for _ in 0..10 {
        couple.forge(0, CheckInEvent::RoundCalled(RoundCalled { questions: Questions::Daily, window }));
    }
    couple.deliver_all();
    couple.clock.pass_hours(2);
    assert_eq!(duties(&couple, 2).len(), CALLS_PER_DAY_MAX);
    let anomalies = couple.phone(2).shared.state().anomalies.kept();
    assert!(anomalies.iter().all(|one| one.kind == AnomalyKind::TooManyRounds) && anomalies.len() == 7);
}
