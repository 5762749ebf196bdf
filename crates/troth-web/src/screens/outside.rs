//! Screens of the shell itself, while the app cannot run.

use crate::components::{Kind, PAGE_ID, actions, button, drawing, hide_button, para, title};
use crate::messages::tr;
use crate::shell::AppHandle;
use sycamore::prelude::*;
use sycamore::web::tags;

/// Another tab runs the app.
pub(super) fn other_tab(app: AppHandle) -> View {
    let here = button(Kind::Primary, tr("second-tab-use"), move || app.use_here());
    gate(tr("second-tab-title"), vec![para(tr("second-tab-words")), actions(vec![here])])
}

/// The browser gives no storage.
pub(super) fn no_storage(app: AppHandle) -> View {
    gate(tr("no-storage-title"), vec![para(tr("no-storage-words")), again(app)])
}

/// Not everything could be deleted.
pub(super) fn wipe_failed(app: AppHandle) -> View {
    gate(tr("wipe-failed-title"), vec![para(tr("wipe-failed-words")), again(app)])
}

fn again(app: AppHandle) -> View {
    actions(vec![button(Kind::Primary, tr("broken-again"), move || app.reload())])
}

fn gate(words: String, parts: Vec<View>) -> View {
    let page = tags::main().id(PAGE_ID).class("page gate").attr("tabindex", "-1");
    let page = page.children((drawing("d-page"), title(words), parts));
    let bar = tags::header().class("top").children(hide_button());
    tags::div().class("app bare").attr("data-ready", "").children((bar, page)).into()
}
