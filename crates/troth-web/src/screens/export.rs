//! The export of a person's own words. It first says what the files hold, and that they are not sealed.

use sycamore::prelude::*;
use troth_app::view::ExportView;
use troth_app::{ExportFile, Intent, SettingsIntent};

use super::look::look;
use super::passphrase::lock_would_ask;
use crate::components::{Kind, actions, button, lead, list, live, many, para, section, side_note};
use crate::messages::{tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn export(app: AppHandle) -> View {
    let known = look(|open| Some(open.settings.export.clone()));
    let holds = list(vec![tr("export-holds-own"), tr("export-holds-not"), tr("export-holds-gone")]);
    let open = list(vec![tr("export-open-read"), tr("export-open-where"), tr("export-open-others")]);
    many(vec![
        lead(tr("export-lead")),
        section(tr("export-holds-title"), vec![holds]),
        section(tr("export-open-title"), vec![open, para(tr("export-quiet")), para(tr("export-shows"))]),
        live(move || {
            let partial = known.with(|export| export.as_ref().is_some_and(|export| export.partial));
            if partial { para(tr("export-opening")) } else { many(Vec::new()) }
        }),
        live(move || match known.get() {
            Some(export) if export.open => files(app, &export),
            _ => {
                let ask = move || app.send(Intent::Settings(SettingsIntent::OpenExport));
                actions(vec![button(Kind::Primary, tr("export-lock"), ask)])
            }
        }),
        lock_would_ask(),
    ])
}

fn files(app: AppHandle, export: &ExportView) -> View {
    many(vec![
        file(app, Kind::Primary, ExportFile::Page, tr("export-page")),
        side_note(tr_args("export-page-about", &[("file", (&export.page).into())])),
        file(app, Kind::Plain, ExportFile::Lines, tr("export-lines")),
        side_note(tr_args("export-lines-about", &[("file", (&export.lines).into())])),
    ])
}

fn file(app: AppHandle, kind: Kind, file: ExportFile, label: String) -> View {
    actions(vec![button(kind, label, move || app.send(Intent::Settings(SettingsIntent::Export(file))))])
}
