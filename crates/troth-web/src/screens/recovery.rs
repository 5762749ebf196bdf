//! The recovery code: made, shown once, typed back, set.

use sycamore::prelude::*;
use troth_app::view::RecoveryView;
use troth_app::{Intent, SettingsIntent};

use super::look::look;
use super::passphrase::lock_would_ask;
use crate::components::{
    Field, Form, Input, Kind, Question, Typed, actions, button, confirm, drawing, english_words, field, lead, live,
    many, para, side_note, waiting,
};
use crate::messages::tr;
use crate::shell::AppHandle;

pub(super) fn recovery(app: AppHandle) -> View {
    let code = look(|open| Some(open.settings.recovery.clone()));
    live(move || match code.get() {
        None => many(Vec::new()),
        Some(RecoveryView::None) => none(app),
        Some(RecoveryView::Making) => waiting(tr("recovery-making")),
        Some(RecoveryView::Showing { words }) => showing(words),
        Some(RecoveryView::Set) => set(app),
    })
}

fn none(app: AppHandle) -> View {
    let make =
        button(Kind::Primary, tr("recovery-make"), move || app.send(Intent::Settings(SettingsIntent::MakeRecovery)));
    many(vec![
        lead(tr("recovery-lead")),
        para(tr("recovery-words")),
        actions(vec![make]),
        side_note(tr("recovery-note")),
        side_note(tr("recovery-shows")),
        lock_would_ask(),
    ])
}

/// Draws the words. They are hidden while they are typed back, or typing them would prove nothing.
fn showing(words: Vec<String>) -> View {
    let written = create_signal(false);
    live(move || if written.get() { type_back(written) } else { read_off(&words, written) })
}

fn read_off(words: &[String], written: Signal<bool>) -> View {
    let list = english_words("recovery-code", words);
    let next = button(Kind::Primary, tr("recovery-written"), move || written.set(true));
    many(vec![lead(tr("recovery-showing")), list, side_note(tr("recovery-showing-note")), actions(vec![next])])
}

fn type_back(written: Signal<bool>) -> View {
    let typed = Typed::passing("");
    let fields = vec![field(Field {
        id: "recovery-back",
        label: tr("recovery-back-label"),
        hint: tr("recovery-back-hint"),
        input: Input::Exact,
        typed,
    })];
    let again = button(Kind::Quiet, tr("recovery-show-again"), move || written.set(false));
    let confirm = move || Intent::Settings(SettingsIntent::ConfirmRecovery { words: typed.now() });
    Form::new(fields, tr("recovery-confirm"), vec![typed], confirm).beside(vec![again]).draw()
}

fn set(app: AppHandle) -> View {
    let question = Question {
        open: (Kind::Plain, tr("recovery-new")),
        title: tr("recovery-new-ask"),
        words: tr("recovery-new-words"),
        yes: tr("recovery-new-yes"),
    };
    let anew = confirm(question, move || app.send(Intent::Settings(SettingsIntent::MakeRecovery)));
    many(vec![
        drawing("d-page"),
        lead(tr("recovery-set")),
        para(tr("recovery-set-words")),
        side_note(tr("recovery-shows")),
        anew,
        lock_would_ask(),
    ])
}
