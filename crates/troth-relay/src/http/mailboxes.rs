//! Makes mailboxes, enrols devices in them, and changes which devices a side has.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use troth_wire::{EnrolRequest, EnrolStatement, ErrorCode, MailboxId, MailboxSide, SideView, SigningKey};

use super::answer::{Cbor, DONE, HandlerResult};
use super::request::{SignedInDevice, id, message, take};
use super::session::{addressed_host, check_signed};
use crate::rates::Counted;
use crate::relay::RelayState;
use crate::store::Enrolment;

/// Largest enrolment in bytes: four keys, two signatures and a salt.
const ENROL_MAX_BYTES: usize = 512;

/// Largest change of a side in bytes: eight devices and a verifier.
const SETTLE_MAX_BYTES: usize = 512;

/// `POST /v1/mailboxes/{mailbox}`
pub(crate) async fn enrol(
    State(shared): State<Arc<RelayState>>,
    SignedInDevice(device): SignedInDevice,
    Path(mailbox): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> HandlerResult<Cbor<SideView>> {
    take(&shared, Counted::Creations(device))?;
    let request: EnrolRequest = message(body, ENROL_MAX_BYTES).await?;
    let host = addressed_host(&shared, &headers)?;
    let enrolment = checked(id(&mailbox)?, &request, &host, device)?;
    Ok(Cbor(shared.store.enrol(enrolment, device).await?))
}

/// Checks what needs no store: whether the id is that of the roots, and both signatures.
fn checked(mailbox: MailboxId, request: &EnrolRequest, host: &str, device: SigningKey) -> HandlerResult<Enrolment> {
    let EnrolRequest { roots, side, verifier, by_root, by_verifier } = request;
    let root = roots.of(*side).filter(|_| roots.mailbox() == mailbox).ok_or(ErrorCode::NothingHere)?;
    let statement = EnrolStatement { host, mailbox, side: *side, verifier: *verifier, device }.to_bytes();
    check_signed(&root, &statement, by_root)?;
    check_signed(verifier, &statement, by_verifier)?;
    let sides = 1 + u64::from(roots.of(MailboxSide::Second).is_some());
    Ok(Enrolment { mailbox, sides, side: *side, verifier: *verifier })
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

/// `PUT /v1/mailboxes/{mailbox}/sides/{side}`
pub(crate) async fn settle(
    State(shared): State<Arc<RelayState>>,
    SignedInDevice(device): SignedInDevice,
    Path((mailbox, side)): Path<(String, String)>,
    body: Body,
) -> HandlerResult<StatusCode> {
    let wanted: SideView = message(body, SETTLE_MAX_BYTES).await?;
    let side = MailboxSide::from_number(id(&side)?).ok_or(ErrorCode::NothingHere)?;
    shared.store.settle((id(&mailbox)?, side), device, wanted).await?;
    Ok(DONE)
}
