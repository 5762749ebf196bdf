//! A plan for two: answering it, doing it, dropping it, and the line that each partner may write about it.

use sycamore::prelude::*;
use troth_app::view::{Bond, PlannedState, PlannedView, SaidView};
use troth_app::{ActivityIntent, ActivityReply, EntryId, Intent};

use super::activities::facts;
use super::look::{entry_key, look, partner};
use crate::components::{
    Field, Form, Input, Kind, Leaf, Typed, actions, both_sides, button, details, eyebrow, field, heading, keyed, leaf,
    live, many, or_blank, para, said, section, side_note, tag,
};
use crate::messages::{day, full_day, moment, tr, tr_args};
use crate::shell::AppHandle;

/// Returns the values of `when_fields`.
pub(super) fn when_typed(name: &str) -> [Typed; 3] {
    let chosen = |field| Typed::chosen(format!("{name}-{field}"), "");
    [chosen("day"), chosen("time"), Typed::kept(name, "")]
}

/// Draws fields for a day, a time, and a few words.
pub(super) fn when_fields([day, time, words]: [Typed; 3], day_hint: String) -> Vec<View> {
    let one = |id, label, hint, input, typed| field(Field { id, label, hint, input, typed });
    vec![
        one("activity-day", tr("activity-day"), day_hint, Input::Date, day),
        one("activity-time", tr("activity-time"), String::new(), Input::Time, time),
        one("activity-words", tr("activity-words"), tr("activity-words-hint"), Input::Area, words),
    ]
}

/// Draws the plans; a plan that stays keeps the words being typed in it.
pub(super) fn planned(app: AppHandle) -> View {
    let keys = look(|open| open.activities.planned.iter().map(|one| entry_key(one.id)).collect::<Vec<_>>());
    let writes = look(|open| matches!(open.bond, Bond::Linked | Bond::Resting));
    let title = live(move || if keys.get().is_empty() { many(Vec::new()) } else { heading(tr("planned-title")) });
    let plans = keyed(
        move || keys.get(),
        move |key| {
            let one = look(move |open| open.activities.planned.iter().find(|one| entry_key(one.id) == key).cloned());
            live(move || one.get().map_or_else(|| many(Vec::new()), |one| plan(app, &one, writes.get())))
        },
    );
    many(vec![title, plans])
}

fn when(one: &PlannedView) -> String {
    if one.time.is_empty() { day(&one.day) } else { moment(&one.day, &one.time) }
}

fn plan(app: AppHandle, one: &PlannedView, writes: bool) -> View {
    let when = when(one);
    let by = if one.mine {
        tr_args("planned-by-you", &[("when", (&when).into())])
    } else {
        tr_args("planned-by", &[("partner", (&partner()).into()), ("when", (&when).into())])
    };
    let mut parts = vec![eyebrow(by, Vec::new()), heading(tr(one.card.name)), side_note(facts(&one.card))];
    if !one.words.is_empty() {
        parts.push(said(one.words.clone()));
    }
    match one.state {
        PlannedState::Waiting if one.mine => parts.push(para(tr("planned-waiting"))),
        PlannedState::Waiting => {}
        PlannedState::Agreed | PlannedState::Done => parts.push(para(tr("planned-agreed"))),
        PlannedState::AnotherTime => parts.push(para(tr("planned-another"))),
        PlannedState::NotThisOne => parts.push(para(tr("planned-not"))),
        PlannedState::LetGo => parts.push(para(tr("planned-let-go"))),
    }
    if !one.answer.is_empty() {
        parts.push(said(one.answer.clone()));
    }
    if writes {
        parts.push(ways_on(app, one));
    }
    leaf(Leaf::Plain, parts)
}

fn ways_on(app: AppHandle, one: &PlannedView) -> View {
    let id = one.id;
    let send = move |intent| app.send(Intent::Activity(intent));
    match (one.state, one.mine) {
        (PlannedState::Waiting, true) => {
            actions(vec![button(Kind::Quiet, tr("planned-back"), move || send(ActivityIntent::LetGo(id)))])
        }
        (PlannedState::Waiting, false) => answer(app, id),
        (PlannedState::Agreed, _) => actions(vec![
            button(Kind::Primary, tr("planned-finish"), move || send(ActivityIntent::Finish(id))),
            button(Kind::Quiet, tr("planned-go"), move || send(ActivityIntent::LetGo(id))),
        ]),
        _ => many(Vec::new()),
    }
}

fn answer(app: AppHandle, id: EntryId) -> View {
    let reply = move |reply| Intent::Activity(ActivityIntent::Answer { activity: id, reply, words: String::new() });
    let yes = button(Kind::Primary, tr("planned-yes"), move || app.send(reply(ActivityReply::Yes)));
    let not = button(Kind::Plain, tr("planned-not-send"), move || app.send(reply(ActivityReply::NotThisOne)));
    let [day, time, words] = when_typed(&format!("activity-{}", entry_key(id)));
    let another = move || {
        let reply = ActivityReply::AnotherTime(day.now(), time.now());
        Intent::Activity(ActivityIntent::Answer { activity: id, reply, words: words.now() })
    };
    let fields = when_fields([day, time, words], tr("planned-another-hint"));
    let form = Form::new(fields, tr("planned-another-send"), vec![day, time, words], another).draw();
    many(vec![actions(vec![yes, not]), details(tr("planned-another-open"), vec![form]), side_note(tr("planned-note"))])
}

/// Draws what was done, with both lines side by side.
pub(super) fn done() -> View {
    let keys = look(|open| open.activities.done.iter().map(|one| entry_key(one.id)).collect::<Vec<_>>());
    let writes = look(|open| matches!(open.bond, Bond::Linked | Bond::Resting));
    let all = keyed(
        move || keys.get(),
        move |key| {
            let one = look(move |open| open.activities.done.iter().find(|one| entry_key(one.id) == key).cloned());
            live(move || one.get().map_or_else(|| many(Vec::new()), |one| done_leaf(&one, writes.get())))
        },
    );
    let title =
        live(move || if keys.get().is_empty() { many(Vec::new()) } else { section(tr("done-title"), Vec::new()) });
    many(vec![title, all])
}

fn done_leaf(one: &PlannedView, writes: bool) -> View {
    let mut parts = vec![eyebrow(full_day(&one.day), Vec::new()), heading(tr(one.card.name))];
    if one.my_line.is_some() || one.their_line.is_some() {
        parts.push(both_sides([(tr("line-mine"), line(&one.my_line)), (partner(), line(&one.their_line))]));
    }
    if writes {
        parts.push(line_form(one));
    }
    leaf(Leaf::Quiet, parts)
}

fn line(kept: &Option<SaidView>) -> View {
    match kept {
        None => side_note(tr("line-none")),
        Some(kept) if kept.edited => many(vec![said(kept.words.clone()), tag(tr("tag-edited"))]),
        Some(kept) => said(kept.words.clone()),
    }
}

fn line_form(one: &PlannedView) -> View {
    let (id, before) = (one.id, one.my_line.as_ref().map(|line| line.words.clone()));
    let again = before.is_some();
    let words = Typed::kept(format!("line-{}", entry_key(id)), or_blank(before));
    let fields = vec![field(Field {
        id: "line",
        label: tr("line-label"),
        hint: tr("activity-words-hint"),
        input: Input::Area,
        typed: words,
    })];
    let send = move || Intent::Activity(ActivityIntent::KeepLine { activity: id, words: words.now() });
    let form = Form::new(fields, tr("line-keep"), vec![words], send).draw();
    if again { details(tr("page-change"), vec![form]) } else { form }
}
