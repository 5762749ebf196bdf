//! Reviews of agreements: a partner says "still right" and proposes the next day, and the other consents.
//!
//! A change or an end needs no review: a partner can propose a new version or end the agreement on any day.

use super::events::{ReviewConsented, ReviewHeld};
use super::state::Agreements;
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::header::Signed;
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::time::{CivilDate, WallTime};

/// Days after its day on which a review still counts as held on time.
pub const REVIEW_GRACE_DAYS: u32 = 7;

/// All reviews of a space, by entry.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Reviews {
    held: ById<AgreementReview>,
}

/// A partner's review.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AgreementReview {
    /// The partner who reviewed.
    pub author: PartnerId,
    /// The version, the day on which the review was due, and the day of the next one.
    pub said: ReviewHeld,
    /// When, by the author's clock.
    pub written: WallTime,
    /// Whether the other partner consented.
    pub consented: bool,
}

impl Reviews {
    pub(super) fn consent(&mut self, signed: Signed<'_>, it: &ReviewConsented) -> Result<(), AnomalyKind> {
        let review = self.held.get_mut(&it.review).ok_or(AnomalyKind::NothingThere)?;
        if review.author == signed.author {
            return Err(AnomalyKind::NotTheirs);
        }
        review.consented = true;
        Ok(())
    }

    fn of(&self, version: EntryId) -> impl Iterator<Item = (EntryId, &AgreementReview)> {
        self.held.iter().filter(move |(_, one)| one.said.version == version).map(|(id, one)| (*id, one))
    }
}

impl Agreements {
    /// A review by its entry.
    pub fn review(&self, id: EntryId) -> Option<&AgreementReview> {
        self.reviews.held.get(&id)
    }

    /// The day of the next review of a version: the day in its terms, moved by each review that both consented to.
    pub fn review_day(&self, version: EntryId) -> Option<CivilDate> {
        let mut day = self.proposal(version)?.terms.review;
        // The loop ends, because the next day of every review lies after the day on which it was due.
        while let Some(next) = self.moved_from(version, day) {
            day = next;
        }
        Some(day)
    }

    /// The next day after a consented review. Of two concurrent ones the later day counts.
    fn moved_from(&self, version: EntryId, due: CivilDate) -> Option<CivilDate> {
        let held = self.reviews.of(version).filter(|(_, one)| one.consented && one.said.due == due);
        held.map(|(_, one)| one.said.next).max()
    }

    /// A partner's review for the day that is due, if the other has not consented to it yet.
    pub fn review_waiting(&self, version: EntryId, author: PartnerId) -> Option<(EntryId, &AgreementReview)> {
        let due = self.review_day(version)?;
        self.reviews.of(version).find(|(_, one)| one.author == author && one.said.due == due && !one.consented)
    }

    /// Whether this consent is for a review that was held on time.
    pub fn is_review_on_time(&self, it: &ReviewConsented) -> bool {
        let held = self.review(it.review);
        held.is_some_and(|one| one.written.date() <= one.said.due.plus_days(REVIEW_GRACE_DAYS))
    }

    pub(super) fn hold_review(&mut self, signed: Signed<'_>, said: &ReviewHeld) -> Result<(), AnomalyKind> {
        self.proposal(said.version).ok_or(AnomalyKind::NothingThere)?;
        if said.next <= said.due {
            return Err(AnomalyKind::BeyondLimit);
        }
        let (author, written) = (signed.author, signed.header.written);
        let review = AgreementReview { author, said: said.clone(), written, consented: false };
        self.reviews.held.insert(signed.header.id, review);
        Ok(())
    }
}
