//! Hard days: plans made in calm, what happened, and a short path for each kind. Danger is recorded nowhere.

use sycamore::prelude::*;
use troth_app::view::{Bond, SETBACK_KINDS, SetbackView};
use troth_app::{Detail, EntryId, Intent, SetbackIntent, SoloKind};

use super::closeness::jar;
use super::look::{entry_key, glance, look, partner};
use super::safety;
use super::solo;
use crate::components::{
    Field, Form, Input, Kind, Leaf, Typed, actions, button, details, eyebrow, field, heading, keyed, lead, leaf, list,
    live, many, para, row, rows, said, section, select_unchosen, side_note,
};
use crate::messages::{full_day, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn hard_days(app: AppHandle) -> View {
    let bond = look(|open| Some(open.bond));
    many(vec![
        live(move || match bond.get() {
            Some(Bond::Alone) => solo::alone(app, &[SoloKind::HardDays], tr("hard-alone-words")),
            _ => lead(tr("hard-lead")),
        }),
        danger(),
        // What the partner wrote for such days is needed before one's own pages are.
        their_plan(),
        live(move || match bond.get() {
            Some(Bond::Alone | Bond::Unlinked) => many(Vec::new()),
            _ => {
                let record = move || app.send(Intent::Show(Detail::NewSetback));
                actions(vec![button(Kind::Primary, tr("setback-record"), record)])
            }
        }),
        earlier(app),
        own_plan(),
        live(move || match bond.get() {
            Some(Bond::Alone) => many(Vec::new()),
            _ => solo::beside(app, SoloKind::HardDays),
        }),
        jar(),
    ])
}

fn earlier(app: AppHandle) -> View {
    let setbacks = look(|open| open.hard_days.setbacks.clone());
    live(move || {
        let setbacks = setbacks.get();
        if setbacks.is_empty() {
            return many(Vec::new());
        }
        section(tr("setbacks-title"), vec![rows(setbacks.iter().map(|one| setback_row(app, one)).collect())])
    })
}

/// Draws the way for a person in fear, whom no step of a programme helps: the help page, which is the same for everyone
/// and writes nothing.
fn danger() -> View {
    safety::folded(tr("danger-title"))
}

fn kind_name(kind: &str) -> String {
    match kind {
        "hard-day" => tr("setback-hard-day"),
        "missed-promise" => tr("setback-missed"),
        "told" => tr("setback-told"),
        "found" => tr("setback-found"),
        _ => tr("setback-relapse"),
    }
}

/// Returns the next steps of a kind, the hurt partner's pace first.
fn path(kind: &str) -> [String; 3] {
    match kind {
        "hard-day" => ["path-hard-day-1", "path-hard-day-2", "path-hard-day-3"],
        "missed-promise" => ["path-missed-1", "path-missed-2", "path-missed-3"],
        "told" => ["path-told-1", "path-told-2", "path-told-3"],
        "found" => ["path-found-1", "path-found-2", "path-found-3"],
        _ => ["path-relapse-1", "path-relapse-2", "path-relapse-3"],
    }
    .map(tr)
}

fn setback_row(app: AppHandle, one: &SetbackView) -> View {
    let id = one.id;
    row(Some("i-feel"), kind_name(one.kind), full_day(&one.day), move || app.send(Intent::Show(Detail::Setback(id))))
}

fn their_plan() -> View {
    let theirs = look(|open| open.hard_days.their_plan.clone());
    live(move || {
        theirs.get().map_or_else(
            || many(Vec::new()),
            |plan| section(tr_args("plan-theirs", &[("partner", (&partner()).into())]), vec![plan_words(&plan)]),
        )
    })
}

fn own_plan() -> View {
    let mine = look(|open| open.hard_days.my_plan.clone());
    let writes = look(|open| matches!(open.bond, Bond::Linked | Bond::Resting));
    many(vec![
        live(move || {
            mine.get().map_or_else(|| many(Vec::new()), |plan| section(tr("plan-mine"), vec![plan_words(&plan)]))
        }),
        live(move || if writes.get() { details(tr("plan-write-title"), vec![plan_form()]) } else { many(Vec::new()) }),
    ])
}

/// Draws a plan for hard days.
pub(super) fn plan_words([helps, worse, first]: &[String; 3]) -> View {
    let parts = [(tr("plan-helps"), helps), (tr("plan-worse"), worse), (tr("plan-first"), first)];
    let told = parts.into_iter().filter(|(_, words)| !words.is_empty());
    leaf(Leaf::Quiet, told.flat_map(|(title, words)| [heading(title), said(words.clone())]).collect())
}

/// The fields of a plan for hard days.
#[derive(Clone, Copy)]
pub(super) struct PlanFields([Typed; 3]);

impl PlanFields {
    pub(super) fn new(draft: &str, from: Option<[String; 3]>) -> Self {
        let [helps, worse, first] = from.unwrap_or([const { String::new() }; 3]);
        let kept = |name: &str, start| Typed::kept(format!("{draft}-{name}"), start);
        Self([kept("helps", helps), kept("worse", worse), kept("first", first)])
    }

    pub(super) fn draw(self) -> Vec<View> {
        let labels =
            [("calm-helps", tr("plan-helps")), ("calm-worse", tr("plan-worse")), ("calm-first", tr("plan-first"))];
        let one = |((id, label), typed)| field(Field { id, label, hint: String::new(), input: Input::Area, typed });
        labels.into_iter().zip(self.0).map(one).collect()
    }

    pub(super) fn words(self) -> [String; 3] {
        self.0.map(Typed::now)
    }

    /// Returns the fields to clear after sending.
    pub(super) fn typed(self) -> Vec<Typed> {
        self.0.to_vec()
    }
}

fn plan_form() -> View {
    let fields = PlanFields::new("calm", glance(|open| open.hard_days.my_plan.clone()));
    let send = move || Intent::Setback(SetbackIntent::WritePlan(fields.words()));
    many(vec![para(tr("plan-write-words")), Form::new(fields.draw(), tr("plan-write"), Vec::new(), send).draw()])
}

pub(super) fn new_setback() -> View {
    let kind = Typed::chosen("setback-new-kind", "");
    let (day, words) =
        (Typed::chosen("setback-new-day", glance(|open| open.today.clone())), Typed::kept("setback-new", ""));
    let kinds = SETBACK_KINDS.map(|kind| (kind, kind_name(kind))).to_vec();
    let fields = vec![
        select_unchosen("setback-kind", tr("setback-kind"), kinds, kind),
        field(Field {
            id: "setback-day",
            label: tr("setback-day"),
            hint: String::new(),
            input: Input::Date,
            typed: day,
        }),
        field(Field {
            id: "setback-words",
            label: tr("setback-words"),
            hint: tr("setback-words-hint"),
            input: Input::Area,
            typed: words,
        }),
    ];
    let send = move || Intent::Setback(SetbackIntent::Record { kind: kind.now(), day: day.now(), words: words.now() });
    let submit = tr_args("breach-share", &[("partner", (&partner()).into())]);
    many(vec![lead(tr("setback-lead")), danger(), Form::new(fields, submit, vec![kind, day, words], send).draw()])
}

pub(super) fn setback(id: EntryId) -> View {
    let shown = look(move |open| open.hard_days.setbacks.iter().find(|one| one.id == id).cloned());
    let writes = look(|open| matches!(open.bond, Bond::Linked | Bond::Resting));
    let words = Typed::kept(format!("setback-{}", entry_key(id)), "");
    let add = move || {
        let label = tr("setback-add-label");
        let fields = vec![field(Field {
            id: "setback-add",
            label,
            hint: tr("setback-add-hint"),
            input: Input::Area,
            typed: words,
        })];
        let send = move || Intent::Setback(SetbackIntent::Add { setback: id, words: words.now() });
        Form::new(fields, tr("setback-add"), vec![words], send).draw()
    };
    many(vec![
        live(move || shown.get().map_or_else(|| para(tr("setback-gone")), |one| told(&one))),
        keyed(move || if writes.get() { vec![entry_key(id)] } else { Vec::new() }, move |_| add()),
        their_plan(),
        own_plan(),
        jar(),
    ])
}

fn told(one: &SetbackView) -> View {
    let by = |mine: bool| if mine { tr("by-you") } else { partner() };
    let mut parts =
        vec![eyebrow(format!("{} · {}", full_day(&one.day), by(one.mine)), Vec::new()), heading(kind_name(one.kind))];
    if !one.words.is_empty() {
        parts.push(said(one.words.clone()));
    }
    for (mine, words) in &one.added {
        parts.push(side_note(by(*mine)));
        parts.push(said(words.clone()));
    }
    many(vec![
        leaf(Leaf::Plain, parts),
        section(tr("path-title"), vec![list(path(one.kind).to_vec()), side_note(tr("path-note"))]),
    ])
}
