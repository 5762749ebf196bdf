//! Banners above the screen, the problem beside a form, and the toast that confirms an act.

use sycamore::prelude::*;
use sycamore::web::{queue_microtask, tags};
use troth_app::view::{Banner, Closes, Tone};
use troth_app::{Detail, Intent, Message, Place};
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::button::{Kind, button};
use super::form::Forms;
use super::icon::icon;
use super::live::{live, when_changed};
use super::part::Part;
use super::prose::many;
use crate::messages::{tr, tr_message};
use crate::shell::{AppHandle, Timer, use_app};

/// The id of the problem that fields refer to. A page shows one form's problem at a time.
pub(super) const PROBLEM_ID: &str = "problem";

/// The same for an act outside of a form.
const PAGE_PROBLEM_ID: &str = "page-problem";

/// How long the toast stays, in milliseconds: long enough for a screen reader.
const DONE_SHOWN_MS: i32 = 6_000;

/// Removes a silent live region from the page's spacing. It must exist before it speaks.
const SILENT: &str = "unseen";

/// The lines above the screen.
pub(crate) fn banners(app: AppHandle) -> View {
    let lines = Part::new(move || app.view().with(|view| view.banners.clone()));
    let class = move || if lines.with(Vec::is_empty) && !app.update_ready().get() { SILENT } else { "stack" };
    let drawn = live(move || {
        let mut all: Vec<View> = lines.get().into_iter().map(|banner| line(app, &banner)).collect();
        if app.update_ready().get() {
            all.push(update(app));
        }
        many(all)
    });
    tags::div().class(class).attr("role", "status").children(drawn).into()
}

fn line(app: AppHandle, banner: &Banner) -> View {
    let (class, sign) = match (banner.tone, banner.closes) {
        // Banners that a person closes are about the couple, not about the network.
        (Tone::Quiet, Closes::ByHand | Closes::ByLeaving) => ("banner", "i-link"),
        (Tone::Quiet, _) => ("banner", "i-offline"),
        (Tone::Attention, _) => ("banner gold", "i-alert"),
    };
    let close = match banner.closes {
        Closes::ByItself => None,
        Closes::ByHand => Some((tr("banner-close"), Intent::CloseBanner(banner.message.id))),
        Closes::ByLooking => Some((tr("banner-fork-look"), Intent::Show(Detail::Devices))),
        Closes::ByLookingAtChanges => Some((tr("banner-device-changes-look"), Intent::Show(Detail::Devices))),
        Closes::ByLeaving => Some((tr("banner-earlier-leave"), Intent::Go(Place::Today))),
    };
    let close = close.map(|(label, intent)| button(Kind::Quiet, label, move || app.send(intent.clone())));
    let words = tags::span().children(tr_message(&banner.message));
    tags::p().class(class).children((icon(sign), words, close)).into()
}

/// Announces a newer version, which the next start uses.
fn update(app: AppHandle) -> View {
    let now = button(Kind::Quiet, tr("banner-update-now"), move || app.reload());
    tags::p().class("banner gold").children((tags::span().children(tr("banner-update")), now)).into()
}

/// Shows the problem of an act outside of a form, at the top of the page and in sight.
pub(crate) fn problem_banner(app: AppHandle) -> View {
    let problem = problem_of(app, None);
    create_effect(move || {
        let line = document().get_element_by_id(PAGE_PROBLEM_ID).filter(|_| problem.with(Option::is_some));
        if let Some(line) = line {
            line.scroll_into_view();
        }
    });
    alert(PAGE_PROBLEM_ID, problem, "banner bad")
}

/// Shows a form's problem beside it. If that pushes the form's buttons out of sight, they are scrolled back.
pub(super) fn problem_line(form: u32) -> View {
    let problem = problem_of(use_app(), Some(form));
    let line = alert(PROBLEM_ID, problem, "error");
    when_changed(
        move || problem.with(Option::is_some),
        |said| {
            if said {
                queue_microtask(keep_buttons_in_sight);
            }
        },
    );
    line
}

fn keep_buttons_in_sight() {
    let buttons = document().query_selector(&format!("#{PROBLEM_ID}:not(.{SILENT}) + .actions")).ok().flatten();
    let nearest = ScrollIntoViewOptions::new();
    nearest.set_block(ScrollLogicalPosition::Nearest);
    if let Some(buttons) = buttons {
        buttons.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}

fn problem_of(app: AppHandle, speaking: Option<u32>) -> Part<Option<Message>> {
    let forms: Forms = use_context();
    Part::new(move || {
        let problem = app.view().with(|view| view.problem.clone());
        problem.filter(|_| forms.speaking.get() == speaking)
    })
}

fn alert(id: &'static str, problem: Part<Option<Message>>, class: &'static str) -> View {
    let silent = move || if problem.with(Option::is_none) { SILENT } else { "" };
    let words = live(move || {
        let said = problem.get().map(|problem| tags::span().children(tr_message(&problem)));
        said.map(|said| View::from(tags::p().class(class).children(said))).into()
    });
    tags::div().id(id).class(silent).attr("role", "alert").children(words).into()
}

/// Confirms the last act. The toast disappears by itself, so nothing may depend on reading it.
pub(crate) fn done_toast(app: AppHandle) -> View {
    let done = create_signal(None::<Message>);
    let timer = create_signal(None::<Timer>);
    let said = Part::new(move || app.view().with(|view| (view.accepted, view.done.clone())));
    create_effect(move || {
        done.set(said.get().1);
        timer.set(Some(Timer::new(DONE_SHOWN_MS, move || done.set(None))));
    });
    let class = move || if done.with(Option::is_none) { SILENT } else { "toast" };
    let words = live(move || done.get_clone().map(|done| View::from(tags::span().children(tr_message(&done)))).into());
    tags::div().class(class).attr("role", "status").children(words).into()
}
