//! The shipped script, played; and that nothing of the sample gets out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

use std::collections::BTreeSet;

use troth_core::{Event, Log, OwnState, SharedState};
use troth_testkit::Seed;

use super::*;
use crate::effect::Input;
use crate::view::{Gate, OpenView, RoundPhase};
use crate::{Boot, ClosenessIntent, LinkIntent, Place, PrivateIntent, StoragePlace};

const SCRIPT: &str = include_str!("../../../troth-web/locales/en/sample.txt");

/// 25 November 2026, 18:00 UTC, a Wednesday.
pub(crate) const NOW: Now = Now { unix_ms: 1_795_629_600_000, offset_minutes: 60 };

fn played(now: Now) -> (App, Vec<script::Mistake>) {
    let mut app = App::empty(SEED, now, String::new(), String::new());
    let mistakes = play::play(&mut app, SCRIPT);
    (app, mistakes)
}

/// Shows the sample from either side, with the own entries of the partner who looks and of the other partner.
pub(crate) fn played_from_both_sides(look: impl Fn(&crate::sight::Sight<'_>, [&[troth_core::Entry]; 2])) {
    let (mut app, _) = played(NOW);
    app.io.now = NOW;
    app.tend_couple();
    for side in [couple::Side::One, couple::Side::Other] {
        let couple = app.couple.as_mut().unwrap();
        couple.look_from(side);
        let (_, [one, other]) = couple.logs();
        let own =
            if side == couple::Side::One { [one.entries(), other.entries()] } else { [other.entries(), one.entries()] };
        look(&couple.sight(), own);
    }
}

fn boot(fragment: Option<&str>) -> (App, Vec<Effect>) {
    let (origin, device) = ("https://example.org".to_owned(), "Android".to_owned());
    let fragment = fragment.map(str::to_owned);
    App::start(Boot {
        seed: [7; 32],
        now: NOW,
        rows: Vec::new(),
        storage: StoragePlace::Current,
        origin,
        fragment,
        device,
        page_load: crate::staying::PageLoad::Afresh,
    })
}

fn press(app: &mut App, intent: Intent) -> Vec<Effect> {
    app.handle(Input::Intent(intent), NOW)
}

pub(crate) fn opened() -> App {
    let (mut app, _) = boot(Some(SAMPLE_FRAGMENT));
    let _effects = app.handle(Input::SampleFetched(Some(SCRIPT.to_owned())), NOW);
    app
}

fn inside(app: &App) -> OpenView {
    let Gate::Open(open) = app.whole_view(NOW).gate else { panic!("the sample is not open") };
    *open
}

fn names(app: &App) -> (String, String) {
    let SampleView::Open { me, other } = app.view(NOW).sample else { panic!("the sample is not open") };
    (me, other)
}

#[test]
fn every_line_of_the_shipped_script_plays_on_any_day_and_in_any_zone() {
    for (day, offset_minutes) in (0..).zip([-600, 0, 345, 780, 60, -210, 0, 120, -480, 600]) {
        let now = Now { unix_ms: NOW.unix_ms + day * 47 * 3_600_000, offset_minutes };
        let mistakes = played(now).1;
        assert!(mistakes.is_empty(), "{mistakes:#?}");
    }
}

#[test]
fn the_shipped_script_has_lines_of_every_strand() {
    let (app, _) = played(NOW);
    let (shared, own) = app.couple.as_ref().unwrap().logs();
    let entries = own.into_iter().flat_map(Log::entries).chain(shared.entries());
    let found: BTreeSet<&str> = entries.map(|entry| strand(&entry.event)).collect();
    for strand in STRANDS {
        assert!(found.contains(strand), "no line of {strand}");
    }
    assert!(shared.state().anomalies.total() == 0, "an entry of the sample means nothing");
}

/// A new strand is named here, and then has lines in the script.
const STRANDS: [&str; 16] = [
    "membership",
    "promise",
    "check-in",
    "journal",
    "solo",
    "rating",
    "settings",
    "breach",
    "horizon",
    "accountability",
    "impact",
    "setback",
    "closeness",
    "boundary",
    "agreement",
    "dialogue",
];

/// Its name, as [`STRANDS`] has it.
fn strand(event: &Event) -> &'static str {
    match event {
        Event::Membership(_) => "membership",
        Event::Promise(_) => "promise",
        Event::CheckIn(_) => "check-in",
        Event::Journal(_) => "journal",
        Event::Solo(_) => "solo",
        Event::Rating(_) => "rating",
        Event::Settings(_) => "settings",
        Event::Breach(_) => "breach",
        Event::Horizon(_) => "horizon",
        Event::Accountability(_) => "accountability",
        Event::Impact(_) => "impact",
        Event::Setback(_) => "setback",
        Event::Closeness(_) => "closeness",
        Event::Boundary(_) => "boundary",
        Event::Agreement(_) => "agreement",
        Event::Dialogue(_) => "dialogue",
        Event::Unknown { .. } | Event::Erased { .. } => "none",
    }
}

#[test]
fn six_months_fold_to_one_state_in_any_order() {
    let (app, _) = played(NOW);
    let (shared, own) = app.couple.as_ref().unwrap().logs();
    assert!(shared.entries().len() > 400, "a long story: {}", shared.entries().len());
    let mut dice = Seed::from_env_or(6).dice();
    let mut entries = shared.entries().to_vec();
    dice.shuffle(&mut entries);
    assert!(Log::<SharedState>::from_entries(*shared.seats(), entries).state() == shared.state());
    for own in own {
        assert!(Log::<OwnState>::from_entries(*own.seats(), own.entries().to_vec()).state() == own.state());
    }
}

#[test]
fn the_same_day_gives_the_same_sample() {
    assert!(opened().whole_view(NOW) == opened().whole_view(NOW));
}

#[test]
fn both_have_something_to_do_and_much_to_look_at() {
    let mut app = opened();
    assert_eq!(names(&app), ("Mara".to_owned(), "Jonas".to_owned()));
    for _ in 0..2 {
        let open = inside(&app);
        assert!(open.steps.steps.len() >= 2, "{:#?}", open.steps);
        assert!(open.check_ins.opened.len() >= 12, "{}", open.check_ins.opened.len());
        let both = |round: &crate::view::RoundView| round.mine.is_some() && round.theirs.is_some();
        assert!(open.check_ins.opened.iter().all(both));
        assert!(open.private.pages.len() > 5 && open.private.ratings.len() > 20);
        assert!(open.link.is_none() && open.drafts.is_empty());
        let _effects = press(&mut app, Intent::Sample(SampleIntent::Switch));
    }
}

#[test]
fn a_round_answered_in_the_sample_opens_there_and_then() {
    let mut app = opened();
    let round =
        inside(&app).check_ins.current.iter().find(|round| round.phase == RoundPhase::ToAnswer).unwrap().key.clone();
    let answers = vec!["Slow, and good.".to_owned()];
    let _effects = press(&mut app, Intent::CheckIn(crate::CheckInIntent::Answer { round: round.clone(), answers }));
    let open = inside(&app);
    let opened = open.check_ins.opened.iter().find(|opened| opened.key == round).unwrap();
    assert_eq!(opened.mine.as_ref().unwrap().lines[0], "Slow, and good.");
    assert!(opened.theirs.is_some());
}

#[test]
fn nothing_but_a_wake_up_leaves_the_sample() {
    let mut app = opened();
    let write = || Intent::Private(PrivateIntent::Write { text: "mine".to_owned() });
    let thank = || Intent::Closeness(ClosenessIntent::Appreciate { words: "thanks".to_owned() });
    let draft = || Intent::KeepDraft { field: "page-new".to_owned(), text: "half a".to_owned() };
    let real = || Intent::Start(StartIntent::Begin { name: "Ana".to_owned() });
    let link = || Intent::Link(LinkIntent::InvitePartner { line: String::new() });
    let wipe = || Intent::Settings(SettingsIntent::Wipe);
    let unlink = || Intent::Settings(SettingsIntent::Unlink);
    let notice = || Intent::Start(StartIntent::NoticeRead);
    let take = || Intent::Settings(SettingsIntent::Export(crate::ExportFile::Page));
    let dates = || Intent::Calendar(inside(&opened()).check_ins.plan.unwrap().id);
    let files = [take(), dates()];
    let unreal = [write(), thank(), draft(), real(), link(), wipe(), unlink(), notice(), Intent::Go(Place::Story)];
    for intent in unreal.into_iter().chain(files) {
        for effect in press(&mut app, intent) {
            assert!(matches!(effect, Effect::WakeAt { .. }), "{effect:?}");
        }
    }
    assert_eq!(inside(&app).private.pages[0].text, "mine");
    assert_eq!(names(&app).1, "Jonas", "nobody was unlinked");
    let _effects = press(&mut app, Intent::Sample(SampleIntent::Leave));
    assert!(matches!(app.view(NOW).gate, Gate::Notice), "where one came from");
    let again = press(&mut app, Intent::Sample(SampleIntent::Open));
    assert!(again.contains(&Effect::FetchSample));
    let _effects = app.handle(Input::SampleFetched(Some(SCRIPT.to_owned())), NOW);
    assert_ne!(inside(&app).private.pages[0].text, "mine", "it was thrown away");
}

#[test]
fn the_sample_never_covers_what_is_real() {
    let (mut app, effects) = boot(Some(SAMPLE_FRAGMENT));
    assert!(effects.contains(&Effect::ClearAddress) && effects.contains(&Effect::FetchSample));
    let _effects = press(&mut app, Intent::Start(StartIntent::NoticeRead));
    let _effects = press(&mut app, Intent::Start(StartIntent::Begin { name: "Ana".to_owned() }));
    let _effects = app.handle(Input::SampleFetched(Some(SCRIPT.to_owned())), NOW);
    assert_eq!(inside(&app).me, "Ana", "a script that comes late");
    let effects = press(&mut app, Intent::Sample(SampleIntent::Open));
    assert!(!effects.contains(&Effect::FetchSample));
    assert_eq!(app.view(NOW).sample, SampleView::Closed);
}

#[test]
fn without_a_script_there_is_one_clear_message() {
    for text in [None, Some("<!doctype html>\n<title>Sign in</title>".to_owned()), Some(String::new())] {
        let (mut app, _) = boot(Some(SAMPLE_FRAGMENT));
        assert_eq!(app.view(NOW).sample, SampleView::Fetching);
        let _effects = app.handle(Input::SampleFetched(text), NOW);
        let view = app.view(NOW);
        assert_eq!((view.problem, view.sample), (Some(Message::plain("problem-sample")), SampleView::Closed));
    }
}

#[test]
fn lines_that_mean_nothing_are_named() {
    let check = |line: &str, readable: bool| {
        let (acts, mistakes) = script::read(line);
        assert_eq!((acts.is_empty(), mistakes.is_empty()), (!readable, readable), "{line}");
    };
    check("-3 20:00 Mara thanks | For the light.", true);
    check("-3 25:00 Mara thanks | For the light.", false);
    check("-3 20:00 Mara thanks for | the light", false);
    check("soon 20:00 Mara thanks", false);
    check("-3..-1/0 20:00 Mara rates | 1/2/3", false);
    check("-3", false);
    let (acts, _) = script::read("-9..-1/2 20:00 Mara rates | a*2 . b");
    let told: Vec<_> = acts.iter().map(|act| (act.day, act.fields.clone())).collect();
    assert_eq!(told, [(-9, vec!["a"]), (-7, vec!["a"]), (-3, vec!["b"])]);
}
