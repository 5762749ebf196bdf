//! Prints the median time to draw the story of 10,000 shared entries, and to look for a word in it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, missing_docs, reason = "a bench prints")]

use std::fmt::Write as _;

use troth_app::view::Gate;
use troth_app::{App, Boot, Input, Intent, Now, Place, SAMPLE_FRAGMENT, StoragePlace, StoryIntent};
use troth_testkit::median_ms;

const ENTRIES: usize = 10_000;
const DAYS: usize = 180;
const RUNS: usize = 9;
/// 25 November 2026, 18:00 UTC.
const NOW: Now = Now { unix_ms: 1_795_629_600_000, offset_minutes: 60 };

/// Half a year in which two made-up people thank each other some fifty times a day: the sample keeps it in memory.
fn script() -> String {
    let mut script =
        "-182 08:00 Mara starts\n-182 08:10 Jonas starts\n-182 09:00 Mara joins\n-182 09:01 Jonas joins\n".to_owned();
    for number in 0..ENTRIES {
        let (day, minute) = (number * DAYS / ENTRIES, number % 56);
        let who = ["Mara", "Jonas"][number % 2];
        writeln!(
            script,
            "-{} 12:{minute:02} {who} thanks | for the tea, number {number}, and for the light",
            DAYS - day
        )
        .unwrap();
    }
    script
}

fn lines(app: &App) -> usize {
    match app.view(NOW).gate {
        Gate::Open(open) => open.story.lines.len(),
        _ => panic!("the sample is not open"),
    }
}

fn main() {
    let (origin, device) = ("https://example.org".to_owned(), "Android".to_owned());
    let fragment = Some(SAMPLE_FRAGMENT.to_owned());
    let (mut app, _) = App::start(Boot {
        seed: [7; 32],
        now: NOW,
        rows: Vec::new(),
        storage: StoragePlace::Current,
        origin,
        fragment,
        device,
        page_load: troth_app::PageLoad::Afresh,
    });
    let _effects = app.handle(Input::SampleFetched(Some(script())), NOW);
    let today = median_ms(RUNS, || drop(app.view(NOW)));
    let _effects = app.handle(Input::Intent(Intent::Go(Place::Story)), NOW);
    assert!(lines(&app) > 0);
    let story = median_ms(RUNS, || drop(app.view(NOW)));
    let search = StoryIntent::Search("number 17".to_owned());
    let _effects = app.handle(Input::Intent(Intent::Story(search)), NOW);
    assert!(lines(&app) > 0);
    let search = median_ms(RUNS, || drop(app.view(NOW)));
    println!("| app: draw Today over {ENTRIES} shared entries | {today:.2} ms | {RUNS} runs |");
    println!("| app: draw the story of {ENTRIES} entries | {story:.2} ms | {RUNS} runs |");
    println!("| app: look for a word in them | {search:.2} ms | {RUNS} runs |");
}
