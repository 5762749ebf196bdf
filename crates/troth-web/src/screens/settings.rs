//! Settings: you, the two of you, this device.

use sycamore::prelude::*;
use troth_app::view::{Bond, EarlierView, RecoveryView, RestView};
use troth_app::{Detail, Intent, SettingsIntent};

use super::install;
use super::look::{glance, look, named, partner};
use super::sample::{is_sample, no_settings};
use crate::components::{
    Choice, Field, Form, Input, Kind, Question, Typed, confirm, details, field, live, many, radios, row, rows, section,
    when_changed,
};
use crate::messages::{full_day, tr, tr_args};
use crate::shell::{AppHandle, Look};

pub(super) fn settings(app: AppHandle) -> View {
    if is_sample(app).get_untracked() {
        return of_sample(app);
    }
    many(vec![
        section(tr("settings-you"), vec![own_rows(app), rename()]),
        section(tr("settings-two"), vec![two_rows(app), call()]),
        section(tr("settings-device"), vec![look_choice(app), install::later(app), device_rows(app)]),
    ])
}

/// Draws the settings of the sample couple: those that work without keys or devices.
fn of_sample(app: AppHandle) -> View {
    let rest = look(|open| Some(open.settings.rest.clone()));
    let rest = live(move || {
        let rest = detail_row(app, Some("i-rest"), tr("rest-title"), rest_about(rest.get()), Detail::Rest);
        rows(vec![rest, detail_row(app, None, tr("about-title"), tr("settings-about"), Detail::About)])
    });
    many(vec![no_settings(), section(tr("settings-two"), vec![rest]), look_choice(app)])
}

fn detail_row(app: AppHandle, sign: Option<&'static str>, title: String, about: String, detail: Detail) -> View {
    row(sign, title, about, move || app.send(Intent::Show(detail.clone())))
}

fn own_rows(app: AppHandle) -> View {
    let known = look(|open| {
        let settings = &open.settings;
        let code = matches!(settings.recovery, RecoveryView::Set);
        (settings.devices.len(), code, settings.lock.set)
    });
    live(move || {
        let (devices, code, lock) = known.get();
        let devices = if devices > 1 { tr("settings-devices-several") } else { tr("settings-devices-one") };
        let code = if code { tr("settings-recovery-set") } else { tr("settings-recovery-none") };
        let lock = if lock { tr("settings-lock-on") } else { tr("settings-lock-off") };
        rows(vec![
            detail_row(app, Some("i-device"), tr("devices-title"), devices, Detail::Devices),
            detail_row(app, Some("i-key"), tr("recovery-title"), code, Detail::Recovery),
            detail_row(app, Some("i-lock"), tr("lock-title"), lock, Detail::Lock),
            detail_row(app, Some("i-download"), tr("export-title"), tr("export-row"), Detail::Export),
        ])
    })
}

fn rename() -> View {
    let name = Typed::passing(glance(|open| open.me.clone()));
    let fields = vec![field(Field {
        id: "rename",
        label: tr("name-label"),
        hint: tr("rename-hint"),
        input: Input::Line,
        typed: name,
    })];
    let rename = move || Intent::Settings(SettingsIntent::Rename { name: name.now() });
    details(tr("rename-title"), vec![Form::new(fields, tr("rename-keep"), Vec::new(), rename).draw()])
}

/// Draws the field for the name under which the partner stands here; nobody else sees it.
fn call() -> View {
    let has_partner = look(|open| open.bond != Bond::Alone && open.bond != Bond::Opening);
    live(move || {
        if !has_partner.get() {
            return many(Vec::new());
        }
        let name = Typed::passing(glance(|open| open.partner.clone()).unwrap_or_else(String::new));
        let fields = vec![field(Field {
            id: "call",
            label: tr("call-label"),
            hint: tr("call-hint"),
            input: Input::Line,
            typed: name,
        })];
        let call = move || Intent::Settings(SettingsIntent::CallPartner { name: name.now() });
        details(tr("call-title"), vec![Form::new(fields, tr("call-keep"), Vec::new(), call).draw()])
    })
}

fn two_rows(app: AppHandle) -> View {
    let known = look(|open| (Some(open.bond), Some(open.settings.rest.clone()), open.settings.earlier.clone()));
    let called = look(|open| open.partner.clone());
    live(move || {
        let (bond, rest, earlier) = known.get();
        called.track();
        let link_about = match bond {
            Some(Bond::Linked | Bond::Resting) => tr_args("settings-linked", &[("partner", (&partner()).into())]),
            Some(Bond::Unlinked) => tr("settings-unlinked"),
            Some(Bond::Opening) => tr("settings-opening"),
            Some(Bond::Alone) | None => tr("settings-alone"),
        };
        let mut all = vec![detail_row(app, Some("i-link"), tr("link-title"), link_about, Detail::Link)];
        if matches!(bond, Some(Bond::Linked | Bond::Resting)) {
            all.push(detail_row(app, Some("i-rest"), tr("rest-title"), rest_about(rest), Detail::Rest));
        }
        // Leaving waits for nothing (care 18).
        if matches!(bond, Some(Bond::Linked | Bond::Resting | Bond::Opening)) {
            all.push(detail_row(app, None, tr("settings-unlink"), tr("settings-unlink-about"), Detail::Unlink));
        }
        all.extend(earlier.iter().map(|one| earlier_row(app, one.clone())));
        let take_off = earlier.iter().map(|one| let_go(app, one)).collect();
        let take_off = (!earlier.is_empty()).then(|| details(tr("earlier-let-go"), vec![many(take_off)]));
        many([Some(rows(all)), take_off].into_iter().flatten().collect())
    })
}

/// Draws the button that removes an earlier record from this device, with its question.
fn let_go(app: AppHandle, earlier: &EarlierView) -> View {
    let with = named(&earlier.with);
    let named = |id| tr_args(id, &[("partner", (&with).into()), ("day", (&full_day(&earlier.since)).into())]);
    let question = Question {
        open: (Kind::Quiet, named("earlier-let-go-open")),
        title: named("earlier-let-go-ask"),
        words: named("earlier-let-go-words"),
        yes: tr("earlier-let-go-yes"),
    };
    let key = earlier.key.clone();
    confirm(question, move || app.send(Intent::Settings(SettingsIntent::LetGoEarlier { key: key.clone() })))
}

/// Draws the row that opens an earlier record for reading.
fn earlier_row(app: AppHandle, earlier: EarlierView) -> View {
    let title = tr_args("settings-earlier", &[("partner", (&named(&earlier.with)).into())]);
    let about = tr_args("settings-earlier-about", &[("day", (&full_day(&earlier.since)).into())]);
    let key = earlier.key;
    row(Some("i-story"), title, about, move || {
        app.send(Intent::Settings(SettingsIntent::ReadEarlier { key: key.clone() }));
    })
}

fn rest_about(rest: Option<RestView>) -> String {
    match rest {
        Some(RestView::Resting { until: Some(day), .. }) => tr_args("rest-until", &[("day", (&full_day(&day)).into())]),
        Some(RestView::Resting { until: None, .. }) => tr("rest-open-ended"),
        Some(RestView::Active { next: Some(day) }) => tr_args("rest-next", &[("day", (&full_day(&day)).into())]),
        _ => tr("settings-rest"),
    }
}

fn look_choice(app: AppHandle) -> View {
    let chosen = Typed::passing(match app.look().get_untracked() {
        Look::System => "system",
        Look::Light => "light",
        Look::Dark => "dark",
    });
    let choices = vec![
        Choice::new("system", tr("look-system"), String::new()),
        Choice::new("light", tr("look-light"), String::new()),
        Choice::new("dark", tr("look-dark"), String::new()),
    ];
    let look = move || match &*chosen.follow() {
        "light" => Look::Light,
        "dark" => Look::Dark,
        _ => Look::System,
    };
    when_changed(look, move |look| app.choose_look(look));
    details(tr("look-title"), vec![radios("look", tr("look-question"), choices, chosen)])
}

fn device_rows(app: AppHandle) -> View {
    rows(vec![
        detail_row(app, None, tr("about-title"), tr("settings-about"), Detail::About),
        detail_row(app, None, tr("settings-wipe"), tr("settings-wipe-about"), Detail::Wipe),
    ])
}
