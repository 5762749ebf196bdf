//! Asks for the passphrase of the app lock again, before an act that gives the record to another device.

use sycamore::prelude::*;
use troth_app::view::Busy;
use troth_app::{Intent, SettingsIntent};

use super::look::{busy, look};
use crate::components::{Field, Form, Input, Kind, Typed, button, field, lead, live, many, side_note};
use crate::messages::{tr, tr_message};
use crate::shell::AppHandle;

pub(super) fn passphrase(app: AppHandle) -> View {
    let what = look(|open| open.passphrase.as_ref().map(|asked| asked.what.clone()));
    let runs = busy(|open| open.passphrase.as_ref().is_some_and(|asked| asked.busy == Busy::Yes));
    let typed = Typed::passing("");
    let fields = vec![field(Field {
        id: "passphrase-again",
        label: tr("locked-passphrase"),
        hint: String::new(),
        input: Input::Secret,
        typed,
    })];
    let leave = button(Kind::Plain, tr("passphrase-leave"), move || app.send(Intent::Back));
    let give = move || Intent::Settings(SettingsIntent::GivePassphrase { passphrase: typed.now() });
    let form = Form::new(fields, tr("passphrase-go-on"), vec![typed], give).busy(runs).beside(vec![leave]);
    many(vec![
        live(move || what.get().map(|what| lead(tr_message(&what))).into()),
        form.draw(),
        side_note(tr("passphrase-note")),
    ])
}

/// Draws a hint where a lock would ask, if there is no lock.
pub(super) fn lock_would_ask() -> View {
    let set = look(|open| open.settings.lock.set);
    live(move || (!set.get()).then(|| side_note(tr("passphrase-would-ask"))).into())
}
