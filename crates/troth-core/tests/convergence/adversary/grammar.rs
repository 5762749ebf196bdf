//! The moves of a history, and the entries that an attacker makes up.

use troth_core::membership::{
    ContentMissing, DeviceAdded, DeviceRemoved, EpochSeal, EpochSealed, EpochUnopened, ForkDecided, KeyTold, Left,
    MembershipEvent, PartnerJoined,
};
use troth_core::{DeviceId, EntryId, EpochId, Event, PartnerId};
use troth_testkit::{Couple, Dice, Seed};

use crate::hostile::pointed_at;
use crate::samples::{blob, events, text};

use super::Attacker;

/// Steps of one history. Each draws its dice anew, so that it does the same when others are left out.
const STEPS: usize = 30;

/// Something that happens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Step {
    /// An honest phone does something, sensible or not.
    Act {
        phone: usize,
        dice: u64,
    },
    /// An honest phone removes the stolen one, or the other phone of its owner.
    Remove {
        phone: usize,
    },
    /// An honest phone leaves.
    Leave {
        phone: usize,
    },
    /// The attacker writes something.
    Attack {
        dice: u64,
    },
    /// The relay takes what a phone has to send.
    Push {
        phone: usize,
    },
    /// The relay shows a phone so many entries of each stream, and keeps the rest back.
    Pull {
        phone: usize,
        most: usize,
    },
    /// The relay puts an old entry into the mailbox once more.
    Replay {
        dice: u64,
    },
    /// The relay serves everybody.
    DeliverAll,
    PassHours(u32),
}

pub(crate) fn steps(seed: Seed) -> Vec<Step> {
    let (attacker, mut dice) = (Attacker::of(seed), seed.dice());
    (0..STEPS).map(|_| step(attacker, &mut dice)).collect()
}

fn step(attacker: Attacker, dice: &mut Dice) -> Step {
    let honest: Vec<_> = attacker.honest().collect();
    let phone = *dice.pick(&honest).unwrap();
    match dice.below(40) {
        0..12 => Step::Act { phone, dice: u64::from_le_bytes(dice.bytes()) },
        12..24 => Step::Attack { dice: u64::from_le_bytes(dice.bytes()) },
        24..28 => Step::Push { phone },
        28..33 => Step::Pull { phone, most: 1 + dice.below(4) },
        33 => Step::Replay { dice: u64::from_le_bytes(dice.bytes()) },
        34..37 => Step::DeliverAll,
        37 => Step::PassHours(7),
        38 => Step::Remove { phone },
        _ if dice.one_in(3) => Step::Leave { phone },
        _ => Step::DeliverAll,
    }
}

/// Any event: every kind there is, about entries that exist, and often about who belongs here.
pub(crate) fn event(dice: &mut Dice, couple: &Couple) -> Event {
    if dice.one_in(2) { membership(dice, couple).into() } else { sample(dice, couple) }
}

fn sample(dice: &mut Dice, couple: &Couple) -> Event {
    let event = dice.pick(&events()).unwrap().clone();
    let named = entry(dice, couple);
    Event::decode(event.kind(), &pointed_at(event.encode_body(), named))
}

fn entry(dice: &mut Dice, couple: &Couple) -> EntryId {
    let known: Vec<_> = couple.phone(dice.below(4)).shared.entries().iter().map(|entry| entry.header.id).collect();
    dice.pick(&known).copied().unwrap_or(EntryId(dice.bytes()))
}

/// Any phone's device, or one that nobody knows.
pub(crate) fn device(dice: &mut Dice, couple: &Couple) -> DeviceId {
    match dice.below(5) {
        4 => DeviceId(dice.bytes()),
        phone => couple.phone(phone).actor.device,
    }
}

fn partner(dice: &mut Dice, couple: &Couple) -> PartnerId {
    match dice.below(3) {
        0 => couple.phone(0).actor.partner,
        1 => couple.phone(2).actor.partner,
        _ => PartnerId(dice.bytes()),
    }
}

fn epoch(dice: &mut Dice, couple: &Couple) -> EpochId {
    let known: Vec<_> = couple.phone(dice.below(4)).shared.state().members.epochs().collect();
    dice.pick(&known).copied().filter(|_| dice.one_in(2)).unwrap_or(EpochId(dice.bytes()))
}

fn membership(dice: &mut Dice, couple: &Couple) -> MembershipEvent {
    let device = device(dice, couple);
    match dice.below(10) {
        0 => {
            let partner = partner(dice, couple);
            MembershipEvent::PartnerJoined(PartnerJoined { partner, name: text("Cy"), label: text("phone") })
        }
        1 => MembershipEvent::DeviceAdded(DeviceAdded { device, label: text("mine") }),
        2 | 3 => {
            let last = dice.one_in(2).then(|| entry(dice, couple));
            MembershipEvent::DeviceRemoved(DeviceRemoved { device, last_seq: dice.below(6) as u64, last })
        }
        4 if dice.one_in(6) => MembershipEvent::Left(Left {}),
        5 => MembershipEvent::KeyTold(KeyTold { device, receiving: blob(b"noise") }),
        6 => MembershipEvent::ForkDecided(ForkDecided { device, keep: entry(dice, couple) }),
        7 => MembershipEvent::EpochUnopened(EpochUnopened { epoch: epoch(dice, couple) }),
        8 => MembershipEvent::ContentMissing(ContentMissing { entries: vec![entry(dice, couple)] }),
        _ => MembershipEvent::EpochSealed(sealed(dice, couple)),
    }
}

/// A new epoch or one that exists, for some devices and not for others.
fn sealed(dice: &mut Dice, couple: &Couple) -> EpochSealed {
    let epoch = epoch(dice, couple);
    let seals = (0..dice.below(5)).map(|_| EpochSeal { device: device(dice, couple), sealed: blob(b"noise") });
    EpochSealed { epoch, seals: seals.collect(), before: Vec::new() }
}
