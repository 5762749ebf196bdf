//! Boundaries: set alone, holding at once, acknowledged in exactly these words.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::text;
use troth_core::boundary::BoundaryAcknowledged;
use troth_core::boundary::BoundaryLifted;
use troth_core::boundary::{Boundary, BoundaryChanged, BoundaryEvent, BoundarySet};
use troth_core::{Command, EntryId, Refusal};
use troth_testkit::{Couple, Seed};

const ANA: usize = 0;
const BEN: usize = 2;

fn must(couple: &mut Couple, phone: usize, what: BoundaryEvent) -> EntryId {
    let id = couple.must(phone, Command::Boundary(what))[0];
    couple.deliver_all();
    id
}

fn refused(couple: &mut Couple, phone: usize, what: BoundaryEvent) -> Refusal {
    couple.act(phone, Command::Boundary(what)).unwrap_err()
}

fn seen(couple: &Couple, phone: usize, id: EntryId) -> &Boundary {
    &couple.phone(phone).shared.state().boundaries.boundaries()[&id]
}

fn set() -> BoundaryEvent {
    BoundaryEvent::BoundarySet(BoundarySet { title: text("no talks after ten"), words: None })
}

fn change(boundary: EntryId) -> BoundaryEvent {
    BoundaryEvent::BoundaryChanged(BoundaryChanged { boundary, title: text("no talks after nine"), words: None })
}

#[test]
fn care_21_a_boundary_is_its_owner_s_alone() {
    let mut couple = Couple::linked(Seed(1));
    let boundary = must(&mut couple, ANA, set());
    assert_eq!(refused(&mut couple, BEN, change(boundary)), Refusal::NotYours);
    assert_eq!(
        refused(&mut couple, BEN, BoundaryEvent::BoundaryLifted(BoundaryLifted { boundary })),
        Refusal::NotYours
    );
    must(&mut couple, ANA, change(boundary));
    assert!(seen(&couple, BEN, boundary).edited);
    must(&mut couple, ANA, BoundaryEvent::BoundaryLifted(BoundaryLifted { boundary }));
    assert!(seen(&couple, BEN, boundary).lifted);
    assert_eq!(refused(&mut couple, ANA, change(boundary)), Refusal::AlreadyDone);
}

#[test]
fn heeding_holds_for_the_words_it_names() {
    let mut couple = Couple::linked(Seed(2));
    let boundary = must(&mut couple, ANA, set());
    assert_eq!(
        refused(&mut couple, ANA, BoundaryEvent::BoundaryAcknowledged(BoundaryAcknowledged { wording: boundary })),
        Refusal::NotYours
    );
    must(&mut couple, BEN, BoundaryEvent::BoundaryAcknowledged(BoundaryAcknowledged { wording: boundary }));
    assert!(seen(&couple, ANA, boundary).is_acknowledged());
    let later = must(&mut couple, ANA, change(boundary));
    assert!(!seen(&couple, BEN, boundary).is_acknowledged(), "other words were heeded");
    assert_eq!(
        refused(&mut couple, BEN, BoundaryEvent::BoundaryAcknowledged(BoundaryAcknowledged { wording: boundary })),
        Refusal::AlreadyDone
    );
    must(&mut couple, BEN, BoundaryEvent::BoundaryAcknowledged(BoundaryAcknowledged { wording: later }));
    assert!(seen(&couple, ANA, boundary).is_acknowledged());
}

#[test]
fn lifting_stands_whatever_change_came_at_the_same_time() {
    let mut couple = Couple::linked(Seed(3));
    let boundary = must(&mut couple, ANA, set());
    couple.must(0, Command::Boundary(BoundaryEvent::BoundaryLifted(BoundaryLifted { boundary })));
    couple.must(1, Command::Boundary(change(boundary)));
    couple.deliver_all();
    for phone in [0, 1, 2, 3] {
        assert!(seen(&couple, phone, boundary).lifted);
    }
}
