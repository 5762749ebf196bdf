//! Who runs the server, asked once a link has ended (care 41, 42).

use sycamore::prelude::*;
use troth_app::view::{KeeperView, ServerView};
use troth_app::{Detail, Intent, SettingsIntent};

use super::look::look;
use crate::components::{Leaf, Part, heading, lead, leaf, live, many, para, row, rows, section, side_note};
use crate::messages::tr;
use crate::shell::AppHandle;

/// Draws the question until it is answered.
pub(super) fn question(app: AppHandle) -> View {
    let open = asked(|server| server.keeper.is_none());
    live(move || {
        if !open.get() {
            return many(Vec::new());
        }
        let parts =
            vec![heading(tr("server-title")), para(tr("server-sees")), answers(app), side_note(tr("server-off"))];
        leaf(Leaf::Next, parts)
    })
}

/// Draws the row that leads to the answer, once there is a question.
pub(super) fn way_in(app: AppHandle) -> View {
    let stands = asked(|_| true);
    live(move || {
        if !stands.get() {
            return many(Vec::new());
        }
        let show = move || app.send(Intent::Show(Detail::Server));
        rows(vec![row(Some("i-key"), tr("server-title"), tr("server-row"), show)])
    })
}

pub(super) fn server(app: AppHandle) -> View {
    let view = look(|open| open.settings.server);
    live(move || match view.get() {
        None => lead(tr("server-none")),
        Some(server) => page(app, server),
    })
}

fn page(app: AppHandle, server: ServerView) -> View {
    let mut parts = vec![lead(said(server.keeper)), para(tr("server-sees"))];
    if server.untold {
        parts.push(para(tr("server-untold")));
    }
    parts.extend([
        section(tr("server-choose"), vec![answers(app)]),
        section(tr("server-lost-title"), vec![para(tr("server-lost")), side_note(tr("server-here"))]),
        side_note(tr("server-browser")),
    ]);
    many(parts)
}

fn said(keeper: Option<KeeperView>) -> String {
    match keeper {
        None => tr("server-off"),
        Some(KeeperView::Trusted) => tr("server-said-trusted"),
        Some(KeeperView::Partner) => tr("server-said-partner"),
        Some(KeeperView::Unknown) => tr("server-said-unknown"),
    }
}

fn answers(app: AppHandle) -> View {
    let answer = |keeper, title, about| {
        row(None, title, about, move || app.send(Intent::Settings(SettingsIntent::Keeper(keeper))))
    };
    rows(vec![
        answer(KeeperView::Trusted, tr("server-trusted"), tr("server-trusted-about")),
        answer(KeeperView::Partner, tr("server-partner"), tr("server-partner-about")),
        answer(KeeperView::Unknown, tr("server-unknown"), tr("server-unknown-about")),
    ])
}

fn asked(test: fn(&ServerView) -> bool) -> Part<bool> {
    look(move |open| open.settings.server.as_ref().is_some_and(test))
}
