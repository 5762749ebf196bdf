//! The load benchmark: durable appends of the relay beside bare SQLite in the same run, live delivery, catch-up.
//!
//! `cargo bench -p troth-relay --bench load` prints a table. The client runs in the same process, on the same cores.
//! Relay and SQLite take turns over several rounds, and medians are compared, since a shared disk is moody.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops at the first surprise"
)]

mod bare;
mod client;
#[path = "../../tests/support/http.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the tests, which use all of it")]
mod http;
mod stage;

use std::time::{Duration, Instant};

use bare::Table;
use client::{Live, Pushing};
use http::record;
use stage::Stage;
use tokio::task::JoinSet;
use troth_wire::{Cursor, MailboxId, RelayMessage, Watched};

const CONNECTIONS: usize = 50;
const MAILBOXES: usize = 1_000;
const BODY_BYTES: usize = 400;
const ROUNDS: usize = 3;
const MEASURED: Duration = Duration::from_secs(3);
const BARE_BATCHES: [usize; 4] = [1, 10, 50, 100];
const IN_FLIGHT: [usize; 2] = [1, 20];
const CATCH_UP_RECORDS: u64 = 20_000;

fn main() {
    // `cargo test` builds and runs benchmarks as well; only `cargo bench` asks for the numbers.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let stage = Stage::set(CONNECTIONS, MAILBOXES);
    let client = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    println!(
        "{CONNECTIONS} connections, {MAILBOXES} mailboxes, bodies of {BODY_BYTES} bytes, medians of {ROUNDS} rounds"
    );
    appends(&stage, &client);
    delivery(&stage, &client);
    catch_up(&stage);
}

fn appends(stage: &Stage, client: &tokio::runtime::Runtime) {
    let mut relay: Vec<Vec<f64>> = vec![Vec::new(); IN_FLIGHT.len()];
    let (mut posts, mut cpu_us) = (Vec::new(), Vec::new());
    let mut bare: Vec<Vec<f64>> = vec![Vec::new(); BARE_BATCHES.len() * 2];
    for _ in 0..ROUNDS {
        for (rates, in_flight) in relay.iter_mut().zip(IN_FLIGHT) {
            let before = cpu_seconds();
            let counters = stage.counters();
            let rate = client.block_on(push_for(stage, Pushing::Live { in_flight }));
            if in_flight == 1 {
                cpu_us.push((cpu_seconds() - before) / (rate * MEASURED.as_secs_f64()) * 1e6);
            }
            println!("  [{in_flight} in flight] {}", stage.counters().since(&counters));
            rates.push(rate);
        }
        posts.push(client.block_on(push_for(stage, Pushing::Posts)));
        let tables = [Table::Plain, Table::Positioned];
        let kinds = tables.into_iter().flat_map(|table| BARE_BATCHES.map(|batch| (table, batch)));
        for (rates, (table, batch)) in bare.iter_mut().zip(kinds) {
            rates.push(bare::appends_per_second(table, batch, BODY_BYTES, MAILBOXES, MEASURED / 3));
        }
    }
    let relay: Vec<f64> = relay.into_iter().map(median).collect();
    let bare: Vec<f64> = bare.into_iter().map(median).collect();
    let cpu_us = median(cpu_us);
    for (rate, in_flight) in relay.iter().zip(IN_FLIGHT) {
        println!(
            "| relay: durable appends, live, {in_flight} in flight | {rate:.0}/s | {cpu_us:.0} us of CPU each, client included |"
        );
    }
    println!("| relay: durable appends by POST, 1 in flight | {:.0}/s | |", median(posts));
    for (table, rates) in [Table::Plain, Table::Positioned].iter().zip(bare.chunks(BARE_BATCHES.len())) {
        for (rate, batch) in rates.iter().zip(BARE_BATCHES) {
            let ratio = relay[0] / rate;
            println!("| bare SQLite, {}, batch {batch} | {rate:.0}/s | relay / SQLite = {ratio:.2} |", table.name());
        }
    }
}

/// Pushes from all connections for a while; answers acknowledged records per second.
async fn push_for(stage: &Stage, pushing: Pushing) -> f64 {
    let mut connections = JoinSet::new();
    let started = Instant::now();
    for number in 0..CONNECTIONS {
        let seat = stage.seat(number);
        connections.spawn(client::push_until(seat, pushing, started + MEASURED, BODY_BYTES));
    }
    let acknowledged: u64 = connections.join_all().await.into_iter().sum();
    acknowledged as f64 / started.elapsed().as_secs_f64()
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

fn catch_up(stage: &Stage) {
    let mut device = stage.device();
    let mailbox = MailboxId::from_bytes([0xcc; 16]);
    device.make_mailbox(mailbox);
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

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Processor time of this process so far, all threads; zero where `/proc` is not.
fn cpu_seconds() -> f64 {
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // User and system time are the 12th and 13th fields after the name, which ends with the last parenthesis.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS_PER_SECOND
}
