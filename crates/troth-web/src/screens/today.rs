//! Today: the next step large, the others after it; else a quiet page, and what waits without anyone's action.

use sycamore::prelude::*;
use troth_app::view::{
    Bond, LinkPurpose, LinkStage, LinkView, NewsView, OfferView, OpenView, RecoveryView, RoundPhase, StepView,
    WhoseTurn,
};
use troth_app::{Detail, Intent, NewsIntent};

use super::device_changes::{ToldWhere, device_changes};
use super::look::{look, partner};
use super::{safety, server, way};
use crate::components::{
    Kind, Leaf, Part, actions, button, button_about, details, empty_state, heading, leaf, live, many, reason, row,
    rows, said, section,
};
use crate::messages::{moment, tr, tr_args, tr_message};
use crate::shell::AppHandle;

pub(super) fn today(app: AppHandle) -> View {
    let begins = way::is_beginning_alone();
    let all = look(|open| open.steps.steps.clone());
    let steps = Part::new(move || if begins.get() { Vec::new() } else { all.get() });
    many(vec![
        device_changes(app, ToldWhere::OnToday),
        link_to_answer(app),
        server::question(app),
        way::beginning(app),
        news(app),
        live(move || step_leaves(app, &steps.get())),
        live(move || if begins.get() { many(Vec::new()) } else { quiet_page(app, steps) }),
        waiting_rows(app),
        live(move || {
            // On the first night one thing is asked, and nothing about invitations or codes stands beside it.
            if begins.get() { many(Vec::new()) } else { many(vec![when_you_like(app, steps), way::minute(app)]) }
        }),
        // The same words for everybody, on each day: who needs them must not have to look for them.
        safety::safety(),
    ])
}

fn step_leaves(app: AppHandle, steps: &[StepView]) -> View {
    let Some((first, others)) = steps.split_first() else { return many(Vec::new()) };
    let mut parts = vec![first_step(app, first.clone())];
    if !others.is_empty() {
        let others = others.iter().map(|step| other_step(app, step.clone())).collect();
        parts.push(section(tr("today-after"), vec![rows(others)]));
    }
    many(parts)
}

fn first_step(app: AppHandle, step: StepView) -> View {
    let StepView { key, title, because, detail } = step;
    let open = button(Kind::Primary, tr("today-step-open"), move || app.send(Intent::Show(detail.clone())));
    let later = button(Kind::Quiet, tr("today-step-later"), move || app.send(Intent::DismissStep { key: key.clone() }));
    leaf(Leaf::Next, vec![heading(tr_message(&title)), reason(tr_message(&because)), actions(vec![open, later])])
}

fn other_step(app: AppHandle, step: StepView) -> View {
    let StepView { key, title, because, detail } = step;
    let title = tr_message(&title);
    let put_away = move || app.send(Intent::DismissStep { key: key.clone() });
    let later = button_about(Kind::Quiet, tr("today-step-later"), &title, put_away);
    let open = row(Some(sign_of(&detail)), title, tr_message(&because), move || app.send(Intent::Show(detail.clone())));
    many(vec![open, later])
}

const fn sign_of(detail: &Detail) -> &'static str {
    match detail {
        Detail::CheckIns | Detail::CheckInPlan | Detail::Round(_) => "i-check-in",
        Detail::Promises | Detail::NewPromise | Detail::Promise(_) => "i-promise",
        Detail::Breaches | Detail::Breach(_) => "i-repair",
        Detail::Dialogues | Detail::Dialogue(_) => "i-write",
        Detail::Link => "i-link",
        Detail::Recovery => "i-key",
        Detail::Rating => "i-feel",
        Detail::NewPage => "i-write",
        _ => "i-today",
    }
}

fn quiet_page(app: AppHandle, steps: Part<Vec<StepView>>) -> View {
    let bond = look(|open| Some(open.bond));
    let next = look(|open| open.check_ins.next.clone());
    let has_just_ended = look(|open| open.steps.has_just_ended);
    live(move || {
        if !steps.get().is_empty() {
            return many(Vec::new());
        }
        if has_just_ended.get() {
            let write = button(Kind::Plain, tr("today-ended-write"), move || app.send(Intent::Show(Detail::NewPage)));
            return empty_state("d-cup", tr("today-ended-title"), tr("today-ended-words"), vec![write]);
        }
        let write = button(Kind::Plain, tr("today-quiet-write"), move || app.send(Intent::Show(Detail::NewPage)));
        let (title, words) = match (bond.get(), next.get()) {
            (Some(Bond::Resting), _) => (tr("today-rest-title"), tr("today-rest-words")),
            (_, Some((day, time))) => {
                (tr("today-quiet-title"), tr_args("today-quiet-next", &[("when", (&moment(&day, &time)).into())]))
            }
            _ => (tr("today-quiet-title"), tr("today-quiet-words")),
        };
        empty_state("d-cup", title, words, vec![write])
    })
}

/// Draws what came from the other, a line each. Their words unfold in place: nobody meets them unasked on opening Troth.
/// Nobody is told what was opened or put away.
fn news(app: AppHandle) -> View {
    let news = look(|open| open.steps.news.clone());
    live(move || {
        let news = news.get();
        if news.is_empty() {
            return many(Vec::new());
        }
        let several = news.len() > 1;
        let mut parts: Vec<View> = news.into_iter().map(|one| new_line(app, one)).collect();
        if several {
            let away = move || app.send(Intent::News(NewsIntent::PutAllAway));
            parts.push(actions(vec![button(Kind::Quiet, tr("news-all-away"), away)]));
        }
        let title = tr_args("news-title", &[("name", (&partner()).into())]);
        section(title, vec![leaf(Leaf::Plain, parts)])
    })
}

fn new_line(app: AppHandle, one: NewsView) -> View {
    let NewsView { key, what, words, plan } = one;
    let (opened, what) = (key.clone(), tr_message(&what));
    let open = move || app.send(Intent::News(NewsIntent::Open { key: opened.clone() }));
    let away = move || app.send(Intent::News(NewsIntent::PutAway { key: key.clone() }));
    let mut parts = Vec::new();
    if !words.is_empty() {
        parts.push(said(words));
    }
    if let Some(first) = plan {
        parts.push(said(tr_args("news-plan", &[("first", (&first).into())])));
    }
    parts.push(actions(vec![
        button_about(Kind::Plain, tr("news-open"), &what, open),
        button_about(Kind::Quiet, tr("news-put-away"), &what, away),
    ]));
    details(what, parts)
}

/// Things in progress, most of which need no action.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Waiting {
    Link(LinkPurpose, LinkStep),
    Sealed(String),
    Promise(troth_app::EntryId),
    Plan,
}

/// The progress of a link, as far as Today shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LinkStep {
    /// The invitation was sent.
    Invited,
    /// An invitation waits for a yes.
    Offered,
    /// There are words to compare.
    Compare,
    /// The other device has the next step.
    Other,
}

fn link_step(link: &LinkView) -> Option<LinkStep> {
    match link.stage {
        LinkStage::Preparing | LinkStage::Invited { .. } => Some(LinkStep::Invited),
        LinkStage::Offered { .. } => Some(LinkStep::Offered),
        LinkStage::Compare { .. } | LinkStage::Pick { .. } => Some(LinkStep::Compare),
        LinkStage::Waiting | LinkStage::Approved { .. } => Some(LinkStep::Other),
        LinkStage::Failed(_) => None,
    }
}

/// Draws a link that waits for this person. It comes before any step, because it may let another person in.
fn link_to_answer(app: AppHandle) -> View {
    let link = look(|open| link_at(open, &[LinkStep::Offered, LinkStep::Compare]));
    live(move || many(link.get().map(|link| rows(vec![waiting_row(app, link)])).into_iter().collect()))
}

/// Returns the current link, if it is at one of these steps.
fn link_at(open: &OpenView, steps: &[LinkStep]) -> Option<Waiting> {
    let link = open.link.as_ref()?;
    link_step(link).filter(|step| steps.contains(step)).map(|step| Waiting::Link(link.purpose, step))
}

fn waiting_rows(app: AppHandle) -> View {
    let waiting = look(|open| {
        let link = link_at(open, &[LinkStep::Invited, LinkStep::Other]);
        let sealed = open.check_ins.current.iter().filter(|round| round.phase == RoundPhase::Sealed);
        let theirs = |offer: &Option<OfferView>| offer.as_ref().is_some_and(|offer| offer.turn == WhoseTurn::Theirs);
        let promises = open.promises.mine.iter().chain(&open.promises.theirs).filter(|promise| theirs(&promise.offer));
        let plan = open.check_ins.proposal.as_ref().filter(|(_, turn)| *turn == WhoseTurn::Theirs);
        link.into_iter()
            .chain(sealed.map(|round| Waiting::Sealed(round.key.clone())))
            .chain(promises.map(|promise| Waiting::Promise(promise.id)))
            .chain(plan.map(|_| Waiting::Plan))
            .collect::<Vec<_>>()
    });
    live(move || {
        let waiting = waiting.get();
        if waiting.is_empty() {
            return many(Vec::new());
        }
        section(tr("today-waiting"), vec![rows(waiting.into_iter().map(|what| waiting_row(app, what)).collect())])
    })
}

fn waiting_row(app: AppHandle, what: Waiting) -> View {
    let nothing_to_do = || tr("today-waiting-nothing-to-do");
    let (sign, words, about, detail) = match what {
        Waiting::Link(purpose, step) => link_row(purpose, step),
        Waiting::Sealed(key) => ("i-check-in", tr("today-waiting-sealed"), nothing_to_do(), Detail::Round(key)),
        Waiting::Promise(id) => ("i-promise", tr("today-waiting-promise"), nothing_to_do(), Detail::Promise(id)),
        Waiting::Plan => ("i-check-in", tr("today-waiting-plan"), nothing_to_do(), Detail::CheckIns),
    };
    row(Some(sign), words, about, move || app.send(Intent::Show(detail.clone())))
}

fn link_row(purpose: LinkPurpose, step: LinkStep) -> (&'static str, String, String, Detail) {
    let of_partner = purpose == LinkPurpose::Partner;
    let (words, about) = match step {
        LinkStep::Invited if of_partner => ("today-waiting-invitation", "today-waiting-nothing-to-do"),
        LinkStep::Invited => ("today-waiting-device", "today-waiting-nothing-to-do"),
        LinkStep::Offered => ("today-waiting-offered", "today-waiting-offered-about"),
        LinkStep::Compare if of_partner => ("today-waiting-compare", "today-waiting-compare-about"),
        LinkStep::Compare => ("today-waiting-compare-device", "today-waiting-compare-device-about"),
        LinkStep::Other => ("today-waiting-link", "today-waiting-nothing-to-do"),
    };
    let detail = if of_partner { Detail::Link } else { Detail::AddDevice };
    ("i-link", tr(words), tr(about), detail)
}

/// Draws optional ways on, if no step already says the same.
fn when_you_like(app: AppHandle, steps: Part<Vec<StepView>>) -> View {
    let ways = look(|open| {
        let alone = open.bond == Bond::Alone && open.link.is_none();
        let no_code = open.settings.recovery == RecoveryView::None;
        [(alone, Detail::Link), (no_code, Detail::Recovery)]
            .into_iter()
            .filter_map(|(open, way)| open.then_some(way))
            .collect::<Vec<_>>()
    });
    live(move || {
        let steps = steps.get();
        let suggested = |way: &Detail| steps.iter().any(|step| step.detail == *way);
        let ways: Vec<View> =
            ways.get().into_iter().filter(|way| !suggested(way)).map(|way| way_row(app, way)).collect();
        if ways.is_empty() { many(Vec::new()) } else { section(tr("today-when-you-like"), vec![rows(ways)]) }
    })
}

fn way_row(app: AppHandle, way: Detail) -> View {
    let (sign, title, about) = match way {
        Detail::Link => ("i-link", tr("today-invite"), tr("today-invite-about")),
        _ => ("i-key", tr("today-recovery"), tr("today-recovery-about")),
    };
    row(Some(sign), title, about, move || app.send(Intent::Show(way.clone())))
}
