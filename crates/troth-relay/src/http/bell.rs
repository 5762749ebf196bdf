//! The doorbell: a WebSocket that rings, and on which a device may push.
//!
//! Each connection is one task. It reads on while up to [`PUSHES_IN_FLIGHT`] answers are pending. The writer settles
//! pushes in order, so the task waits for the oldest only. Answers are buffered until there is nothing else to do, so
//! answers that are ready together leave together.

use std::collections::VecDeque;
use std::future::{pending, ready};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{Message as Frame, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use futures_util::SinkExt;
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};
use troth_wire::limits::PUSH_MAX_BYTES;
use troth_wire::{
    ClientMessage, ErrorCode, MailboxId, PushReceipt, PushRequest, Refused, RelayMessage, Ring, Ticket, Watch,
    Watching, WireError, WireMessage,
};

use super::answer::HandlerResult;
use super::request::take;
use crate::bells::BellSlot;
use crate::hub::Listener;
use crate::rates::Counted;
use crate::relay::RelayState;
use crate::store::{NamedRecord, PendingWrite, StoreError};
use crate::tokens::SessionClaim;

/// Read buffer of a connection. The library's default of 128 KiB would cost that much for each idle connection.
const READ_BUFFER_BYTES: usize = 4 * 1024;

/// Most buffered bytes of answers before they are sent.
const WRITE_BUFFER_BYTES: usize = 4 * 1024;

/// Time for the first message; then a silent connection is closed.
const HELLO_SECONDS: u64 = 10;

/// Time between pings: below the idle limits of usual proxies.
const PING_SECONDS: u64 = 30;

/// Most pushes of one connection that wait for the disk; beyond it the relay stops reading.
const PUSHES_IN_FLIGHT: usize = 64;

/// `GET /v1/bell`
pub(crate) async fn connect(
    State(shared): State<Arc<RelayState>>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> HandlerResult<Response> {
    let upgrade = upgrade.map_err(|_| ErrorCode::Malformed)?;
    Ok(upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(WRITE_BUFFER_BYTES)
        .max_frame_size(PUSH_MAX_BYTES)
        .max_message_size(PUSH_MAX_BYTES)
        .on_upgrade(move |socket| welcome(shared, socket)))
}

async fn welcome(shared: Arc<RelayState>, mut socket: WebSocket) {
    let first = timeout(Duration::from_secs(HELLO_SECONDS), socket.recv()).await;
    let Ok(Some(Ok(Frame::Binary(bytes)))) = first else { return };
    match admit(&shared, &bytes) {
        Ok((claim, place)) => Conversation::new(shared, socket, claim, place).run().await,
        Err(error) => {
            shared.metrics.refused(error.code);
            let refused = Refused { ticket: Ticket(0), error };
            // The other side may have gone; the refusal is counted, and nothing was begun.
            let _ = socket.send(frame(&RelayMessage::Refused(refused))).await;
        }
    }
}

fn admit(shared: &RelayState, first: &[u8]) -> Result<(SessionClaim, BellSlot), WireError> {
    let ClientMessage::Hello(token) = ClientMessage::decode(first)? else { return Err(ErrorCode::Malformed.into()) };
    let claim = shared.tokens.check(&token, shared.clock.unix_minutes()).ok_or(ErrorCode::SessionExpired)?;
    let place = shared.bells.take_place(claim.signing).ok_or(ErrorCode::TooManyConnections)?;
    Ok((claim, place))
}

fn frame(message: &RelayMessage) -> Frame {
    Frame::Binary(Bytes::from(message.encode()))
}

/// The conversation is over: the device has gone, or must connect again.
struct Over;

struct Conversation {
    shared: Arc<RelayState>,
    socket: WebSocket,
    claim: SessionClaim,
    listener: Arc<Listener>,
    watched: Vec<MailboxId>,
    pushes: VecDeque<(Ticket, PendingWrite<PushReceipt>)>,
    /// Whether buffered frames wait to be sent.
    unsent: bool,
    _place: BellSlot,
}

enum BellEvent {
    Heard(Option<Result<Frame, axum::Error>>),
    Settled(Ticket, Result<PushReceipt, StoreError>),
    News,
    PingDue,
    SessionOver,
    Stopping,
    Quiet,
}

impl Conversation {
    fn new(shared: Arc<RelayState>, socket: WebSocket, claim: SessionClaim, place: BellSlot) -> Self {
        let listener = Listener::new(claim.signing);
        let (watched, pushes) = (Vec::new(), VecDeque::new());
        Self { shared, socket, claim, listener, watched, pushes, unsent: false, _place: place }
    }

    async fn run(mut self) {
        let minutes = self.claim.expires_unix_minutes.saturating_sub(self.shared.clock.unix_minutes());
        let mut over = pin!(sleep(Duration::from_secs(minutes * 60)));
        let shared = Arc::clone(&self.shared);
        let mut stopping = pin!(shared.stopping());
        let mut pings = interval(Duration::from_secs(PING_SECONDS));
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        pings.reset();
        if self.say(&RelayMessage::Welcome).await.is_err() {
            return;
        }
        loop {
            // Rare events come first, so that a busy connection cannot delay them.
            let event = tokio::select! {
                biased;
                () = &mut stopping => BellEvent::Stopping,
                () = &mut over => BellEvent::SessionOver,
                _ = pings.tick() => BellEvent::PingDue,
                () = self.listener.news() => BellEvent::News,
                (ticket, result) = oldest(&mut self.pushes) => BellEvent::Settled(ticket, result),
                heard = self.socket.recv(), if self.pushes.len() < PUSHES_IN_FLIGHT => BellEvent::Heard(heard),
                () = ready(()), if self.unsent => BellEvent::Quiet,
            };
            if self.attend(event).await.is_err() {
                return;
            }
        }
    }

    async fn attend(&mut self, event: BellEvent) -> Result<(), Over> {
        match event {
            BellEvent::Heard(Some(Ok(Frame::Binary(bytes)))) => self.hear(&bytes).await,
            BellEvent::Heard(Some(Ok(Frame::Ping(_) | Frame::Pong(_)))) => Ok(()),
            BellEvent::Heard(Some(Ok(Frame::Text(_)))) => self.dismiss(ErrorCode::Malformed.into()).await,
            BellEvent::Heard(_) => Err(Over),
            BellEvent::Settled(ticket, Ok(receipt)) => self.say(&RelayMessage::Pushed(ticket, receipt)).await,
            BellEvent::Settled(ticket, Err(error)) => self.refuse(ticket, error.into()).await,
            BellEvent::News => self.ring().await,
            BellEvent::PingDue => self.feed(Frame::Ping(Bytes::new())).await,
            BellEvent::SessionOver => self.dismiss(ErrorCode::SessionExpired.into()).await,
            BellEvent::Stopping => self.dismiss(ErrorCode::Unavailable.into()).await,
            BellEvent::Quiet => self.flush().await,
        }
    }

    async fn hear(&mut self, bytes: &[u8]) -> Result<(), Over> {
        match ClientMessage::decode(bytes) {
            Ok(ClientMessage::Push(ticket, mailbox, push)) => self.push(ticket, mailbox, push).await,
            Ok(ClientMessage::Watch(ticket, watch)) => self.watch(ticket, watch).await,
            Ok(ClientMessage::Hello(_)) => self.dismiss(ErrorCode::Malformed.into()).await,
            Err(error) => self.dismiss(error.into()).await,
        }
    }

    async fn push(&mut self, ticket: Ticket, mailbox: MailboxId, push: PushRequest) -> Result<(), Over> {
        let device = self.claim.signing;
        if let Err(refusal) = take(&self.shared, Counted::Requests(device)) {
            return self.refuse(ticket, refusal.0).await;
        }
        let records = push.records.into_iter().map(NamedRecord::from).collect();
        match self.shared.store.push(mailbox, device, records).await {
            Ok(pending) => self.pushes.push_back((ticket, pending)),
            Err(error) => self.refuse(ticket, error.into()).await?,
        }
        Ok(())
    }

    /// Joins before it compares, so that no change falls between the two.
    async fn watch(&mut self, ticket: Ticket, watch: Watch) -> Result<(), Over> {
        self.shared.hub.leave(&self.watched, &self.listener);
        self.watched.clear();
        match self.shared.listen(&self.listener, &watch).await {
            Ok(heard) => {
                self.watched = heard.reachable;
                let answer = Watching { ticket, unreachable: heard.unreachable };
                self.say(&RelayMessage::Watching(answer)).await
            }
            Err(error) => self.refuse(ticket, error.into()).await,
        }
    }

    async fn ring(&mut self) -> Result<(), Over> {
        let rings: Vec<Ring> = self.listener.take();
        self.shared.metrics.rings.inc_by(rings.len() as u64);
        for ring in rings {
            self.say(&RelayMessage::Ring(ring)).await?;
        }
        Ok(())
    }

    async fn refuse(&mut self, ticket: Ticket, error: WireError) -> Result<(), Over> {
        self.shared.metrics.refused(error.code);
        self.say(&RelayMessage::Refused(Refused { ticket, error })).await
    }

    async fn dismiss(&mut self, error: WireError) -> Result<(), Over> {
        self.refuse(Ticket(0), error).await?;
        self.flush().await?;
        Err(Over)
    }

    async fn say(&mut self, message: &RelayMessage) -> Result<(), Over> {
        self.feed(frame(message)).await
    }

    /// Buffers a frame for the next [`flush`](Self::flush).
    async fn feed(&mut self, frame: Frame) -> Result<(), Over> {
        self.unsent = true;
        self.socket.feed(frame).await.map_err(|_| Over)
    }

    async fn flush(&mut self) -> Result<(), Over> {
        self.unsent = false;
        self.socket.flush().await.map_err(|_| Over)
    }
}

impl Drop for Conversation {
    fn drop(&mut self) {
        self.shared.hub.leave(&self.watched, &self.listener);
    }
}

/// Waits for the oldest push; for ever if there is none.
async fn oldest(
    pushes: &mut VecDeque<(Ticket, PendingWrite<PushReceipt>)>,
) -> (Ticket, Result<PushReceipt, StoreError>) {
    let Some((ticket, push)) = pushes.front_mut() else { return pending().await };
    let (ticket, result) = (*ticket, push.settled().await);
    pushes.pop_front();
    (ticket, result)
}
