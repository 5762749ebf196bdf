//! The facts of a promise: each due date and how it went. Each is a shape with a word, never a count.

use sycamore::prelude::*;
use sycamore::web::tags;
use troth_app::view::{OccurrenceView, OutcomeView};

use super::icon::drawn;
use crate::messages::{short_day, tr};

const PLAIN: &str = "icon fact";
const PALE: &str = "icon fact pale";

/// Returns the word for an outcome.
pub(crate) fn outcome_words(outcome: OutcomeView) -> String {
    match outcome {
        OutcomeView::Ahead => tr("outcome-ahead"),
        OutcomeView::NoWordYet => tr("outcome-no-word"),
        OutcomeView::Kept => tr("outcome-kept"),
        OutcomeView::PartlyKept => tr("outcome-partly"),
        OutcomeView::Rearranged => tr("outcome-rearranged"),
        OutcomeView::Missed => tr("outcome-missed"),
        OutcomeView::Rested => tr("outcome-rested"),
    }
}

/// Returns the class and the shape of an outcome.
const fn fact_icon(outcome: OutcomeView) -> (&'static str, &'static str) {
    match outcome {
        OutcomeView::Ahead | OutcomeView::NoWordYet | OutcomeView::Rested => (PALE, "f-open"),
        OutcomeView::Kept => (PLAIN, "f-kept"),
        OutcomeView::PartlyKept => (PLAIN, "f-partly"),
        OutcomeView::Rearranged => (PLAIN, "f-rearranged"),
        OutcomeView::Missed => (PALE, "f-missed"),
    }
}

/// Draws the newest `shown` occurrences, oldest first, as in a calendar.
pub(crate) fn occurrence_facts(newest_first: &[OccurrenceView], shown: usize) -> View {
    let facts: Vec<View> = newest_first.iter().take(shown).rev().map(fact).collect();
    tags::ol().class("facts").children(facts).into()
}

fn fact(occurrence: &OccurrenceView) -> View {
    let (class, shape) = fact_icon(occurrence.outcome);
    let day = tags::time().datetime(occurrence.due.clone()).children(short_day(&occurrence.due));
    let how = tags::span().children(outcome_words(occurrence.outcome));
    tags::li().children((day, drawn(class, shape), how)).into()
}
