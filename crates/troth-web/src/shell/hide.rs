//! Hide: covers the page at once, then leaves it (care 9, 10).
//!
//! **Where it leads.** To `/pause.html`, a blank page titled "New tab" that the relay serves and the worker caches. A
//! search engine or a weather page would look more natural in the address bar. But it would tell that site's owner and
//! the network that a person fled from Troth, it does not open offline, and it could not cut off the forward history.
//! `about:blank` shows no host, but cannot cut off the forward history either.
//!
//! **What it is not.** It erases nothing: the browser's own history still holds the visit (care 11).
//!
//! **Why it listens on the document.** The button works whatever draws it, even on a broken screen: every element with
//! the attribute `data-hide` hides, and so do three presses of Shift.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PageTransitionEvent};

use super::page;
use super::shifts::{Press, Shifts};

/// The neutral page.
pub(super) const NEUTRAL_PAGE: &str = "/pause.html";

/// The style sheet's classes for a covered page, and for the cover itself.
const COVERED: &str = "covered";
const COVER: &str = "cover";

/// The selector of buttons that hide.
const MARK: &str = "[data-hide]";

thread_local! {
    static HIDDEN: Cell<bool> = const { Cell::new(false) };
}

/// Tells whether this page is hidden. Nothing may be drawn on it afterwards.
pub(super) fn is_hidden() -> bool {
    HIDDEN.get()
}

/// Paints a plain cover over everything, before this call returns.
pub(super) fn cover() {
    HIDDEN.set(true);
    let Some(document) = page::document() else { return };
    if let Some(root) = document.document_element() {
        root.set_class_name(COVERED);
    }
    if let (Some(body), Ok(cover)) = (document.body(), document.create_element("div")) {
        cover.set_class_name(COVER);
        // If the cover cannot be added, the class alone hides the page's content.
        drop(body.append_child(&cover));
    }
}

/// Goes to the neutral page, which replaces this page in the history.
pub(super) fn leave() {
    go(NEUTRAL_PAGE);
}

/// Goes to an empty page that needs no file of the app, after all of them were deleted.
pub(super) fn leave_for_good() {
    go("about:blank");
}

fn go(address: &str) {
    if let Some(window) = page::window() {
        // If the browser refuses, the cover stays.
        drop(window.location().replace(address));
    }
}

/// Calls back when a person asks to hide, by a button or by the keyboard.
pub(super) fn on_request(act: impl Fn() + 'static) {
    let (Some(window), Some(document)) = (page::window(), page::document()) else { return };
    let act = Rc::new(act);
    let hide = Rc::clone(&act);
    page::listen_first(&document, "click", move |event| {
        if is_hide_button(&event) {
            event.prevent_default();
            event.stop_propagation();
            hide();
        }
    });
    let shifts = RefCell::new(Shifts::default());
    page::listen_first(&window, "keydown", move |event| {
        if event.dyn_ref::<KeyboardEvent>().is_some_and(|key| press(&shifts, key)) {
            act();
        }
    });
    page::listen(&window, "pageshow", stay_away);
}

fn is_hide_button(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| matches!(element.closest(MARK), Ok(Some(_))))
}

fn press(shifts: &RefCell<Shifts>, key: &KeyboardEvent) -> bool {
    if key.repeat() {
        return false;
    }
    let press = if key.key() == "Shift" { Press::Shift } else { Press::Other };
    shifts.borrow_mut().third(press, key.time_stamp())
}

/// Leaves again if the browser restores a hidden page when a person goes back.
fn stay_away(event: Event) {
    let restored = event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted);
    if restored && is_hidden() {
        leave();
    }
}
