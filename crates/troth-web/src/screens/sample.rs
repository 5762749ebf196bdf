//! The sample couple: the way in, and the strip above each of its screens.

use sycamore::prelude::*;
use sycamore::web::tags;
use troth_app::view::SampleView;
use troth_app::{Intent, SampleIntent};

use crate::components::{Kind, Part, actions, busy_button, button, live, many, para, section, side_note};
use crate::messages::{tr, tr_args};
use crate::shell::AppHandle;

/// Tells whether the sample is on screen.
pub(super) fn is_sample(app: AppHandle) -> Part<bool> {
    Part::new(move || app.view().with(|view| matches!(view.sample, SampleView::Open { .. })))
}

/// Draws the offer to look around. It asks nothing, so the person has nothing to read first.
pub(super) fn offer(app: AppHandle) -> View {
    let busy = Part::new(move || app.view().with(|view| view.sample == SampleView::Fetching));
    let open = move || app.send(Intent::Sample(SampleIntent::Open));
    many(vec![
        actions(vec![busy_button(Kind::Quiet, tr("sample-offer"), busy, open)]),
        side_note(tr("sample-offer-about")),
    ])
}

/// Draws the strip that says that nobody here is real, and that leads out.
pub(super) fn strip(app: AppHandle) -> View {
    let sample = Part::new(move || app.view().with(|view| view.sample.clone()));
    live(move || match sample.get() {
        SampleView::Open { me, other } => words(app, &me, &other),
        SampleView::Closed | SampleView::Fetching => many(Vec::new()),
    })
}

fn words(app: AppHandle, me: &str, other: &str) -> View {
    let said = tr_args("sample-words", &[("me", me.into())]);
    let switch = tr_args("sample-switch", &[("other", other.into())]);
    let switch = button(Kind::Quiet, switch, move || app.send(Intent::Sample(SampleIntent::Switch)));
    let aside = tags::aside().class("banner gold sample").attr("aria-label", tr("sample-label"));
    aside.children((tags::span().children(said), switch, leave(app, Kind::Quiet))).into()
}

fn leave(app: AppHandle, kind: Kind) -> View {
    button(kind, tr("sample-leave"), move || app.send(Intent::Sample(SampleIntent::Leave)))
}

/// Draws a note in place of settings that need a person's own space.
pub(super) fn no_settings() -> View {
    section(tr("settings-sample-title"), vec![para(tr("settings-sample"))])
}
