//! Deleting every trace of Troth on this device.

use js_sys::Array;
use troth_app::StoreFault;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::{look, page, service_worker, storage};

/// Deletes storage, the cached files of the app, and the service worker.
///
/// Fails only if the record itself cannot be deleted; the rest holds nothing of the person.
pub(super) async fn wipe() -> Result<(), StoreFault> {
    storage::erase().await?;
    look::forget();
    service_worker::unregister().await;
    drop_caches().await;
    Ok(())
}

async fn drop_caches() -> Option<()> {
    let caches = page::window()?.caches().ok()?;
    let names: Array = JsFuture::from(caches.keys()).await.ok()?.unchecked_into();
    for name in names.iter().filter_map(|name| name.as_string()) {
        drop(JsFuture::from(caches.delete(&name)).await);
    }
    Some(())
}
