//! The form of a promise: a new one, or an answer with a change.

use std::collections::BTreeSet;
use sycamore::prelude::*;

use troth_app::view::{CATEGORIES, PromiseView, RepeatView};
use troth_app::{EntryId, Intent, PromiseForm, PromiseIntent, Repeat};

use super::look::{entry_key, glance, partner};
use super::promises::look_at;
use crate::components::{
    Choice, Field, Form, Input, Typed, checks, field, lead, live, many, numbers, or_blank, para, radios, select,
};
use crate::messages::{tr, tr_args, weekday};

/// The fields of a promise.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    cue: Typed,
    deed: Typed,
    category: Typed,
    repeat: Typed,
    weekdays: Typed,
    first: Typed,
    time: Typed,
}

pub(super) fn new_promise() -> View {
    let fields = Fields::new("promise-new", None);
    let offer = move || Intent::Promise(PromiseIntent::Offer(fields.form()));
    let submit = tr_args("promise-form-offer", &[("partner", (&partner()).into())]);
    let form = Form::new(fields.draw(), submit, fields.typed(), offer);
    many(vec![lead(tr("promise-form-lead")), form.draw()])
}

pub(super) fn counter_promise(id: EntryId) -> View {
    let Some(promise) = look_at(id) else { return para(tr("promise-gone")) };
    let Some(offer) = promise.offer.clone() else { return para(tr("promise-counter-over")) };
    let fields = Fields::new(&format!("promise-counter-{}", entry_key(id)), Some(&promise));
    let counter = move || Intent::Promise(PromiseIntent::Counter(offer.id, fields.form()));
    let form = Form::new(fields.draw(), tr("promise-counter-send"), fields.typed(), counter);
    many(vec![lead(tr("promise-counter-lead")), form.draw()])
}

impl Fields {
    pub(super) fn new(draft: &str, from: Option<&PromiseView>) -> Self {
        let of = |read: fn(&PromiseView) -> &String| or_blank(from.map(read).cloned());
        let today = glance(|open| open.today.clone());
        let (repeat, weekdays) = from.map_or(("once", BTreeSet::new()), |promise| repeat_fields(&promise.repeat));
        let chosen = |field: &str, start: String| Typed::chosen(format!("{draft}-{field}"), start);
        Self {
            cue: Typed::kept(format!("{draft}-cue"), of(|promise| &promise.cue)),
            deed: Typed::kept(format!("{draft}-deed"), of(|promise| &promise.deed)),
            category: chosen("category", from.map_or(CATEGORIES[0], |promise| promise.category).to_owned()),
            repeat: chosen("repeat", repeat.to_owned()),
            weekdays: chosen("weekdays", numbers(&weekdays)),
            first: chosen("first", from.map_or(today, |promise| promise.first.clone())),
            time: chosen("time", of(|promise| &promise.time)),
        }
    }

    /// Returns the fields to clear after sending.
    pub(super) fn typed(self) -> Vec<Typed> {
        vec![self.cue, self.deed, self.category, self.repeat, self.weekdays, self.first, self.time]
    }

    pub(super) fn form(self) -> PromiseForm {
        PromiseForm {
            cue: self.cue.now(),
            deed: self.deed.now(),
            category: self.category.now(),
            repeat: repeat_of(&self.repeat.now(), self.weekdays.ticked()),
            first: self.first.now(),
            time: self.time.now(),
        }
    }

    pub(super) fn draw(self) -> Vec<View> {
        let repeat = self.repeat;
        vec![
            line("promise-cue", tr("promise-cue"), tr("promise-cue-hint"), Input::Line, self.cue),
            line("promise-deed", tr("promise-deed"), tr("promise-deed-hint"), Input::Area, self.deed),
            radios("promise-repeat", tr("repeat-question"), repeat_choices(), repeat),
            weekday_checks(repeat, self.weekdays),
            live(move || {
                let label = if repeat.is("once") { tr("promise-date") } else { tr("promise-first") };
                line("promise-first", label, String::new(), Input::Date, self.first)
            }),
            line("promise-time", tr("promise-time"), tr("promise-time-hint"), Input::Time, self.time),
            select("promise-category", tr("promise-category"), categories(), self.category),
        ]
    }
}

fn line(id: &'static str, label: String, hint: String, input: Input, typed: Typed) -> View {
    field(Field { id, label, hint, input, typed })
}

fn repeat_choices() -> Vec<Choice<&'static str>> {
    vec![
        Choice::new("once", tr("repeat-once"), String::new()),
        Choice::new("daily", tr("repeat-daily"), String::new()),
        Choice::new("weekdays", tr("repeat-some-days"), tr("repeat-some-days-about")),
        Choice::new("monthly", tr("repeat-monthly"), String::new()),
    ]
}

/// Draws the weekdays, once "on some weekdays" is chosen.
pub(super) fn weekday_checks(repeat: Typed, chosen: Typed) -> View {
    live(move || {
        if !repeat.is("weekdays") {
            return many(Vec::new());
        }
        let days = (0..7).map(|day| Choice::new(day, weekday(day), String::new())).collect();
        checks(tr("repeat-which-days"), days, chosen)
    })
}

/// Returns the repetition for the app.
pub(super) fn repeat_of(chosen: &str, weekdays: BTreeSet<u8>) -> Repeat {
    match chosen {
        "daily" => Repeat::Daily,
        "weekdays" => Repeat::Weekdays(weekdays.into_iter().collect()),
        "monthly" => Repeat::Monthly,
        _ => Repeat::Once,
    }
}

/// Returns the repetition for the fields.
pub(super) fn repeat_fields(repeat: &RepeatView) -> (&'static str, BTreeSet<u8>) {
    match repeat {
        RepeatView::Once => ("once", BTreeSet::new()),
        RepeatView::Daily => ("daily", BTreeSet::new()),
        RepeatView::Weekdays(days) => ("weekdays", days.iter().copied().collect()),
        RepeatView::Monthly => ("monthly", BTreeSet::new()),
    }
}

fn categories() -> Vec<(&'static str, String)> {
    CATEGORIES.into_iter().map(|category| (category, category_name(category))).collect()
}

/// The name of a category.
pub(super) fn category_name(category: &str) -> String {
    match category {
        "therapy" => tr("category-therapy"),
        "workshop" => tr("category-workshop"),
        "sobriety-meeting" => tr("category-sobriety-meeting"),
        "course" => tr("category-course"),
        "daily-habit" => tr("category-daily-habit"),
        "other-change" => tr("category-other-change"),
        _ => tr("category-everyday"),
    }
}

#[cfg(test)]
mod tests {
    use super::{CATEGORIES, category_name, repeat_fields, repeat_of};
    use troth_app::Repeat;
    use troth_app::view::RepeatView;

    #[test]
    fn each_category_has_a_name_of_its_own() {
        let names: std::collections::BTreeSet<String> = CATEGORIES.into_iter().map(category_name).collect();
        assert_eq!(names.len(), CATEGORIES.len());
    }

    #[test]
    fn how_often_comes_back_as_it_was_filled_in() {
        let (chosen, weekdays) = repeat_fields(&RepeatView::Weekdays(vec![0, 4]));
        assert_eq!(repeat_of(chosen, weekdays), Repeat::Weekdays(vec![0, 4]));
        let (chosen, weekdays) = repeat_fields(&RepeatView::Monthly);
        assert_eq!(repeat_of(chosen, weekdays), Repeat::Monthly);
    }
}
