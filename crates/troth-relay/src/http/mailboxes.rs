//! Creates mailboxes and manages their members.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::answer::{Answer, DONE};
use super::request::{Device, id, take};
use crate::rates::Counted;
use crate::relay::Shared;

/// `POST /v1/mailboxes/{mailbox}`
pub(crate) async fn make(
    State(shared): State<Arc<Shared>>,
    Device(device): Device,
    Path(mailbox): Path<String>,
) -> Answer<StatusCode> {
    take(&shared, Counted::Creations(device))?;
    shared.store.make_mailbox(id(&mailbox)?, device).await?;
    Ok(DONE)
}

/// `DELETE /v1/mailboxes/{mailbox}`
pub(crate) async fn remove(
    State(shared): State<Arc<Shared>>,
    Device(device): Device,
    Path(mailbox): Path<String>,
) -> Answer<StatusCode> {
    shared.store.delete_mailbox(id(&mailbox)?, device).await?;
    Ok(DONE)
}

/// `PUT /v1/mailboxes/{mailbox}/members/{signing}`
pub(crate) async fn add_member(
    State(shared): State<Arc<Shared>>,
    Device(device): Device,
    Path((mailbox, signing)): Path<(String, String)>,
) -> Answer<StatusCode> {
    shared.store.add_member(id(&mailbox)?, device, id(&signing)?).await?;
    Ok(DONE)
}

/// `DELETE /v1/mailboxes/{mailbox}/members/{signing}`
pub(crate) async fn remove_member(
    State(shared): State<Arc<Shared>>,
    Device(device): Device,
    Path((mailbox, signing)): Path<(String, String)>,
) -> Answer<StatusCode> {
    shared.store.remove_member(id(&mailbox)?, device, id(&signing)?).await?;
    Ok(DONE)
}
