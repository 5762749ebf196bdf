//! Parts that requests have in common: a token, an address to count, ids in the path, a bounded body.

use std::str::FromStr;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header;
use axum::http::request::Parts;
use troth_wire::{ErrorCode, ErrorDetail, SigningKey, Token, WireError, WireMessage};

use super::answer::{HandlerResult, HttpRefusal};
use crate::rates::{Counted, Peer};
use crate::relay::RelayState;

/// The device that the request's token names. Extracting it counts against the device's rate.
pub(crate) struct SignedInDevice(pub(crate) SigningKey);

impl FromRequestParts<Arc<RelayState>> for SignedInDevice {
    type Rejection = HttpRefusal;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<RelayState>) -> HandlerResult<Self> {
        let token = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(Token::from_authorization)
            .ok_or(ErrorCode::SessionExpired)?;
        let claim = shared.tokens.check(&token, shared.clock.unix_minutes()).ok_or(ErrorCode::SessionExpired)?;
        take(shared, Counted::Requests(claim.signing))?;
        Ok(Self(claim.signing))
    }
}

/// Requests that reach a router without an address share this peer: one bucket for all is better than none.
const NO_ADDRESS: Peer = Peer([0; 16]);

/// The hashed address of the client; requests without one share a bucket.
pub(crate) struct ClientAddress(pub(crate) Peer);

impl FromRequestParts<Arc<RelayState>> for ClientAddress {
    type Rejection = HttpRefusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<RelayState>) -> HandlerResult<Self> {
        Ok(Self(parts.extensions.get().copied().unwrap_or(NO_ADDRESS)))
    }
}

/// Counts one request against its rate, or refuses it.
pub(crate) fn take(shared: &RelayState, who: Counted) -> HandlerResult<()> {
    shared.rates.take(who).map_err(|seconds| {
        HttpRefusal(WireError::with_detail(ErrorCode::RateLimited, ErrorDetail::RetryAfterSeconds(seconds)))
    })
}

/// Reads an id from a path. A malformed id names nothing, so the answer is "nothing here".
pub(crate) fn id<T: FromStr>(text: &str) -> HandlerResult<T> {
    text.parse().map_err(|_| ErrorCode::NothingHere.into())
}

/// Reads a message of at most `max_bytes`.
pub(crate) async fn message<T: WireMessage>(body: Body, max_bytes: usize) -> HandlerResult<T> {
    Ok(T::decode(&bytes(body, max_bytes).await?)?)
}

/// Reads a body of at most `max_bytes`; a truncated body is refused as malformed.
pub(crate) async fn bytes(body: Body, max_bytes: usize) -> HandlerResult<Vec<u8>> {
    // One extra byte distinguishes "too large" from "truncated".
    match to_bytes(body, max_bytes + 1).await {
        Ok(bytes) if bytes.len() <= max_bytes => Ok(bytes.into()),
        Ok(_) => Err(ErrorCode::TooLarge.into()),
        Err(error) if is_length_limit(&error) => Err(ErrorCode::TooLarge.into()),
        Err(_) => Err(ErrorCode::Malformed.into()),
    }
}

fn is_length_limit(error: &axum::Error) -> bool {
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = source {
        if error.to_string().contains("length limit exceeded") {
            return true;
        }
        source = error.source();
    }
    false
}

/// A request from this very machine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Local;

impl OptionalFromRequestParts<Arc<RelayState>> for Local {
    type Rejection = HttpRefusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<RelayState>) -> HandlerResult<Option<Self>> {
        Ok(parts.extensions.get().copied())
    }
}
