//! One breach: both views side by side, questions with the wanted detail, and answers.

use sycamore::prelude::*;
use troth_app::view::{
    AnsweredView, BREACH_KINDS, Bond, BreachView, HelpState, QuestionView, SaidView, WANTED_DETAILS,
};
use troth_app::{BreachAnswer, BreachForm, BreachIntent, Detail, EntryId, Intent, MirroredText};

use super::breaches::{Fields, about, kind_name, responsible};
use super::look::{entry_key, glance, look, partner};
use crate::components::{
    Field, Form, Input, Kind, Leaf, Question, Typed, actions, both_sides, button, confirm, details, eyebrow, field,
    heading, keyed, leaf, live, many, mirror, or_blank, para, said, section, select, select_unchosen, side_note, tag,
};
use crate::messages::{full_day, tr, tr_args};
use crate::shell::AppHandle;

/// What this person may do here. It changes seldom, and only then are the forms redrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Role {
    namer: bool,
    responsible: bool,
}

pub(super) fn breach(app: AppHandle, id: EntryId) -> View {
    let shown = look(move |open| find(&open.breaches, id));
    let role = look(move |open| {
        let writes = matches!(open.bond, Bond::Linked | Bond::Resting);
        let breach = find(&open.breaches, id).filter(|breach| writes && !breach.taken_back)?;
        Some(Role { namer: breach.mine, responsible: breach.responsible })
    });
    let questions = look(move |open| {
        // A breach that is not here any more asks nothing.
        let questions = find(&open.breaches, id).into_iter().flat_map(|breach| breach.questions);
        questions.map(|one| entry_key(one.id)).collect::<Vec<_>>()
    });
    many(vec![
        live(move || shown.get().map_or_else(|| para(tr("breach-gone")), |breach| both(&breach))),
        live(move || match (role.get(), shown.get()) {
            (Some(Role { namer: false, .. }), Some(breach)) => to_answer(app, &breach),
            _ => many(Vec::new()),
        }),
        live(move || role.get().map_or_else(|| many(Vec::new()), |role| own_words(app, id, role))),
        live(
            move || {
                if questions.get().is_empty() { many(Vec::new()) } else { section(tr("questions-title"), Vec::new()) }
            },
        ),
        keyed(move || questions.get(), move |key| question(app, id, key, role.get_untracked())),
        live(move || role.get().filter(|role| !role.responsible).map_or_else(|| many(Vec::new()), |_| park(id))),
    ])
}

fn find(all: &[BreachView], id: EntryId) -> Option<BreachView> {
    all.iter().find(|breach| breach.id == id).cloned()
}

fn both(breach: &BreachView) -> View {
    let mut tags = vec![tag(responsible(breach))];
    if breach.edited {
        tags.push(tag(tr("tag-edited")));
    }
    if breach.taken_back {
        tags.push(tag(tr("breach-is-taken-back")));
    }
    let named = if breach.words.is_empty() { side_note(tr("breach-no-words")) } else { said(breach.words.clone()) };
    let otherwise = breach.otherwise.as_ref().map_or_else(|| side_note(tr("breach-not-otherwise")), words_of);
    let (you, other) = (tr("round-you"), partner());
    let (first, second) = if breach.mine { (you, other) } else { (other, you) };
    let mut parts = vec![
        leaf(Leaf::Plain, vec![eyebrow(about(breach), tags), heading(breach.title.clone())]),
        both_sides([(first, named), (second, otherwise)]),
    ];
    if let Some(answer) = &breach.answer {
        parts.push(answered(breach, answer));
    }
    if let Some(latest) = breach.earlier.first() {
        parts.push(side_note(tr_args("breach-reworded-on", &[("day", (&full_day(&latest.date)).into())])));
        let earlier = breach.earlier.iter().map(|words| leaf(Leaf::Quiet, vec![said(words.words.clone())]));
        parts.push(details(tr("breach-earlier"), earlier.collect()));
    }
    for complete in &breach.completed {
        let day = full_day(&complete.date);
        let mut told = vec![eyebrow(tr_args("breach-complete-on", &[("day", (&day).into())]), Vec::new())];
        if !complete.words.is_empty() {
            told.push(said(complete.words.clone()));
        }
        parts.push(leaf(Leaf::Quiet, told));
    }
    many(parts)
}

/// Draws what the partner who did not name it answered.
fn answered(breach: &BreachView, given: &AnsweredView) -> View {
    let id = match (given.answer, breach.mine) {
        (BreachAnswer::Yes, false) => "breach-you-said-yes",
        (BreachAnswer::Yes, true) => "breach-they-said-yes",
        (BreachAnswer::NeedsTime | BreachAnswer::TakenBack, false) => "breach-you-need-time",
        (BreachAnswer::NeedsTime | BreachAnswer::TakenBack, true) => "breach-they-need-time",
    };
    let day = full_day(&given.date);
    let mut parts = vec![para(tr_args(id, &[("partner", (&partner()).into()), ("day", (&day).into())]))];
    if given.to_earlier_words {
        parts.push(side_note(tr("breach-answer-earlier")));
    }
    leaf(Leaf::Quiet, parts)
}

/// Draws the answers of the partner who did not name it. None is chosen to begin with, and no answer is owed.
fn to_answer(app: AppHandle, breach: &BreachView) -> View {
    let (id, wording) = (breach.id, breach.wording);
    let press = move |kind, label, answer| {
        let intent = BreachIntent::Respond { breach: id, wording, answer };
        button(kind, label, move || app.send(Intent::Breach(intent.clone())))
    };
    let stands = breach.answer.as_ref().filter(|given| !given.to_earlier_words).map(|given| given.answer);
    let mut buttons = Vec::new();
    if stands != Some(BreachAnswer::Yes) {
        buttons.push(press(Kind::Plain, tr("breach-answer-yes"), BreachAnswer::Yes));
    }
    if stands.is_none() {
        buttons.push(press(Kind::Plain, tr("breach-answer-time"), BreachAnswer::NeedsTime));
    }
    let mut parts = Vec::new();
    if stands == Some(BreachAnswer::Yes) && breach.responsible {
        let about = move || app.send(Intent::Show(Detail::StatementAbout(id)));
        parts.push(para(tr("breach-yes-next")));
        parts.push(actions(vec![button(Kind::Primary, tr("breach-take-responsibility"), about)]));
    }
    if stands.is_none() {
        parts.push(heading(tr("breach-answer-title")));
        parts.push(side_note(tr_args("breach-answer-note", &[("partner", (&partner()).into())])));
    }
    if breach.answer.is_some() {
        buttons.push(press(Kind::Quiet, tr("breach-answer-back"), BreachAnswer::TakenBack));
    }
    parts.push(actions(buttons));
    leaf(Leaf::Plain, parts)
}

fn words_of(words: &SaidView) -> View {
    let mut parts = vec![said(words.words.clone())];
    if words.edited {
        parts.push(tag(tr("tag-edited")));
    }
    many(parts)
}

/// Draws what the person may add in their own words.
fn own_words(app: AppHandle, id: EntryId, role: Role) -> View {
    let mut parts = Vec::new();
    if role.namer {
        parts.push(details(tr("breach-reword"), vec![reword(app, id)]));
    } else {
        parts.push(details(tr("breach-otherwise"), vec![otherwise(id, role)]));
    }
    if role.responsible {
        parts.push(details(tr("breach-complete"), vec![complete(id)]));
    }
    many(parts)
}

fn reword(app: AppHandle, id: EntryId) -> View {
    let Some(breach) = glance(move |open| find(&open.breaches, id)) else { return many(Vec::new()) };
    let fields = Fields::new(&format!("breach-{}", entry_key(id)), Some(&breach));
    let kind = Typed::chosen(format!("breach-{}-kind", entry_key(id)), breach.kind);
    let kinds = BREACH_KINDS.map(|kind| (kind, kind_name(kind))).to_vec();
    let mut parts = fields.draw();
    parts.push(select("breach-kind", tr("breach-kind"), kinds, kind));
    let send = move || Intent::Breach(BreachIntent::Reword(id, BreachForm { kind: kind.now(), ..fields.form() }));
    let question = Question {
        open: (Kind::Quiet, tr("breach-take-back")),
        title: tr("breach-take-back-ask"),
        words: tr("breach-take-back-words"),
        yes: tr("breach-take-back-yes"),
    };
    let back = confirm(question, move || app.send(Intent::Breach(BreachIntent::TakeBack(id))));
    many(vec![Form::new(parts, tr("breach-keep"), Vec::new(), send).draw(), back])
}

fn area(id: &'static str, label: String, hint: String, typed: Typed) -> View {
    field(Field { id, label, hint, input: Input::Area, typed })
}

fn otherwise(id: EntryId, role: Role) -> View {
    let before = or_blank(glance(move |open| find(&open.breaches, id)?.otherwise).map(|said| said.words));
    let words = Typed::kept(format!("otherwise-{}", entry_key(id)), before);
    // Who was hurt may say what the other did.
    let mirrored = if role.responsible { MirroredText::Reply } else { MirroredText::Turn };
    let label = tr("breach-otherwise-label");
    let fields = vec![area("otherwise", label, tr("breach-otherwise-hint"), words), mirror(words, mirrored)];
    let send = move || Intent::Breach(BreachIntent::SeeOtherwise { breach: id, words: words.now() });
    Form::new(fields, tr("breach-otherwise-share"), vec![words], send).draw()
}

fn complete(id: EntryId) -> View {
    let words = Typed::kept(format!("complete-{}", entry_key(id)), "");
    let fields = vec![
        para(tr("breach-complete-words")),
        area("complete", tr("breach-complete-label"), tr("breach-complete-hint"), words),
    ];
    let send = move || Intent::Breach(BreachIntent::SayComplete { breach: id, words: words.now() });
    Form::new(fields, tr("breach-complete-say"), vec![words], send).draw()
}

/// The words for how much somebody wants to know.
pub(super) fn wanted(detail: &str) -> String {
    match detail {
        "headline" => tr("wanted-headline"),
        "outline" => tr("wanted-outline"),
        "full" => tr("wanted-full"),
        _ => tr("wanted-not-now"),
    }
}

fn park(id: EntryId) -> View {
    let words = Typed::kept(format!("question-{}", entry_key(id)), "");
    let detail = Typed::chosen(format!("question-detail-{}", entry_key(id)), "");
    let details_of = WANTED_DETAILS.map(|detail| (detail, wanted(detail))).to_vec();
    let fields = vec![
        area("question", tr("question-label"), tr("question-hint"), words),
        select_unchosen("question-detail", tr("question-detail"), details_of, detail),
    ];
    let send = move || Intent::Breach(BreachIntent::Park { breach: id, words: words.now(), detail: detail.now() });
    section(
        tr("question-park-title"),
        vec![para(tr("question-park-words")), Form::new(fields, tr("question-park"), vec![detail, words], send).draw()],
    )
}

fn question(app: AppHandle, breach: EntryId, key: String, role: Option<Role>) -> View {
    let shown =
        look(move |open| find(&open.breaches, breach)?.questions.into_iter().find(|one| entry_key(one.id) == key));
    let id = glance_id(&shown.get_untracked());
    many(vec![
        live(move || shown.get().map_or_else(|| many(Vec::new()), |question| question_leaf(app, &question, role))),
        match (role, id) {
            (Some(Role { responsible: true, .. }), Some(id)) => details(tr("question-answer"), vec![answer(id)]),
            _ => many(Vec::new()),
        },
    ])
}

fn glance_id(question: &Option<QuestionView>) -> Option<EntryId> {
    question.as_ref().map(|question| question.id)
}

fn question_leaf(app: AppHandle, question: &QuestionView, role: Option<Role>) -> View {
    let mut parts = vec![eyebrow(wanted(question.detail), Vec::new()), said(question.words.clone())];
    if let Some(answer) = &question.answer {
        parts.push(section(tr("question-answered"), vec![words_of(answer), side_note(full_day(&answer.date))]));
    }
    match &question.help {
        Some((_, HelpState::Agreed)) => parts.push(para(tr("question-help-agreed"))),
        Some((_, HelpState::Open)) if question.answer.is_none() => parts.push(para(tr("question-help-open"))),
        Some((_, HelpState::Declined)) if question.answer.is_none() => parts.push(para(tr("question-help-declined"))),
        _ => {}
    }
    if let Some(role) = role {
        parts.push(actions(question_buttons(app, question, role)));
    }
    leaf(Leaf::Plain, parts)
}

fn question_buttons(app: AppHandle, question: &QuestionView, role: Role) -> Vec<View> {
    let press =
        move |kind, label, intent: BreachIntent| button(kind, label, move || app.send(Intent::Breach(intent.clone())));
    let (id, open) = (question.id, question.answer.is_none());
    if role.responsible {
        let ask = open && !matches!(question.help, Some((_, HelpState::Open | HelpState::Agreed)));
        return if ask {
            vec![press(Kind::Quiet, tr("question-help"), BreachIntent::ProposeHelp(id))]
        } else {
            Vec::new()
        };
    }
    let mut buttons = Vec::new();
    if let Some((proposal, HelpState::Open)) = question.help {
        buttons.push(press(Kind::Plain, tr("question-help-yes"), BreachIntent::AgreeHelp(proposal)));
        buttons.push(press(Kind::Plain, tr("question-help-no"), BreachIntent::DeclineHelp(proposal)));
    }
    if open {
        let other = if question.detail == "not-now" { "headline" } else { "not-now" };
        let label = if other == "not-now" { tr("question-not-now") } else { tr("question-now") };
        buttons.push(press(Kind::Quiet, label, BreachIntent::WantDetail(id, other.to_owned())));
        buttons.push(press(Kind::Quiet, tr("question-back"), BreachIntent::TakeQuestionBack(id)));
    }
    buttons
}

fn answer(id: EntryId) -> View {
    let words = Typed::kept(format!("answer-{}", entry_key(id)), "");
    let label = tr("question-answer-label");
    let fields = vec![area("answer", label, tr("question-answer-hint"), words), mirror(words, MirroredText::Answer)];
    let send = move || Intent::Breach(BreachIntent::Answer { question: id, words: words.now() });
    Form::new(fields, tr("question-answer-share"), vec![words], send).draw()
}
