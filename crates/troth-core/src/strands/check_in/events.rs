//! The events of check-ins.

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use serde::Serialize;

use crate::kernel::codec::{events, to_bytes};
use crate::kernel::ids::EntryId;
use crate::kernel::recurrence::Recurrence;
use crate::kernel::telling::untold;
use crate::kernel::time::{CivilDate, TimeOfDay};
use crate::strands::sealed::{CellBytes, OpeningBytes, SecretBytes};

/// The most hours for which a round is open: two days, so that a daily round never overlaps the one after next.
pub const WINDOW_HOURS_MAX: u16 = 48;

events! {
    /// Plans, rounds, sealed cells and openings; kinds 300-399.
    ///
    /// A cell says only that a device did its part, and is posted together with a secret whether or not there is an
    /// answer. No event says that a partner answered or skipped (care 13).
    pub enum CheckInEvent in 300..=399 {
        /// The author proposes a regular time.
        PlanProposed = 300, Shared, "check-in-plan-proposed", untold;
        /// The other partner accepts exactly that plan.
        PlanAccepted = 301, Shared, "check-in-plan-accepted", untold;
        /// A partner ends a plan or a proposal.
        PlanEnded = 302, Shared, "check-in-plan-ended", untold;
        /// The author calls a round for now, outside any plan.
        RoundCalled = 303, Shared, "check-in-called", untold;
        /// A device posts its cell for a round.
        CellPosted = 310, Shared, "check-in-answered", untold;
        /// A device posts an opening of its cell towards a cell of the other partner.
        OpeningPosted = 311, Shared, -, untold;
        /// Own stream: the secret of this device's cell.
        CellSecretKept = 320, Own, -, untold;
    }
}

/// The questions of a round.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum Questions {
    /// How was today between us; something I noticed; one wish.
    #[n(0)]
    Daily,
    /// What went well; what was hard; one wish.
    #[n(1)]
    Weekly,
}

/// How long a round stays open: 1 to [`WINDOW_HOURS_MAX`] hours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct WindowHours(u16);

impl WindowHours {
    /// Makes a window of `hours`, if it lies within the bounds.
    pub fn new(hours: u16) -> Option<Self> {
        (1..=WINDOW_HOURS_MAX).contains(&hours).then_some(Self(hours))
    }

    /// The hours.
    pub fn hours(self) -> u16 {
        self.0
    }
}

impl<C> Encode<C> for WindowHours {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.u16(self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for WindowHours {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        Self::new(d.u16()?).ok_or_else(|| decode::Error::message("window out of bounds"))
    }
}

/// Names one round: a day of a plan, or the entry that called it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, Decode, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundId {
    /// The round of a plan on a date.
    #[n(0)]
    #[cbor(map)]
    Planned {
        /// The accepted plan.
        #[n(0)]
        plan: EntryId,
        /// The date on which it opens.
        #[n(1)]
        date: CivilDate,
    },
    /// A round called for now.
    #[n(1)]
    #[cbor(map)]
    Called {
        /// The entry that called it.
        #[n(0)]
        call: EntryId,
    },
}

impl RoundId {
    /// The context under which the vault seals the cells of this round: bytes that name only this round.
    pub fn context(&self) -> Vec<u8> {
        to_bytes(self)
    }
}

/// A regular time to check in.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct PlanProposed {
    /// The questions.
    #[n(0)]
    pub questions: Questions,
    /// The date the rule counts from.
    #[n(1)]
    pub starts: CivilDate,
    /// The rule.
    #[n(2)]
    pub rule: Recurrence,
    /// The time at which a round opens, by each partner's own clock.
    #[n(3)]
    pub opens: TimeOfDay,
    /// How long it stays open.
    #[n(4)]
    pub window: WindowHours,
}

/// Consent to the exact plan.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct PlanAccepted {
    /// The entry that proposed it.
    #[n(0)]
    pub proposal: EntryId,
}

/// The end of a plan or a proposal.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct PlanEnded {
    /// The entry that proposed it.
    #[n(0)]
    pub plan: EntryId,
}

/// A called round.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct RoundCalled {
    /// The questions.
    #[n(0)]
    pub questions: Questions,
    /// How long it stays open, from the time of the entry.
    #[n(1)]
    pub window: WindowHours,
}

/// The cell of one device for a round. Only the first cell that a device posts counts.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct CellPosted {
    /// The round.
    #[n(0)]
    pub round: RoundId,
    /// The cell.
    #[n(1)]
    #[serde(skip)]
    pub cell: CellBytes,
}

/// An opening of the author's cell towards a cell of the other partner.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct OpeningPosted {
    /// The round.
    #[n(0)]
    pub round: RoundId,
    /// The author's cell.
    #[n(1)]
    pub own_cell: EntryId,
    /// The other partner's cell.
    #[n(2)]
    pub their_cell: EntryId,
    /// The opening.
    #[n(3)]
    pub opening: OpeningBytes,
}

/// The secret of the writing device's cell, or a spare one of the same size.
///
/// Every device writes one with its cell, so that the own stream does not tell the relay who answered.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct CellSecretKept {
    /// The round. A device has one cell in it.
    #[n(0)]
    pub round: RoundId,
    /// The secret.
    #[n(1)]
    pub secret: SecretBytes,
    /// Whether the cell is a blank, and the secret opens nothing. Records from before every device wrote a secret hold
    /// those of answers alone.
    #[n(2)]
    #[cbor(default)]
    pub spare: bool,
}
