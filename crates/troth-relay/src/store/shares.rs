//! What each side of a mailbox has used of the mailbox's quota.
//!
//! A mailbox with one side has the whole quota, and each side of one with two has half of it. So neither of two people
//! fills what the other writes into. A push counts for the side of the device that pushes it:
//!
//! ```text
//! whole mailbox    its last record: position and total bytes
//! first side       two columns of `mailbox`
//! second side      the whole without the first
//! ```
//!
//! No table says which side pushed a record: the file of a relay must not tell who wrote on which day. And a push of the
//! second side, or into a private mailbox, writes its records and nothing else.

use rusqlite::{Connection, params};
use troth_wire::{ErrorCode, MailboxSide, SigningKey};

use super::StoreError;
use super::mailboxes::Head;
use super::records::NamedRecord;
use crate::config::Limits;

/// A number of records and their bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) records: u64,
    pub(super) bytes: u64,
}

impl Amount {
    fn of<'r>(records: impl Iterator<Item = &'r NamedRecord>) -> Self {
        records.fold(Self::default(), |sum, named| sum.plus(Self { records: 1, bytes: size(named) }))
    }

    /// Saturates, since a limit may be the largest number there is.
    fn plus(self, more: Self) -> Self {
        let (records, bytes) = (self.records.saturating_add(more.records), self.bytes.saturating_add(more.bytes));
        Self { records, bytes }
    }

    fn without(self, part: Self) -> Self {
        let (records, bytes) = (self.records.saturating_sub(part.records), self.bytes.saturating_sub(part.bytes));
        Self { records, bytes }
    }

    fn fits(self, most: Self) -> bool {
        self.records <= most.records && self.bytes <= most.bytes
    }
}

/// The sides of a mailbox, and what was pushed by the first of two.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shares {
    /// How many sides the mailbox has, enrolled or not.
    pub(super) sides: u64,
    /// Counted in a mailbox of two sides only.
    pub(super) first: Amount,
}

impl Shares {
    pub(super) fn of_new(sides: u64) -> Self {
        Self { sides, first: Amount::default() }
    }
}

impl Head {
    /// Finds the side that a push counts for; refuses one that exceeds the share of its side.
    ///
    /// Only a push that might is checked record by record. What is stored already adds nothing.
    pub(super) fn side_for(
        &self,
        connection: &Connection,
        device: &SigningKey,
        records: &[NamedRecord],
        limits: &Limits,
    ) -> Result<MailboxSide, StoreError> {
        let share = limits.share(self.shares.sides);
        if let Some(side) = self.side_with_room(device, Amount::of(records.iter()), share) {
            return Ok(side);
        }
        let mut new = Vec::new();
        for named in records {
            if self.position_of(connection, &named.id)?.is_none() {
                new.push(named);
            }
        }
        let side = self.side_with_room(device, Amount::of(new.into_iter()), share);
        side.ok_or_else(|| ErrorCode::QuotaReached.into())
    }

    /// Of the sides that a device stands on, returns the one with the most room, if there is enough.
    ///
    /// Each side names its own devices, so one of two could name a device of the other. It counts where there is more
    /// room then: that can only add to what the device may push, and costs the side that named it.
    fn side_with_room(&self, device: &SigningKey, more: Amount, share: Amount) -> Option<MailboxSide> {
        let own = self.sides.iter().filter(|side| side.devices.contains(device)).map(|side| side.side);
        let fits = |side: &MailboxSide| more == Amount::default() || self.used(*side).plus(more).fits(share);
        own.filter(fits).min_by_key(|side| self.used(*side).bytes)
    }

    /// What a side has used of its share.
    fn used(&self, side: MailboxSide) -> Amount {
        match (self.shares.sides, side) {
            (0 | 1, _) => self.whole(),
            (_, MailboxSide::First) => self.shares.first,
            (_, MailboxSide::Second) => self.whole().without(self.shares.first),
        }
    }

    /// Everything in the mailbox.
    pub(super) fn whole(&self) -> Amount {
        Amount { records: self.cursor.seq, bytes: self.total }
    }

    /// Counts for a side what came since the mailbox held `before`.
    pub(super) fn count_for(
        &mut self,
        connection: &Connection,
        side: MailboxSide,
        before: Amount,
    ) -> Result<(), StoreError> {
        let came = self.whole().without(before);
        if self.shares.sides < 2 || side == MailboxSide::Second || came == Amount::default() {
            return Ok(());
        }
        let first = self.shares.first.plus(came);
        connection
            .prepare_cached("UPDATE mailbox SET first_records = ?2, first_bytes = ?3 WHERE number = ?1")?
            .execute(params![self.number, first.records, first.bytes])?;
        self.shares.first = first;
        Ok(())
    }
}

impl Limits {
    /// What one side of a mailbox may hold of its quota.
    fn share(&self, sides: u64) -> Amount {
        let sides = sides.max(1);
        Amount { records: self.mailbox_records / sides, bytes: self.mailbox_bytes / sides }
    }
}

/// Bytes of a record that count.
pub(super) fn size(named: &NamedRecord) -> u64 {
    named.record.size_bytes() as u64
}
