//! Moments that end well: one quiet screen each, in a sentence or two, and one way on. Nothing moves on it, nothing is
//! counted, and it asks for nothing.

use sycamore::prelude::*;
use troth_app::view::OpenView;
use troth_app::{Detail, Intent, Moment};

use super::look::{glance, look, partner};
use crate::components::{Kind, actions, button, drawing, lead, live, many, para, vessel};
use crate::messages::{month, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn quiet_moment(app: AppHandle, moment: Moment, around: &Detail) -> View {
    let picture = match moment {
        Moment::NewSeam => bowl(),
        Moment::Heard | Moment::WasHeard | Moment::Understood | Moment::WasUnderstood => drawing("d-hands"),
        Moment::Kept => drawing("d-cup"),
        Moment::MonthRead => drawing("d-page"),
    };
    let on = button(Kind::Primary, tr("moment-on"), move || app.send(Intent::Back));
    many(vec![picture, lead(happened(moment, around)), para(means(moment)), actions(vec![on])])
}

/// Returns the title of a moment.
pub(super) fn title_of(moment: Moment) -> String {
    tr(match moment {
        Moment::Heard => "moment-heard-title",
        Moment::WasHeard => "moment-was-heard-title",
        Moment::Understood => "moment-understood-title",
        Moment::WasUnderstood => "moment-was-understood-title",
        Moment::Kept => "moment-kept-title",
        Moment::MonthRead => "moment-month-title",
        Moment::NewSeam => "moment-seam-title",
    })
}

fn bowl() -> View {
    let shown = look(|open| open.horizon.vessel.clone());
    live(move || shown.with(vessel))
}

/// Says in one sentence what happened.
fn happened(moment: Moment, around: &Detail) -> String {
    let with_partner = |id| tr_args(id, &[("partner", (&partner()).into())]);
    match moment {
        Moment::Heard => with_partner("moment-heard"),
        Moment::WasHeard => with_partner("moment-was-heard"),
        Moment::Understood => with_partner("moment-understood"),
        Moment::WasUnderstood => with_partner("moment-was-understood"),
        Moment::Kept => kept(around),
        Moment::MonthRead => read(around),
        Moment::NewSeam => tr("moment-seam"),
    }
}

/// Says what it means, and what it doesn't.
fn means(moment: Moment) -> String {
    match moment {
        Moment::Heard => tr("moment-heard-means"),
        Moment::WasHeard => tr("moment-was-heard-means"),
        Moment::Understood => tr("moment-understood-means"),
        Moment::WasUnderstood => tr("moment-was-understood-means"),
        Moment::Kept => tr("moment-kept-means"),
        Moment::MonthRead => tr("moment-month-means"),
        Moment::NewSeam => tr("moment-seam-means"),
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
