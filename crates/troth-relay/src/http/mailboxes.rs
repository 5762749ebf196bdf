//! Creates mailboxes and manages their members.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::answer::{DONE, HandlerResult};
use super::request::{SignedInDevice, id, take};
use crate::rates::Counted;
use crate::relay::RelayState;

/// `POST /v1/mailboxes/{mailbox}`
pub(crate) async fn make(
    State(shared): State<Arc<RelayState>>,
    SignedInDevice(device): SignedInDevice,
    Path(mailbox): Path<String>,
) -> HandlerResult<StatusCode> {
    take(&shared, Counted::Creations(device))?;
    shared.store.make_mailbox(id(&mailbox)?, device).await?;
    Ok(DONE)
}

/// `DELETE /v1/mailboxes/{mailbox}`
pub(crate) async fn remove(
    State(shared): State<Arc<RelayState>>,
    SignedInDevice(device): SignedInDevice,
    Path(mailbox): Path<String>,
) -> HandlerResult<StatusCode> {
    shared.store.delete_mailbox(id(&mailbox)?, device).await?;
    Ok(DONE)
}

/// `PUT /v1/mailboxes/{mailbox}/members/{signing}`
pub(crate) async fn add_member(
    State(shared): State<Arc<RelayState>>,
    SignedInDevice(device): SignedInDevice,
    Path((mailbox, signing)): Path<(String, String)>,
) -> HandlerResult<StatusCode> {
    shared.store.add_member(id(&mailbox)?, device, id(&signing)?).await?;
    Ok(DONE)
}

/// `DELETE /v1/mailboxes/{mailbox}/members/{signing}`
pub(crate) async fn remove_member(
    State(shared): State<Arc<RelayState>>,
    SignedInDevice(device): SignedInDevice,
    Path((mailbox, signing)): Path<(String, String)>,
) -> HandlerResult<StatusCode> {
    shared.store.remove_member(id(&mailbox)?, device, id(&signing)?).await?;
    Ok(DONE)
}
