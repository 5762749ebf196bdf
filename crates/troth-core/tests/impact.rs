//! Impact: private notes, items that are shared one by one, and reflections.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::text;
use troth_core::impact::ImpactShared;
use troth_core::impact::ReflectionAnswered;
use troth_core::impact::ReflectionOffered;
use troth_core::impact::SharingEnded;
use troth_core::impact::{Area, AreaRated, Feeling, ImpactEvent, ImpactItem, ImpactNoted, Impacts, ReflectionAnswer};
use troth_core::rating::Points;
use troth_core::{Command, EntryId, Refusal, Stream, decide};
use troth_testkit::{Couple, Seed};

const ANA: usize = 0;
const BEN: usize = 2;

fn must(couple: &mut Couple, phone: usize, what: ImpactEvent) -> EntryId {
    let id = couple.must(phone, Command::Impact(what))[0];
    couple.deliver_all();
    id
}

fn refused(couple: &mut Couple, phone: usize, what: ImpactEvent) -> Refusal {
    couple.act(phone, Command::Impact(what)).unwrap_err()
}

fn seen(couple: &Couple, phone: usize) -> &Impacts {
    &couple.phone(phone).shared.state().impacts
}

fn worry() -> AreaRated {
    AreaRated { area: Area::Worry, points: Points::new(8), words: Some(text("at night")) }
}

fn noted() -> ImpactNoted {
    ImpactNoted { areas: vec![worry()], feelings: vec![Feeling::Anger, Feeling::Relief] }
}

#[test]
fn care_16_a_note_is_written_to_the_own_stream_and_sharing_holds_one_item_only() {
    let mut couple = Couple::linked(Seed(1));
    let phone = couple.phone(ANA);
    let drafts =
        decide(&phone.state(), &phone.actor, couple.now(ANA), Command::Impact(ImpactEvent::ImpactNoted(noted())))
            .unwrap();
    assert!(drafts.iter().all(|draft| draft.stream == Stream::Own));
    must(&mut couple, ANA, ImpactEvent::ImpactNoted(noted()));
    assert!(seen(&couple, BEN).shared().is_empty(), "nothing is shared by noting it");
    let shared = must(&mut couple, ANA, ImpactEvent::ImpactShared(ImpactShared { item: ImpactItem::Area(worry()) }));
    let item = &seen(&couple, BEN).shared()[&shared];
    assert_eq!(item.item, ImpactItem::Area(worry()), "the item, and nothing around it");
    assert_eq!(refused(&mut couple, BEN, ImpactEvent::SharingEnded(SharingEnded { shared })), Refusal::NotYours);
    let again = || ImpactEvent::ImpactShared(ImpactShared { item: ImpactItem::Area(worry()) });
    assert_eq!(refused(&mut couple, ANA, again()), Refusal::AlreadyDone, "what is shared is shared once");
    must(&mut couple, ANA, ImpactEvent::SharingEnded(SharingEnded { shared }));
    assert!(seen(&couple, BEN).shared()[&shared].ended);
    assert_eq!(refused(&mut couple, ANA, ImpactEvent::SharingEnded(SharingEnded { shared })), Refusal::AlreadyDone);
    must(&mut couple, ANA, again());
}

#[test]
fn care_16_a_private_note_in_the_shared_stream_is_void() {
    let mut couple = Couple::linked(Seed(2));
    couple.forge(ANA, ImpactEvent::ImpactNoted(noted()));
    couple.deliver_all();
    assert_eq!(couple.phone(BEN).shared.state().anomalies.total(), 1);
    assert!(couple.phone(BEN).own.state().impacts.notes().is_empty());
}

#[test]
fn a_note_works_alone_and_says_something() {
    let mut couple = Couple::linked(Seed(3));
    let nothing = ImpactNoted { areas: Vec::new(), feelings: Vec::new() };
    assert_eq!(refused(&mut couple, ANA, ImpactEvent::ImpactNoted(nothing)), Refusal::NothingSaid);
    must(&mut couple, ANA, ImpactEvent::ImpactNoted(noted()));
    couple.deliver_all();
    assert_eq!(couple.phone(1).own.state().impacts.notes().len(), 1, "on the own second device");
}

#[test]
fn a_reflection_is_answered_by_the_one_who_shared_and_can_be_tried_again() {
    let mut couple = Couple::linked(Seed(4));
    assert_eq!(
        refused(&mut couple, BEN, ImpactEvent::ReflectionOffered(ReflectionOffered { words: text("you worry") })),
        Refusal::NothingThere
    );
    must(&mut couple, ANA, ImpactEvent::ImpactShared(ImpactShared { item: ImpactItem::Feelings(vec![Feeling::Hurt]) }));
    let first =
        must(&mut couple, BEN, ImpactEvent::ReflectionOffered(ReflectionOffered { words: text("you are hurt") }));
    let answer =
        |reflection, answer| ImpactEvent::ReflectionAnswered(ReflectionAnswered { reflection, answer, words: None });
    assert_eq!(refused(&mut couple, BEN, answer(first, ReflectionAnswer::Fully)), Refusal::NotYours);
    must(&mut couple, ANA, answer(first, ReflectionAnswer::Partly));
    assert_eq!(refused(&mut couple, ANA, answer(first, ReflectionAnswer::Fully)), Refusal::AlreadyDone);
    let second = must(
        &mut couple,
        BEN,
        ImpactEvent::ReflectionOffered(ReflectionOffered { words: text("you are hurt and lie awake") }),
    );
    must(&mut couple, ANA, answer(second, ReflectionAnswer::Fully));
    assert_eq!(seen(&couple, BEN).reflections()[&second].answer, Some((ReflectionAnswer::Fully, None)));
}
