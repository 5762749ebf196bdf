//! Anomalies: entries that the fold could not apply. They are kept, counted and named; they never fail a fold.

use crate::kernel::ids::EntryId;

/// Anomalies kept one by one. Further ones are only counted, so that a flood of bad entries cannot fill the memory.
pub const ANOMALIES_KEPT_MAX: usize = 1_000;

/// Why an entry changed nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AnomalyKind {
    /// The device that wrote it belongs to no known partner.
    UnknownAuthor,
    /// The device was removed before it wrote the entry.
    DeviceWasRemoved,
    /// The author had left the space.
    AuthorHadLeft,
    /// The tag is not that of the partner who holds the device: one of the two speaks in the other's name.
    ForeignTag,
    /// It joins without a seat: another person, or another device than the one that the link named.
    NoSeat,
    /// The device, or the partner, was added before.
    AlreadyHere,
    /// More devices than one partner may have.
    TooManyDevices,
    /// More rounds than one partner may call in a day.
    TooManyRounds,
    /// It names an entry that does not exist.
    NothingThere,
    /// Only the other partner may write it.
    NotTheirs,
    /// It answers something that already has a final answer.
    AlreadySettled,
    /// It repeats a request before the day that "not yet" set.
    TooSoon,
    /// It names a day outside the limits.
    BeyondLimit,
    /// It belongs in the other stream.
    WrongStream,
    /// The stage of its dialogue does not have this turn.
    OutOfTurn,
    /// It resumes a dialogue before its pause is over.
    TooEarly,
}

/// An entry that changed nothing, and why.
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
    /// The first [`ANOMALIES_KEPT_MAX`] anomalies, in the order of the log.
    pub fn kept(&self) -> &[Anomaly] {
        &self.kept
    }

    /// The number of all anomalies, those that are not kept included.
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
