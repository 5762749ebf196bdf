//! Moves the focus to the heading of a new screen, so that screen readers announce it.

use std::cell::RefCell;

use troth_app::view::{Gate, View};
use troth_app::{Detail, Place};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{clock, page};

/// The identity of a screen: views with equal values are the same screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Screen {
    gate: u8,
    inside: Option<(Place, Option<Detail>)>,
}

impl Screen {
    pub(super) fn of(view: &View) -> Self {
        let gate = match &view.gate {
            Gate::Notice => 0,
            Gate::Welcome(_) => 1,
            Gate::Locked(_) => 2,
            Gate::Broken(_) => 3,
            Gate::Open(_) => 4,
            Gate::Returning(_) => 5,
        };
        let inside = match &view.gate {
            Gate::Open(open) => Some((open.place, open.detail.clone())),
            _ => None,
        };
        Self { gate, inside }
    }
}

/// Moves the focus when the screen changes.
#[derive(Default)]
pub(super) struct Focus {
    screen: RefCell<Option<Screen>>,
}

impl Focus {
    /// Takes the current screen, and focuses the heading of a new one. The first screen keeps the browser's focus.
    pub(super) fn follow(&self, view: &View) {
        let screen = Screen::of(view);
        let before = self.screen.replace(Some(screen.clone()));
        if before.is_some_and(|before| before != screen) {
            // The new screen is drawn before the next task runs.
            clock::after(0, focus_heading);
        }
    }
}

fn focus_heading() {
    let heading = page::document().and_then(|document| document.query_selector("h1").ok().flatten());
    let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) else { return };
    heading.set_tab_index(-1);
    // If the heading cannot take the focus, the focus stays.
    drop(heading.focus());
    if let Some(window) = page::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}
