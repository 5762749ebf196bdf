//! Promises: who may do what, and how an occurrence is shown.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::{date, once, repeating, text, time};
use troth_core::membership::MembershipCommand;
use troth_core::promise::{
    AlternativeAnswer, Credit, DECLINED_RESTS_DAYS, Happened, Kept, NoticeGiven, OPEN_OFFERS_MAX, OccurrenceStatus,
    PromiseCommand, PromiseEvent, ReceiverTold, ReceiverWord, Released, SeenDifferently, Standing, Telling, Terms,
};
use troth_core::{Command, EntryId, Moment, Recurrence, Refusal};
use troth_testkit::{Couple, Seed};

/// Phones of the maker and of the receiver.
const MAKER: usize = 0;
const RECEIVER: usize = 2;

fn promise(command: PromiseCommand) -> Command {
    Command::Promise(command)
}

fn offered(terms: Terms) -> (Couple, EntryId) {
    let mut couple = Couple::linked(Seed(1));
    let offer = couple.must(MAKER, promise(PromiseCommand::Offer(terms)))[0];
    couple.deliver_all();
    (couple, offer)
}

fn promised(terms: Terms) -> (Couple, EntryId) {
    let (mut couple, offer) = offered(terms);
    couple.must(RECEIVER, promise(PromiseCommand::Accept(offer)));
    couple.deliver_all();
    (couple, offer)
}

/// A promise for Wednesday at six in the evening; the clock starts on Monday at nine.
fn wednesday() -> (Couple, EntryId) {
    promised(once(Moment::at(date("2026-03-04"), time(18, 0))))
}

fn tell(promise: EntryId, due: &str, telling: Telling) -> Command {
    Command::Promise(PromiseCommand::Tell { promise, due: date(due), telling, note: None })
}

fn to(text: &str) -> Telling {
    Telling::Rearrange { alternative: Moment::on(date(text)) }
}

fn standing(couple: &Couple, proposal: EntryId) -> Standing {
    couple.phone(MAKER).shared.state().promises.proposal(proposal).unwrap().standing()
}

fn occurrence(couple: &Couple, phone: usize, promise: EntryId, due: &str) -> Option<OccurrenceStatus> {
    let shared = couple.phone(phone).shared.state();
    shared.promises.occurrence(promise, date(due), &shared.members, couple.now(phone))
}

fn happened(couple: &Couple, promise: EntryId, due: &str) -> Happened {
    occurrence(couple, RECEIVER, promise, due).unwrap().happened
}

#[test]
fn consent_is_to_the_exact_proposal() {
    let (mut couple, offer) = offered(once(Moment::on(date("2026-03-04"))));
    let counter = PromiseCommand::Counter { offer, terms: once(Moment::on(date("2026-03-05"))) };
    let counter = couple.must(RECEIVER, promise(counter))[0];
    couple.deliver_all();
    assert_eq!(standing(&couple, offer), Standing::Countered);
    assert_eq!(couple.act(RECEIVER, promise(PromiseCommand::Accept(counter))), Err(Refusal::NotYours));
    assert_eq!(couple.act(RECEIVER, promise(PromiseCommand::Accept(offer))), Err(Refusal::AlreadyDone));
    couple.must(MAKER, promise(PromiseCommand::Accept(counter)));
    couple.deliver_all();
    assert_eq!(standing(&couple, counter), Standing::Promised);
    let maker = couple.phone(MAKER).actor.partner;
    assert_eq!(couple.phone(RECEIVER).shared.state().promises.proposal(counter).unwrap().maker, maker);
    assert_eq!(happened(&couple, counter, "2026-03-05"), Happened::Ahead);
}

#[test]
fn who_may_answer_and_end() {
    let answers = |mut couple: Couple, phone, command, expected| {
        assert_eq!(couple.act(phone, promise(command)).map(|_| ()), expected);
    };
    let fresh = || offered(once(Moment::on(date("2026-03-04"))));
    let (couple, offer) = fresh();
    answers(couple, MAKER, PromiseCommand::Accept(offer), Err(Refusal::NotYours));
    let (couple, offer) = fresh();
    answers(couple, MAKER, PromiseCommand::Decline(offer), Err(Refusal::NotYours));
    let (couple, offer) = fresh();
    answers(couple, RECEIVER, PromiseCommand::Withdraw(offer), Err(Refusal::NotYours));
    let (couple, offer) = fresh();
    answers(couple, RECEIVER, PromiseCommand::Release(offer), Err(Refusal::AlreadyDone));
    let (couple, _) = fresh();
    answers(couple, RECEIVER, PromiseCommand::Accept(samples::entry_id(9)), Err(Refusal::NothingThere));
    let (couple, promised) = wednesday();
    answers(couple, RECEIVER, PromiseCommand::Decline(promised), Err(Refusal::AlreadyDone));
    let (couple, promised) = wednesday();
    answers(couple, MAKER, PromiseCommand::Withdraw(promised), Err(Refusal::AlreadyDone));
    let (couple, _) = wednesday();
    let past = once(Moment::at(date("2026-03-02"), time(8, 59)));
    answers(couple, MAKER, PromiseCommand::Offer(past), Err(Refusal::InThePast));
}

#[test]
fn either_ends_a_promise_and_it_reads_as_what_it_was() {
    for (phone, expected) in [(RECEIVER, Standing::LetGo), (MAKER, Standing::TakenBack)] {
        let (mut couple, id) = wednesday();
        couple.must(phone, promise(PromiseCommand::Release(id)));
        couple.deliver_all();
        assert_eq!(standing(&couple, id), expected);
        assert_eq!(occurrence(&couple, MAKER, id, "2026-03-04"), None, "nothing falls due any more");
    }
}

#[test]
fn withdrawal_beats_a_concurrent_consent() {
    let (mut couple, offer) = offered(once(Moment::on(date("2026-03-04"))));
    couple.must(RECEIVER, promise(PromiseCommand::Accept(offer)));
    couple.must(MAKER, promise(PromiseCommand::Withdraw(offer)));
    couple.deliver_all();
    assert_eq!(standing(&couple, offer), Standing::TakenBack);
    assert_eq!(couple.phone(MAKER).shared.state(), couple.phone(RECEIVER).shared.state());
}

#[test]
fn what_was_declined_rests_in_other_clothes_too() {
    let (mut couple, offer) = offered(once(Moment::on(date("2026-03-04"))));
    couple.must(RECEIVER, promise(PromiseCommand::Decline(offer)));
    couple.deliver_all();
    let pressing = Terms { deed: text("Please, I CALL before six... again"), ..once(Moment::on(date("2026-03-20"))) };
    let from = date("2026-03-02").plus_days(DECLINED_RESTS_DAYS);
    let again = |couple: &mut Couple| couple.act(MAKER, promise(PromiseCommand::Offer(pressing.clone()))).map(|_| ());
    assert_eq!(again(&mut couple), Err(Refusal::Declined { from }));
    let other = Terms { deed: text("write a note"), ..pressing.clone() };
    couple.must(MAKER, promise(PromiseCommand::Offer(other)));
    couple.must(RECEIVER, promise(PromiseCommand::Offer(pressing.clone())));
    couple.clock.pass_days(DECLINED_RESTS_DAYS);
    assert_eq!(again(&mut couple), Ok(()));
}

#[test]
fn only_the_maker_calls_it_missed() {
    let (mut couple, id) = wednesday();
    assert_eq!(happened(&couple, id, "2026-03-04"), Happened::Ahead);
    couple.clock.pass_days(2);
    assert_eq!(happened(&couple, id, "2026-03-04"), Happened::DueNow);
    couple.clock.pass_days(1);
    assert_eq!(happened(&couple, id, "2026-03-04"), Happened::NoWordYet);
    assert_eq!(couple.act(RECEIVER, tell(id, "2026-03-04", Telling::Missed)), Err(Refusal::NotYours));
    couple.must(MAKER, tell(id, "2026-03-04", Telling::Missed));
    couple.deliver_all();
    assert_eq!(happened(&couple, id, "2026-03-04"), Happened::Missed);
}

#[test]
fn telling_needs_its_day_and_its_date() {
    let (mut couple, id) = wednesday();
    assert_eq!(couple.act(MAKER, tell(id, "2026-03-04", Telling::Missed)), Err(Refusal::NotDueYet));
    assert_eq!(couple.act(MAKER, tell(id, "2026-03-05", Telling::Kept)), Err(Refusal::NotDueThen));
    couple.must(MAKER, tell(id, "2026-03-04", Telling::Kept));
    let (mut couple, id) = promised(repeating(date("2026-03-02"), Recurrence::DAILY, None));
    assert_eq!(couple.act(MAKER, tell(id, "2026-03-03", Telling::Kept)), Err(Refusal::NotDueYet));
    couple.must(MAKER, tell(id, "2026-03-02", Telling::PartlyKept));
}

#[test]
fn a_moved_occurrence_falls_due_at_its_new_time() {
    let (mut couple, id) = wednesday();
    let moved = couple.must(MAKER, tell(id, "2026-03-04", to("2026-03-06")))[0];
    couple.deliver_all();
    let alternative = Moment::on(date("2026-03-06"));
    let (answer, notice) = (AlternativeAnswer::Open, NoticeGiven::InTime);
    assert_eq!(happened(&couple, id, "2026-03-04"), Happened::Rearranged { alternative, answer, notice });
    assert_eq!(couple.act(MAKER, promise(PromiseCommand::AcceptAlternative(moved))), Err(Refusal::NotYours));
    couple.must(RECEIVER, promise(PromiseCommand::AcceptAlternative(moved)));
    couple.deliver_all();
    let again = occurrence(&couple, MAKER, id, "2026-03-06").unwrap();
    assert_eq!((again.happened, again.moved_from), (Happened::Ahead, Some(date("2026-03-04"))));
    couple.clock.pass_days(4);
    couple.must(MAKER, tell(id, "2026-03-06", Telling::Kept));
    couple.deliver_all();
    assert_eq!(happened(&couple, id, "2026-03-06"), Happened::Kept);
}

#[test]
fn a_declined_alternative_falls_away_and_the_rest_stays() {
    let (mut couple, id) = wednesday();
    let moved = couple.must(MAKER, tell(id, "2026-03-04", to("2026-03-06")))[0];
    couple.deliver_all();
    couple.must(RECEIVER, promise(PromiseCommand::DeclineAlternative(moved)));
    couple.deliver_all();
    assert_eq!(occurrence(&couple, MAKER, id, "2026-03-06"), None);
    assert!(matches!(happened(&couple, id, "2026-03-04"), Happened::Rearranged { .. }));
    assert_eq!(couple.act(RECEIVER, promise(PromiseCommand::AcceptAlternative(moved))), Err(Refusal::AlreadyDone));
}

#[test]
fn moving_is_for_before_it_is_due() {
    let (mut couple, id) = wednesday();
    couple.clock.pass_hours(2 * 24 + 8);
    couple.must(MAKER, tell(id, "2026-03-04", to("2026-03-06")));
    couple.clock.pass_minutes(61);
    assert_eq!(couple.act(MAKER, tell(id, "2026-03-04", to("2026-03-07"))), Err(Refusal::TooLateToRearrange));
    let (mut couple, id) = promised(repeating(date("2026-03-02"), Recurrence::DAILY, None));
    assert_eq!(couple.act(MAKER, tell(id, "2026-03-02", to("2026-03-03"))), Err(Refusal::AlreadyDueThen));
}

#[test]
fn the_authors_own_civil_time_decides_what_is_before() {
    let (mut couple, id) = wednesday();
    couple.clock.pass_hours(2 * 24 + 10);
    assert_eq!(couple.act(MAKER, tell(id, "2026-03-04", to("2026-03-06"))), Err(Refusal::TooLateToRearrange));
    couple.travel(MAKER, -300);
    couple.must(MAKER, tell(id, "2026-03-04", to("2026-03-06")));
}

#[test]
fn care_29_rearranged_on_time_never_counts_as_broken() {
    let (mut couple, id) = wednesday();
    couple.must(MAKER, tell(id, "2026-03-04", to("2026-03-06")));
    couple.clock.pass_days(10);
    let shared = couple.phone(MAKER).shared.state();
    let own = shared.promises.own_follow_through(&couple.phone(MAKER).actor, &shared.members, couple.now(MAKER));
    let credits: Vec<Credit> = own.outcomes.iter().map(|told| told.credit).collect();
    assert_eq!(credits, [Credit::Full]);
}

#[test]
fn care_29_a_forged_late_move_is_recorded_as_late() {
    let (mut couple, id) = wednesday();
    couple.clock.pass_days(3);
    let (due, alternative) = (date("2026-03-04"), Moment::on(date("2026-03-08")));
    let late = troth_core::promise::Rearranged { promise: id, due, alternative, note: None };
    couple.forge(MAKER, PromiseEvent::Rearranged(late));
    couple.deliver_all();
    let notice = NoticeGiven::Late;
    let answer = AlternativeAnswer::Open;
    assert_eq!(happened(&couple, id, "2026-03-04"), Happened::Rearranged { alternative, answer, notice });
}

#[test]
fn care_15_follow_through_is_told_to_its_maker_only() {
    let (mut couple, id) = wednesday();
    couple.clock.pass_days(3);
    couple.must(MAKER, tell(id, "2026-03-04", Telling::Missed));
    couple.deliver_all();
    let shared = couple.phone(RECEIVER).shared.state();
    let asked = |phone: usize| {
        let actor = couple.phone(phone).actor;
        shared.promises.own_follow_through(&actor, &shared.members, couple.now(phone)).outcomes.len()
    };
    assert_eq!((asked(RECEIVER), asked(MAKER)), (0, 1));
}

#[test]
fn both_views_stand_side_by_side_and_leave_the_estimate() {
    let (mut couple, id) = wednesday();
    let words = || text("you came at eight");
    let see = |due: &str| PromiseCommand::SeeDifferently { promise: id, due: date(due), words: words() };
    assert_eq!(couple.act(RECEIVER, promise(see("2026-03-04"))), Err(Refusal::NothingThere));
    couple.clock.pass_days(3);
    couple.must(MAKER, tell(id, "2026-03-04", Telling::Kept));
    couple.deliver_all();
    assert_eq!(couple.act(MAKER, promise(see("2026-03-04"))), Err(Refusal::NotYours));
    couple.must(RECEIVER, promise(see("2026-03-04")));
    couple.deliver_all();
    let view = occurrence(&couple, MAKER, id, "2026-03-04").unwrap();
    assert_eq!((view.happened, view.seen_differently.map(|said| said.what)), (Happened::Kept, Some(words())));
    let shared = couple.phone(MAKER).shared.state();
    let own = shared.promises.own_follow_through(&couple.phone(MAKER).actor, &shared.members, couple.now(MAKER));
    assert_eq!((own.outcomes.len(), own.disputed), (0, 1));
}

#[test]
fn care_21_own_edits_are_marked_and_nobody_edits_the_others() {
    let (mut couple, id) = wednesday();
    couple.clock.pass_days(3);
    let first = couple.must(MAKER, tell(id, "2026-03-04", Telling::Kept))[0];
    assert!(!occurrence(&couple, MAKER, id, "2026-03-04").unwrap().edited);
    couple.must(MAKER, tell(id, "2026-03-04", Telling::PartlyKept));
    couple.deliver_all();
    let view = occurrence(&couple, RECEIVER, id, "2026-03-04").unwrap();
    assert_eq!((view.happened, view.edited), (Happened::PartlyKept, true));
    assert!(couple.phone(RECEIVER).shared.entry(first).is_some(), "the earlier wording stays in the record");

    let forged = Kept { promise: id, due: date("2026-03-04"), note: Some(text("no, all of it")) };
    couple.forge(RECEIVER, PromiseEvent::Kept(forged));
    let seen = SeenDifferently { promise: id, due: date("2026-03-04"), words: text("he agrees") };
    couple.forge(MAKER, PromiseEvent::SeenDifferently(seen));
    couple.deliver_all();
    let after = occurrence(&couple, RECEIVER, id, "2026-03-04").unwrap();
    assert_eq!(after, view);
    assert_eq!(couple.phone(MAKER).shared.state().anomalies.total(), 2);
}

#[test]
fn occurrences_of_a_repeating_promise_begin_with_consent() {
    let (mut couple, offer) = offered(repeating(date("2026-02-20"), Recurrence::DAILY, None));
    couple.clock.pass_days(1);
    couple.must(RECEIVER, promise(PromiseCommand::Accept(offer)));
    couple.deliver_all();
    let shared = couple.phone(MAKER).shared.state();
    let days = [date("2026-02-01"), date("2026-03-06")];
    let found = shared.promises.occurrences(offer, days, &shared.members, couple.now(MAKER));
    let dates: Vec<_> = found.iter().map(|one| one.due.date).collect();
    assert_eq!(dates, ["2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"].map(date));
    couple.clock.pass_days(2);
    couple.forge(RECEIVER, PromiseEvent::Released(Released { promise: offer }));
    couple.deliver_all();
    assert!(occurrence(&couple, MAKER, offer, "2026-03-05").is_some());
    assert!(occurrence(&couple, MAKER, offer, "2026-03-06").is_none());
}

#[test]
fn an_end_dated_back_hides_nothing_that_was_told() {
    let (mut couple, id) = promised(repeating(date("2026-03-02"), Recurrence::DAILY, None));
    let before = couple.clock;
    couple.clock.pass_days(2);
    couple.must(MAKER, tell(id, "2026-03-03", Telling::Kept));
    couple.must(MAKER, tell(id, "2026-03-04", Telling::Kept));
    couple.deliver_all();
    let words = text("you came at eight");
    couple.must(RECEIVER, promise(PromiseCommand::SeeDifferently { promise: id, due: date("2026-03-04"), words }));
    let later = core::mem::replace(&mut couple.clock, before);
    couple.must(RECEIVER, promise(PromiseCommand::Release(id)));
    couple.deliver_all();
    couple.clock = later;
    couple.clock.pass_days(1);
    assert_eq!(happened(&couple, id, "2026-03-03"), Happened::Kept);
    assert!(occurrence(&couple, MAKER, id, "2026-03-04").unwrap().seen_differently.is_some());
    assert_eq!(occurrence(&couple, MAKER, id, "2026-03-05"), None, "and nothing falls due after the end");
    let shared = couple.phone(MAKER).shared.state();
    let own = shared.promises.own_follow_through(&couple.phone(MAKER).actor, &shared.members, couple.now(MAKER));
    assert_eq!((own.outcomes.len(), own.disputed), (1, 1));
}

fn take_rest(couple: &mut Couple, days: u32) {
    let until = Some(couple.now(MAKER).date().plus_days(days));
    couple.must(MAKER, Command::Membership(MembershipCommand::TakeRest { until }));
    couple.deliver_all();
}

#[test]
fn a_rest_begins_the_day_after_it_was_asked_for() {
    let (mut couple, id) = promised(repeating(date("2026-03-02"), Recurrence::DAILY, Some(time(8, 0))));
    couple.clock.pass_days(1);
    take_rest(&mut couple, 2);
    assert_eq!(happened(&couple, id, "2026-03-03"), Happened::NoWordYet, "it was due before anybody asked");
    couple.clock.pass_days(1);
    assert_eq!(happened(&couple, id, "2026-03-04"), Happened::Rested);
}

#[test]
fn a_rest_dated_back_changes_no_day_before_it_was_written() {
    let (mut couple, id) = promised(repeating(date("2026-03-02"), Recurrence::DAILY, Some(time(8, 0))));
    let before = couple.clock;
    couple.clock.pass_days(2);
    couple.must(MAKER, tell(id, "2026-03-02", Telling::Kept));
    let later = core::mem::replace(&mut couple.clock, before);
    take_rest(&mut couple, 4);
    couple.clock = later;
    couple.clock.pass_days(1);
    assert_eq!(happened(&couple, id, "2026-03-03"), Happened::NoWordYet);
    assert_eq!(happened(&couple, id, "2026-03-05"), Happened::Rested);
}

#[test]
fn offers_that_wait_have_a_limit() {
    let mut couple = Couple::linked(Seed(1));
    let offer = || promise(PromiseCommand::Offer(once(Moment::on(date("2026-03-04")))));
    let offers: Vec<_> = (0..OPEN_OFFERS_MAX).map(|_| couple.must(MAKER, offer())[0]).collect();
    assert_eq!(couple.act(MAKER, offer()), Err(Refusal::TooManyOffers { limit: OPEN_OFFERS_MAX }));
    couple.must(RECEIVER, offer());
    couple.must(MAKER, promise(PromiseCommand::Withdraw(offers[0])));
    couple.must(MAKER, offer());
}

fn as_receiver(promise: EntryId, due: &str, word: ReceiverWord) -> Command {
    Command::Promise(PromiseCommand::TellAsReceiver { promise, due: date(due), word })
}

#[test]
fn the_receiver_says_what_they_know_from_the_next_day_on_and_takes_it_back_alone() {
    let (mut couple, id) = wednesday();
    let due = "2026-03-04";
    let say = |word| as_receiver(id, due, word);
    let known = |couple: &Couple, phone| occurrence(couple, phone, id, due).unwrap().receiver_told;
    couple.clock.pass_days(2);
    assert_eq!(couple.act(RECEIVER, say(ReceiverWord::DidNot)), Err(Refusal::NotDueYet), "its day is not over");
    couple.clock.pass_days(1);
    assert_eq!(couple.act(MAKER, say(ReceiverWord::Happened)), Err(Refusal::NotYours));
    assert_eq!(couple.act(RECEIVER, say(ReceiverWord::TakenBack)), Err(Refusal::NothingThere));
    for word in [ReceiverWord::Happened, ReceiverWord::DidNot, ReceiverWord::DoesNotKnow] {
        couple.must(RECEIVER, say(word));
        couple.deliver_all();
        assert_eq!(known(&couple, MAKER), Some(word));
        assert_eq!(happened(&couple, id, due), Happened::NoWordYet, "the maker's place stays the maker's");
        assert_eq!(couple.act(RECEIVER, say(word)), Err(Refusal::AlreadyDone));
    }
    couple.must(RECEIVER, say(ReceiverWord::TakenBack));
    couple.deliver_all();
    assert_eq!([known(&couple, MAKER), known(&couple, RECEIVER)], [None, None]);
}

#[test]
fn beside_kept_the_receiver_can_say_i_saw_that_too_and_no_verdict() {
    let (mut couple, id) = wednesday();
    let due = "2026-03-04";
    couple.clock.pass_days(3);
    couple.must(MAKER, tell(id, due, Telling::Kept));
    couple.deliver_all();
    for word in [ReceiverWord::DidNot, ReceiverWord::DoesNotKnow] {
        assert_eq!(couple.act(RECEIVER, as_receiver(id, due, word)), Err(Refusal::AlreadyDone));
    }
    couple.must(RECEIVER, as_receiver(id, due, ReceiverWord::Happened));
    couple.deliver_all();
    assert_eq!(occurrence(&couple, MAKER, id, due).unwrap().receiver_told, Some(ReceiverWord::Happened));
    let (mut missed, id) = wednesday();
    missed.clock.pass_days(3);
    missed.must(MAKER, tell(id, due, Telling::Missed));
    missed.deliver_all();
    assert_eq!(missed.act(RECEIVER, as_receiver(id, due, ReceiverWord::DidNot)), Err(Refusal::AlreadyDone));
}

#[test]
fn care_15_a_receivers_word_is_no_outcome_and_a_kept_that_they_tell_otherwise_leaves_the_estimate() {
    let (mut couple, id) = wednesday();
    let due = "2026-03-04";
    couple.clock.pass_days(3);
    couple.must(RECEIVER, as_receiver(id, due, ReceiverWord::DidNot));
    couple.deliver_all();
    let through = |couple: &Couple| {
        let phone = couple.phone(MAKER);
        let shared = phone.shared.state();
        shared.promises.own_follow_through(&phone.actor, &shared.members, couple.now(MAKER))
    };
    assert_eq!((through(&couple).outcomes.len(), through(&couple).disputed), (0, 0), "nothing was told");
    couple.must(MAKER, tell(id, due, Telling::Kept));
    assert_eq!((through(&couple).outcomes.len(), through(&couple).disputed), (0, 1), "nobody decides");
    couple.must(MAKER, tell(id, due, Telling::Missed));
    assert_eq!((through(&couple).outcomes.len(), through(&couple).disputed), (1, 0), "both tell the same");
}

#[test]
fn a_changed_client_of_the_maker_says_nothing_in_the_receivers_place() {
    let (mut couple, id) = wednesday();
    let (due, word) = (date("2026-03-04"), ReceiverWord::Happened);
    couple.forge(MAKER, PromiseEvent::ReceiverTold(ReceiverTold { promise: id, due, word }));
    couple.deliver_all();
    assert_eq!(occurrence(&couple, RECEIVER, id, "2026-03-04").unwrap().receiver_told, None);
}
