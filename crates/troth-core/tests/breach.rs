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
    BreachAnswer, BreachAnswered, BreachEvent, BreachKind, BreachNamed, BreachReworded, Breaches, HelpAnswer,
    QUESTIONS_OPEN_MAX, QuestionAnswered, QuestionParked, WantedDetail,
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
            until: None,
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
    let other_words = || BreachReworded {
        breach,
        title: text("the three letters"),
        words: None,
        when: None,
        until: None,
        kind: Some(BreachKind::Money),
    };
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
    assert_eq!(shown.kind, BreachKind::Money, "what was named under another kind can be put right");
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

fn answered(couple: &Couple, breach: EntryId, answer: BreachAnswer) -> BreachEvent {
    let wording = seen(couple, BEN).breaches().get(&breach).unwrap().wording().unwrap();
    BreachEvent::BreachAnswered(BreachAnswered { breach, wording, answer })
}

fn answer_now(couple: &Couple, breach: EntryId) -> Option<BreachAnswer> {
    seen(couple, ANA).breaches().get(&breach).unwrap().answer_now()
}

#[test]
fn a_yes_is_given_by_the_other_alone_and_taken_back_by_them_alone() {
    let mut couple = Couple::linked(Seed(1));
    let breach = named(&mut couple);
    let yes = answered(&couple, breach, BreachAnswer::Yes);
    let back = answered(&couple, breach, BreachAnswer::TakenBack);
    assert_eq!(answer_now(&couple, breach), None, "reading it writes nothing");
    assert_eq!(refused(&mut couple, ANA, yes.clone()), Refusal::NotYours);
    assert_eq!(refused(&mut couple, BEN, back.clone()), Refusal::NothingThere);
    let time = answered(&couple, breach, BreachAnswer::NeedsTime);
    must(&mut couple, BEN, time);
    assert_eq!(answer_now(&couple, breach), Some(BreachAnswer::NeedsTime));
    must(&mut couple, BEN, yes.clone());
    assert_eq!(answer_now(&couple, breach), Some(BreachAnswer::Yes));
    assert_eq!(refused(&mut couple, BEN, yes.clone()), Refusal::AlreadyDone);
    assert_eq!(refused(&mut couple, ANA, back.clone()), Refusal::NotYours);
    must(&mut couple, BEN, back);
    assert_eq!(answer_now(&couple, breach), None);
    couple.forge(ANA, yes);
    couple.deliver_all();
    assert_eq!(answer_now(&couple, breach), None, "a changed client of the namer answers nothing for the other");
}

#[test]
fn care_21_a_yes_covers_the_words_that_it_was_given_to() {
    let mut couple = Couple::linked(Seed(1));
    let breach = named(&mut couple);
    let yes = answered(&couple, breach, BreachAnswer::Yes);
    must(&mut couple, BEN, yes.clone());
    let more =
        BreachReworded { breach, title: text("all my letters"), words: None, when: None, until: None, kind: None };
    must(&mut couple, ANA, BreachEvent::BreachReworded(more));
    assert_eq!(answer_now(&couple, breach), None);
    assert!(
        seen(&couple, BEN).breaches().get(&breach).unwrap().answer.is_some(),
        "the yes to the earlier words stands"
    );
    assert_eq!(refused(&mut couple, BEN, yes), Refusal::WordsChanged, "the earlier words cannot be answered any more");
    let again = answered(&couple, breach, BreachAnswer::Yes);
    must(&mut couple, BEN, again);
    assert_eq!(answer_now(&couple, breach), Some(BreachAnswer::Yes));
}

#[test]
fn the_newer_of_yes_and_i_see_this_differently_counts() {
    let mut couple = Couple::linked(Seed(1));
    let breach = named(&mut couple);
    let differs = |couple: &Couple| seen(couple, ANA).breaches().get(&breach).unwrap().is_seen_otherwise();
    let yes = answered(&couple, breach, BreachAnswer::Yes);
    must(&mut couple, BEN, yes.clone());
    let otherwise = BreachSeenOtherwise { breach, words: text("it was one letter") };
    must(&mut couple, BEN, BreachEvent::BreachSeenOtherwise(otherwise));
    assert_eq!((answer_now(&couple, breach), differs(&couple)), (None, true));
    must(&mut couple, BEN, yes);
    assert_eq!((answer_now(&couple, breach), differs(&couple)), (Some(BreachAnswer::Yes), false));
}

#[test]
fn a_breach_that_went_on_ends_no_earlier_than_it_begins() {
    let mut couple = Couple::linked(Seed(1));
    let responsible = couple.phone(BEN).actor.partner;
    let over = |when: Option<&str>, until: Option<&str>| {
        BreachEvent::BreachNamed(BreachNamed {
            title: text("the letters"),
            words: None,
            when: when.map(samples::date),
            kind: BreachKind::Lie,
            responsible,
            until: until.map(samples::date),
        })
    };
    let backwards = over(Some("2025-06-01"), Some("2025-03-01"));
    assert_eq!(refused(&mut couple, ANA, backwards), Refusal::EndsBeforeStart);
    assert_eq!(refused(&mut couple, ANA, over(None, Some("2025-03-01"))), Refusal::EndsBeforeStart);
    assert_eq!(refused(&mut couple, ANA, over(Some("2025-03-01"), Some("2031-03-01"))), Refusal::NotDueYet);
    let id = must(&mut couple, ANA, over(Some("2024-03-01"), Some("2025-06-01")));
    let breach = &seen(&couple, BEN).breaches().get(&id).unwrap();
    assert_eq!([breach.when, breach.until], [Some(samples::date("2024-03-01")), Some(samples::date("2025-06-01"))]);
}
