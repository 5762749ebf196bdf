//! Measurements around the relay: CPU time, and the disk's time for a synchronised write.

use std::fs::File;
use std::io::Write;
use std::time::{Duration, Instant};

/// Returns the median, or the upper of the two middle values.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Returns the CPU time of this process, all threads; zero without `/proc`.
pub(crate) fn cpu_seconds() -> f64 {
    const TICKS_PER_SECOND: f64 = 100.0;
    let Ok(stat) = std::fs::read_to_string("/proc/self/stat") else { return 0.0 };
    // User and system time are the 12th and 13th fields after the name, which ends with the last parenthesis.
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let ticks = fields.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<f64>().unwrap());
    ticks.sum::<f64>() / TICKS_PER_SECOND
}

/// Returns the median time to append to a file and synchronise it.
pub(crate) fn synchronised_write(bytes: usize) -> Duration {
    const WRITES: usize = 50;
    let folder = tempfile::TempDir::new().unwrap();
    let mut file = File::create(folder.path().join("file")).unwrap();
    let block = vec![1; bytes];
    let times = (0..WRITES).map(|_| {
        let started = Instant::now();
        file.write_all(&block).unwrap();
        file.sync_all().unwrap();
        started.elapsed().as_secs_f64()
    });
    Duration::from_secs_f64(median(times.collect()))
}
