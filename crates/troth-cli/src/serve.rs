//! `troth serve`.

use std::net::SocketAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::net::TcpListener;
use troth_relay::{Clock, Relay, RelayConfig};

use crate::app_files::app_files;
use crate::arguments::ServeOptions;
use crate::failure::Failure;
use crate::say;

const BYTES_PER_MIB: u64 = 1024 * 1024;

/// Serves until the process is asked to stop.
pub(crate) fn serve(options: ServeOptions) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::system("cannot start", &error))?;
    runtime.block_on(run(options))
}

async fn run(options: ServeOptions) -> Result<(), Failure> {
    // Watches the signals before it opens anything, so that none is missed.
    let stop = stop_signal()?;
    // The port first: a person who starts a second relay by mistake should read about the port, not about the folder.
    let address = SocketAddr::new(options.listen, options.port);
    let listener = TcpListener::bind(address).await.map_err(|error| Failure::bind(address, &error))?;
    let address = listener.local_addr().map_err(|error| Failure::bind(address, &error))?;
    let relay = Relay::open(config(options)?, app_files())?;
    say(&format!("Troth is ready at http://{address}"));
    troth_relay::serve(relay, listener, stop).await.map_err(|error| Failure::end(&error))
}

fn config(options: ServeOptions) -> Result<RelayConfig, Failure> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|error| Failure::system("cannot get random bytes", &error))?;
    let mut config = RelayConfig::new(options.data, secret, Clock::new(unix_ms));
    config.hosts = options.hosts;
    config.limits.database_bytes = options.max_size_mib.map(|mib| mib.saturating_mul(BYTES_PER_MIB));
    Ok(config)
}

fn unix_ms() -> u64 {
    // A clock before 1970 reads as 1970: sign-ins are then refused, and say what time the relay has.
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(unix)]
fn stop_signal() -> Result<impl Future<Output = ()>, Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let failed = |error| Failure::system("cannot watch for signals", &error);
    let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop_signal() -> Result<impl Future<Output = ()>, Failure> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Nothing will ask it to stop but the system's own ways; serving on is what was asked for.
            std::future::pending::<()>().await;
        }
    })
}
