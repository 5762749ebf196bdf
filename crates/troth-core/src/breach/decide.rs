//! What a partner may do about breaches.

use super::events::{
    BreachEvent, BreachNamed, BreachReworded, BreachSeenOtherwise, BreachTakenBack, CompleteSaid, HelpAgreed,
    HelpDeclined, HelpProposed, QuestionAnswered, QuestionDetailed, QuestionParked, QuestionTakenBack, WantedDetail,
};
use super::state::{Breach, HelpAnswer, Question};
use crate::decide::Refusal;
use crate::entry::Actor;
use crate::event::Draft;
use crate::fold::{SharedState, State};
use crate::ids::EntryId;
use crate::text::Words;
use crate::time::WallTime;

/// Breaches that one partner may have named and not taken back. A longer list is an indictment, not a beginning.
pub const BREACHES_OPEN_MAX: usize = 30;
/// Questions about one breach that may wait. More at a time are no longer questions but an interrogation.
pub const QUESTIONS_OPEN_MAX: usize = 20;

/// What a partner wants to do about breaches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BreachCommand {
    /// Name what happened.
    Name(BreachNamed),
    /// Put one's own naming in other words.
    Reword(BreachReworded),
    /// Take one's own naming back.
    TakeBack(EntryId),
    /// Say how one sees what the other named.
    SeeOtherwise {
        /// The breach.
        breach: EntryId,
        /// In own words.
        words: Words,
    },
    /// Park a question as the hurt partner.
    Park(QuestionParked),
    /// Want another amount of detail.
    WantDetail {
        /// The question.
        question: EntryId,
        /// How much.
        detail: WantedDetail,
    },
    /// Take a question back.
    TakeQuestionBack(EntryId),
    /// Answer as the responsible partner.
    Answer {
        /// The question.
        question: EntryId,
        /// The answer.
        words: Words,
    },
    /// Wish to answer with a professional present.
    ProposeHelp(EntryId),
    /// Agree to that.
    AgreeHelp(EntryId),
    /// Rather have it written.
    DeclineHelp(EntryId),
    /// Say "complete to my knowledge".
    SayComplete {
        /// The breach.
        breach: EntryId,
        /// What belongs to it, if anything.
        words: Option<Words>,
    },
}

pub(crate) fn decide(
    state: &State<'_>,
    actor: &Actor,
    now: WallTime,
    command: BreachCommand,
) -> Result<Vec<Draft>, Refusal> {
    let desk = Desk { shared: state.linked()?, actor, now };
    let event = match command {
        BreachCommand::Name(named) => desk.name(named)?,
        BreachCommand::Reword(said) => {
            desk.own_breach(said.breach)?;
            BreachEvent::BreachReworded(said)
        }
        BreachCommand::TakeBack(breach) => {
            desk.own_breach(breach)?;
            BreachEvent::BreachTakenBack(BreachTakenBack { breach })
        }
        BreachCommand::SeeOtherwise { breach, words } => {
            if desk.breach(breach)?.namer == actor.partner {
                return Err(Refusal::NotYours);
            }
            BreachEvent::BreachSeenOtherwise(BreachSeenOtherwise { breach, words })
        }
        BreachCommand::Park(parked) => desk.park(parked)?,
        BreachCommand::WantDetail { question, detail } => {
            desk.asked_by_me(question)?;
            BreachEvent::QuestionDetailed(QuestionDetailed { question, detail })
        }
        BreachCommand::TakeQuestionBack(question) => {
            desk.asked_by_me(question)?;
            BreachEvent::QuestionTakenBack(QuestionTakenBack { question })
        }
        BreachCommand::Answer { question, words } => {
            desk.mine_to_answer(question)?;
            BreachEvent::QuestionAnswered(QuestionAnswered { question, words })
        }
        BreachCommand::ProposeHelp(question) => {
            if desk.mine_to_answer(question)?.help.is_some_and(|(_, answer)| answer != HelpAnswer::Declined) {
                return Err(Refusal::AlreadyDone);
            }
            BreachEvent::HelpProposed(HelpProposed { question })
        }
        BreachCommand::AgreeHelp(proposal) => {
            desk.open_proposal(proposal)?;
            BreachEvent::HelpAgreed(HelpAgreed { proposal })
        }
        BreachCommand::DeclineHelp(proposal) => {
            desk.open_proposal(proposal)?;
            BreachEvent::HelpDeclined(HelpDeclined { proposal })
        }
        BreachCommand::SayComplete { breach, words } => {
            if desk.breach(breach)?.responsible != actor.partner {
                return Err(Refusal::NotYours);
            }
            BreachEvent::CompleteSaid(CompleteSaid { breach, words })
        }
    };
    Ok(vec![Draft::shared(event)])
}

/// What a decision looks at.
struct Desk<'a> {
    shared: &'a SharedState,
    actor: &'a Actor,
    now: WallTime,
}

impl Desk<'_> {
    fn name(&self, named: BreachNamed) -> Result<BreachEvent, Refusal> {
        if self.shared.members.partner(named.responsible).is_none() {
            return Err(Refusal::NothingThere);
        }
        if named.when.is_some_and(|day| day > self.now.date()) {
            return Err(Refusal::NotDueYet);
        }
        let breaches = self.shared.breaches.breaches().values();
        let own = breaches.filter(|one| one.namer == self.actor.partner && !one.taken_back);
        if own.count() >= BREACHES_OPEN_MAX {
            return Err(Refusal::TooManyOpen { limit: BREACHES_OPEN_MAX });
        }
        Ok(BreachEvent::BreachNamed(named))
    }

    fn park(&self, parked: QuestionParked) -> Result<BreachEvent, Refusal> {
        if self.breach(parked.breach)?.responsible == self.actor.partner {
            return Err(Refusal::NotYours);
        }
        let questions = self.shared.breaches.questions().values();
        let open = questions.filter(|one| one.breach == parked.breach && one.is_open());
        if open.count() >= QUESTIONS_OPEN_MAX {
            return Err(Refusal::TooManyOpen { limit: QUESTIONS_OPEN_MAX });
        }
        Ok(BreachEvent::QuestionParked(parked))
    }

    /// A breach that still stands.
    fn breach(&self, id: EntryId) -> Result<&Breach, Refusal> {
        let breach = self.shared.breaches.breaches().get(&id).ok_or(Refusal::NothingThere)?;
        if breach.taken_back { Err(Refusal::AlreadyDone) } else { Ok(breach) }
    }

    fn own_breach(&self, id: EntryId) -> Result<&Breach, Refusal> {
        let breach = self.breach(id)?;
        if breach.namer == self.actor.partner { Ok(breach) } else { Err(Refusal::NotYours) }
    }

    fn question(&self, id: EntryId) -> Result<&Question, Refusal> {
        let question = self.shared.breaches.questions().get(&id).ok_or(Refusal::NothingThere)?;
        if question.taken_back { Err(Refusal::AlreadyDone) } else { Ok(question) }
    }

    fn asked_by_me(&self, id: EntryId) -> Result<&Question, Refusal> {
        let question = self.question(id)?;
        let mine = self.shared.breaches.is_hurt(self.actor.partner, question.breach);
        if mine { Ok(question) } else { Err(Refusal::NotYours) }
    }

    fn mine_to_answer(&self, id: EntryId) -> Result<&Question, Refusal> {
        let question = self.question(id)?;
        let mine = self.breach(question.breach)?.responsible == self.actor.partner;
        if mine { Ok(question) } else { Err(Refusal::NotYours) }
    }

    fn open_proposal(&self, proposal: EntryId) -> Result<(), Refusal> {
        let question = self.shared.breaches.proposed_for(proposal).ok_or(Refusal::NothingThere)?;
        match self.asked_by_me(question)?.help {
            Some((current, HelpAnswer::Open)) if current == proposal => Ok(()),
            _ => Err(Refusal::AlreadyDone),
        }
    }
}
