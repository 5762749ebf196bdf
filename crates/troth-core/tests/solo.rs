//! Pages for oneself: writing, changing and erasing one, the days of a promise to oneself, and sharing.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::{date, entry_id, once, repeating, solo_bodies, text};
use troth_core::boundary::BoundarySet;
use troth_core::membership::MembershipCommand;
use troth_core::promise::Credit;
use troth_core::setback::CalmPlanWritten;
use troth_core::solo::{
    BreachDraft, Responsible, SoloBody, SoloCommand, SoloKind, SoloOutcome, SoloPage, StatementDraft,
};
use troth_core::{Command, EntryId, Event, Moment, Recurrence, Refusal, Stream};
use troth_testkit::{Couple, Seed};

fn write(couple: &mut Couple, body: SoloBody) -> EntryId {
    couple.must(0, Command::Solo(SoloCommand::Write(body)))[0]
}

fn change(couple: &mut Couple, page: EntryId, body: SoloBody) -> EntryId {
    couple.must(0, Command::Solo(SoloCommand::Change { page, body }))[0]
}

fn page(couple: &Couple, id: EntryId) -> &SoloPage {
    &couple.phone(0).own.state().solo.pages()[&id]
}

fn share(couple: &mut Couple, id: EntryId, breach: Option<EntryId>) -> Result<Vec<EntryId>, Refusal> {
    let wording = page(couple, id).said.entry;
    couple.act(0, Command::Solo(SoloCommand::Share { page: id, wording, breach }))
}

fn tell(couple: &mut Couple, page: EntryId, due: &str, outcome: SoloOutcome) -> Result<Vec<EntryId>, Refusal> {
    let tell = SoloCommand::Tell { page, due: date(due), outcome, note: None };
    couple.act(0, Command::Solo(tell))
}

/// Somebody who started and is not linked.
fn alone() -> Couple {
    let mut couple = Couple::apart(Seed(1));
    let (name, label) = (text("Ada"), text("phone"));
    couple.must(0, Command::Membership(MembershipCommand::Start { name, label }));
    couple
}

/// A body of this form.
fn body(kind: SoloKind) -> SoloBody {
    solo_bodies().into_iter().find(|body| body.kind() == kind).unwrap()
}

fn boundary(title: &str) -> SoloBody {
    SoloBody::Boundary(BoundarySet { title: text(title), words: None })
}

/// The breach that a question can be about.
fn named(couple: &mut Couple) -> EntryId {
    let breach = write(couple, body(SoloKind::Breach));
    share(couple, breach, None).unwrap()[0]
}

#[test]
fn somebody_who_is_not_linked_writes_each_of_the_seven() {
    let mut couple = alone();
    for body in solo_bodies() {
        let id = write(&mut couple, body.clone());
        assert_eq!(page(&couple, id).said.what, body);
    }
    assert_eq!(couple.phone(0).own.state().solo.newest_first().len(), SoloKind::ALL.len());
    assert_eq!(couple.phone(0).own.state().anomalies.total(), 0);
}

#[test]
fn care_16_pages_for_oneself_reach_own_devices_and_never_the_partner() {
    let mut couple = Couple::linked(Seed(1));
    let before = couple.phone(2).shared.entries().len();
    for body in solo_bodies() {
        write(&mut couple, body);
    }
    couple.deliver_all();
    assert_eq!(couple.phone(2).shared.entries().len(), before);
    assert!(couple.phone(2).own.state().solo.pages().is_empty());
    assert_eq!(couple.phone(1).own.state().solo, couple.phone(0).own.state().solo);
}

#[test]
fn care_21_a_changed_page_for_oneself_is_marked() {
    let mut couple = Couple::linked(Seed(1));
    let id = write(&mut couple, boundary("not after ten"));
    let wording = change(&mut couple, id, boundary("not after nine"));
    let kept = page(&couple, id);
    assert_eq!((&kept.said.what, kept.said.entry, kept.said.edited), (&boundary("not after nine"), wording, true));
    let other = SoloCommand::Change { page: id, body: body(SoloKind::Goal) };
    assert_eq!(couple.act(0, Command::Solo(other)), Err(Refusal::NothingThere), "a page keeps its form");
}

#[test]
fn an_erased_page_names_all_of_its_entries_and_stays_erased() {
    let mut couple = Couple::linked(Seed(1));
    let id = write(&mut couple, SoloBody::Promise(once(Moment::on(date("2026-03-10")))));
    couple.deliver_all();
    let told = tell(&mut couple, id, "2026-03-10", SoloOutcome::Kept).unwrap()[0];
    let terms = SoloBody::Promise(once(Moment::on(date("2026-03-11"))));
    let unseen = couple.must(1, Command::Solo(SoloCommand::Change { page: id, body: terms }))[0];
    couple.must(0, Command::Solo(SoloCommand::Erase(id)));
    couple.deliver_all();
    for phone in [0, 1] {
        let own = couple.phone(phone).own.state();
        assert!(own.solo.pages().is_empty());
        let (mut erase, mut all): (Vec<_>, _) = (own.solo.to_erase().collect(), vec![id, told, unseen]);
        erase.sort();
        all.sort();
        assert_eq!((erase, own.anomalies.total()), (all, 0));
    }
    assert_eq!(couple.act(0, Command::Solo(SoloCommand::Erase(id))), Err(Refusal::NothingThere));
}

#[test]
fn a_page_says_something() {
    let mut couple = Couple::linked(Seed(1));
    let plan = CalmPlanWritten { helps: None, worse: None, first: None };
    for empty in [SoloBody::Statement(StatementDraft::default()), SoloBody::HardDays(plan)] {
        assert_eq!(couple.act(0, Command::Solo(SoloCommand::Write(empty))), Err(Refusal::NothingSaid));
    }
}

/// The days of a daily promise that was written on Monday, 2 March, as it reads from the 2nd to the 6th.
fn days(couple: &Couple, id: EntryId) -> Vec<(String, Option<SoloOutcome>)> {
    let all = page(couple, id).occurrences([date("2026-03-02"), date("2026-03-06")]);
    all.into_iter().map(|one| (one.due.naive().format("%d").to_string(), one.outcome)).collect()
}

#[test]
fn a_promise_to_oneself_has_an_outcome_for_each_of_its_days() {
    let mut couple = Couple::linked(Seed(1));
    let today = couple.now(0).date();
    assert_eq!(today, date("2026-03-02"), "the clock of the couple");
    let id = write(&mut couple, SoloBody::Promise(repeating(date("2026-02-01"), Recurrence::DAILY, None)));
    assert_eq!(tell(&mut couple, id, "2026-02-20", SoloOutcome::Kept), Err(Refusal::NotDueThen), "before it was made");
    assert_eq!(tell(&mut couple, id, "2026-03-03", SoloOutcome::Kept), Err(Refusal::NotDueYet));
    couple.clock.pass_days(3);
    tell(&mut couple, id, "2026-03-02", SoloOutcome::Kept).unwrap();
    tell(&mut couple, id, "2026-03-03", SoloOutcome::PartlyKept).unwrap();
    tell(&mut couple, id, "2026-03-04", SoloOutcome::Missed).unwrap();
    let told = [Some(SoloOutcome::Kept), Some(SoloOutcome::PartlyKept), Some(SoloOutcome::Missed), None, None];
    assert_eq!(
        days(&couple, id),
        ["02", "03", "04", "05", "06"].map(str::to_owned).into_iter().zip(told).collect::<Vec<_>>()
    );
    tell(&mut couple, id, "2026-03-04", SoloOutcome::Kept).unwrap();
    let again = &page(&couple, id).occurrences([date("2026-03-04"), date("2026-03-04")])[0];
    assert_eq!((again.outcome, again.edited), (Some(SoloOutcome::Kept), true));
}

#[test]
fn a_day_can_be_moved_to_one_that_is_not_due_anyway() {
    let mut couple = Couple::linked(Seed(1));
    let id = write(&mut couple, SoloBody::Promise(once(Moment::on(date("2026-03-03")))));
    let moved = |day| SoloOutcome::Moved(date(day));
    assert_eq!(tell(&mut couple, id, "2026-03-03", moved("2026-03-01")), Err(Refusal::InThePast));
    assert_eq!(tell(&mut couple, id, "2026-03-03", moved("2026-03-03")), Err(Refusal::AlreadyDueThen));
    tell(&mut couple, id, "2026-03-03", moved("2026-03-05")).unwrap();
    let at = page(&couple, id).occurrences([date("2026-03-02"), date("2026-03-06")]);
    let expected = [(date("2026-03-03"), None), (date("2026-03-05"), Some(date("2026-03-03")))];
    assert_eq!(at.iter().map(|one| (one.due, one.moved_from)).collect::<Vec<_>>(), expected);
    tell(&mut couple, id, "2026-03-05", SoloOutcome::Kept).unwrap();
    let through = couple.phone(0).own.state().solo.follow_through(date("2026-03-06"));
    let credits: Vec<_> = through.iter().map(|told| (told.age_days, told.credit)).collect();
    assert_eq!(credits, [(1, Credit::Full)], "the day that was moved counts neither way");
}

#[test]
fn care_28_outcomes_of_promises_to_oneself_do_not_enter_the_estimate_of_promises_to_the_partner() {
    let mut couple = Couple::linked(Seed(1));
    let id = write(&mut couple, SoloBody::Promise(once(Moment::on(date("2026-03-02")))));
    tell(&mut couple, id, "2026-03-02", SoloOutcome::Missed).unwrap();
    let (shared, actor, now) = (couple.phone(0).shared.state(), couple.phone(0).actor, couple.now(0));
    assert!(shared.promises.own_follow_through(&actor, &shared.members, now).outcomes.is_empty());
    assert_eq!(couple.phone(0).own.state().solo.follow_through(now.date()).len(), 1);
}

#[test]
fn each_of_the_seven_is_shared_as_the_ordinary_entry_with_exactly_its_words() {
    let mut couple = Couple::linked(Seed(1));
    let breach = named(&mut couple);
    for body in solo_bodies().into_iter().filter(|body| body.kind() != SoloKind::Breach) {
        let id = write(&mut couple, body.clone());
        let entries = share(&mut couple, id, Some(breach)).unwrap();
        couple.deliver_all();
        let there = couple.phone(2).shared.entry(entries[0]).unwrap();
        assert!(there.event.home().takes(Stream::Shared));
        let me = couple.phone(0).actor.partner;
        let words =
            |event: &Event| event.content(me).unwrap().1.words().into_iter().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&there.event), words(&samples::solo_page(body)));
        assert!(page(&couple, id).is_shared_as_it_is());
        assert!(couple.phone(2).shared.entry(entries[1]).is_none(), "the mark stays in the own stream");
    }
    assert_eq!(couple.phone(2).shared.state().anomalies.total(), 0);
}

#[test]
fn a_shared_page_stays_and_the_same_words_are_not_shared_twice() {
    let mut couple = Couple::linked(Seed(1));
    let id = write(&mut couple, boundary("not after ten"));
    share(&mut couple, id, None).unwrap();
    assert_eq!(page(&couple, id).said.what, boundary("not after ten"));
    assert_eq!(share(&mut couple, id, None), Err(Refusal::AlreadyDone));
    change(&mut couple, id, boundary("not after nine"));
    assert!(!page(&couple, id).is_shared_as_it_is(), "a change is not shared by itself");
    couple.must(0, Command::Solo(SoloCommand::Erase(id)));
    couple.deliver_all();
    assert_eq!(couple.phone(2).shared.state().boundaries.boundaries().len(), 1, "what was shared stays shared");
}

#[test]
fn care_16_words_that_changed_after_the_preview_are_not_shared() {
    let mut couple = Couple::linked(Seed(1));
    let id = write(&mut couple, boundary("not after ten"));
    let previewed = page(&couple, id).said.entry;
    change(&mut couple, id, boundary("never"));
    let share = SoloCommand::Share { page: id, wording: previewed, breach: None };
    assert_eq!(couple.act(0, Command::Solo(share)), Err(Refusal::NothingThere));
    assert!(couple.phone(0).shared.state().boundaries.boundaries().is_empty());
}

#[test]
fn nothing_is_shared_before_it_is_whole() {
    let mut couple = Couple::linked(Seed(1));
    let draft = StatementDraft { did: Some(text("I hid it.")), ..StatementDraft::default() };
    let statement = write(&mut couple, SoloBody::Statement(draft));
    assert_eq!(share(&mut couple, statement, None), Err(Refusal::NotWhole));
    let SoloBody::Breach(named) = body(SoloKind::Breach) else { unreachable!("a breach") };
    let breach = write(&mut couple, SoloBody::Breach(BreachDraft { responsible: None, ..named.clone() }));
    assert_eq!(share(&mut couple, breach, None), Err(Refusal::NotWhole));
    let question = write(&mut couple, body(SoloKind::Question));
    assert_eq!(share(&mut couple, question, None), Err(Refusal::NotWhole), "a question is about something");
    assert_eq!(share(&mut couple, question, Some(entry_id(1))), Err(Refusal::NothingThere));
    change(&mut couple, breach, SoloBody::Breach(BreachDraft { responsible: Some(Responsible::Mine), ..named }));
    share(&mut couple, breach, None).unwrap();
    let me = couple.phone(0).actor.partner;
    assert!(couple.phone(0).shared.state().breaches.breaches().values().all(|one| one.responsible == me));
}

#[test]
fn a_refused_share_leaves_no_mark() {
    let mut couple = Couple::linked(Seed(1));
    let id = write(&mut couple, SoloBody::Promise(once(Moment::on(date("2026-03-02")))));
    couple.clock.pass_days(2);
    assert_eq!(share(&mut couple, id, None), Err(Refusal::InThePast));
    assert_eq!(page(&couple, id).shared, None);
}

#[test]
fn nothing_is_shared_before_two_are_linked_or_after_they_parted() {
    let mut couple = alone();
    let id = write(&mut couple, boundary("not after ten"));
    assert_eq!(share(&mut couple, id, None), Err(Refusal::NotLinked));
    let mut couple = Couple::linked(Seed(1));
    let id = write(&mut couple, boundary("not after ten"));
    couple.must(0, Command::Membership(MembershipCommand::Leave));
    assert_eq!(share(&mut couple, id, None), Err(Refusal::Unlinked));
    write(&mut couple, boundary("still mine"));
}
