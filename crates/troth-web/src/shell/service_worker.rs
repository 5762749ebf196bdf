//! Updates by the service worker.
//!
//! The page's own script registers the worker and looks for a newer version, each time the app says that it may ask the
//! server. This module passes that on, and announces a version that waits.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, ServiceWorkerRegistration};

use super::page;

/// The event with which the page's script announces a waiting version.
const READY: &str = "troth-update-ready";

/// The event on which the page's script looks for a newer version.
const LOOK: &str = "troth-look-for-updates";

/// Calls back when a newer version waits for the next start.
pub(super) fn on_update(act: impl Fn() + 'static) {
    let Some(window) = page::window() else { return };
    page::listen(&window, READY, move |_| act());
}

/// Has the page's script look for a newer version.
pub(super) fn look() {
    if let (Some(window), Ok(event)) = (page::window(), Event::new(LOOK)) {
        // An event that nobody hears changes nothing.
        let _heard = window.dispatch_event(&event);
    }
}

/// Ends the service worker, so that nothing of this origin is left running.
pub(super) async fn unregister() {
    if let Some(registration) = registration().await
        && let Ok(ended) = registration.unregister()
    {
        drop(JsFuture::from(ended).await);
    }
}

async fn registration() -> Option<ServiceWorkerRegistration> {
    let navigator = page::window()?.navigator();
    let container = js_sys::Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    if container.is_undefined() {
        return None;
    }
    let found = JsFuture::from(navigator.service_worker().get_registration()).await.ok()?;
    found.dyn_into().ok()
}
