//! Sign-in.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use ed25519_dalek::VerifyingKey;
use troth_wire::limits::{HOST_MAX_BYTES, SESSION_MINUTES, SESSION_SKEW_MINUTES};
use troth_wire::{ErrorCode, ErrorDetail, SessionAnswer, SessionRequest, Signature, SigningKey, Token, WireError};

use super::answer::{Cbor, HandlerResult, HttpRefusal};
use super::request::{ClientAddress, message, take};
use crate::nonces::Seen;
use crate::rates::Counted;
use crate::relay::RelayState;
use crate::tokens::SessionClaim;

/// Largest sign-in in bytes: a key, a time, a nonce and a signature.
const REQUEST_MAX_BYTES: usize = 256;

/// `POST /v1/session`
pub(crate) async fn open(
    State(shared): State<Arc<RelayState>>,
    ClientAddress(peer): ClientAddress,
    headers: HeaderMap,
    body: Body,
) -> HandlerResult<Cbor<SessionAnswer>> {
    take(&shared, Counted::Sessions(peer))?;
    let request: SessionRequest = message(body, REQUEST_MAX_BYTES).await?;
    let host = addressed_host(&shared, &headers)?;
    let now = shared.clock.unix_minutes();
    check_clock(now, request.unix_minutes)?;
    check_signature(&request, &host)?;
    match shared.nonces.remember(now, (request.unix_minutes, request.signing, request.nonce)) {
        Seen::New => {}
        Seen::Before => return Err(ErrorCode::Replayed.into()),
        Seen::Crowded => return Err(ErrorCode::Unavailable.into()),
    }
    shared.metrics.sessions.inc();
    answer(&shared, &SessionClaim { signing: request.signing, expires_unix_minutes: now + SESSION_MINUTES })
}

fn answer(shared: &RelayState, claim: &SessionClaim) -> HandlerResult<Cbor<SessionAnswer>> {
    let token = Token::new(shared.tokens.issue(claim))?;
    Ok(Cbor(SessionAnswer { token, expires_unix_minutes: claim.expires_unix_minutes }))
}

/// Returns the host name that the request addresses, if it is one of the relay's.
pub(crate) fn addressed_host(shared: &RelayState, headers: &HeaderMap) -> HandlerResult<String> {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).ok_or(ErrorCode::WrongHost)?;
    let host = host.to_ascii_lowercase();
    let known = shared.hosts.is_empty() || shared.hosts.contains(&host);
    if known && !host.is_empty() && host.len() <= HOST_MAX_BYTES { Ok(host) } else { Err(ErrorCode::WrongHost.into()) }
}

fn check_clock(relay_minutes: u64, device_minutes: u64) -> HandlerResult<()> {
    if relay_minutes.abs_diff(device_minutes) <= SESSION_SKEW_MINUTES {
        return Ok(());
    }
    Err(HttpRefusal(WireError::with_detail(ErrorCode::ClockSkew, ErrorDetail::RelayMinutes(relay_minutes))))
}

fn check_signature(request: &SessionRequest, host: &str) -> HandlerResult<()> {
    check_signed(&request.signing, &request.statement(host).to_bytes(), &request.signature)
}

/// Refuses a statement that the key didn't sign.
pub(crate) fn check_signed(by: &SigningKey, statement: &[u8], signature: &Signature) -> HandlerResult<()> {
    let signature = ed25519_dalek::Signature::from_bytes(signature.as_bytes());
    VerifyingKey::from_bytes(by.as_bytes())
        .and_then(|key| key.verify_strict(statement, &signature))
        .map_err(|_| ErrorCode::BadSignature.into())
}
