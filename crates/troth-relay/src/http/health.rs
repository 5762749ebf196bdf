//! The relay's health and its counters.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::prometheus_text;
use troth_wire::ErrorCode;

use super::answer::HandlerResult;
use super::request::Local;
use crate::relay::RelayState;

/// `GET /health`
pub(crate) async fn health(State(shared): State<Arc<RelayState>>) -> HandlerResult<&'static str> {
    if shared.store.is_well().await { Ok("well\n") } else { Err(ErrorCode::Unavailable.into()) }
}

/// `GET /metrics`, for this machine only.
///
/// On a relay of one couple, the counters would tell a stranger when the partners write to each other. So they are
/// served to the loopback address only, and not to requests that a proxy forwards.
pub(crate) async fn metrics(
    State(shared): State<Arc<RelayState>>,
    local: Option<Local>,
    headers: HeaderMap,
) -> HandlerResult<Response> {
    if local.is_none() || is_passed_on(&headers) {
        return Err(ErrorCode::NothingHere.into());
    }
    let text = [(header::CONTENT_TYPE, prometheus_text::CONTENT_TYPE)];
    Ok((text, shared.metrics.render()).into_response())
}

fn is_passed_on(headers: &HeaderMap) -> bool {
    ["forwarded", "via", "x-forwarded-for", "x-real-ip"].iter().any(|name| headers.contains_key(*name))
}
