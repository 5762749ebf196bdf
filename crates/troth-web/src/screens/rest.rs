//! Rest: a pause of the whole programme, free to both. Nothing here says who asked for it (care 20).

use sycamore::prelude::*;
use troth_app::view::RestView;
use troth_app::{Intent, SettingsIntent};

use super::look::look;
use crate::components::{
    Choice, Field, Form, Input, Kind, Typed, actions, button, drawing, field, lead, live, many, radios, side_note,
};
use crate::messages::{full_day, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn rest(app: AppHandle) -> View {
    let rest = look(|open| Some(open.settings.rest.clone()));
    live(move || match rest.get() {
        None => many(Vec::new()),
        Some(RestView::Resting { until, can_end }) => resting(app, until, can_end),
        Some(RestView::Active { next }) => active(next),
    })
}

fn resting(app: AppHandle, until: Option<String>, can_end: bool) -> View {
    let words =
        until.map_or_else(|| tr("rest-open-ended"), |day| tr_args("rest-until", &[("day", (&full_day(&day)).into())]));
    let end = button(Kind::Primary, tr("rest-end"), move || app.send(Intent::Settings(SettingsIntent::EndRest)));
    let end = if can_end { vec![end] } else { Vec::new() };
    many(vec![drawing("d-cup"), lead(words), side_note(tr("rest-means")), actions(end)])
}

fn active(next: Option<String>) -> View {
    let (length, until) = (Typed::chosen("rest-length", "open"), Typed::chosen("rest-until", ""));
    let choices = vec![
        Choice::new("open", tr("rest-choice-open"), String::new()),
        Choice::new("until", tr("rest-choice-until"), String::new()),
    ];
    let parts = vec![
        radios("rest", tr("rest-question"), choices, length),
        live(move || if length.is("until") { until_field(until) } else { many(Vec::new()) }),
    ];
    let begin = move || {
        let until = if length.now() == "until" { until.now() } else { String::new() };
        Intent::Settings(SettingsIntent::Rest { until })
    };
    let mut all = vec![lead(tr("rest-lead")), side_note(tr("rest-means")), side_note(tr("rest-shows"))];
    all.extend(next.map(|day| side_note(tr_args("rest-next", &[("day", (&full_day(&day)).into())]))));
    all.push(Form::new(parts, tr("rest-begin"), vec![length, until], begin).draw());
    many(all)
}

fn until_field(typed: Typed) -> View {
    field(Field { id: "rest-until", label: tr("rest-until-label"), hint: String::new(), input: Input::Date, typed })
}
