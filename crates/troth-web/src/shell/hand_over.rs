//! Hands a file to the person as a download.
//!
//! A link to the bytes, clicked by the program, works in every browser without a permission or a request.

use js_sys::Array;
use troth_app::File;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

use super::{clock, page};
use crate::messages::tr_message;

/// Time until the bytes are freed, in milliseconds. The browser has read them by then, even if it asked the person
/// first. They are everything that the person wrote, and should not stay in memory.
const TAKEN_AFTER_MS: i32 = 60_000;

/// Hands the file over, and returns its name; `None` if the browser refuses.
pub(super) fn hand_over(file: &File) -> Option<String> {
    let kind = BlobPropertyBag::new();
    kind.set_type(file.kind.media_type());
    let bytes = Array::of1(&file.text(&tr_message).into());
    let bytes = Blob::new_with_str_sequence_and_options(&bytes, &kind).ok()?;
    let address = Url::create_object_url_with_blob(&bytes).ok()?;
    let link = page::document()?.create_element("a").ok()?;
    link.set_attribute("href", &address).ok()?;
    link.set_attribute("download", &file.name).ok()?;
    link.unchecked_into::<HtmlElement>().click();
    clock::after(TAKEN_AFTER_MS, move || drop(Url::revoke_object_url(&address)));
    Some(file.name.clone())
}
