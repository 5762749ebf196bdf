//! The page that the app lives in, and listening to it.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Event, EventTarget, Window};

/// What the page shows before the app is there.
const ARRIVAL_ID: &str = "arrival";

/// Returns the window; `None` in a worker.
pub(super) fn window() -> Option<Window> {
    web_sys::window()
}

/// Returns the document; `None` in a worker.
pub(super) fn document() -> Option<Document> {
    window()?.document()
}

/// Says to whoever measures or tests the page that a person can use it now.
pub(super) fn mark_ready() {
    if let Some(body) = document().and_then(|document| document.body()) {
        // Nobody but a test looks for it.
        drop(body.set_attribute("data-ready", ""));
    }
}

/// Takes the page's own first words off: the app speaks from here on.
pub(super) fn end_arrival() {
    if let Some(arrival) = document().and_then(|document| document.get_element_by_id(ARRIVAL_ID)) {
        arrival.remove();
    }
}

/// Calls back at each event of this name, for as long as the page lives.
pub(super) fn listen(target: &EventTarget, name: &str, act: impl FnMut(Event) + 'static) {
    let act = Closure::<dyn FnMut(Event)>::new(act).into_js_value();
    // The browser refuses only what is no function.
    drop(target.add_event_listener_with_callback(name, act.unchecked_ref()));
}

/// Calls back at each event of this name before any element sees it, for as long as the page lives.
pub(super) fn listen_first(target: &EventTarget, name: &str, act: impl FnMut(Event) + 'static) {
    let act = Closure::<dyn FnMut(Event)>::new(act).into_js_value();
    drop(target.add_event_listener_with_callback_and_bool(name, act.unchecked_ref(), true));
}
