//! The closed app lock.

use sycamore::prelude::*;
use troth_app::view::{Busy, Gate};
use troth_app::{Intent, SettingsIntent, StartIntent};

use super::safety;
use crate::components::{
    Field, Form, Input, Kind, Part, Question, Typed, confirm, details, drawing, field, many, para, title,
};
use crate::messages::tr;
use crate::shell::AppHandle;

pub(super) fn locked(app: AppHandle) -> View {
    let busy = Part::new(move || {
        app.view().with(|view| matches!(&view.gate, Gate::Locked(locked) if locked.busy == Busy::Yes))
    });
    many(vec![
        drawing("d-page"),
        title(tr("locked-title")),
        unlock_form(busy),
        details(tr("locked-forgotten"), vec![para(tr("locked-forgotten-words")), start_over(app)]),
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

fn start_over(app: AppHandle) -> View {
    let question = Question {
        open: (Kind::Danger, tr("wipe-open")),
        title: tr("wipe-ask"),
        words: tr("wipe-ask-words"),
        yes: tr("wipe-yes"),
    };
    confirm(question, move || app.send(Intent::Settings(SettingsIntent::Wipe)))
}
