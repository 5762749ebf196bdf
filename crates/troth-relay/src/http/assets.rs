//! The files of the web app, which the embedding program provides.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use troth_wire::ErrorCode;

use super::answer::HttpRefusal;
use crate::relay::RelayState;

/// How long a browser may keep a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// For ever: its name contains a hash of its content.
    Forever,
    /// Only after checking that it has not changed.
    Revalidate,
}

/// One file of the web app.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Content as it is.
    pub bytes: Cow<'static, [u8]>,
    /// The same content compressed with brotli.
    pub brotli: Option<Cow<'static, [u8]>>,
    /// Media type, in characters that may stand in a header.
    pub content_type: &'static str,
    /// How long a browser may keep it.
    pub keep: Keep,
}

/// Finds a file by its path, which starts with a slash; `/` is the app itself.
#[derive(Clone)]
pub struct Assets(Arc<Find>);

type Find = dyn Fn(&str) -> Option<Asset> + Send + Sync;

impl Assets {
    /// Makes a collection from a lookup function.
    pub fn new(find: impl Fn(&str) -> Option<Asset> + Send + Sync + 'static) -> Self {
        Self(Arc::new(find))
    }

    /// Makes a collection without files.
    #[must_use]
    pub fn none() -> Self {
        Self::new(|_| None)
    }
}

impl fmt::Debug for Assets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Assets")
    }
}

/// Serves every path that is not the relay's own.
pub(crate) async fn serve(
    State(shared): State<Arc<RelayState>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, HttpRefusal> {
    let asset = (shared.assets.0)(uri.path()).ok_or(ErrorCode::NothingHere)?;
    match method {
        Method::GET | Method::HEAD => Ok(answer(asset, &headers)),
        _ => Err(ErrorCode::WrongMethod.into()),
    }
}

fn answer(asset: Asset, asked: &HeaderMap) -> Response {
    let (tag, content_type) = (tag_of(&asset.bytes), HeaderValue::from_static(asset.content_type));
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, keep(asset.keep));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let is_known = asked.get(header::IF_NONE_MATCH) == Some(&tag);
    headers.insert(header::ETAG, tag);
    if is_known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(header::CONTENT_TYPE, content_type);
    let body = match asset.brotli.filter(|_| accepts_brotli(asked)) {
        Some(brotli) => {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            brotli
        }
        None => asset.bytes,
    };
    (headers, body_of(body)).into_response()
}

fn body_of(bytes: Cow<'static, [u8]>) -> Body {
    Body::from(match bytes {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    })
}

fn keep(keep: Keep) -> HeaderValue {
    HeaderValue::from_static(match keep {
        Keep::Forever => "public, max-age=31536000, immutable",
        Keep::Revalidate => "no-cache",
    })
}

/// Returns a weak tag, because the content is the same whether compressed or not.
fn tag_of(bytes: &[u8]) -> HeaderValue {
    let tag = format!("W/\"{}\"", &blake3::hash(bytes).to_hex()[..24]);
    #[expect(clippy::expect_used, reason = "hexadecimal digits and quotes are all that stands in it")]
    HeaderValue::from_str(&tag).expect("a tag of visible characters")
}

fn accepts_brotli(asked: &HeaderMap) -> bool {
    let accepted = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        parts.next() == Some("br") && !parts.any(|weight| weight == "q=0")
    })
}
