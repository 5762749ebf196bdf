//! Pushes records to a mailbox and pulls them from it.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use base64ct::{Base64UrlUnpadded, Encoding};
use troth_wire::limits::{BATCH_MAX_RECORDS, PUSH_MAX_BYTES};
use troth_wire::{Cursor, ErrorCode, PullPage, PushReceipt, PushRequest, RunningHash};

use super::answer::{Cbor, HandlerResult};
use super::request::{SignedInDevice, id, message};
use crate::relay::RelayState;
use crate::store::{NamedRecord, PullFrom};

/// `POST /v1/mailboxes/{mailbox}/records`
pub(crate) async fn push(
    State(shared): State<Arc<RelayState>>,
    SignedInDevice(device): SignedInDevice,
    Path(mailbox): Path<String>,
    body: Body,
) -> HandlerResult<Cbor<PushReceipt>> {
    let mailbox = id(&mailbox)?;
    let push: PushRequest = message(body, PUSH_MAX_BYTES).await?;
    let records = push.records.into_iter().map(NamedRecord::from).collect();
    let receipt = shared.store.push(mailbox, device, records).await?.settled().await?;
    Ok(Cbor(receipt))
}

/// What a pull without a query asks for.
const FROM_THE_START: PullFrom = PullFrom { after: Cursor::START, limit: BATCH_MAX_RECORDS };

/// `GET /v1/mailboxes/{mailbox}/records?after={seq}&running={hash}&limit={records}`
pub(crate) async fn pull(
    State(shared): State<Arc<RelayState>>,
    SignedInDevice(device): SignedInDevice,
    Path(mailbox): Path<String>,
    RawQuery(query): RawQuery,
) -> HandlerResult<Cbor<PullPage>> {
    let from = query.map_or(Some(FROM_THE_START), |query| parse(&query)).ok_or(ErrorCode::Malformed)?;
    let page = shared.store.pull(id(&mailbox)?, device, from).await?;
    shared.metrics.records_pulled.inc_by(page.records.len() as u64);
    Ok(Cbor(page))
}

/// Reads the query. Without `after` a pull starts at the beginning; any other position needs `running`.
fn parse(query: &str) -> Option<PullFrom> {
    let mut from = FROM_THE_START;
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=')? {
            ("after", seq) => from.after.seq = seq.parse().ok()?,
            ("running", hash) => from.after.running = running(hash)?,
            ("limit", records) => from.limit = records.parse::<usize>().ok()?.clamp(1, BATCH_MAX_RECORDS),
            _ => return None,
        }
    }
    Some(from)
}

fn running(text: &str) -> Option<RunningHash> {
    let bytes = Base64UrlUnpadded::decode_vec(text).ok()?;
    bytes.try_into().ok().map(RunningHash::from_bytes)
}
