//! The app's page, and its event listeners.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Event, EventTarget, Window};

/// The element that the page shows before the app has started.
const ARRIVAL_ID: &str = "arrival";

/// Returns the window; `None` in a worker.
pub(super) fn window() -> Option<Window> {
    web_sys::window()
}

/// Returns the document; `None` in a worker.
pub(super) fn document() -> Option<Document> {
    window()?.document()
}

/// Marks the page as usable, for measurements and tests.
pub(super) fn mark_ready() {
    if let Some(body) = document().and_then(|document| document.body()) {
        // Only tests and benches look for it.
        drop(body.set_attribute("data-ready", ""));
    }
}

/// Removes the page's own first words: the app speaks from here on.
pub(super) fn end_arrival() {
    if let Some(arrival) = document().and_then(|document| document.get_element_by_id(ARRIVAL_ID)) {
        arrival.remove();
    }
}

/// Calls back on each event of this name while the page lives.
pub(super) fn listen(target: &EventTarget, name: &str, act: impl FnMut(Event) + 'static) {
    let act = Closure::<dyn FnMut(Event)>::new(act).into_js_value();
    // The browser refuses only a value that is no function.
    drop(target.add_event_listener_with_callback(name, act.unchecked_ref()));
}

/// Calls back on each event of this name before any element sees it, while the page lives.
pub(super) fn listen_first(target: &EventTarget, name: &str, act: impl FnMut(Event) + 'static) {
    let act = Closure::<dyn FnMut(Event)>::new(act).into_js_value();
    drop(target.add_event_listener_with_callback_and_bool(name, act.unchecked_ref(), true));
}
