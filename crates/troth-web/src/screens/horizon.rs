//! Small victories and what has grown, the look-back, the vessel at full size, and endings.

use sycamore::prelude::*;
use troth_app::view::{Bond, NotedView, StoryLineView, SuggestionView, VictoryView};
use troth_app::{Detail, HorizonIntent, Intent, QuietMoment};

use super::look::{look, partner};
use super::story::story_line;
use crate::components::{
    Field, Form, Input, Kind, LEAVES_AT_ONCE, Leaf, Typed, actions, button, empty_state, eyebrow, field, heading,
    in_pieces, lead, leaf, live, many, para, row, rows, said, section, side_note, tag, vessel,
};
use crate::messages::{full_day, month, previous_month, tr, tr_args, tr_message};
use crate::shell::AppHandle;

pub(super) fn victories(app: AppHandle) -> View {
    let won = look(|open| open.horizon.victories.clone());
    let facts = look(|open| open.horizon.suggested.clone());
    let grown = look(|open| open.horizon.growth.clone());
    let writes = look(|open| matches!(open.bond, Bond::Linked | Bond::Resting));
    many(vec![
        lead(tr("victories-lead")),
        live(move || {
            let facts = facts.get();
            if facts.is_empty() || !writes.get() {
                return many(Vec::new());
            }
            section(tr("victories-suggested"), facts.iter().map(|fact| suggestion(app, fact)).collect())
        }),
        live(move || {
            let won = won.get();
            if won.is_empty() {
                return side_note(tr("victories-empty"));
            }
            let writes = writes.get();
            let leaves = move |piece: &[VictoryView]| {
                many(piece.iter().map(|victory| victory_leaf(app, victory, writes)).collect())
            };
            section(tr("victories-so-far"), vec![in_pieces(won, LEAVES_AT_ONCE, leaves)])
        }),
        live(move || {
            let grown = grown.get();
            if grown.is_empty() {
                return many(Vec::new());
            }
            let leaves = |piece: &[NotedView]| many(piece.iter().map(noted).collect());
            section(tr("growth-so-far"), vec![in_pieces(grown, LEAVES_AT_ONCE, leaves)])
        }),
        live(move || if writes.get() { many(vec![add_victory(), add_growth()]) } else { many(Vec::new()) }),
    ])
}

/// Draws a fact that could be a small victory, with its evidence (care 26).
fn suggestion(app: AppHandle, one: &SuggestionView) -> View {
    let (fact, title) = (one.fact, tr_message(&one.title));
    let words = title.clone();
    let add = move || {
        let title = words.clone();
        app.send(Intent::Horizon(HorizonIntent::AddVictory { title, fact: Some(fact) }));
    };
    let away = move || app.send(Intent::Horizon(HorizonIntent::PutAway(fact)));
    let buttons = vec![button(Kind::Plain, tr("victory-yes"), add), button(Kind::Quiet, tr("victory-put-away"), away)];
    leaf(Leaf::Quiet, vec![heading(title), para(tr_message(&one.because)), actions(buttons)])
}

fn add_victory() -> View {
    let title = Typed::kept("victory-new", "");
    let label = tr("victory-label");
    let fields =
        vec![field(Field { id: "victory", label, hint: tr("victory-hint"), input: Input::Line, typed: title })];
    let add = move || Intent::Horizon(HorizonIntent::AddVictory { title: title.now(), fact: None });
    Form::new(fields, tr("victory-add"), vec![title], add).draw()
}

fn add_growth() -> View {
    let words = Typed::kept("growth-new", "");
    let label = tr("growth-label");
    let fields = vec![field(Field { id: "growth", label, hint: tr("growth-hint"), input: Input::Area, typed: words })];
    let add = move || Intent::Horizon(HorizonIntent::NoteGrowth { words: words.now() });
    crate::components::details(tr("growth-title"), vec![Form::new(fields, tr("growth-add"), vec![words], add).draw()])
}

fn victory_leaf(app: AppHandle, victory: &VictoryView, writes: bool) -> View {
    let glad = if victory.celebrated { vec![tag(tr("victory-of-both"))] } else { Vec::new() };
    let by = if victory.mine { tr("by-you") } else { partner() };
    let when = format!("{} · {by}", full_day(&victory.date));
    let mut parts = vec![eyebrow(when, glad), heading(victory.title.clone())];
    if writes && !victory.mine && !victory.celebrated {
        let id = victory.id;
        let glad = move || app.send(Intent::Horizon(HorizonIntent::Celebrate(id)));
        parts.push(actions(vec![button(Kind::Plain, tr("victory-glad"), glad)]));
    }
    leaf(Leaf::Plain, parts)
}

fn noted(noted: &NotedView) -> View {
    let by = if noted.mine { tr("by-you") } else { partner() };
    leaf(Leaf::Quiet, vec![eyebrow(format!("{} · {by}", full_day(&noted.date)), Vec::new()), said(noted.words.clone())])
}

pub(super) fn look_back(app: AppHandle, of: String) -> View {
    let back = look(|open| open.horizon.look_back.clone());
    let earlier = previous_month(&of);
    let before =
        button(Kind::Quiet, tr_args("look-back-earlier", &[("month", (&month(&earlier)).into())]), move || {
            app.send(Intent::Show(Detail::LookBack(earlier.clone())));
        });
    many(vec![
        lead(tr_args("look-back-lead", &[("month", (&month(&of)).into())])),
        live(move || {
            let Some(back) = back.get() else { return many(Vec::new()) };
            let parts = [
                (tr("look-back-kept"), back.kept),
                (tr("look-back-said"), back.said),
                (tr("look-back-grew"), back.grew),
                (tr("look-back-hurt"), back.hurt),
            ];
            if parts.iter().all(|(_, lines)| lines.is_empty()) {
                return empty_state("d-page", tr("look-back-empty-title"), tr("look-back-empty-words"), Vec::new());
            }
            let mut all: Vec<View> = parts.into_iter().map(|(title, lines)| part(app, title, &lines)).collect();
            let read = Detail::Moment(QuietMoment::MonthRead, Box::new(Detail::LookBack(of.clone())));
            let done = button(Kind::Plain, tr("look-back-done"), move || app.send(Intent::Show(read.clone())));
            all.push(actions(vec![done]));
            many(all)
        }),
        actions(vec![before]),
    ])
}

fn part(app: AppHandle, title: String, lines: &[StoryLineView]) -> View {
    if lines.is_empty() {
        return many(Vec::new());
    }
    section(title, lines.iter().map(|line| story_line(app, line)).collect())
}

pub(super) fn vessel_large() -> View {
    let shown = look(|open| open.horizon.vessel.clone());
    many(vec![live(move || shown.with(vessel)), para(tr("vessel-meaning")), side_note(tr("vessel-note"))])
}

pub(super) fn endings(app: AppHandle) -> View {
    let bond = look(|open| Some(open.bond));
    let letters = look(|open| open.horizon.letters.clone());
    many(vec![
        lead(tr("endings-lead")),
        live(move || match bond.get() {
            Some(Bond::Linked | Bond::Resting) => many(vec![
                finishing(),
                rows(vec![
                    row(Some("i-rest"), tr("endings-rest"), tr("endings-rest-about"), move || {
                        app.send(Intent::Show(Detail::Rest));
                    }),
                    row(None, tr("endings-part"), tr("endings-part-about"), move || {
                        app.send(Intent::Show(Detail::Unlink))
                    }),
                ]),
            ]),
            _ => many(Vec::new()),
        }),
        live(move || {
            let letters = letters.get();
            if letters.is_empty() {
                return many(Vec::new());
            }
            section(tr("letters-title"), letters.iter().map(noted).collect())
        }),
    ])
}

/// Draws the form for a closing letter.
fn finishing() -> View {
    let words = Typed::kept("letter", "");
    let label = tr("letter-label");
    let fields = vec![field(Field { id: "letter", label, hint: tr("letter-hint"), input: Input::Area, typed: words })];
    let write = move || Intent::Horizon(HorizonIntent::WriteLetter { words: words.now() });
    section(
        tr("endings-finish"),
        vec![para(tr("endings-finish-words")), Form::new(fields, tr("letter-write"), vec![words], write).draw()],
    )
}
