//! Leaving: advice first (care 19), then one press. Unlinking is alone, at once and offline (care 18).

use sycamore::prelude::*;
use troth_app::{Intent, SettingsIntent};

use super::safety;
use crate::components::{Kind, Question, actions, button, confirm, lead, list, many, para, section};
use crate::messages::tr;
use crate::shell::AppHandle;

pub(super) fn unlink(app: AppHandle) -> View {
    let now = button(Kind::Danger, tr("unlink-now"), move || app.send(Intent::Settings(SettingsIntent::Unlink)));
    let stay = button(Kind::Plain, tr("unlink-stay"), move || app.send(Intent::Back));
    many(vec![
        lead(tr("unlink-lead")),
        section(
            tr("unlink-tension-title"),
            vec![para(tr("unlink-tension")), para(tr("unlink-alone")), para(tr("unlink-stop"))],
        ),
        section(
            tr("unlink-happens-title"),
            vec![list(vec![
                tr("unlink-happens-copy"),
                tr("unlink-happens-notice"),
                tr("unlink-happens-nothing"),
                tr("unlink-happens-tell"),
                tr("unlink-happens-for-good"),
            ])],
        ),
        section(tr("unlink-server-title"), vec![para(tr("unlink-server")), para(tr("unlink-server-partner"))]),
        safety::safety(),
        actions(vec![now, stay]),
    ])
}

pub(super) fn wipe(app: AppHandle) -> View {
    let question = Question {
        open: (Kind::Danger, tr("wipe-open")),
        title: tr("wipe-ask"),
        words: tr("wipe-ask-words"),
        yes: tr("wipe-yes"),
    };
    many(vec![
        lead(tr("wipe-lead")),
        section(
            tr("wipe-happens-title"),
            vec![list(vec![tr("wipe-happens-here"), tr("wipe-happens-there"), tr("wipe-happens-history")])],
        ),
        section(tr("wipe-before-title"), vec![para(tr("wipe-before"))]),
        confirm(question, move || app.send(Intent::Settings(SettingsIntent::Wipe))),
    ])
}
