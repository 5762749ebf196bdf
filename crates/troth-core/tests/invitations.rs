//! What Today invites to over weeks: nothing twice in a row in the first week, what stands there anyway only once in a
//! while, and nothing light while something is raw.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::text;
use troth_core::breach::{BreachEvent, BreachKind, BreachNamed};
use troth_core::membership::MembershipCommand;
use troth_core::setback::{CalmPlanWritten, SetbackEvent, SetbackKind, SetbackRecorded};
use troth_core::settings::{DISMISSED_DAYS_MAX, SettingsCommand, Step};
use troth_core::solo::{SoloBody, SoloCommand};
use troth_core::{Command, NOTHING_HELD, Stands, State, next_steps};
use troth_testkit::{Couple, Seed};

/// As long as the campaign of two people in real browsers.
const FOURTEEN_WEEKS: usize = 98;

fn alone(couple: &Couple, stands: Stands) -> Vec<Step> {
    let state = State { own: couple.phone(0).own.state(), shared: None, held: &NOTHING_HELD };
    next_steps(&state, &couple.phone(0).actor, couple.now(0), stands).into_iter().map(|next| next.step).collect()
}

fn linked(couple: &Couple, stands: Stands) -> Vec<Step> {
    let phone = couple.phone(0);
    next_steps(&phone.state(), &phone.actor, couple.now(0), stands).into_iter().map(|next| next.step).collect()
}

fn one_apart() -> Couple {
    let mut couple = Couple::apart(Seed(1));
    couple.must(0, Command::Membership(MembershipCommand::Start { name: text("Ada"), label: text("phone") }));
    couple
}

/// The steps of each day, of which the person takes none.
fn days(mut couple: Couple, steps: impl Fn(&Couple) -> Vec<Step>, count: usize) -> Vec<Vec<Step>> {
    let mut all = Vec::new();
    for _ in 0..count {
        all.push(steps(&couple));
        couple.clock.pass_days(1);
    }
    all
}

fn of_all_who_begin(count: usize) -> Vec<(String, Vec<Vec<Step>>)> {
    let of = |stands: Stands| {
        let one = days(one_apart(), |couple| alone(couple, stands), count);
        let two = days(Couple::linked(Seed(3)), |couple| linked(couple, stands), count);
        [(format!("{stands:?}, alone"), one), (format!("{stands:?}, linked"), two)]
    };
    Stands::ALL.into_iter().flat_map(of).collect()
}

#[test]
fn a_step_that_was_not_taken_is_not_repeated_the_next_day_of_the_first_week() {
    for (who, days) in of_all_who_begin(7) {
        for pair in days[1..].windows(2) {
            assert!(pair[0] != pair[1] || pair[0].is_empty(), "{who}: {days:?}");
        }
    }
}

#[test]
fn what_stands_on_today_anyway_is_suggested_once_in_a_while() {
    let rare = [(Step::KeepRecoveryCode, 14), (Step::InvitePartner, 14), (Step::RateHowItFeels, 7)];
    for (who, days) in of_all_who_begin(FOURTEEN_WEEKS) {
        for (step, every) in &rare {
            let on = days.iter().enumerate().skip(7).filter(|(_, steps)| steps.contains(step));
            let on: Vec<usize> = on.map(|(day, _)| day).collect();
            assert!(on.windows(2).all(|pair| pair[1] - pair[0] >= *every), "{who}: {step:?} on {on:?}");
            assert!(!on.is_empty() || who.ends_with("linked"), "{who}: {step:?} never comes");
        }
    }
}

#[test]
fn where_few_things_are_open_some_days_have_none_and_none_stands_there_day_after_day() {
    let mut couple = Couple::linked(Seed(3));
    for step in [Step::CallFirstRound, Step::PlanCheckIns, Step::SetGoal, Step::DealIdeas, Step::WriteVictory] {
        dismiss(&mut couple, step);
    }
    for step in [Step::WriteCalmPlan, Step::AskForTalk, Step::WriteFirstLines, Step::SetBoundary] {
        dismiss(&mut couple, step);
    }
    couple.clock.pass_days(30);
    let days = days(couple, |couple| linked(couple, Stands::Hurt), 50);
    for step in [Step::OfferPromise, Step::GiveThanks] {
        let on: Vec<bool> = days.iter().map(|steps| steps.contains(&step)).collect();
        assert!(on.windows(2).all(|two| two != [true, true]), "{step:?} on two days in a row: {days:?}");
        let times = on.iter().filter(|is_on| **is_on).count();
        // About every fourth day; a little more often where an occasion comes or goes.
        assert!((1..=50 / 3).contains(&times), "{step:?} {times} times in fifty days: {days:?}");
    }
}

fn dismiss(couple: &mut Couple, step: Step) {
    let until = couple.now(0).date().plus_days(DISMISSED_DAYS_MAX);
    couple.must(0, Command::Settings(SettingsCommand::DismissStep { step, until }));
}

fn told(couple: &mut Couple, kind: SetbackKind) {
    let day = couple.now(2).date();
    couple.must(2, Command::Setback(SetbackEvent::SetbackRecorded(SetbackRecorded { kind, day, words: None })));
    couple.deliver_all();
}

#[test]
fn in_the_week_after_something_new_came_out_nobody_is_invited_to_lighter_things() {
    let kinds = [SetbackKind::DisclosureTold, SetbackKind::DisclosureFound, SetbackKind::Relapse];
    let is_light = |step: &Step| {
        matches!(step, Step::GiveThanks | Step::WriteVictory | Step::SetGoal | Step::DealIdeas | Step::OfferPromise)
    };
    let mut without = 0;
    for (start, kind) in (40..54).flat_map(|start| kinds.map(|kind| (start, kind))) {
        let mut couple = Couple::linked(Seed(3));
        let named = BreachNamed {
            responsible: couple.phone(2).actor.partner,
            title: text("The loan"),
            words: None,
            when: None,
            until: None,
            kind: BreachKind::Money,
        };
        couple.must(2, Command::Breach(BreachEvent::BreachNamed(named)));
        couple.clock.pass_days(start);
        without += usize::from(linked(&couple, Stands::Hurt).iter().any(is_light));
        told(&mut couple, kind);
        let week = days(couple, |couple| linked(couple, Stands::Hurt), 7);
        assert!(!week.iter().flatten().any(is_light), "{kind:?} on day {start}: {week:?}");
    }
    assert!(without > 0, "on other days they are there");
}

#[test]
fn who_has_a_plan_for_themselves_is_invited_to_no_other() {
    let mut couple = Couple::linked(Seed(3));
    assert!(linked(&couple, Stands::Hurt).contains(&Step::WriteCalmPlan));
    let plan = CalmPlanWritten { helps: Some(text("A walk")), worse: None, first: None };
    couple.must(0, Command::Solo(SoloCommand::Write(SoloBody::HardDays(plan))));
    let all = days(couple, |couple| linked(couple, Stands::Hurt), FOURTEEN_WEEKS);
    assert!(!all.iter().flatten().any(|step| *step == Step::WriteCalmPlan), "{all:?}");
}
