//! The room of boundaries and agreements.

use sycamore::prelude::*;
use troth_app::view::{AgreementLineView, AgreementStanding, Bond, OpenView};
use troth_app::{Detail, Intent, SoloKind};

use super::boundaries::boundaries;
use super::look::{look, partner};
use super::solo;
use crate::components::{Kind, actions, button, details, lead, live, many, para, row, rows, section, side_note};
use crate::messages::{full_day, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn agreements(app: AppHandle) -> View {
    let bond = look(|open| Some(open.bond));
    let lines = look(|open| open.agreements.lines.clone());
    live(move || {
        if bond.get() == Some(Bond::Alone) {
            return solo::alone(app, &[SoloKind::Boundary], tr("agreements-alone-words"));
        }
        let writes = bond.get() != Some(Bond::Unlinked);
        let rules = live(move || agreed(app, &lines.get(), writes));
        many(vec![lead(tr("agreements-lead")), boundaries(app), rules])
    })
}

/// Tells whether the record takes new entries now.
pub(super) fn writes(open: &OpenView) -> bool {
    matches!(open.bond, Bond::Linked | Bond::Resting)
}

fn agreed(app: AppHandle, lines: &[AgreementLineView], writes: bool) -> View {
    let mut parts = vec![side_note(tr("agreements-words"))];
    if lines.is_empty() {
        parts.push(para(tr("agreements-empty")));
    }
    if writes {
        let new = button(Kind::Primary, tr("agreement-new"), move || app.send(Intent::Show(Detail::NewAgreement)));
        parts.push(actions(vec![new]));
    }
    let mut parts = vec![section(tr("agreements-section"), parts)];
    let group = |of: fn(&AgreementLineView) -> bool| {
        rows(lines.iter().filter(|one| of(one)).map(|one| line_row(app, one)).collect())
    };
    if lines.iter().any(is_open) {
        parts.push(section(tr("agreements-table"), vec![group(is_open)]));
    }
    if lines.iter().any(holds) {
        parts.push(section(tr("agreements-hold"), vec![group(holds)]));
    }
    if lines.iter().any(is_over) {
        parts.push(details(tr("agreements-over"), vec![group(is_over)]));
    }
    many(parts)
}

fn is_open(one: &AgreementLineView) -> bool {
    one.standing == AgreementStanding::Open
}

fn holds(one: &AgreementLineView) -> bool {
    one.standing == AgreementStanding::Holds
}

fn is_over(one: &AgreementLineView) -> bool {
    !is_open(one) && !holds(one)
}

fn line_row(app: AppHandle, one: &AgreementLineView) -> View {
    let id = one.id;
    row(Some("i-write"), one.title.clone(), about(one), move || app.send(Intent::Show(Detail::Agreement(id))))
}

/// Returns the line about an agreement in the list.
fn about(one: &AgreementLineView) -> String {
    let on = |id| tr_args(id, &[("day", (&full_day(&one.day)).into())]);
    match one.standing {
        AgreementStanding::Open if one.asks_me => tr("agreement-row-answer"),
        AgreementStanding::Holds if one.asks_me => tr("agreement-row-change"),
        AgreementStanding::Holds if one.review_due => tr("agreement-row-review"),
        AgreementStanding::Open => tr_args("agreement-row-waits", &[("partner", (&partner()).into())]),
        AgreementStanding::Holds if one.waits => tr_args("agreement-row-waits", &[("partner", (&partner()).into())]),
        AgreementStanding::Holds => on("agreement-row-holds"),
        AgreementStanding::NotYet => tr("agreement-row-not-yet"),
        AgreementStanding::Ended if !one.day.is_empty() => on("agreement-row-ended"),
        AgreementStanding::RanOut => on("agreement-row-ran-out"),
        AgreementStanding::Ended => tr("agreement-tag-ended"),
        _ => tr("agreement-row-taken-back"),
    }
}
