//! The promises of both partners.

use sycamore::prelude::*;
use troth_app::view::{Bond, OpenView, PromiseStanding, PromiseView, RepeatView, WhoseTurn};
use troth_app::{Detail, EntryId, Intent, SoloKind};

use super::look::{entry_key, glance, look, partner};
use super::solo;
use crate::components::{
    Kind, LEAVES_AT_ONCE, Leaf, Part, VOW_MARK, actions, button, details_later, empty_state, estimate_bar, eyebrow,
    in_pieces, keyed, leaf, live, many, occurrence_facts, para, section, side_note, tag, vow,
};
use crate::messages::{clock, full_day, tr, tr_args, weekday};
use crate::shell::AppHandle;

/// Facts on a card of the list; the promise's own page has more.
const FACTS_ON_CARD: usize = 3;

/// Monday to Friday.
const WORKING_DAYS: [u8; 5] = [0, 1, 2, 3, 4];

pub(super) fn promises(app: AppHandle) -> View {
    let bond = look(|open| Some(open.bond));
    let empty = look(|open| open.promises.mine.is_empty() && open.promises.theirs.is_empty());
    many(vec![
        live(move || top(app, bond.get(), empty.get())),
        advice(),
        running(app, Whose::Mine),
        running(app, Whose::Theirs),
        earlier(app),
        estimate(),
        live(move || match bond.get() {
            Some(Bond::Alone) => many(Vec::new()),
            _ => solo::beside(app, SoloKind::Promise),
        }),
        solo::estimate(),
    ])
}

/// Draws the button for a new promise, or why there is none.
fn top(app: AppHandle, bond: Option<Bond>, empty: bool) -> View {
    let make = move || button(Kind::Primary, tr("promises-make"), move || app.send(Intent::Show(Detail::NewPromise)));
    match bond {
        Some(Bond::Alone) => solo::alone(app, &[SoloKind::Promise], tr("promises-alone-words")),
        Some(Bond::Unlinked) => para(tr("promises-unlinked")),
        _ if empty => empty_state("d-hands", tr("promises-empty-title"), tr("promises-empty-words"), vec![make()]),
        _ => actions(vec![make()]),
    }
}

fn advice() -> View {
    let too_many = look(|open| open.promises.too_many);
    live(move || if too_many.get() { side_note(tr("promises-too-many")) } else { many(Vec::new()) })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Mine,
    Theirs,
}

const fn is_over(standing: PromiseStanding) -> bool {
    !matches!(standing, PromiseStanding::Offered | PromiseStanding::Open)
}

fn running(app: AppHandle, whose: Whose) -> View {
    let keys = look(move |open| {
        let all = if whose == Whose::Mine { &open.promises.mine } else { &open.promises.theirs };
        all.iter().filter(|promise| !is_over(promise.standing)).map(|promise| entry_key(promise.id)).collect::<Vec<_>>()
    });
    live(move || {
        if keys.with(Vec::is_empty) {
            return many(Vec::new());
        }
        let title = match whose {
            Whose::Mine => tr("promises-mine"),
            Whose::Theirs => tr_args("promises-theirs", &[("partner", (&partner()).into())]),
        };
        section(title, vec![cards(app, keys)])
    })
}

fn cards(app: AppHandle, keys: Part<Vec<String>>) -> View {
    keyed(
        move || keys.get(),
        move |key| {
            let shown = look(move |open| find(&open.promises.mine, &open.promises.theirs, &key));
            live(move || shown.get().map_or_else(|| many(Vec::new()), |promise| card(app, &promise)))
        },
    )
}

fn find(mine: &[PromiseView], theirs: &[PromiseView], key: &str) -> Option<PromiseView> {
    mine.iter().chain(theirs).find(|promise| entry_key(promise.id) == key).cloned()
}

fn card(app: AppHandle, promise: &PromiseView) -> View {
    let mut parts = vec![eyebrow(repeat_words(promise), standing_tag(promise)), vow_of(promise)];
    if promise.standing == PromiseStanding::Open && !promise.occurrences.is_empty() {
        parts.push(occurrence_facts(&promise.occurrences, FACTS_ON_CARD));
    }
    let id = promise.id;
    parts.push(actions(vec![button(Kind::Plain, open_words(promise), move || {
        app.send(Intent::Show(Detail::Promise(id)))
    })]));
    leaf(Leaf::Plain, parts)
}

fn open_words(promise: &PromiseView) -> String {
    match &promise.offer {
        Some(offer) if offer.turn == WhoseTurn::Mine => tr("promise-open-answer"),
        _ if promise.mine && promise.occurrences.iter().any(|occurrence| occurrence.can_answer) => {
            tr("promise-open-say")
        }
        _ => tr("promise-open"),
    }
}

/// Draws "When ..., I will ..." with both parts highlighted.
pub(super) fn vow_of(promise: &PromiseView) -> View {
    vow(&vow_words(&promise.cue, &promise.deed))
}

/// Returns the sentence, with marks around the person's words.
pub(super) fn vow_words(cue: &str, deed: &str) -> String {
    let (cue, deed) = (format!("{VOW_MARK}{cue}{VOW_MARK}"), format!("{VOW_MARK}{deed}{VOW_MARK}"));
    tr_args("promise-vow", &[("cue", (&cue).into()), ("deed", (&deed).into())])
}

/// Draws a tag for the promise's state; a running one needs none.
pub(super) fn standing_tag(promise: &PromiseView) -> Vec<View> {
    let words = match (promise.standing, &promise.offer) {
        (PromiseStanding::Offered, Some(offer)) if offer.turn == WhoseTurn::Mine => tr("standing-yours"),
        (PromiseStanding::Offered, _) => tr("standing-offered"),
        (PromiseStanding::Open, Some(_)) => tr("standing-changing"),
        (PromiseStanding::Open, None) => return Vec::new(),
        (PromiseStanding::Done, _) => tr("standing-done"),
        (PromiseStanding::Declined, _) => tr("standing-declined"),
        (PromiseStanding::Withdrawn, _) => tr("standing-withdrawn"),
        (PromiseStanding::Released, _) => tr("standing-released"),
    };
    vec![tag(words)]
}

/// How often, and at what time.
pub(super) fn repeat_words(promise: &PromiseView) -> String {
    let often = match &promise.repeat {
        RepeatView::Once => tr_args("repeat-once-on", &[("day", (&full_day(&promise.first)).into())]),
        other => often_words(other),
    };
    if promise.time.is_empty() {
        return often;
    }
    tr_args("repeat-by", &[("often", (&often).into()), ("time", (&clock(&promise.time)).into())])
}

/// How often, for promises and plans.
pub(super) fn often_words(repeat: &RepeatView) -> String {
    match repeat {
        RepeatView::Once => tr("repeat-once"),
        RepeatView::Daily => tr("repeat-daily"),
        RepeatView::Monthly => tr("repeat-monthly"),
        RepeatView::Weekdays(days) if days.as_slice() == WORKING_DAYS => tr("repeat-working-days"),
        RepeatView::Weekdays(days) => tr_args("repeat-weekdays", &[("days", (&named_days(days)).into())]),
    }
}

/// "Monday, Tuesday and Friday".
fn named_days(days: &[u8]) -> String {
    let mut names: Vec<String> = days.iter().map(|day| weekday(*day)).collect();
    let Some(last) = names.pop() else { return String::new() };
    if names.is_empty() {
        return last;
    }
    tr_args("repeat-days-and", &[("days", (&names.join(", ")).into()), ("last", (&last).into())])
}

fn earlier(app: AppHandle) -> View {
    let empty = look(|open| past(open).next().is_none());
    live(move || {
        if empty.get() {
            return many(Vec::new());
        }
        details_later(tr("promises-earlier"), move || {
            let past = look(|open| past(open).cloned().collect::<Vec<_>>());
            live(move || {
                let cards = move |piece: &[PromiseView]| many(piece.iter().map(|promise| card(app, promise)).collect());
                in_pieces(past.get(), LEAVES_AT_ONCE, cards)
            })
        })
    })
}

/// Promises that are over, of both.
fn past(open: &OpenView) -> impl Iterator<Item = &PromiseView> {
    open.promises.mine.iter().chain(&open.promises.theirs).filter(|promise| is_over(promise.standing))
}

/// Draws the maker's own follow-through: for them alone, and never without its interval (care 27, 28).
fn estimate() -> View {
    let estimate = look(|open| open.promises.estimate);
    live(move || match estimate.get() {
        None => many(Vec::new()),
        Some(estimate) => leaf(
            Leaf::Quiet,
            vec![eyebrow(tr("estimate-title"), vec![tag(tr("tag-only-you"))]), estimate_bar(estimate)],
        ),
    })
}

/// Returns the promise with this id, of either partner.
pub(super) fn look_at(id: EntryId) -> Option<PromiseView> {
    glance(|open| find(&open.promises.mine, &open.promises.theirs, &entry_key(id)))
}
