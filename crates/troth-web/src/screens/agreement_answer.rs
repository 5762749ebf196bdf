//! Answers to a proposal, and acts on a current agreement.

use sycamore::prelude::*;
use troth_app::view::VersionView;
use troth_app::{AgreementIntent, EntryId, Intent};

use super::agreement_form::change;
use super::look::{entry_key, partner};
use crate::components::{
    Form, Kind, Question, Typed, actions, button, confirm, details, many, para, select, side_note,
};
use crate::messages::{tr, tr_args};
use crate::shell::AppHandle;

/// Possible lengths of "not yet", in days.
const SPANS: [(&str, u16); 6] = [("3", 3), ("7", 7), ("14", 14), ("30", 30), ("60", 60), ("90", 90)];

/// The initial length of "not yet", as an index into the spans.
const FIRST_SPAN: usize = 2;

/// Returns the days of a span. An unknown value, such as a draft of an older version, is the initial one: zero days would
/// lift the "not yet".
fn span_days(chosen: &str) -> u16 {
    SPANS.iter().find(|(value, _)| *value == chosen).map_or(SPANS[FIRST_SPAN].1, |(_, days)| *days)
}

fn press(app: AppHandle, kind: Kind, label: String, intent: AgreementIntent) -> View {
    button(kind, label, move || app.send(Intent::Agreement(intent.clone())))
}

/// Draws that an own proposal waits, and withdrawing it.
pub(super) fn own_proposal(app: AppHandle, one: &VersionView) -> View {
    let back = press(app, Kind::Quiet, tr("agreement-take-back"), AgreementIntent::TakeBack(one.id));
    let waits = para(tr_args("agreement-waits", &[("partner", (&partner()).into())]));
    many(vec![waits, actions(vec![back])])
}

/// Draws the answers to the other's proposal with equal weight.
pub(super) fn answers(app: AppHandle, one: &VersionView) -> View {
    let id = one.id;
    many(vec![
        actions(vec![
            press(app, Kind::Plain, tr("agreement-consent"), AgreementIntent::Consent(id)),
            press(app, Kind::Plain, tr("agreement-not-yet"), AgreementIntent::NotYet(id)),
        ]),
        side_note(tr("agreement-answer-note")),
        details(tr("agreement-answer-change"), vec![change(one)]),
    ])
}

/// Draws changing and ending. While an own change waits, there is no second one.
pub(super) fn open_to_change(app: AppHandle, one: &VersionView, changing: bool) -> View {
    let id = one.id;
    let question = Question {
        open: (Kind::Quiet, tr("agreement-end")),
        title: tr("agreement-end-ask"),
        words: tr("agreement-end-words"),
        yes: tr("agreement-end-yes"),
    };
    let end = confirm(question, move || app.send(Intent::Agreement(AgreementIntent::End(id))));
    if changing {
        return end;
    }
    many(vec![details(tr("agreement-change"), vec![side_note(tr("agreement-change-about")), change(one)]), end])
}

/// Lets the author of a "not yet" shorten, extend or lift it.
pub(super) fn not_yet(app: AppHandle, id: EntryId) -> View {
    let days = Typed::chosen(format!("not-yet-{}", entry_key(id)), SPANS[FIRST_SPAN].0);
    let spans = SPANS.map(|(value, _)| (value, span_name(value))).to_vec();
    let send = move || Intent::Agreement(AgreementIntent::AdjustNotYet(id, span_days(&days.now())));
    let form =
        Form::new(vec![select("not-yet-days", tr("not-yet-days"), spans, days)], tr("not-yet-keep"), vec![days], send);
    let lift = press(app, Kind::Quiet, tr("not-yet-lift"), AgreementIntent::AdjustNotYet(id, 0));
    details(tr("not-yet-change"), vec![form.beside(vec![lift]).draw()])
}

fn span_name(value: &str) -> String {
    match value {
        "3" => tr("not-yet-days-3"),
        "7" => tr("not-yet-days-7"),
        "30" => tr("not-yet-days-30"),
        "60" => tr("not-yet-days-60"),
        "90" => tr("not-yet-days-90"),
        _ => tr("not-yet-days-14"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn care_21_a_span_that_is_none_does_not_take_a_not_yet_back() {
        assert_eq!(["3", "90", "", "21", "soon"].map(span_days), [3, 90, 14, 14, 14]);
    }
}
