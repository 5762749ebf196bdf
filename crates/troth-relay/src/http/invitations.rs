//! The drop box of an invitation. Its id derives from the link's secret, so knowing the id is the capability to use it.
//!
//! A reader gets the same answer for a slot that is not yet written and for an invitation that was declined, withdrawn,
//! has expired or never existed (care 17).

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use troth_wire::ErrorCode;
use troth_wire::limits::{INVITATION_LAST_SLOT, INVITATION_MESSAGE_MAX_BYTES};

use super::answer::{DONE, HandlerResult, Sealed};
use super::request::{ClientAddress, SignedInDevice, bytes, id, take};
use crate::rates::Counted;
use crate::relay::RelayState;

/// `PUT /v1/invitations/{invitation}`
pub(crate) async fn make(
    State(shared): State<Arc<RelayState>>,
    SignedInDevice(device): SignedInDevice,
    Path(invitation): Path<String>,
    body: Body,
) -> HandlerResult<StatusCode> {
    take(&shared, Counted::Creations(device))?;
    let message = bytes(body, INVITATION_MESSAGE_MAX_BYTES).await?;
    shared.store.make_invitation(id(&invitation)?, device, message).await?;
    Ok(DONE)
}

/// `DELETE /v1/invitations/{invitation}`
pub(crate) async fn withdraw(
    State(shared): State<Arc<RelayState>>,
    SignedInDevice(device): SignedInDevice,
    Path(invitation): Path<String>,
) -> HandlerResult<StatusCode> {
    shared.store.withdraw_invitation(id(&invitation)?, device).await?;
    Ok(DONE)
}

/// `PUT /v1/invitations/{invitation}/{slot}`
pub(crate) async fn answer(
    State(shared): State<Arc<RelayState>>,
    ClientAddress(peer): ClientAddress,
    Path((invitation, slot)): Path<(String, String)>,
    body: Body,
) -> HandlerResult<StatusCode> {
    take(&shared, Counted::Public(peer))?;
    let slot = slot_of(&slot)?;
    if slot == 0 {
        // The first message comes with the invitation itself.
        return Err(ErrorCode::NothingHere.into());
    }
    let message = bytes(body, INVITATION_MESSAGE_MAX_BYTES).await?;
    shared.store.answer_invitation(id(&invitation)?, slot, message).await?;
    Ok(DONE)
}

/// `GET /v1/invitations/{invitation}/{slot}`
pub(crate) async fn read(
    State(shared): State<Arc<RelayState>>,
    ClientAddress(peer): ClientAddress,
    Path((invitation, slot)): Path<(String, String)>,
) -> HandlerResult<Sealed> {
    take(&shared, Counted::Public(peer))?;
    let slot = slot_of(&slot)?;
    Ok(Sealed(shared.store.read_invitation(id(&invitation)?, slot, shared.clock.day()).await?))
}

fn slot_of(text: &str) -> HandlerResult<u8> {
    let slot = id::<u8>(text)?;
    if slot <= INVITATION_LAST_SLOT { Ok(slot) } else { Err(ErrorCode::NothingHere.into()) }
}
