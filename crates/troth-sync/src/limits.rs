//! What one stream takes on this device, and how much of it one author may use up.
//!
//! A relay enforces its own quota, and a relay that lies enforces none. So a device keeps its own limits. They are wide:
//! a lively year of two people is about ten megabytes. A record beyond a limit isn't taken, and the person is told once.
//! The limits of one author leave the others their room.

use std::collections::{BTreeMap, BTreeSet};

use troth_wire::DeviceId;
use troth_wire::limits::{MAILBOX_MAX_BYTES, MAILBOX_MAX_RECORDS};

use crate::entry::Authorship;

/// Most bytes of records in one device's name: years of writing on one phone, and a quarter of a mailbox.
pub const DEVICE_MAX_BYTES: u64 = MAILBOX_MAX_BYTES / 4;

/// Most records in one device's name: two hundred a day for three years.
pub const DEVICE_MAX_RECORDS: u64 = 200_000;

/// Most bytes of records that bear one partner's tag, or that don't: not half a mailbox, so that neither fills it.
pub const PERSON_MAX_BYTES: u64 = MAILBOX_MAX_BYTES / 16 * 7;

/// Most records that bear one partner's tag, or that don't.
pub const PERSON_MAX_RECORDS: u64 = 450_000;

/// Most bytes of records that no key opens, or that are damaged. They may be opened by a key to come.
pub const SEALED_MAX_BYTES: u64 = 8 * 1024 * 1024;

/// Most records that no key opens, or that are damaged.
pub const SEALED_MAX_RECORDS: u64 = 16_384;

/// Most bytes of records that open and are no link of their device's chain: what waits for the link before it, second
/// entries at one number, and what was refused. Anybody with a key of the stream can make such.
pub const ASTRAY_MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Most records that open and are no link of their device's chain.
pub const ASTRAY_MAX_RECORDS: u64 = 65_536;

/// Most bytes of content that wait in memory, of all authors: what one page after another leaves waiting when a
/// record is missing, before it makes no sense to read on.
pub const HELD_MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Most entries that wait, of all authors.
pub const HELD_MAX_RECORDS: u64 = 65_536;

/// Most bytes of content that wait in one device's name. Honest devices push in order, so theirs waits only behind
/// what is withheld.
pub const HELD_DEVICE_MAX_BYTES: u64 = HELD_MAX_BYTES / 4;

/// Most entries that wait in one device's name.
pub const HELD_DEVICE_MAX_RECORDS: u64 = HELD_MAX_RECORDS / 4;

/// Most positions of a mailbox that are read, and most bytes of new records in one reading of it. A mailbox holds no
/// more; only a relay that lies goes beyond.
const READ_MAX: Amount = Amount { records: MAILBOX_MAX_RECORDS, bytes: MAILBOX_MAX_BYTES };

/// Most limits that are told of one by one: an attacker may write under any number of names.
const TOLD_MAX: usize = 32;

const DEVICE_MAX: Amount = Amount { records: DEVICE_MAX_RECORDS, bytes: DEVICE_MAX_BYTES };
const PERSON_MAX: Amount = Amount { records: PERSON_MAX_RECORDS, bytes: PERSON_MAX_BYTES };
const SEALED_MAX: Amount = Amount { records: SEALED_MAX_RECORDS, bytes: SEALED_MAX_BYTES };
const ASTRAY_MAX: Amount = Amount { records: ASTRAY_MAX_RECORDS, bytes: ASTRAY_MAX_BYTES };
const HELD_MAX: Amount = Amount { records: HELD_MAX_RECORDS, bytes: HELD_MAX_BYTES };
const HELD_DEVICE_MAX: Amount = Amount { records: HELD_DEVICE_MAX_RECORDS, bytes: HELD_DEVICE_MAX_BYTES };

const _: () = assert!(
    2 * PERSON_MAX_BYTES + SEALED_MAX_BYTES + ASTRAY_MAX_BYTES <= MAILBOX_MAX_BYTES,
    "a mailbox holds both shares and what is in none"
);
const _: () = assert!(
    2 * PERSON_MAX_RECORDS + SEALED_MAX_RECORDS + ASTRAY_MAX_RECORDS <= MAILBOX_MAX_RECORDS,
    "a mailbox holds both shares and what is in none"
);

/// A limit that a stream reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// [`DEVICE_MAX_BYTES`] or [`DEVICE_MAX_RECORDS`]. Further records of that device aren't taken.
    Device(DeviceId),
    /// [`PERSON_MAX_BYTES`] or [`PERSON_MAX_RECORDS`]. Further records of that partner aren't taken.
    Person(Authorship),
    /// [`SEALED_MAX_BYTES`] or [`SEALED_MAX_RECORDS`]. Further ones are read again when a key arrives.
    Sealed,
    /// [`ASTRAY_MAX_BYTES`] or [`ASTRAY_MAX_RECORDS`]. Further ones are read again when a key arrives, and at each start.
    Astray,
    /// [`HELD_DEVICE_MAX_BYTES`] or [`HELD_DEVICE_MAX_RECORDS`]. Further ones are read again when there is room.
    HeldOf(DeviceId),
    /// [`HELD_MAX_BYTES`] or [`HELD_MAX_RECORDS`]. Further ones are read again when there is room.
    Held,
    /// [`FORKS_OPEN_MAX`](crate::FORKS_OPEN_MAX) or [`BRANCHES_MAX`](crate::BRANCHES_MAX). Further branches aren't taken.
    Forks(DeviceId),
    /// [`BARE_MAX`](crate::BARE_MAX). Further ones are read again when content arrives, and at each start.
    Bare,
    /// More positions or bytes than a mailbox holds. The stream is read no further by this engine.
    Mailbox,
}

/// A number of records and their bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) records: u64,
    pub(crate) bytes: u64,
}

impl Amount {
    pub(crate) fn add(&mut self, bytes: u64) {
        self.records = self.records.saturating_add(1);
        self.bytes = self.bytes.saturating_add(bytes);
    }

    pub(crate) fn subtract(&mut self, bytes: u64) {
        self.records = self.records.saturating_sub(1);
        self.bytes = self.bytes.saturating_sub(bytes);
    }

    /// Tells whether one more record fits.
    fn takes(self, bytes: u64, most: Self) -> bool {
        self.records < most.records && self.bytes.saturating_add(bytes) <= most.bytes
    }
}

/// The entries that wait in memory.
#[derive(Debug, Default)]
pub(crate) struct HeldAmount {
    all: Amount,
    of: BTreeMap<DeviceId, Amount>,
}

impl HeldAmount {
    pub(crate) fn add(&mut self, device: DeviceId, bytes: u64) {
        self.all.add(bytes);
        self.of.entry(device).or_default().add(bytes);
    }

    pub(crate) fn subtract(&mut self, device: DeviceId, bytes: u64) {
        self.all.subtract(bytes);
        if let Some(amount) = self.of.get_mut(&device) {
            amount.subtract(bytes);
            if amount.records == 0 {
                self.of.remove(&device);
            }
        }
    }

    /// Checks whether one more entry may wait.
    pub(crate) fn check(&self, device: DeviceId, bytes: u64) -> Result<(), Limit> {
        let of = self.of.get(&device).copied().unwrap_or(Amount { records: 0, bytes: 0 });
        if !of.takes(bytes, HELD_DEVICE_MAX) {
            return Err(Limit::HeldOf(device));
        }
        if self.all.takes(bytes, HELD_MAX) { Ok(()) } else { Err(Limit::Held) }
    }

    /// Tells whether half of the room is free, so that reading again is worth its cost.
    pub(crate) fn has_room_again(&self) -> bool {
        let half = |amount: Amount, most: Amount| amount.records <= most.records / 2 && amount.bytes <= most.bytes / 2;
        half(self.all, HELD_MAX) && self.of.values().all(|of| half(*of, HELD_DEVICE_MAX))
    }
}

/// What was taken into one stream, by author.
#[derive(Debug, Default)]
pub(crate) struct Shares {
    devices: BTreeMap<DeviceId, Amount>,
    own: Amount,
    other: Amount,
    sealed: Amount,
    astray: Amount,
    read: Amount,
    ended: bool,
    told: BTreeSet<Limit>,
}

impl Shares {
    /// Checks whether one more record of an author may be taken.
    pub(crate) fn check(&self, device: DeviceId, authorship: Authorship, bytes: u64) -> Result<(), Limit> {
        let of = self.devices.get(&device).copied().unwrap_or(Amount { records: 0, bytes: 0 });
        if !of.takes(bytes, DEVICE_MAX) {
            return Err(Limit::Device(device));
        }
        let person = match authorship {
            Authorship::Own => self.own,
            Authorship::Other => self.other,
        };
        if person.takes(bytes, PERSON_MAX) { Ok(()) } else { Err(Limit::Person(authorship)) }
    }

    pub(crate) fn add(&mut self, device: DeviceId, authorship: Authorship, bytes: u64) {
        self.devices.entry(device).or_default().add(bytes);
        match authorship {
            Authorship::Own => self.own.add(bytes),
            Authorship::Other => self.other.add(bytes),
        }
    }

    /// Checks whether one more record that is no link of a chain may be taken.
    pub(crate) fn check_astray(&self, bytes: u64) -> Result<(), Limit> {
        if self.astray.takes(bytes, ASTRAY_MAX) { Ok(()) } else { Err(Limit::Astray) }
    }

    pub(crate) fn add_astray(&mut self, bytes: u64) {
        self.astray.add(bytes);
    }

    pub(crate) fn subtract_astray(&mut self, bytes: u64) {
        self.astray.subtract(bytes);
    }

    pub(crate) fn check_sealed(&self, bytes: u64) -> Result<(), Limit> {
        if self.sealed.takes(bytes, SEALED_MAX) { Ok(()) } else { Err(Limit::Sealed) }
    }

    pub(crate) fn add_sealed(&mut self, bytes: u64) {
        self.sealed.add(bytes);
    }

    pub(crate) fn subtract_sealed(&mut self, bytes: u64) {
        self.sealed.subtract(bytes);
    }

    /// Begins another reading of the mailbox from its start. What wasn't taken before is new once more, and isn't more than
    /// a mailbox holds by that: otherwise a partner could flood the mailbox and start epochs until nothing is read.
    pub(crate) fn read_anew(&mut self) {
        self.read = Amount::default();
    }

    /// Counts a new record from the relay, taken or not.
    pub(crate) fn count_read(&mut self, bytes: u64) {
        self.read.add(bytes);
    }

    /// Checks whether a relay hands over more than a mailbox holds. If so, it is read no further.
    pub(crate) fn check_read(&mut self, position: u64) -> Result<(), Limit> {
        self.ended |= position > READ_MAX.records || self.read.bytes > READ_MAX.bytes;
        if self.ended { Err(Limit::Mailbox) } else { Ok(()) }
    }

    /// Tells whether more came than a mailbox holds.
    pub(crate) fn is_ended(&self) -> bool {
        self.ended
    }

    /// Notes a limit; returns whether to tell it.
    pub(crate) fn is_untold(&mut self, limit: Limit) -> bool {
        self.told.len() < TOLD_MAX && self.told.insert(limit)
    }

    /// The limits that were reached since the start.
    pub(crate) fn reached(&self) -> &BTreeSet<Limit> {
        &self.told
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

    use super::*;

    fn device(number: u64) -> DeviceId {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&number.to_be_bytes());
        DeviceId::from_bytes(bytes)
    }

    #[test]
    fn a_device_has_a_share_of_bytes_and_of_records() {
        let mut shares = Shares::default();
        let mine = |shares: &Shares, bytes| shares.check(device(1), Authorship::Other, bytes);
        shares.add(device(1), Authorship::Other, DEVICE_MAX_BYTES - 10);
        assert_eq!((mine(&shares, 10), mine(&shares, 11)), (Ok(()), Err(Limit::Device(device(1)))));
        assert_eq!(shares.check(device(2), Authorship::Other, 11), Ok(()), "another device has its own");
        let mut shares = Shares::default();
        (1..DEVICE_MAX_RECORDS).for_each(|_| shares.add(device(1), Authorship::Other, 0));
        assert_eq!(mine(&shares, 1), Ok(()));
        shares.add(device(1), Authorship::Other, 0);
        assert_eq!(mine(&shares, 1), Err(Limit::Device(device(1))));
    }

    #[test]
    fn under_any_number_of_names_a_partner_has_one_share_and_the_other_keeps_theirs() {
        let mut shares = Shares::default();
        let other = Err(Limit::Person(Authorship::Other));
        for number in 0..7 {
            shares.add(device(number), Authorship::Other, PERSON_MAX_BYTES / 7);
        }
        let left = PERSON_MAX_BYTES - PERSON_MAX_BYTES / 7 * 7;
        assert_eq!(shares.check(device(9), Authorship::Other, left), Ok(()));
        assert_eq!(shares.check(device(9), Authorship::Other, left + 1), other);
        assert_eq!(shares.check(device(9), Authorship::Own, DEVICE_MAX_BYTES), Ok(()));
        let mut shares = Shares::default();
        (0..PERSON_MAX_RECORDS).for_each(|number| shares.add(device(number), Authorship::Other, 0));
        assert_eq!(shares.check(device(u64::MAX), Authorship::Other, 0), other);
        assert_eq!(shares.check(device(u64::MAX), Authorship::Own, 0), Ok(()));
    }

    #[test]
    fn what_waits_is_bounded_for_each_device_and_for_all() {
        let mut held = HeldAmount::default();
        held.add(device(1), HELD_DEVICE_MAX_BYTES - 10);
        assert_eq!((held.check(device(1), 10), held.check(device(1), 11)), (Ok(()), Err(Limit::HeldOf(device(1)))));
        assert!(!held.has_room_again());
        for number in 2..5 {
            held.add(device(number), HELD_DEVICE_MAX_BYTES);
        }
        assert_eq!((held.check(device(9), 10), held.check(device(9), 11)), (Ok(()), Err(Limit::Held)));
        (1..3).for_each(|number| held.subtract(device(number), HELD_DEVICE_MAX_BYTES));
        assert!(!held.has_room_again(), "one device still has more than half of its room");
        (3..5).for_each(|number| held.subtract(device(number), HELD_DEVICE_MAX_BYTES));
        assert!(held.has_room_again() && held.of.is_empty());
        (0..HELD_DEVICE_MAX_RECORDS).for_each(|_| held.add(device(1), 0));
        assert_eq!(held.check(device(1), 0), Err(Limit::HeldOf(device(1))));
    }

    #[test]
    fn a_relay_may_hand_over_as_much_as_a_mailbox_holds() {
        let mut shares = Shares::default();
        shares.count_read(MAILBOX_MAX_BYTES);
        assert_eq!(shares.check_read(MAILBOX_MAX_RECORDS), Ok(()));
        let mut beyond = Shares::default();
        assert_eq!((beyond.check_read(MAILBOX_MAX_RECORDS + 1), beyond.is_ended()), (Err(Limit::Mailbox), true));
        shares.count_read(1);
        assert_eq!(shares.check_read(1), Err(Limit::Mailbox));
    }

    #[test]
    fn each_reading_may_hand_over_as_much_as_a_mailbox_holds_and_one_that_ended_stays_ended() {
        let mut shares = Shares::default();
        for _ in 0..3 {
            shares.read_anew();
            shares.count_read(MAILBOX_MAX_BYTES);
            assert_eq!(shares.check_read(1), Ok(()));
        }
        shares.count_read(1);
        assert_eq!(shares.check_read(1), Err(Limit::Mailbox));
        shares.read_anew();
        assert_eq!(shares.check_read(1), Err(Limit::Mailbox));
    }

    #[test]
    fn no_more_limits_are_told_than_a_person_could_read() {
        let mut shares = Shares::default();
        let told = (0..1_000).filter(|number| shares.is_untold(Limit::Device(device(*number)))).count();
        assert_eq!((told, shares.is_untold(Limit::Device(device(0)))), (TOLD_MAX, false));
    }
}
