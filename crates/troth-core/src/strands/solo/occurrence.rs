//! The days of a promise to oneself, and how each went.

use std::collections::BTreeMap;

use super::events::{SoloBody, SoloOutcome};
use super::state::{SoloPage, SoloPages};
use crate::kernel::ids::EntryId;
use crate::kernel::text::Words;
use crate::kernel::time::CivilDate;
use crate::strands::promise::{Credit, Due, FOLLOW_THROUGH_DAYS, OCCURRENCES_MAX, Terms, Told};

/// One day of a promise to oneself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SoloOccurrence {
    /// The day on which it falls due.
    pub due: CivilDate,
    /// The day from which it was moved.
    pub moved_from: Option<CivilDate>,
    /// How it went, if its author said so.
    pub outcome: Option<SoloOutcome>,
    /// The entry in which its author said so.
    pub told_in: Option<EntryId>,
    /// The author's words.
    pub note: Option<Words>,
    /// Whether another outcome was told before (care 21).
    pub edited: bool,
}

impl SoloPage {
    /// The terms, if the page is a promise.
    pub fn terms(&self) -> Option<&Terms> {
        match &self.said.what {
            SoloBody::Promise(terms) => Some(terms),
            SoloBody::Statement(_) | SoloBody::HardDays(_) | SoloBody::Goal(_) => None,
            SoloBody::Breach(_) | SoloBody::Boundary(_) | SoloBody::Question(_) => None,
        }
    }

    /// The days from `from` to `to`, in order, at most [`OCCURRENCES_MAX`]. A day that was spoken of stays, even if the
    /// terms no longer fall on it.
    pub fn occurrences(&self, [from, to]: [CivilDate; 2]) -> Vec<SoloOccurrence> {
        let mut due: BTreeMap<CivilDate, Option<CivilDate>> = self.moved().collect();
        for day in self.told.keys().copied().chain(self.regular([from, to])) {
            due.entry(day).or_insert(None);
        }
        due.retain(|day, _| (from..=to).contains(day));
        let days = due.into_iter().take(OCCURRENCES_MAX);
        days.map(|(day, moved_from)| self.occurrence(day, moved_from)).collect()
    }

    /// Whether it falls due on a day by its terms.
    pub(super) fn is_regularly_due(&self, day: CivilDate) -> bool {
        !self.regular([day, day]).is_empty()
    }

    fn regular(&self, [from, to]: [CivilDate; 2]) -> Vec<CivilDate> {
        match self.terms().map(|terms| terms.due) {
            None => Vec::new(),
            Some(Due::Once { at }) => Vec::from_iter((from..=to).contains(&at.date).then_some(at.date)),
            // It counts from the day on which it was written.
            Some(Due::Repeating { starts, rule, .. }) => {
                rule.dates(starts, from.max(self.written.date()), to, OCCURRENCES_MAX)
            }
        }
    }

    /// The days to which others were moved, each with the day from which.
    fn moved(&self) -> impl Iterator<Item = (CivilDate, Option<CivilDate>)> {
        self.told.iter().filter_map(|(from, told)| match told.what.0 {
            SoloOutcome::Moved(to) => Some((to, Some(*from))),
            SoloOutcome::Kept | SoloOutcome::PartlyKept | SoloOutcome::Missed => None,
        })
    }

    fn occurrence(&self, due: CivilDate, moved_from: Option<CivilDate>) -> SoloOccurrence {
        let told = self.told.get(&due);
        SoloOccurrence {
            due,
            moved_from,
            outcome: told.map(|told| told.what.0),
            told_in: told.map(|told| told.entry),
            note: told.and_then(|told| told.what.1.clone()),
            edited: told.is_some_and(|told| told.edited),
        }
    }
}

impl SoloPages {
    /// The data for an estimate of how promises to oneself go, for their author alone (care 15, 28).
    ///
    /// It is kept apart from the estimate of promises to the partner, who can see an outcome differently. A day that was
    /// moved counts neither way: moving is free here, so only the day to which it was moved says something.
    pub fn follow_through(&self, today: CivilDate) -> Vec<Told> {
        let promises = self.pages().values().filter(|page| page.terms().is_some());
        let first = today.minus_days(FOLLOW_THROUGH_DAYS);
        let told = promises.flat_map(|page| page.told.range(first..));
        let told = told.filter_map(|(due, told)| {
            let age_days = u32::try_from(today.days_since(*due)).unwrap_or(0);
            Some(Told { age_days, credit: credit(told.what.0)? })
        });
        told.collect()
    }
}

fn credit(outcome: SoloOutcome) -> Option<Credit> {
    match outcome {
        SoloOutcome::Kept => Some(Credit::Full),
        SoloOutcome::PartlyKept => Some(Credit::Half),
        SoloOutcome::Missed => Some(Credit::None),
        SoloOutcome::Moved(_) => None,
    }
}
