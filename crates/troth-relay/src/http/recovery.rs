//! Recovery blobs: a device places them, and a holder of the recovery code reads them.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use troth_wire::limits::RECOVERY_MAX_BYTES;
use troth_wire::{RecoveryErase, RecoveryPut};

use super::answer::{DONE, HandlerResult, Sealed};
use super::request::{ClientAddress, SignedInDevice, id, message, take};
use crate::rates::Counted;
use crate::relay::RelayState;

/// Largest body of a put: a blob, its token and the CBOR around both.
const PUT_MAX_BYTES: usize = RECOVERY_MAX_BYTES + 64;

/// Largest body of a delete: a token and the CBOR around it.
const ERASE_MAX_BYTES: usize = 64;

/// `PUT /v1/recovery/{blob}`
pub(crate) async fn place(
    State(shared): State<Arc<RelayState>>,
    SignedInDevice(_): SignedInDevice,
    Path(blob): Path<String>,
    body: Body,
) -> HandlerResult<StatusCode> {
    let put: RecoveryPut = message(body, PUT_MAX_BYTES).await?;
    shared.store.put_recovery(id(&blob)?, put.token, put.blob).await?;
    Ok(DONE)
}

/// `GET /v1/recovery/{blob}`
pub(crate) async fn read(
    State(shared): State<Arc<RelayState>>,
    ClientAddress(peer): ClientAddress,
    Path(blob): Path<String>,
) -> HandlerResult<Sealed> {
    take(&shared, Counted::Public(peer))?;
    Ok(Sealed(shared.store.read_recovery(id(&blob)?).await?))
}

/// `DELETE /v1/recovery/{blob}`
pub(crate) async fn erase(
    State(shared): State<Arc<RelayState>>,
    SignedInDevice(_): SignedInDevice,
    Path(blob): Path<String>,
    body: Body,
) -> HandlerResult<StatusCode> {
    let erase: RecoveryErase = message(body, ERASE_MAX_BYTES).await?;
    shared.store.erase_recovery(id(&blob)?, erase.token).await?;
    Ok(DONE)
}
