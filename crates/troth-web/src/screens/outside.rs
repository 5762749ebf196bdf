//! What stands in front of a person while the app itself can't run.

use leptos::prelude::{AnyView, ClassAttribute, CustomAttribute, ElementChild, GlobalAttributes, IntoAny, view};

use crate::components::{Kind, PAGE_ID, actions, button, drawing, hide_button, para};
use crate::messages::tr;
use crate::shell::AppHandle;

/// Another tab runs the app.
pub(super) fn other_tab(app: AppHandle) -> AnyView {
    let here = button(Kind::Primary, tr("second-tab-use"), move || app.use_here());
    gate(tr("second-tab-title"), vec![para(tr("second-tab-words")), actions(vec![here])])
}

/// The browser gives no storage.
pub(super) fn no_storage(app: AppHandle) -> AnyView {
    gate(tr("no-storage-title"), vec![para(tr("no-storage-words")), again(app)])
}

/// Not everything could be deleted.
pub(super) fn wipe_failed(app: AppHandle) -> AnyView {
    gate(tr("wipe-failed-title"), vec![para(tr("wipe-failed-words")), again(app)])
}

fn again(app: AppHandle) -> AnyView {
    actions(vec![button(Kind::Primary, tr("broken-again"), move || app.reload())])
}

fn gate(title: String, parts: Vec<AnyView>) -> AnyView {
    view! {
        <div class="app bare" data-ready="">
            <header class="top">{hide_button()}</header>
            <main id=PAGE_ID class="page gate" tabindex="-1">{drawing("d-page")}<h1>{title}</h1>{parts}</main>
        </div>
    }
    .into_any()
}
