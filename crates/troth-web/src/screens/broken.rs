//! Local storage can't be used: what happened, and what to do.

use leptos::prelude::{AnyView, ElementChild, IntoAny, With, view};
use troth_app::view::Gate;

use crate::components::{Kind, actions, button, drawing, live_text, many};
use crate::messages::{tr, tr_message};
use crate::shell::AppHandle;

pub(super) fn broken(app: AppHandle) -> AnyView {
    let words = live_text(move || {
        app.view().with(|view| match &view.gate {
            Gate::Broken(message) => tr_message(message),
            _ => String::new(),
        })
    });
    many(vec![
        drawing("d-page"),
        view! { <h1>{tr("broken-title")}</h1> }.into_any(),
        view! { <p>{words}</p> }.into_any(),
        actions(vec![button(Kind::Primary, tr("broken-again"), move || app.reload())]),
    ])
}
