//! What a partner may do about promises.

use super::events::{
    Accepted, AlternativeAccepted, AlternativeDeclined, Countered, Declined, Due, Kept, Missed, Offered, PartlyKept,
    PromiseEvent, Rearranged, ReceiverTold, ReceiverWord, Released, SeenDifferently, Terms, Withdrawn,
};
use super::occurrence::Happened;
use super::state::{AlternativeAnswer, Promises, Proposal, Standing};
use crate::kernel::header::Actor;
use crate::kernel::ids::EntryId;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::{Words, plain};
use crate::kernel::time::{CivilDate, Moment, WallTime};
use crate::strands::membership::Members;

/// The most proposals of one partner that may wait for an answer. More would be pressure, not an offer.
pub const OPEN_OFFERS_MAX: usize = 10;

/// Days for which a declined promise cannot be offered again. The other partner could have countered it, and a "no"
/// that has to be repeated is no free answer.
pub const DECLINED_RESTS_DAYS: u32 = 3;

/// What a partner wants to do about promises.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PromiseCommand {
    /// Offer to do something.
    Offer(Terms),
    /// Accept exactly this proposal of the other partner.
    Accept(EntryId),
    /// Answer a proposal of the other partner with other terms.
    Counter {
        /// The proposal.
        offer: EntryId,
        /// The other terms.
        terms: Terms,
    },
    /// Decline a proposal of the other partner.
    Decline(EntryId),
    /// Take an own proposal back.
    Withdraw(EntryId),
    /// Release a promise: as its receiver let the maker off, as its maker take it back.
    Release(EntryId),
    /// Tell how an occurrence of an own promise went, or tell it again.
    Tell {
        /// The promise.
        promise: EntryId,
        /// The occurrence, by the date it falls due.
        due: CivilDate,
        /// How it went.
        telling: Telling,
        /// The maker's words, if any.
        note: Option<Words>,
    },
    /// Accept the alternative of that entry.
    AcceptAlternative(EntryId),
    /// Decline the alternative of that entry.
    DeclineAlternative(EntryId),
    /// Say, as the receiver, "I saw it differently" of an occurrence.
    SeeDifferently {
        /// The promise.
        promise: EntryId,
        /// The occurrence, by the date it fell due.
        due: CivilDate,
        /// How the receiver saw it.
        words: Words,
    },
    /// Say, as the receiver, what one knows of an occurrence.
    TellAsReceiver {
        /// The promise.
        promise: EntryId,
        /// The occurrence, by the date it fell due.
        due: CivilDate,
        /// What they say.
        word: ReceiverWord,
    },
}

/// What a maker tells about an occurrence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Telling {
    /// Kept.
    Kept,
    /// Kept in part.
    PartlyKept,
    /// Missed.
    Missed,
    /// Moved to another time. Only before it is due.
    Rearrange {
        /// The time offered instead.
        alternative: Moment,
    },
}

pub(crate) fn decide(
    promises: &Promises,
    members: &Members,
    actor: &Actor,
    now: WallTime,
    command: PromiseCommand,
) -> Result<Vec<PromiseEvent>, Refusal> {
    let rules = PromiseRules { promises, members, actor, now };
    let event = match command {
        PromiseCommand::Offer(terms) => rules.offer(terms),
        PromiseCommand::Accept(offer) => {
            rules.open_to_answer(offer)?;
            Ok(PromiseEvent::Accepted(Accepted { offer }))
        }
        PromiseCommand::Counter { offer, terms } => {
            rules.open_to_answer(offer)?;
            rules.not_past(&terms)?;
            Ok(PromiseEvent::Countered(Countered { offer, terms }))
        }
        PromiseCommand::Decline(offer) => {
            rules.open_to_answer(offer)?;
            Ok(PromiseEvent::Declined(Declined { offer }))
        }
        PromiseCommand::Withdraw(offer) => rules.withdraw(offer),
        PromiseCommand::Release(promise) => {
            rules.standing(promise, Standing::Promised)?;
            Ok(PromiseEvent::Released(Released { promise }))
        }
        PromiseCommand::Tell { promise, due, telling, note } => rules.tell(promise, due, telling, note),
        PromiseCommand::AcceptAlternative(rearranged) => {
            rules.open_alternative(rearranged)?;
            Ok(PromiseEvent::AlternativeAccepted(AlternativeAccepted { rearranged }))
        }
        PromiseCommand::DeclineAlternative(rearranged) => {
            rules.open_alternative(rearranged)?;
            Ok(PromiseEvent::AlternativeDeclined(AlternativeDeclined { rearranged }))
        }
        PromiseCommand::SeeDifferently { promise, due, words } => rules.see_differently(promise, due, words),
        PromiseCommand::TellAsReceiver { promise, due, word } => rules.tell_as_receiver(promise, due, word),
    };
    Ok(vec![event?])
}

/// The rules for one partner's commands.
struct PromiseRules<'a> {
    promises: &'a Promises,
    members: &'a Members,
    actor: &'a Actor,
    now: WallTime,
}

impl<'a> PromiseRules<'a> {
    fn offer(&self, terms: Terms) -> Result<PromiseEvent, Refusal> {
        self.not_past(&terms)?;
        let open = self.promises.standing(Standing::Open);
        if open.filter(|(_, one)| one.author == self.actor.partner).count() >= OPEN_OFFERS_MAX {
            return Err(Refusal::TooManyOffers { limit: OPEN_OFFERS_MAX });
        }
        if let Some(from) = self.declined_until(&terms).filter(|from| self.now.date() < *from) {
            return Err(Refusal::Declined { from });
        }
        Ok(PromiseEvent::Offered(Offered { terms }))
    }

    /// The day from which the same deed can be offered again, whenever it would fall due.
    fn declined_until(&self, terms: &Terms) -> Option<CivilDate> {
        let deed = plain(terms.deed.as_str());
        let declined = self.promises.standing(Standing::Declined).map(|(_, one)| one);
        let mine = declined.filter(|one| one.author == self.actor.partner && one.maker == self.actor.partner);
        let same = mine.filter(|one| plain(one.terms.deed.as_str()) == deed);
        same.filter_map(Proposal::ended_on).max().map(|declined| declined.plus_days(DECLINED_RESTS_DAYS))
    }

    fn withdraw(&self, offer: EntryId) -> Result<PromiseEvent, Refusal> {
        let proposal = self.proposal(offer)?;
        if proposal.author != self.actor.partner {
            return Err(Refusal::NotYours);
        }
        match proposal.standing() {
            Standing::Open | Standing::Countered => Ok(PromiseEvent::Withdrawn(Withdrawn { offer })),
            Standing::Declined | Standing::Withdrawn | Standing::Promised | Standing::LetGo | Standing::TakenBack => {
                Err(Refusal::AlreadyDone)
            }
        }
    }

    fn tell(
        &self,
        promise: EntryId,
        due: CivilDate,
        telling: Telling,
        note: Option<Words>,
    ) -> Result<PromiseEvent, Refusal> {
        let proposal = self.own_promise(promise)?;
        let at = self.due(proposal, due)?;
        match telling {
            Telling::Rearrange { alternative } => self.rearrange(promise, proposal, at, alternative, note),
            Telling::Kept if matches!(proposal.terms.due, Due::Once { .. }) => {
                Ok(PromiseEvent::Kept(Kept { promise, due, note }))
            }
            _ if due > self.now.date() => Err(Refusal::NotDueYet),
            Telling::Kept => Ok(PromiseEvent::Kept(Kept { promise, due, note })),
            Telling::PartlyKept => Ok(PromiseEvent::PartlyKept(PartlyKept { promise, due, note })),
            Telling::Missed => Ok(PromiseEvent::Missed(Missed { promise, due, note })),
        }
    }

    fn rearrange(
        &self,
        promise: EntryId,
        proposal: &Proposal,
        at: Moment,
        alternative: Moment,
        note: Option<Words>,
    ) -> Result<PromiseEvent, Refusal> {
        if !at.is_ahead_at(self.now) {
            return Err(Refusal::TooLateToRearrange);
        }
        if !alternative.is_ahead_at(self.now) {
            return Err(Refusal::InThePast);
        }
        if proposal.due_between(alternative.date, alternative.date).contains_key(&alternative.date) {
            return Err(Refusal::AlreadyDueThen);
        }
        Ok(PromiseEvent::Rearranged(Rearranged { promise, due: at.date, alternative, note }))
    }

    fn see_differently(&self, promise: EntryId, due: CivilDate, words: Words) -> Result<PromiseEvent, Refusal> {
        let proposal = self.proposal(promise)?;
        if proposal.maker == self.actor.partner {
            return Err(Refusal::NotYours);
        }
        let occurrence = self.promises.occurrence(promise, due, self.members, self.now);
        let told = occurrence.and_then(|occurrence| occurrence.told_in);
        told.ok_or(Refusal::NothingThere)?;
        Ok(PromiseEvent::SeenDifferently(SeenDifferently { promise, due, words }))
    }

    /// Beside the maker's empty place from the next day on (care 56); beside "kept" only "I saw that too".
    fn tell_as_receiver(&self, promise: EntryId, due: CivilDate, word: ReceiverWord) -> Result<PromiseEvent, Refusal> {
        if self.proposal(promise)?.maker == self.actor.partner {
            return Err(Refusal::NotYours);
        }
        let occurrence = self.promises.occurrence(promise, due, self.members, self.now).ok_or(Refusal::NotDueThen)?;
        if occurrence.receiver_told == Some(word) {
            return Err(Refusal::AlreadyDone);
        }
        if word == ReceiverWord::TakenBack {
            occurrence.receiver_told.ok_or(Refusal::NothingThere)?;
        } else {
            occurrence.takes_word(word, self.now.date())?;
        }
        Ok(PromiseEvent::ReceiverTold(ReceiverTold { promise, due, word }))
    }

    fn proposal(&self, id: EntryId) -> Result<&'a Proposal, Refusal> {
        self.promises.proposal(id).ok_or(Refusal::NothingThere)
    }

    fn standing(&self, id: EntryId, standing: Standing) -> Result<&'a Proposal, Refusal> {
        let proposal = self.proposal(id)?;
        if proposal.standing() == standing { Ok(proposal) } else { Err(Refusal::AlreadyDone) }
    }

    fn open_to_answer(&self, offer: EntryId) -> Result<(), Refusal> {
        let proposal = self.standing(offer, Standing::Open)?;
        if proposal.author == self.actor.partner { Err(Refusal::NotYours) } else { Ok(()) }
    }

    fn own_promise(&self, promise: EntryId) -> Result<&'a Proposal, Refusal> {
        let proposal = self.proposal(promise)?;
        if proposal.maker != self.actor.partner {
            return Err(Refusal::NotYours);
        }
        if proposal.accepted.is_some() { Ok(proposal) } else { Err(Refusal::NothingThere) }
    }

    fn due(&self, proposal: &Proposal, date: CivilDate) -> Result<Moment, Refusal> {
        let due = proposal.due_between(date, date).remove(&date);
        due.map(|(at, _)| at).ok_or(Refusal::NotDueThen)
    }

    fn not_past(&self, terms: &Terms) -> Result<(), Refusal> {
        match terms.due {
            Due::Once { at } if !at.is_ahead_at(self.now) => Err(Refusal::InThePast),
            Due::Once { .. } | Due::Repeating { .. } => Ok(()),
        }
    }

    fn open_alternative(&self, rearranged: EntryId) -> Result<(), Refusal> {
        let promises = self.promises;
        let (promise, due) = promises.moved_by(rearranged).ok_or(Refusal::NothingThere)?;
        if self.proposal(promise)?.maker == self.actor.partner {
            return Err(Refusal::NotYours);
        }
        let view = promises.occurrence(promise, due, self.members, self.now).ok_or(Refusal::NothingThere)?;
        match view.happened {
            Happened::Rearranged { answer: AlternativeAnswer::Open, .. } if view.told_in == Some(rearranged) => Ok(()),
            _ => Err(Refusal::AlreadyDone),
        }
    }
}
