//! Appreciations, support, setbacks and plans for hard days.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::{date, text};
use troth_core::closeness::{
    ClosenessCommand as Do, ClosenessEvent, REQUESTS_OPEN_MAX, SupportAnswer, SupportAnswered, SupportAsked,
    SupportKind,
};
use troth_core::setback::SetbackWords;
use troth_core::setback::{CalmPlanWritten, SETBACK_WORDS_MAX, SetbackEvent, SetbackKind, SetbackRecorded};
use troth_core::{Command, EntryId, Moment, Refusal};
use troth_testkit::{Couple, Seed};

const ANA: usize = 0;
const BEN: usize = 2;

fn must(couple: &mut Couple, phone: usize, what: impl Into<Wish>) -> EntryId {
    let id = couple.must(phone, what.into().0)[0];
    couple.deliver_all();
    id
}

fn refused(couple: &mut Couple, phone: usize, what: impl Into<Wish>) -> Refusal {
    couple.act(phone, what.into().0).unwrap_err()
}

/// Either strand's command.
struct Wish(Command);

impl From<Do> for Wish {
    fn from(command: Do) -> Self {
        Self(Command::Closeness(command))
    }
}

impl From<SetbackEvent> for Wish {
    fn from(command: SetbackEvent) -> Self {
        Self(Command::Setback(command))
    }
}

fn answer(request: EntryId, answer: SupportAnswer) -> Do {
    Do::Answer(SupportAnswered { request, answer, words: None })
}

fn ask() -> Do {
    Do::Ask(SupportAsked { kind: SupportKind::Listening, words: None })
}

#[test]
fn care_21_an_appreciation_is_its_author_s() {
    let mut couple = Couple::linked(Seed(1));
    let appreciation = must(&mut couple, ANA, Do::Appreciate(text("the tea")));
    let reword = || Do::Reword { appreciation, words: text("the tea at six") };
    assert_eq!(refused(&mut couple, BEN, reword()), Refusal::NotYours);
    must(&mut couple, ANA, reword());
    let kept = &couple.phone(BEN).shared.state().closeness.appreciations()[&appreciation];
    assert_eq!((kept.words.as_str(), kept.edited), ("the tea at six", true));
}

#[test]
fn a_request_is_answered_once_by_the_other() {
    let mut couple = Couple::linked(Seed(2));
    let request = must(&mut couple, ANA, ask());
    assert_eq!(refused(&mut couple, ANA, answer(request, SupportAnswer::Now)), Refusal::NotYours);
    let past = SupportAnswer::At(Moment::on(date("2001-01-01")));
    assert_eq!(refused(&mut couple, BEN, answer(request, past)), Refusal::InThePast);
    must(&mut couple, BEN, answer(request, SupportAnswer::NotNow));
    assert_eq!(refused(&mut couple, BEN, answer(request, SupportAnswer::Now)), Refusal::AlreadyDone);
    assert_eq!(refused(&mut couple, ANA, Do::TakeBack(request)), Refusal::AlreadyDone);
}

#[test]
fn asking_does_not_press_and_can_be_taken_back() {
    let mut couple = Couple::linked(Seed(3));
    let first = must(&mut couple, ANA, ask());
    for _ in 1..REQUESTS_OPEN_MAX {
        must(&mut couple, ANA, ask());
    }
    assert_eq!(refused(&mut couple, ANA, ask()), Refusal::TooManyOpen { limit: REQUESTS_OPEN_MAX });
    must(&mut couple, ANA, Do::TakeBack(first));
    assert!(
        matches!(refused(&mut couple, ANA, ask()), Refusal::TooManyToday { .. }),
        "taking back makes no room to press"
    );
    couple.clock.pass_days(1);
    must(&mut couple, ANA, ask());
    let forged = SupportAnswered { request: first, answer: SupportAnswer::Now, words: None };
    couple.forge(ANA, ClosenessEvent::SupportAnswered(forged));
    couple.deliver_all();
    assert!(couple.phone(BEN).shared.state().closeness.requests()[&first].answer.is_none());
}

#[test]
fn a_setback_adds_a_crack_and_takes_no_gold_away() {
    let mut couple = Couple::linked(Seed(4));
    must(&mut couple, ANA, Do::Appreciate(text("the tea")));
    let before = couple.phone(BEN).shared.state().story.acts(troth_core::Strand::Closeness);
    let day = couple.now(ANA).date();
    let recorded = SetbackRecorded { kind: SetbackKind::HardDay, day, words: None };
    let setback = must(&mut couple, ANA, SetbackEvent::SetbackRecorded(recorded.clone()));
    must(&mut couple, BEN, SetbackEvent::SetbackWords(SetbackWords { setback, words: text("I am here") }));
    let state = couple.phone(BEN).shared.state();
    assert_eq!(state.story.cracks(), 1);
    assert_eq!(state.story.acts(troth_core::Strand::Closeness), before);
    assert_eq!(state.setbacks.setbacks()[&setback].words.len(), 1);
    let tomorrow = SetbackRecorded { day: day.plus_days(2), ..recorded };
    assert_eq!(refused(&mut couple, ANA, SetbackEvent::SetbackRecorded(tomorrow)), Refusal::NotDueYet);
}

#[test]
fn a_plan_is_each_partner_s_own_and_a_later_one_takes_its_place() {
    let mut couple = Couple::linked(Seed(5));
    let plan = |helps: &str| {
        SetbackEvent::CalmPlanWritten(CalmPlanWritten { helps: Some(text(helps)), worse: None, first: None })
    };
    must(&mut couple, ANA, plan("a walk"));
    must(&mut couple, BEN, plan("quiet"));
    must(&mut couple, ANA, plan("a walk, alone"));
    let nothing = SetbackEvent::CalmPlanWritten(CalmPlanWritten { helps: None, worse: None, first: None });
    assert_eq!(refused(&mut couple, ANA, nothing), Refusal::NothingSaid);
    let ana = couple.phone(ANA).actor.partner;
    let kept = couple.phone(BEN).shared.state().setbacks.plan(ana).unwrap().clone();
    assert_eq!((kept.what.helps.unwrap().as_str(), kept.edited), ("a walk, alone", true));
}

#[test]
fn neither_can_fill_a_hard_day_so_that_the_other_has_no_room() {
    let mut couple = Couple::linked(Seed(6));
    let recorded = SetbackRecorded { kind: SetbackKind::HardDay, day: couple.now(ANA).date(), words: None };
    let setback = must(&mut couple, ANA, SetbackEvent::SetbackRecorded(recorded));
    let add = || SetbackEvent::SetbackWords(SetbackWords { setback, words: text("and another thing") });
    for _ in 0..SETBACK_WORDS_MAX {
        must(&mut couple, BEN, add());
    }
    assert_eq!(refused(&mut couple, BEN, add()), Refusal::TooManyWords { limit: SETBACK_WORDS_MAX });
    must(&mut couple, ANA, add());
}
