//! Handing a file to the person: the browser keeps it among its downloads.
//!
//! A link to the bytes, pressed by the program, is what every browser takes without a permission and without a request.

use js_sys::Array;
use troth_app::File;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

use super::{clock, page};
use crate::messages::tr_message;

/// By then the browser has read the bytes, also where it asked the person first. They are all that was written here, and
/// should not stay in memory for the life of the page.
const TAKEN_AFTER_MS: i32 = 60_000;

/// Hands it over and says under which name; `None` where the browser does not take it.
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
