//! Goals, milestones, growth, victories and letters.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::{date, text};
use troth_core::horizon::{GOALS_OPEN_MAX, GoalSet, GoalStanding, Horizon, HorizonCommand as Do};
use troth_core::{Command, EntryId, Refusal};
use troth_testkit::{Couple, Seed};

/// One partner's phone, and the other's.
const ANA: usize = 0;
const BEN: usize = 2;

fn goal(title: &str) -> GoalSet {
    GoalSet { title: text(title), why: Some(text("we used to laugh there")), review: None }
}

fn must(couple: &mut Couple, phone: usize, what: Do) -> EntryId {
    let id = couple.must(phone, Command::Horizon(what))[0];
    couple.deliver_all();
    id
}

fn refused(couple: &mut Couple, phone: usize, what: Do) -> Refusal {
    couple.act(phone, Command::Horizon(what)).unwrap_err()
}

fn seen(couple: &Couple, phone: usize) -> &Horizon {
    &couple.phone(phone).shared.state().horizon
}

#[test]
fn a_goal_is_set_shared_reached_with_its_steps() {
    let mut couple = Couple::linked(Seed(1));
    let lake = must(&mut couple, ANA, Do::SetGoal(goal("a week at the lake")));
    assert_eq!(refused(&mut couple, ANA, Do::ShareGoal(lake)), Refusal::NotYours);
    must(&mut couple, BEN, Do::ShareGoal(lake));
    assert_eq!(refused(&mut couple, BEN, Do::ShareGoal(lake)), Refusal::AlreadyDone);
    let step = must(&mut couple, BEN, Do::AddMilestone { goal: lake, title: text("ask for the days off") });
    must(&mut couple, ANA, Do::ReachMilestone(step));
    assert_eq!(refused(&mut couple, BEN, Do::ReachMilestone(step)), Refusal::AlreadyDone);
    must(&mut couple, BEN, Do::ReachGoal(lake));
    for phone in [ANA, BEN] {
        let goal = &seen(&couple, phone).goals()[&lake];
        assert_eq!((goal.standing(), goal.is_shared()), (GoalStanding::Reached, true));
        assert!(goal.milestones[0].reached.is_some());
    }
    assert_eq!(refused(&mut couple, ANA, Do::EndGoal(lake)), Refusal::AlreadyDone);
}

#[test]
fn care_21_only_its_author_changes_a_goal_and_the_change_is_marked() {
    let mut couple = Couple::linked(Seed(2));
    let lake = must(&mut couple, ANA, Do::SetGoal(goal("the lake")));
    let now = || goal("the sea");
    assert_eq!(refused(&mut couple, BEN, Do::ChangeGoal { goal: lake, now: now() }), Refusal::NotYours);
    assert_eq!(refused(&mut couple, BEN, Do::EndGoal(lake)), Refusal::NotYours);
    must(&mut couple, ANA, Do::ChangeGoal { goal: lake, now: now() });
    let seen = &seen(&couple, BEN).goals()[&lake];
    assert_eq!((seen.title.as_str(), seen.edited), ("the sea", true));
}

#[test]
fn care_21_mine_too_holds_for_the_words_it_names() {
    let mut couple = Couple::linked(Seed(2));
    let lake = must(&mut couple, ANA, Do::SetGoal(goal("the lake")));
    let step = || Do::AddMilestone { goal: lake, title: text("hand over the phone") };
    assert_eq!(refused(&mut couple, BEN, step()), Refusal::NotYours, "a goal of one is that one's to go on with");
    assert_eq!(refused(&mut couple, BEN, Do::ReachGoal(lake)), Refusal::NotYours);
    must(&mut couple, BEN, Do::ShareGoal(lake));
    assert!(seen(&couple, ANA).goals()[&lake].is_shared());
    must(&mut couple, ANA, Do::ChangeGoal { goal: lake, now: goal("you give up your job") });
    assert!(!seen(&couple, BEN).goals()[&lake].is_shared(), "other words put none in anybody's mouth");
    assert_eq!(seen(&couple, BEN).wording(lake).unwrap().title.as_str(), "the lake", "what was said to stays readable");
    must(&mut couple, BEN, Do::ShareGoal(lake));
    must(&mut couple, BEN, step());
    assert_eq!(seen(&couple, ANA).goals()[&lake].milestones[0].author, couple.phone(BEN).actor.partner);
}

#[test]
fn reached_and_let_go_at_once_is_reached() {
    let mut couple = Couple::linked(Seed(3));
    let lake = must(&mut couple, ANA, Do::SetGoal(goal("the lake")));
    must(&mut couple, BEN, Do::ShareGoal(lake));
    couple.must(BEN, Command::Horizon(Do::ReachGoal(lake)));
    couple.must(ANA, Command::Horizon(Do::EndGoal(lake)));
    couple.deliver_all();
    for phone in [ANA, BEN] {
        assert_eq!(seen(&couple, phone).goals()[&lake].standing(), GoalStanding::Reached);
    }
}

#[test]
fn a_review_lies_ahead_and_goals_are_few() {
    let mut couple = Couple::linked(Seed(4));
    let past = GoalSet { review: Some(date("2001-01-01")), ..goal("late") };
    assert_eq!(refused(&mut couple, ANA, Do::SetGoal(past)), Refusal::InThePast);
    for number in 0..GOALS_OPEN_MAX {
        must(&mut couple, ANA, Do::SetGoal(goal(&format!("goal {number}"))));
    }
    assert_eq!(refused(&mut couple, ANA, Do::SetGoal(goal("more"))), Refusal::TooManyOpen { limit: GOALS_OPEN_MAX });
    must(&mut couple, BEN, Do::SetGoal(goal("one of Ben's")));
}

#[test]
fn a_victory_is_celebrated_by_the_other_and_a_fact_only_once() {
    let mut couple = Couple::linked(Seed(5));
    let fact = Some(samples::entry_id(9));
    let won = must(&mut couple, ANA, Do::AddVictory { title: text("we talked on"), fact });
    assert_eq!(refused(&mut couple, BEN, Do::AddVictory { title: text("again"), fact }), Refusal::AlreadyDone);
    assert_eq!(refused(&mut couple, ANA, Do::Celebrate(won)), Refusal::NotYours);
    must(&mut couple, BEN, Do::Celebrate(won));
    assert!(seen(&couple, ANA).victories()[&won].celebrated);
}

#[test]
fn growth_and_letters_stay_in_the_order_of_the_log() {
    let mut couple = Couple::linked(Seed(6));
    must(&mut couple, ANA, Do::NoteGrowth(text("we say it sooner")));
    must(&mut couple, BEN, Do::NoteGrowth(text("I call ahead")));
    must(&mut couple, BEN, Do::WriteLetter(text("thank you for the years")));
    let seen = seen(&couple, ANA);
    let growth: Vec<&str> = seen.growth().iter().map(|noted| noted.words.as_str()).collect();
    assert_eq!(growth, ["we say it sooner", "I call ahead"]);
    assert_eq!(seen.letters().len(), 1);
}
