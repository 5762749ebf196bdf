//! Durable appends of the relay and of bare SQLite, in turns over several rounds, so that both meet the same disk.

use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::bare::{self, Table};
use crate::client::{self, Pushing};
use crate::gauge::{cpu_seconds, median, synchronised_write};
use crate::stage::Stage;
use crate::{BODY_BYTES, CONNECTIONS, ROUNDS};

const MEASURED: Duration = Duration::from_secs(3);
const BARE_MEASURED: Duration = Duration::from_secs(1);
const BARE_BATCHES: [usize; 3] = [1, 50, 100];

/// Approximate bytes that a commit of 50 bare records writes.
const SYNCHRONISED_BYTES: usize = 32 * 1024;

/// The patterns of devices: single entries, a burst of them, a queue after being offline, and without the doorbell.
const WAYS: [(&str, Pushing); 4] = [
    ("live, 1 in flight", Pushing::Live { in_flight: 1, records: 1 }),
    ("live, 20 in flight", Pushing::Live { in_flight: 20, records: 1 }),
    ("live, pushes of 20", Pushing::Live { in_flight: 1, records: 20 }),
    ("POST, 1 in flight", Pushing::Posts),
];

/// One way of pushing, over all rounds.
#[derive(Default)]
struct Measured {
    per_second: Vec<f64>,
    cpu_us: Vec<f64>,
}

/// Measures everything, and prints a row for each way and for each bare table.
pub(crate) fn measure(stage: &Stage, client: &tokio::runtime::Runtime) {
    let mut relay = WAYS.map(|_| Measured::default());
    let tables: Vec<(Table, usize)> =
        Table::ALL.into_iter().flat_map(|table| BARE_BATCHES.map(|batch| (table, batch))).collect();
    let mut bare = vec![Vec::new(); tables.len()];
    let mut writes = Vec::new();
    let record = crate::http::record(0, BODY_BYTES);
    for _ in 0..ROUNDS {
        writes.push(synchronised_write(SYNCHRONISED_BYTES).as_secs_f64());
        for (measured, (name, pushing)) in relay.iter_mut().zip(WAYS) {
            let counters = stage.counters();
            measured.add(client.block_on(push_for(stage, pushing)));
            println!("  [{name}] {}", stage.counters().since(&counters));
        }
        for (rates, (table, batch)) in bare.iter_mut().zip(&tables) {
            rates.push(bare::appends_per_second(*table, *batch, &record, BARE_MEASURED));
        }
    }
    println!(
        "| disk: {} KiB written and synchronised | {:.2} ms | what follows hangs on it |",
        SYNCHRONISED_BYTES / 1024,
        median(writes) * 1000.0
    );
    let rates: Vec<f64> = relay.into_iter().zip(WAYS).map(|(measured, (name, _))| measured.print(name)).collect();
    for ((table, batch), bare) in tables.iter().zip(bare) {
        print_bare(*table, *batch, median(bare), &rates);
    }
}

impl Measured {
    fn add(&mut self, (per_second, cpu_us): (f64, f64)) {
        self.per_second.push(per_second);
        self.cpu_us.push(cpu_us);
    }

    /// Prints a row; returns records per second.
    fn print(self, name: &str) -> f64 {
        let (rate, cpu_us) = (median(self.per_second), median(self.cpu_us));
        println!("| relay: records a second, {name} | {rate:.0}/s | {cpu_us:.0} us of CPU each, client included |");
        rate
    }
}

fn print_bare(table: Table, batch: usize, bare: f64, relay: &[f64]) {
    let ratios: Vec<String> =
        relay.iter().zip(WAYS).map(|(rate, (name, _))| format!("{:.2} ({name})", rate / bare)).collect();
    println!("| bare SQLite, {}, batch {batch} | {bare:.0}/s | relay / it = {} |", table.name(), ratios.join(", "));
}

/// Pushes from all connections for a while; returns acknowledged records per second, and CPU time of each in us.
async fn push_for(stage: &Stage, pushing: Pushing) -> (f64, f64) {
    let mut connections = JoinSet::new();
    let (started, cpu_before) = (Instant::now(), cpu_seconds());
    for number in 0..CONNECTIONS {
        let seat = stage.seat(number);
        connections.spawn(client::push_until(seat, pushing, started + MEASURED, BODY_BYTES));
    }
    let acknowledged: u64 = connections.join_all().await.into_iter().sum();
    let acknowledged = acknowledged as f64;
    (acknowledged / started.elapsed().as_secs_f64(), (cpu_seconds() - cpu_before) / acknowledged * 1e6)
}
