//! What is written down about agreements.

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::codec::events;
use crate::kernel::ids::EntryId;
use crate::kernel::telling::{gold, plain, untold};
use crate::kernel::text::{Title, Words};
use crate::kernel::time::CivilDate;

/// Days after its proposal in which a transparency agreement has to end. Openness that was asked for is a bridge,
/// not a state: watching goes with less trust, so that none of it lasts by itself.
pub const TRANSPARENCY_DAYS_MAX: u32 = 90;
/// Days ahead that a review may lie. A rule that nobody looks at for a year is no agreement any more.
pub const REVIEW_DAYS_MAX: u32 = 366;
/// Days for which a request rests after "not yet", unless the one who said it says otherwise.
pub const NOT_YET_DAYS: u16 = 14;
/// Days for which "not yet" can keep a request at rest; it can be said again.
pub const NOT_YET_DAYS_MAX: u16 = 90;

events! {
    /// Agreements; shared stream, kinds 1220-1299.
    ///
    /// There is no event for a reason: neither "not yet" nor an ending owes one.
    pub enum AgreementEvent in 1220..=1299 {
        /// A new agreement, a change of a proposal, or a new version of what holds.
        AgreementProposed = 1220, Shared, "agreement-proposed", untold;
        /// The other consents to exactly this proposal. Proposing it was its author's consent.
        AgreementConsented = 1221, Shared, "agreement-consented", gold;
        /// Its author takes a proposal back.
        AgreementTakenBack = 1222, Shared, "agreement-taken-back", untold;
        /// Either ends what holds, at once.
        AgreementEnded = 1223, Shared, "agreement-ended", plain;
        /// The other says "not yet" to a proposal.
        NotYetSaid = 1230, Shared, "not-yet-said", untold;
        /// Whoever said it makes it shorter or longer, or lifts it.
        NotYetAdjusted = 1231, Shared, "not-yet-adjusted", untold;
        /// One looked at it again: still right, and the next time on a day.
        ReviewHeld = 1240, Shared, "review-held", untold;
        /// The other finds the same, and that day good.
        ReviewConsented = 1241, Shared, "review-consented", gold;
    }
}

/// What is agreed on.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct AgreementTerms {
    /// In one line.
    #[n(0)]
    pub title: Title,
    /// The rule itself.
    #[n(1)]
    pub words: Words,
    /// The day to look at it again.
    #[n(2)]
    pub review: CivilDate,
    /// Only for a transparency agreement: what it covers, and its last day.
    #[n(3)]
    pub transparency: Option<Transparency>,
}

/// Openness for a time.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Transparency {
    /// What it covers, and by that what it doesn't.
    #[n(0)]
    pub scope: Title,
    /// The last day on which it holds.
    #[n(1)]
    pub until: CivilDate,
}

/// A proposal.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct AgreementProposed {
    /// The proposal that it changes, or the version that it would take the place of.
    #[n(0)]
    pub follows: Option<EntryId>,
    /// What would be agreed on.
    #[n(1)]
    pub terms: AgreementTerms,
}

/// Consent to exactly one proposal.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct AgreementConsented {
    /// The proposal.
    #[n(0)]
    pub proposal: EntryId,
}

/// Taken back.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct AgreementTakenBack {
    /// The proposal.
    #[n(0)]
    pub proposal: EntryId,
}

/// Ended.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct AgreementEnded {
    /// The version that held. What follows it ends with it.
    #[n(0)]
    pub version: EntryId,
}

/// "Not yet."
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct NotYetSaid {
    /// The proposal.
    #[n(0)]
    pub proposal: EntryId,
    /// Days from this entry's date on; more than [`NOT_YET_DAYS_MAX`] count as so many.
    #[n(1)]
    pub days: u16,
}

/// For another time.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct NotYetAdjusted {
    /// The entry that said it, or that adjusted it last.
    #[n(0)]
    pub before: EntryId,
    /// Days from the date on which it was said; none lifts it.
    #[n(1)]
    pub days: u16,
}

/// "Still right."
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ReviewHeld {
    /// The version.
    #[n(0)]
    pub version: EntryId,
    /// The day on which it was to be looked at.
    #[n(1)]
    pub due: CivilDate,
    /// The day on which to look at it next.
    #[n(2)]
    pub next: CivilDate,
}

/// The same from the other.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ReviewConsented {
    /// The entry that said it first.
    #[n(0)]
    pub review: EntryId,
}

impl AgreementTerms {
    /// Whether its last day has passed.
    pub fn has_run_out(&self, today: CivilDate) -> bool {
        self.transparency.as_ref().is_some_and(|for_a_time| for_a_time.until < today)
    }

    /// Whether what was proposed on that day names no day further ahead than it may.
    pub(super) fn keep_limits(&self, proposed: CivilDate) -> bool {
        let ends = self.transparency.as_ref().is_none_or(|it| it.until <= proposed.plus_days(TRANSPARENCY_DAYS_MAX));
        ends && self.review <= proposed.plus_days(REVIEW_DAYS_MAX)
    }
}
