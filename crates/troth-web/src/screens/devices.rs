//! One's own devices.

use sycamore::prelude::*;
use troth_app::view::DeviceView;
use troth_app::{Detail, Intent, SettingsIntent};

use super::look::look;
use crate::components::{
    Kind, Leaf, Question, actions, button, confirm, eyebrow, heading, leaf, live, many, side_note, tag,
};
use crate::messages::{full_day, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn devices(app: AppHandle) -> View {
    let devices = look(|open| open.settings.devices.clone());
    let add = button(Kind::Primary, tr("devices-add"), move || app.send(Intent::Show(Detail::AddDevice)));
    many(vec![
        live(move || many(devices.get().into_iter().map(|device| one(app, device)).collect())),
        actions(vec![add]),
        side_note(tr("devices-note")),
    ])
}

fn one(app: AppHandle, device: DeviceView) -> View {
    let since = tr_args("devices-since", &[("day", (&full_day(&device.since)).into())]);
    let name = if device.paper { tr("devices-paper") } else { device.label };
    if device.this {
        return leaf(Leaf::Plain, vec![eyebrow(since, vec![tag(tr("devices-this"))]), heading(name)]);
    }
    let parts = vec![eyebrow(since, Vec::new()), heading(name), remove(app, device.key)];
    leaf(Leaf::Plain, parts)
}

fn remove(app: AppHandle, key: String) -> View {
    let question = Question {
        open: (Kind::Quiet, tr("devices-remove")),
        title: tr("devices-remove-ask"),
        words: tr("devices-remove-words"),
        yes: tr("devices-remove-yes"),
    };
    confirm(question, move || app.send(Intent::Settings(SettingsIntent::RemoveDevice { key: key.clone() })))
}
