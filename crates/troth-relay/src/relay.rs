//! One relay: its store, its listeners, its rate limits and its sessions.

use std::sync::Arc;

use axum::Router;
use thiserror::Error;
use tokio::sync::watch;
use troth_wire::{Cursor, MailboxId, Ring, Watch};

use crate::bells::Bells;
use crate::clock::Clock;
use crate::config::RelayConfig;
use crate::http::{self, Assets};
use crate::hub::{Hub, Listener};
use crate::metrics::Metrics;
use crate::nonces::Nonces;
use crate::rates::{Peer, RateLimits};
use crate::store::{RelayOpenError, RelayStore, StoreContext, StoreError};
use crate::tokens::Tokens;

/// Why a relay could not be closed in order.
#[derive(Debug, Error)]
#[error("the store did not close in order: {0}")]
pub struct CloseError(pub(crate) String);

/// A relay that is open for requests.
///
/// ```
/// use troth_relay::{Assets, Clock, Relay, RelayConfig};
///
/// let folder = tempfile::TempDir::new()?;
/// let clock = Clock::new(|| 1_795_392_000_000);
/// let secret = [7; 32]; // Random in earnest, and new at every start.
/// let relay = Relay::open(RelayConfig::new(folder.path().to_owned(), secret, clock), Assets::none())?;
/// let router = relay.router(); // `troth_relay::serve` runs it on a socket.
/// # drop(router);
/// relay.close();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Relay {
    shared: Arc<RelayState>,
}

/// The state that all requests share.
pub(crate) struct RelayState {
    pub(crate) store: RelayStore,
    pub(crate) hub: Arc<Hub>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) bells: Bells,
    pub(crate) tokens: Tokens,
    pub(crate) nonces: Nonces,
    pub(crate) rates: RateLimits,
    pub(crate) hosts: Vec<String>,
    pub(crate) clock: Clock,
    pub(crate) assets: Assets,
    pub(crate) connections_max: usize,
    peer_key: [u8; 32],
    stop: watch::Sender<bool>,
}

/// The mailboxes of a watch, by whether the listener may read them.
pub(crate) struct Heard {
    pub(crate) reachable: Vec<MailboxId>,
    pub(crate) unreachable: Vec<MailboxId>,
}

impl Relay {
    /// Opens the store and makes a relay with it.
    ///
    /// # Errors
    ///
    /// Says why the data folder or the database in it cannot be used.
    pub fn open(config: RelayConfig, assets: Assets) -> Result<Self, RelayOpenError> {
        let (hub, metrics) = (Arc::<Hub>::default(), Arc::<Metrics>::default());
        let with = StoreContext { clock: config.clock.clone(), hub: Arc::clone(&hub), metrics: Arc::clone(&metrics) };
        let store = RelayStore::open(&config.data, config.limits, with)?;
        let shared = RelayState {
            store,
            hub,
            bells: Bells::new(config.limits, Arc::clone(&metrics)),
            metrics,
            tokens: Tokens::new(&config.secret),
            nonces: Nonces::default(),
            rates: RateLimits::new(config.rates, &config.secret, config.clock.clone()),
            hosts: config.hosts.iter().map(|host| host.to_ascii_lowercase()).collect(),
            clock: config.clock,
            assets,
            connections_max: config.limits.connections,
            peer_key: blake3::derive_key("troth relay peer address v1", &config.secret),
            stop: watch::Sender::new(false),
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// Returns the routes, for a custom server; [`serve`](crate::serve) is the usual one.
    pub fn router(&self) -> Router {
        http::router(Arc::clone(&self.shared))
    }

    /// Asks live connections and long polls to end.
    pub(crate) fn stop(&self) {
        self.shared.stop.send_replace(true);
    }

    /// Settles all accepted writes and closes the database; blocks until that is done.
    ///
    /// # Errors
    ///
    /// When the writer had broken off before. What was acknowledged is on the disk all the same.
    pub fn close(&self) -> Result<(), CloseError> {
        self.stop();
        self.shared.store.close().map_err(|error| CloseError(error.to_string()))
    }

    pub(crate) fn shared(&self) -> &RelayState {
        &self.shared
    }
}

impl RelayState {
    /// Returns the rate-limit key of an address. Only this hash leaves the function.
    pub(crate) fn peer(&self, address: std::net::IpAddr) -> Peer {
        let text = address.to_canonical().to_string();
        let hash = blake3::keyed_hash(&self.peer_key, text.as_bytes());
        let mut peer = [0; 16];
        peer.copy_from_slice(&hash.as_bytes()[..16]);
        Peer(peer)
    }

    /// Waits until the relay is asked to stop.
    pub(crate) async fn stopping(&self) {
        let mut stop = self.stop.subscribe();
        // The sender lives as long as the relay; without it there is nothing left to serve either.
        let _ = stop.wait_for(|stop| *stop).await;
    }

    /// Joins the mailboxes that the listener may read, then rings for those whose end differs from its cursor.
    pub(crate) async fn listen(&self, listener: &Arc<Listener>, watch: &Watch) -> Result<Heard, StoreError> {
        let asked: Vec<MailboxId> = watch.mailboxes.iter().map(|watched| watched.mailbox).collect();
        for mailbox in &asked {
            self.hub.join(*mailbox, listener);
        }
        let ends = match self.store.ends(asked.clone(), listener.signing()).await {
            Ok(ends) => ends,
            Err(error) => {
                self.hub.leave(&asked, listener);
                return Err(error);
            }
        };
        Ok(self.sort(listener, watch, &ends))
    }

    fn sort(&self, listener: &Arc<Listener>, watch: &Watch, ends: &[Option<Cursor>]) -> Heard {
        let mut heard = Heard { reachable: Vec::new(), unreachable: Vec::new() };
        for (watched, end) in watch.mailboxes.iter().zip(ends) {
            let Some(end) = end else {
                heard.unreachable.push(watched.mailbox);
                continue;
            };
            heard.reachable.push(watched.mailbox);
            if *end != watched.cursor {
                listener.ring(Ring { mailbox: watched.mailbox, cursor: *end, records: Vec::new() });
            }
        }
        self.hub.leave(&heard.unreachable, listener);
        listener.drop_rings_of(&heard.unreachable);
        heard
    }
}
