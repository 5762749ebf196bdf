//! Which epoch seals after any history, and who knows it.

use std::collections::BTreeSet;

use troth_core::membership::{Cause, EpochSealed, LastEntry, Link, Members, MembershipCommand, MembershipEvent};
use troth_core::{Command, DeviceId, Entry, EpochId, Event, Stream};
use troth_testkit::{Couple, Seed};

use crate::acts::space::sealed_to_all;
use crate::histories::{HISTORIES, histories, play};

const PHONES: usize = 4;

/// Once every device has done what is due, all seal under the same key, and no removed device knows it. Whatever was
/// started by a device that had not heard of a removal sorts last here, so a device that takes the newest is found out.
#[test]
fn no_removed_device_knows_the_epoch_that_seals() {
    let (mut rotated, mut tempted) = (0, 0);
    for seed in Seed::cases(histories() / 4) {
        let mut couple = play(seed);
        let unaware: Vec<_> = (0..PHONES).map(|phone| for_all_it_knows(&mut couple, phone)).collect();
        couple.deliver_all();
        remove_one(&mut couple);
        settle(&mut couple);
        for (phone, sealed) in unaware.into_iter().enumerate() {
            if can_write(&couple, phone) {
                couple.forge(phone, MembershipEvent::EpochSealed(sealed));
            }
        }
        couple.deliver_all();
        settle(&mut couple);
        let Some(epoch) = agreed(&couple).filter(|_| writes_on(&couple)) else { continue };
        let (removed, knowers) = (removed(&couple), knowers(&couple, epoch));
        assert!(knowers.is_disjoint(&removed), "{seed:?}");
        rotated += u64::from(!removed.is_empty());
        tempted += u64::from(members(&couple, 0).epochs().last() != Some(epoch));
    }
    assert!(histories() < HISTORIES || rotated > 20, "few histories remove a device: {rotated}");
    assert!(histories() < HISTORIES || tempted > 20, "in few histories another epoch is newer: {tempted}");
}

/// One of the two removes another device of theirs, if there is one.
fn remove_one(couple: &mut Couple) {
    let phone = couple.dice.below(PHONES);
    let actor = couple.phone(phone).actor;
    let Some(me) = members(couple, phone).partner(actor.partner) else { return };
    let others: Vec<_> = me.devices.keys().copied().filter(|device| *device != actor.device).collect();
    let device = couple.dice.pick(&others).copied().filter(|_| can_write(couple, phone));
    let Some(device) = device else { return };
    let entries = couple.phone(phone).shared.entries();
    let seq = entries.iter().filter(|one| one.header.device == device).count() as u64;
    // A device that the own stream removed already can't be removed once more.
    let remove =
        MembershipCommand::RemoveDevice { device, own: LastEntry::default(), shared: LastEntry { seq, id: None } };
    let _refused = couple.act(phone, Command::Membership(remove));
    couple.deliver_all();
}

fn members(couple: &Couple, phone: usize) -> &Members {
    &couple.phone(phone).shared.state().members
}

fn can_write(couple: &Couple, phone: usize) -> bool {
    members(couple, phone).is_active(couple.phone(phone).actor.device)
}

/// A history may close the record or remove every device. Then nothing is written that an epoch could seal.
fn writes_on(couple: &Couple) -> bool {
    members(couple, 0).link() == Link::Linked && (0..PHONES).any(|phone| can_write(couple, phone))
}

/// An epoch for the devices that a phone believes to be there.
fn for_all_it_knows(couple: &mut Couple, phone: usize) -> EpochSealed {
    let epoch = EpochId(couple.dice.bytes());
    sealed_to_all(members(couple, phone), epoch)
}

/// Every phone does what is due, until nothing is.
fn settle(couple: &mut Couple) {
    for _ in 0..2 {
        for phone in 0..PHONES {
            start_what_is_due(couple, phone);
            couple.push(phone);
            couple.deliver_all();
        }
    }
}

fn start_what_is_due(couple: &mut Couple, phone: usize) {
    let (actor, sealed) = (couple.phone(phone).actor, for_all_it_knows(couple, phone));
    let members = members(couple, phone);
    let held = members.epochs().collect();
    if members.is_active(actor.device) && members.epoch_is_due(&actor, &held, Cause::Upkeep) {
        couple.must(phone, Command::Membership(MembershipCommand::SealEpoch(Stream::Shared, sealed)));
    }
}

/// The epoch under which all phones seal.
fn agreed(couple: &Couple) -> Option<EpochId> {
    let held = members(couple, 0).epochs().collect();
    let epoch = members(couple, 0).sealing_epoch(&held);
    for phone in 1..PHONES {
        assert_eq!(members(couple, phone).sealing_epoch(&held), epoch);
    }
    epoch
}

/// The devices that an entry removes, by any of its owner's devices.
fn removed(couple: &Couple) -> BTreeSet<DeviceId> {
    let members = members(couple, 0);
    let known = members.known_devices().keys().copied();
    known.filter(|device| !members.is_active(*device)).collect()
}

/// Who can open an epoch, read off the entries: the device that made the key, those to which that entry seals it, and
/// those to which their owner, or the partner who started it, passes it on.
fn knowers(couple: &Couple, epoch: EpochId) -> BTreeSet<DeviceId> {
    let members = members(couple, 0);
    let counts = |entry: &&Entry| {
        let header = &entry.header;
        !members.is_news_of_a_removed_device(header.device, header.seq) && members.holder(header.device).is_some()
    };
    let entries = couple.phone(0).shared.entries().iter().filter(counts).filter_map(|entry| match &entry.event {
        Event::Membership(MembershipEvent::EpochSealed(one)) if one.epoch == epoch => Some((entry, one)),
        _ => None,
    });
    let mut starter = None;
    let mut all = BTreeSet::new();
    for (entry, sealed) in entries {
        let author = members.holder(entry.header.device);
        let starts = *starter.get_or_insert(author) == author;
        let receivers = sealed.seals.iter().map(|seal| seal.device);
        all.extend(receivers.filter(|device| starts || members.holder(*device) == author));
        all.insert(entry.header.device);
    }
    all
}
