//! Goals: the couple's direction, and the steps on the way.

use sycamore::prelude::*;
use troth_app::view::{Bond, GoalState, GoalView};
use troth_app::{Detail, EntryId, GoalForm, HorizonIntent, Intent, SoloKind};

use super::look::{entry_key, glance, look, partner};
use super::solo;
use crate::components::{
    Field, Form, Input, Kind, Leaf, Question, Typed, actions, button, confirm, details, empty_state, eyebrow, field,
    heading, lead, leaf, live, many, or_blank, para, row, rows, said, section, side_note, tag,
};
use crate::messages::{full_day, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn goals(app: AppHandle) -> View {
    let goals = look(|open| open.horizon.goals.clone());
    let writes = look(|open| matches!(open.bond, Bond::Linked | Bond::Resting));
    let bond = look(|open| Some(open.bond));
    let own = solo::has_pages(&[SoloKind::Goal]);
    live(move || {
        let goals = goals.get();
        let add = || button(Kind::Primary, tr("goal-add"), move || app.send(Intent::Show(Detail::NewGoal)));
        if goals.is_empty() {
            let add = if writes.get() { vec![add()] } else { Vec::new() };
            if bond.get() == Some(Bond::Alone) {
                return solo::alone(app, &[SoloKind::Goal], tr("goals-alone-words"));
            }
            if own.get() {
                return solo::nothing_shared_yet(app, &[SoloKind::Goal], add);
            }
            let empty = empty_state("d-hands", tr("goals-empty-title"), tr("goals-empty-words"), add);
            return many(vec![empty, solo::beside(app, SoloKind::Goal)]);
        }
        let (open, over): (Vec<_>, Vec<_>) = goals.iter().partition(|goal| goal.standing == GoalState::Open);
        let mut parts = vec![lead(tr("goals-lead"))];
        if writes.get() {
            parts.push(actions(vec![add()]));
        }
        parts.push(rows(open.into_iter().map(|goal| goal_row(app, goal)).collect()));
        if !over.is_empty() {
            parts.push(section(
                tr("goals-over"),
                vec![rows(over.into_iter().map(|goal| goal_row(app, goal)).collect())],
            ));
        }
        parts.push(solo::beside(app, SoloKind::Goal));
        many(parts)
    })
}

fn goal_row(app: AppHandle, goal: &GoalView) -> View {
    let id = goal.id;
    row(Some("i-today"), goal.title.clone(), standing_words(goal), move || app.send(Intent::Show(Detail::Goal(id))))
}

fn standing_words(goal: &GoalView) -> String {
    match (goal.standing, goal.shared, goal.mine) {
        (GoalState::Reached, ..) => tr("goal-reached"),
        (GoalState::LetGo, ..) => tr("goal-let-go"),
        (GoalState::Open, true, _) => tr("goal-of-both"),
        (GoalState::Open, false, true) => tr("goal-yours"),
        (GoalState::Open, false, false) => tr_args("goal-theirs", &[("partner", (&partner()).into())]),
    }
}

/// The fields of a goal.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    title: Typed,
    why: Typed,
    review: Typed,
}

impl Fields {
    pub(super) fn new(draft: &str, from: Option<&GoalView>) -> Self {
        let of = |read: fn(&GoalView) -> &String| or_blank(from.map(read).cloned());
        Self {
            title: Typed::kept(format!("{draft}-title"), of(|goal| &goal.title)),
            why: Typed::kept(format!("{draft}-why"), of(|goal| &goal.why)),
            review: Typed::chosen(format!("{draft}-review"), of(|goal| &goal.review)),
        }
    }

    pub(super) fn draw(self) -> Vec<View> {
        let line = |id, label, hint, input, typed| field(Field { id, label, hint, input, typed });
        vec![
            line("goal-title", tr("goal-title"), tr("goal-title-hint"), Input::Line, self.title),
            line("goal-why", tr("goal-why"), tr("goal-why-hint"), Input::Area, self.why),
            line("goal-review", tr("goal-review"), tr("goal-review-hint"), Input::Date, self.review),
        ]
    }

    pub(super) fn form(self) -> GoalForm {
        GoalForm { title: self.title.now(), why: self.why.now(), review: self.review.now() }
    }

    pub(super) fn typed(self) -> Vec<Typed> {
        vec![self.title, self.why, self.review]
    }
}

pub(super) fn new_goal() -> View {
    let fields = Fields::new("goal-new", None);
    let set = move || Intent::Horizon(HorizonIntent::SetGoal(fields.form()));
    many(vec![lead(tr("goal-lead")), Form::new(fields.draw(), tr("goal-set"), fields.typed(), set).draw()])
}

pub(super) fn goal(app: AppHandle, id: EntryId) -> View {
    let goal = look(move |open| open.horizon.goals.iter().find(|goal| goal.id == id).cloned());
    let writes = look(|open| matches!(open.bond, Bond::Linked | Bond::Resting));
    many(vec![
        live(move || goal.get().map_or_else(|| para(tr("goal-gone")), |goal| shown(app, &goal, writes.get()))),
        add_step(id, move || writes.get() && goal.get().is_some_and(|goal| goal.standing == GoalState::Open)),
        own_goal(app, id),
    ])
}

fn shown(app: AppHandle, goal: &GoalView, writes: bool) -> View {
    let edited = if goal.edited { vec![tag(tr("tag-edited"))] } else { Vec::new() };
    let mut parts = vec![eyebrow(standing_words(goal), edited), heading(goal.title.clone())];
    if !goal.why.is_empty() {
        parts.push(said(goal.why.clone()));
    }
    if !goal.review.is_empty() {
        parts.push(side_note(tr_args("goal-look-again", &[("day", (&full_day(&goal.review)).into())])));
    }
    if writes && goal.standing == GoalState::Open {
        parts.push(actions(goal_buttons(app, goal)));
    }
    let mut all = vec![leaf(Leaf::Plain, parts)];
    if !goal.milestones.is_empty() {
        let steps = goal.milestones.iter().map(|step| {
            let reached = step.reached.as_ref().map(|day| full_day(day));
            let about = reached
                .map_or_else(|| tr("goal-step-press"), |day| tr_args("goal-step-done", &[("day", (&day).into())]));
            let (id, open) = (step.id, step.reached.is_none() && writes);
            row(Some(if open { "f-open" } else { "f-kept" }), step.title.clone(), about, move || {
                if open {
                    app.send(Intent::Horizon(HorizonIntent::ReachMilestone(id)));
                }
            })
        });
        all.push(section(tr("goal-steps"), vec![rows(steps.collect())]));
    }
    many(all)
}

fn goal_buttons(app: AppHandle, goal: &GoalView) -> Vec<View> {
    let id = goal.id;
    let press = move |what: fn(EntryId) -> HorizonIntent| move || app.send(Intent::Horizon(what(id)));
    let mut buttons = Vec::new();
    if !goal.mine && !goal.shared {
        buttons.push(button(Kind::Primary, tr("goal-mine-too"), press(HorizonIntent::ShareGoal)));
    }
    buttons.push(button(Kind::Plain, tr("goal-we-are-there"), press(HorizonIntent::ReachGoal)));
    buttons
}

fn add_step(goal: EntryId, open: impl Fn() -> bool + 'static) -> View {
    let step = Typed::kept(format!("goal-step-{}", entry_key(goal)), "");
    live(move || {
        if !open() {
            return many(Vec::new());
        }
        let fields = vec![field(Field {
            id: "goal-step",
            label: tr("goal-step"),
            hint: tr("goal-step-hint"),
            input: Input::Line,
            typed: step,
        })];
        let add = move || Intent::Horizon(HorizonIntent::AddMilestone { goal, title: step.now() });
        Form::new(fields, tr("goal-step-add"), vec![step], add).draw()
    })
}

/// Draws the acts of the goal's author.
fn own_goal(app: AppHandle, id: EntryId) -> View {
    let own = look(move |open| {
        let writes = matches!(open.bond, Bond::Linked | Bond::Resting);
        open.horizon.goals.iter().any(|goal| goal.id == id && goal.mine && goal.standing == GoalState::Open && writes)
    });
    live(move || {
        if !own.get() {
            return many(Vec::new());
        }
        let Some(goal) = glance(|open| open.horizon.goals.iter().find(|goal| goal.id == id).cloned()) else {
            return many(Vec::new());
        };
        let fields = Fields::new(&format!("goal-{}", entry_key(id)), Some(&goal));
        let change = move || Intent::Horizon(HorizonIntent::ChangeGoal(id, fields.form()));
        let question = Question {
            open: (Kind::Quiet, tr("goal-end")),
            title: tr("goal-end-ask"),
            words: tr("goal-end-words"),
            yes: tr("goal-end-yes"),
        };
        many(vec![
            details(tr("goal-change"), vec![Form::new(fields.draw(), tr("goal-keep"), Vec::new(), change).draw()]),
            confirm(question, move || app.send(Intent::Horizon(HorizonIntent::EndGoal(id)))),
        ])
    })
}
