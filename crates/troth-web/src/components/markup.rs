//! Extends Sycamore's elements with events.

use js_sys::Reflect;
use sycamore::prelude::*;
use sycamore::web::{SetAttribute, tags};
use wasm_bindgen::JsValue;
use web_sys::Event;

/// Elements that react to a person.
pub(crate) trait Hears: SetAttribute + Sized {
    /// Acts at each event of this name.
    ///
    /// The whole act is one step: its changes are drawn afterwards, so that it can still read a form that it closes.
    fn hears(mut self, name: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        self.set_event_handler(name, as_one_step(Box::new(act)));
        self
    }

    /// Acts when the element is pressed, by any input device.
    fn pressed(self, mut act: impl FnMut() + 'static) -> Self {
        self.hears("click", move |_| act())
    }
}

impl<T: SetAttribute> Hears for T {}

/// Boxed, so that the code around a listener is compiled once.
fn as_one_step(mut act: Box<dyn FnMut(Event)>) -> Box<dyn FnMut(Event)> {
    let scope = use_current_scope();
    Box::new(move |event| scope.run_in(|| batch(|| act(event))))
}

/// Returns the value of the event's field; `None` if it cannot be read. The words so far must then stay.
pub(super) fn value_of(event: &Event) -> Option<String> {
    read(event, "value")?.as_string()
}

/// Tells whether the event's checkbox is ticked; `None` if that cannot be read.
pub(super) fn is_checked(event: &Event) -> Option<bool> {
    read(event, "checked")?.as_bool()
}

fn read(event: &Event, name: &str) -> Option<JsValue> {
    Reflect::get(&event.current_target()?.into(), &name.into()).ok()
}

/// Draws the title of a page without a title bar.
pub(crate) fn title(words: String) -> View {
    tags::h1().children(words).into()
}
