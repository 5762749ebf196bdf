//! Answers: a message as CBOR, or a refusal. The only map from refusals to HTTP.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use troth_wire::{DecodeError, Detail, ErrorCode, Message, WireError};

use crate::store::StoreError;

const CBOR: HeaderValue = HeaderValue::from_static("application/cbor");

/// A message as the body of a success.
pub(crate) struct Cbor<T>(pub(crate) T);

impl<T: Message> IntoResponse for Cbor<T> {
    fn into_response(self) -> Response {
        body_of(&self.0)
    }
}

/// Success without a body.
pub(crate) const DONE: StatusCode = StatusCode::NO_CONTENT;

/// Sealed bytes, exactly as stored.
pub(crate) struct Sealed(pub(crate) Vec<u8>);

impl IntoResponse for Sealed {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"))], self.0).into_response()
    }
}

/// A request that was refused and changed nothing.
#[derive(Debug)]
pub(crate) struct Refusal(pub(crate) WireError);

/// An extension of the response, so that refusals are counted in one place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RefusedFor(pub(crate) ErrorCode);

impl<E: Into<WireError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = body_of(&self.0);
        *response.status_mut() =
            StatusCode::from_u16(self.0.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response.extensions_mut().insert(RefusedFor(self.0.code));
        if let Detail::RetryAfterSeconds(seconds) = self.0.detail {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

fn body_of(message: &impl Message) -> Response {
    let mut response = Response::new(Body::from(message.encode()));
    response.headers_mut().insert(header::CONTENT_TYPE, CBOR);
    response
}

/// The result of every handler.
pub(crate) type Answer<T> = Result<T, Refusal>;

// Both conversions go through the same map in `troth-wire`.
const _: fn(StoreError) -> Refusal = Refusal::from;
const _: fn(DecodeError) -> Refusal = Refusal::from;
