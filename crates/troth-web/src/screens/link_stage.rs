//! A link in progress, step by step: the invitation, the offer, the wait, the words, the confirmation, or its end.

use std::rc::Rc;
use sycamore::prelude::*;
use sycamore::web::tags;

use troth_app::view::{Busy, LinkPurpose, LinkStage, LinkView};
use troth_app::{Intent, LinkIntent};

use super::look::named;
use super::welcome::name_field;
use super::{install, lock, safety};
use crate::components::{
    Form, Kind, Part, Typed, actions, busy_button, button, drawing, empty_state, exact_text, lead, link_steps, live,
    live_text, many, para, qr_code, safe_words, said, section, side_note, waiting,
};
use crate::messages::{full_day, tr, tr_args, tr_message};
use crate::shell::{AppHandle, Shared};

/// Whether this device had started before the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begun {
    /// It has a name and records.
    Inside,
    /// It starts with this link.
    BeforeStart,
}

/// A link in progress, for the buttons of its steps.
#[derive(Clone, Copy)]
struct Way {
    app: AppHandle,
    begun: Begun,
    purpose: LinkPurpose,
    busy: Part<bool>,
}

/// Follows the link through its stages.
pub(super) fn stage(app: AppHandle, link: Part<Option<LinkView>>, begun: Begun) -> View {
    let busy = Part::new(move || link.with(|link| link.as_ref().is_some_and(|link| link.busy == Busy::Yes)));
    // "Busy" does not redraw the stage, so a name being typed stays.
    let stage = Part::new(move || link.get().map(|link| (link.purpose, link.stage)));
    live(move || match stage.get() {
        None => many(Vec::new()),
        Some((purpose, stage)) => draw(Way { app, begun, purpose, busy }, stage),
    })
}

fn draw(way: Way, stage: LinkStage) -> View {
    match stage {
        LinkStage::Invited { link, qr, until } => invited(way, link, &qr, &until),
        LinkStage::Offered { from, line } => offered(way, &named(&from), line),
        LinkStage::Preparing => {
            many(vec![link_steps(0), waiting(tr("link-preparing")), side_note(tr("link-preparing-note")), stop(way)])
        }
        LinkStage::Waiting => {
            many(vec![link_steps(0), waiting(tr("link-waiting")), side_note(tr("link-waiting-note")), stop(way)])
        }
        LinkStage::Compare { words, with } => compare(way, &words, &named(&with)),
        LinkStage::Pick { words, choices, .. } => pick(way, words, choices),
        LinkStage::Approved { words, with } => approved(way, &words, &named(&with)),
        LinkStage::Failed(message) => {
            let again = button(Kind::Primary, tr("link-failed-again"), move || way.send(LinkIntent::Withdraw));
            empty_state("d-hands", way.words("link-failed", "add-device-failed"), tr_message(&message), vec![again])
        }
    }
}

impl Way {
    fn send(self, intent: LinkIntent) {
        self.app.send(Intent::Link(intent));
    }

    /// Chooses between the words for a partner and those for an own device.
    fn words(self, partner: &'static str, device: &'static str) -> String {
        tr(if self.purpose == LinkPurpose::Partner { partner } else { device })
    }
}

fn stop(way: Way) -> View {
    actions(vec![button(Kind::Quiet, tr("link-stop"), move || way.send(LinkIntent::Withdraw))])
}

fn invited(way: Way, link: String, qr: &[Vec<bool>], until: &str) -> View {
    let until = tr_args("link-until", &[("day", (&full_day(until)).into())]);
    let note = if way.purpose == LinkPurpose::Partner { tr("link-blind-note") } else { tr("add-device-out-note") };
    let withdraw = button(Kind::Quiet, tr("link-withdraw"), move || way.send(LinkIntent::Withdraw));
    many(vec![
        link_steps(0),
        lead(way.words("link-send-lead", "add-device-send-lead")),
        qr_code(qr),
        exact_text("link-text", link.clone()),
        if way.purpose == LinkPurpose::Partner { side_note(tr("link-paste-first")) } else { many(Vec::new()) },
        hand_over(way.app, link),
        side_note(until),
        side_note(note),
        actions(vec![withdraw]),
    ])
}

/// Draws sharing the link, and its result.
fn hand_over(app: AppHandle, link: String) -> View {
    let link: Rc<str> = link.into();
    let copied = Rc::clone(&link);
    let share = button(Kind::Primary, tr("link-share"), move || app.share(link.to_string()));
    let copy = button(Kind::Plain, tr("link-copy"), move || app.copy(copied.to_string()));
    let told = live_text(move || match app.shared().get() {
        Shared::Idle => String::new(),
        Shared::Handed => tr("link-handed"),
        Shared::Copied => tr("link-copied"),
        Shared::Failed => tr("link-by-hand"),
    });
    many(vec![actions(vec![share, copy]), tags::p().class("small").attr("role", "status").children(told).into()])
}

fn offered(way: Way, from: &str, line: Option<String>) -> View {
    let partner = way.purpose == LinkPurpose::Partner;
    let asks_name = way.begun == Begun::BeforeStart && partner;
    let name = Typed::passing("");
    let fields = if asks_name { vec![name_field(name)] } else { Vec::new() };
    let decline = button(Kind::Plain, tr("link-decline"), move || way.send(LinkIntent::Decline));
    let accept = move || Intent::Link(LinkIntent::Accept { name: name.now() });
    let yes = way.words("link-accept", "add-device-accept");
    let form = Form::new(fields, yes, vec![name], accept).busy(way.busy).beside(vec![decline]);
    let device = || vec![lead(tr("add-device-offered")), para(tr("add-device-offered-care"))];
    let mut parts = if partner { invitation(from, line) } else { device() };
    parts.extend([para(way.words("link-offered-about", "add-device-offered-about")), form.draw()]);
    match way.begun {
        Begun::Inside if partner => parts.push(side_note(tr("link-offered-anew"))),
        Begun::Inside => {}
        Begun::BeforeStart => parts.extend([install::before_writing(way.app), lock::offer(way.app)]),
    }
    if partner {
        parts.extend([side_note(tr("link-decline-note")), side_note(tr("welcome-not-for")), safety::safety()]);
    }
    many(parts)
}

/// Draws who invites, to what, and the line that they wrote.
fn invitation(from: &str, line: Option<String>) -> Vec<View> {
    let with = |id| tr_args(id, &[("from", from.into())]);
    // Whatever the line claims, what is true stands right below it.
    let written =
        line.map(|line| section(with("link-offered-line"), vec![said(line), side_note(with("link-offered-typed"))]));
    [drawing("d-hands"), lead(with("link-offered")), para(with("link-offered-what"))]
        .into_iter()
        .chain(written)
        .chain([para(tr("link-offered-server")), side_note(tr("link-offered-history"))])
        .collect()
}

fn compare(way: Way, words: &[String; 4], with: &str) -> View {
    let lead_words = if way.purpose == LinkPurpose::Partner {
        tr_args("link-compare", &[("with", with.into())])
    } else {
        tr("add-device-compare")
    };
    let same = busy_button(Kind::Primary, tr("link-same"), way.busy, move || way.send(LinkIntent::WordsMatch));
    let differ = button(Kind::Danger, tr("link-differ"), move || way.send(LinkIntent::WordsDiffer));
    many(vec![
        link_steps(1),
        lead(lead_words),
        safe_words(words),
        side_note(tr("link-differ-note")),
        actions(vec![same, differ]),
    ])
}

/// Draws the words without the third, and what to pick it from.
fn pick(way: Way, [first, second, fourth]: [String; 3], choices: [String; 4]) -> View {
    let picks = choices.into_iter().map(|word| {
        let picked = word.clone();
        busy_button(Kind::Plain, word, way.busy, move || way.send(LinkIntent::PickWord { word: picked.clone() }))
    });
    let none = button(Kind::Danger, tr("add-device-pick-none"), move || way.send(LinkIntent::WordsDiffer));
    many(vec![
        link_steps(1),
        lead(tr("add-device-pick")),
        safe_words(&[first, second, tr("add-device-pick-gap"), fourth]),
        para(tr("add-device-pick-third")),
        actions(picks.collect()),
        side_note(tr("add-device-pick-note")),
        actions(vec![none]),
    ])
}

fn approved(way: Way, words: &[String; 4], with: &str) -> View {
    let told = if way.purpose == LinkPurpose::Partner {
        tr_args("link-approved", &[("with", with.into())])
    } else {
        tr("add-device-approved")
    };
    let waits = tr_args("link-approved-wait", &[("with", with.into())]);
    many(vec![link_steps(1), lead(told), safe_words(words), waiting(waits), stop(way)])
}
