//! Whether a person is there: moments at which they come back to the page, and that they still touch it.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::VisibilityState;

use super::{clock, page};

/// What a person does on a page while they read or write. The pages scroll below one element, where a scroll is only seen
/// on its way down.
const TOUCHES: [&str; 3] = ["pointerdown", "keydown", "scroll"];

/// Touches that come sooner after another are not told, in milliseconds: the minutes that count are many times as long.
const TELL_EVERY_MS: u64 = 20_000;

/// Calls back with whether the page is in sight, whenever that changes.
pub(super) fn on_sight(act: impl Fn(bool) + 'static) {
    let Some(document) = page::document() else { return };
    let watched = document.clone();
    page::listen(&document, "visibilitychange", move |_| act(watched.visibility_state() == VisibilityState::Visible));
}

/// Calls back when the page is focused, or brought back whole from the browser's memory.
pub(super) fn on_return(act: impl Fn() + Clone + 'static) {
    let Some(window) = page::window() else { return };
    let (focused, restored) = (act.clone(), act);
    page::listen(&window, "focus", move |_| focused());
    page::listen(&window, "pageshow", move |_| restored());
}

/// Calls back now and then while a person touches the page.
pub(super) fn on_touch(act: impl Fn() + Clone + 'static) {
    let Some(window) = page::window() else { return };
    let told_ms = Rc::new(Cell::new(0_i64));
    for touch in TOUCHES {
        let (act, told_ms) = (act.clone(), Rc::clone(&told_ms));
        page::listen_first(&window, touch, move |_| {
            let now = clock::now().unix_ms;
            if now.abs_diff(told_ms.get()) >= TELL_EVERY_MS {
                told_ms.set(now);
                act();
            }
        });
    }
}
