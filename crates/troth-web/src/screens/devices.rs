//! One's own devices.

use sycamore::prelude::*;
use troth_app::view::{CopyView, DeviceView, ForkView};
use troth_app::{Detail, Intent, SettingsIntent};

use super::look::look;
use crate::components::{
    Kind, Leaf, Part, Question, actions, button, confirm, eyebrow, heading, keyed, leaf, live, many, para, said,
    section, side_note, tag,
};
use crate::messages::{full_day, tr, tr_args, tr_message};
use crate::shell::AppHandle;

pub(super) fn devices(app: AppHandle) -> View {
    let devices = look(|open| open.settings.devices.clone());
    let add = button(Kind::Primary, tr("devices-add"), move || app.send(Intent::Show(Detail::AddDevice)));
    let forks = look(|open| open.settings.forks.clone());
    many(vec![
        live(move || many(forks.get().into_iter().map(|fork| copies(app, fork)).collect())),
        // One by one: a question that stands open must outlive news about another device.
        keyed(
            move || devices.with(|all| all.iter().map(|device| device.key.clone()).collect()),
            move |key| {
                let shown = Part::new(move || devices.get().into_iter().find(|device| device.key == key));
                live(move || shown.get().map_or_else(|| many(Vec::new()), |device| one(app, device)))
            },
        ),
        actions(vec![add]),
        side_note(tr("devices-note")),
    ])
}

/// Two copies of one device wrote in one place: what each holds, and the choice.
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

fn one(app: AppHandle, device: DeviceView) -> View {
    let since = tr_args("devices-since", &[("day", (&full_day(&device.since)).into())]);
    let name = if device.paper { tr("devices-paper") } else { device.label };
    if device.this {
        return leaf(Leaf::Plain, vec![eyebrow(since, vec![tag(tr("devices-this"))]), heading(name)]);
    }
    let parts = vec![eyebrow(since, Vec::new()), heading(name), remove(app, device.key, device.paper)];
    leaf(Leaf::Plain, parts)
}

fn remove(app: AppHandle, key: String, paper: bool) -> View {
    let question = Question {
        open: (Kind::Quiet, tr("devices-remove")),
        title: tr(if paper { "devices-remove-paper-ask" } else { "devices-remove-ask" }),
        words: tr(if paper { "devices-remove-paper-words" } else { "devices-remove-words" }),
        yes: tr("devices-remove-yes"),
    };
    confirm(question, move || app.send(Intent::Settings(SettingsIntent::RemoveDevice { key: key.clone() })))
}
