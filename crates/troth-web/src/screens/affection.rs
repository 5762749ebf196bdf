//! The pace of affection: set for oneself, and shared item by item after an exact preview.
//!
//! Nothing here asks the partner for anything.

use sycamore::prelude::*;
use troth_app::view::{AFFECTIONS, Bond, FEELS, OwnPaceView, PaceItemView, PaceView};
use troth_app::{Intent, PaceIntent};

use super::look::{look, partner};
use crate::components::{
    Form, Kind, Leaf, Question, Typed, actions, button, confirm_shown, details, eyebrow, heading, lead, leaf, live,
    many, para, section, select, side_note, tag,
};
use crate::messages::{full_day, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn pace(app: AppHandle) -> View {
    many(vec![lead(tr("pace-lead")), theirs(), mine(app), set(), nothing_shared()])
}

/// Draws an item and how it feels. The preview and the partner's screen use only this function.
fn item_words(affection: &str, feels: &str) -> View {
    let (affection, feels) = (tr(affection), tr(feels));
    para(tr_args("pace-item", &[("affection", (&affection).into()), ("feels", (&feels).into())]))
}

fn mine(app: AppHandle) -> View {
    let pace = look(|open| open.pace.clone());
    let linked = look(|open| matches!(open.bond, Bond::Linked | Bond::Resting));
    live(move || {
        let PaceView { mine, set_on, of_an_earlier_link: earlier, .. } = pace.get();
        if set_on.is_empty() {
            return many(Vec::new());
        }
        let linked = linked.get() && !earlier;
        let day = tr_args("pace-set-on", &[("day", (&full_day(&set_on)).into())]);
        let mut parts = vec![eyebrow(day, vec![tag(tr("tag-only-you"))])];
        let said = mine.iter().enumerate().filter(|(_, item)| !item.feels.is_empty() || item.shared.is_some());
        parts.extend(said.map(|(at, item)| own_item(app, at, item, linked)));
        if earlier {
            parts.push(side_note(tr("problem-of-an-earlier-link")));
        }
        section(tr("pace-mine"), parts)
    })
}

fn own_item(app: AppHandle, at: usize, item: &OwnPaceView, linked: bool) -> View {
    let (affection, feels) = (AFFECTIONS[at], item.feels);
    let mut parts = Vec::new();
    if feels.is_empty() {
        parts.push(heading(tr(affection)))
    } else {
        parts.push(item_words(affection, feels))
    }
    if let Some(shared) = &item.shared {
        parts.push(shown_to_other(shared, feels));
        let end = move || app.send(Intent::Pace(PaceIntent::EndSharing(at)));
        parts.push(actions(vec![button(Kind::Plain, tr("pace-end"), end)]));
    }
    if linked && !feels.is_empty() && item.shared.as_ref().is_none_or(|shared| shared.feels != feels) {
        let label = if item.shared.is_some() { tr("pace-share-instead") } else { tr("pace-share") };
        parts.push(share(app, at, feels, label));
    }
    leaf(Leaf::Plain, parts)
}

/// Draws what the partner sees now, and whether it has been set differently since.
fn shown_to_other(shared: &PaceItemView, feels: &str) -> View {
    let (name, day) = (partner(), full_day(&shared.date));
    let sees = tr_args(
        "pace-sees",
        &[("partner", (&name).into()), ("feels", (&tr(shared.feels)).into()), ("day", (&day).into())],
    );
    let differs = (shared.feels != feels).then(|| side_note(tr_args("pace-differs", &[("partner", (&name).into())])));
    many([side_note(sees)].into_iter().chain(differs).collect())
}

fn share(app: AppHandle, at: usize, feels: &'static str, label: String) -> View {
    let question = Question {
        open: (Kind::Quiet, label),
        title: tr_args("pace-share-ask", &[("partner", (&partner()).into())]),
        words: tr("pace-share-words"),
        yes: tr("pace-share-yes"),
    };
    let preview = move || leaf(Leaf::Quiet, vec![item_words(AFFECTIONS[at], feels)]);
    confirm_shown(question, preview, move || app.send(Intent::Pace(PaceIntent::Share(at))))
}

/// Draws the form with its last values. It is folded once there are any. Before that, its heading separates it from
/// what the partner shares, so that it does not read as an answer.
fn set() -> View {
    let set_on = look(|open| open.pace.set_on.clone());
    let before = look(|open| open.pace.mine.each_ref().map(|item| item.feels));
    live(move || {
        let form = form(before.get());
        if set_on.get().is_empty() {
            section(tr("pace-mine"), vec![form])
        } else {
            details(tr("pace-form"), vec![form])
        }
    })
}

fn form(before: [&'static str; 6]) -> View {
    let at = [0, 1, 2, 3, 4, 5];
    let chosen = at.map(|at| Typed::chosen(format!("pace-{}", AFFECTIONS[at]), before[at]));

    let feels = || [("", tr("pace-open"))].into_iter().chain(FEELS.map(|name| (name, tr(name)))).collect();
    let nothing = button(Kind::Plain, tr("pace-nothing"), move || chosen.iter().for_each(|one| one.choose(FEELS[2])));
    let mut fields = vec![actions(vec![nothing]), side_note(tr("pace-nothing-about"))];
    fields.extend(AFFECTIONS.into_iter().zip(chosen).map(|(name, one)| select(name, tr(name), feels(), one)));
    let keep = move || Intent::Pace(PaceIntent::Set(chosen.map(Typed::now)));
    let form = Form::new(fields, tr("pace-keep"), chosen.to_vec(), keep).draw();
    many(vec![form, side_note(tr("pace-keep-note"))])
}

fn theirs() -> View {
    let theirs = look(|open| open.pace.theirs.clone());
    live(move || {
        let theirs = theirs.get();
        if theirs.is_empty() {
            return many(Vec::new());
        }
        let said_on = |item: &PaceItemView| tr_args("pace-said-on", &[("day", (&full_day(&item.date)).into())]);
        let leaves = theirs
            .iter()
            .map(|item| leaf(Leaf::Quiet, vec![item_words(item.affection, item.feels), side_note(said_on(item))]));
        section(theirs_title(), leaves.chain([side_note(tr("pace-no-means-no"))]).collect())
    })
}

fn theirs_title() -> String {
    tr_args("pace-theirs", &[("partner", (&partner()).into())])
}

/// Draws "nothing shared", last and with the same words whether or not something was shared before.
fn nothing_shared() -> View {
    let nothing = look(|open| open.pace.theirs.is_empty() && matches!(open.bond, Bond::Linked | Bond::Resting));
    live(
        move || {
            if nothing.get() { section(theirs_title(), vec![para(tr("pace-theirs-none"))]) } else { many(Vec::new()) }
        },
    )
}
