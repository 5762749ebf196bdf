//! The relay under load, and the connections to it.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use tempfile::TempDir;
use tokio::net::TcpListener;
use troth_relay::{Assets, Clock, Rates, Relay, RelayConfig};
use troth_wire::{MailboxId, MailboxSide, Token};

use crate::http::{Device, TestKeys};

/// A running relay with signed-in devices and their mailboxes.
pub(crate) struct Stage {
    address: SocketAddr,
    seats: Vec<Seat>,
    _server: tokio::runtime::Runtime,
    _folder: TempDir,
}

/// The load of one connection.
#[derive(Clone)]
pub(crate) struct Seat {
    pub(crate) address: SocketAddr,
    pub(crate) token: Token,
    pub(crate) mailboxes: Vec<MailboxId>,
    pub(crate) number: usize,
}

impl Stage {
    pub(crate) fn set(connections: usize, mailboxes: usize) -> Self {
        let folder = TempDir::new().unwrap();
        let relay = Relay::open(config(folder.path()), Assets::none()).unwrap();
        let server = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = server.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        server.spawn(troth_relay::serve(relay, listener, std::future::pending()));
        let seats = seats(address, connections, mailboxes / connections);
        Self { address, seats, _server: server, _folder: folder }
    }

    pub(crate) fn seat(&self, number: usize) -> Seat {
        self.seats[number].clone()
    }

    /// Reads the writer's counters.
    pub(crate) fn counters(&self) -> Counters {
        let text = String::from_utf8(signed_in(self.address, 251).request("GET", "/metrics", b"").body).unwrap();
        let number = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
            line.unwrap().parse().unwrap()
        };
        Counters {
            commits: number("troth_commits_total"),
            writes: number("troth_writes_total"),
            commit_us: number("troth_commit_microseconds_total"),
        }
    }

    pub(crate) fn device(&self) -> Device {
        signed_in(self.address, 250)
    }
}

/// Returns the usual configuration, but without rate limits.
pub(crate) fn config(folder: &Path) -> RelayConfig {
    let mut config = RelayConfig::new(folder.to_owned(), [7; 32], Clock::new(unix_ms));
    config.rates = Rates::unlimited();
    config
}

/// The writer's counters.
pub(crate) struct Counters {
    commits: f64,
    writes: f64,
    commit_us: f64,
}

impl Counters {
    /// Describes the size and duration of transactions since an earlier reading.
    pub(crate) fn since(&self, earlier: &Self) -> String {
        let commits = self.commits - earlier.commits;
        let (writes, us) = (self.writes - earlier.writes, self.commit_us - earlier.commit_us);
        format!("{:.0} writes a commit, {:.1} ms each", writes / commits, us / commits / 1000.0)
    }
}

/// Makes all mailboxes; each device makes its own, all at once. It stands on the first side of two, whose pushes cost the
/// relay most: they also count the side's share.
fn seats(address: SocketAddr, connections: usize, mailboxes_each: usize) -> Vec<Seat> {
    let seat = |number: usize| {
        let mut device = signed_in(address, u8::try_from(number).unwrap());
        let numbers = (0..mailboxes_each).map(|each| (number * mailboxes_each + each) as u64);
        let keys: Vec<_> = numbers.map(TestKeys::shared).collect();
        keys.iter().for_each(|keys| assert_eq!(device.enrol(keys, MailboxSide::First).status, 200));
        let mailboxes = keys.iter().map(TestKeys::mailbox).collect();
        Seat { address, token: device.token.unwrap(), mailboxes, number }
    };
    std::thread::scope(|scope| {
        let makers: Vec<_> = (0..connections).map(|number| scope.spawn(move || seat(number))).collect();
        makers.into_iter().map(|maker| maker.join().unwrap()).collect()
    })
}

fn signed_in(address: SocketAddr, seed: u8) -> Device {
    let mut device = Device::new(address, seed);
    device.sign_in(unix_ms() / 60_000);
    device
}

fn unix_ms() -> u64 {
    u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap()
}
