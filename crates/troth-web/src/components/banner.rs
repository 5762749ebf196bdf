//! Lines above the screen, the problem beside a form, and the short word that something was done.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::{
    AnyView, ClassAttribute, Effect, ElementChild, Get, GlobalAttributes, IntoAny, RwSignal, Set, With, document,
    expect_context, view,
};
use troth_app::view::{Banner, Closes, Tone};
use troth_app::{Detail, Intent, Message, Place};

use super::button::{Kind, button};
use super::form::Forms;
use super::icon::icon;
use super::live::live;
use super::part::Part;
use crate::messages::{tr, tr_message};
use crate::shell::{AppHandle, use_app};

/// The line that fields point to for what is wrong. A page shows one form's problem at a time.
pub(super) const PROBLEM_ID: &str = "problem";

/// The same for what was pressed outside of a form.
const PAGE_PROBLEM_ID: &str = "page-problem";

/// How long the word that something was done stays: long enough to be read out.
const DONE_SHOWN: Duration = Duration::from_secs(6);

/// Takes a live region that says nothing out of the page's spacing; it must exist before it speaks.
const SILENT: &str = "unseen";

/// The lines above the screen.
pub(crate) fn banners(app: AppHandle) -> AnyView {
    let lines = Part::new(move || app.view().with(|view| view.banners.clone()));
    let class = move || if lines.with(Vec::is_empty) && !app.update_ready().get() { SILENT } else { "stack" };
    let drawn = live(move || {
        let mut all: Vec<AnyView> = lines.get().into_iter().map(|banner| line(app, &banner)).collect();
        if app.update_ready().get() {
            all.push(update(app));
        }
        all.into_any()
    });
    view! { <div class=class role="status">{drawn}</div> }.into_any()
}

fn line(app: AppHandle, banner: &Banner) -> AnyView {
    let (class, sign) = match (banner.tone, banner.closes) {
        // What one puts away oneself is about the two, not about the network.
        (Tone::Quiet, Closes::ByHand | Closes::ByLeaving) => ("banner", "i-link"),
        (Tone::Quiet, _) => ("banner", "i-offline"),
        (Tone::Attention, _) => ("banner gold", "i-alert"),
    };
    let close = match banner.closes {
        Closes::ByItself => None,
        Closes::ByHand => Some((tr("banner-close"), Intent::CloseBanner)),
        Closes::ByLooking => Some((tr("banner-fork-look"), Intent::Show(Detail::Devices))),
        Closes::ByLeaving => Some((tr("banner-earlier-leave"), Intent::Go(Place::Today))),
    };
    let close = close.map(|(label, intent)| button(Kind::Quiet, label, move || app.send(intent.clone())));
    view! { <p class=class>{icon(sign)}<span>{tr_message(&banner.message)}</span>{close}</p> }.into_any()
}

/// A newer version was fetched; it is used from the next start.
fn update(app: AppHandle) -> AnyView {
    let now = button(Kind::Quiet, tr("banner-update-now"), move || app.reload());
    view! { <p class="banner gold"><span>{tr("banner-update")}</span>{now}</p> }.into_any()
}

/// What went wrong with something that was pressed, at the top of the page and in sight.
pub(crate) fn problem_banner(app: AppHandle) -> AnyView {
    let problem = problem_of(app, None);
    Effect::new(move |_| {
        let line = document().get_element_by_id(PAGE_PROBLEM_ID).filter(|_| problem.with(Option::is_some));
        if let Some(line) = line {
            line.scroll_into_view();
        }
    });
    alert(PAGE_PROBLEM_ID, problem, "banner bad")
}

/// What went wrong with a form, beside it.
pub(super) fn problem_line(form: u32) -> AnyView {
    alert(PROBLEM_ID, problem_of(use_app(), Some(form)), "error")
}

fn problem_of(app: AppHandle, speaking: Option<u32>) -> Part<Option<Message>> {
    let forms: Forms = expect_context();
    Part::new(move || {
        let problem = app.view().with(|view| view.problem.clone());
        problem.filter(|_| forms.speaking.get() == speaking)
    })
}

fn alert(id: &'static str, problem: Part<Option<Message>>, class: &'static str) -> AnyView {
    let silent = move || if problem.with(Option::is_none) { SILENT } else { "" };
    let words = live(move || {
        let words = problem.get().map(|problem| tr_message(&problem));
        words.map(|words| view! { <p class=class><span>{words}</span></p> }.into_any()).into_any()
    });
    view! { <div id=id class=silent role="alert">{words}</div> }.into_any()
}

/// The short word that the last thing was done. It goes by itself: nothing depends on having read it.
pub(crate) fn done_toast(app: AppHandle) -> AnyView {
    let done = RwSignal::new(None);
    let said = Part::new(move || app.view().with(|view| (view.accepted, view.done.clone())));
    Effect::new(move |timer: Option<Option<TimeoutHandle>>| {
        if let Some(timer) = timer.flatten() {
            timer.clear();
        }
        done.set(said.get().1);
        set_timeout_with_handle(move || done.set(None), DONE_SHOWN).ok()
    });
    let class = move || if done.with(Option::is_none) { SILENT } else { "toast" };
    let words = live(move || done.get().map(|done| view! { <span>{tr_message(&done)}</span> }.into_any()).into_any());
    view! { <div class=class role="status">{words}</div> }.into_any()
}
