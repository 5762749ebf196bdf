//! Occurrences: each time that a promise falls due, and how it went.

use std::collections::BTreeMap;

use super::events::{Due, ReceiverWord};
use super::state::{AlternativeAnswer, NoticeGiven, Occurrence, Outcome, Promises, Proposal, Standing};
use crate::kernel::header::{Actor, Said};
use crate::kernel::ids::EntryId;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Words;
use crate::kernel::time::{CivilDate, Moment, WallTime};
use crate::strands::membership::Members;

/// The most occurrences of one promise that a query returns: more than a year of days.
pub const OCCURRENCES_MAX: usize = 400;
/// Open promises beyond which the screen gives advice. `decide` refuses nothing because of it.
pub const OPEN_PROMISES_ADVISED: usize = 5;
/// Days that the estimate of follow-through looks back. An outcome older than two years would weigh less than 1/4,000.
pub const FOLLOW_THROUGH_DAYS: u32 = 730;

/// What is known about an occurrence. It is never called missed unless its maker says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Happened {
    /// Not due yet.
    Ahead,
    /// Due, and still in time.
    DueNow,
    /// Was due, and its outcome is not told yet.
    NoWordYet,
    /// Was due in a rest, and its outcome is not told.
    Rested,
    /// Kept.
    Kept,
    /// Kept in part.
    PartlyKept,
    /// Missed, as its maker says.
    Missed,
    /// Moved to another time.
    Rearranged {
        /// The time offered instead.
        alternative: Moment,
        /// The receiver's answer.
        answer: AlternativeAnswer,
        /// Whether the maker told it in time.
        notice: NoticeGiven,
    },
}

impl Happened {
    /// Whether the maker offered another time that the receiver has not answered.
    pub fn awaits_answer(self) -> bool {
        matches!(self, Self::Rearranged { answer: AlternativeAnswer::Open, .. })
    }
}

/// An occurrence, as both partners see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OccurrenceStatus {
    /// The promise.
    pub promise: EntryId,
    /// When it is due.
    pub due: Moment,
    /// The date it was moved from.
    pub moved_from: Option<CivilDate>,
    /// What is known about it.
    pub happened: Happened,
    /// The entry in which its maker told the outcome. An answer to an alternative names it.
    pub told_in: Option<EntryId>,
    /// The maker's note.
    pub note: Option<Words>,
    /// Whether the maker had told another outcome before (care 21).
    pub edited: bool,
    /// How the receiver saw it.
    pub seen_differently: Option<Said<Words>>,
    /// What the receiver says of it, beside the maker's word; never [`ReceiverWord::TakenBack`].
    pub receiver_told: Option<ReceiverWord>,
}

impl OccurrenceStatus {
    /// Whether the two tell it differently. Nobody decides between them, and the maker's own estimate leaves it out.
    pub fn is_disputed(&self) -> bool {
        let maker_did = matches!(self.happened, Happened::Kept | Happened::PartlyKept);
        self.seen_differently.is_some() || (maker_did && self.receiver_told == Some(ReceiverWord::DidNot))
    }

    /// Whether the receiver may say this word on that day.
    ///
    /// # Errors
    ///
    /// [`Refusal::NotDueYet`] before the next day has come, and [`Refusal::AlreadyDone`] where the maker's word leaves
    /// no place for this one: against "kept" there are words of one's own, and beside "missed" nothing is to be added.
    pub fn takes_word(&self, word: ReceiverWord, today: CivilDate) -> Result<(), Refusal> {
        match self.happened {
            Happened::Ahead | Happened::DueNow => Err(Refusal::NotDueYet),
            Happened::NoWordYet if self.due.date >= today => Err(Refusal::NotDueYet),
            Happened::NoWordYet => Ok(()),
            Happened::Kept | Happened::PartlyKept if word == ReceiverWord::Happened => Ok(()),
            Happened::Kept | Happened::PartlyKept => Err(Refusal::AlreadyDone),
            Happened::Rested | Happened::Missed | Happened::Rearranged { .. } => Err(Refusal::AlreadyDone),
        }
    }
}

/// The data for a maker's estimate of their own follow-through. Only the maker sees it (care 15, 28).
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct FollowThroughFacts {
    /// The told outcomes, in no order.
    pub outcomes: Vec<Told>,
    /// The number of occurrences that are left out because the receiver saw them differently.
    pub disputed: u32,
}

/// A told occurrence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Told {
    /// Days since it was due.
    pub age_days: u32,
    /// Its credit.
    pub credit: Credit,
}

/// The weight of an occurrence in the maker's own estimate.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Credit {
    /// Missed, or moved only after it was due.
    None,
    /// Kept in part.
    Half,
    /// Kept, or moved in time with an alternative (care 29).
    Full,
}

impl Proposal {
    /// The moment of the occurrence on `date`, with the time of day of the terms.
    pub(super) fn moment(&self, date: CivilDate) -> Moment {
        match self.terms.due {
            Due::Once { at } if at.date == date => at,
            Due::Repeating { starts, rule, time } if rule.falls_on(starts, date) => Moment { date, time },
            // Looked for last: it takes a walk over every occurrence.
            _ => {
                let moved = self.moved().find(|(_, alternative)| alternative.date == date);
                moved.map_or(Moment::on(date), |(_, alternative)| alternative)
            }
        }
    }

    /// The dates and times of occurrences between `from` and `to`, and for moved ones their original date.
    ///
    /// An occurrence that a partner has spoken of stays, even if the promise is dated to begin after it or end before.
    pub(super) fn due_between(
        &self,
        from: CivilDate,
        to: CivilDate,
    ) -> BTreeMap<CivilDate, (Moment, Option<CivilDate>)> {
        let end = self.ended_on().map_or(to, |ended| to.min(ended));
        let moved = self.moved().filter(|(_, at)| (from..=to).contains(&at.date));
        let moved = moved.filter(|(_, at)| at.date <= end || self.is_spoken_of(at.date));
        let mut due: BTreeMap<_, _> = moved.map(|(date, at)| (at.date, (at, Some(date)))).collect();
        due.extend(self.regular_between(from, end).into_iter().map(|at| (at.date, (at, None))));
        let between = (from <= to).then(|| self.occurrences.range(from..=to));
        for (date, _) in between.into_iter().flatten().filter(|(_, one)| one.is_spoken_of()) {
            due.entry(*date).or_insert_with(|| (self.moment(*date), None));
        }
        due
    }

    /// What [`Self::due_between`] says of one date alone, without lists of it.
    fn due_on(&self, date: CivilDate) -> Option<(Moment, Option<CivilDate>)> {
        let end = self.ended_on().map_or(date, |ended| date.min(ended));
        if let Some(at) = self.regular_between(date, end).pop() {
            return Some((at, None));
        }
        let moved = self.moved().filter(|(_, at)| at.date == date).last();
        let moved = moved.filter(|_| date <= end || self.is_spoken_of(date));
        let moved = moved.map(|(original, at)| (at, Some(original)));
        moved.or_else(|| self.is_spoken_of(date).then(|| (self.moment(date), None)))
    }

    /// What was said of the occurrence on a date; of most that lie ahead, nothing.
    fn occurrence_on(&self, date: CivilDate) -> Occurrence {
        self.occurrences.get(&date).map_or_else(Occurrence::default, Occurrence::clone)
    }

    fn is_spoken_of(&self, date: CivilDate) -> bool {
        self.occurrences.get(&date).is_some_and(Occurrence::is_spoken_of)
    }

    fn regular_between(&self, from: CivilDate, to: CivilDate) -> Vec<Moment> {
        match self.terms.due {
            Due::Once { at } => Vec::from_iter((from..=to).contains(&at.date).then_some(at)),
            Due::Repeating { starts, rule, time } => {
                // A proposal that waits for an answer counts from the day on which it was made.
                let promised = self.accepted.unwrap_or(self.written).date();
                let dates = rule.dates(starts, from.max(promised), to, OCCURRENCES_MAX);
                dates.into_iter().map(|date| Moment { date, time }).collect()
            }
        }
    }

    /// Occurrences that were moved to a time which the receiver has not declined: original date and alternative.
    fn moved(&self) -> impl Iterator<Item = (CivilDate, Moment)> {
        self.occurrences.iter().filter_map(|(date, occurrence)| {
            let told = occurrence.told.as_ref()?;
            match told.what.outcome {
                Outcome::Rearranged { alternative, .. }
                    if alternative.date != *date && occurrence.answer(told.entry) != AlternativeAnswer::Declined =>
                {
                    Some((*date, alternative))
                }
                _ => None,
            }
        })
    }
}

impl Promises {
    /// The occurrences of a promise from `from` to `to`, in order, at most [`OCCURRENCES_MAX`].
    pub fn occurrences(
        &self,
        promise: EntryId,
        [from, to]: [CivilDate; 2],
        members: &Members,
        now: WallTime,
    ) -> Vec<OccurrenceStatus> {
        let Some(proposal) = self.proposal(promise).filter(|proposal| proposal.accepted.is_some()) else {
            return Vec::new();
        };
        let due = proposal.due_between(from, to).into_values().take(OCCURRENCES_MAX);
        due.map(|due| view(promise, due, proposal.occurrence_on(due.0.date), members, now)).collect()
    }

    /// The occurrence on one date, if the promise falls due on it.
    pub fn occurrence(
        &self,
        promise: EntryId,
        date: CivilDate,
        members: &Members,
        now: WallTime,
    ) -> Option<OccurrenceStatus> {
        let proposal = self.proposal(promise).filter(|proposal| proposal.accepted.is_some())?;
        let due = proposal.due_on(date)?;
        Some(view(promise, due, proposal.occurrence_on(date), members, now))
    }

    /// The data for the estimate of the actor's own follow-through. No function gives the other partner's (care 15).
    pub fn own_follow_through(&self, own: &Actor, members: &Members, now: WallTime) -> FollowThroughFacts {
        let today = now.date();
        let mut sum = FollowThroughFacts::default();
        for (id, proposal) in self.proposals().iter().filter(|(_, one)| one.maker == own.partner) {
            let newest_first = proposal.occurrences.keys().rev();
            for date in newest_first.take_while(|date| **date >= today.minus_days(FOLLOW_THROUGH_DAYS)) {
                let occurrence = self.occurrence(*id, *date, members, now);
                sum.add(occurrence, today);
            }
        }
        sum
    }

    /// The number of open promises of the actor.
    pub fn own_open(&self, own: &Actor) -> usize {
        self.standing(Standing::Promised).filter(|(_, promise)| promise.maker == own.partner).count()
    }
}

impl FollowThroughFacts {
    fn add(&mut self, occurrence: Option<OccurrenceStatus>, today: CivilDate) {
        let Some(occurrence) = occurrence else { return };
        let Some(credit) = credit(occurrence.happened) else { return };
        if occurrence.is_disputed() {
            self.disputed += 1;
            return;
        }
        // An occurrence that was rearranged in time may still lie ahead. Its age is 0 then.
        let age_days = u32::try_from(today.days_since(occurrence.due.date)).unwrap_or(0);
        self.outcomes.push(Told { age_days, credit });
    }
}

fn credit(happened: Happened) -> Option<Credit> {
    match happened {
        Happened::Kept | Happened::Rearranged { notice: NoticeGiven::InTime, .. } => Some(Credit::Full),
        Happened::PartlyKept => Some(Credit::Half),
        Happened::Missed | Happened::Rearranged { notice: NoticeGiven::Late, .. } => Some(Credit::None),
        Happened::Ahead | Happened::DueNow | Happened::NoWordYet | Happened::Rested => None,
    }
}

fn view(
    promise: EntryId,
    (due, moved_from): (Moment, Option<CivilDate>),
    occurrence: Occurrence,
    members: &Members,
    now: WallTime,
) -> OccurrenceStatus {
    let happened = match &occurrence.told {
        Some(told) => told_outcome(&told.what.outcome, occurrence.answer(told.entry)),
        None => untold(due, members, now),
    };
    let told_in = occurrence.told.as_ref().map(|told| told.entry);
    let edited = occurrence.told.as_ref().is_some_and(|told| told.edited);
    let note = occurrence.told.and_then(|told| told.what.note);
    let (seen_differently, receiver_told) = (occurrence.seen_differently, occurrence.receiver_told);
    OccurrenceStatus { promise, due, moved_from, happened, told_in, note, edited, seen_differently, receiver_told }
}

fn told_outcome(outcome: &Outcome, answer: AlternativeAnswer) -> Happened {
    match *outcome {
        Outcome::Kept => Happened::Kept,
        Outcome::PartlyKept => Happened::PartlyKept,
        Outcome::Missed => Happened::Missed,
        Outcome::Rearranged { alternative, notice } => Happened::Rearranged { alternative, answer, notice },
    }
}

fn untold(due: Moment, members: &Members, now: WallTime) -> Happened {
    match (due.date > now.date(), due.is_ahead_at(now)) {
        (true, _) => Happened::Ahead,
        (false, true) => Happened::DueNow,
        (false, false) if members.rests_whole(due.date) => Happened::Rested,
        (false, false) => Happened::NoWordYet,
    }
}
