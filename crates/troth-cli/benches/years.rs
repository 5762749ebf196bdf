//! A couple of no, one and three years: what an input and a start cost without a browser, and their storage for the bench
//! in one.
//!
//! The folder in `TROTH_YEARS` gets, for each of them, `<days>/rows` (the storage of one device) and `<days>/relay` (the
//! relay's data). What is there already is kept: the record of one seed that ends in one hour is always the same.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench prints"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use support::years::{Years, morning_of};
use troth_app::{App, Boot, Detail, Effect, Input, Intent, Now, Place, Row, StoragePlace, Table};
use troth_testkit::{Seed, median_ms};

/// No time at all, a year, and three.
const DAYS: [u32; 3] = [0, 365, 1_095];
const RUNS: usize = 9;
const RUNS_OF_START: usize = 3;
/// The usual seed; `TROTH_SEED` sets another.
const SEED: u64 = 8;

fn main() {
    let seed = Seed::from_env_or(SEED);
    let end = morning_of(support::unix_minutes() / 60);
    let folder = std::env::var_os("TROTH_YEARS").map_or_else(std::env::temp_dir, PathBuf::from);
    println!("couples of seed {} that end at {} ms", seed.0, end.unix_ms);
    for days in DAYS {
        let folder = folder.join(days.to_string());
        let stamp = format!("seed {} end {}\n", seed.0, end.unix_ms);
        if fs::read_to_string(folder.join("stamp")).ok().as_ref() != Some(&stamp) {
            make(&folder, seed, days, end);
            fs::write(folder.join("stamp"), stamp).unwrap();
        }
        measure(&folder, days, end);
    }
}

fn make(folder: &Path, seed: Seed, days: u32, end: Now) {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder.join("relay")).unwrap();
    let years = Years::live(&folder.join("relay"), seed, days, end);
    let rows = years.ada.disk.0.iter();
    let mut bytes = Vec::new();
    for ((table, key), value) in rows {
        let number = Table::ALL.iter().position(|known| known == table).unwrap();
        bytes.push(u8::try_from(number).unwrap());
        for part in [key, value] {
            bytes.extend(u32::try_from(part.len()).unwrap().to_le_bytes());
            bytes.extend(part);
        }
    }
    fs::write(folder.join("rows"), bytes).unwrap();
}

/// Reads rows back: a number for the table, then key and value behind their lengths.
fn rows(folder: &Path) -> Vec<Row> {
    let bytes = fs::read(folder.join("rows")).unwrap();
    let (mut rows, mut rest) = (Vec::new(), bytes.as_slice());
    while let Some((number, after)) = rest.split_first() {
        let (key, after) = part(after);
        let (value, after) = part(after);
        rows.push(Row { table: Table::ALL[usize::from(*number)], key, value });
        rest = after;
    }
    rows
}

/// Carries out the steps in which the app opens what two share. Returns how long the longest took, and how many there were.
fn open_all(rows: &[Row], (mut app, mut effects): (App, Vec<Effect>), now: Now) -> (App, (f64, usize)) {
    let (mut longest, mut steps) = (0.0, 0);
    loop {
        let step = effects.into_iter().find(|effect| matches!(effect, Effect::Read { .. } | Effect::GoOn));
        let input = match step {
            Some(Effect::Read { under, after, limit }) => {
                let mine = rows.iter().filter(|row| row.table == Table::Records && row.key.starts_with(&under));
                let rest = mine.filter(|row| after.as_ref().is_none_or(|after| row.key > *after));
                Input::RowsRead(rest.take(limit as usize).cloned().collect())
            }
            Some(_) => Input::GoOn,
            None => return (app, (longest, steps)),
        };
        let begun = Instant::now();
        effects = app.handle(input, now);
        longest = f64::max(longest, begun.elapsed().as_secs_f64() * 1_000.0);
        steps += 1;
    }
}

fn part(bytes: &[u8]) -> (Vec<u8>, &[u8]) {
    let (length, rest) = bytes.split_first_chunk::<4>().unwrap();
    let (part, rest) = rest.split_at(u32::from_le_bytes(*length).try_into().unwrap());
    (part.to_vec(), rest)
}

fn measure(folder: &Path, days: u32, now: Now) {
    let rows = rows(folder);
    let records = rows.iter().filter(|row| row.table == Table::Records).count();
    let start = || {
        let (origin, device) = ("http://localhost".to_owned(), "Android".to_owned());
        App::start(Boot {
            seed: [3; 32],
            now,
            rows: rows.clone(),
            storage: StoragePlace::Current,
            origin,
            fragment: None,
            device,
            page_load: troth_app::PageLoad::Afresh,
        })
    };
    let starts = median_ms(RUNS_OF_START, || drop(start().0.view(now)));
    println!("| record of {days} days, one's own opened | {starts:.1} ms | {records} records |");
    let (mut longest, mut steps) = (0.0, 0);
    let whole = median_ms(RUNS_OF_START, || (longest, steps) = open_all(&rows, start(), now).1);
    println!(
        "| record of {days} days, all of it opened | {whole:.1} ms | {steps} steps, the longest {longest:.1} ms |"
    );
    let mut app = open_all(&rows, start(), now).0;
    let presses = [
        ("Today", Intent::Go(Place::Today)),
        ("the story", Intent::Go(Place::Story)),
        ("check-ins", Intent::Show(Detail::CheckIns)),
        ("promises", Intent::Show(Detail::Promises)),
        ("closeness", Intent::Show(Detail::Closeness)),
    ];
    for (name, press) in presses {
        let mut one = || {
            let _effects = app.handle(Input::Intent(press.clone()), now);
            drop(app.view(now));
        };
        one();
        let time = median_ms(RUNS, one);
        println!("| record of {days} days, a press to {name} | {time:.2} ms | {RUNS} runs |");
    }
}
