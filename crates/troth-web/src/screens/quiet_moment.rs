//! Moments that end well: one quiet screen each, in a sentence or two, and one way on. Nothing moves on it, nothing is
//! counted, and it asks for nothing.

use sycamore::prelude::*;
use troth_app::view::OpenView;
use troth_app::{Detail, Intent, QuietMoment};

use super::look::{glance, look, partner};
use crate::components::{Kind, actions, button, drawing, lead, live, many, para, vessel};
use crate::messages::{month, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn quiet_moment(app: AppHandle, moment: QuietMoment, around: &Detail) -> View {
    let picture = match moment {
        QuietMoment::NewSeam => bowl(),
        QuietMoment::Heard | QuietMoment::WasHeard | QuietMoment::Understood | QuietMoment::WasUnderstood => {
            drawing("d-hands")
        }
        QuietMoment::Kept => drawing("d-cup"),
        QuietMoment::MonthRead => drawing("d-page"),
    };
    let on = button(Kind::Primary, tr("moment-on"), move || app.send(Intent::Back));
    many(vec![picture, lead(happened(moment, around)), para(means(moment)), actions(vec![on])])
}

/// Returns the title of a moment.
pub(super) fn title_of(moment: QuietMoment) -> String {
    tr(match moment {
        QuietMoment::Heard => "moment-heard-title",
        QuietMoment::WasHeard => "moment-was-heard-title",
        QuietMoment::Understood => "moment-understood-title",
        QuietMoment::WasUnderstood => "moment-was-understood-title",
        QuietMoment::Kept => "moment-kept-title",
        QuietMoment::MonthRead => "moment-month-title",
        QuietMoment::NewSeam => "moment-seam-title",
    })
}

fn bowl() -> View {
    let shown = look(|open| open.horizon.vessel.clone());
    live(move || shown.with(vessel))
}

/// Says in one sentence what happened.
fn happened(moment: QuietMoment, around: &Detail) -> String {
    let with_partner = |id| tr_args(id, &[("partner", (&partner()).into())]);
    match moment {
        QuietMoment::Heard => with_partner("moment-heard"),
        QuietMoment::WasHeard => with_partner("moment-was-heard"),
        QuietMoment::Understood if matches!(around.innermost(), Detail::Dialogue(_)) => {
            with_partner("moment-understood-talk")
        }
        QuietMoment::Understood => with_partner("moment-understood"),
        QuietMoment::WasUnderstood => with_partner("moment-was-understood"),
        QuietMoment::Kept => kept(around),
        QuietMoment::MonthRead => read(around),
        QuietMoment::NewSeam => tr("moment-seam"),
    }
}

/// Says what it means, and what it doesn't.
fn means(moment: QuietMoment) -> String {
    match moment {
        QuietMoment::Heard => tr("moment-heard-means"),
        QuietMoment::WasHeard => tr("moment-was-heard-means"),
        QuietMoment::Understood => tr("moment-understood-means"),
        QuietMoment::WasUnderstood => tr("moment-was-understood-means"),
        QuietMoment::Kept => tr("moment-kept-means"),
        QuietMoment::MonthRead => tr("moment-month-means"),
        QuietMoment::NewSeam => tr("moment-seam-means"),
    }
}

fn kept(around: &Detail) -> String {
    let deed = glance(|open| deed_at(open, around));
    match deed {
        Some(deed) => tr_args("moment-kept-deed", &[("deed", (&deed).into())]),
        None => tr("moment-kept"),
    }
}

/// Returns the deed of the promise around a moment, with the bowl between them or not.
fn deed_at(open: &OpenView, around: &Detail) -> Option<String> {
    let Detail::Promise(id) = around.innermost() else { return None };
    let mut mine = open.promises.mine.iter();
    mine.find(|one| one.id == *id).map(|one| one.deed.clone())
}

fn read(around: &Detail) -> String {
    match around {
        Detail::LookBack(day) => tr_args("moment-month", &[("month", (&month(day)).into())]),
        _ => tr("look-back-title"),
    }
}
