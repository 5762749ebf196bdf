//! What an input costs in a long record: nothing is opened twice, and no room is filled that is not on screen.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may panic")]

use std::fmt::Write as _;

use crate::place::check_ins::OPENED_MORE;
use crate::sample::{NOW, opened_sample};
use crate::view::{Gate, HorizonView, OpenView, PrivateView, StoryView};
use crate::{
    App, Boot, CheckInIntent, Detail, EntryId, Input, Intent, Place, PrivateIntent, SAMPLE_FRAGMENT, StoragePlace,
    StoryIntent,
};

const DAYS: usize = 365;
/// Of these days some are days of rest, on which there is no round.
const ROUNDS_AT_LEAST: usize = 300;
/// Entries of a strand that has nothing to open.
const NOISE: usize = 2;

/// A year of two made-up people: a check-in each evening with real sealed cells, thanks and pages.
fn script() -> String {
    let first = DAYS + 1;
    let mut script = format!(
        "-{first} 08:00 Mara starts\n-{first} 08:10 Jonas starts\n-{first} 09:00 Mara joins\n-{first} 09:01 Jonas joins\n\
         -{first} 10:00 Mara plans-check-ins as plan | daily | 20:00\n-{first} 10:30 Jonas agrees-to-plan of plan\n"
    );
    for day in 1..=DAYS {
        writeln!(script, "-{day} 20:10 Mara checks-in of plan | one {day} | two | three").unwrap();
        writeln!(script, "-{day} 20:20 Jonas checks-in of plan | four {day} | five | six").unwrap();
        for number in 0..NOISE {
            writeln!(script, "-{day} 12:{number:02} Mara thanks | for the tea, number {number}").unwrap();
        }
        writeln!(script, "-{day} 13:00 Mara writes | A page of day {day}.").unwrap();
    }
    script
}

fn opened() -> App {
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
        page_load: crate::staying::PageLoad::Afresh,
    });
    let _effects = app.handle(Input::SampleFetched(Some(script())), NOW);
    app
}

fn press(app: &mut App, intent: Intent) -> OpenView {
    let _effects = app.handle(Input::Intent(intent), NOW);
    let Gate::Open(open) = app.view(NOW).gate else { panic!("the sample is not open") };
    *open
}

fn opened_so_far(app: &App) -> usize {
    app.inner().sight().unwrap().kept.opened()
}

#[test]
fn a_year_of_check_ins_is_opened_once_and_only_where_it_is_seen() {
    let mut app = opened();
    let before = opened_so_far(&app);
    press(&mut app, Intent::Go(Place::Today));
    assert!(opened_so_far(&app) - before < 20, "Today opens the rounds of these days: {}", opened_so_far(&app));
    let first = press(&mut app, Intent::Show(Detail::CheckIns)).check_ins;
    assert!(first.more && first.opened.len() < OPENED_MORE && opened_so_far(&app) < 4 * OPENED_MORE);
    let mut shown = first;
    while shown.more {
        let more = press(&mut app, Intent::CheckIn(CheckInIntent::ShowOlder)).check_ins;
        assert!(more.opened.len() <= shown.opened.len() + OPENED_MORE && more.opened.starts_with(&shown.opened));
        shown = more;
    }
    let (rounds, all) = (shown.opened.len(), opened_so_far(&app));
    assert!(rounds >= ROUNDS_AT_LEAST && all >= 2 * rounds, "one's own and the other's, each: {all} of {rounds}");
    for intent in [
        Intent::Go(Place::Story),
        Intent::Private(PrivateIntent::Write { text: "a page more".to_owned() }),
        Intent::Go(Place::Today),
        Intent::KeepDraft { field: "a field".to_owned(), text: "typing".to_owned() },
        Intent::Show(Detail::CheckIns),
        Intent::Show(Detail::Vessel),
    ] {
        press(&mut app, intent);
        assert_eq!(opened_so_far(&app), all, "nothing is opened again");
    }
    press(&mut app, Intent::CheckIn(CheckInIntent::StartNow));
    let one_round = opened_so_far(&app) - all;
    assert!(one_round <= 2, "another round is tried, and no other: {one_round}");
}

/// The story, the vessel and a search open no more than they tell.
#[test]
fn the_story_opens_what_it_tells() {
    let mut app = opened();
    let before = opened_so_far(&app);
    press(&mut app, Intent::Story(StoryIntent::Search("number 1".to_owned())));
    let lines = press(&mut app, Intent::Go(Place::Story)).story.lines;
    assert!(lines.len() > 20 && lines.iter().all(|line| line.words.contains("number 1")));
    press(&mut app, Intent::Story(StoryIntent::Search(String::new())));
    let opened = opened_so_far(&app) - before;
    assert!(opened < 4 * OPENED_MORE, "of {DAYS} days only the last are told: {opened}");
}

#[test]
fn a_closed_room_stays_empty() {
    let mut app = opened();
    let today = press(&mut app, Intent::Go(Place::Today));
    assert!(today.check_ins.opened.len() <= 5 && today.check_ins.next.is_some(), "the rounds of these days");
    assert_eq!((today.private, today.story, today.horizon), <(PrivateView, StoryView, HorizonView)>::default());
    assert!(today.closeness.appreciations.is_empty());
    let private = press(&mut app, Intent::Go(Place::Private));
    assert_eq!(private.private.pages.len(), DAYS);
    assert!(private.check_ins.opened.is_empty() && private.steps.steps.is_empty());
    let page = press(&mut app, Intent::Show(Detail::NewPage));
    assert!(page.check_ins.opened.is_empty() && page.closeness.appreciations.is_empty());
}

/// Every part of the view is filled somewhere: each room is the same on screen as among all at once.
#[test]
fn each_room_on_screen_is_what_it_is_among_all() {
    let mut app = opened_sample();
    let day = "2026-11-01".to_owned();
    let none = EntryId([0; 32]);
    for detail in [
        Detail::Promises,
        Detail::CheckIns,
        Detail::Breach(none),
        Detail::Impact,
        Detail::Statements,
        Detail::Closeness,
        Detail::Activities,
        Detail::Pace,
        Detail::HardDays,
        Detail::Agreements,
        Detail::Dialogues,
        Detail::Goals,
        Detail::Victories,
        Detail::LookBack(day),
        Detail::Vessel,
        Detail::Endings,
        Detail::About,
        Detail::Server,
        Detail::Page(none),
        Detail::Rating,
    ] {
        let _effects = app.handle(Input::Intent(Intent::Show(detail.clone())), NOW);
        let [screen, all] = [app.view(NOW), app.whole_view(NOW)].map(|view| {
            let Gate::Open(open) = view.gate else { panic!("the sample is not open") };
            *open
        });
        let same = match detail {
            Detail::Promises => screen.promises == all.promises && !all.promises.mine.is_empty(),
            Detail::CheckIns => {
                let (screen, all) = (&screen.check_ins, &all.check_ins);
                screen.current == all.current && all.opened.starts_with(&screen.opened) && !screen.opened.is_empty()
            }
            Detail::Breach(_) => screen.breaches == all.breaches && !all.breaches.is_empty(),
            Detail::Impact => screen.impact == all.impact,
            Detail::Statements => screen.statements == all.statements && !all.statements.is_empty(),
            Detail::Closeness => screen.closeness == all.closeness && !all.closeness.appreciations.is_empty(),
            Detail::Activities => screen.activities == all.activities,
            Detail::Pace => screen.pace == all.pace,
            Detail::HardDays => screen.hard_days == all.hard_days && screen.closeness == all.closeness,
            Detail::Agreements => screen.agreements == all.agreements && !all.agreements.lines.is_empty(),
            Detail::Dialogues => {
                let ids = |view: &OpenView| view.dialogues.talks.iter().map(|one| one.id).collect::<Vec<_>>();
                let no_lines = screen.dialogues.talks.iter().all(|one| one.lines.is_empty());
                ids(&screen) == ids(&all) && no_lines && all.dialogues.talks.iter().any(|one| !one.lines.is_empty())
            }
            Detail::Goals => screen.horizon.goals == all.horizon.goals && !all.horizon.goals.is_empty(),
            Detail::Victories => screen.horizon.victories == all.horizon.victories,
            Detail::LookBack(_) => screen.horizon.look_back == all.horizon.look_back && all.horizon.look_back.is_some(),
            Detail::Vessel => screen.horizon.vessel == all.horizon.vessel && !all.horizon.vessel.seams.is_empty(),
            Detail::Endings => screen.horizon.letters == all.horizon.letters,
            Detail::About | Detail::Server => screen.settings == all.settings,
            _ => screen.private == all.private && !all.private.pages.is_empty(),
        };
        assert!(same, "{detail:?}");
    }
}
