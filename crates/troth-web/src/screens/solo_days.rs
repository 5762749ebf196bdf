//! The days of a promise to oneself: how each went, for oneself alone.

use sycamore::prelude::*;
use troth_app::view::{OccurrenceView, OutcomeView, SoloWords};
use troth_app::{EntryId, Intent, OutcomeForm, SoloIntent};

use super::look::{entry_key, glance, look};
use crate::components::{
    Choice, Field, Form, Input, Kind, Leaf, Part, Typed, actions, button, eyebrow, field, keyed, leaf, live, many,
    opened_part, outcome_words, para, radios, said, section, side_note, tag,
};
use crate::messages::{relative_day, tr, tr_args};

/// Days drawn at first: two weeks of a daily promise.
const DAYS_SHOWN: usize = 14;

/// Draws the days of a page; nothing if the page is no promise.
pub(super) fn days(id: EntryId) -> View {
    let facts = look(move |open| {
        let page = open.solo.pages.iter().find(|page| page.id == id);
        match page.map(|page| &page.words) {
            Some(SoloWords::Promise(promise)) => promise.occurrences.iter().take(DAYS_SHOWN).cloned().collect(),
            _ => Vec::new(),
        }
    });
    let is_empty = Part::new(move || facts.with(Vec::is_empty));
    let open = create_signal(None::<String>);
    let one = move |due: String| {
        let fact = Part::new(move || facts.get().into_iter().find(|fact: &OccurrenceView| fact.due == due));
        live(move || fact.get().map_or_else(|| many(Vec::new()), |fact| day(id, fact, open)))
    };
    live(move || {
        if is_empty.get() {
            return many(Vec::new());
        }
        let keys = move || facts.get().into_iter().map(|fact| fact.due).collect();
        section(tr("promise-happened"), vec![side_note(tr("solo-days-note")), keyed(keys, one)])
    })
}

fn day(page: EntryId, fact: OccurrenceView, open: Signal<Option<String>>) -> View {
    let today = glance(|open| open.today.clone());
    let mut tags = vec![tag(words_for(fact.outcome))];
    if fact.edited {
        tags.push(tag(tr("tag-edited")));
    }
    let mut parts = vec![eyebrow(relative_day(&fact.due, &today), tags)];
    if let Some(moved) = &fact.rearranged {
        parts.push(para(tr_args("solo-moved-to", &[("day", (&relative_day(&moved.to, &today)).into())])));
    }
    if !fact.note.is_empty() {
        parts.push(said(fact.note.clone()));
    }
    let due = fact.due.clone();
    parts.push(live(move || {
        if open.get_clone().as_ref() == Some(&due) {
            return outcome_form(page, &fact, open);
        }
        let due = due.clone();
        let label = if fact.can_answer { tr("outcome-say") } else { tr("solo-move") };
        actions(vec![button(Kind::Plain, label, move || open.set(Some(due.clone())))])
    }));
    leaf(Leaf::Quiet, parts)
}

fn words_for(outcome: OutcomeView) -> String {
    if outcome == OutcomeView::Rearranged { tr("solo-moved") } else { outcome_words(outcome) }
}

fn outcome_form(page: EntryId, fact: &OccurrenceView, open: Signal<Option<String>>) -> View {
    let due = fact.due.clone();
    let name = format!("solo-{}-{due}", entry_key(page));
    let (how, date) = (Typed::chosen(format!("{name}-how"), ""), Typed::chosen(format!("{name}-date"), ""));
    let note = Typed::kept(name, fact.note.clone());
    let parts = vec![
        radios("solo-outcome", tr("outcome-question"), choices(fact.can_answer), how),
        live(move || if how.is("moved") { date_field(date) } else { many(Vec::new()) }),
        live(move || if how.is("kept") || how.is("") { many(Vec::new()) } else { note_field(note) }),
    ];
    let intent = move || {
        let (note, date) = (note.now(), date.now());
        let how = match &*how.now() {
            "kept" => Some(OutcomeForm::Kept),
            "partly" => Some(OutcomeForm::PartlyKept { note }),
            "missed" => Some(OutcomeForm::Missed { note }),
            "moved" => Some(OutcomeForm::Rearranged { date, note }),
            _ => None,
        };
        Intent::Solo(SoloIntent::Tell { page, due: due.clone(), how })
    };
    let close = button(Kind::Plain, tr("form-close"), move || open.set(None));
    let taken = move || {
        if open.is_alive() {
            open.set(None);
        }
    };
    let form = Form::new(parts, tr("solo-save"), vec![note, how, date], intent).beside(vec![close]).then(taken);
    opened_part(vec![form.draw()])
}

fn choices(can_answer: bool) -> Vec<Choice<&'static str>> {
    let choice = |value, label, shape| Choice { value, label, about: String::new(), shape: Some(shape) };
    let moved = choice("moved", tr("solo-another-day"), "f-rearranged");
    if !can_answer {
        return vec![moved];
    }
    vec![
        choice("kept", tr("outcome-kept"), "f-kept"),
        choice("partly", tr("outcome-partly"), "f-partly"),
        choice("missed", tr("outcome-missed"), "f-missed"),
        moved,
    ]
}

fn date_field(typed: Typed) -> View {
    field(Field { id: "solo-date", label: tr("alternative-date"), hint: String::new(), input: Input::Date, typed })
}

fn note_field(typed: Typed) -> View {
    let label = tr("outcome-note");
    field(Field { id: "solo-note", label, hint: tr("solo-only-you"), input: Input::Area, typed })
}
