//! Handing words to another app: the system's share sheet if there is one, else the clipboard.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::ShareData;

use super::page;

/// How handing over ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shared {
    /// Nothing was handed over yet.
    Idle,
    /// The system took it.
    Handed,
    /// It lies in the clipboard.
    Copied,
    /// Neither worked: show the words, so that they can be copied by hand.
    Failed,
}

/// Hands a text over. A share sheet that is closed without a choice is no failure.
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

/// Puts a text into the clipboard.
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
