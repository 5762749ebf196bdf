//! Answers: a message as CBOR, or a refusal. The only map from refusals to HTTP.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use troth_wire::{DecodeError, ErrorCode, ErrorDetail, WireError, WireMessage};

use crate::store::StoreError;

const CBOR: HeaderValue = HeaderValue::from_static("application/cbor");

/// A message as the body of a success.
pub(crate) struct Cbor<T>(pub(crate) T);

impl<T: WireMessage> IntoResponse for Cbor<T> {
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
pub(crate) struct HttpRefusal(pub(crate) WireError);

/// An extension of the response, so that refusals are counted in one place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RefusedFor(pub(crate) ErrorCode);

impl<E: Into<WireError>> From<E> for HttpRefusal {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for HttpRefusal {
    fn into_response(self) -> Response {
        let mut response = body_of(&self.0);
        *response.status_mut() = status_of(self.0.code);
        response.extensions_mut().insert(RefusedFor(self.0.code));
        if let ErrorDetail::RetryAfterSeconds(seconds) = self.0.detail {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

#[expect(clippy::expect_used, reason = "the wire's table holds statuses of HTTP alone, as a test below shows")]
fn status_of(code: ErrorCode) -> StatusCode {
    StatusCode::from_u16(code.status()).expect("a status of HTTP")
}

fn body_of(message: &impl WireMessage) -> Response {
    let mut response = Response::new(Body::from(message.encode()));
    response.headers_mut().insert(header::CONTENT_TYPE, CBOR);
    response
}

/// The result of every handler.
pub(crate) type HandlerResult<T> = Result<T, HttpRefusal>;

// Both conversions go through the same map in `troth-wire`.
const _: fn(StoreError) -> HttpRefusal = HttpRefusal::from;
const _: fn(DecodeError) -> HttpRefusal = HttpRefusal::from;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_a_status_of_an_error() {
        for code in ErrorCode::ALL {
            let status = status_of(*code);
            assert!(status.is_client_error() || status.is_server_error(), "{code:?}");
        }
    }
}
