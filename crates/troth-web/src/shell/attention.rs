//! Moments at which a person comes back to the page: what was asleep may be late.

use web_sys::VisibilityState;

use super::page;

/// Calls back when the page is shown again, focused, or brought back whole from the browser's memory.
pub(super) fn on_return(act: impl Fn() + Clone + 'static) {
    let (Some(window), Some(document)) = (page::window(), page::document()) else { return };
    let (shown, focused, restored) = (act.clone(), act.clone(), act);
    let watched = document.clone();
    page::listen(&document, "visibilitychange", move |_| {
        if watched.visibility_state() == VisibilityState::Visible {
            shown();
        }
    });
    page::listen(&window, "focus", move |_| focused());
    page::listen(&window, "pageshow", move |_| restored());
}
