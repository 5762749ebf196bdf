//! Coming back by the recovery code where all places for devices are taken: old ones are chosen, and go in the same step.

use sycamore::prelude::*;
use troth_app::view::{DeviceView, Gate, ReturningView};
use troth_app::{Intent, StartIntent};

use super::device_changes::device_name;
use super::devices::used;
use super::safety;
use crate::components::{Choice, Form, Part, Typed, checks, lead, live, many, side_note, title};
use crate::messages::{Value, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn returning(app: AppHandle) -> View {
    let devices: Part<Vec<DeviceView>> = shown(app, |returning| returning.devices.clone());
    let limit = shown(app, |returning| i64::try_from(returning.limit).unwrap_or(i64::MAX));
    many(vec![
        title(tr("returning-title")),
        live(move || lead(tr_args("returning-lead", &[("limit", Value::Number(limit.get()))]))),
        live(move || form(&devices.get())),
        side_note(tr("returning-note")),
        safety::safety(),
    ])
}

fn shown<T>(app: AppHandle, read: fn(&ReturningView) -> T) -> Part<T>
where
    T: Clone + Default + PartialEq + 'static,
{
    Part::new(move || {
        app.view().with(|view| match &view.gate {
            Gate::Returning(returning) => read(returning),
            _ => T::default(),
        })
    })
}

fn form(devices: &[DeviceView]) -> View {
    let chosen = Typed::passing("");
    let choices = (0_u8..).zip(devices).map(|(at, device)| Choice::new(at, device_name(&device.name), used(device)));
    let keys: Vec<String> = devices.iter().map(|device| device.key.clone()).collect();
    let without = move || {
        let chosen = chosen.ticked();
        let without = chosen.iter().filter_map(|at| keys.get(usize::from(*at)).cloned()).collect();
        Intent::Start(StartIntent::MakeRoom { without })
    };
    let choices = checks(tr("returning-choose"), choices.collect(), chosen);
    Form::new(vec![choices], tr("returning-go-on"), vec![chosen], without).draw()
}
