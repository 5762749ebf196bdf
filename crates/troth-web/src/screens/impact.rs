//! Impact: private notes, sharing them item by item after an exact preview, and being understood.

use sycamore::prelude::*;

use troth_app::view::{
    AREAS, Bond, FEELING_NAMES, ImpactItemView, ItemView, ReflectionView, SharedItemView, Understood,
};
use troth_app::{Detail, EntryId, ImpactForm, ImpactIntent, Intent};

use super::look::{entry_key, look, partner};
use crate::components::{
    Choice, Field, Form, Input, Kind, Leaf, POINTS, Question, Typed, actions, button, checks, confirm_shown, details,
    empty_state, eyebrow, field, heading, keyed, lead, leaf, live, many, para, rating, said, section, side_note, tag,
};
use crate::messages::{full_day, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn impact(app: AppHandle) -> View {
    let linked = look(|open| matches!(open.bond, Bond::Linked | Bond::Resting));
    many(vec![
        lead(tr("impact-lead")),
        // What the other shared is what one came for; one's own page may still be empty.
        theirs(),
        own_note(app),
        own_shared(app),
        reflect(),
        reflections(app, move || linked.get()),
    ])
}

fn own_note(app: AppHandle) -> View {
    let mine = look(|open| (open.impact.mine.clone(), open.impact.noted.clone(), open.impact.of_an_earlier_link));
    let shared = look(|open| open.impact.shared.iter().map(|one| one.item.clone()).collect::<Vec<_>>());
    let linked = look(|open| matches!(open.bond, Bond::Linked | Bond::Resting));
    live(move || {
        let (items, noted, earlier) = mine.get();
        let note = button(Kind::Primary, tr("impact-note"), move || app.send(Intent::Show(Detail::NewImpact)));
        if items.is_empty() {
            return empty_state("d-page", tr("impact-empty-title"), tr("impact-empty-words"), vec![note]);
        }
        let mut parts = vec![eyebrow(
            tr_args("impact-noted", &[("day", (&full_day(&noted)).into())]),
            vec![tag(tr("tag-only-you"))],
        )];
        let (linked, shared) = (linked.get(), shared.get());
        let may_share = |item: &ImpactItemView| linked && !earlier && !shared.contains(&item.item);
        parts.extend(items.iter().enumerate().map(|(at, item)| own_item(app, at, item, may_share(item))));
        if earlier {
            parts.push(side_note(tr("problem-of-an-earlier-link")));
        }
        parts.push(actions(vec![note]));
        section(tr("impact-mine"), parts)
    })
}

fn own_item(app: AppHandle, at: usize, item: &ImpactItemView, may_share: bool) -> View {
    let mut parts = vec![item_words(&item.item)];
    if let (Some(before), ItemView::Area { points: Some(now), .. }) = (item.before, &item.item) {
        let (before, now) = (before.to_string(), now.to_string());
        parts.push(side_note(tr_args("impact-change", &[("before", (&before).into()), ("now", (&now).into())])));
    }
    if may_share {
        let question = Question {
            open: (Kind::Quiet, tr("impact-share")),
            title: tr_args("impact-share-ask", &[("partner", (&partner()).into())]),
            words: tr("impact-share-words"),
            yes: tr("impact-share-yes"),
        };
        let shown = item.item.clone();
        let preview = move || leaf(Leaf::Quiet, vec![item_words(&shown)]);
        parts.push(confirm_shown(question, preview, move || app.send(Intent::Impact(ImpactIntent::Share(at)))));
    }
    leaf(Leaf::Plain, parts)
}

/// Draws an item. The preview and the partner's screen use only this function.
fn item_words(item: &ItemView) -> View {
    match item {
        ItemView::Feelings(feelings) => {
            let named: Vec<String> = feelings.iter().map(|feeling| feeling_name(feeling)).collect();
            many(vec![heading(tr("impact-feelings")), said(named.join(", "))])
        }
        ItemView::Area { area, points, words } => {
            let mut parts = vec![heading(area_name(area))];
            if let Some(points) = points {
                parts.push(para(tr_args("impact-degree", &[("degree", (&points.to_string()).into())])));
            }
            if !words.is_empty() {
                parts.push(said(words.clone()));
            }
            many(parts)
        }
    }
}

fn area_name(area: &str) -> String {
    match area {
        "self-worth" => tr("area-self-worth"),
        "worry" => tr("area-worry"),
        "distress" => tr("area-distress"),
        _ => tr("area-trust"),
    }
}

fn feeling_name(feeling: &str) -> String {
    match feeling {
        "hurt" => tr("feeling-hurt"),
        "anger" => tr("feeling-anger"),
        "confusion" => tr("feeling-confusion"),
        "sadness" => tr("feeling-sadness"),
        "insecurity" => tr("feeling-insecurity"),
        "fear" => tr("feeling-fear"),
        "shame" => tr("feeling-shame"),
        "numbness" => tr("feeling-numbness"),
        "loneliness" => tr("feeling-loneliness"),
        _ => tr("feeling-relief"),
    }
}

fn own_shared(app: AppHandle) -> View {
    let shared = look(|open| open.impact.shared.clone());
    live(move || {
        let shared = shared.get();
        if shared.is_empty() {
            return many(Vec::new());
        }
        let mut parts: Vec<View> = shared.iter().map(|item| shared_item(app, item)).collect();
        parts.push(side_note(tr("impact-shared-note")));
        section(tr("impact-shared"), parts)
    })
}

fn shared_item(app: AppHandle, shared: &SharedItemView) -> View {
    let id = shared.id;
    let end = button(Kind::Quiet, tr("impact-end"), move || app.send(Intent::Impact(ImpactIntent::EndSharing(id))));
    leaf(Leaf::Quiet, vec![eyebrow(full_day(&shared.date), Vec::new()), item_words(&shared.item), actions(vec![end])])
}

fn theirs() -> View {
    let theirs = look(|open| open.impact.theirs.clone());
    live(move || {
        let theirs = theirs.get();
        if theirs.is_empty() {
            return many(Vec::new());
        }
        let leaves = theirs
            .iter()
            .map(|item| leaf(Leaf::Plain, vec![eyebrow(full_day(&item.date), Vec::new()), item_words(&item.item)]));
        section(tr_args("impact-theirs", &[("partner", (&partner()).into())]), leaves.collect())
    })
}

/// Draws "what I understand you live with", once the partner has shared something.
fn reflect() -> View {
    let some = look(|open| !open.impact.theirs.is_empty() && matches!(open.bond, Bond::Linked | Bond::Resting));
    let words = Typed::kept("reflection", "");
    live(move || {
        if !some.get() {
            return many(Vec::new());
        }
        let (label, hint) = (tr("reflect-label"), tr("reflect-hint"));
        let fields = vec![field(Field { id: "reflection", label, hint, input: Input::Area, typed: words })];
        let send = move || Intent::Impact(ImpactIntent::Reflect { words: words.now() });
        details(tr("reflect-title"), vec![Form::new(fields, tr("reflect-send"), vec![words], send).draw()])
    })
}

fn reflections(app: AppHandle, linked: impl Fn() -> bool + Copy + 'static) -> View {
    let keys = look(|open| open.impact.reflections.iter().map(|one| entry_key(one.id)).collect::<Vec<_>>());
    let shown = keyed(
        move || keys.get(),
        move |key| {
            let one = look(move |open| open.impact.reflections.iter().find(|one| entry_key(one.id) == key).cloned());
            live(move || one.get().map_or_else(|| many(Vec::new()), |one| reflection(app, &one, linked())))
        },
    );
    let title =
        live(
            move || if keys.get().is_empty() { many(Vec::new()) } else { section(tr("reflections-title"), Vec::new()) },
        );
    many(vec![title, shown])
}

fn reflection(app: AppHandle, shown: &ReflectionView, linked: bool) -> View {
    let by = if shown.mine { tr("by-you") } else { partner() };
    let mut parts = vec![eyebrow(format!("{} · {by}", full_day(&shown.date)), Vec::new()), said(shown.words.clone())];
    match &shown.answer {
        Some((Understood::Fully, _)) => parts.push(para(tr("reflection-fully"))),
        Some((Understood::Partly, words)) => {
            parts.push(para(tr("reflection-partly")));
            if !words.is_empty() {
                parts.push(said(words.clone()));
            }
        }
        None if !shown.mine && linked => parts.push(answer(app, shown.id)),
        None => {}
    }
    leaf(Leaf::Plain, parts)
}

fn answer(app: AppHandle, id: EntryId) -> View {
    let words = Typed::kept(format!("reflection-{}", entry_key(id)), "");
    let fully = button(Kind::Plain, tr("reflection-yes"), move || {
        app.send(Intent::Impact(ImpactIntent::AnswerReflection {
            reflection: id,
            understood: Understood::Fully,
            words: String::new(),
        }));
    });
    let (label, hint) = (tr("reflection-missing"), tr("reflection-missing-hint"));
    let fields = vec![field(Field { id: "reflection-missing", label, hint, input: Input::Area, typed: words })];
    let partly = move || {
        Intent::Impact(ImpactIntent::AnswerReflection {
            reflection: id,
            understood: Understood::Partly,
            words: words.now(),
        })
    };
    let form = Form::new(fields, tr("reflection-partly-send"), vec![words], partly).draw();
    many(vec![actions(vec![fully]), details(tr("reflection-partly-open"), vec![form])])
}

pub(super) fn new_impact() -> View {
    let points = AREAS.map(|area| Typed::chosen(format!("impact-points-{area}"), ""));
    let words = AREAS.map(|area| Typed::kept(format!("impact-{area}"), ""));
    let feelings = Typed::chosen("impact-feelings", "");
    let mut parts = Vec::new();
    for ((area, points), words) in AREAS.into_iter().zip(points).zip(words) {
        parts.push(rating(area, area_question(area), [tr("area-low"), tr("area-high")], POINTS, points));
        let (label, hint) = (tr_args("area-words", &[("area", (&area_name(area)).into())]), String::new());
        parts.push(details(
            tr("area-words-open"),
            vec![field(Field { id: "impact-words", label, hint, input: Input::Area, typed: words })],
        ));
    }
    let choices = (0_u8..).zip(FEELING_NAMES).map(|(at, name)| Choice::new(at, feeling_name(name), String::new()));
    parts.push(checks(tr("impact-feelings-ask"), choices.collect(), feelings));
    let note = move || {
        let mut form = ImpactForm::default();
        for (area, (points, words)) in form.areas.iter_mut().zip(points.into_iter().zip(words)) {
            *area = (points.now().parse().ok(), words.now());
        }
        form.feelings = feelings.ticked().into_iter().collect();
        Intent::Impact(ImpactIntent::Note(form))
    };
    let typed = words.into_iter().chain(points).chain([feelings]).collect();
    let form = Form::new(parts, tr("impact-keep"), typed, note);
    many(vec![lead(tr("impact-form-lead")), form.draw(), side_note(tr("impact-form-note"))])
}

fn area_question(area: &str) -> String {
    match area {
        "self-worth" => tr("area-ask-self-worth"),
        "worry" => tr("area-ask-worry"),
        "distress" => tr("area-ask-distress"),
        _ => tr("area-ask-trust"),
    }
}
