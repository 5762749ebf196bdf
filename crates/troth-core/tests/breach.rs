//! Naming a breach, seeing it differently, parked questions.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::text;
use troth_core::breach::BreachSeenOtherwise;
use troth_core::breach::BreachTakenBack;
use troth_core::breach::CompleteSaid;
use troth_core::breach::HelpAgreed;
use troth_core::breach::HelpDeclined;
use troth_core::breach::HelpProposed;
use troth_core::breach::QuestionDetailed;
use troth_core::breach::QuestionTakenBack;
use troth_core::breach::{
    BreachEvent, BreachKind, BreachNamed, BreachReworded, Breaches, HelpAnswer, QUESTIONS_OPEN_MAX, QuestionAnswered,
    QuestionParked, WantedDetail,
};
use troth_core::{Command, EntryId, Refusal};
use troth_testkit::{Couple, Seed};

/// The hurt partner, who names the breach.
const ANA: usize = 0;
/// The responsible partner.
const BEN: usize = 2;

fn must(couple: &mut Couple, phone: usize, what: BreachEvent) -> EntryId {
    let id = couple.must(phone, Command::Breach(what))[0];
    couple.deliver_all();
    id
}

fn refused(couple: &mut Couple, phone: usize, what: BreachEvent) -> Refusal {
    couple.act(phone, Command::Breach(what)).unwrap_err()
}

fn seen(couple: &Couple, phone: usize) -> &Breaches {
    &couple.phone(phone).shared.state().breaches
}

fn named(couple: &mut Couple) -> EntryId {
    let responsible = couple.phone(BEN).actor.partner;
    let kind = BreachKind::Lie;
    must(
        couple,
        ANA,
        BreachEvent::BreachNamed(BreachNamed {
            title: text("the letters"),
            words: None,
            when: None,
            kind,
            responsible,
        }),
    )
}

fn parked(breach: EntryId) -> BreachEvent {
    BreachEvent::QuestionParked(QuestionParked { breach, words: text("since when?"), detail: WantedDetail::Headline })
}

#[test]
fn care_21_each_side_has_its_own_words_and_only_those() {
    let mut couple = Couple::linked(Seed(1));
    let breach = named(&mut couple);
    let other_words = || BreachReworded { breach, title: text("the three letters"), words: None, when: None };
    assert_eq!(refused(&mut couple, BEN, BreachEvent::BreachReworded(other_words())), Refusal::NotYours);
    assert_eq!(refused(&mut couple, BEN, BreachEvent::BreachTakenBack(BreachTakenBack { breach })), Refusal::NotYours);
    assert_eq!(
        refused(&mut couple, ANA, BreachEvent::BreachSeenOtherwise(BreachSeenOtherwise { breach, words: text("no") })),
        Refusal::NotYours
    );
    must(
        &mut couple,
        BEN,
        BreachEvent::BreachSeenOtherwise(BreachSeenOtherwise { breach, words: text("it was one letter") }),
    );
    must(
        &mut couple,
        BEN,
        BreachEvent::BreachSeenOtherwise(BreachSeenOtherwise { breach, words: text("it was two letters") }),
    );
    must(&mut couple, ANA, BreachEvent::BreachReworded(other_words()));
    let shown = &seen(&couple, ANA).breaches()[&breach];
    let otherwise = shown.otherwise.as_ref().unwrap();
    assert_eq!((otherwise.what.as_str(), otherwise.edited), ("it was two letters", true));
    assert_eq!((shown.title.as_str(), shown.edited), ("the three letters", true));
}

#[test]
fn the_hurt_partner_asks_and_the_responsible_one_answers() {
    let mut couple = Couple::linked(Seed(2));
    let breach = named(&mut couple);
    assert_eq!(refused(&mut couple, BEN, parked(breach)), Refusal::NotYours);
    let question = must(&mut couple, ANA, parked(breach));
    must(&mut couple, ANA, BreachEvent::QuestionDetailed(QuestionDetailed { question, detail: WantedDetail::Outline }));
    assert_eq!(
        refused(&mut couple, ANA, BreachEvent::QuestionAnswered(QuestionAnswered { question, words: text("x") })),
        Refusal::NotYours
    );
    must(&mut couple, BEN, BreachEvent::QuestionAnswered(QuestionAnswered { question, words: text("since March") }));
    let shown = &seen(&couple, ANA).questions()[&question];
    assert_eq!(shown.answer.as_ref().unwrap().what.as_str(), "since March");
    assert_eq!(shown.detail, WantedDetail::Outline);
    assert!(!shown.is_open());
}

#[test]
fn a_professional_is_agreed_on_by_the_one_who_asked() {
    let mut couple = Couple::linked(Seed(3));
    let breach = named(&mut couple);
    let question = must(&mut couple, ANA, parked(breach));
    let first = must(&mut couple, BEN, BreachEvent::HelpProposed(HelpProposed { question }));
    assert_eq!(refused(&mut couple, BEN, BreachEvent::HelpAgreed(HelpAgreed { proposal: first })), Refusal::NotYours);
    assert_eq!(refused(&mut couple, BEN, BreachEvent::HelpProposed(HelpProposed { question })), Refusal::AlreadyDone);
    must(&mut couple, ANA, BreachEvent::HelpDeclined(HelpDeclined { proposal: first }));
    assert_eq!(
        refused(&mut couple, ANA, BreachEvent::HelpAgreed(HelpAgreed { proposal: first })),
        Refusal::AlreadyDone
    );
    let second = must(&mut couple, BEN, BreachEvent::HelpProposed(HelpProposed { question }));
    must(&mut couple, ANA, BreachEvent::HelpAgreed(HelpAgreed { proposal: second }));
    assert_eq!(seen(&couple, BEN).questions()[&question].help, Some((second, HelpAnswer::Agreed)));
}

#[test]
fn a_question_taken_back_is_answered_no_more_and_questions_are_few() {
    let mut couple = Couple::linked(Seed(4));
    let breach = named(&mut couple);
    let question = must(&mut couple, ANA, parked(breach));
    must(&mut couple, ANA, BreachEvent::QuestionTakenBack(QuestionTakenBack { question }));
    assert_eq!(
        refused(&mut couple, BEN, BreachEvent::QuestionAnswered(QuestionAnswered { question, words: text("x") })),
        Refusal::AlreadyDone
    );
    for _ in 0..QUESTIONS_OPEN_MAX {
        must(&mut couple, ANA, parked(breach));
    }
    assert_eq!(refused(&mut couple, ANA, parked(breach)), Refusal::TooManyOpen { limit: QUESTIONS_OPEN_MAX });
}

#[test]
fn complete_to_my_knowledge_is_the_responsible_ones_and_a_later_one_stands_beside_it() {
    let mut couple = Couple::linked(Seed(5));
    let breach = named(&mut couple);
    assert_eq!(
        refused(&mut couple, ANA, BreachEvent::CompleteSaid(CompleteSaid { breach, words: None })),
        Refusal::NotYours
    );
    must(&mut couple, BEN, BreachEvent::CompleteSaid(CompleteSaid { breach, words: None }));
    must(&mut couple, BEN, BreachEvent::CompleteSaid(CompleteSaid { breach, words: Some(text("and one call")) }));
    assert_eq!(seen(&couple, ANA).breaches()[&breach].completed.len(), 2);
}

#[test]
fn a_breach_taken_back_stays_in_the_record_and_asks_for_nothing() {
    let mut couple = Couple::linked(Seed(6));
    let breach = named(&mut couple);
    must(&mut couple, ANA, BreachEvent::BreachTakenBack(BreachTakenBack { breach }));
    assert!(seen(&couple, BEN).breaches()[&breach].taken_back);
    assert_eq!(refused(&mut couple, ANA, parked(breach)), Refusal::AlreadyDone);
}

#[test]
fn a_changed_client_cannot_answer_for_the_other() {
    let mut couple = Couple::linked(Seed(7));
    let breach = named(&mut couple);
    let question = must(&mut couple, ANA, parked(breach));
    let forged = BreachEvent::QuestionAnswered(QuestionAnswered { question, words: text("I did nothing") });
    couple.forge(ANA, forged);
    couple.deliver_all();
    assert!(seen(&couple, BEN).questions()[&question].is_open());
}
