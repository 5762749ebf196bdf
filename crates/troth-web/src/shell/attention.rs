//! A person's attention: when they return to the page, and whether they still use it.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::VisibilityState;

use super::{clock, page};

/// Events of a person who reads or writes. The pages scroll inside one element, so a scroll is only seen in the capture
/// phase.
const TOUCHES: [&str; 3] = ["pointerdown", "keydown", "scroll"];

/// Least time between two reported touches, in milliseconds. The lock's minutes are many times as long.
const TELL_EVERY_MS: u64 = 20_000;

/// Calls back whenever the page comes into sight or goes out of it.
pub(super) fn on_sight(act: impl Fn(bool) + 'static) {
    let Some(document) = page::document() else { return };
    let watched = document.clone();
    page::listen(&document, "visibilitychange", move |_| act(watched.visibility_state() == VisibilityState::Visible));
}

/// Calls back when the page is focused, or restored from the browser's memory.
pub(super) fn on_return(act: impl Fn() + Clone + 'static) {
    let Some(window) = page::window() else { return };
    let (focused, restored) = (act.clone(), act);
    page::listen(&window, "focus", move |_| focused());
    page::listen(&window, "pageshow", move |_| restored());
}

/// Calls back now and then while a person uses the page.
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
