//! Entries that mean nothing where they stand: kept, counted and named, never an error.

use crate::kernel::ids::EntryId;

/// Anomalies kept one by one; a flood beyond it is only counted.
pub const ANOMALIES_KEPT_MAX: usize = 1_000;

/// Why an entry changed nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AnomalyKind {
    /// No partner is known to hold the device that wrote it.
    UnknownAuthor,
    /// The device had been removed before it wrote this.
    DeviceWasRemoved,
    /// Its author had left the space.
    AuthorHadLeft,
    /// A person beyond the two (or the one, in an own stream) tried to join.
    TooManyPartners,
    /// The device, or the partner, is already here.
    AlreadyHere,
    /// More devices than one partner may have.
    TooManyDevices,
    /// More rounds than one partner may call in a day.
    TooManyRounds,
    /// It points at something that isn't there.
    NothingThere,
    /// It speaks for the other partner.
    NotTheirs,
    /// It answers what was already answered for good.
    AlreadySettled,
    /// It asks again for what "not yet" was said to, before its day.
    TooSoon,
    /// It names a day further ahead, or less far, than it may.
    BeyondLimit,
    /// It belongs in the other stream.
    WrongStream,
    /// It is not a turn of the stage that its dialogue was in.
    OutOfTurn,
    /// It takes a dialogue up again before its pause is over.
    TooEarly,
}

/// One entry that changed nothing, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Anomaly {
    /// The entry.
    pub entry: EntryId,
    /// Why.
    pub kind: AnomalyKind,
}

/// The anomalies of one log.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Anomalies {
    kept: Vec<Anomaly>,
    total: u64,
}

impl Anomalies {
    /// The first of them, in the order of the log.
    pub fn kept(&self) -> &[Anomaly] {
        &self.kept
    }

    /// How many there are in all.
    pub fn total(&self) -> u64 {
        self.total
    }

    pub(crate) fn note(&mut self, entry: EntryId, kind: AnomalyKind) {
        self.total = self.total.saturating_add(1);
        if self.kept.len() < ANOMALIES_KEPT_MAX {
            self.kept.push(Anomaly { entry, kind });
        }
    }
}
