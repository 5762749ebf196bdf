//! Measures durations, for benches only: no test reads the real time.

use std::time::Instant;

/// Runs something `runs` times, once at least, and returns the median in milliseconds.
pub fn median_ms(runs: usize, mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}
