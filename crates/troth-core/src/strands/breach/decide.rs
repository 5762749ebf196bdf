//! What a partner may do about breaches.

use super::events::{BreachAnswer, BreachAnswered, BreachEvent, BreachNamed};
use super::state::{Breach, Breaches, HelpAnswer, Question};
use crate::kernel::header::Actor;
use crate::kernel::ids::EntryId;
use crate::kernel::refusal::Refusal;
use crate::kernel::time::{CivilDate, WallTime};
use crate::strands::membership::Members;

/// Breaches that one partner may have named and not taken back. A longer list is an indictment, not a beginning.
pub const BREACHES_OPEN_MAX: usize = 30;
/// The most open questions about a breach. More at a time are an interrogation.
pub const QUESTIONS_OPEN_MAX: usize = 20;

/// Decides whether a partner may write `event`.
pub(crate) fn decide(
    breaches: &Breaches,
    members: &Members,
    actor: &Actor,
    now: WallTime,
    event: BreachEvent,
) -> Result<Vec<BreachEvent>, Refusal> {
    let rules = BreachRules { breaches, actor };
    match &event {
        BreachEvent::BreachNamed(named) => rules.name(named, members, now)?,
        BreachEvent::BreachReworded(said) => {
            rules.own_breach(said.breach)?;
            is_in_order([said.when, said.until], now)?;
        }
        BreachEvent::BreachTakenBack(said) => rules.own_breach(said.breach)?,
        BreachEvent::BreachSeenOtherwise(said) => rules.named_by_the_other(said.breach)?,
        BreachEvent::BreachAnswered(said) => rules.answer(said)?,
        BreachEvent::QuestionParked(parked) => rules.park(parked.breach)?,
        BreachEvent::QuestionDetailed(said) => rules.asked_by_me(said.question).map(drop)?,
        BreachEvent::QuestionTakenBack(said) => rules.asked_by_me(said.question).map(drop)?,
        BreachEvent::QuestionAnswered(said) => rules.mine_to_answer(said.question).map(drop)?,
        BreachEvent::HelpProposed(said) => rules.propose_help(said.question)?,
        BreachEvent::HelpAgreed(said) => rules.open_proposal(said.proposal)?,
        BreachEvent::HelpDeclined(said) => rules.open_proposal(said.proposal)?,
        BreachEvent::CompleteSaid(said) => rules.mine(said.breach)?,
    }
    Ok(vec![event])
}

/// A breach lies in the past, and ends no earlier than it begins. Without a beginning there is no end to tell.
fn is_in_order([when, until]: [Option<CivilDate>; 2], now: WallTime) -> Result<(), Refusal> {
    if when.into_iter().chain(until).any(|day| day > now.date()) {
        return Err(Refusal::NotDueYet);
    }
    match (when, until) {
        (Some(when), Some(until)) if until < when => Err(Refusal::EndsBeforeStart),
        (None, Some(_)) => Err(Refusal::EndsBeforeStart),
        (_, None) | (Some(_), Some(_)) => Ok(()),
    }
}

/// The rules for one partner's events.
struct BreachRules<'a> {
    breaches: &'a Breaches,
    actor: &'a Actor,
}

impl BreachRules<'_> {
    fn name(&self, named: &BreachNamed, members: &Members, now: WallTime) -> Result<(), Refusal> {
        if members.partner(named.responsible).is_none() {
            return Err(Refusal::NothingThere);
        }
        is_in_order([named.when, named.until], now)?;
        let own = self.breaches.breaches().values().filter(|one| one.namer == self.actor.partner && !one.taken_back);
        if own.count() < BREACHES_OPEN_MAX { Ok(()) } else { Err(Refusal::TooManyOpen { limit: BREACHES_OPEN_MAX }) }
    }

    /// Only the hurt partner may park a question.
    fn park(&self, breach: EntryId) -> Result<(), Refusal> {
        if self.breach(breach)?.responsible == self.actor.partner {
            return Err(Refusal::NotYours);
        }
        let open = self.breaches.questions().values().filter(|one| one.breach == breach && one.is_open());
        if open.count() < QUESTIONS_OPEN_MAX { Ok(()) } else { Err(Refusal::TooManyOpen { limit: QUESTIONS_OPEN_MAX }) }
    }

    fn propose_help(&self, question: EntryId) -> Result<(), Refusal> {
        match self.mine_to_answer(question)?.help {
            None | Some((_, HelpAnswer::Declined)) => Ok(()),
            Some((_, HelpAnswer::Open | HelpAnswer::Agreed)) => Err(Refusal::AlreadyDone),
        }
    }

    /// A breach that is not taken back.
    fn breach(&self, id: EntryId) -> Result<&Breach, Refusal> {
        let breach = self.breaches.breaches().get(&id).ok_or(Refusal::NothingThere)?;
        if breach.taken_back { Err(Refusal::AlreadyDone) } else { Ok(breach) }
    }

    fn own_breach(&self, id: EntryId) -> Result<(), Refusal> {
        if self.breach(id)?.namer == self.actor.partner { Ok(()) } else { Err(Refusal::NotYours) }
    }

    fn named_by_the_other(&self, id: EntryId) -> Result<(), Refusal> {
        if self.breach(id)?.namer == self.actor.partner { Err(Refusal::NotYours) } else { Ok(()) }
    }

    /// An answer is to the words that stand now. The same answer again says nothing new.
    fn answer(&self, said: &BreachAnswered) -> Result<(), Refusal> {
        self.named_by_the_other(said.breach)?;
        let breach = self.breach(said.breach)?;
        match said.answer {
            BreachAnswer::TakenBack if breach.answer.is_none() => Err(Refusal::NothingThere),
            BreachAnswer::TakenBack => Ok(()),
            BreachAnswer::Yes | BreachAnswer::NeedsTime if breach.wording() != Some(said.wording) => {
                Err(Refusal::WordsChanged)
            }
            BreachAnswer::Yes | BreachAnswer::NeedsTime if breach.answer_now() == Some(said.answer) => {
                Err(Refusal::AlreadyDone)
            }
            BreachAnswer::Yes | BreachAnswer::NeedsTime => Ok(()),
        }
    }

    /// Checks that the actor is responsible for a breach.
    fn mine(&self, id: EntryId) -> Result<(), Refusal> {
        if self.breach(id)?.responsible == self.actor.partner { Ok(()) } else { Err(Refusal::NotYours) }
    }

    fn question(&self, id: EntryId) -> Result<&Question, Refusal> {
        let question = self.breaches.questions().get(&id).ok_or(Refusal::NothingThere)?;
        if question.taken_back { Err(Refusal::AlreadyDone) } else { Ok(question) }
    }

    fn asked_by_me(&self, id: EntryId) -> Result<&Question, Refusal> {
        let question = self.question(id)?;
        let mine = self.breaches.is_hurt(self.actor.partner, question.breach);
        if mine { Ok(question) } else { Err(Refusal::NotYours) }
    }

    fn mine_to_answer(&self, id: EntryId) -> Result<&Question, Refusal> {
        let question = self.question(id)?;
        self.mine(question.breach)?;
        Ok(question)
    }

    fn open_proposal(&self, proposal: EntryId) -> Result<(), Refusal> {
        let question = self.breaches.proposed_for(proposal).ok_or(Refusal::NothingThere)?;
        match self.asked_by_me(question)?.help {
            Some((current, HelpAnswer::Open)) if current == proposal => Ok(()),
            _ => Err(Refusal::AlreadyDone),
        }
    }
}
