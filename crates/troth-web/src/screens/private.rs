//! The private space: the journal, own ratings, and the page about help that is the same for everyone.

use sycamore::prelude::*;
use sycamore::web::tags;
use troth_app::view::{HelpView, PageView};
use troth_app::{Detail, Intent, PrivateIntent};

use super::look::{entry_key, look};
use super::{notice, ratings, safety, server, way};
use crate::components::{
    Kind, Part, actions, button, button_about, details, empty_state, keyed, lead, live, many, para, reason, row, rows,
    said, section, side_note, tag,
};
use crate::messages::{moment, tr, tr_message};
use crate::shell::AppHandle;

/// Journal pages drawn at once: some screens of a phone. A button draws as many older ones.
const PAGES_AT_ONCE: usize = 10;

pub(super) fn private(app: AppHandle) -> View {
    let write = button(Kind::Primary, tr("journal-write"), move || app.send(Intent::Show(Detail::NewPage)));
    many(vec![
        lead(tr("private-lead")),
        actions(vec![write]),
        rating_row(app),
        too_much(app),
        help_note(app),
        // Above the journal: a frightened person must not have to scroll past their own pages.
        safety::safety(),
        journal(app),
        ratings::history(),
        ratings::trends(),
        server::way_in(app),
        way::where_i_am(app),
        way::about(app, &Detail::NewPage),
        details(tr("private-notice"), notice::words()),
    ])
}

/// Draws a suggestion of help, folded. It stands here alone: nothing outside of this place appears because of a private
/// mark (care 53).
fn help_note(app: AppHandle) -> View {
    let help = look(|open| open.private.help.clone());
    live(move || {
        let Some(HelpView { key, because, idea }) = help.get() else { return many(Vec::new()) };
        let put_away = move || app.send(Intent::DismissStep { key: key.clone() });
        let parts = vec![
            reason(tr_message(&because)),
            para(tr_message(&idea)),
            safety::folded(tr("help-see")),
            side_note(tr("help-only-you")),
            actions(vec![button_about(Kind::Quiet, tr("today-step-later"), &tr("step-read-help"), put_away)]),
        ];
        details(tr("step-read-help"), parts)
    })
}

fn rating_row(app: AppHandle) -> View {
    let rated = look(|open| open.private.rated_today);
    live(move || {
        let about = if rated.get() { tr("ratings-row-done") } else { tr("ratings-row") };
        rows(vec![row(Some("i-feel"), tr("ratings-title"), about, move || app.send(Intent::Show(Detail::Rating)))])
    })
}

/// Draws "it is too much now": one tap. Its answer stays until the page is left, and help stays folded as before, so
/// that another person looking on sees nothing.
fn too_much(app: AppHandle) -> View {
    let said = look(|open| open.private.too_much_today);
    let just_now = create_signal(false);
    live(move || {
        if said.get() {
            let back = move || app.send(Intent::Private(PrivateIntent::TakeTooMuchBack));
            let undo = || actions(vec![button(Kind::Quiet, tr("too-much-undo"), back)]);
            return if just_now.get() { many(vec![para(tr("too-much-said")), undo()]) } else { many(Vec::new()) };
        }
        let say = move || {
            just_now.set(true);
            app.send(Intent::Private(PrivateIntent::SayTooMuch));
        };
        rows(vec![row(Some("i-feel"), tr("too-much-now"), tr("too-much-about"), say)])
    })
}

fn journal(app: AppHandle) -> View {
    let shown = create_signal(PAGES_AT_ONCE);
    let keys = look(move |open| {
        let shown = open.private.pages.iter().take(shown.get());
        shown.map(|page| entry_key(page.id)).collect::<Vec<_>>()
    });
    let are_more = look(move |open| open.private.pages.len() > shown.get());
    let empty = Part::new(move || keys.with(Vec::is_empty));
    live(move || {
        if empty.get() {
            return empty_state("d-page", tr("journal-empty-title"), tr("journal-empty-words"), Vec::new());
        }
        let pages = keyed(
            move || keys.get(),
            move |key| {
                let page = look(move |open| open.private.pages.iter().find(|page| entry_key(page.id) == key).cloned());
                live(move || page.get().map_or_else(|| many(Vec::new()), |page| entry(app, page)))
            },
        );
        let more = live(move || {
            if !are_more.get() {
                return many(Vec::new());
            }
            let older = move || shown.set(shown.get_untracked() + PAGES_AT_ONCE);
            actions(vec![button(Kind::Quiet, tr("journal-all"), older)])
        });
        section(tr("journal-title"), vec![pages, more, side_note(tr("journal-note"))])
    })
}

fn entry(app: AppHandle, page: PageView) -> View {
    let (day, time) = page.written;
    let edited = page.edited.then(|| tag(tr("tag-edited")));
    let remarks = many(page.remarks.iter().map(|remark| side_note(tr_message(remark))).collect());
    let id = page.id;
    let change = button(Kind::Quiet, tr("page-change"), move || app.send(Intent::Show(Detail::Page(id))));
    let when = tags::time().datetime(format!("{day}T{time}")).children(moment(&day, &time));
    let head = tags::header().children((when, edited));
    tags::article().class("entry").children((head, said(page.text), remarks, actions(vec![change]))).into()
}
