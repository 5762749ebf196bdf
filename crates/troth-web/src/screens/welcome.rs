//! First start: alone, by an invitation, or from a recovery code.

use sycamore::prelude::*;
use troth_app::view::{Busy, Gate};
use troth_app::{Intent, LinkIntent, StartIntent};

use super::{install, lock, safety, sample};
use crate::components::{
    Field, Form, Input, Kind, Part, Typed, actions, button, drawing, field, lead, live, many, para, side_note, title,
};
use crate::messages::tr;
use crate::shell::AppHandle;

/// The ways in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Undecided,
    Alone,
    Invitation,
    Recovery,
}

pub(super) fn welcome(app: AppHandle) -> View {
    let way = create_signal(Way::Undecided);
    let busy = Part::new(move || {
        app.view().with(|view| matches!(&view.gate, Gate::Welcome(welcome) if welcome.busy == Busy::Yes))
    });
    live(move || match way.get() {
        Way::Undecided => choose(app, way),
        Way::Alone => alone(app, way, busy),
        Way::Invitation => invitation(way, busy),
        Way::Recovery => recovery(app, way, busy),
    })
}

fn choose(app: AppHandle, way: Signal<Way>) -> View {
    many(vec![
        drawing("d-bowl"),
        title(tr("welcome-title")),
        lead(tr("welcome-lead")),
        para(tr("welcome-words")),
        actions(vec![
            button(Kind::Primary, tr("welcome-alone"), move || way.set(Way::Alone)),
            button(Kind::Plain, tr("welcome-invitation"), move || way.set(Way::Invitation)),
            button(Kind::Quiet, tr("welcome-recovery"), move || way.set(Way::Recovery)),
        ]),
        side_note(tr("welcome-not-for")),
        safety::safety(),
        sample::offer(app),
    ])
}

fn other_way(way: Signal<Way>) -> Vec<View> {
    vec![button(Kind::Quiet, tr("welcome-other-way"), move || way.set(Way::Undecided))]
}

fn alone(app: AppHandle, way: Signal<Way>, busy: Part<bool>) -> View {
    let name = Typed::passing("");
    let fields = vec![name_field(name)];
    let begin = move || Intent::Start(StartIntent::Begin { name: name.now() });
    let form = Form::new(fields, tr("welcome-begin"), vec![name], begin).busy(busy).beside(other_way(way));
    many(vec![
        title(tr("welcome-alone-title")),
        lead(tr("welcome-alone-lead")),
        install::before_writing(app),
        form.draw(),
        lock::offer(app),
    ])
}

/// Draws the field for the person's name; an accepted invitation asks for it too.
pub(super) fn name_field(typed: Typed) -> View {
    field(Field { id: "own-name", label: tr("name-label"), hint: tr("name-hint"), input: Input::Line, typed })
}

fn invitation(way: Signal<Way>, busy: Part<bool>) -> View {
    many(vec![
        title(tr("welcome-invitation-title")),
        lead(tr("welcome-invitation-lead")),
        paste_form(busy, other_way(way)),
    ])
}

/// Takes a pasted invitation.
pub(super) fn paste_form(busy: Part<bool>, beside: Vec<View>) -> View {
    let pasted = Typed::passing("");
    let fields = vec![field(Field {
        id: "invitation",
        label: tr("invitation-label"),
        hint: tr("invitation-hint"),
        input: Input::Exact,
        typed: pasted,
    })];
    let open = move || Intent::Link(LinkIntent::Open { link: pasted.now() });
    Form::new(fields, tr("invitation-open"), vec![pasted], open).busy(busy).beside(beside).draw()
}

fn recovery(app: AppHandle, way: Signal<Way>, busy: Part<bool>) -> View {
    let words = Typed::passing("");
    let fields = vec![field(Field {
        id: "recovery-words",
        label: tr("recovery-words-label"),
        hint: tr("recovery-words-hint"),
        input: Input::Exact,
        typed: words,
    })];
    let recover = move || Intent::Start(StartIntent::Recover { words: words.now() });
    let form = Form::new(fields, tr("welcome-recover"), vec![words], recover).busy(busy).beside(other_way(way));
    many(vec![title(tr("welcome-recovery-title")), lead(tr("welcome-recovery-lead")), form.draw(), lock::offer(app)])
}
