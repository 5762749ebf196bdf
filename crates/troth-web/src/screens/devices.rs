//! A person's own devices.

use sycamore::prelude::*;
use troth_app::view::{CopyView, DEVICES_MAX, DeviceNameView, DeviceView, ForkView};
use troth_app::{Detail, Intent, SettingsIntent};

use super::device_changes::{ToldWhere, device_changes, device_name};
use super::look::look;
use super::passphrase::lock_would_ask;
use crate::components::{
    Field, Form, Input, Kind, Leaf, Part, Question, Typed, actions, button, confirm, details, eyebrow, field, heading,
    keyed, leaf, live, many, or_blank, para, said, section, side_note, tag,
};
use crate::messages::{Value, full_day, full_moment, tr, tr_args, tr_message};
use crate::shell::AppHandle;

pub(super) fn devices(app: AppHandle) -> View {
    let devices = look(|open| open.settings.devices.clone());
    let add = button(Kind::Primary, tr("devices-add"), move || app.send(Intent::Show(Detail::AddDevice)));
    let forks = look(|open| open.settings.forks.clone());
    many(vec![
        device_changes(app, ToldWhere::AmongDevices),
        live(move || many(forks.get().into_iter().map(|fork| copies(app, fork)).collect())),
        // Keyed, so that an open question survives news about another device.
        keyed(
            move || devices.with(|all| all.iter().map(|device| device.key.clone()).collect()),
            move |key| {
                let shown = Part::new(move || devices.get().into_iter().find(|device| device.key == key));
                live(move || shown.get().map_or_else(|| many(Vec::new()), |device| one(app, device)))
            },
        ),
        live(move || {
            let limit = i64::try_from(DEVICES_MAX).unwrap_or(i64::MAX);
            let count = devices.with(|all| i64::try_from(all.len()).unwrap_or(limit));
            side_note(tr_args("devices-count", &[("count", Value::Number(count)), ("limit", Value::Number(limit))]))
        }),
        actions(vec![add]),
        side_note(tr("devices-note")),
        lock_would_ask(),
    ])
}

/// Draws a fork: two copies of one device wrote at one place. Shows what each holds, and the choice.
fn copies(app: AppHandle, fork: ForkView) -> View {
    let mut parts = vec![para(tr("fork-words")), side_note(tr("fork-care"))];
    parts.extend(fork.copies.into_iter().enumerate().map(|(at, one)| copy(app, at, one)));
    parts.push(side_note(tr("fork-wait")));
    section(tr_args("fork-title", &[("device", (&fork.device).into())]), parts)
}

fn copy(app: AppHandle, at: usize, copy: CopyView) -> View {
    let number = (at + 1).to_string();
    let mut parts = vec![heading(tr_args("fork-copy", &[("number", (&number).into())]))];
    for line in copy.lines {
        parts.push(side_note(full_day(&line.date)));
        parts.push(para(tr_message(&line.what)));
        if !line.words.is_empty() {
            parts.push(said(line.words));
        }
    }
    if copy.more {
        parts.push(side_note(tr("fork-more")));
    }
    let question = Question {
        open: (Kind::Plain, tr("fork-choose")),
        title: tr("fork-choose-ask"),
        words: tr("fork-choose-words"),
        yes: tr("fork-choose-yes"),
    };
    let key = copy.key;
    parts.push(confirm(question, move || {
        app.send(Intent::Settings(SettingsIntent::DecideFork { key: key.clone() }));
    }));
    leaf(Leaf::Plain, parts)
}

/// When a device was added, and when it last wrote: what tells it from another of the same name.
pub(super) fn used(device: &DeviceView) -> String {
    let since = full_day(&device.since);
    match &device.last {
        None => tr_args("devices-unused", &[("since", (&since).into())]),
        Some(last) => tr_args("devices-used", &[("since", (&since).into()), ("last", (&full_day(last)).into())]),
    }
}

fn one(app: AppHandle, device: DeviceView) -> View {
    let last = device.last.as_ref().map(|last| tr_args("devices-last", &[("day", (&full_day(last)).into())]));
    let last = last.filter(|_| !device.name.this && !device.name.paper).map_or_else(|| many(Vec::new()), side_note);
    let DeviceView { key, name, since, .. } = device;
    let when = name.since.as_ref().map_or_else(|| full_day(&since), |[day, time]| full_moment(day, time));
    let since = tr_args("devices-since", &[("when", (&when).into())]);
    let called = match (&name.own, name.paper) {
        (_, true) => tr("devices-paper"),
        (Some(own), false) => own.clone(),
        (None, false) => name.label.clone(),
    };
    // A name of one's own hides nothing: what the device calls itself stands below it.
    let label = name.own.as_ref().map(|_| side_note(tr_args("devices-label", &[("label", (&name.label).into())])));
    let rename = if name.paper { many(Vec::new()) } else { rename(&key, name.own.clone()) };
    // A device can call itself as the recovery code is called here; this mark it can't give itself.
    let (marks, remove) = match (name.this, name.paper) {
        (true, _) => (vec![tag(tr("devices-this"))], many(Vec::new())),
        (false, true) => (vec![tag(tr("devices-paper-mark"))], remove(app, key, &name)),
        (false, false) => (Vec::new(), remove(app, key, &name)),
    };
    let label = label.unwrap_or_else(|| many(Vec::new()));
    leaf(Leaf::Plain, vec![eyebrow(since, marks), heading(called), label, last, rename, remove])
}

fn rename(key: &str, now: Option<String>) -> View {
    let name = Typed::kept(format!("device-name-{key}"), or_blank(now));
    let (label, hint) = (tr("devices-name"), tr("devices-name-hint"));
    let fields = vec![field(Field { id: "device-name", label, hint, input: Input::Line, typed: name })];
    let key = key.to_owned();
    let send = move || Intent::Settings(SettingsIntent::NameDevice { key: key.clone(), name: name.now() });
    details(tr("devices-rename"), vec![Form::new(fields, tr("devices-name-save"), vec![name], send).draw()])
}

fn remove(app: AppHandle, key: String, name: &DeviceNameView) -> View {
    let called = device_name(name);
    let about = |message| tr_args(message, &[("device", (&called).into())]);
    let yes = tr("devices-remove-yes");
    let question = match name.paper {
        true => Question {
            open: (Kind::Quiet, tr("devices-remove-paper")),
            title: tr("devices-remove-paper-ask"),
            words: tr("devices-remove-paper-words"),
            yes,
        },
        false => Question {
            open: (Kind::Quiet, about("devices-remove")),
            title: about("devices-remove-ask"),
            words: tr("devices-remove-words"),
            yes,
        },
    };
    confirm(question, move || app.send(Intent::Settings(SettingsIntent::RemoveDevice { key: key.clone() })))
}
