//! The state of promises, folded from the log.
//!
//! Nothing here depends on which of two concurrent answers sorts first: a proposal collects who accepted it and who
//! ended it, and its standing follows from that set.

use std::collections::BTreeMap;

use super::events::{
    AlternativeAccepted, AlternativeDeclined, Countered, Offered, PromiseEvent, ReceiverTold, ReceiverWord,
    SeenDifferently, Terms,
};
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::header::{Said, Signed};
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::text::Words;
use crate::kernel::time::{CivilDate, Moment, WallTime};

/// All proposals and promises of a space, by the entry that proposed them.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Promises {
    proposals: ById<Proposal>,
    /// The promise and date of the occurrence that an entry moved.
    rearranged: ById<(EntryId, CivilDate)>,
}

/// An offer or a counter, with the answers to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// The partner who would do it.
    pub maker: PartnerId,
    /// The partner who proposed these terms.
    pub author: PartnerId,
    /// The terms.
    pub terms: Terms,
    /// The proposal that it counters.
    pub answers: Option<EntryId>,
    /// When it was proposed, by the author's clock.
    pub written: WallTime,
    /// When it was accepted, by the accepting partner's clock.
    pub accepted: Option<WallTime>,
    countered: bool,
    ended_by: BTreeMap<PartnerId, WallTime>,
    pub(super) occurrences: BTreeMap<CivilDate, Occurrence>,
}

/// The standing of a proposal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Standing {
    /// Waits for the answer of the partner who did not propose it.
    Open,
    /// Answered with other terms.
    Countered,
    /// Declined.
    Declined,
    /// Taken back before it was accepted.
    Withdrawn,
    /// A promise.
    Promised,
    /// Was a promise, and its receiver let the maker off.
    LetGo,
    /// Was a promise, and its maker took it back.
    TakenBack,
}

/// How an occurrence went, as its maker tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Kept.
    Kept,
    /// Kept in part.
    PartlyKept,
    /// Missed.
    Missed,
    /// Moved to another time.
    Rearranged {
        /// The time offered instead.
        alternative: Moment,
        /// Whether the maker told it in time.
        notice: NoticeGiven,
    },
}

/// Whether a maker moved an occurrence before it was due, by the maker's civil time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum NoticeGiven {
    /// Before.
    InTime,
    /// After.
    Late,
}

/// The receiver's answer to an alternative.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AlternativeAnswer {
    /// Not answered yet.
    Open,
    /// Accepted.
    Accepted,
    /// Declined.
    Declined,
}

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Occurrence {
    pub(super) told: Option<Said<ToldOutcome>>,
    pub(super) answers: ById<AlternativeAnswer>,
    pub(super) seen_differently: Option<Said<Words>>,
    pub(super) receiver_told: Option<ReceiverWord>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct ToldOutcome {
    pub(super) outcome: Outcome,
    pub(super) note: Option<Words>,
}

impl Occurrence {
    /// Whether a partner said how it went, or how they saw it.
    pub(super) fn is_spoken_of(&self) -> bool {
        self.told.is_some() || self.seen_differently.is_some() || self.receiver_told.is_some()
    }

    pub(super) fn answer(&self, rearranged: EntryId) -> AlternativeAnswer {
        self.answers.get(&rearranged).copied().unwrap_or(AlternativeAnswer::Open)
    }
}

impl Proposal {
    /// Its standing.
    pub fn standing(&self) -> Standing {
        let ended_by_author = self.ended_by.contains_key(&self.author);
        let let_go = self.ended_by.keys().any(|partner| *partner != self.maker);
        match (self.accepted, self.ended_by.is_empty()) {
            (Some(_), true) => Standing::Promised,
            (Some(_), false) if let_go => Standing::LetGo,
            (Some(_), false) => Standing::TakenBack,
            (None, false) if ended_by_author => Standing::Withdrawn,
            (None, false) => Standing::Declined,
            (None, true) if self.countered => Standing::Countered,
            (None, true) => Standing::Open,
        }
    }

    /// The day on which a promise was released, by the calendar of the partner who released it first.
    pub fn ended_on(&self) -> Option<CivilDate> {
        self.ended_by.values().map(|written| written.date()).min()
    }
}

impl Promises {
    /// Every proposal by its entry, promises included.
    pub fn proposals(&self) -> &ById<Proposal> {
        &self.proposals
    }

    /// A proposal by its entry.
    pub fn proposal(&self, id: EntryId) -> Option<&Proposal> {
        self.proposals.get(&id)
    }

    /// The proposals that stand as `standing`.
    pub fn standing(&self, standing: Standing) -> impl Iterator<Item = (EntryId, &Proposal)> {
        self.proposals.iter().filter(move |(_, one)| one.standing() == standing).map(|(id, one)| (*id, one))
    }

    /// The promise and occurrence that an entry moved.
    pub fn moved_by(&self, rearranged: EntryId) -> Option<(EntryId, CivilDate)> {
        self.rearranged.get(&rearranged).copied()
    }

    pub(crate) fn fold(&mut self, signed: Signed<'_>, event: &PromiseEvent) -> Result<(), AnomalyKind> {
        match event {
            PromiseEvent::Offered(Offered { terms }) => self.offer(signed, terms),
            PromiseEvent::Countered(counter) => self.counter(signed, counter),
            PromiseEvent::Accepted(accepted) => {
                let proposal = self.answerable(signed, accepted.offer)?;
                proposal.accepted.get_or_insert(signed.header.written);
                Ok(())
            }
            PromiseEvent::Declined(declined) => {
                self.answerable(signed, declined.offer)?;
                self.end(signed, declined.offer)
            }
            PromiseEvent::Withdrawn(withdrawn) => self.end(signed, withdrawn.offer),
            PromiseEvent::Released(released) => self.end(signed, released.promise),
            PromiseEvent::AlternativeAccepted(AlternativeAccepted { rearranged }) => {
                self.answer_alternative(signed, *rearranged, AlternativeAnswer::Accepted)
            }
            PromiseEvent::AlternativeDeclined(AlternativeDeclined { rearranged }) => {
                self.answer_alternative(signed, *rearranged, AlternativeAnswer::Declined)
            }
            PromiseEvent::SeenDifferently(seen) => self.see_differently(signed, seen),
            PromiseEvent::ReceiverTold(told) => self.take_receivers_word(signed, told),
            PromiseEvent::Kept(said) => self.tell(signed, (said.promise, said.due), Outcome::Kept, &said.note),
            PromiseEvent::PartlyKept(said) => {
                self.tell(signed, (said.promise, said.due), Outcome::PartlyKept, &said.note)
            }
            PromiseEvent::Missed(said) => self.tell(signed, (said.promise, said.due), Outcome::Missed, &said.note),
            PromiseEvent::Rearranged(said) => {
                let notice = self.notice(signed, said.promise, said.due);
                let outcome = Outcome::Rearranged { alternative: said.alternative, notice };
                self.tell(signed, (said.promise, said.due), outcome, &said.note)
            }
        }
    }

    /// Takes in how an occurrence of a promise went, as its maker tells it.
    fn tell(
        &mut self,
        signed: Signed<'_>,
        (promise, due): (EntryId, CivilDate),
        outcome: Outcome,
        note: &Option<Words>,
    ) -> Result<(), AnomalyKind> {
        let proposal = self.promise(promise)?;
        if proposal.maker != signed.author {
            return Err(AnomalyKind::NotTheirs);
        }
        let moves = matches!(outcome, Outcome::Rearranged { .. });
        let told = ToldOutcome { outcome, note: note.clone() };
        say(&mut proposal.occurrences.entry(due).or_default().told, signed, told);
        if moves {
            self.rearranged.insert(signed.header.id, (promise, due));
        }
        Ok(())
    }

    fn notice(&self, signed: Signed<'_>, promise: EntryId, due: CivilDate) -> NoticeGiven {
        let moment = self.proposal(promise).map_or(Moment::on(due), |proposal| proposal.moment(due));
        if moment.is_ahead_at(signed.header.written) { NoticeGiven::InTime } else { NoticeGiven::Late }
    }

    fn offer(&mut self, signed: Signed<'_>, terms: &Terms) -> Result<(), AnomalyKind> {
        self.propose(signed, signed.author, terms, None);
        Ok(())
    }

    fn counter(&mut self, signed: Signed<'_>, counter: &Countered) -> Result<(), AnomalyKind> {
        let answered = self.answerable(signed, counter.offer)?;
        answered.countered = true;
        let maker = answered.maker;
        self.propose(signed, maker, &counter.terms, Some(counter.offer));
        Ok(())
    }

    fn propose(&mut self, signed: Signed<'_>, maker: PartnerId, terms: &Terms, answers: Option<EntryId>) {
        let proposal = Proposal {
            maker,
            author: signed.author,
            terms: terms.clone(),
            answers,
            written: signed.header.written,
            accepted: None,
            countered: false,
            ended_by: BTreeMap::new(),
            occurrences: BTreeMap::new(),
        };
        self.proposals.insert(signed.header.id, proposal);
    }

    /// A proposal of the other partner, which this author may answer.
    fn answerable(&mut self, signed: Signed<'_>, offer: EntryId) -> Result<&mut Proposal, AnomalyKind> {
        let proposal = self.proposals.get_mut(&offer).ok_or(AnomalyKind::NothingThere)?;
        if proposal.author == signed.author { Err(AnomalyKind::NotTheirs) } else { Ok(proposal) }
    }

    fn promise(&mut self, promise: EntryId) -> Result<&mut Proposal, AnomalyKind> {
        let accepted = self.proposals.get_mut(&promise).filter(|proposal| proposal.accepted.is_some());
        accepted.ok_or(AnomalyKind::NothingThere)
    }

    fn end(&mut self, signed: Signed<'_>, offer: EntryId) -> Result<(), AnomalyKind> {
        let proposal = self.proposals.get_mut(&offer).ok_or(AnomalyKind::NothingThere)?;
        proposal.ended_by.entry(signed.author).or_insert(signed.header.written);
        Ok(())
    }

    fn answer_alternative(
        &mut self,
        signed: Signed<'_>,
        rearranged: EntryId,
        answer: AlternativeAnswer,
    ) -> Result<(), AnomalyKind> {
        let (promise, due) = self.moved_by(rearranged).ok_or(AnomalyKind::NothingThere)?;
        let proposal = self.promise(promise)?;
        if proposal.maker == signed.author {
            return Err(AnomalyKind::NotTheirs);
        }
        let answers = &mut proposal.occurrences.entry(due).or_default().answers;
        let known = answers.get_or_insert(rearranged, answer);
        *known = answer.max(*known);
        Ok(())
    }

    fn see_differently(&mut self, signed: Signed<'_>, seen: &SeenDifferently) -> Result<(), AnomalyKind> {
        let occurrence = self.received(signed, seen.promise, seen.due)?;
        say(&mut occurrence.seen_differently, signed, seen.words.clone());
        Ok(())
    }

    fn take_receivers_word(&mut self, signed: Signed<'_>, told: &ReceiverTold) -> Result<(), AnomalyKind> {
        let occurrence = self.received(signed, told.promise, told.due)?;
        occurrence.receiver_told = Some(told.word).filter(|word| *word != ReceiverWord::TakenBack);
        Ok(())
    }

    /// An occurrence that the author of an entry receives.
    fn received(
        &mut self,
        signed: Signed<'_>,
        promise: EntryId,
        due: CivilDate,
    ) -> Result<&mut Occurrence, AnomalyKind> {
        let proposal = self.promise(promise)?;
        if proposal.maker == signed.author {
            return Err(AnomalyKind::NotTheirs);
        }
        Ok(proposal.occurrences.entry(due).or_default())
    }
}

/// Stores the author's newest wording, and marks it if it replaces an earlier one (care 21).
fn say<T>(place: &mut Option<Said<T>>, signed: Signed<'_>, what: T) {
    let edited = place.is_some();
    *place = Some(Said { what, entry: signed.header.id, written: signed.header.written, edited });
}
