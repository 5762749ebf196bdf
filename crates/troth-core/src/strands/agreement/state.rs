//! The state of agreements, folded from the log.
//!
//! Nothing depends on which of two concurrent entries sorts first: a proposal collects its answers, and its standing
//! follows from that set. Taking back and "not yet" win over a concurrent consent to the same proposal. An end wins
//! over every version that follows the ended one. If the partners consented to two versions at the same time, both
//! hold, and both are shown.

use std::collections::BTreeSet;

use super::events::{AgreementConsented, AgreementEvent, AgreementProposed, AgreementTerms};
use super::request::Refusals;
use super::review::Reviews;
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::header::Signed;
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::time::{CivilDate, WallTime};

/// All proposals and agreements of a space, by the entry that proposed them.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Agreements {
    pub(super) proposals: ById<AgreementProposal>,
    pub(super) refusals: Refusals,
    pub(super) reviews: Reviews,
}

/// A proposal, with the answers to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AgreementProposal {
    /// The partner who proposed it, and thereby consented.
    pub author: PartnerId,
    /// The terms.
    pub terms: AgreementTerms,
    /// The proposal or version that it follows.
    pub follows: Option<EntryId>,
    /// The first proposal of this line, which may be this one.
    pub line: EntryId,
    /// When it was proposed, by the author's clock.
    pub written: WallTime,
    /// When the other partner consented, by their clock.
    pub consented: Option<WallTime>,
    /// The day on which it was ended, by the calendar of the partner who ended it first.
    pub ended: Option<CivilDate>,
    taken_back: bool,
    pub(super) refused: ClosedByNotYet,
    answered: bool,
}

/// Whether "not yet" closed a proposal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum ClosedByNotYet {
    /// Not closed.
    No,
    /// "Not yet" was said to another proposal of the same request.
    WithAnother,
    /// "Not yet" had been said before: the proposal came too soon, and no screen shows it.
    Before,
    /// "Not yet" was said to this proposal.
    Itself,
}

/// Days that a proposal may be dated ahead of the reading device, because partners may be in different time zones. A
/// proposal that is dated further ahead waits for its day, so that a partner gains nothing by changing a clock.
const ZONE_DAYS: u32 = 1;

/// The standing of a proposal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AgreementStanding {
    /// Waits for the answer of the partner who did not propose it.
    Open,
    /// Answered with a change, or overtaken by a version that both consented to meanwhile.
    Answered,
    /// Closed by "not yet".
    NotYet,
    /// Came before "not yet" allows it, or is dated too far ahead. No screen shows it.
    Withheld,
    /// Taken back before both had consented.
    TakenBack,
    /// In force: both consented.
    Holds,
    /// Replaced by a later version.
    Earlier,
    /// A partner ended it, or a version that it follows.
    Ended,
    /// Its last day has passed.
    RanOut,
}

impl AgreementProposal {
    /// Whether both consented to exactly these words, and neither took them back or said "not yet" at the same time.
    pub(super) fn is_agreed(&self) -> bool {
        self.consented.is_some() && !self.taken_back && self.refused != ClosedByNotYet::Itself
    }

    fn standing(&self, above: Above, today: CivilDate) -> AgreementStanding {
        use AgreementStanding::{Answered, Earlier, Ended, Holds, NotYet, Open, RanOut, TakenBack, Withheld};
        let agreed = self.is_agreed();
        match self.refused {
            _ if agreed && above.ended => Ended,
            _ if agreed && above.overtaken => Earlier,
            _ if agreed && self.terms.has_run_out(today) => RanOut,
            _ if agreed => Holds,
            _ if self.taken_back => TakenBack,
            ClosedByNotYet::Before => Withheld,
            ClosedByNotYet::Itself | ClosedByNotYet::WithAnother => NotYet,
            ClosedByNotYet::No if self.written.date() > today.plus_days(ZONE_DAYS) => Withheld,
            ClosedByNotYet::No if above.ended => Ended,
            ClosedByNotYet::No if self.answered || above.overtaken || above.base_overtaken => Answered,
            ClosedByNotYet::No if self.terms.has_run_out(today) => RanOut,
            ClosedByNotYet::No => Open,
        }
    }
}

/// What the other proposals of its line mean for a proposal.
#[derive(Clone, Copy, Default)]
struct Above {
    /// It was ended, or a version that it follows.
    ended: bool,
    /// Both consented to a version that follows it.
    overtaken: bool,
    /// Both consented to another version that follows the same one.
    base_overtaken: bool,
}

impl Agreements {
    /// Every proposal by its entry, versions of agreements included.
    pub fn proposals(&self) -> &ById<AgreementProposal> {
        &self.proposals
    }

    /// A proposal by its entry.
    pub fn proposal(&self, id: EntryId) -> Option<&AgreementProposal> {
        self.proposals.get(&id)
    }

    /// The proposals in the order of the log, so that each comes after the one that it follows.
    pub fn in_order(&self) -> impl DoubleEndedIterator<Item = (EntryId, &AgreementProposal)> {
        self.proposals.iter().map(|(id, one)| (*id, one))
    }

    /// The standing of each proposal on a day.
    pub fn standings(&self, today: CivilDate) -> ById<AgreementStanding> {
        let mut overtaken = BTreeSet::new();
        for (id, one) in self.in_order().rev() {
            if one.is_agreed() || overtaken.contains(&id) {
                overtaken.extend(one.follows);
            }
        }
        let mut ended = BTreeSet::new();
        let mut standings = ById::default();
        for (id, one) in self.in_order() {
            if one.ended.is_some() || one.follows.is_some_and(|base| ended.contains(&base)) {
                ended.insert(id);
            }
            let above = Above {
                ended: ended.contains(&id),
                overtaken: overtaken.contains(&id),
                base_overtaken: one.follows.is_some_and(|base| overtaken.contains(&base)),
            };
            standings.insert(id, one.standing(above, today));
        }
        standings
    }

    pub(crate) fn fold(&mut self, signed: Signed<'_>, event: &AgreementEvent) -> Result<(), AnomalyKind> {
        match event {
            AgreementEvent::AgreementProposed(proposed) => self.propose(signed, proposed),
            AgreementEvent::AgreementConsented(AgreementConsented { proposal }) => {
                self.theirs(signed, *proposal)?.consented.get_or_insert(signed.header.written);
                Ok(())
            }
            AgreementEvent::AgreementTakenBack(it) => {
                let proposal = self.proposals.get_mut(&it.proposal).ok_or(AnomalyKind::NothingThere)?;
                if proposal.author != signed.author {
                    return Err(AnomalyKind::NotTheirs);
                }
                proposal.taken_back = true;
                Ok(())
            }
            AgreementEvent::AgreementEnded(it) => {
                let version = self.proposals.get_mut(&it.version).ok_or(AnomalyKind::NothingThere)?;
                let day = signed.header.written.date();
                version.ended = Some(version.ended.map_or(day, |before| before.min(day)));
                Ok(())
            }
            AgreementEvent::NotYetSaid(it) => self.say_not_yet(signed, it),
            AgreementEvent::NotYetAdjusted(it) => self.adjust_not_yet(signed, it),
            AgreementEvent::ReviewHeld(it) => self.hold_review(signed, it),
            AgreementEvent::ReviewConsented(it) => self.reviews.consent(signed, it),
        }
    }

    /// Adds a proposal. A proposal that comes too soon is an anomaly, and no screen shows it. It is still stored, so
    /// that a concurrent consent finds it, whichever of the two sorts first.
    fn propose(&mut self, signed: Signed<'_>, proposed: &AgreementProposed) -> Result<(), AnomalyKind> {
        let (id, author, written) = (signed.header.id, signed.author, signed.header.written);
        if !proposed.terms.keep_limits(written.date()) {
            return Err(AnomalyKind::BeyondLimit);
        }
        // A proposal that follows an unknown one is the first of its own line.
        let base = proposed.follows.and_then(|base| Some((base, self.proposals.get_mut(&base)?)));
        let (follows, line) = base.map_or((None, id), |(base, found)| {
            found.answered |= found.author != author;
            (Some(base), found.line)
        });
        let terms = proposed.terms.clone();
        let too_soon = self.refusals.free_from(author, &terms, Some(line)).is_some_and(|day| written.date() < day);
        let refused = if too_soon { ClosedByNotYet::Before } else { ClosedByNotYet::No };
        let proposal = AgreementProposal {
            author,
            terms,
            follows,
            line,
            written,
            consented: None,
            ended: None,
            taken_back: false,
            refused,
            answered: false,
        };
        self.proposals.insert(id, proposal);
        if too_soon { Err(AnomalyKind::TooSoon) } else { Ok(()) }
    }

    /// A proposal of the other partner.
    pub(super) fn theirs(
        &mut self,
        signed: Signed<'_>,
        proposal: EntryId,
    ) -> Result<&mut AgreementProposal, AnomalyKind> {
        let proposal = self.proposals.get_mut(&proposal).ok_or(AnomalyKind::NothingThere)?;
        if proposal.author == signed.author { Err(AnomalyKind::NotTheirs) } else { Ok(proposal) }
    }
}
