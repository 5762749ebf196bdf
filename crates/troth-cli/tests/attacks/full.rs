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
use crate::mailbox::signed_in_at;
use crate::support::Server;
use crate::support::http::record;
use crate::support::paths::{linked, look_both};
use crate::support::person::Person;
use crate::support::thief::Thief;

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

/// Pushes noise into the shared mailbox with the keys of a person's device, until not even the smallest record is taken.
fn fill_shared(relay: &SmallRelay, person: &Person) {
    let thief = Thief::of(person);
    let mailbox = thief.keyring.shared.as_ref().unwrap().mailbox();
    let mut device = signed_in_at(relay.address, &thief.device);
    let mut number = 0;
    for body_bytes in [60_000, 6_000, 600, 60, 0] {
        while device.push(mailbox, vec![record(number, body_bytes)]).status == 200 {
            number += 1;
        }
    }
    assert!(number > 4, "a flood");
    let refused = device.push(mailbox, vec![record(number, 0)]).error();
    assert_eq!(refused.code, troth_wire::ErrorCode::QuotaReached);
}

/// Enough for what linking writes, and for a flood of some records.
const SMALL_MAILBOX_BYTES: u64 = 800 * 1024;

#[test]
fn a_partner_who_fills_all_they_can_leaves_the_other_room() {
    for flooder in [0, 1] {
        let data = TempDir::new().unwrap();
        let server = Server::start(data.path(), &[]);
        let (ada, ben) = linked(&server);
        let mut both = [ada, ben];
        let liar = LyingRelay::before(server.address);
        both.iter_mut().for_each(|person| person.moved_to(liar.address));
        server.kill();
        let mut small = SmallRelay::start(data.path(), SMALL_MAILBOX_BYTES);
        fill_shared(&small, &both[flooder]);
        let [ada, ben] = &mut both;
        for said in 1..3 {
            liar.turn_to(small.address);
            look_both(ada, ben, 3);
            let people = [&mut *ada, &mut *ben];
            offer(people[flooder], "for this there is no room");
            offer(people[1 - flooder], "for this there is");
            look_both(ada, ben, 4);
            let people = [&*ada, &*ben];
            assert_eq!(offers(people[1 - flooder]), said, "nothing of the flooder's");
            assert_eq!(offers(people[flooder]), 2 * said, "their own words, and all of the other's");
            assert!(
                !banners(people[1 - flooder]).contains(&"banner-full-shared"),
                "{:?}",
                banners(people[1 - flooder])
            );
            assert!(banners(people[flooder]).contains(&"banner-full-shared"), "{:?}", banners(people[flooder]));
            small.stop();
            small = SmallRelay::start(data.path(), SMALL_MAILBOX_BYTES);
        }
        small.stop();
        let roomy = SmallRelay::start(data.path(), troth_wire::limits::MAILBOX_MAX_BYTES);
        liar.turn_to(roomy.address);
        look_both(ada, ben, 18);
        assert_eq!((offers(ada), offers(ben)), (4, 4), "what waited goes out once there is room");
        roomy.stop();
    }
}
