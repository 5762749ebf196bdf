//! The long poll, for networks that block WebSockets.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use tokio::time::timeout;
use troth_wire::limits::WAIT_SECONDS;
use troth_wire::{ErrorCode, MailboxId, Rings, Watch};

use super::answer::{Cbor, HandlerResult};
use super::request::{SignedInDevice, message};
use crate::hub::Listener;
use crate::relay::RelayState;

/// Largest list in bytes: 64 mailboxes with a cursor each.
const WATCH_MAX_BYTES: usize = 8 * 1024;

/// `POST /v1/bell/wait`
pub(crate) async fn wait(
    State(shared): State<Arc<RelayState>>,
    SignedInDevice(device): SignedInDevice,
    body: Body,
) -> HandlerResult<Cbor<Rings>> {
    let watch: Watch = message(body, WATCH_MAX_BYTES).await?;
    let _place = shared.bells.take_place(device).ok_or(ErrorCode::TooManyConnections)?;
    let mut visit = Visit { shared: Arc::clone(&shared), listener: Listener::new(device), watched: Vec::new() };
    visit.watched = shared.listen(&visit.listener, &watch).await?.reachable;
    let news = async {
        tokio::select! {
            () = visit.listener.news() => {}
            () = shared.stopping() => {}
        }
    };
    // A timeout and "nothing new" have the same answer.
    let _ = timeout(Duration::from_secs(WAIT_SECONDS), news).await;
    let rings = visit.listener.take();
    shared.metrics.rings.inc_by(rings.len() as u64);
    Ok(Cbor(Rings { rings }))
}

/// Leaves the hub when the request ends, also when the client disconnects.
struct Visit {
    shared: Arc<RelayState>,
    listener: Arc<Listener>,
    watched: Vec<MailboxId>,
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.shared.hub.leave(&self.watched, &self.listener);
    }
}
