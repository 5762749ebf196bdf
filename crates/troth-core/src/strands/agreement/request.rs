//! "Not yet": it closes a request, and the same partner can't make the same request again before a day.
//!
//! Two proposals of one partner are the same request when they belong to one line (one follows the other, or both
//! follow the same), or when their titles or their rules read alike: without case, blanks, punctuation, invisible
//! characters, repeated words and words that only press (`please`, `again`, ...).
//!
//! What this can't catch: the same thing said in other words. No rule on a device knows what words mean, and one that
//! guessed would forbid what was never refused. The one who said "not yet" can say it again with one press, and
//! nothing else happens then. Each entry is judged by its own date; one that is dated ahead waits for its day (`state.rs`).

use super::events::{AgreementTerms, NOT_YET_DAYS_MAX, NotYetAdjusted, NotYetSaid};
use super::state::{Agreements, Refused};
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::header::Signed;
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::text::plain;
use crate::kernel::time::CivilDate;

/// Every "not yet", by the proposal that it was said to.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Refusals {
    said: ById<NotYet>,
    /// Each entry that said or adjusted one, with the proposal.
    spoken: ById<EntryId>,
}

/// What closed a request, and for how long.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotYet {
    request: Request,
    lengths: ById<Length>,
}

/// A length that was said: the latest holds, and of two that were said at the same time the longer one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Length {
    said: CivilDate,
    days: u16,
    adjusted: bool,
}

/// What makes two proposals the same request.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Request {
    author: PartnerId,
    /// None while it isn't proposed yet and follows nothing.
    line: Option<EntryId>,
    title: String,
    words: String,
}

impl Request {
    fn new(author: PartnerId, terms: &AgreementTerms, line: Option<EntryId>) -> Self {
        Self { author, line, title: plain(terms.title.as_str()), words: plain(terms.words.as_str()) }
    }

    fn is_same(&self, other: &Self) -> bool {
        let reads_alike = self.title == other.title || self.words == other.words;
        self.author == other.author && (self.line == other.line || reads_alike)
    }
}

impl NotYet {
    /// The day from which the request can be made again.
    pub fn free_from(&self) -> CivilDate {
        let days = self.lengths.values().filter(|length| !length.adjusted);
        days.map(|length| length.said.plus_days(length.days.into())).max().unwrap_or(CivilDate::FIRST)
    }

    /// The entries whose lengths hold now: one, unless two devices spoke at the same time.
    pub(super) fn standing(&self) -> impl Iterator<Item = EntryId> {
        self.lengths.iter().filter(|(_, length)| !length.adjusted).map(|(id, _)| *id)
    }
}

impl Refusals {
    /// The day from which this partner may make this request, if "not yet" was ever said to it.
    pub(super) fn free_from(
        &self,
        author: PartnerId,
        terms: &AgreementTerms,
        line: Option<EntryId>,
    ) -> Option<CivilDate> {
        self.said_to_same(author, terms, line).map(NotYet::free_from).max()
    }

    /// What was said to this partner's proposals that make the same request.
    pub(super) fn said_to_same(
        &self,
        author: PartnerId,
        terms: &AgreementTerms,
        line: Option<EntryId>,
    ) -> impl Iterator<Item = &NotYet> {
        let request = Request::new(author, terms, line);
        self.said.values().filter(move |one| one.request.is_same(&request))
    }
}

impl Agreements {
    /// The day from which what a proposal asks for can be asked again, if "not yet" was said to it or its like.
    pub fn free_from(&self, proposal: EntryId) -> Option<CivilDate> {
        let one = self.proposal(proposal)?;
        self.refusals.free_from(one.author, &one.terms, Some(one.line))
    }

    /// What was said to a proposal.
    pub fn not_yet(&self, proposal: EntryId) -> Option<&NotYet> {
        self.refusals.said.get(&proposal)
    }

    pub(super) fn say_not_yet(&mut self, signed: Signed<'_>, said: &NotYetSaid) -> Result<(), AnomalyKind> {
        let proposal = self.theirs(signed, said.proposal)?;
        proposal.refused = Refused::Itself;
        let request = Request::new(proposal.author, &proposal.terms, Some(proposal.line));
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

    /// Closes what asks for the same and came before the day, whether it was there first or came at the same time.
    fn close_same(&mut self, proposal: EntryId) {
        let Some(not_yet) = self.refusals.said.get(&proposal) else { return };
        let free = not_yet.free_from();
        for other in self.proposals.values_mut() {
            let open = other.refused == Refused::No && other.written.date() < free;
            if open && not_yet.request.is_same(&Request::new(other.author, &other.terms, Some(other.line))) {
                other.refused = Refused::WithAnother;
            }
        }
    }
}
