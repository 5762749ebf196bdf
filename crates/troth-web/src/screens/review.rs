//! Reviewing an agreement: whether it is still right, and when to review it next. Changing and ending it come below.

use sycamore::prelude::*;
use troth_app::view::ReviewView;
use troth_app::{AgreementIntent, EntryId, Intent};

use super::look::{entry_key, partner};
use crate::components::{
    Field, Form, Input, Kind, Leaf, Typed, actions, button, details, field, heading, leaf, many, para, side_note,
};
use crate::messages::{full_day, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn look_again(app: AppHandle, version: EntryId, again: &ReviewView) -> View {
    let mut parts = vec![heading(tr("review-title"))];
    if let Some((review, next)) = &again.theirs {
        parts.push(para(about("review-theirs", next)));
        let review = *review;
        let too = move || app.send(Intent::Agreement(AgreementIntent::StillRightToo(review)));
        parts.push(actions(vec![button(Kind::Primary, tr("review-too"), too)]));
    }
    match (&again.mine, &again.theirs) {
        (Some(next), _) => {
            parts.push(para(about("review-mine", next)));
            parts.push(side_note(about("review-next-on", next)));
        }
        (None, Some(_)) => parts.push(details(tr("review-another-day"), vec![still_right(version, again)])),
        (None, None) if again.due => parts.extend([para(tr("review-words")), still_right(version, again)]),
        (None, None) => return details(tr("review-early"), vec![still_right(version, again)]),
    }
    leaf(Leaf::Quiet, parts)
}

fn about(id: &'static str, day: &str) -> String {
    tr_args(id, &[("partner", (&partner()).into()), ("day", (&full_day(day)).into())])
}

fn still_right(version: EntryId, again: &ReviewView) -> View {
    let next = Typed::chosen(format!("review-{}", entry_key(version)), again.suggested.clone());
    let day = field(Field {
        id: "review-next",
        label: tr("review-next"),
        hint: String::new(),
        input: Input::Date,
        typed: next,
    });
    let send = move || Intent::Agreement(AgreementIntent::StillRight(version, next.now()));
    many(vec![Form::new(vec![day], tr("review-still-right"), vec![next], send).draw()])
}
