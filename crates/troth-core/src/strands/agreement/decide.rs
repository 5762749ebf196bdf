//! What a partner may do about agreements.

use super::events::{
    AgreementConsented, AgreementEnded, AgreementEvent, AgreementProposed, AgreementTakenBack, AgreementTerms,
    NOT_YET_DAYS, NOT_YET_DAYS_MAX, NotYetAdjusted, NotYetSaid, REVIEW_DAYS_MAX, ReviewConsented, ReviewHeld,
    TRANSPARENCY_DAYS_MAX,
};
use super::request::NotYet;
use super::state::{AgreementProposal, AgreementStanding, Agreements};
use crate::kernel::by_id::ById;
use crate::kernel::header::Actor;
use crate::kernel::ids::EntryId;
use crate::kernel::refusal::Refusal;
use crate::kernel::time::{CivilDate, WallTime};

/// The most proposals of one partner that may wait for an answer. More would be pressure, not a proposal.
pub const AGREEMENT_PROPOSALS_OPEN_MAX: usize = 5;

/// What a partner wants to do about agreements.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AgreementCommand {
    /// Propose an agreement, a change of an open proposal, or a new version of an agreement that holds.
    Propose(AgreementProposed),
    /// Consent to exactly this proposal of the other partner.
    Consent(EntryId),
    /// Take an own proposal back.
    TakeBack(EntryId),
    /// Say "not yet" to a proposal of the other partner.
    NotYet(EntryId),
    /// Change how long an own "not yet" lasts.
    AdjustNotYet {
        /// The proposal to which it was said.
        proposal: EntryId,
        /// Days from the day on which it was said, at most [`NOT_YET_DAYS_MAX`]; 0 lifts it.
        days: u16,
    },
    /// End an agreement at once.
    End(EntryId),
    /// Review a version: it is still right, and the next review is on a day.
    HoldReview {
        /// The version.
        version: EntryId,
        /// The day of the next review.
        next: CivilDate,
    },
    /// Consent to a review of the other partner.
    ConsentReview(EntryId),
}

pub(crate) fn decide(
    all: &Agreements,
    actor: &Actor,
    now: WallTime,
    command: AgreementCommand,
) -> Result<Vec<AgreementEvent>, Refusal> {
    let rules = AgreementRules { all, actor, today: now.date(), standings: all.standings(now.date()) };
    let event = match command {
        AgreementCommand::Propose(proposed) => return rules.propose(proposed),
        AgreementCommand::AdjustNotYet { proposal, days } => return rules.adjust(proposal, days),
        AgreementCommand::Consent(proposal) => {
            rules.open_to_answer(proposal)?;
            AgreementEvent::AgreementConsented(AgreementConsented { proposal })
        }
        AgreementCommand::TakeBack(proposal) => {
            let found = rules.standing(proposal, AgreementStanding::Open)?;
            rules.is_mine(found)?;
            AgreementEvent::AgreementTakenBack(AgreementTakenBack { proposal })
        }
        AgreementCommand::NotYet(proposal) => {
            rules.open_to_answer(proposal)?;
            AgreementEvent::NotYetSaid(NotYetSaid { proposal, days: NOT_YET_DAYS })
        }
        AgreementCommand::End(version) => {
            rules.standing(version, AgreementStanding::Holds)?;
            AgreementEvent::AgreementEnded(AgreementEnded { version })
        }
        AgreementCommand::HoldReview { version, next } => rules.hold_review(version, next)?,
        AgreementCommand::ConsentReview(review) => rules.consent_review(review)?,
    };
    Ok(vec![event])
}

/// The rules for one partner's commands.
struct AgreementRules<'a> {
    all: &'a Agreements,
    actor: &'a Actor,
    today: CivilDate,
    standings: ById<AgreementStanding>,
}

impl<'a> AgreementRules<'a> {
    fn propose(&self, proposed: AgreementProposed) -> Result<Vec<AgreementEvent>, Refusal> {
        let (author, terms) = (self.actor.partner, &proposed.terms);
        self.keeps_limits(terms)?;
        let base = proposed.follows.map(|base| self.can_be_followed(base)).transpose()?;
        if base.is_some_and(|base| base.terms == *terms) {
            return Err(Refusal::NothingChanged);
        }
        let mine = |id: &EntryId| self.all.proposal(*id).is_some_and(|one| one.author == author);
        let open = self.standings.iter().filter(|(id, standing)| **standing == AgreementStanding::Open && mine(id));
        if open.count() >= AGREEMENT_PROPOSALS_OPEN_MAX {
            return Err(Refusal::TooManyOpen { limit: AGREEMENT_PROPOSALS_OPEN_MAX });
        }
        let line = base.map(|base| base.line);
        if let Some(from) = self.all.refusals.free_from(author, terms, line).filter(|from| self.today < *from) {
            return Err(Refusal::NotYet { from });
        }
        let mut events = self.lift_own(terms, line);
        events.push(AgreementEvent::AgreementProposed(proposed));
        Ok(events)
    }

    /// Lifts the actor's own "not yet" to the same request: a partner who asks for it allows the other to ask too.
    fn lift_own(&self, terms: &AgreementTerms, line: Option<EntryId>) -> Vec<AgreementEvent> {
        let theirs = self.all.proposals().values().map(|one| one.author).find(|author| *author != self.actor.partner);
        let same = theirs.into_iter().flat_map(|theirs| self.all.refusals.said_to_same(theirs, terms, line));
        same.filter(|not_yet| self.today < not_yet.free_from()).flat_map(|not_yet| adjusted(not_yet, 0)).collect()
    }

    fn adjust(&self, proposal: EntryId, days: u16) -> Result<Vec<AgreementEvent>, Refusal> {
        let found = self.proposal(proposal)?;
        if found.author == self.actor.partner {
            return Err(Refusal::NotYours);
        }
        let not_yet = self.all.not_yet(proposal).ok_or(Refusal::NothingThere)?;
        if days > NOT_YET_DAYS_MAX {
            return Err(Refusal::TooFarAhead { limit: NOT_YET_DAYS_MAX.into() });
        }
        if not_yet.free_from() <= self.today {
            return Err(Refusal::AlreadyDone);
        }
        Ok(adjusted(not_yet, days))
    }

    fn keeps_limits(&self, terms: &AgreementTerms) -> Result<(), Refusal> {
        self.ahead(terms.review, REVIEW_DAYS_MAX)?;
        terms.transparency.as_ref().map_or(Ok(()), |it| self.ahead(it.until, TRANSPARENCY_DAYS_MAX))
    }

    /// Checks that a day lies ahead, at most `limit` days.
    fn ahead(&self, day: CivilDate, limit: u32) -> Result<(), Refusal> {
        if day <= self.today {
            return Err(Refusal::InThePast);
        }
        if day > self.today.plus_days(limit) { Err(Refusal::TooFarAhead { limit }) } else { Ok(()) }
    }

    /// A proposal that a new one may follow: an open one of the other partner, or an agreement that holds.
    fn can_be_followed(&self, base: EntryId) -> Result<&'a AgreementProposal, Refusal> {
        match self.standings.get(&base) {
            Some(AgreementStanding::Holds) => self.proposal(base),
            _ => self.open_to_answer(base),
        }
    }

    fn hold_review(&self, version: EntryId, next: CivilDate) -> Result<AgreementEvent, Refusal> {
        self.standing(version, AgreementStanding::Holds)?;
        self.ahead(next, REVIEW_DAYS_MAX)?;
        let due = self.all.review_day(version).ok_or(Refusal::NothingThere)?;
        if next <= due {
            return Err(Refusal::NotLater { day: due });
        }
        if self.all.review_waiting(version, self.actor.partner).is_some() {
            return Err(Refusal::AlreadyDone);
        }
        Ok(AgreementEvent::ReviewHeld(ReviewHeld { version, due, next }))
    }

    fn consent_review(&self, id: EntryId) -> Result<AgreementEvent, Refusal> {
        let review = self.all.review(id).ok_or(Refusal::NothingThere)?;
        if review.author == self.actor.partner {
            return Err(Refusal::NotYours);
        }
        self.standing(review.said.version, AgreementStanding::Holds)?;
        let due = self.all.review_day(review.said.version);
        if review.consented || due != Some(review.said.due) {
            return Err(Refusal::AlreadyDone);
        }
        Ok(AgreementEvent::ReviewConsented(ReviewConsented { review: id }))
    }

    /// A proposal by id. A proposal that came before "not yet" allowed it does not exist for commands.
    fn proposal(&self, id: EntryId) -> Result<&'a AgreementProposal, Refusal> {
        let withheld = self.standings.get(&id) == Some(&AgreementStanding::Withheld);
        self.all.proposal(id).filter(|_| !withheld).ok_or(Refusal::NothingThere)
    }

    fn standing(&self, id: EntryId, standing: AgreementStanding) -> Result<&'a AgreementProposal, Refusal> {
        let found = self.proposal(id)?;
        if self.standings.get(&id) == Some(&standing) { Ok(found) } else { Err(Refusal::AlreadyDone) }
    }

    fn open_to_answer(&self, id: EntryId) -> Result<&'a AgreementProposal, Refusal> {
        let found = self.standing(id, AgreementStanding::Open)?;
        if found.author == self.actor.partner { Err(Refusal::NotYours) } else { Ok(found) }
    }

    fn is_mine(&self, proposal: &AgreementProposal) -> Result<(), Refusal> {
        if proposal.author == self.actor.partner { Ok(()) } else { Err(Refusal::NotYours) }
    }
}

fn adjusted(not_yet: &NotYet, days: u16) -> Vec<AgreementEvent> {
    let events = not_yet.standing().map(|before| AgreementEvent::NotYetAdjusted(NotYetAdjusted { before, days }));
    events.collect()
}
