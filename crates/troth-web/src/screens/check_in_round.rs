//! One round: answering it, waiting for it without any hint about the partner (care 13), and reading it side by side.

use sycamore::prelude::*;
use sycamore::web::tags;
use troth_app::view::{AnswersView, Bond, QuestionsKind, RoundPhase, RoundView};
use troth_app::{CheckInIntent, Detail, Intent};

use super::check_ins::sealed_words;
use super::look::{glance, look, partner};
use crate::components::{
    Field, Form, Input, Kind, Part, Typed, actions, both_sides, button, details, drawing, empty_state, field, heading,
    lead, live, many, para, said, section, side_note,
};
use crate::messages::{full_day, moment, tr, tr_args};
use crate::shell::AppHandle;

/// The place of the question about a wish, in both sets of questions.
const WISH: usize = 2;

pub(super) fn round(app: AppHandle, key: String) -> View {
    let shown = look(move |open| {
        let mut all = open.check_ins.current.iter().chain(&open.check_ins.opened);
        all.find(|round| round.key == key).cloned()
    });
    // While answering, only the phase counts: arriving news does not redraw the form.
    let phase = Part::new(move || shown.get().map(|round| round.phase));
    live(move || match phase.get() {
        None => para(tr("round-gone")),
        Some(RoundPhase::ToAnswer) => {
            shown.get_untracked().map_or_else(|| many(Vec::new()), |round| answer_form(app, &round))
        }
        Some(RoundPhase::Sealed) => follow(shown, sealed),
        Some(RoundPhase::Opened) => live(move || {
            shown.get().map_or_else(|| many(Vec::new()), |round| many(vec![opened(&round), next_acts(app, &round)]))
        }),
        Some(RoundPhase::Ended) => follow(shown, ended),
    })
}

fn follow(shown: Part<Option<RoundView>>, draw: fn(&RoundView) -> View) -> View {
    live(move || shown.get().map_or_else(|| many(Vec::new()), |round| draw(&round)))
}

fn questions(kind: QuestionsKind) -> [String; 3] {
    match kind {
        QuestionsKind::Daily => [tr("question-daily-how"), tr("question-daily-noticed"), tr("question-daily-need")],
        QuestionsKind::Weekly => [tr("question-weekly-well"), tr("question-weekly-hard"), tr("question-weekly-wish")],
    }
}

fn answer_form(app: AppHandle, round: &RoundView) -> View {
    let answers: [Typed; 3] = [0, 1, 2].map(|place| Typed::kept(format!("round-{}-{place}", round.key), ""));
    let ids = ["answer-first", "answer-second", "answer-third"];
    let ask = |((id, label), typed)| field(Field { id, label, hint: String::new(), input: Input::Area, typed });
    let parts = ids.into_iter().zip(questions(round.questions)).zip(answers).map(ask).collect();
    let key = round.key.clone();
    let seal = move || {
        let answers = answers.map(Typed::now).to_vec();
        Intent::CheckIn(CheckInIntent::Answer { round: key.clone(), answers })
    };
    let later = button(Kind::Quiet, tr("round-later"), move || app.send(Intent::Back));
    let form = Form::new(parts, tr("round-seal"), answers.to_vec(), seal).beside(vec![later]);
    many(vec![lead(tr("round-lead")), form.draw(), side_note(seal_note(round))])
}

/// What shows of an answer, and when.
fn seal_note(round: &RoundView) -> String {
    round.until.as_ref().map_or_else(
        || tr("round-seal-note-now"),
        |(day, time)| tr_args("round-seal-note", &[("until", (&moment(day, time)).into())]),
    )
}

fn sealed(round: &RoundView) -> View {
    let words = sealed_words(round, ["round-sealed", "round-sealed-now"]);
    let letter = (drawing("d-letter"), heading(full_day(&round.date)), para(words));
    many(vec![tags::div().class("sealed").children(letter).into(), own_words(round)])
}

fn ended(round: &RoundView) -> View {
    many(vec![empty_state("d-letter", full_day(&round.date), tr("round-ended"), Vec::new()), own_words(round)])
}

/// Draws the person's own answers, which stay readable to them.
fn own_words(round: &RoundView) -> View {
    let Some(mine) = &round.mine else { return many(Vec::new()) };
    let mut parts = Vec::new();
    for (question, answer) in questions(round.questions).into_iter().zip(&mine.lines) {
        parts.extend([heading(question), answer_words(answer)]);
    }
    details(tr("round-own-words"), parts)
}

fn answer_words(answer: &str) -> View {
    if answer.is_empty() { side_note(tr("round-nothing-said")) } else { said(answer.to_owned()) }
}

/// Draws one gentle act for each side: a thank-you for what the other wrote, and a promise out of what they wish for.
/// Neither is asked for.
fn next_acts(app: AppHandle, round: &RoundView) -> View {
    let said = |answers: &Option<AnswersView>, place: usize| {
        answers.as_ref().and_then(|answers| answers.lines.get(place)).is_some_and(|line| !line.is_empty())
    };
    let open = |label, detail: Detail| button(Kind::Plain, label, move || app.send(Intent::Show(detail.clone())));
    let mut acts = Vec::new();
    if [0, 1].into_iter().any(|place| said(&round.theirs, place)) {
        acts.push(open(tr("round-thank"), Detail::Closeness));
    }
    if said(&round.theirs, WISH) {
        acts.push(open(tr("round-promise"), Detail::NewPromise));
    }
    let writes = glance(|open| matches!(open.bond, Bond::Linked | Bond::Resting));
    if acts.is_empty() || !writes {
        return many(Vec::new());
    }
    section(tr("round-next"), vec![side_note(tr("round-next-note")), actions(acts)])
}

fn opened(round: &RoundView) -> View {
    let mut parts = vec![lead(full_day(&round.date))];
    for (place, question) in questions(round.questions).into_iter().enumerate() {
        let side = |who: String, answers: &Option<AnswersView>| {
            let line = answers.as_ref().and_then(|answers| answers.lines.get(place)).map_or("", String::as_str);
            (who, answer_words(line))
        };
        let both = both_sides([side(tr("round-you"), &round.mine), side(partner(), &round.theirs)]);
        parts.push(section(question, vec![both]));
    }
    many(parts)
}
