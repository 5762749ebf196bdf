//! Choosing when check-ins happen. The partner must agree to exactly this proposal.

use std::collections::BTreeSet;
use sycamore::prelude::*;

use troth_app::view::PlanView;
use troth_app::{CheckInIntent, Intent, PlanForm};

use super::look::{glance, partner};
use super::promise_form::{repeat_fields, repeat_of, weekday_checks};
use crate::components::{Choice, Field, Form, Input, Typed, field, lead, many, numbers, radios, side_note};
use crate::messages::{tr, tr_args};

/// Time of a first proposal: the end of a working day.
const USUAL_TIME: &str = "19:30";
/// Weekday of a first proposal: Sunday, when most people have a free evening. One day a week is a good start.
const USUAL_WEEKDAY: u8 = 6;

pub(super) fn plan() -> View {
    let known =
        glance(|open| open.check_ins.proposal.as_ref().map(|(plan, _)| plan).or(open.check_ins.plan.as_ref()).cloned());
    let (repeat, weekdays) = known
        .as_ref()
        .map_or(("weekdays", BTreeSet::from([USUAL_WEEKDAY])), |plan: &PlanView| repeat_fields(&plan.repeat));
    let (repeat, weekdays) = (Typed::chosen("plan-repeat", repeat), Typed::chosen("plan-days", numbers(&weekdays)));
    let time = Typed::chosen("plan-time", known.map_or_else(|| USUAL_TIME.to_owned(), |plan| plan.time));
    let choices = vec![
        Choice::new("daily", tr("repeat-daily"), tr("plan-daily-about")),
        Choice::new("weekdays", tr("repeat-some-days"), tr("plan-weekdays-about")),
    ];
    let parts = vec![
        radios("plan-repeat", tr("repeat-question"), choices, repeat),
        weekday_checks(repeat, weekdays),
        field(Field {
            id: "plan-time",
            label: tr("plan-time"),
            hint: tr("plan-time-hint"),
            input: Input::Time,
            typed: time,
        }),
    ];
    let propose = move || {
        let repeat = repeat_of(&repeat.now(), weekdays.ticked());
        Intent::CheckIn(CheckInIntent::Propose(PlanForm { repeat, time: time.now() }))
    };
    let submit = tr_args("plan-propose", &[("partner", (&partner()).into())]);
    many(vec![
        lead(tr("plan-lead")),
        Form::new(parts, submit, vec![repeat, weekdays, time], propose).draw(),
        side_note(tr("plan-note")),
    ])
}
