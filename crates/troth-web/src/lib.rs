//! The shell in Leptos: components, and one file per browser capability.

use leptos::prelude::{ClassAttribute, CustomAttribute, ElementChild, IntoView, component, mount_to_body, view};
use wasm_bindgen::prelude::wasm_bindgen;

/// Mounts the application; the browser calls it once the module is compiled.
#[wasm_bindgen(start)]
pub fn start() {
    mount_to_body(App);
}

/// The whole page.
#[component]
fn App() -> impl IntoView {
    view! { <main class="page" data-ready=""><h1>{"Troth"}</h1></main> }
}
