//! The closed app lock.

use sycamore::prelude::*;
use troth_app::view::{Busy, Gate};
use troth_app::{Intent, SettingsIntent, StartIntent};

use super::safety;
use crate::components::{
    Field, Form, Input, Kind, Part, Question, Typed, confirm, details, drawing, field, live, many, para, title,
};
use crate::messages::tr;
use crate::shell::AppHandle;

pub(super) fn locked(app: AppHandle) -> View {
    let busy = Part::new(move || {
        app.view().with(|view| matches!(&view.gate, Gate::Locked(locked) if locked.busy == Busy::Yes))
    });
    let is_empty =
        Part::new(move || app.view().with(|view| matches!(&view.gate, Gate::Locked(locked) if locked.is_empty)));
    many(vec![
        drawing("d-page"),
        title(tr("locked-title")),
        unlock_form(busy),
        live(move || {
            let (words, ask) = if is_empty.get() {
                ("locked-empty-words", "locked-empty-ask")
            } else {
                ("locked-forgotten-words", "wipe-ask-words")
            };
            details(tr("locked-forgotten"), vec![para(tr(words)), start_over(app, ask)])
        }),
        safety::safety(),
    ])
}

fn unlock_form(busy: Part<bool>) -> View {
    let passphrase = Typed::passing("");
    let fields = vec![field(Field {
        id: "passphrase",
        label: tr("locked-passphrase"),
        hint: String::new(),
        input: Input::Secret,
        typed: passphrase,
    })];
    let unlock = move || Intent::Start(StartIntent::Unlock { passphrase: passphrase.now() });
    Form::new(fields, tr("locked-open"), vec![passphrase], unlock).busy(busy).draw()
}

fn start_over(app: AppHandle, ask: &'static str) -> View {
    let question =
        Question { open: (Kind::Danger, tr("wipe-open")), title: tr("wipe-ask"), words: tr(ask), yes: tr("wipe-yes") };
    confirm(question, move || app.send(Intent::Settings(SettingsIntent::Wipe)))
}
