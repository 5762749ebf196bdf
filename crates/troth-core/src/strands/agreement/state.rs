//! Agreements, folded from the log.
//!
//! Nothing rests on which of two concurrent entries sorts first: a proposal collects what was said to it, and where it
//! stands follows from that set. Taking back and "not yet" beat a concurrent consent to the same proposal, and an
//! ending beats every version that follows what it ended. If both consented to two versions at the same time, both
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

/// One proposal, and what was said to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AgreementProposal {
    /// Who proposed it, and so consented.
    pub author: PartnerId,
    /// What would be agreed on.
    pub terms: AgreementTerms,
    /// The proposal or version that it follows.
    pub follows: Option<EntryId>,
    /// The first proposal of this line, which may be this one.
    pub line: EntryId,
    /// When it was proposed, by the author's clock.
    pub written: WallTime,
    /// When the other consented, by their clock.
    pub consented: Option<WallTime>,
    /// The day on which it was ended, by the calendar of whoever ended it first.
    pub ended: Option<CivilDate>,
    taken_back: bool,
    pub(super) refused: Refused,
    answered: bool,
}

/// Whether "not yet" closed a proposal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Refused {
    /// It didn't.
    No,
    /// It was said to the same request elsewhere.
    WithAnother,
    /// It had been said before: the proposal came too soon, and is shown to nobody.
    Before,
    /// It was said to this very proposal.
    Itself,
}

/// Days that a proposal may be dated ahead of whoever looks: two partners may be in different zones. One that is dated
/// further ahead waits for its day, so that nothing is won by turning a clock.
const ZONE_DAYS: u32 = 1;

/// Where a proposal stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AgreementStanding {
    /// Waits for the partner who didn't propose it.
    Open,
    /// Answered with a change, or overtaken by what both consented to meanwhile.
    Answered,
    /// Closed by "not yet".
    NotYet,
    /// Came before "not yet" allows it, or is dated ahead to get past it; shown to nobody.
    Withheld,
    /// Taken back before both had consented.
    TakenBack,
    /// Both consented, and it holds.
    Holds,
    /// Both had consented; a later version took its place.
    Earlier,
    /// Either ended it, or what it follows.
    Ended,
    /// Its last day has passed.
    RanOut,
}

impl AgreementProposal {
    /// Whether both consented to exactly these words, and neither withdrew at the same time.
    pub(super) fn is_agreed(&self) -> bool {
        self.consented.is_some() && !self.taken_back && self.refused != Refused::Itself
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
            Refused::Before => Withheld,
            Refused::Itself | Refused::WithAnother => NotYet,
            Refused::No if self.written.date() > today.plus_days(ZONE_DAYS) => Withheld,
            Refused::No if above.ended => Ended,
            Refused::No if self.answered || above.overtaken || above.base_overtaken => Answered,
            Refused::No if self.terms.has_run_out(today) => RanOut,
            Refused::No => Open,
        }
    }
}

/// What the rest of its line means for a proposal.
#[derive(Clone, Copy, Default)]
struct Above {
    /// It was ended, or something it follows was.
    ended: bool,
    /// Both consented to something that follows it.
    overtaken: bool,
    /// Both consented to something else that follows what it follows.
    base_overtaken: bool,
}

impl Agreements {
    /// Every proposal by its entry, versions of agreements among them.
    pub fn proposals(&self) -> &ById<AgreementProposal> {
        &self.proposals
    }

    /// One proposal.
    pub fn proposal(&self, id: EntryId) -> Option<&AgreementProposal> {
        self.proposals.get(&id)
    }

    /// The proposals in the order of the log: what a proposal follows stands before it.
    pub fn in_order(&self) -> impl DoubleEndedIterator<Item = (EntryId, &AgreementProposal)> {
        self.proposals.iter().map(|(id, one)| (*id, one))
    }

    /// Where each proposal stands on a day.
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

    /// What comes too soon is noted as an anomaly and shown to nobody. It is kept all the same, so that a consent to it
    /// that was given before anybody could know finds it, whichever of them sorts first.
    fn propose(&mut self, signed: Signed<'_>, proposed: &AgreementProposed) -> Result<(), AnomalyKind> {
        let (id, author, written) = (signed.header.id, signed.author, signed.header.written);
        if !proposed.terms.keep_limits(written.date()) {
            return Err(AnomalyKind::BeyondLimit);
        }
        // What isn't there can't be followed: then this is the first of its line.
        let base = proposed.follows.and_then(|base| Some((base, self.proposals.get_mut(&base)?)));
        let (follows, line) = base.map_or((None, id), |(base, found)| {
            found.answered |= found.author != author;
            (Some(base), found.line)
        });
        let terms = proposed.terms.clone();
        let too_soon = self.refusals.free_from(author, &terms, Some(line)).is_some_and(|day| written.date() < day);
        let refused = if too_soon { Refused::Before } else { Refused::No };
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

    /// A proposal of the other's.
    pub(super) fn theirs(
        &mut self,
        signed: Signed<'_>,
        proposal: EntryId,
    ) -> Result<&mut AgreementProposal, AnomalyKind> {
        let proposal = self.proposals.get_mut(&proposal).ok_or(AnomalyKind::NothingThere)?;
        if proposal.author == signed.author { Err(AnomalyKind::NotTheirs) } else { Ok(proposal) }
    }
}
