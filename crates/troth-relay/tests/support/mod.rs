//! A relay for tests: the real server on a real socket, with a clock that the test moves.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests may panic, and no test uses everything"
)]

pub mod http;
pub mod live;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;

use http::Device;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use troth_relay::{Assets, Clock, Relay, RelayConfig};

pub const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// 12 September 2026, noon.
const START_MS: u64 = 20_708 * DAY_MS + DAY_MS / 2;

pub struct TestRelay {
    pub address: SocketAddr,
    pub folder: Arc<TempDir>,
    pub now_ms: Arc<AtomicU64>,
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
}

impl TestRelay {
    pub fn start() -> Self {
        Self::start_with(|_| {})
    }

    pub fn start_with(configure: impl FnOnce(&mut RelayConfig)) -> Self {
        let folder = Arc::new(TempDir::new().unwrap());
        Self::start_in(folder, Arc::new(AtomicU64::new(START_MS)), Assets::none(), configure)
    }

    pub fn start_in(
        folder: Arc<TempDir>,
        now_ms: Arc<AtomicU64>,
        assets: Assets,
        configure: impl FnOnce(&mut RelayConfig),
    ) -> Self {
        let clock = Arc::clone(&now_ms);
        let clock = Clock::new(move || clock.load(Ordering::SeqCst));
        let mut config = RelayConfig::new(folder.path().to_owned(), rand_like(), clock);
        configure(&mut config);
        let relay = Relay::open(config, assets).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let server = std::thread::spawn(move || {
            let stopped = async {
                let _ = stopped.await;
            };
            runtime.block_on(troth_relay::serve(relay, listener, stopped)).unwrap();
        });
        Self { address, folder, now_ms, stop: Some(stop), server: Some(server) }
    }

    pub fn pass_ms(&self, ms: u64) {
        self.now_ms.fetch_add(ms, Ordering::SeqCst);
    }

    pub fn unix_minutes(&self) -> u64 {
        self.now_ms.load(Ordering::SeqCst) / 60_000
    }

    /// Returns a signed-in device.
    pub fn device(&self, seed: u8) -> Device {
        let mut device = Device::new(self.address, seed);
        device.sign_in(self.unix_minutes());
        device
    }

    pub fn stop(&mut self) {
        drop(self.stop.take());
        if let Some(server) = self.server.take() {
            server.join().unwrap();
        }
    }

    /// Stops the relay and starts another on the same folder and clock.
    pub fn restart_with(mut self, configure: impl FnOnce(&mut RelayConfig)) -> Self {
        self.stop();
        Self::start_in(Arc::clone(&self.folder), Arc::clone(&self.now_ms), Assets::none(), configure)
    }
}

impl Drop for TestRelay {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(server) = self.server.take() {
            let _ = server.join();
        }
    }
}

/// Returns a secret that differs from start to start, as the binary's does.
fn rand_like() -> [u8; 32] {
    static STARTS: AtomicU64 = AtomicU64::new(1);
    let mut secret = [0; 32];
    secret[..8].copy_from_slice(&STARTS.fetch_add(1, Ordering::SeqCst).to_be_bytes());
    secret
}
