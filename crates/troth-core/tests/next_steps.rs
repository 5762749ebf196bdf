//! Next steps: at most three, each with what it rests on, quiet when there is nothing to do.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::{blob, date, once, text, time};
use troth_core::{
    Because, CheckInCommand, Command, JournalCommand, MembershipCommand, Moment, NEXT_STEPS_MAX, NextStep, Points,
    PromiseCommand, Questions, Rated, RatingCommand, SettingsCommand, State, Step, Telling, WindowHours, next_steps,
};
use troth_testkit::{Couple, Seed};

fn steps(couple: &Couple, phone: usize) -> Vec<NextStep> {
    next_steps(&couple.phone(phone).state(), &couple.phone(phone).actor, couple.now(phone))
}

fn kinds(couple: &Couple, phone: usize) -> Vec<Step> {
    steps(couple, phone).into_iter().map(|next| next.step).collect()
}

fn do_all_for_oneself(couple: &mut Couple, phone: usize) {
    let rated = Rated { trust: Points::new(5), safe_to_talk: None, load: None, note: None };
    couple.must(phone, Command::Journal(JournalCommand::Write(text("first lines"))));
    couple.must(phone, Command::Rating(RatingCommand::Rate(rated)));
    couple.must(phone, Command::Settings(SettingsCommand::KeepRecoveryCode));
}

fn dismiss(couple: &mut Couple, phone: usize, step: Step, days: u32) {
    let until = couple.now(phone).date().plus_days(days);
    couple.must(phone, Command::Settings(SettingsCommand::DismissStep { step, until }));
}

#[test]
fn alone_there_is_something_to_begin_with() {
    let mut couple = Couple::apart(Seed(1));
    couple.must(0, Command::Membership(MembershipCommand::Start { name: text("Ada"), label: text("phone") }));
    let own = couple.phone(0).own.state();
    let alone = next_steps(&State { own, shared: None }, &couple.phone(0).actor, couple.now(0));
    let expected = [Step::WriteFirstLines, Step::InvitePartner, Step::KeepRecoveryCode];
    assert_eq!(alone.iter().map(|next| next.step).collect::<Vec<_>>(), expected);
    assert_eq!(alone.len(), NEXT_STEPS_MAX);
}

#[test]
fn freshly_linked_the_first_round_comes_first() {
    let couple = Couple::linked(Seed(3));
    assert_eq!(kinds(&couple, 0), [Step::CallFirstRound, Step::OfferPromise, Step::WriteFirstLines]);
}

#[test]
fn what_the_other_waits_for_comes_before_beginnings() {
    let mut couple = Couple::linked(Seed(3));
    let offer = couple.must(0, Command::Promise(PromiseCommand::Offer(once(Moment::on(date("2026-03-04"))))))[0];
    let window = WindowHours::new(12).unwrap();
    let call = CheckInCommand::CallRound { questions: Questions::Daily, window };
    let call = couple.must(0, Command::CheckIn(call))[0];
    couple.deliver_all();
    let round = troth_core::RoundId::Called { call };
    let expected = [
        NextStep { step: Step::AnswerRound(round), because: Because::RoundIsOpen },
        NextStep { step: Step::AnswerProposal(offer), because: Because::ProposedOn(date("2026-03-02")) },
    ];
    assert_eq!(steps(&couple, 2)[..2], expected);
    couple.must(2, Command::CheckIn(CheckInCommand::Answer { round, cell: blob(b"c"), secret: blob(b"s") }));
    couple.deliver_all();
    assert!(!kinds(&couple, 2).contains(&Step::AnswerRound(round)));
    assert_eq!(kinds(&couple, 0)[0], Step::AnswerRound(round), "nothing tells whether the other has answered");
}

#[test]
fn an_own_promise_is_brought_up_when_due_and_for_a_week() {
    let mut couple = Couple::linked(Seed(3));
    let due = Moment::at(date("2026-03-03"), time(18, 0));
    let promise = couple.must(0, Command::Promise(PromiseCommand::Offer(once(due))))[0];
    couple.deliver_all();
    couple.must(2, Command::Promise(PromiseCommand::Accept(promise)));
    couple.deliver_all();
    couple.clock.pass_days(1);
    let keep = NextStep { step: Step::KeepPromise(promise, due.date), because: Because::DueToday(due) };
    assert!(steps(&couple, 0).contains(&keep));
    couple.clock.pass_days(1);
    let tell = NextStep { step: Step::TellOutcome(promise, due.date), because: Because::WasDue(due) };
    assert_eq!(steps(&couple, 0)[0], tell);
    assert!(!kinds(&couple, 2).contains(&tell.step), "the receiver isn't sent after it");
    let kept = PromiseCommand::Tell { promise, due: due.date, telling: Telling::Kept, note: None };
    couple.must(0, Command::Promise(kept));
    assert!(!kinds(&couple, 0).contains(&tell.step));
}

#[test]
fn care_26_every_step_can_be_put_away_for_a_time() {
    let mut couple = Couple::linked(Seed(3));
    do_all_for_oneself(&mut couple, 0);
    dismiss(&mut couple, 0, Step::CallFirstRound, 2);
    dismiss(&mut couple, 0, Step::OfferPromise, 5);
    couple.deliver_all();
    assert!(kinds(&couple, 0).is_empty(), "quiet when there is nothing to do");
    assert!(kinds(&couple, 1).is_empty(), "on the other device too");
    couple.clock.pass_days(2);
    assert_eq!(kinds(&couple, 0), [Step::CallFirstRound, Step::PlanCheckIns]);
}

#[test]
fn care_26_a_suggestion_keeps_its_repeat_limit() {
    let mut couple = Couple::linked(Seed(3));
    do_all_for_oneself(&mut couple, 0);
    let rate = |couple: &Couple| kinds(couple, 0).contains(&Step::RateHowItFeels);
    dismiss(&mut couple, 0, Step::CallFirstRound, 90);
    dismiss(&mut couple, 0, Step::OfferPromise, 90);
    couple.clock.pass_days(6);
    assert!(!rate(&couple));
    couple.clock.pass_days(1);
    let rested = couple.phone(0).shared.state().members.resting(couple.now(0).date()).is_some();
    assert!(rate(&couple) || rested);
}
