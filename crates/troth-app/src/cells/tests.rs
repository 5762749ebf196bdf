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

/// Lets marks wait on a phone, as the app does. The couple holds their places for the core.
fn mark(couple: &mut Couple, phone: usize, (hand, liked): (EntryId, &[usize])) {
    couple.hold_marks(phone, hand, liked).unwrap();
}

/// What waits on a phone.
fn holding(couple: &Couple, phone: usize) -> Holding {
    let mut holding = Holding::nothing(u64::try_from(phone).unwrap());
    for (hand, places) in &couple.phone(phone).liked {
        let mut liked = [false; HAND_CARDS];
        places.iter().for_each(|place| liked[*place] = true);
        holding.keep_marks(*hand, liked);
    }
    holding
}

/// Lets every device post what it owes, as the app does.
fn settle(couple: &mut Couple, dice: &mut Dice) {
    loop {
        let mut posted = 0;
        for phone in 0..PHONES {
            let (me, now) = (couple.phone(phone).actor, couple.now(phone));
            for duty in couple.phone(phone).state().hand_duties(&me, now) {
                let holding = holding(couple, phone);
                let command = hand_duty(&couple.phone(phone).state(), &me, &holding, dice.rng(), duty).unwrap();
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
fn played(ana: Option<&[usize]>, ben: Option<&[usize]>) -> (Couple, EntryId) {
    let mut couple = Couple::linked(Seed(3));
    let mut dice = Seed(4).dice();
    let hand = dealt(&mut couple);
    for (phone, liked) in [(ANA, ana), (BEN, ben)] {
        if let Some(liked) = liked {
            mark(&mut couple, phone, (hand, liked));
        }
    }
    settle(&mut couple, &mut dice);
    couple.clock.pass_hours(HAND_HOURS.into());
    settle(&mut couple, &mut dice);
    (couple, hand)
}

#[test]
fn only_what_both_marked_opens_and_it_opens_on_every_device() {
    let (couple, hand) = played(Some(&[1, 4]), Some(&[2, 4]));
    for phone in 0..PHONES {
        assert_eq!(shown(&couple, phone, hand), [4]);
    }
    assert_eq!(opened_by_force(&couple, hand), BTreeSet::from([4]), "the test itself can open what is open");
}

#[test]
fn care_13_a_one_sided_mark_is_not_in_all_that_the_partner_holds() {
    for ben in [None, Some(&[][..]), Some(&[5][..])] {
        let (couple, hand) = played(Some(&[0, 3]), ben);
        assert_eq!(opened_by_force(&couple, hand), BTreeSet::new(), "{ben:?}");
        for phone in 0..PHONES {
            assert_eq!(shown(&couple, phone, hand), [0_usize; 0]);
        }
    }
}

#[test]
fn care_13_what_a_hand_leaves_in_either_stream_has_one_size_whatever_was_marked() {
    let sizes = |ana: Option<&[usize]>, ben: Option<&[usize]>, stream: Stream| {
        let (couple, _) = played(ana, ben);
        let phone = couple.phone(ANA);
        let entries = if stream == Stream::Own { phone.own.entries() } else { phone.shared.entries() };
        let mut sizes: Vec<_> = entries.iter().map(|one| (one.event.kind(), one.event.encode_body().len())).collect();
        sizes.sort_unstable();
        sizes
    };
    let two = [0, 5];
    let shared = sizes(None, None, Stream::Shared);
    assert!(shared.iter().all(|(_, size)| *size < BODY_BYTES_MAX / 2), "and fits an entry");
    for (ana, ben) in [(Some(&[][..]), None), (Some(&[2][..]), Some(&two[..])), (Some(&two[..]), Some(&two[..]))] {
        assert_eq!(sizes(ana, ben, Stream::Shared), shared);
    }
    let own = sizes(None, None, Stream::Own);
    for ana in [&[][..], &[3][..], &two[..]] {
        assert_eq!(sizes(Some(ana), None, Stream::Own), own, "nor for who runs the relay");
    }
}

#[test]
fn care_50_nothing_opens_before_the_hand_is_over() {
    let mut couple = Couple::linked(Seed(3));
    let mut dice = Seed(4).dice();
    let hand = dealt(&mut couple);
    mark(&mut couple, ANA, (hand, &[4]));
    mark(&mut couple, BEN, (hand, &[4]));
    settle(&mut couple, &mut dice);
    couple.clock.pass_hours(u32::from(HAND_HOURS) - 1);
    couple.clock.pass_minutes(59);
    settle(&mut couple, &mut dice);
    assert_eq!(opened_by_force(&couple, hand), BTreeSet::from([4]), "all devices have posted");
    for phone in 0..PHONES {
        assert_eq!(shown(&couple, phone, hand), [0_usize; 0], "and no screen shows it");
    }
    couple.clock.pass_minutes(1);
    for phone in 0..PHONES {
        assert_eq!(shown(&couple, phone, hand), [4]);
    }
}

#[test]
fn care_13_the_moment_at_which_a_device_posts_follows_from_its_lot_and_the_name_alone() {
    const OPENS_AT: i64 = 1_772_442_000_000;
    let span = i64::from(troth_core::sealed::GATHERING_MINUTES) * 60_000;
    let mut moments = Vec::new();
    for seed in 0..200 {
        let (mut answered, skipped) = (Holding::nothing(seed), Holding::nothing(seed));
        for hand in 0..20 {
            let hand = EntryId([hand; 32]);
            answered.keep_marks(hand, [true; HAND_CARDS]);
            let at = answered.posts_at(&hand.0, OPENS_AT);
            assert_eq!(at, skipped.posts_at(&hand.0, OPENS_AT));
            assert!((OPENS_AT - span..OPENS_AT).contains(&at));
            moments.push(OPENS_AT - at);
        }
    }
    // 4,000 draws over the whole span: the mean of even draws lies within 2 % of its middle but once in 10,000 runs.
    let mean = moments.iter().sum::<i64>() / i64::try_from(moments.len()).unwrap();
    assert!((mean - span / 2).abs() < span / 40, "{mean} of {span}");
    let early = moments.iter().filter(|before| **before > span * 9 / 10).count();
    assert!((300..500).contains(&early), "{early} of 4,000 in the first tenth");
}
