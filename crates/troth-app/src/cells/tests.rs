//! What the record on the partner's device gives away about marks, with every cell, opening and secret that they hold.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

use std::collections::BTreeSet;

use troth_core::closeness::{ClosenessEvent, HAND_HOURS, Wanted};
use troth_core::{BODY_BYTES_MAX, Event, Stream};
use troth_testkit::{Couple, Dice, Seed};
use troth_vault::{open_cell, reveal_own};

use super::*;
use crate::place::activities::both_marked;

const ANA: usize = 0;
const BEN: usize = 2;
const PHONES: usize = 4;

/// A hand that Ana dealt, on all four phones.
fn dealt(couple: &mut Couple) -> EntryId {
    let hand = couple.must(ANA, hand_command(HandCommand::Deal(Wanted::default())))[0];
    couple.deliver_all();
    hand
}

fn marks(couple: &mut Couple, dice: &mut Dice, phone: usize, (hand, liked): (EntryId, &[u8])) {
    let command = seal_marks(&couple.phone(phone).state(), dice.rng(), hand, liked).unwrap();
    couple.must(phone, command);
    couple.deliver_all();
}

/// Lets every device post what it owes, as the app does.
fn settle(couple: &mut Couple, dice: &mut Dice) {
    loop {
        let mut posted = 0;
        for phone in 0..PHONES {
            let (me, now) = (couple.phone(phone).actor, couple.now(phone));
            for duty in couple.phone(phone).state().hand_duties(&me, now) {
                let command = hand_duty(&couple.phone(phone).state(), &me, dice.rng(), duty).unwrap();
                couple.must(phone, command);
                posted += 1;
            }
        }
        couple.deliver_all();
        if posted == 0 {
            return;
        }
    }
}

/// The places that a phone's screen opens.
fn shown(couple: &Couple, phone: usize, hand: EntryId) -> Vec<usize> {
    let state = couple.phone(phone).state();
    let hands = state.hands(&couple.phone(phone).actor, couple.now(phone));
    let view = hands.iter().find(|view| view.hand == hand).unwrap();
    (0..HAND_CARDS).filter(|place| both_marked(&state, view, *place)).collect()
}

/// The cards whose cells by Ana open for an attacker who tries everything on Ben's phone: every secret in his own
/// stream, spare ones too, with every pair of cells and every opening of the shared record, under every card's context.
fn opened_by_force(couple: &Couple, hand: EntryId) -> BTreeSet<usize> {
    let phone = couple.phone(BEN);
    let secrets: Vec<CellSecret> = phone.own.entries().iter().flat_map(|entry| secrets(&entry.event)).collect();
    let (ana, state) = (couple.phone(ANA).actor.partner, phone.shared.state());
    let cards = &state.closeness.hands.dealt()[&hand].cards;
    let (mut posted, mut openings) = (Vec::new(), Vec::new());
    for entry in phone.shared.entries() {
        match &entry.event {
            Event::Closeness(ClosenessEvent::HandCellsPosted(it)) => {
                let by_ana = state.members.holder(entry.header.device) == Some(ana);
                posted.extend(it.cells.iter().enumerate().map(|(place, cell)| (by_ana, place, cell)));
            }
            Event::Closeness(ClosenessEvent::HandOpeningsPosted(it)) => openings.extend(&it.openings),
            _ => {}
        }
    }
    let read = |cell: &CellBytes| Cell::decode(cell.as_bytes()).unwrap();
    let mut opened = BTreeSet::new();
    for (_, place, theirs) in posted.iter().filter(|(by_ana, ..)| *by_ana) {
        let (context, theirs) = (Hand::context(hand, cards[*place]), read(theirs));
        for secret in &secrets {
            let own = posted.iter().filter(|(by_ana, own_place, _)| !by_ana && own_place == place);
            let mut pairs = own.flat_map(|(.., own)| openings.iter().map(|opening| (read(own), opening)));
            let opens =
                pairs.any(|(own, opening)| open_cell(&context, secret, &own, &theirs, opening.as_bytes()).is_some());
            if opens || reveal_own(&context, secret, &theirs).is_some() {
                opened.insert(*place);
            }
        }
    }
    opened
}

fn secrets(event: &Event) -> Vec<CellSecret> {
    let Event::Closeness(ClosenessEvent::HandMarked(marked)) = event else { return Vec::new() };
    marked.marks.iter().map(|mark| CellSecret::decode(mark.secret.as_bytes()).unwrap()).collect()
}

/// Plays a hand to its end.
fn played(ana: Option<&[u8]>, ben: Option<&[u8]>) -> (Couple, EntryId) {
    let mut couple = Couple::linked(Seed(3));
    let mut dice = Seed(4).dice();
    let hand = dealt(&mut couple);
    for (phone, liked) in [(ANA, ana), (BEN, ben)] {
        if let Some(liked) = liked {
            marks(&mut couple, &mut dice, phone, (hand, liked));
        }
    }
    settle(&mut couple, &mut dice);
    couple.clock.pass_hours(HAND_HOURS.into());
    settle(&mut couple, &mut dice);
    (couple, hand)
}

#[test]
fn only_what_both_marked_opens_and_it_opens_on_every_device() {
    let (couple, hand) = played(Some(&[0, 1, 4]), Some(&[1, 2, 4]));
    for phone in 0..PHONES {
        assert_eq!(shown(&couple, phone, hand), [1, 4]);
    }
    assert_eq!(opened_by_force(&couple, hand), BTreeSet::from([1, 4]), "the test itself can open what is open");
}

#[test]
fn care_13_a_one_sided_mark_is_not_in_all_that_the_partner_holds() {
    for ben in [None, Some(&[][..]), Some(&[5][..])] {
        let (couple, hand) = played(Some(&[0, 1, 2, 3, 4]), ben);
        assert_eq!(opened_by_force(&couple, hand), BTreeSet::new(), "{ben:?}");
        for phone in 0..PHONES {
            assert_eq!(shown(&couple, phone, hand), [0_usize; 0]);
        }
    }
}

#[test]
fn care_13_what_a_hand_leaves_in_either_stream_has_one_size_whatever_was_marked() {
    let sizes = |ana: Option<&[u8]>, ben: Option<&[u8]>, stream: Stream| {
        let (couple, _) = played(ana, ben);
        let phone = couple.phone(ANA);
        let entries = if stream == Stream::Own { phone.own.entries() } else { phone.shared.entries() };
        let mut sizes: Vec<_> = entries.iter().map(|one| (one.event.kind(), one.event.encode_body().len())).collect();
        sizes.sort_unstable();
        sizes
    };
    let all = [0, 1, 2, 3, 4, 5];
    let shared = sizes(None, None, Stream::Shared);
    assert!(shared.iter().all(|(_, size)| *size < BODY_BYTES_MAX / 2), "and fits an entry");
    for (ana, ben) in [(Some(&[][..]), None), (Some(&[2][..]), Some(&all[..])), (Some(&all[..]), Some(&all[..]))] {
        assert_eq!(sizes(ana, ben, Stream::Shared), shared);
    }
    assert_eq!(sizes(Some(&[]), None, Stream::Own), sizes(Some(&all), None, Stream::Own), "nor for who runs the relay");
}
