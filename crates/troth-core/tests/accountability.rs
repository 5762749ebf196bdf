//! Accountability statements, the answers to them, and perspective only after "heard".
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::text;
use troth_core::accountability::StatementLacks;
use troth_core::accountability::{
    AccountabilityEvent, HeardTakenBack, PerspectiveShared, Statement, StatementHeard, StatementMade, StatementPart,
};
use troth_core::{Command, EntryId, Refusal};
use troth_testkit::{Couple, Seed};

/// The responsible partner.
const BEN: usize = 0;
/// The hurt partner.
const ANA: usize = 2;

fn must(couple: &mut Couple, phone: usize, what: AccountabilityEvent) -> EntryId {
    let id = couple.must(phone, Command::Accountability(what))[0];
    couple.deliver_all();
    id
}

fn refused(couple: &mut Couple, phone: usize, what: AccountabilityEvent) -> Refusal {
    couple.act(phone, Command::Accountability(what)).unwrap_err()
}

fn seen(couple: &Couple, phone: usize, id: EntryId) -> &Statement {
    &couple.phone(phone).shared.state().statements.versions()[&id]
}

fn made(follows: Option<EntryId>) -> AccountabilityEvent {
    AccountabilityEvent::StatementMade(StatementMade { follows, parts: samples::statement_parts(), breach: None })
}

fn perspective(statement: EntryId) -> AccountabilityEvent {
    AccountabilityEvent::PerspectiveShared(PerspectiveShared { statement, words: text("I was afraid") })
}

#[test]
fn perspective_opens_only_after_heard() {
    let mut couple = Couple::linked(Seed(1));
    let statement = must(&mut couple, BEN, made(None));
    assert_eq!(refused(&mut couple, BEN, perspective(statement)), Refusal::NotHeardYet);
    assert_eq!(
        refused(&mut couple, BEN, AccountabilityEvent::StatementHeard(StatementHeard { statement })),
        Refusal::NotYours
    );
    must(&mut couple, ANA, AccountabilityEvent::StatementHeard(StatementHeard { statement }));
    assert_eq!(refused(&mut couple, ANA, perspective(statement)), Refusal::NotYours);
    must(&mut couple, BEN, perspective(statement));
    assert_eq!(seen(&couple, ANA, statement).perspective.as_ref().unwrap().what.as_str(), "I was afraid");
}

#[test]
fn a_changed_client_shares_no_perspective_before_heard_and_hears_nothing_for_the_other() {
    let mut couple = Couple::linked(Seed(2));
    let statement = must(&mut couple, BEN, made(None));
    couple.forge(BEN, AccountabilityEvent::PerspectiveShared(PerspectiveShared { statement, words: text("but") }));
    couple.forge(BEN, AccountabilityEvent::StatementHeard(StatementHeard { statement }));
    couple.deliver_all();
    let seen = seen(&couple, ANA, statement);
    assert!(seen.perspective.is_none() && seen.heard.is_none());
}

#[test]
fn care_21_versions_stay_and_heard_holds_for_the_one_it_names() {
    let mut couple = Couple::linked(Seed(3));
    let first = must(&mut couple, BEN, made(None));
    must(
        &mut couple,
        ANA,
        AccountabilityEvent::StatementLacks(StatementLacks {
            statement: first,
            part: StatementPart::Hurt,
            words: Some(text("the nights")),
        }),
    );
    let second = must(&mut couple, BEN, made(Some(first)));
    assert_eq!(
        refused(&mut couple, ANA, AccountabilityEvent::StatementHeard(StatementHeard { statement: first })),
        Refusal::AlreadyDone
    );
    assert_eq!(refused(&mut couple, BEN, made(Some(first))), Refusal::AlreadyDone);
    assert_eq!(refused(&mut couple, ANA, made(Some(second))), Refusal::NotYours);
    must(&mut couple, ANA, AccountabilityEvent::StatementHeard(StatementHeard { statement: second }));
    assert!(seen(&couple, BEN, first).heard.is_none() && seen(&couple, BEN, first).followed);
    assert!(seen(&couple, BEN, second).heard.is_some());
    assert_eq!(seen(&couple, BEN, first).lacks[0].part, StatementPart::Hurt);
}

#[test]
fn care_48_heard_is_taken_back_by_its_giver_alone_and_what_was_explained_stays() {
    let mut couple = Couple::linked(Seed(9));
    let statement = must(&mut couple, BEN, made(None));
    let (hear, back) = (
        || AccountabilityEvent::StatementHeard(StatementHeard { statement }),
        || AccountabilityEvent::HeardTakenBack(HeardTakenBack { statement }),
    );
    assert_eq!(refused(&mut couple, ANA, back()), Refusal::NothingThere);
    must(&mut couple, ANA, hear());
    must(&mut couple, BEN, perspective(statement));
    assert_eq!(refused(&mut couple, BEN, back()), Refusal::NotYours);
    must(&mut couple, ANA, back());
    for phone in [ANA, BEN] {
        let seen = seen(&couple, phone, statement);
        assert!(seen.heard.is_none() && seen.perspective.is_some());
    }
    assert_eq!(refused(&mut couple, BEN, perspective(statement)), Refusal::NotHeardYet);
    must(&mut couple, ANA, hear());
    assert!(seen(&couple, BEN, statement).heard.is_some(), "and may be said again");
}
