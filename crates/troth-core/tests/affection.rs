//! The pace of affection: private until shared, item by item, and never asked for.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use troth_core::closeness::{
    Affection, ClosenessCommand, ClosenessEvent, Feels, PaceCommand, PaceItem, PaceSet, PaceShared, PaceSharingEnded,
};
use troth_core::{AnomalyKind, Command, EntryId, Refusal};
use troth_testkit::{Couple, Seed};

const ANA: usize = 0;
const ANAS_TABLET: usize = 1;
const BEN: usize = 2;

fn pace(command: PaceCommand) -> Command {
    Command::Closeness(ClosenessCommand::Pace(command))
}

fn set(couple: &mut Couple, phone: usize, feels: Feels) {
    let items = vec![PaceItem { affection: Affection::Hug, feels }];
    couple.must(phone, Command::Pace(PaceSet { items }));
    couple.deliver_all();
}

fn share(couple: &mut Couple, phone: usize) -> EntryId {
    couple.must(phone, pace(PaceCommand::Share(Affection::Hug)))[0]
}

/// What Ben's device shows of Ana's pace.
fn shown(couple: &Couple) -> Option<Feels> {
    let ana = couple.phone(ANA).actor.partner;
    couple.phone(BEN).shared.state().closeness.paces.of(ana, Affection::Hug).map(|shared| shared.item.feels)
}

#[test]
fn care_16_a_pace_is_private_until_one_item_is_shared() {
    let mut couple = Couple::linked(Seed(1));
    let items = vec![
        PaceItem { affection: Affection::Hug, feels: Feels::AskFirst },
        PaceItem { affection: Affection::Kiss, feels: Feels::NotNow },
    ];
    let before = couple.phone(BEN).shared.entries().len();
    couple.must(ANA, Command::Pace(PaceSet { items }));
    couple.deliver_all();
    assert_eq!(couple.phone(BEN).shared.entries().len(), before, "nothing reaches the shared record");
    assert_eq!(couple.phone(ANAS_TABLET).own.state().closeness.pace().unwrap().items.len(), 2);
    share(&mut couple, ANA);
    couple.deliver_all();
    assert_eq!(shown(&couple), Some(Feels::AskFirst));
    let ana = couple.phone(ANA).actor.partner;
    assert!(couple.phone(BEN).shared.state().closeness.paces.of(ana, Affection::Kiss).is_none());
    assert_eq!(couple.act(ANA, pace(PaceCommand::Share(Affection::Hands))), Err(Refusal::NothingThere));
    assert_eq!(couple.act(ANA, pace(PaceCommand::Share(Affection::Hug))), Err(Refusal::AlreadyDone));
    couple.must(ANA, pace(PaceCommand::EndSharing(Affection::Hug)));
    couple.deliver_all();
    assert_eq!(shown(&couple), None);
}

#[test]
fn care_16_setting_it_anew_changes_nothing_that_the_other_sees() {
    let mut couple = Couple::linked(Seed(2));
    set(&mut couple, ANA, Feels::AllRight);
    share(&mut couple, ANA);
    set(&mut couple, ANA, Feels::NotNow);
    assert_eq!(shown(&couple), Some(Feels::AllRight), "until she shares it, or shares no more");
    share(&mut couple, ANA);
    couple.deliver_all();
    assert_eq!(shown(&couple), Some(Feels::NotNow));
}

#[test]
fn the_story_tells_nothing_of_it() {
    let mut couple = Couple::linked(Seed(3));
    let told = couple.phone(BEN).shared.state().story.lines().len();
    set(&mut couple, ANA, Feels::AllRight);
    share(&mut couple, ANA);
    couple.must(ANA, pace(PaceCommand::EndSharing(Affection::Hug)));
    couple.deliver_all();
    assert_eq!(couple.phone(BEN).shared.state().story.lines().len(), told);
}

#[test]
fn an_end_beats_what_took_the_place_of_the_same_item_meanwhile() {
    for first in [ANA, ANAS_TABLET] {
        let mut couple = Couple::linked(Seed(4));
        set(&mut couple, ANA, Feels::AllRight);
        share(&mut couple, ANA);
        couple.deliver_all();
        set(&mut couple, ANA, Feels::AskFirst);
        let second = ANAS_TABLET - first;
        couple.must(first, pace(PaceCommand::EndSharing(Affection::Hug)));
        share(&mut couple, second);
        couple.push(second);
        couple.deliver_all();
        assert_eq!(shown(&couple), None);
        share(&mut couple, first);
        couple.deliver_all();
        assert_eq!(shown(&couple), Some(Feels::AskFirst), "and can be shared anew");
    }
}

#[test]
fn of_two_devices_that_said_different_things_the_more_reserved_is_shown() {
    for first in [ANA, ANAS_TABLET] {
        let mut couple = Couple::linked(Seed(5));
        let item = |feels| PaceItem { affection: Affection::Hug, feels };
        let shared = |feels| ClosenessEvent::PaceShared(PaceShared { item: item(feels), follows: Vec::new() });
        couple.forge(first, shared(Feels::NotNow));
        couple.forge(ANAS_TABLET - first, shared(Feels::AllRight));
        couple.deliver_all();
        assert_eq!(shown(&couple), Some(Feels::NotNow));
    }
}

#[test]
fn care_21_nobody_ends_or_replaces_what_the_other_shares() {
    let mut couple = Couple::linked(Seed(6));
    set(&mut couple, ANA, Feels::NotNow);
    let shared = share(&mut couple, ANA);
    couple.deliver_all();
    couple.forge(BEN, ClosenessEvent::PaceSharingEnded(PaceSharingEnded { shared }));
    let item = PaceItem { affection: Affection::Hug, feels: Feels::AllRight };
    couple.forge(BEN, ClosenessEvent::PaceShared(PaceShared { item, follows: vec![shared] }));
    couple.deliver_all();
    assert_eq!(shown(&couple), Some(Feels::NotNow));
    assert_eq!(couple.phone(ANA).shared.state().anomalies.kept()[0].kind, AnomalyKind::NotTheirs);
}

#[test]
fn it_can_be_set_alone_and_something_has_to_be_said() {
    let mut couple = Couple::apart(Seed(7));
    let name = troth_core::membership::Name::new("Ada").unwrap();
    let start = troth_core::membership::MembershipCommand::Start { name: name.clone(), label: name };
    couple.must(ANA, Command::Membership(start));
    let nothing = || Command::Pace(PaceSet { items: Vec::new() });
    assert_eq!(couple.act(ANA, nothing()), Err(Refusal::NothingSaid));
    set(&mut couple, ANA, Feels::AskFirst);
    couple.must(ANA, nothing());
    assert!(couple.phone(ANA).own.state().closeness.pace().unwrap().items.is_empty(), "and left open again");
    assert!(couple.act(ANA, pace(PaceCommand::Share(Affection::Hug))).is_err());
}
