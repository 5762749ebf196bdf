//! Shares words with another app: by the system's share sheet, else by the clipboard.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::ShareData;

use super::page;

/// The result of sharing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shared {
    /// Nothing was shared yet.
    Idle,
    /// The system took it.
    Handed,
    /// It is in the clipboard.
    Copied,
    /// Neither worked: the screen shows the words, to be copied by hand.
    Failed,
}

/// Shares a text. A share sheet that is closed without a choice is no failure.
pub(super) async fn share(text: &str) -> Shared {
    let Some(window) = page::window() else { return Shared::Failed };
    let navigator = window.navigator();
    if !has(&navigator, "share") {
        return copy(text).await;
    }
    let data = ShareData::new();
    data.set_text(text);
    match JsFuture::from(navigator.share_with_data(&data)).await {
        Ok(_) => Shared::Handed,
        Err(refused) if is_closed_by_person(&refused) => Shared::Idle,
        Err(_) => copy(text).await,
    }
}

/// Copies a text to the clipboard.
pub(super) async fn copy(text: &str) -> Shared {
    let Some(window) = page::window() else { return Shared::Failed };
    let navigator = window.navigator();
    if !has(&navigator, "clipboard") {
        return Shared::Failed;
    }
    match JsFuture::from(navigator.clipboard().write_text(text)).await {
        Ok(_) => Shared::Copied,
        Err(_) => Shared::Failed,
    }
}

fn has(navigator: &JsValue, name: &str) -> bool {
    Reflect::get(navigator, &name.into()).is_ok_and(|found| !found.is_undefined())
}

fn is_closed_by_person(refused: &JsValue) -> bool {
    Reflect::get(refused, &"name".into()).is_ok_and(|name| name == "AbortError")
}
