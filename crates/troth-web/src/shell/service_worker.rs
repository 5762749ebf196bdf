//! Updates by the service worker.
//!
//! The page's own script registers the worker, before and without this module, so that the next version can replace one
//! that fails to start. This module announces a waiting version, and looks for one now and then.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::ServiceWorkerRegistration;

use super::{attention, clock, page};

/// The event with which the page's script announces a waiting version.
const READY: &str = "troth-update-ready";

/// Interval between checks, in milliseconds. Browsers check only when a page opens, and an installed app may stay open
/// for weeks.
const LOOK_EVERY_MS: i64 = 6 * 60 * 60 * 1_000;

/// Calls back when a newer version waits for the next start.
pub(super) fn on_update(act: impl Fn() + 'static) {
    let Some(window) = page::window() else { return };
    page::listen(&window, READY, move |_| act());
    let looked = Cell::new(clock::now().unix_ms);
    let looked = std::rc::Rc::new(looked);
    attention::on_return(move || {
        let now = clock::now().unix_ms;
        if now - looked.get() >= LOOK_EVERY_MS {
            looked.set(now);
            spawn_local(look());
        }
    });
}

async fn look() {
    if let Some(registration) = registration().await
        && let Ok(update) = registration.update()
    {
        // Without a network there is nothing to find.
        drop(JsFuture::from(update).await);
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
