//! Membership: partners, their devices, leaving, and rest.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::{date, once, text};
use troth_core::Header;
use troth_core::closeness::{Affection, Feels, PaceItem, PaceSet};
use troth_core::impact::{Feeling, ImpactEvent, ImpactNoted};
use troth_core::journal::JournalEvent;
use troth_core::journal::JournalWritten;
use troth_core::membership::{
    ContentMissing, DEVICES_MAX, DeviceAdded, DeviceChanged, DeviceRemoved, ForkDecided, LastEntry, Link, MISSING_MAX,
    MembershipCommand, MembershipEvent, PartnerJoined, REST_BLOCK_DAYS, REST_DAYS_MAX, REST_FREE_DAYS,
};
use troth_core::promise::{Offered, PromiseCommand, PromiseEvent};
use troth_core::{
    Actor, AnomalyKind, CivilDate, Command, DeviceId, Entry, EntryId, Moment, PartnerId, Refusal, Stream, decide,
    next_steps,
};
use troth_testkit::{Couple, Seed};

fn member(command: MembershipCommand) -> Command {
    Command::Membership(command)
}

fn offer() -> Command {
    Command::Promise(PromiseCommand::Offer(once(Moment::on(date("2026-12-24")))))
}

fn anomalies(couple: &Couple, phone: usize) -> Vec<AnomalyKind> {
    couple.phone(phone).shared.state().anomalies.kept().iter().map(|one| one.kind).collect()
}

fn proposals(couple: &Couple, phone: usize) -> usize {
    couple.phone(phone).shared.state().promises.proposals().len()
}

#[test]
fn two_partners_with_two_devices_are_linked() {
    let couple = Couple::linked(Seed(1));
    for phone in 0..4 {
        let members = &couple.phone(phone).shared.state().members;
        assert_eq!(members.link(), Link::Linked);
        assert!(members.partners().values().all(|partner| partner.devices.len() == 2));
        assert_eq!(members.holder(couple.phone(phone).actor.device), Some(couple.phone(phone).actor.partner));
    }
    assert!(anomalies(&couple, 0).is_empty());
}

#[test]
fn a_third_person_is_an_anomaly() {
    let couple = Couple::linked(Seed(1));
    let mut log = couple.phone(0).shared.clone();
    let joined = PartnerJoined { partner: PartnerId([9; 16]), name: text("Cy"), label: text("phone") };
    let (lamport, written) = (log.next_lamport(), couple.now(0));
    let by = Some(PartnerId([9; 16]));
    let header = Header { id: EntryId([9; 32]), device: DeviceId([9; 16]), seq: 1, lamport, written, by };
    log.insert(Entry { header, event: MembershipEvent::PartnerJoined(joined).into() });
    assert_eq!(log.state().anomalies.kept()[0].kind, AnomalyKind::NoSeat);
    assert_eq!(log.state().members, couple.phone(0).shared.state().members);
}

#[test]
fn devices_have_a_limit() {
    let mut couple = Couple::linked(Seed(1));
    let add = |byte| member(MembershipCommand::AddDevice { device: DeviceId([byte; 16]), label: text("tablet") });
    for byte in 2..DEVICES_MAX as u8 {
        couple.must(0, add(byte));
    }
    let here = &couple.phone(0).shared.state().members.partners()[&couple.phone(0).actor.partner].devices;
    assert_eq!(here.len(), 8, "five in hand, the paper, and room for a recovery");
    assert_eq!(couple.act(0, add(99)), Err(Refusal::TooManyDevices { limit: DEVICES_MAX }));
    let mine = couple.phone(0).actor.device;
    let remove = MembershipCommand::RemoveDevice {
        device: mine,
        own: LastEntry { seq: 1, id: None },
        shared: LastEntry { seq: 1, id: None },
    };
    assert_eq!(couple.act(0, member(remove)), Err(Refusal::NotThisDevice));
}

/// Otherwise each removal would let in another of the devices that a thief added in stock.
#[test]
fn a_device_that_there_was_no_room_for_takes_no_place_that_a_removal_frees() {
    let mut couple = Couple::linked(Seed(1));
    let device = |byte| DeviceId([byte; 16]);
    let in_stock = 100..100 + 2 * DEVICES_MAX as u8;
    for byte in in_stock.clone() {
        couple.forge(1, MembershipEvent::DeviceAdded(DeviceAdded { device: device(byte), label: text("tablet") }));
    }
    couple.deliver_all();
    let active = |couple: &Couple| {
        let shared = couple.phone(2).shared.state();
        in_stock.clone().filter(|byte| shared.members.is_active(device(*byte))).collect::<Vec<_>>()
    };
    let room = DEVICES_MAX - 2;
    assert_eq!(active(&couple).len(), room, "beside the two that were there");
    for byte in active(&couple) {
        let removed = DeviceRemoved { device: device(byte), last_seq: 0, last: None };
        couple.forge(0, MembershipEvent::DeviceRemoved(removed));
        couple.deliver_all();
    }
    assert_eq!(active(&couple), [0; 0], "nobody comes in their place");
    couple.must(0, member(MembershipCommand::AddDevice { device: device(99), label: text("tablet") }));
    couple.deliver_all();
    assert!(couple.phone(2).shared.state().members.is_active(device(99)), "and there is room again");
}

#[test]
fn a_removed_device_says_nothing_more_and_keeps_what_it_said_before() {
    let mut couple = Couple::linked(Seed(1));
    couple.must(1, offer());
    couple.deliver_all();
    couple.must(1, offer());
    let device = couple.phone(1).actor.device;
    couple.must(
        0,
        member(MembershipCommand::RemoveDevice {
            device,
            own: LastEntry { seq: 0, id: None },
            shared: LastEntry { seq: 1, id: None },
        }),
    );
    couple.deliver_all();
    assert_eq!(couple.act(1, offer()), Err(Refusal::NotYourDevice));
    let Command::Promise(PromiseCommand::Offer(terms)) = offer() else { unreachable!() };
    couple.forge(1, PromiseEvent::Offered(Offered { terms }));
    couple.deliver_all();
    for phone in 0..4 {
        assert_eq!(proposals(&couple, phone), 2, "what it wrote unseen, before the removal, stays");
        assert_eq!(anomalies(&couple, phone), [AnomalyKind::DeviceWasRemoved]);
    }
}

#[test]
fn nobody_removes_the_others_device() {
    let mut couple = Couple::linked(Seed(1));
    let device = couple.phone(2).actor.device;
    let remove = MembershipCommand::RemoveDevice {
        device,
        own: LastEntry { seq: 0, id: None },
        shared: LastEntry { seq: 0, id: None },
    };
    assert_eq!(couple.act(0, member(remove)), Err(Refusal::NothingThere));
    couple.forge(0, MembershipEvent::DeviceRemoved(DeviceRemoved { device, last_seq: 0, last: None }));
    couple.deliver_all();
    couple.must(2, offer());
    couple.deliver_all();
    assert_eq!((proposals(&couple, 0), anomalies(&couple, 0)), (1, vec![AnomalyKind::NotTheirs]));
}

#[test]
fn two_devices_that_remove_each_other_are_both_removed() {
    let mut couple = Couple::linked(Seed(1));
    let device = |phone: usize, couple: &Couple| couple.phone(phone).actor.device;
    let (first, second) = (device(0, &couple), device(1, &couple));
    couple.forge(0, MembershipEvent::DeviceRemoved(DeviceRemoved { device: second, last_seq: 0, last: None }));
    couple.forge(1, MembershipEvent::DeviceRemoved(DeviceRemoved { device: first, last_seq: 2, last: None }));
    couple.deliver_all();
    let members = &couple.phone(2).shared.state().members;
    assert!(!members.is_active(second));
    assert_eq!(couple.phone(2).shared.state(), couple.phone(0).shared.state());
}

#[test]
fn care_18_either_leaves_alone_and_the_other_sees_one_generic_notice() {
    let mut couple = Couple::linked(Seed(1));
    couple.must(0, offer());
    couple.deliver_all();
    couple.must(2, member(MembershipCommand::Leave));
    assert_eq!(couple.phone(2).shared.state().members.link(), Link::Unlinked, "at once, without anybody else");
    couple.must(0, offer());
    couple.deliver_all();
    for phone in 0..4 {
        let state = couple.phone(phone).shared.state();
        assert_eq!(state.members.link(), Link::Unlinked);
        assert_eq!(proposals(&couple, phone), 2, "what the other wrote before knowing stays theirs");
        assert_eq!(couple.act(phone, offer()), Err(Refusal::Unlinked));
        assert_eq!(couple.act(phone, member(MembershipCommand::Leave)), Err(Refusal::Unlinked));
    }
    couple.forge(2, MembershipEvent::RestTaken(troth_core::membership::RestTaken { until: None }));
    assert_eq!(anomalies(&couple, 2), [AnomalyKind::AuthorHadLeft]);
}

#[test]
fn what_the_leavers_other_device_wrote_without_knowing_stays() {
    let mut couple = Couple::linked(Seed(1));
    couple.must(2, member(MembershipCommand::Leave));
    couple.must(3, offer());
    couple.must(3, offer());
    couple.deliver_all();
    for phone in 0..4 {
        assert_eq!((proposals(&couple, phone), anomalies(&couple, phone)), (2, vec![]));
        assert_eq!(couple.act(phone, offer()), Err(Refusal::Unlinked));
    }
}

#[test]
fn a_device_claimed_by_the_other_still_serves_its_owner_alone() {
    let mut couple = Couple::linked(Seed(1));
    let device = DeviceId([9; 16]);
    couple.forge(0, MembershipEvent::DeviceAdded(DeviceAdded { device, label: text("device") }));
    couple.deliver_all();
    couple.must(2, member(MembershipCommand::AddDevice { device, label: text("tablet") }));
    let (state, now) = (couple.phone(2).state(), couple.now(2));
    let actor = Actor { device, ..couple.phone(2).actor };
    let may = |command: Command| decide(&state, &actor, now, command).map(|_| ());
    assert_eq!(may(Command::Journal(JournalEvent::JournalWritten(JournalWritten { words: text("private") }))), Ok(()));
    let noted = ImpactNoted { areas: Vec::new(), feelings: vec![Feeling::Hurt] };
    assert_eq!(may(Command::Impact(ImpactEvent::ImpactNoted(noted))), Ok(()));
    let pace = PaceItem { affection: Affection::Hug, feels: Feels::AskFirst };
    assert_eq!(may(Command::Pace(PaceSet { items: vec![pace] })), Ok(()));
    assert_eq!(may(member(MembershipCommand::TakeRest { until: None })), Ok(()));
    assert_eq!(may(member(MembershipCommand::Leave)), Ok(()));
    assert_eq!(may(offer()), Err(Refusal::NotYourDevice), "what is shared needs the shared record");
}

#[test]
fn care_18_leaving_has_no_place_for_a_reason() {
    let body = troth_core::Event::from(MembershipEvent::Left(troth_core::membership::Left {})).encode_body();
    assert_eq!(body, [0xa0], "an empty map");
}

fn resting_days(couple: &Couple, from: CivilDate, days: u32) -> Vec<CivilDate> {
    let members = &couple.phone(0).shared.state().members;
    (0..days).map(|day| from.plus_days(day)).filter(|day| members.resting(*day).is_some()).collect()
}

#[test]
fn care_20_every_couple_rests_on_a_schedule() {
    for seed in Seed::cases(50) {
        let couple = Couple::linked(seed);
        let linked = couple.now(0).date();
        assert!(resting_days(&couple, linked, REST_FREE_DAYS).is_empty(), "the first week is free");
        let days = resting_days(&couple, linked, 26 * REST_BLOCK_DAYS).len() as u32;
        assert!((25..=26 * REST_DAYS_MAX).contains(&days), "{days} days of rest in a year");
    }
}

#[test]
fn care_20_a_rest_that_one_asked_for_looks_the_same() {
    let mut couple = Couple::linked(Seed(3));
    let today = couple.now(0).date();
    couple.must(0, member(MembershipCommand::TakeRest { until: Some(today.plus_days(30)) }));
    couple.deliver_all();
    let seen = |phone: usize| couple.phone(phone).shared.state().members.resting(today).unwrap();
    assert_eq!(seen(0), seen(2), "both see the same words");
    assert_eq!(seen(2).at_least_until, today.plus_days(REST_DAYS_MAX - 1), "no further ahead than a scheduled rest");
    for phone in 0..4 {
        assert!(
            next_steps(
                &couple.phone(phone).state(),
                &couple.phone(phone).actor,
                couple.now(phone),
                troth_core::Stands::NotSure
            )
            .is_empty()
        );
    }
    let members = &couple.phone(2).shared.state().members;
    assert!(members.asked_to_rest(&couple.phone(0).actor, today));
    assert_eq!(couple.act(2, member(MembershipCommand::EndRest)), Err(Refusal::NothingThere));
    couple.must(0, member(MembershipCommand::EndRest));
    assert_eq!(couple.phone(0).shared.state().members.resting(today), None);
}

#[test]
fn rest_ends_by_itself() {
    let mut couple = Couple::linked(Seed(3));
    let today = couple.now(0).date();
    let past = MembershipCommand::TakeRest { until: Some(today.minus_days(1)) };
    assert_eq!(couple.act(0, member(past)), Err(Refusal::InThePast));
    couple.must(0, member(MembershipCommand::TakeRest { until: Some(today.plus_days(1)) }));
    assert_eq!(resting_days(&couple, today, 4), [today, today.plus_days(1)]);
}

#[test]
fn a_rest_without_an_end_ends_all_the_same() {
    let mut couple = Couple::linked(Seed(3));
    let today = couple.now(0).date();
    couple.must(0, member(MembershipCommand::TakeRest { until: None }));
    let days = resting_days(&couple, today, 14);
    assert_eq!(days.len(), 14);
    let later = resting_days(&couple, today.plus_days(14), 60).len() as u32;
    assert!(later <= 5 * REST_DAYS_MAX, "after that it is the schedule alone: {later}");
}

#[test]
fn alone_nothing_shared_can_be_written() {
    let mut couple = Couple::apart(Seed(1));
    assert_eq!(couple.act(0, member(MembershipCommand::Join)), Err(Refusal::NotStarted));
    couple.must(0, member(MembershipCommand::Start { name: text("Ada"), label: text("phone") }));
    assert_eq!(couple.act(0, offer()), Err(Refusal::NotLinked));
    let again = MembershipCommand::Start { name: text("Ada"), label: text("phone") };
    assert_eq!(couple.act(0, member(again)), Err(Refusal::AlreadyStarted));
    assert_eq!(couple.phone(0).own.state().members.link(), Link::Alone);
    assert_eq!(couple.phone(0).shared.state().members.link(), Link::Alone);
}

#[test]
fn care_18_nothing_undoes_a_leave() {
    let again = |partner| PartnerJoined { partner, name: text("Again"), label: text("phone") };
    let mut couple = Couple::linked(Seed(1));
    let [ada, ben] = [0, 2].map(|phone| couple.phone(phone).actor.partner);
    couple.must(0, member(MembershipCommand::Leave));
    couple.deliver_all();
    let tries: [MembershipEvent; 6] = [
        MembershipEvent::PartnerJoined(again(ada)),
        MembershipEvent::PartnerJoined(again(ben)),
        MembershipEvent::PartnerJoined(again(PartnerId([9; 16]))),
        MembershipEvent::DeviceAdded(DeviceAdded { device: DeviceId([9; 16]), label: text("tablet") }),
        MembershipEvent::DeviceRemoved(DeviceRemoved { device: couple.phone(0).actor.device, last_seq: 1, last: None }),
        MembershipEvent::RestEnded(troth_core::membership::RestEnded {}),
    ];
    for event in tries {
        for phone in [0, 2] {
            couple.forge(phone, event.clone());
        }
        couple.deliver_all();
        for phone in 0..4 {
            assert_eq!(couple.phone(phone).shared.state().members.link(), Link::Unlinked, "{event:?}");
            assert_eq!(couple.act(phone, member(MembershipCommand::Join)), Err(Refusal::AlreadyStarted));
        }
    }
}

#[test]
fn of_two_copies_only_their_owner_says_which_one_counts_and_only_from_another_device() {
    let mut couple = Couple::linked(Seed(1));
    let device = couple.phone(0).actor.device;
    let keep = |byte| EntryId([byte; 32]);
    let decide = |byte| member(MembershipCommand::DecideFork { stream: Stream::Shared, device, keep: keep(byte) });
    let table = [(0, Err(Refusal::NotThisDevice)), (2, Err(Refusal::NotYours)), (3, Err(Refusal::NotYours))];
    for (phone, expected) in table {
        assert_eq!(couple.act(phone, decide(1)).map(|_| ()), expected, "phone {phone}");
    }
    couple.must(1, decide(1));
    assert_eq!(couple.act(1, decide(1)).map(|_| ()), Err(Refusal::AlreadyDone));
    couple.must(1, decide(2));
    couple.forge(2, MembershipEvent::ForkDecided(ForkDecided { device, keep: keep(3) }));
    couple.deliver_all();
    for phone in 0..4 {
        let decided = couple.phone(phone).shared.state().members.fork_decisions();
        assert_eq!(*decided, [keep(1), keep(2)].into(), "both of one's own hold, and none of the other's");
        assert_eq!(anomalies(&couple, phone), [AnomalyKind::NotTheirs]);
    }
}

#[test]
fn what_a_device_lacks_is_known_on_all_devices_until_it_says_otherwise() {
    let mut couple = Couple::linked(Seed(1));
    let entry = |byte| EntryId([byte; 32]);
    let tell = |entries: Vec<EntryId>| member(MembershipCommand::TellMissing(Stream::Shared, entries));
    let lacking =
        |couple: &Couple, phone| -> Vec<_> { couple.phone(phone).shared.state().members.lacking_content().collect() };
    assert_eq!(couple.act(2, tell(vec![])).map(|_| ()), Err(Refusal::AlreadyDone), "nothing was missing");
    couple.must(2, tell((0..20).map(entry).collect()));
    assert_eq!(couple.act(2, tell((0..20).map(entry).collect())).map(|_| ()), Err(Refusal::AlreadyDone));
    let here = couple.phone(2).actor.device;
    let forged = ContentMissing { entries: (0..20).map(entry).collect() };
    couple.forge(3, MembershipEvent::ContentMissing(forged));
    couple.deliver_all();
    let there = couple.phone(3).actor.device;
    for phone in 0..4 {
        assert_eq!(lacking(&couple, phone), [here, there]);
        let members = &couple.phone(phone).shared.state().members;
        assert_eq!([here, there].map(|device| members.told_missing(device).len()), [MISSING_MAX; 2]);
    }
    couple.must(2, tell(vec![]));
    couple.deliver_all();
    assert_eq!(lacking(&couple, 0), [there]);
}

#[test]
fn changes_of_devices_are_known_once_each_and_those_of_the_other_stay_theirs() {
    let mut couple = Couple::linked(Seed(1));
    let device = DeviceId([91; 16]);
    let first = couple.phone(0).actor.device;
    couple.must(0, member(MembershipCommand::AddDevice { device, label: text("tablet") }));
    couple.deliver_all();
    let remove = MembershipCommand::RemoveDevice {
        device,
        own: LastEntry { seq: 0, id: None },
        shared: LastEntry { seq: 0, id: None },
    };
    couple.must(0, member(remove.clone()));
    couple.must(1, member(remove));
    couple.deliver_all();
    let members = &couple.phone(1).own.state().members;
    let changes: Vec<_> = members.device_changes().iter().map(|one| (one.what, one.device)).collect();
    let second = couple.phone(1).actor.device;
    let expected = [(DeviceChanged::Added, second), (DeviceChanged::Added, device), (DeviceChanged::Removed, device)];
    assert_eq!(changes, expected, "a person's first device is no change, and two removals at once are one");
    assert!(members.device_changes()[..2].iter().all(|one| one.by == first));
    assert_eq!(members.known_devices()[&device].label.as_str(), "tablet", "a device that is gone keeps its name");
    assert_eq!(members, &couple.phone(0).own.state().members);
    let theirs = couple.phone(2).own.state().members.device_changes();
    assert!(theirs.iter().all(|one| one.device == couple.phone(3).actor.device));
}

/// The engine makes a removed device's chain lead to the entry that its remover named, so it must learn of the right one.
#[test]
fn of_two_removals_of_a_device_the_earlier_last_entry_counts() {
    let mut couple = Couple::linked(Seed(1));
    let tablet = couple.phone(1).actor.device;
    let laptop = DeviceId([9; 16]);
    couple.must(0, Command::Membership(MembershipCommand::AddDevice { device: laptop, label: text("laptop") }));
    couple.deliver_all();
    assert_eq!(couple.phone(0).shared.state().members.last_entries().count(), 0);
    let named = |seq, byte| LastEntry { seq, id: Some(samples::entry_id(byte)) };
    let remove = |last| {
        Command::Membership(MembershipCommand::RemoveDevice { device: tablet, own: LastEntry::default(), shared: last })
    };
    couple.must(0, remove(named(7, 7)));
    couple.deliver_all();
    let again = DeviceRemoved { device: tablet, last_seq: 5, last: Some(samples::entry_id(5)) };
    couple.forge(0, MembershipEvent::DeviceRemoved(again));
    let later = DeviceRemoved { device: tablet, last_seq: 6, last: Some(samples::entry_id(6)) };
    couple.forge(0, MembershipEvent::DeviceRemoved(later));
    let nothing_seen = DeviceRemoved { device: laptop, last_seq: 0, last: None };
    couple.forge(0, MembershipEvent::DeviceRemoved(nothing_seen));
    couple.deliver_all();
    for phone in [0, 2] {
        let lasts: Vec<_> = couple.phone(phone).shared.state().members.last_entries().collect();
        assert_eq!(lasts, [samples::entry_id(5)], "a device that wrote nothing has no last entry");
    }
}
