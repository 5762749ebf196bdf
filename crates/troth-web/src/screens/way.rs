//! The way: readings that unfold where one stands. Opening one sends no intent and no request, and changes no address.

use sycamore::prelude::*;
use troth_app::view::{Bond, WayView};
use troth_app::way::{Door, For, READINGS, Reading, Stands, WAY_STEPS, WayStep, reading};
use troth_app::{Detail, Intent, WayIntent};

use super::look::{glance, look};
use super::safety;
use crate::components::{
    Kind, Leaf, Part, actions, button, details, details_later, heading, lead, leaf, live, many, para, section,
    side_note,
};
use crate::messages::{reading_title, reading_words, tr, tr_args};
use crate::shell::AppHandle;

/// The reading that stands open after the first question.
const FIRST: &str = "0-way";
/// The readings for the first days, by whom they are for.
const FIRST_DAYS: [(For, &str); 2] = [(For::Hurt, "0-first-hurt"), (For::Responsible, "0-first-resp")];

/// Draws the page of all readings.
pub(super) fn the_way(app: AppHandle) -> View {
    let mut parts = vec![lead(tr("way-lead")), para(tr("way-both")), side_note(tr("way-no-trace"))];
    parts.extend(WAY_STEPS.iter().map(|step| step_of_the_way(app, *step)));
    many(parts)
}

fn step_of_the_way(app: AppHandle, step: WayStep) -> View {
    let (title, about) = named(step);
    let mut parts = vec![side_note(about)];
    for (whom, name) in GROUPS {
        let readings: Vec<View> =
            READINGS.iter().filter(|one| one.step == step && one.whom == whom).map(|one| folded(app, one)).collect();
        if !readings.is_empty() {
            parts.push(side_note(tr(name)));
            parts.extend(readings);
        }
    }
    section(title, parts)
}

/// The groups, in one order for everybody: the page stands outside Private, and must not tell what its reader answered.
const GROUPS: [(For, &str); 3] =
    [(For::Both, "way-for-both"), (For::Hurt, "way-for-hurt"), (For::Responsible, "way-for-responsible")];

fn named(step: WayStep) -> (String, String) {
    match step {
        WayStep::Before => (tr("way-step-before"), tr("way-step-before-about")),
        WayStep::Owning => (tr("way-step-owning"), tr("way-step-owning-about")),
        WayStep::Talking => (tr("way-step-talking"), tr("way-step-talking-about")),
        WayStep::Doing => (tr("way-step-doing"), tr("way-step-doing-about")),
        WayStep::Closer => (tr("way-step-closer"), tr("way-step-closer-about")),
        WayStep::Limits => (tr("way-step-limits"), tr("way-step-limits-about")),
        WayStep::Help => (tr("way-step-help"), tr("way-step-help-about")),
        WayStep::Going => (tr("way-step-going"), tr("way-step-going-about")),
        WayStep::Beside => (tr("way-step-beside"), tr("way-step-beside-about")),
    }
}

/// Draws a reading, folded.
fn folded(app: AppHandle, reading: &'static Reading) -> View {
    details_later(reading_title(reading.id), move || many(words(app, reading, OtherSide::Offered)))
}

/// Whether the other side of a reading is offered below it. Below itself it is not, or the two would never end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OtherSide {
    Offered,
    Shown,
}

fn words(app: AppHandle, one: &'static Reading, other_side: OtherSide) -> Vec<View> {
    let words = reading_words(one.id);
    let bond = glance(|open| Some(open.bond)).unwrap_or(Bond::Alone);
    let [small, label] = words.alone.filter(|_| bond != Bond::Linked).unwrap_or([words.small, words.button]);
    let mut parts: Vec<View> = match one.whom {
        For::Hurt => vec![side_note(tr("way-head-hurt"))],
        For::Responsible => vec![side_note(tr("way-head-responsible"))],
        For::Both => Vec::new(),
    };
    parts.extend(words.body.iter().map(|line| para((*line).to_owned())));
    parts.push(lead(small.to_owned()));
    parts.push(door(app, one.door_for(bond), label));
    if let Some(other) = one.other_side.filter(|_| other_side == OtherSide::Offered).and_then(reading) {
        let title = tr_args("way-other-side", &[("title", (&reading_title(other.id)).into())]);
        parts.push(details_later(title, move || many(self::words(app, other, OtherSide::Shown))));
    }
    parts
}

fn door(app: AppHandle, door: &Door, label: &str) -> View {
    let detail = match door {
        Door::Room(detail) => detail.clone(),
        Door::Way => Detail::Way,
        // Help is the same fold everywhere, and leaves nothing.
        Door::Help => return safety::folded(label.to_owned()),
    };
    actions(vec![button(Kind::Plain, label.to_owned(), move || app.send(Intent::Show(detail.clone())))])
}

/// Draws what belongs at the foot of a room. A new page stays empty: its readings stand in Private, below the journal.
pub(super) fn at_foot(app: AppHandle, detail: &Detail) -> View {
    if *detail == Detail::NewPage { many(Vec::new()) } else { about(app, detail) }
}

/// Draws "About this": the readings that belong to a room. Nothing where there are none.
pub(super) fn about(app: AppHandle, room: &Detail) -> View {
    let here: Vec<&'static Reading> = READINGS.iter().filter(|reading| reading.room().as_ref() == Some(room)).collect();
    if here.is_empty() {
        return many(Vec::new());
    }
    details_later(tr("way-here"), move || many(here.iter().map(|reading| folded(app, reading)).collect()))
}

/// Draws today's reading, folded under the same words for every reading: eyes from beside learn nothing.
pub(super) fn minute(app: AppHandle) -> View {
    let offered = look(|open| open.way.offered);
    live(move || {
        let Some(one) = offered.get().and_then(reading) else { return many(Vec::new()) };
        let enough = move || app.send(Intent::Way(WayIntent::EnoughForToday));
        let leave_off = move || app.send(Intent::Way(WayIntent::LeaveOff));
        details_later(tr("way-minute"), move || {
            let mut parts = vec![heading(reading_title(one.id))];
            parts.extend(words(app, one, OtherSide::Offered));
            parts.push(actions(vec![
                button(Kind::Quiet, tr("way-enough"), enough),
                button(Kind::Quiet, tr("way-leave-off"), leave_off),
            ]));
            many(parts)
        })
    })
}

/// Follows whether the beginning still stands on the Today of somebody who is alone: then nothing else asks there.
pub(super) fn is_beginning_alone() -> Part<bool> {
    look(|open| open.bond == Bond::Alone && (open.way.asks || open.way.stands.is_some() && !open.way.has_begun))
}

/// Draws what stands first on Today in the beginning: one question, then the first reading.
pub(super) fn beginning(app: AppHandle) -> View {
    let way = look(|open| open.way);
    live(move || match way.get() {
        WayView { asks: true, .. } => leaf(
            Leaf::Next,
            vec![heading(tr("way-where-title")), actions(answers(app)), side_note(tr("way-where-note"))],
        ),
        WayView { stands: Some(stands), has_begun: false, .. } => first_reading(app, stands),
        _ => many(Vec::new()),
    })
}

fn answers(app: AppHandle) -> Vec<View> {
    let answer = |stands| button(Kind::Plain, place(stands), move || app.send(Intent::Way(WayIntent::Stand(stands))));
    Stands::ALL.into_iter().map(answer).collect()
}

fn place(stands: Stands) -> String {
    match stands {
        Stands::Hurt => tr("way-where-hurt"),
        Stands::Responsible => tr("way-where-responsible"),
        Stands::Both => tr("way-where-both"),
        Stands::NotSure => tr("way-where-not-sure"),
    }
}

/// Draws the first reading, unfolded once. The doors below it keep nothing.
fn first_reading(app: AppHandle, stands: Stands) -> View {
    let words = reading_words(FIRST);
    let mut parts = vec![heading(words.title.to_owned())];
    parts.extend(words.body.iter().map(|line| para((*line).to_owned())));
    let begins = FIRST_DAYS.iter().filter(|(whom, _)| match stands {
        Stands::Hurt => *whom == For::Hurt,
        Stands::Responsible => *whom == For::Responsible,
        Stands::Both | Stands::NotSure => true,
    });
    let doors: Vec<View> = begins.filter_map(|(_, id)| reading(id)).map(|one| folded(app, one)).collect();
    parts.push(details(tr("way-first-door"), doors));
    let done = move || app.send(Intent::Way(WayIntent::Began));
    let all = move || app.send(Intent::Show(Detail::Way));
    parts.push(actions(vec![
        button(Kind::Primary, tr("way-first-done"), done),
        button(Kind::Quiet, words.button.to_owned(), all),
    ]));
    leaf(Leaf::Next, parts)
}

/// Draws "Where I am in this", to be changed, in Private.
pub(super) fn where_i_am(app: AppHandle) -> View {
    let way = look(|open| open.way);
    details_later(tr("way-where-private"), move || {
        live(move || {
            let way = way.get();
            let mut parts = Vec::new();
            if let Some(stands) = way.stands {
                let chosen = tr_args("way-where-now", &[("where", (&place(stands)).into())]);
                parts.push(para(chosen));
                if way.group != stands {
                    parts.push(para(tr("way-where-from-record")));
                }
            }
            parts.push(actions(answers(app)));
            parts.push(side_note(tr("way-where-note")));
            if way.is_off {
                let again = move || app.send(Intent::Way(WayIntent::OfferAgain));
                parts.push(side_note(tr("way-off")));
                parts.push(actions(vec![button(Kind::Quiet, tr("way-on-again"), again)]));
            }
            many(parts)
        })
    })
}
