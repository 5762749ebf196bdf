//! The sample couple: the way in, and the words that stand above each of its screens.

use leptos::prelude::{AnyView, AriaAttributes, ClassAttribute, ElementChild, IntoAny, Signal, With, view};
use troth_app::view::SampleView;
use troth_app::{Intent, SampleIntent};

use crate::components::{Kind, Part, actions, busy_button, button, live, many, para, section, side_note};
use crate::messages::{tr, tr_args};
use crate::shell::AppHandle;

/// Whether what is on screen is made up.
pub(super) fn is_sample(app: AppHandle) -> Part<bool> {
    Part::new(move || app.view().with(|view| matches!(view.sample, SampleView::Open { .. })))
}

/// Offers to look around. Nothing is asked, so that nothing has to be read first.
pub(super) fn offer(app: AppHandle) -> AnyView {
    let busy = Signal::derive(move || app.view().with(|view| view.sample == SampleView::Fetching));
    let open = move || app.send(Intent::Sample(SampleIntent::Open));
    many(vec![
        actions(vec![busy_button(Kind::Quiet, tr("sample-offer"), busy, open)]),
        side_note(tr("sample-offer-about")),
    ])
}

/// Says above every screen that nobody here is real, and leads out.
pub(super) fn strip(app: AppHandle) -> AnyView {
    let sample = Part::new(move || app.view().with(|view| view.sample.clone()));
    live(move || match sample.get() {
        SampleView::Open { me, other } => words(app, &me, &other),
        SampleView::Closed | SampleView::Fetching => ().into_any(),
    })
}

fn words(app: AppHandle, me: &str, other: &str) -> AnyView {
    let said = tr_args("sample-words", &[("me", me.into())]);
    let switch = tr_args("sample-switch", &[("other", other.into())]);
    let switch = button(Kind::Quiet, switch, move || app.send(Intent::Sample(SampleIntent::Switch)));
    view! {
        <aside class="banner gold sample" aria-label=tr("sample-label")><span>{said}</span>{switch}{leave(app, Kind::Quiet)}</aside>
    }
    .into_any()
}

fn leave(app: AppHandle, kind: Kind) -> AnyView {
    button(kind, tr("sample-leave"), move || app.send(Intent::Sample(SampleIntent::Leave)))
}

/// In place of what is set up for a space of one's own.
pub(super) fn no_settings() -> AnyView {
    section(tr("settings-sample-title"), vec![para(tr("settings-sample"))])
}
