//! Hands of activities, and planned activities.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use std::collections::BTreeSet;

use samples::{blob, entry_id, text, time};
use troth_core::check_in::RoundId;
use troth_core::closeness::{
    ACTIVITIES_WAITING_MAX, ActivityAnswer, ActivityAnswered, ActivityCommand, ActivityLetGo, ActivityLineKept,
    ActivityPlanned, ActivityStanding, CardId, ClosenessCommand, ClosenessEvent, Cost, DECK, Effort, HAND_CARDS,
    HAND_HOURS, HAND_SHOWN_DAYS, Hand, HandCellsPosted, HandCommand, HandDealt, HandDuty, HandMarked, HandStatus,
    Lasts, MARKS_MAX, Mark, Mood, Wanted,
};
use troth_core::membership::MembershipCommand;
use troth_core::sealed::{GATHERING_MINUTES, Stage};
use troth_core::settings::Step;
use troth_core::{AnomalyKind, Because, Command, EntryId, Moment, Refusal, Strand, next_steps};
use troth_testkit::{Couple, Seed};

const ANA: usize = 0;
const ANAS_TABLET: usize = 1;
const BEN: usize = 2;

fn hand(command: HandCommand) -> Command {
    Command::Closeness(ClosenessCommand::Hand(command))
}

fn activity(command: ActivityCommand) -> Command {
    Command::Closeness(ClosenessCommand::Activity(command))
}

fn dealt(couple: &mut Couple) -> EntryId {
    let hand = couple.must(ANA, hand(HandCommand::Deal(Wanted::default())))[0];
    couple.deliver_all();
    hand
}

fn posting(id: EntryId, liked: &[usize]) -> HandCommand {
    let mark = |place| Mark { liked: liked.contains(&place), secret: blob(b"secret") };
    let (cells, marks) = (vec![blob(b"sealed"); HAND_CARDS], (0..HAND_CARDS).map(mark).collect());
    HandCommand::PostCells { hand: id, cells, marks }
}

fn views(couple: &Couple, phone: usize) -> Vec<HandStatus> {
    couple.phone(phone).state().hands(&couple.phone(phone).actor, couple.now(phone))
}

fn duties(couple: &Couple, phone: usize) -> Vec<HandDuty> {
    couple.phone(phone).state().hand_duties(&couple.phone(phone).actor, couple.now(phone))
}

/// Lets every device post what it owes, until no device owes anything.
fn settle(couple: &mut Couple) {
    loop {
        let owed: Vec<(usize, HandDuty)> =
            (0..4).flat_map(|phone| duties(couple, phone).into_iter().map(move |duty| (phone, duty))).collect();
        if owed.is_empty() {
            return;
        }
        for (phone, duty) in owed {
            let command = done(couple, phone, duty);
            couple.must(phone, hand(command));
        }
        couple.deliver_all();
    }
}

fn done(couple: &Couple, phone: usize, duty: HandDuty) -> HandCommand {
    match duty {
        HandDuty::PostCells { hand } => {
            posting(hand, couple.phone(phone).liked.get(&hand).map_or(&[], |liked| liked.as_slice()))
        }
        HandDuty::PostOpenings { hand, own_cells, their_cells } => {
            HandCommand::PostOpenings { hand, own_cells, their_cells, openings: vec![blob(b"opening"); HAND_CARDS] }
        }
    }
}

/// A hand in which both marked the same card, with that card.
fn marked() -> (Couple, EntryId, CardId) {
    let mut couple = Couple::linked(Seed(3));
    let id = dealt(&mut couple);
    couple.hold_marks(ANA, id, &[0, 1]).unwrap();
    couple.hold_marks(BEN, id, &[1, 2]).unwrap();
    couple.clock.pass_hours(HAND_HOURS.into());
    settle(&mut couple);
    let card = views(&couple, ANA)[0].cards[1];
    (couple, id, card)
}

fn planned() -> (Couple, EntryId) {
    let (mut couple, hand, card) = marked();
    let when = Moment::at(couple.now(ANA).date().plus_days(1), time(19, 0));
    let plan = ActivityCommand::Plan(ActivityPlanned { hand, card, when, words: Some(text("the blue pot")) });
    let id = couple.must(ANA, activity(plan))[0];
    couple.deliver_all();
    (couple, id)
}

fn answer(activity: EntryId, answer: ActivityAnswer, instead: Option<Moment>) -> ActivityCommand {
    ActivityCommand::Answer { said: ActivityAnswered { activity, answer, words: None }, instead }
}

fn standing(couple: &Couple, phone: usize, id: EntryId) -> ActivityStanding {
    couple.phone(phone).shared.state().closeness.activities.all()[&id].standing()
}

#[test]
fn the_deck_has_something_for_every_wish() {
    assert!(DECK.len() >= 80);
    let moods: BTreeSet<Mood> = DECK.iter().map(|card| card.mood).collect();
    assert_eq!(moods.len(), 7);
    for mood in moods {
        let free = DECK.iter().filter(|card| card.mood == mood && card.cost == Cost::Nothing);
        assert!(free.count() >= 3, "{mood:?} without money");
        assert!(DECK.iter().any(|card| card.mood == mood && card.lasts == Lasts::TenMinutes) || mood == Mood::Caring);
    }
    assert_eq!(CardId(1).card(), Some(DECK[0]));
    assert_eq!((CardId(0).card(), CardId(u16::MAX).card()), (None, None));
}

#[test]
fn both_get_the_same_hand_and_it_is_always_full() {
    let mut couple = Couple::linked(Seed(3));
    let rare = Wanted {
        lasts: Some(Lasts::TenMinutes),
        cost: Some(Cost::Nothing),
        effort: Some(Effort::Little),
        mood: Some(Mood::Making),
    };
    let first = couple.must(ANA, hand(HandCommand::Deal(rare)))[0];
    couple.deliver_all();
    let cards = |couple: &Couple, phone: usize| views(couple, phone)[0].cards.clone();
    assert_eq!(cards(&couple, ANA), cards(&couple, BEN));
    let distinct: BTreeSet<CardId> = cards(&couple, ANA).into_iter().collect();
    assert_eq!(distinct.len(), HAND_CARDS, "nobody can ask about a single card");
    couple.clock.pass_hours(HAND_HOURS.into());
    let wanted = Wanted { mood: Some(Mood::Outside), lasts: Some(Lasts::HalfHour), ..Wanted::default() };
    let second = couple.must(ANA, hand(HandCommand::Deal(wanted)))[0];
    couple.deliver_all();
    assert_ne!(first, second);
    for card in cards(&couple, BEN).into_iter().filter_map(CardId::card) {
        assert!(card.mood == Mood::Outside && card.lasts <= Lasts::HalfHour);
    }
}

#[test]
fn a_hand_stays_what_it_was_when_the_deck_grows() {
    let mut couple = Couple::linked(Seed(3));
    let small = HandDealt { wanted: Wanted::default(), deck: 8 };
    couple.forge(ANA, ClosenessEvent::HandDealt(small));
    couple.deliver_all();
    let cards = views(&couple, BEN)[0].cards.clone();
    assert!(cards.len() == HAND_CARDS && cards.iter().all(|card| card.0 <= 8));
    couple.clock.pass_days(3);
    couple.forge(ANA, ClosenessEvent::HandDealt(HandDealt { wanted: Wanted::default(), deck: u16::MAX }));
    couple.deliver_all();
    let cards = views(&couple, BEN)[0].cards.clone();
    assert_eq!(cards.len(), HAND_CARDS);
    assert!(cards.iter().all(|card| card.card().is_some()), "as far as this version knows them");
}

#[test]
fn care_13_a_hand_looks_the_same_whatever_the_other_did() {
    let play = |marks: Option<&[usize]>| {
        let mut couple = Couple::linked(Seed(3));
        let id = dealt(&mut couple);
        couple.hold_marks(ANA, id, &[0, 3]).unwrap();
        let sealed = views(&couple, ANA);
        if let Some(marks) = marks {
            couple.hold_marks(BEN, id, marks).unwrap();
        }
        // Ben's tablet posts as early as it may.
        couple.clock.pass_hours(u32::from(HAND_HOURS) - 1);
        couple.clock.pass_minutes(u32::from(60 - GATHERING_MINUTES));
        couple.must(3, hand(posting(id, &[])));
        couple.deliver_all();
        assert_eq!(views(&couple, ANA), sealed);
        (
            sealed,
            next_steps(
                &couple.phone(ANA).state(),
                &couple.phone(ANA).actor,
                couple.now(ANA),
                troth_core::Stands::NotSure,
            ),
        )
    };
    assert_eq!(play(None), play(Some(&[])));
    assert_eq!(play(None), play(Some(&[0, 5])));
}

#[test]
fn care_13_every_device_posts_for_every_hand_marked_or_not() {
    let settled = |marking_phones: &[usize]| {
        let mut couple = Couple::linked(Seed(3));
        let id = dealt(&mut couple);
        for phone in marking_phones {
            couple.hold_marks(*phone, id, &[4]).unwrap();
        }
        couple.deliver_all();
        couple.clock.pass_hours(HAND_HOURS.into());
        settle(&mut couple);
        let bodies: Vec<_> = couple.phone(BEN).shared.entries().iter().map(|one| one.event.encode_body()).collect();
        let kinds: Vec<u16> = couple.phone(BEN).shared.entries().iter().map(|one| one.event.kind()).collect();
        let count = |kind| kinds.iter().filter(|one| **one == kind).count();
        let mut sizes: Vec<usize> = bodies.iter().map(Vec::len).collect();
        sizes.sort_unstable();
        (count(1121), count(1123), sizes)
    };
    let nobody = settled(&[]);
    assert_eq!((nobody.0, nobody.1), (4, 8));
    assert_eq!(settled(&[ANA]), nobody);
    assert_eq!(settled(&[ANA, BEN]), nobody);
}

#[test]
fn care_16_marks_stay_in_the_own_stream_and_are_there_on_every_own_device() {
    let mut couple = Couple::linked(Seed(3));
    let id = dealt(&mut couple);
    couple.hold_marks(ANA, id, &[2]).unwrap();
    assert_eq!(views(&couple, ANA)[0].stage, Stage::Waiting);
    assert_eq!(couple.hold_marks(ANA, id, &[1]), Err(Refusal::AlreadyDone));
    assert_eq!(views(&couple, ANAS_TABLET)[0].stage, Stage::Open, "marks wait where they were made");
    couple.clock.pass_hours(HAND_HOURS.into());
    settle(&mut couple);
    let own = &couple.phone(ANAS_TABLET).own.state().closeness;
    let liked: Vec<bool> = own.all_marks(id).next().unwrap().iter().map(|mark| mark.liked).collect();
    assert_eq!(liked, [false, false, true, false, false, false]);
    let leaked = HandMarked { hand: id, marks: Vec::new() };
    couple.forge(ANA, ClosenessEvent::HandMarked(leaked));
    couple.deliver_all();
    assert_eq!(couple.phone(BEN).shared.state().anomalies.kept()[0].kind, AnomalyKind::WrongStream);
}

#[test]
fn a_hand_has_its_time_and_then_its_marks_are_over() {
    let mut couple = Couple::linked(Seed(3));
    let id = dealt(&mut couple);
    assert_eq!(couple.act(BEN, hand(HandCommand::Deal(Wanted::default()))), Err(Refusal::HandLiesOpen));
    assert_eq!(couple.act(BEN, hand(posting(id, &[]))), Err(Refusal::AlreadyDone), "not owed while it lies open");
    couple.clock.pass_hours(u32::from(HAND_HOURS) - 1);
    couple.hold_marks(ANA, id, &[1]).unwrap();
    couple.clock.pass_minutes(u32::from(60 - GATHERING_MINUTES));
    assert_eq!(couple.hold_marks(BEN, id, &[1]), Err(Refusal::HandIsOver), "devices are posting");
    assert_eq!(views(&couple, BEN)[0].stage, Stage::Waiting);
    couple.clock.pass_hours(1);
    assert_eq!(couple.hold_marks(BEN, id, &[1]), Err(Refusal::HandIsOver));
    assert_eq!(couple.hold_marks(BEN, entry_id(1), &[1]), Err(Refusal::NothingThere));
    settle(&mut couple);
    couple.must(BEN, hand(HandCommand::Deal(Wanted::default())));
    couple.deliver_all();
    assert_eq!(views(&couple, ANA).len(), 2);
    couple.clock.pass_days(HAND_SHOWN_DAYS + 1);
    assert!(views(&couple, ANA).is_empty(), "nothing stands for ever");
}

#[test]
fn care_50_two_marks_a_hand_at_most() {
    let mut couple = Couple::linked(Seed(3));
    let id = dealt(&mut couple);
    let limit = Err(Refusal::TooManyMarks { limit: MARKS_MAX });
    assert_eq!(couple.hold_marks(ANA, id, &[0, 1, 2]), limit);
    couple.hold_marks(ANA, id, &[0, 1]).unwrap();
    couple.clock.pass_hours(HAND_HOURS.into());
    let three = couple.act(ANA, hand(posting(id, &[0, 1, 2]))).map(|_| ());
    assert_eq!(three, limit, "nor when they are posted");
}

#[test]
fn no_hand_is_dealt_in_a_rest() {
    let mut couple = Couple::linked(Seed(3));
    couple.must(BEN, Command::Membership(MembershipCommand::TakeRest { until: None }));
    couple.deliver_all();
    assert_eq!(couple.act(ANA, hand(HandCommand::Deal(Wanted::default()))), Err(Refusal::Resting));
}

#[test]
fn care_21_a_device_posts_once_and_for_itself() {
    let mut couple = Couple::linked(Seed(3));
    let id = dealt(&mut couple);
    couple.clock.pass_hours(HAND_HOURS.into());
    couple.must(ANA, hand(posting(id, &[0])));
    couple.forge(ANA, ClosenessEvent::HandCellsPosted(HandCellsPosted { hand: id, cells: vec![blob(b"other")] }));
    couple.deliver_all();
    assert_eq!(couple.phone(BEN).shared.state().anomalies.kept()[0].kind, AnomalyKind::AlreadySettled);
}

#[test]
fn contexts_of_cards_are_no_contexts_of_rounds() {
    let (id, round) = (entry_id(5), RoundId::Called { call: entry_id(5) });
    assert_ne!(Hand::context(id, CardId(1)), Hand::context(id, CardId(2)));
    assert_eq!((Hand::context(id, CardId(1))[1], round.context()[1]), (2, 1));
}

#[test]
fn a_plan_is_answered_by_the_other_and_then_it_is_today() {
    let (mut couple, id) = planned();
    assert_eq!(couple.act(ANA, activity(answer(id, ActivityAnswer::Yes, None))), Err(Refusal::NotYours));
    let steps = |couple: &Couple, phone: usize| {
        let (state, actor) = (couple.phone(phone).state(), couple.phone(phone).actor);
        let steps = next_steps(&state, &actor, couple.now(phone), troth_core::Stands::NotSure).into_iter();
        steps
            .filter(|next| matches!(next.step, Step::AnswerActivity(_) | Step::DoActivity(_)))
            .map(|next| (next.step, next.because))
            .collect::<Vec<_>>()
    };
    let today = couple.now(BEN).date();
    assert_eq!(steps(&couple, BEN), [(Step::AnswerActivity(id), Because::ProposedOn(today))]);
    assert_eq!(steps(&couple, ANA), []);
    couple.must(BEN, activity(answer(id, ActivityAnswer::Yes, None)));
    couple.deliver_all();
    assert_eq!(standing(&couple, ANA, id), ActivityStanding::Agreed);
    assert_eq!((steps(&couple, ANA), steps(&couple, BEN)), (vec![], vec![]));
    couple.clock.pass_days(1);
    let when = Moment::at(today.plus_days(1), time(19, 0));
    for phone in [ANA, BEN] {
        assert_eq!(steps(&couple, phone), [(Step::DoActivity(id), Because::PlannedToday(when))]);
    }
    couple.clock.pass_days(1);
    assert_eq!(steps(&couple, ANA), [], "what was not done is not brought up");
}

#[test]
fn what_was_done_lays_gold_and_each_keeps_a_line() {
    let (mut couple, id) = planned();
    let line = |words: &str| activity(ActivityCommand::KeepLine(ActivityLineKept { activity: id, words: text(words) }));
    assert_eq!(couple.act(ANA, activity(ActivityCommand::Finish(id))), Err(Refusal::AlreadyDone));
    couple.must(BEN, activity(answer(id, ActivityAnswer::Yes, None)));
    couple.deliver_all();
    assert_eq!(couple.act(ANA, line("too early")), Err(Refusal::AlreadyDone));
    let early = couple.act(ANA, activity(ActivityCommand::Finish(id)));
    assert_eq!(early, Err(Refusal::NotDueYet), "what was not done yet is not done");
    couple.clock.pass_days(1);
    couple.must(ANA, activity(ActivityCommand::Finish(id)));
    couple.deliver_all();
    assert_eq!(couple.phone(BEN).shared.state().story.acts(Strand::Closeness), 1);
    couple.must(ANA, line("it was warm"));
    couple.must(BEN, line("quiet, and good"));
    couple.deliver_all();
    couple.must(BEN, line("quiet and good"));
    couple.deliver_all();
    let kept = &couple.phone(ANA).shared.state().closeness.activities.all()[&id];
    let said = |phone: usize| &kept.lines[&couple.phone(phone).actor.partner];
    assert_eq!((said(ANA).what.as_str(), said(ANA).edited), ("it was warm", false));
    assert_eq!((said(BEN).what.as_str(), said(BEN).edited), ("quiet and good", true));
}

#[test]
fn another_time_puts_the_same_card_on_the_table_for_the_one_who_planned() {
    let (mut couple, id) = planned();
    let when = Moment::on(couple.now(BEN).date().plus_days(4));
    let past = Moment::on(couple.now(BEN).date().minus_days(1));
    let again = |when| activity(answer(id, ActivityAnswer::AnotherTime, Some(when)));
    assert_eq!(couple.act(BEN, again(past)), Err(Refusal::InThePast));
    let written = couple.must(BEN, again(when));
    couple.deliver_all();
    let all = couple.phone(ANA).shared.state().closeness.activities.all().clone();
    assert_eq!((all[&id].standing(), all[&written[1]].standing()), (ActivityStanding::Over, ActivityStanding::Waiting));
    assert_eq!((all[&written[1]].planned.card, all[&written[1]].planned.when), (all[&id].planned.card, when));
    couple.must(ANA, activity(answer(written[1], ActivityAnswer::Yes, None)));
}

#[test]
fn letting_go_beats_a_yes_and_a_no_beats_a_yes_whichever_came_first() {
    let (mut couple, id) = planned();
    couple.must(BEN, activity(answer(id, ActivityAnswer::Yes, None)));
    couple.must(ANA, activity(ActivityCommand::LetGo(id)));
    couple.deliver_all();
    assert_eq!(standing(&couple, BEN, id), ActivityStanding::Over);
    for phones in [[2, 3], [3, 2]] {
        let (mut couple, id) = planned();
        couple.must(phones[0], activity(answer(id, ActivityAnswer::Yes, None)));
        couple.must(phones[1], activity(answer(id, ActivityAnswer::NotThisOne, None)));
        couple.deliver_all();
        assert_eq!(standing(&couple, ANA, id), ActivityStanding::Over);
    }
}

#[test]
fn planning_does_not_press() {
    let (mut couple, hand, card) = marked();
    let when = Moment::on(couple.now(ANA).date().plus_days(1));
    let plan = |card| activity(ActivityCommand::Plan(ActivityPlanned { hand, card, when, words: None }));
    let not_dealt = (1..=88).map(CardId).find(|card| !views(&couple, ANA)[0].cards.contains(card)).unwrap();
    assert_eq!(couple.act(ANA, plan(not_dealt)), Err(Refusal::NothingThere));
    for _ in 0..ACTIVITIES_WAITING_MAX {
        couple.must(ANA, plan(card));
    }
    assert_eq!(couple.act(ANA, plan(card)), Err(Refusal::TooManyOpen { limit: ACTIVITIES_WAITING_MAX }));
    couple.deliver_all();
    let told = couple.phone(BEN).shared.state().story.lines().len();
    let id = *couple.phone(BEN).shared.state().closeness.activities.all().keys().next().unwrap();
    couple.must(BEN, activity(answer(id, ActivityAnswer::NotThisOne, None)));
    couple.forge(BEN, ClosenessEvent::ActivityLetGo(ActivityLetGo { activity: id }));
    couple.deliver_all();
    assert_eq!(couple.phone(ANA).shared.state().story.lines().len(), told, "a no is not told for ever");
}

#[test]
fn nothing_is_planned_from_a_hand_that_is_not_in_from_both() {
    let mut couple = Couple::linked(Seed(3));
    let id = dealt(&mut couple);
    couple.clock.pass_hours(HAND_HOURS.into());
    couple.must(ANA, hand(posting(id, &[0])));
    let card = views(&couple, ANA)[0].cards[0];
    let when = Moment::on(couple.now(ANA).date().plus_days(1));
    let plan = activity(ActivityCommand::Plan(ActivityPlanned { hand: id, card, when, words: None }));
    assert_eq!(couple.act(ANA, plan), Err(Refusal::NothingThere));
}
