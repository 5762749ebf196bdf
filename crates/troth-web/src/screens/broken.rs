//! Local storage cannot be used: what happened, and what to do.

use sycamore::prelude::*;
use sycamore::web::tags;
use troth_app::view::Gate;

use crate::components::{Kind, actions, button, drawing, live_text, many, title};
use crate::messages::{tr, tr_message};
use crate::shell::AppHandle;

pub(super) fn broken(app: AppHandle) -> View {
    let words = live_text(move || {
        app.view().with(|view| match &view.gate {
            Gate::Broken(message) => tr_message(message),
            _ => String::new(),
        })
    });
    many(vec![
        drawing("d-page"),
        title(tr("broken-title")),
        tags::p().children(words).into(),
        actions(vec![button(Kind::Primary, tr("broken-again"), move || app.reload())]),
    ])
}
