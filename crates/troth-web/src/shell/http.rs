//! Requests to the relay that served the app: same origin, no cookies, no cache.

use js_sys::{ArrayBuffer, Uint8Array};
use troth_app::{HttpAnswer, HttpRequest, Method};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCache, RequestCredentials, RequestInit, RequestRedirect, Response};

use super::{clock, page};

/// Time-out of a request, in milliseconds: longer than a mebibyte takes on a slow phone connection.
const TIME_OUT_MS: i32 = 45_000;

/// The media type of the relay's messages.
const CBOR: &str = "application/cbor";

/// Sends a request and waits for its answer, of any status.
pub(super) async fn send(request: HttpRequest) -> HttpAnswer {
    let Ok(controller) = AbortController::new() else { return HttpAnswer::Unreachable };
    let signal = controller.signal();
    let timer = clock::after(TIME_OUT_MS, move || controller.abort());
    let answer = exchange(&request, &signal).await;
    if let Some(timer) = timer {
        clock::cancel(timer);
    }
    answer.unwrap_or(HttpAnswer::Unreachable)
}

/// Reads a text file from the app's own server.
pub(super) async fn read_text(path: &str) -> Option<String> {
    let request = HttpRequest { id: 0, method: Method::Get, path: path.to_owned(), bearer: None, body: Vec::new() };
    match send(request).await {
        HttpAnswer::Answer { status: 200, body } => String::from_utf8(body).ok(),
        _ => None,
    }
}

async fn exchange(request: &HttpRequest, signal: &web_sys::AbortSignal) -> Result<HttpAnswer, JsValue> {
    let init = describe(request)?;
    init.set_signal(Some(signal));
    let window = page::window().ok_or(JsValue::NULL)?;
    let response: Response =
        JsFuture::from(window.fetch_with_str_and_init(&request.path, &init)).await?.unchecked_into();
    let body: ArrayBuffer = JsFuture::from(response.array_buffer()?).await?.unchecked_into();
    Ok(HttpAnswer::Answer { status: response.status(), body: Uint8Array::new(&body).to_vec() })
}

fn describe(request: &HttpRequest) -> Result<RequestInit, JsValue> {
    let headers = Headers::new()?;
    if let Some(token) = &request.bearer {
        headers.set("authorization", &format!("Bearer {token}"))?;
    }
    let init = RequestInit::new();
    if !request.body.is_empty() {
        headers.set("content-type", CBOR)?;
        init.set_body(&Uint8Array::from(request.body.as_slice()));
    }
    init.set_headers(&headers);
    init.set_method(request.method.name());
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    init.set_redirect(RequestRedirect::Error);
    Ok(init)
}
