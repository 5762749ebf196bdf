//! The frame, and the choice of the screen in it.

use sycamore::prelude::*;
use sycamore::web::tags;
use troth_app::{Detail, Place};

use super::look::{fresh_words, look};
use super::spot::Spot;
use super::{
    about, activities, affection, agreement, agreement_form, agreements, breach, breaches, broken, check_in_plan,
    check_in_round, check_ins, closeness, devices, dialogue, dialogues, export, goals, hard_days, horizon, impact,
    journal, leaving, link, lock, locked, notice, opening, outside, passphrase, private, promise, promise_form,
    promises, quiet_moment, ratings, recovery, repair, rest, returning, sample, server, settings, side_by_side, solo,
    statements, story, today, together, way, welcome,
};
use crate::components::{
    Forms, PAGE_ID, Part, back_button, banners, done_toast, hide_button, live, many, places_link, problem_banner,
    quiet_dot, settings_button, skip_link, tabs, title,
};
use crate::messages::tr;
use crate::shell::{AppHandle, Front, StoppedWords, use_app};

/// Everything that is drawn.
pub(crate) fn root() -> View {
    let app = use_app();
    app.say_stopped(stopped_words());
    let front = Part::new(move || app.front().get());
    live(move || match front.get() {
        Front::Starting | Front::Hidden => many(Vec::new()),
        Front::App => page(app),
        Front::OtherTab => outside::other_tab(app),
        Front::NoStorage => outside::no_storage(app),
        Front::WipeFailed => outside::wipe_failed(app),
    })
}

fn stopped_words() -> StoppedWords {
    StoppedWords {
        title: tr("stopped-title"),
        body: tr("stopped-words"),
        reload: tr("stopped-again"),
        hide: tr("frame-hide"),
    }
}

/// The frame around the screen that the view asks for.
fn page(app: AppHandle) -> View {
    let forms = Forms::new();
    provide_context(forms);
    let answered = Part::new(move || app.view().with(|view| (view.accepted, view.problem.is_some())));
    create_effect(move || {
        answered.track();
        forms.settle(app);
    });
    let spot = Part::new(move || app.view().with(Spot::of));
    let place = Part::new(move || spot.with(Spot::place));
    let bare = Part::new(move || place.get().is_none());
    let frame = tags::div().class(move || if bare.get() { "app bare" } else { "app" }).attr("data-ready", "");
    let page = tags::main().id(PAGE_ID).class(move || spot.with(Spot::page_class)).attr("tabindex", "-1");
    let bar = live(move || if bare.get() { many(Vec::new()) } else { tabs(app, place, today_mark()) });
    let above = (sample::strip(app), banners(app), problem_banner(app));
    let page = page.children((above, live(move || screen(app, &spot.get()))));
    frame.children((skip_link(), top(app, spot), bar, page, done_toast(app))).into()
}

/// Draws the quiet dot on the tab of Today.
fn today_mark() -> View {
    let is_fresh = look(|open| !open.fresh.is_empty());
    live(move || if is_fresh.get() { quiet_dot(fresh_words()) } else { many(Vec::new()) })
}

/// Draws the top bar, which stays while screens change, and Hide with it (care 9).
fn top(app: AppHandle, spot: Part<Spot>) -> View {
    let back = Part::new(move || spot.with(Spot::is_detail));
    let words = Part::new(move || spot.with(Spot::title));
    let has_places = Part::new(move || spot.with(|spot| spot.place().is_some()));
    let at_top = Part::new(move || spot.with(Spot::is_place_in_the_bar));
    let parts = (
        live(move || back.get().then(|| back_button(app)).into()),
        live(move || has_places.get().then(places_link).into()),
        live(move || words.get().map(title).into()),
        live(move || at_top.get().then(|| settings_button(app)).into()),
        hide_button(),
    );
    tags::header().class("top").children(parts).into()
}

fn screen(app: AppHandle, spot: &Spot) -> View {
    match spot {
        Spot::Notice => notice::notice(app),
        Spot::Welcome => welcome::welcome(app),
        Spot::Invited => link::invited(app),
        Spot::Locked => locked::locked(app),
        Spot::Broken => broken::broken(app),
        Spot::Returning => returning::returning(app),
        Spot::Passphrase(_) => passphrase::passphrase(app),
        Spot::Opening(place, detail) => opening::opening(app, (*place, detail.as_ref())),
        Spot::Inside(place, None) => at_place(app, *place),
        Spot::Inside(_, Some(detail)) => many(vec![at_detail(app, detail), way::at_foot(app, detail)]),
    }
}

fn at_place(app: AppHandle, place: Place) -> View {
    match place {
        Place::Today => today::today(app),
        Place::Repair => repair::repair(app),
        Place::Together => together::together(app),
        Place::Story => story::story(app),
        Place::Private => private::private(app),
        Place::Settings => settings::settings(app),
    }
}

fn at_detail(app: AppHandle, detail: &Detail) -> View {
    match detail {
        Detail::Promises => promises::promises(app),
        Detail::NewPromise => promise_form::new_promise(),
        Detail::Promise(id) => promise::promise(app, *id),
        Detail::CounterPromise(id) => promise_form::counter_promise(*id),
        Detail::CheckIns => check_ins::check_ins(app),
        Detail::CheckInPlan => check_in_plan::plan(),
        Detail::Round(key) => check_in_round::round(app, key.clone()),
        Detail::NewPage => journal::new_page(app),
        Detail::Page(id) => journal::page(app, *id),
        Detail::Rating => ratings::rate(),
        Detail::Way => way::the_way(app),
        Detail::Breaches => breaches::breaches(app),
        Detail::NewBreach => breaches::new_breach(),
        Detail::Breach(id) => breach::breach(app, *id),
        Detail::Impact => impact::impact(app),
        Detail::NewImpact => impact::new_impact(),
        Detail::Statements => statements::statements(app),
        Detail::NewStatement => statements::new_statement(),
        Detail::StatementAbout(breach) => statements::statement_about(*breach),
        Detail::Statement(id) => statements::statement(app, *id),
        Detail::NewSolo(kind) => solo::new_page(*kind),
        Detail::Solo(kind, id) => solo::page(app, *kind, *id),
        Detail::Closeness => closeness::closeness(app),
        Detail::Agreements => agreements::agreements(app),
        Detail::NewAgreement => agreement_form::new_agreement(),
        Detail::Agreement(_) => agreement::agreement(app),
        Detail::Dialogues => dialogues::dialogues(app),
        Detail::NewDialogue => dialogues::new_dialogue(),
        Detail::Dialogue(id) => dialogue::dialogue(app, *id),
        Detail::SideBySide => side_by_side::side_by_side(app),
        Detail::Activities => activities::activities(app),
        Detail::Pace => affection::pace(app),
        Detail::HardDays => hard_days::hard_days(app),
        Detail::NewSetback => hard_days::new_setback(),
        Detail::Setback(id) => hard_days::setback(*id),
        Detail::Goals => goals::goals(app),
        Detail::NewGoal => goals::new_goal(),
        Detail::Goal(id) => goals::goal(app, *id),
        Detail::Victories => horizon::victories(app),
        Detail::LookBack(month) => horizon::look_back(app, month.clone()),
        Detail::Vessel => horizon::vessel_large(),
        Detail::Endings => horizon::endings(app),
        Detail::Link => link::partner(app),
        Detail::AddDevice => link::device(app),
        Detail::Devices => devices::devices(app),
        Detail::Recovery => recovery::recovery(app),
        Detail::Lock => lock::lock(app),
        Detail::Rest => rest::rest(app),
        Detail::Export => export::export(app),
        Detail::Server => server::server(app),
        Detail::Unlink => leaving::unlink(app),
        Detail::Wipe => leaving::wipe(app),
        Detail::About => about::about(),
        Detail::Moment(of, around) => quiet_moment::quiet_moment(app, *of, around),
    }
}
