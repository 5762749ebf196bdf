//! The app lock of this device.

use sycamore::prelude::*;
use troth_app::view::{Busy, Gate, LockView};
use troth_app::{Intent, SettingsIntent, StartIntent};

use super::look::{busy, look};
use crate::components::{
    Field, Form, Input, Kind, Part, Question, Typed, actions, button, confirm, details, field, lead, live, many, para,
    side_note,
};
use crate::messages::tr;
use crate::shell::AppHandle;

/// Offers the lock before anything has begun. It asks for no press of a person who goes on without.
pub(super) fn offer(app: AppHandle) -> View {
    let lock = move |has: fn(&LockView) -> bool| {
        Part::new(move || app.view().with(|view| matches!(&view.gate, Gate::Welcome(welcome) if has(&welcome.lock))))
    };
    let (set, busy) = (lock(|lock| lock.set), lock(|lock| lock.busy == Busy::Yes));
    let typed = |passphrase, again| Intent::Start(StartIntent::SetLock { passphrase, again });
    live(move || match set.get() {
        true => side_note(tr("lock-first-set")),
        false => many(vec![
            side_note(tr("lock-first-why")),
            details(tr("lock-first"), vec![passphrase_form(tr("lock-set"), busy, typed)]),
        ]),
    })
}

pub(super) fn lock(app: AppHandle) -> View {
    let set: Part<bool> = look(|open| open.settings.lock.set);
    let busy = busy(|open| open.settings.lock.busy == Busy::Yes);
    live(move || if set.get() { locked(app, busy) } else { unlocked(busy) })
}

fn unlocked(busy: Part<bool>) -> View {
    many(vec![
        lead(tr("lock-lead")),
        para(tr("lock-shows")),
        passphrase_form(tr("lock-set"), busy, set_lock),
        side_note(tr("lock-note")),
    ])
}

fn set_lock(passphrase: String, again: String) -> Intent {
    Intent::Settings(SettingsIntent::SetLock { passphrase, again })
}

fn passphrase_form(submit: String, busy: Part<bool>, typed: fn(String, String) -> Intent) -> View {
    let (passphrase, again) = (Typed::passing(""), Typed::passing(""));
    let fields = vec![
        secret("lock-passphrase", tr("lock-passphrase"), tr("lock-passphrase-hint"), passphrase),
        secret("lock-again", tr("lock-again"), String::new(), again),
    ];
    let set = move || typed(passphrase.now(), again.now());
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
        details(tr("lock-change"), vec![passphrase_form(tr("lock-set"), busy, set_lock)]),
        remove,
    ])
}
