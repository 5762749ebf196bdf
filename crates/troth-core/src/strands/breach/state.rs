//! The state of breaches, folded from the log.
//!
//! The roles of a breach decide who may write what: its namer words it, the other partner may see it differently, the
//! hurt partner asks, the responsible partner answers. The fold checks it as `decide` does, so that a changed client
//! gains nothing.

use super::events::{
    BreachAnswer, BreachAnswered, BreachEvent, BreachKind, BreachNamed, BreachReworded, QuestionParked, WantedDetail,
};
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::header::{Said, Signed};
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::text::{Title, Words};
use crate::kernel::time::{CivilDate, WallTime};

/// All breaches and questions of a space.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Breaches {
    breaches: ById<Breach>,
    questions: ById<Question>,
    /// The question of each proposal to answer with a professional.
    proposals: ById<EntryId>,
}

/// A breach, as it reads now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Breach {
    /// The partner who named it.
    pub namer: PartnerId,
    /// The responsible partner.
    pub responsible: PartnerId,
    /// In one line.
    pub title: Title,
    /// In the namer's own words.
    pub words: Option<Words>,
    /// The day, or about the day.
    pub when: Option<CivilDate>,
    /// A day of the last month, if it went on from the month of `when` to another.
    pub until: Option<CivilDate>,
    /// The kind.
    pub kind: BreachKind,
    /// When it was named.
    pub written: WallTime,
    /// Whether it was reworded (care 21).
    pub edited: bool,
    /// The earlier wordings, each with the time of the rewording that replaced it.
    pub earlier: Vec<(WallTime, Title, Option<Words>)>,
    /// Whether its namer took it back.
    pub taken_back: bool,
    /// The entries that worded it, the newest last.
    pub wordings: Vec<EntryId>,
    /// The other partner's view.
    pub otherwise: Option<Said<Words>>,
    /// The other partner's answer, unless they took it back.
    pub answer: Option<GivenAnswer>,
    /// Every time the responsible partner said "complete to my knowledge", in the order of the log.
    pub completed: Vec<Completed>,
}

/// The other partner's answer to a breach.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GivenAnswer {
    /// What they said; never [`BreachAnswer::TakenBack`].
    pub answer: BreachAnswer,
    /// The wording that they said it to.
    pub wording: EntryId,
    /// When they said it.
    pub written: WallTime,
}

/// "Complete to my knowledge", as of a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completed {
    /// When it was said.
    pub written: WallTime,
    /// The author's words, if any.
    pub words: Option<Words>,
}

/// A parked question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// The breach it is about.
    pub breach: EntryId,
    /// The question.
    pub words: Words,
    /// How much the hurt partner wants to know.
    pub detail: WantedDetail,
    /// When it was parked.
    pub written: WallTime,
    /// Whether the hurt partner took it back.
    pub taken_back: bool,
    /// The answer.
    pub answer: Option<Said<Words>>,
    /// The latest proposal to answer with a professional present.
    pub help: Option<(EntryId, HelpAnswer)>,
}

/// The hurt partner's answer to such a proposal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum HelpAnswer {
    /// Not answered yet.
    Open,
    /// Yes.
    Agreed,
    /// A written answer is wanted instead. It wins over a concurrent "yes".
    Declined,
}

impl Question {
    /// Whether the question still waits for an answer.
    pub fn is_open(&self) -> bool {
        !self.taken_back && self.answer.is_none()
    }
}

impl Breaches {
    /// All breaches, by the entry that named each.
    pub fn breaches(&self) -> &ById<Breach> {
        &self.breaches
    }

    /// All questions, by the entry that parked each.
    pub fn questions(&self) -> &ById<Question> {
        &self.questions
    }

    /// The question that a proposal is about.
    pub fn proposed_for(&self, proposal: EntryId) -> Option<EntryId> {
        self.proposals.get(&proposal).copied()
    }

    /// Whether a partner is the hurt partner of a breach.
    pub(crate) fn is_hurt(&self, partner: PartnerId, breach: EntryId) -> bool {
        self.breaches.get(&breach).is_some_and(|breach| breach.responsible != partner)
    }

    pub(crate) fn fold(&mut self, signed: Signed<'_>, event: &BreachEvent) -> Result<(), AnomalyKind> {
        match event {
            BreachEvent::BreachNamed(named) => self.name(signed, named),
            BreachEvent::BreachReworded(said) => self.by_namer(signed, said.breach)?.reword(signed, said),
            BreachEvent::BreachTakenBack(it) => self.by_namer(signed, it.breach)?.taken_back = true,
            BreachEvent::BreachSeenOtherwise(it) => {
                let breach = self.breaches.get_mut(&it.breach).ok_or(AnomalyKind::NothingThere)?;
                if breach.namer == signed.author {
                    return Err(AnomalyKind::NotTheirs);
                }
                breach.otherwise = Some(said(signed, &it.words, breach.otherwise.is_some()));
                // Another view takes the place of an earlier yes, and of the wish for time.
                breach.answer = None;
            }
            BreachEvent::BreachAnswered(it) => self.answer(signed, it)?,
            BreachEvent::QuestionParked(parked) => self.park(signed, parked)?,
            BreachEvent::QuestionDetailed(it) => self.by_hurt(signed, it.question)?.detail = it.detail,
            BreachEvent::QuestionTakenBack(it) => self.by_hurt(signed, it.question)?.taken_back = true,
            BreachEvent::QuestionAnswered(it) => {
                let question = self.by_responsible(signed, it.question)?;
                question.answer = Some(said(signed, &it.words, question.answer.is_some()));
            }
            BreachEvent::HelpProposed(it) => {
                self.by_responsible(signed, it.question)?.help = Some((signed.header.id, HelpAnswer::Open));
                self.proposals.insert(signed.header.id, it.question);
            }
            BreachEvent::HelpAgreed(it) => self.answer_help(signed, it.proposal, HelpAnswer::Agreed)?,
            BreachEvent::HelpDeclined(it) => self.answer_help(signed, it.proposal, HelpAnswer::Declined)?,
            BreachEvent::CompleteSaid(it) => {
                let breach = self.breaches.get_mut(&it.breach).ok_or(AnomalyKind::NothingThere)?;
                if breach.responsible != signed.author {
                    return Err(AnomalyKind::NotTheirs);
                }
                breach.completed.push(Completed { written: signed.header.written, words: it.words.clone() });
            }
        }
        Ok(())
    }

    fn name(&mut self, signed: Signed<'_>, named: &BreachNamed) {
        let breach = Breach {
            namer: signed.author,
            responsible: named.responsible,
            title: named.title.clone(),
            words: named.words.clone(),
            when: named.when,
            until: named.until,
            kind: named.kind,
            written: signed.header.written,
            edited: false,
            earlier: Vec::new(),
            taken_back: false,
            wordings: vec![signed.header.id],
            otherwise: None,
            answer: None,
            completed: Vec::new(),
        };
        self.breaches.insert(signed.header.id, breach);
    }

    fn by_namer(&mut self, signed: Signed<'_>, id: EntryId) -> Result<&mut Breach, AnomalyKind> {
        let breach = self.breaches.get_mut(&id).ok_or(AnomalyKind::NothingThere)?;
        if breach.namer == signed.author { Ok(breach) } else { Err(AnomalyKind::NotTheirs) }
    }

    fn answer(&mut self, signed: Signed<'_>, it: &BreachAnswered) -> Result<(), AnomalyKind> {
        let breach = self.breaches.get_mut(&it.breach).ok_or(AnomalyKind::NothingThere)?;
        if breach.namer == signed.author {
            return Err(AnomalyKind::NotTheirs);
        }
        if !breach.wordings.contains(&it.wording) {
            return Err(AnomalyKind::NothingThere);
        }
        let given = GivenAnswer { answer: it.answer, wording: it.wording, written: signed.header.written };
        breach.answer = match it.answer {
            BreachAnswer::Yes | BreachAnswer::NeedsTime => Some(given),
            BreachAnswer::TakenBack => None,
        };
        Ok(())
    }

    fn park(&mut self, signed: Signed<'_>, parked: &QuestionParked) -> Result<(), AnomalyKind> {
        if !self.breaches.contains_key(&parked.breach) {
            return Err(AnomalyKind::NothingThere);
        }
        if !self.is_hurt(signed.author, parked.breach) {
            return Err(AnomalyKind::NotTheirs);
        }
        let question = Question {
            breach: parked.breach,
            words: parked.words.clone(),
            detail: parked.detail,
            written: signed.header.written,
            taken_back: false,
            answer: None,
            help: None,
        };
        self.questions.insert(signed.header.id, question);
        Ok(())
    }

    fn by_hurt(&mut self, signed: Signed<'_>, id: EntryId) -> Result<&mut Question, AnomalyKind> {
        let breach = self.questions.get(&id).ok_or(AnomalyKind::NothingThere)?.breach;
        if !self.is_hurt(signed.author, breach) {
            return Err(AnomalyKind::NotTheirs);
        }
        self.questions.get_mut(&id).ok_or(AnomalyKind::NothingThere)
    }

    fn by_responsible(&mut self, signed: Signed<'_>, id: EntryId) -> Result<&mut Question, AnomalyKind> {
        let breach = self.questions.get(&id).ok_or(AnomalyKind::NothingThere)?.breach;
        if self.is_hurt(signed.author, breach) {
            return Err(AnomalyKind::NotTheirs);
        }
        self.questions.get_mut(&id).ok_or(AnomalyKind::NothingThere)
    }

    fn answer_help(&mut self, signed: Signed<'_>, proposal: EntryId, answer: HelpAnswer) -> Result<(), AnomalyKind> {
        let question = *self.proposals.get(&proposal).ok_or(AnomalyKind::NothingThere)?;
        let question = self.by_hurt(signed, question)?;
        match &mut question.help {
            Some((current, standing)) if *current == proposal => {
                *standing = answer.max(*standing);
                Ok(())
            }
            _ => Err(AnomalyKind::AlreadySettled),
        }
    }
}

impl Breach {
    /// The entry with the present words. An answer names it.
    pub fn wording(&self) -> Option<EntryId> {
        self.wordings.last().copied()
    }

    /// The other partner's answer to the present words: a yes to earlier words says nothing about these (care 21).
    pub fn answer_now(&self) -> Option<BreachAnswer> {
        self.answer.filter(|given| Some(given.wording) == self.wording()).map(|given| given.answer)
    }

    /// Whether the other partner sees it differently, and said no yes since.
    pub fn is_seen_otherwise(&self) -> bool {
        self.otherwise.is_some() && self.answer_now() != Some(BreachAnswer::Yes)
    }

    fn reword(&mut self, signed: Signed<'_>, said: &BreachReworded) {
        self.earlier.push((signed.header.written, self.title.clone(), self.words.clone()));
        self.wordings.push(signed.header.id);
        self.title = said.title.clone();
        self.words = said.words.clone();
        self.when = said.when;
        self.until = said.until;
        self.kind = said.kind.unwrap_or(self.kind);
        self.edited = true;
    }
}

fn said(signed: Signed<'_>, words: &Words, edited: bool) -> Said<Words> {
    Said { what: words.clone(), entry: signed.header.id, written: signed.header.written, edited }
}
