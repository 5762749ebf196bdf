//! A mailbox without room: told on the screen, and what was written waits and goes out by itself.

use std::net::SocketAddr;
use std::path::Path;
use std::thread::JoinHandle;
use std::time::{SystemTime, UNIX_EPOCH};

use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use troth_app::{Intent, PrivateIntent};
use troth_relay::{Assets, Clock, Rates, Relay, RelayConfig};

use crate::absence::{banners, offer, offers};
use crate::liar::LyingRelay;
use crate::support::Server;
use crate::support::paths::{linked, look_both};

/// The real relay in this process, over a folder of `troth serve`, with a quota for each mailbox.
struct SmallRelay {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

impl SmallRelay {
    fn start(data: &Path, mailbox_bytes: u64) -> Self {
        let unix_ms = || u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap();
        let mut config = RelayConfig::new(data.to_owned(), [7; 32], Clock::new(unix_ms));
        config.rates = Rates::unlimited();
        config.limits.mailbox_bytes = mailbox_bytes;
        let relay = Relay::open(config, Assets::none()).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let server = std::thread::spawn(move || {
            let stopped = async { drop(stopped.await) };
            runtime.block_on(troth_relay::serve(relay, listener, stopped)).unwrap();
        });
        Self { address, stop, server }
    }

    fn stop(self) {
        self.stop.send(()).unwrap();
        self.server.join().unwrap();
    }
}

#[test]
fn a_full_mailbox_is_told_and_what_was_written_goes_out_once_there_is_room() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    let liar = LyingRelay::before(server.address);
    ada.moved_to(liar.address);
    ben.moved_to(liar.address);
    server.kill();
    let small = SmallRelay::start(data.path(), 1);
    liar.turn_to(small.address);
    look_both(&mut ada, &mut ben, 2);
    offer(&mut ada, "it waits here");
    ada.does(Intent::Private(PrivateIntent::Write { text: "this as well".to_owned() }));
    look_both(&mut ada, &mut ben, 2);
    for _ in 0..2 {
        assert_eq!(banners(&ada), ["banner-full-own", "banner-full-shared"]);
        assert_eq!((offers(&ada), offers(&ben), banners(&ben)), (1, 0, vec![]));
        ada.reload();
        look_both(&mut ada, &mut ben, 3);
    }
    small.stop();
    let roomy = SmallRelay::start(data.path(), troth_wire::limits::MAILBOX_MAX_BYTES);
    liar.turn_to(roomy.address);
    look_both(&mut ada, &mut ben, 18);
    assert_eq!((offers(&ada), offers(&ben)), (1, 1));
    assert_eq!((banners(&ada), banners(&ben)), (vec![], vec![]));
    roomy.stop();
}
