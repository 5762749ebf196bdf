//! Prints the median time to reflect on 2,000 characters, in each mode.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a bench prints")]

use std::hint::black_box;
use std::time::Instant;

use troth_mirror::{Mode, reflect};

const CHARACTERS: usize = 2_000;
const RUNS: usize = 101;
/// Takes every third sentence, so that all classes come up.
const STEP: usize = 3;
/// Ordinary sentences of the development set: what fires and what doesn't.
const SENTENCES: &str = include_str!("../tests/data/dev.txt");

fn draft() -> String {
    let sentences = SENTENCES.lines().step_by(STEP).filter_map(|line| line.rsplit('\t').next());
    let text = sentences.collect::<Vec<_>>().join(" ");
    text.chars().take(CHARACTERS).collect()
}

fn median_ms(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn main() {
    let text = draft();
    assert_eq!(text.chars().count(), CHARACTERS);
    for (mode, name) in [(Mode::Draft, "draft"), (Mode::Listening, "reply")] {
        let time = median_ms(|| drop(black_box(reflect(black_box(&text), mode))));
        println!("| mirror: reflect on a {name} of {CHARACTERS} characters | {time:.2} ms | {RUNS} runs |");
    }
}
