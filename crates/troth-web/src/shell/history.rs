//! The browser's history, so that the phone's back gesture goes one level back: same address, same title.
//!
//! An entry holds only its level. See [`super::back_stack`] for the rule.

use std::cell::RefCell;

use troth_app::PageLoad;
use troth_app::view::View;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{History, PopStateEvent};

use super::back_stack::{self, BackStack, Step};
use super::page;

/// How the page was opened: a page that is loaded again finds what it noted beside its entry.
pub(super) fn page_load() -> PageLoad {
    let state = history().and_then(|history| history.state().ok());
    if state.is_some_and(|state| read_level(&state) > 0) { PageLoad::Again } else { PageLoad::Afresh }
}

/// This page's entries in the browser's history.
pub(super) struct BackGesture {
    stack: RefCell<BackStack>,
}

impl BackGesture {
    pub(super) fn new() -> Self {
        // An entry that says nothing is the first one.
        let level = history().and_then(|history| history.state().ok()).map_or(0, |state| read_level(&state));
        Self { stack: RefCell::new(BackStack::at(level)) }
    }

    /// Adjusts the history to the screen.
    pub(super) fn follow(&self, view: &View) {
        let step = self.stack.borrow_mut().follow(back_stack::level(view));
        let Some(history) = history() else { return };
        match step {
            Step::Stay => {}
            Step::Push(from, to) => (from..to).for_each(|level| push(&history, level + 1)),
            Step::Back(by) => go_back(&history, by),
        }
    }

    /// Takes the browser's new entry; returns how many steps back the person asked for.
    pub(super) fn arrived(&self, event: &PopStateEvent) -> u32 {
        self.stack.borrow_mut().arrived(read_level(&event.state()))
    }

    /// Goes back to the first entry of this page, then calls back. So a page that replaces this one leaves no entries
    /// behind it that lead to Troth.
    ///
    /// A browser may be slow or refuse, so the caller sets a time limit.
    pub(super) fn unwind(&self, then: fn()) {
        let level = self.stack.borrow().level();
        match (page::window(), history()) {
            (Some(window), Some(history)) if level > 0 => {
                page::listen(&window, "popstate", move |_| then());
                go_back(&history, level);
            }
            _ => then(),
        }
    }
}

/// Calls back when the browser went to another entry of this page.
pub(super) fn on_move(act: impl Fn(&PopStateEvent) + 'static) {
    let Some(window) = page::window() else { return };
    page::listen(&window, "popstate", move |event| {
        // A changed fragment is a new entry, not a step through old ones.
        let in_place =
            page::window().and_then(|window| window.location().hash().ok()).is_none_or(|hash| hash.is_empty());
        if let (true, Some(event)) = (in_place, event.dyn_ref()) {
            act(event);
        }
    });
}

fn history() -> Option<History> {
    page::window()?.history().ok()
}

fn push(history: &History, level: u32) {
    // Browsers refuse this only if a page does it hundreds of times a minute. The gesture then leaves the page.
    drop(history.push_state(&level.into(), ""));
}

fn go_back(history: &History, by: u32) {
    // Beyond its first entry a browser does not go, so a number that is too large leads there.
    let by = i32::try_from(by).unwrap_or(i32::MAX);
    drop(history.go_with_delta(-by));
}

fn read_level(state: &JsValue) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast from a float saturates")]
    state.as_f64().map_or(0, |level| level as u32)
}
