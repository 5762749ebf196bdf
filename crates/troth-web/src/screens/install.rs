//! Installing: before much is written, and later in Settings.

use sycamore::prelude::*;

use crate::components::{Kind, actions, button, details, live, many, para, section};
use crate::messages::tr;
use crate::shell::{AppHandle, InstallOffer};

/// Says before the first words that an installed app keeps them longer, where this browser can install one.
pub(super) fn before_writing(app: AppHandle) -> View {
    live(move || match app.install().get() {
        InstallOffer::None => many(Vec::new()),
        InstallOffer::Button => section(tr("install-first"), vec![para(tr("install-first-words")), ask(app)]),
        InstallOffer::ByShareMenu => {
            let how = [tr("install-first-words"), tr("install-by-menu"), tr("install-first-apart")];
            section(tr("install-first"), how.map(para).into())
        }
    })
}

/// Offers to install later.
pub(super) fn later(app: AppHandle) -> View {
    live(move || match app.install().get() {
        InstallOffer::None => many(Vec::new()),
        InstallOffer::Button => details(tr("install-title"), vec![para(tr("install-words")), ask(app)]),
        InstallOffer::ByShareMenu => {
            details(tr("install-title"), vec![para(tr("install-words")), para(tr("install-by-menu"))])
        }
    })
}

fn ask(app: AppHandle) -> View {
    actions(vec![button(Kind::Plain, tr("install-ask"), move || app.ask_install())])
}
