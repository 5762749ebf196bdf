//! Changes to a person's devices: calm, exact, and shown until dismissed on this device.

use sycamore::prelude::*;
use troth_app::view::{DeviceChangeKind, DeviceChangeView, DeviceChangesView, DeviceNameView};
use troth_app::{Detail, Intent, SettingsIntent};

use super::look::look;
use crate::components::{Kind, Leaf, actions, button, details, heading, leaf, live, many, para, side_note};
use crate::messages::{full_moment, tr, tr_args};
use crate::shell::AppHandle;

/// Where the changes are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ToldWhere {
    /// On Today, where every start of the app leads.
    OnToday,
    /// Above the list of devices.
    AmongDevices,
}

pub(super) fn device_changes(app: AppHandle, told: ToldWhere) -> View {
    let changes = look(|open| open.settings.changes.clone());
    live(move || {
        let changes = changes.get();
        if changes.changes.is_empty() { many(Vec::new()) } else { draw(app, told, changes) }
    })
}

fn draw(app: AppHandle, told: ToldWhere, changes: DeviceChangesView) -> View {
    let mut parts = vec![heading(tr("device-changes-title"))];
    for change in &changes.changes {
        parts.extend([para(what(change)), side_note(done(change))]);
    }
    parts.push(para(tr("device-changes-known")));
    let show = |label, detail: Detail| button(Kind::Plain, tr(label), move || app.send(Intent::Show(detail.clone())));
    let code = show("device-changes-code", Detail::Recovery);
    let ways = vec![code, show("device-changes-lock", Detail::Lock)];
    let if_not = vec![para(tr("device-changes-unknown")), side_note(tr("device-changes-care")), actions(ways)];
    let mut last = Vec::new();
    match told {
        ToldWhere::OnToday => {
            parts.push(details(tr("device-changes-not-me"), if_not));
            last.push(show("device-changes-devices", Detail::Devices));
        }
        ToldWhere::AmongDevices => parts.extend(if_not),
    }
    if changes.can_be_put_away {
        let know = move || app.send(Intent::Settings(SettingsIntent::KnowDeviceChanges));
        last.push(button(Kind::Quiet, tr("device-changes-know"), know));
    } else {
        parts.push(side_note(tr("device-changes-stay")));
    }
    parts.push(actions(last));
    leaf(Leaf::Advice, parts)
}

fn what(change: &DeviceChangeView) -> String {
    // The next line says when it was added.
    let added = tr_args("device-name", &[("label", (&change.device.label).into())]);
    let added = || tr_args("device-change-added", &[("device", (&added).into())]);
    let about = |message| tr_args(message, &[("device", (&device_name(&change.device)).into())]);
    match (change.what, change.device.this) {
        (DeviceChangeKind::Added, false) => added(),
        (DeviceChangeKind::Added, true) => tr("device-change-added-here"),
        (DeviceChangeKind::Removed, false) => about("device-change-removed"),
        (DeviceChangeKind::Removed, true) => tr("device-change-removed-here"),
        (DeviceChangeKind::CodeMade, _) => tr("device-change-code"),
        (DeviceChangeKind::CodeReplaced, _) => tr("device-change-code-new"),
        (DeviceChangeKind::CodeRemoved, _) => tr("device-change-code-removed"),
    }
}

fn done(change: &DeviceChangeView) -> String {
    let message = match (change.by.this, change.by.paper) {
        (true, _) => "device-change-here",
        (false, true) => "device-change-by-code",
        (false, false) => "device-change-on",
    };
    let when = full_moment(&change.date, &change.time);
    tr_args(message, &[("when", (&when).into()), ("device", (&device_name(&change.by)).into())])
}

/// Draws a device's name, with what distinguishes it from another of the same name.
pub(super) fn device_name(name: &DeviceNameView) -> String {
    if let Some(own) = &name.own {
        return tr_args("device-name-own", &[("own", own.into()), ("label", (&name.label).into())]);
    }
    let label = (&name.label).into();
    match &name.since {
        None => tr_args("device-name", &[("label", label)]),
        Some([day, time]) => {
            tr_args("device-name-since", &[("label", label), ("when", (&full_moment(day, time)).into())])
        }
    }
}
