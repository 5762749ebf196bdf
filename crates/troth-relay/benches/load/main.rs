//! The load benchmark: durable appends of the relay and of bare SQLite in the same run, live delivery, catch-up.
//!
//! `cargo bench -p troth-relay --bench load` prints a table. The client runs in the same process, on the same cores.
//! Relay and SQLite take turns over several rounds, and medians are compared, because a shared disk varies.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops at the first surprise"
)]

mod appends;
mod bare;
mod client;
mod gauge;
#[path = "../../tests/support/http.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the tests, which use all of it")]
mod http;
mod pushes;
mod stage;

use std::time::{Duration, Instant};

use client::Live;
use gauge::median;
use http::{mailbox, record};
use stage::Stage;
use tokio::task::JoinSet;
use troth_wire::{Cursor, RelayMessage, Watched};

const CONNECTIONS: usize = 50;
const MAILBOXES: usize = 1_000;
const BODY_BYTES: usize = 400;
const ROUNDS: usize = 3;
const CATCH_UP_RECORDS: u64 = 20_000;

fn main() {
    // `cargo test` also builds and runs benchmarks; only `cargo bench` wants the numbers.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let stage = Stage::set(CONNECTIONS, MAILBOXES);
    let client = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    println!(
        "{CONNECTIONS} connections, {MAILBOXES} mailboxes, bodies of {BODY_BYTES} bytes, medians of {ROUNDS} rounds"
    );
    appends::measure(&stage, &client);
    delivery(&stage, &client);
    catch_up(&stage);
}

/// Time from sending a push on one connection to the ring with the record on another, at some 500 pushes a second.
fn delivery(stage: &Stage, client: &tokio::runtime::Runtime) {
    const PUSHES: u64 = 60;
    const PAUSE: Duration = Duration::from_millis(100);
    let mut times: Vec<Duration> = client.block_on(async {
        let mut pairs = JoinSet::new();
        for number in 0..CONNECTIONS {
            let seat = stage.seat(number);
            pairs.spawn(async move {
                let mailbox = seat.mailboxes[0];
                let (mut pusher, mut watcher) = (Live::open(&seat).await, Live::open(&seat).await);
                watcher.watch(Watched { mailbox, cursor: Cursor::START }).await;
                tokio::time::sleep(PAUSE.mul_f64(number as f64 / CONNECTIONS as f64)).await;
                let mut times = Vec::new();
                for push in 0..PUSHES {
                    let started = Instant::now();
                    pusher.push(mailbox, record(1 << 60 | (number as u64) << 40 | push, BODY_BYTES)).await;
                    let ring = watcher.heard_ring().await;
                    assert_eq!(ring.records.len(), 1);
                    times.push(started.elapsed());
                    assert!(matches!(pusher.hear().await, RelayMessage::Pushed(..)));
                    tokio::time::sleep(PAUSE.saturating_sub(started.elapsed())).await;
                }
                times
            });
        }
        pairs.join_all().await.concat()
    });
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    println!("| relay: live delivery, p50 | {:.1} ms | p99 {:.1} ms, {} pushes |", at(0.5), at(0.99), times.len());
}

/// The number of a mailbox that no connection uses.
const CATCH_UP_MAILBOX: u64 = 1_000_000;

fn catch_up(stage: &Stage) {
    let mut device = stage.device();
    let mailbox = mailbox(CATCH_UP_MAILBOX);
    device.make_mailbox(CATCH_UP_MAILBOX);
    for batch in 0..CATCH_UP_RECORDS / 200 {
        device.pushed(mailbox, (0..200).map(|number| record(batch * 200 + number, BODY_BYTES)).collect());
    }
    let times = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            assert_eq!(device.pull_all(mailbox).len() as u64, CATCH_UP_RECORDS);
            started.elapsed().as_secs_f64()
        })
        .collect();
    println!(
        "| relay: catch-up of {CATCH_UP_RECORDS} records | {:.0} ms | running hash checked |",
        median(times) * 1000.0
    );
}
