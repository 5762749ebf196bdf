//! "Not yet" closes a request: the same partner cannot make the same request again before a day.
//!
//! Two proposals of one partner are the same request when they belong to one line (one follows the other, or both
//! follow the same), or when their titles or their rules read alike: without case, blanks, punctuation, invisible
//! characters, repeated words and words that only press (`please`, `again`, ...).
//!
//! It cannot catch the same request in other words: no rule on a device knows what words mean, and a rule that guessed
//! would forbid requests that were never refused. The other partner can say "not yet" again with one press. Each entry
//! is judged by its own date; an entry that is dated ahead waits for its day (`state.rs`).

use super::events::{AgreementTerms, NOT_YET_DAYS_MAX, NotYetAdjusted, NotYetSaid};
use super::state::{Agreements, ClosedByNotYet};
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::header::Signed;
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::text::plain;
use crate::kernel::time::CivilDate;

/// Every "not yet", by the proposal to which it was said.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Refusals {
    said: ById<NotYet>,
    /// The proposal of each entry that said or adjusted a "not yet".
    spoken: ById<EntryId>,
}

/// A closed request, and for how long it is closed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotYet {
    request: RequestKey,
    lengths: ById<Length>,
}

/// The length of a "not yet". The latest holds, and of two concurrent ones the longer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Length {
    said: CivilDate,
    days: u16,
    adjusted: bool,
}

/// What makes two proposals the same request.
#[derive(Clone, PartialEq, Eq, Debug)]
struct RequestKey {
    author: PartnerId,
    /// The line of proposals; `None` for a request that is not proposed yet and follows nothing.
    line: Option<EntryId>,
    title: String,
    words: String,
}

impl RequestKey {
    fn new(author: PartnerId, terms: &AgreementTerms, line: Option<EntryId>) -> Self {
        Self { author, line, title: plain(terms.title.as_str()), words: plain(terms.words.as_str()) }
    }

    fn is_same(&self, other: &Self) -> bool {
        let reads_alike = self.title == other.title || self.words == other.words;
        self.author == other.author && (self.line == other.line || reads_alike)
    }
}

impl NotYet {
    /// The first day on which the request can be made again.
    pub fn free_from(&self) -> CivilDate {
        let days = self.lengths.values().filter(|length| !length.adjusted);
        days.map(|length| length.said.plus_days(length.days.into())).max().unwrap_or(CivilDate::FIRST)
    }

    /// The entries whose lengths hold now. There are several if two devices wrote one at the same time.
    pub(super) fn standing(&self) -> impl Iterator<Item = EntryId> {
        self.lengths.iter().filter(|(_, length)| !length.adjusted).map(|(id, _)| *id)
    }
}

impl Refusals {
    /// The first day on which this partner may make this request; `None` if "not yet" was never said to it.
    pub(super) fn free_from(
        &self,
        author: PartnerId,
        terms: &AgreementTerms,
        line: Option<EntryId>,
    ) -> Option<CivilDate> {
        self.said_to_same(author, terms, line).map(NotYet::free_from).max()
    }

    /// Every "not yet" to a proposal of this partner that makes the same request.
    pub(super) fn said_to_same(
        &self,
        author: PartnerId,
        terms: &AgreementTerms,
        line: Option<EntryId>,
    ) -> impl Iterator<Item = &NotYet> {
        let request = RequestKey::new(author, terms, line);
        self.said.values().filter(move |one| one.request.is_same(&request))
    }
}

impl Agreements {
    /// The first day on which the request of a proposal can be made again; `None` if "not yet" was never said to it.
    pub fn free_from(&self, proposal: EntryId) -> Option<CivilDate> {
        let one = self.proposal(proposal)?;
        self.refusals.free_from(one.author, &one.terms, Some(one.line))
    }

    /// The "not yet" to a proposal.
    pub fn not_yet(&self, proposal: EntryId) -> Option<&NotYet> {
        self.refusals.said.get(&proposal)
    }

    pub(super) fn say_not_yet(&mut self, signed: Signed<'_>, said: &NotYetSaid) -> Result<(), AnomalyKind> {
        let proposal = self.theirs(signed, said.proposal)?;
        proposal.refused = ClosedByNotYet::Itself;
        let request = RequestKey::new(proposal.author, &proposal.terms, Some(proposal.line));
        let length =
            Length { said: signed.header.written.date(), days: said.days.min(NOT_YET_DAYS_MAX), adjusted: false };
        let new = NotYet { request, lengths: ById::default() };
        self.refusals.said.get_or_insert(said.proposal, new).lengths.insert(signed.header.id, length);
        self.refusals.spoken.insert(signed.header.id, said.proposal);
        self.close_same(said.proposal);
        Ok(())
    }

    pub(super) fn adjust_not_yet(&mut self, signed: Signed<'_>, it: &NotYetAdjusted) -> Result<(), AnomalyKind> {
        let proposal = *self.refusals.spoken.get(&it.before).ok_or(AnomalyKind::NothingThere)?;
        self.theirs(signed, proposal)?;
        let not_yet = self.refusals.said.get_mut(&proposal).ok_or(AnomalyKind::NothingThere)?;
        let before = not_yet.lengths.get_mut(&it.before).ok_or(AnomalyKind::NothingThere)?;
        before.adjusted = true;
        let length = Length { said: before.said, days: it.days.min(NOT_YET_DAYS_MAX), adjusted: false };
        not_yet.lengths.insert(signed.header.id, length);
        self.refusals.spoken.insert(signed.header.id, proposal);
        self.close_same(proposal);
        Ok(())
    }

    /// Closes every open proposal that makes the same request and is dated before the first free day.
    fn close_same(&mut self, proposal: EntryId) {
        let Some(not_yet) = self.refusals.said.get(&proposal) else { return };
        let free = not_yet.free_from();
        for other in self.proposals.values_mut() {
            let open = other.refused == ClosedByNotYet::No && other.written.date() < free;
            if open && not_yet.request.is_same(&RequestKey::new(other.author, &other.terms, Some(other.line))) {
                other.refused = ClosedByNotYet::WithAnother;
            }
        }
    }
}
