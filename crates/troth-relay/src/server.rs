//! The server: accepts connections, limits them, and closes them in order.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use thiserror::Error;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

use crate::http::Local;
use crate::relay::{CloseError, Relay};

/// Time for the headers of a request; slower connections are closed.
const HEADERS_SECONDS: u64 = 15;

/// Largest head of a request, in bytes: Troth's paths and tokens stay below 1 KiB, and browsers add a few more.
const HEAD_MAX_BYTES: usize = 16 * 1024;

/// Time for open requests to end when the relay stops.
const GRACE_SECONDS: u64 = 5;

/// Pause after a failed accept, for example when no file handles are left.
const ACCEPT_PAUSE_MS: u64 = 50;

/// Why a server did not end in order.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The store did not close in order.
    #[error(transparent)]
    Close(#[from] CloseError),
    /// Closing the store broke off.
    #[error("closing the store broke off")]
    BrokeOff(#[from] tokio::task::JoinError),
}

/// Serves a relay until `stop` completes, then ends connections in order and closes the store.
///
/// # Errors
///
/// Fails when the store cannot be closed in order.
pub async fn serve(relay: Relay, listener: TcpListener, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
    let server =
        Server { router: relay.router(), places: Arc::new(Semaphore::new(relay.shared().connections_max)), relay };
    tokio::pin!(stop);
    loop {
        tokio::select! {
            accepted = listener.accept() => server.welcome(accepted).await,
            () = &mut stop => break,
        }
    }
    drop(listener);
    server.end().await
}

struct Server {
    relay: Relay,
    router: Router,
    places: Arc<Semaphore>,
}

impl Server {
    async fn welcome(&self, accepted: std::io::Result<(TcpStream, SocketAddr)>) {
        let metrics = &self.relay.shared().metrics;
        let Ok((stream, address)) = accepted else {
            metrics.accepts_failed.inc();
            return sleep(Duration::from_millis(ACCEPT_PAUSE_MS)).await;
        };
        // Without a place the connection is dropped at once, which is cheaper than any answer.
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            metrics.connections_dropped.inc();
            return;
        };
        // Small answers must not wait for more; a socket that refuses the option works all the same.
        let _ = stream.set_nodelay(true);
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(Duration::from_secs(HEADERS_SECONDS))
            .max_buf_size(HEAD_MAX_BYTES)
            .serve_connection(TokioIo::new(stream), self.service(address))
            .with_upgrades();
        let relay = self.relay.clone();
        tokio::spawn(async move {
            let _place = place;
            let mut connection = pin!(connection);
            // A broken connection needs no handling here: the client retries.
            tokio::select! {
                _ = &mut connection => return,
                () = relay.shared().stopping() => connection.as_mut().graceful_shutdown(),
            }
            // Broken off or ended in order: either way it is over.
            let _ = connection.await;
        });
    }

    fn service(
        &self,
        address: SocketAddr,
    ) -> impl hyper::service::Service<
        Request<Incoming>,
        Response = axum::response::Response,
        Error = std::convert::Infallible,
        Future: Send,
    > + use<> {
        let router = self.router.clone();
        let peer = self.relay.shared().peer(address.ip());
        let local = address.ip().to_canonical().is_loopback().then_some(Local);
        service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(peer);
            if let Some(local) = local {
                request.extensions_mut().insert(local);
            }
            router.clone().oneshot(request)
        })
    }

    async fn end(self) -> Result<(), ServeError> {
        self.relay.stop();
        // More than a semaphore counts never end in time, and are cut off below.
        let all = u32::try_from(self.relay.shared().connections_max).unwrap_or(u32::MAX);
        // Slower connections are cut off; everything acknowledged to them is on the disk.
        let _ = timeout(Duration::from_secs(GRACE_SECONDS), self.places.acquire_many(all)).await;
        let relay = self.relay;
        Ok(tokio::task::spawn_blocking(move || relay.close()).await??)
    }
}
