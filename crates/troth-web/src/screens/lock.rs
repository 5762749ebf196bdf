//! The app lock of this device.

use sycamore::prelude::*;
use troth_app::view::Busy;
use troth_app::{Intent, SettingsIntent, StartIntent};

use super::look::{busy, look};
use crate::components::{
    Field, Form, Input, Kind, Part, Question, Typed, actions, button, confirm, details, field, lead, live, many,
    side_note,
};
use crate::messages::tr;
use crate::shell::AppHandle;

pub(super) fn lock(app: AppHandle) -> View {
    let set: Part<bool> = look(|open| open.settings.lock.set);
    let busy = busy(|open| open.settings.lock.busy == Busy::Yes);
    live(move || if set.get() { locked(app, busy) } else { unlocked(busy) })
}

fn unlocked(busy: Part<bool>) -> View {
    many(vec![lead(tr("lock-lead")), passphrase_form(tr("lock-set"), busy), side_note(tr("lock-note"))])
}

fn passphrase_form(submit: String, busy: Part<bool>) -> View {
    let (passphrase, again) = (Typed::passing(""), Typed::passing(""));
    let fields = vec![
        secret("lock-passphrase", tr("lock-passphrase"), tr("lock-passphrase-hint"), passphrase),
        secret("lock-again", tr("lock-again"), String::new(), again),
    ];
    let set = move || Intent::Settings(SettingsIntent::SetLock { passphrase: passphrase.now(), again: again.now() });
    Form::new(fields, submit, vec![passphrase, again], set).busy(busy).draw()
}

fn secret(id: &'static str, label: String, hint: String, typed: Typed) -> View {
    field(Field { id, label, hint, input: Input::Secret, typed })
}

fn locked(app: AppHandle, busy: Part<bool>) -> View {
    let now = button(Kind::Primary, tr("lock-now"), move || app.send(Intent::Start(StartIntent::LockNow)));
    let question = Question {
        open: (Kind::Quiet, tr("lock-remove")),
        title: tr("lock-remove-ask"),
        words: tr("lock-remove-words"),
        yes: tr("lock-remove-yes"),
    };
    let remove = confirm(question, move || app.send(Intent::Settings(SettingsIntent::RemoveLock)));
    many(vec![
        lead(tr("lock-is-set")),
        actions(vec![now]),
        details(tr("lock-change"), vec![passphrase_form(tr("lock-set"), busy)]),
        remove,
    ])
}
