//! Looking at an agreement again: "still right" from one, and the next day consented to by the other.
//!
//! Change and end need no review of their own: a new version is proposed, or what holds is ended, on that day as on
//! any other.

use super::events::{ReviewConsented, ReviewHeld};
use super::state::Agreements;
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::header::Signed;
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::time::{CivilDate, WallTime};

/// Days after its day on which a review still counts as held on time.
pub const REVIEW_GRACE_DAYS: u32 = 7;

/// All reviews of a space, by the entry that said "still right".
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Reviews {
    held: ById<AgreementReview>,
}

/// "Still right", from one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AgreementReview {
    /// Who said it.
    pub author: PartnerId,
    /// Of which version, on which day it was due, and when to look next.
    pub said: ReviewHeld,
    /// When, by the author's clock.
    pub written: WallTime,
    /// The other found the same.
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
    /// "Still right", by the entry that said it.
    pub fn review(&self, id: EntryId) -> Option<&AgreementReview> {
        self.reviews.held.get(&id)
    }

    /// The day on which a version is to be looked at again: the one in its terms, moved by each review that both held.
    pub fn review_day(&self, version: EntryId) -> Option<CivilDate> {
        let mut day = self.proposal(version)?.terms.review;
        // Every review looks further ahead than the day it was due on, so that this ends.
        while let Some(next) = self.moved_from(version, day) {
            day = next;
        }
        Some(day)
    }

    /// Of two days that were consented to at the same time, the later one.
    fn moved_from(&self, version: EntryId, due: CivilDate) -> Option<CivilDate> {
        let held = self.reviews.of(version).filter(|(_, one)| one.consented && one.said.due == due);
        held.map(|(_, one)| one.said.next).max()
    }

    /// A partner's "still right" on the day that is due, which the other hasn't consented to.
    pub fn review_waiting(&self, version: EntryId, author: PartnerId) -> Option<(EntryId, &AgreementReview)> {
        let due = self.review_day(version)?;
        self.reviews.of(version).find(|(_, one)| one.author == author && one.said.due == due && !one.consented)
    }

    /// Whether this entry consented to a review that was held on time.
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
