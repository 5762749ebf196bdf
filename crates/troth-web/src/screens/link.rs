//! Starting to link a partner or an own device, from either side. `link_stage` draws the rest.

use sycamore::prelude::*;
use troth_app::view::{Bond, Busy, Gate, LinkPurpose, LinkView, OpenView};
use troth_app::{Intent, LinkIntent};

use super::link_stage::{Begun, stage};
use super::look::{busy, look, partner as partner_name};
use super::passphrase::lock_would_ask;
use super::safety;
use super::welcome::paste_form;
use crate::components::{
    Field, Form, Input, Kind, Part, Typed, actions, busy_button, details, drawing, field, lead, list, live, many, para,
    section, side_note,
};
use crate::messages::{tr, tr_args};
use crate::shell::AppHandle;

/// Returns the link for a purpose.
fn link_for(open: &OpenView, purpose: LinkPurpose) -> Option<&LinkView> {
    open.link.as_ref().filter(|link| link.purpose == purpose)
}

pub(super) fn partner(app: AppHandle) -> View {
    let link = look(|open| link_for(open, LinkPurpose::Partner).cloned());
    let bond = look(|open| Some(open.bond));
    let begun = Part::new(move || link.with(Option::is_some));
    let before = look(|open| !open.settings.earlier.is_empty());
    live(move || match (begun.get(), bond.get()) {
        (true, _) => stage(app, link, Begun::Inside),
        (false, Some(Bond::Alone)) if !before.get() => {
            many(vec![lead(tr("link-lead")), para(tr("link-words")), invite()])
        }
        (false, Some(Bond::Alone | Bond::Unlinked)) => anew(),
        _ => linked(),
    })
}

/// Draws linking again: first what a new link is and that nobody has to, then the same start as the first time.
fn anew() -> View {
    let is = ["link-anew-empty", "link-anew-kept", "link-anew-private", "link-anew-told", "link-anew-server"];
    many(vec![
        lead(tr("link-anew")),
        section(tr("link-anew-title"), vec![list(is.map(tr).to_vec())]),
        section(tr("link-anew-urged-title"), vec![para(tr("link-anew-urged"))]),
        safety::safety(),
        section(tr("link-anew-begin-title"), vec![para(tr("link-lead")), para(tr("link-words")), invite()]),
        lock_would_ask(),
    ])
}

fn linked() -> View {
    let words = tr_args("link-linked", &[("partner", (&partner_name()).into())]);
    many(vec![drawing("d-hands"), lead(words), para(tr("link-linked-words"))])
}

fn link_busy() -> Part<bool> {
    busy(|open| open.link.as_ref().is_some_and(|link| link.busy == Busy::Yes))
}

fn invite() -> View {
    let line = Typed::kept("invitation-line", "");
    let fields = vec![field(Field {
        id: "invitation-line",
        label: tr("link-line-label"),
        hint: tr("link-line-hint"),
        input: Input::Line,
        typed: line,
    })];
    let make = move || Intent::Link(LinkIntent::InvitePartner { line: line.now() });
    many(vec![
        Form::new(fields, tr("link-make"), vec![line], make).busy(link_busy()).draw(),
        side_note(tr("link-freely")),
        details(tr("link-have-one"), vec![paste_form(link_busy(), Vec::new())]),
    ])
}

pub(super) fn device(app: AppHandle) -> View {
    let link = look(|open| link_for(open, LinkPurpose::Device).cloned());
    let begun = Part::new(move || link.with(Option::is_some));
    live(move || if begun.get() { stage(app, link, Begun::Inside) } else { invite_device(app) })
}

fn invite_device(app: AppHandle) -> View {
    let make = busy_button(Kind::Primary, tr("add-device-make"), link_busy(), move || {
        app.send(Intent::Link(LinkIntent::InviteDevice))
    });
    many(vec![
        lead(tr("add-device-lead")),
        para(tr("add-device-words")),
        actions(vec![make]),
        side_note(tr("add-device-note")),
        lock_would_ask(),
    ])
}

/// An invitation opened on a device that has not started yet.
pub(super) fn invited(app: AppHandle) -> View {
    let link = Part::new(move || {
        app.view().with(|view| match &view.gate {
            Gate::Welcome(welcome) => welcome.invitation.clone(),
            _ => None,
        })
    });
    stage(app, link, Begun::BeforeStart)
}
