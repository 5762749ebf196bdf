//! The events of agreements.

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::codec::events;
use crate::kernel::ids::EntryId;
use crate::kernel::telling::{gold, plain, untold};
use crate::kernel::text::{Title, Words};
use crate::kernel::time::CivilDate;

/// The most days of a transparency agreement, from its proposal on. Requested openness is a bridge, not a state:
/// watching goes with less trust, so none of it lasts by itself.
pub const TRANSPARENCY_DAYS_MAX: u32 = 90;
/// The most days until a review. A rule that nobody looks at for a year is no agreement any more.
pub const REVIEW_DAYS_MAX: u32 = 366;
/// Days for which "not yet" closes a request, unless the partner who said it chooses otherwise.
pub const NOT_YET_DAYS: u16 = 14;
/// The most days for which "not yet" closes a request. It can be said again.
pub const NOT_YET_DAYS_MAX: u16 = 90;

events! {
    /// Agreements; shared stream, kinds 1220-1299.
    ///
    /// No event has a reason: neither "not yet" nor an ending owes one.
    pub enum AgreementEvent in 1220..=1299 {
        /// The author proposes an agreement, a change of a proposal, or a new version of an agreement.
        AgreementProposed = 1220, Shared, "agreement-proposed", untold;
        /// The other partner consents to exactly this proposal. Its author consented by proposing it.
        AgreementConsented = 1221, Shared, "agreement-consented", gold;
        /// Its author takes a proposal back.
        AgreementTakenBack = 1222, Shared, "agreement-taken-back", untold;
        /// A partner ends an agreement at once.
        AgreementEnded = 1223, Shared, "agreement-ended", plain;
        /// The other partner says "not yet" to a proposal.
        NotYetSaid = 1230, Shared, "not-yet-said", untold;
        /// The partner who said it makes it shorter or longer, or lifts it.
        NotYetAdjusted = 1231, Shared, "not-yet-adjusted", untold;
        /// A partner reviews an agreement: it is still right, and the next review is on a day.
        ReviewHeld = 1240, Shared, "review-held", untold;
        /// The other partner consents to that review and its day.
        ReviewConsented = 1241, Shared, "review-consented", gold;
    }
}

/// The terms of an agreement.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct AgreementTerms {
    /// In one line.
    #[n(0)]
    pub title: Title,
    /// The rule itself.
    #[n(1)]
    pub words: Words,
    /// The day of its first review.
    #[n(2)]
    pub review: CivilDate,
    /// What a transparency agreement covers, and its last day; `None` for other agreements.
    #[n(3)]
    pub transparency: Option<Transparency>,
}

/// The scope and end of a transparency agreement.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Transparency {
    /// What it covers. It covers nothing else.
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
    /// The proposal that it changes, or the version that it would replace.
    #[n(0)]
    pub follows: Option<EntryId>,
    /// The proposed terms.
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

/// A proposal that its author takes back.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct AgreementTakenBack {
    /// The proposal.
    #[n(0)]
    pub proposal: EntryId,
}

/// An ended agreement.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct AgreementEnded {
    /// The version that held. Versions that follow it end with it.
    #[n(0)]
    pub version: EntryId,
}

/// "Not yet" to a proposal.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct NotYetSaid {
    /// The proposal.
    #[n(0)]
    pub proposal: EntryId,
    /// Days from the date of this entry on, clamped to [`NOT_YET_DAYS_MAX`].
    #[n(1)]
    pub days: u16,
}

/// Another length of a "not yet".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct NotYetAdjusted {
    /// The entry that said it or adjusted it last.
    #[n(0)]
    pub before: EntryId,
    /// Days from the date on which it was said; 0 lifts it.
    #[n(1)]
    pub days: u16,
}

/// A review: the version is still right.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ReviewHeld {
    /// The version.
    #[n(0)]
    pub version: EntryId,
    /// The day on which the review was due.
    #[n(1)]
    pub due: CivilDate,
    /// The day of the next review.
    #[n(2)]
    pub next: CivilDate,
}

/// Consent to a review.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ReviewConsented {
    /// The review.
    #[n(0)]
    pub review: EntryId,
}

impl AgreementTerms {
    /// Whether its last day has passed.
    pub fn has_run_out(&self, today: CivilDate) -> bool {
        self.transparency.as_ref().is_some_and(|for_a_time| for_a_time.until < today)
    }

    /// Whether terms that were proposed on that day keep the limits on their days.
    pub(super) fn keep_limits(&self, proposed: CivilDate) -> bool {
        let ends = self.transparency.as_ref().is_none_or(|it| it.until <= proposed.plus_days(TRANSPARENCY_DAYS_MAX));
        ends && self.review <= proposed.plus_days(REVIEW_DAYS_MAX)
    }
}
