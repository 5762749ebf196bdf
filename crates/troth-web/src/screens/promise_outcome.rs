//! One occurrence of a promise: what was said about it, and the forms to say it.

use sycamore::prelude::*;
use troth_app::view::{OccurrenceView, OutcomeView, RearrangedView};
use troth_app::{Detail, EntryId, Intent, OutcomeForm, PromiseIntent, ReceiverWord};

use super::look::{entry_key, glance, partner};
use crate::components::{
    Choice, Field, Form, Input, Kind, Leaf, Typed, actions, button, eyebrow, field, heading, leaf, live, many,
    opened_part, or_blank, outcome_words, para, radios, said, side_note, tag,
};
use crate::messages::{relative_day, tr, tr_args};
use crate::shell::AppHandle;

/// The open form on the page, with its date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// How it went.
    Outcome(String),
    /// "I saw it differently."
    Different(String),
}

/// Tells whether an occurrence has more to show than its fact in the calendar.
pub(super) fn speaks(fact: &OccurrenceView) -> bool {
    let words = !fact.note.is_empty() || fact.saw_differently.is_some() || fact.rearranged.is_some();
    let of_the_receiver = fact.receiver_told.is_some() || !fact.receiver_may_say.is_empty();
    words || of_the_receiver || fact.can_answer || fact.can_rearrange || fact.can_differ
}

/// Draws an occurrence, with its open form.
pub(super) fn occurrence_leaf(
    app: AppHandle,
    promise: EntryId,
    mine: bool,
    fact: OccurrenceView,
    open: Signal<Option<Open>>,
) -> View {
    let mut parts = facts(mine, &fact);
    if let Some(rearranged) = &fact.rearranged {
        parts.push(alternative(app, rearranged));
    }
    if !fact.receiver_may_say.is_empty() {
        parts.push(receivers_place(app, promise, &fact));
    }
    if fact.outcome == OutcomeView::Missed && fact.is_lately {
        parts.push(ways_on(app, mine));
    }
    let (outcome, different) = (Open::Outcome(fact.due.clone()), Open::Different(fact.due.clone()));
    parts.push(live(move || match open.get_clone() {
        Some(form) if form == outcome => outcome_form(promise, &fact, open),
        Some(form) if form == different => different_form(promise, &fact, open),
        _ => openers(&fact, open),
    }));
    leaf(Leaf::Quiet, parts)
}

fn facts(mine: bool, fact: &OccurrenceView) -> Vec<View> {
    let today = glance(|open| open.today.clone());
    let mut tags = vec![tag(outcome_words(fact.outcome))];
    if fact.edited {
        tags.push(tag(tr("tag-edited")));
    }
    let mut parts = vec![eyebrow(relative_day(&fact.due, &today), tags)];
    if !fact.note.is_empty() {
        parts.push(said(fact.note.clone()));
    }
    if let Some(words) = &fact.saw_differently {
        let who = if mine {
            tr_args("outcome-partner-differs", &[("partner", (&partner()).into())])
        } else {
            tr("outcome-you-differ")
        };
        parts.extend([side_note(who), said(words.clone())]);
    }
    if let Some(word) = fact.receiver_told {
        parts.push(side_note(receivers_word(word, mine)));
    }
    parts
}

fn receivers_word(word: ReceiverWord, mine: bool) -> String {
    let id = match (word, mine) {
        (ReceiverWord::Happened, false) => "receiver-you-happened",
        (ReceiverWord::Happened, true) => "receiver-they-happened",
        (ReceiverWord::DidNot, false) => "receiver-you-did-not",
        (ReceiverWord::DidNot, true) => "receiver-they-did-not",
        (ReceiverWord::DoesNotKnow | ReceiverWord::TakenBack, false) => "receiver-you-unknown",
        (ReceiverWord::DoesNotKnow | ReceiverWord::TakenBack, true) => "receiver-they-unknown",
    };
    tr_args(id, &[("partner", (&partner()).into())])
}

/// Draws what the receiver can say beside the maker's own place. Nothing is chosen, and nothing has to be said.
fn receivers_place(app: AppHandle, promise: EntryId, fact: &OccurrenceView) -> View {
    let is_told = fact.outcome != OutcomeView::NoWordYet;
    let one = |word: ReceiverWord| {
        let due = fact.due.clone();
        let label = match word {
            ReceiverWord::Happened if is_told => tr("receiver-saw-too"),
            ReceiverWord::Happened => tr("receiver-happened"),
            ReceiverWord::DidNot => tr("receiver-did-not"),
            ReceiverWord::DoesNotKnow => tr("receiver-unknown"),
            ReceiverWord::TakenBack => tr("receiver-back"),
        };
        let kind = if word == ReceiverWord::TakenBack { Kind::Quiet } else { Kind::Plain };
        button(kind, label, move || {
            app.send(Intent::Promise(PromiseIntent::TellAsReceiver { promise, due: due.clone(), word }));
        })
    };
    let mut parts = Vec::new();
    if !is_told && fact.receiver_told.is_none() {
        parts.push(para(tr_args("receiver-ask", &[("partner", (&partner()).into())])));
    }
    parts.push(actions(fact.receiver_may_say.iter().map(|word| one(*word)).collect()));
    many(parts)
}

/// Draws two ways on after a promise was missed. Both are free, and neither is asked for.
fn ways_on(app: AppHandle, mine: bool) -> View {
    let way = |label, detail: Detail| button(Kind::Plain, label, move || app.send(Intent::Show(detail.clone())));
    let ways = if mine {
        vec![way(tr("missed-smaller"), Detail::NewPromise), way(tr("missed-write"), Detail::NewPage)]
    } else {
        vec![way(tr("missed-talk"), Detail::NewDialogue), way(tr("missed-write-received"), Detail::NewPage)]
    };
    many(vec![side_note(tr("missed-ways")), actions(ways)])
}

fn alternative(app: AppHandle, rearranged: &RearrangedView) -> View {
    let today = glance(|open| open.today.clone());
    let id = rearranged.id;
    let to = relative_day(&rearranged.to, &today);
    let words = match rearranged.accepted {
        None => tr_args("alternative-open", &[("day", (&to).into())]),
        Some(true) => tr_args("alternative-accepted", &[("day", (&to).into())]),
        Some(false) => tr_args("alternative-declined", &[("day", (&to).into())]),
    };
    let mut parts = vec![para(words)];
    if rearranged.mine_to_answer {
        let accept = button(Kind::Primary, tr("alternative-accept"), move || {
            app.send(Intent::Promise(PromiseIntent::AcceptAlternative(id)));
        });
        let decline = button(Kind::Plain, tr("alternative-decline"), move || {
            app.send(Intent::Promise(PromiseIntent::DeclineAlternative(id)));
        });
        parts.push(actions(vec![accept, decline]));
    }
    many(parts)
}

fn openers(fact: &OccurrenceView, open: Signal<Option<Open>>) -> View {
    let mut buttons = Vec::new();
    if fact.can_answer || fact.can_rearrange {
        let label = if is_to_tell(fact) { tr("outcome-say") } else { tr("outcome-rearrange") };
        let due = fact.due.clone();
        buttons.push(button(Kind::Plain, label, move || open.set(Some(Open::Outcome(due.clone())))));
    }
    if fact.can_differ {
        let due = fact.due.clone();
        buttons.push(button(Kind::Quiet, tr("outcome-differ"), move || open.set(Some(Open::Different(due.clone())))));
    }
    if buttons.is_empty() { many(buttons) } else { actions(buttons) }
}

/// Tells whether its day has come. Before that it may be kept already, and more often needs another day.
fn is_to_tell(fact: &OccurrenceView) -> bool {
    fact.can_answer && fact.outcome != OutcomeView::Ahead
}

fn outcome_form(promise: EntryId, fact: &OccurrenceView, open: Signal<Option<Open>>) -> View {
    let due = fact.due.clone();
    let name = format!("outcome-{}-{due}", entry_key(promise));
    let (how, date) = (outcome_chosen(&name, fact), Typed::chosen(format!("{name}-date"), ""));
    let note = Typed::kept(name, fact.note.clone());
    let parts = vec![
        heading(tr("outcome-question")),
        radios("outcome", tr("outcome-legend"), outcome_choices(fact), how),
        live(move || if how.is("rearranged") { date_field(date) } else { many(Vec::new()) }),
        live(move || if how.is("kept") || how.is("") { many(Vec::new()) } else { note_field(note) }),
    ];
    let intent = move || {
        let (note, date) = (note.now(), date.now());
        let how = match &*how.now() {
            "partly" => OutcomeForm::PartlyKept { note },
            "missed" => OutcomeForm::Missed { note },
            "rearranged" => OutcomeForm::Rearranged { date, note },
            "kept" => OutcomeForm::Kept,
            _ => OutcomeForm::Unchosen,
        };
        Intent::Promise(PromiseIntent::Outcome { promise, due: due.clone(), how })
    };
    opened_form(Form::new(parts, tr("outcome-send"), vec![note, how, date], intent), open)
}

/// Returns the choice, as long as it is offered: after its day a promise cannot be moved any more. How it went is never
/// chosen for anybody; before its day the only way that is meant stands ready.
fn outcome_chosen(name: &str, fact: &OccurrenceView) -> Typed {
    let start = if is_to_tell(fact) { "" } else { "rearranged" };
    let offered: Vec<_> = outcome_choices(fact).iter().map(|choice| choice.value).collect();
    Typed::chosen(format!("{name}-how"), start).one_of(&offered, start)
}

fn outcome_choices(fact: &OccurrenceView) -> Vec<Choice<&'static str>> {
    let choice = |value, label, about, shape| Choice { value, label, about, shape: Some(shape) };
    let mut choices = Vec::new();
    if fact.can_answer {
        choices.push(choice("kept", tr("outcome-kept"), String::new(), "f-kept"));
        choices.push(choice("partly", tr("outcome-partly"), String::new(), "f-partly"));
    }
    if fact.can_rearrange {
        choices.push(choice("rearranged", tr("outcome-rearranged"), tr("outcome-rearranged-about"), "f-rearranged"));
    }
    if fact.can_answer {
        choices.push(choice("missed", tr("outcome-missed"), tr("outcome-missed-about"), "f-missed"));
    }
    choices
}

fn date_field(typed: Typed) -> View {
    field(Field {
        id: "alternative-date",
        label: tr("alternative-date"),
        hint: String::new(),
        input: Input::Date,
        typed,
    })
}

fn note_field(typed: Typed) -> View {
    field(Field {
        id: "outcome-note",
        label: tr("outcome-note"),
        hint: tr("outcome-note-hint"),
        input: Input::Area,
        typed,
    })
}

fn different_form(promise: EntryId, fact: &OccurrenceView, open: Signal<Option<Open>>) -> View {
    let due = fact.due.clone();
    let words = Typed::kept(format!("differ-{}-{due}", entry_key(promise)), or_blank(fact.saw_differently.clone()));
    let parts = vec![
        heading(tr("differ-title")),
        para(tr("differ-words")),
        field(Field { id: "differ", label: tr("differ-label"), hint: String::new(), input: Input::Area, typed: words }),
    ];
    let intent =
        move || Intent::Promise(PromiseIntent::SawDifferently { promise, due: due.clone(), words: words.now() });
    opened_form(Form::new(parts, tr("differ-send"), vec![words], intent), open)
}

fn opened_form(form: Form, open: Signal<Option<Open>>) -> View {
    let close = button(Kind::Plain, tr("form-close"), move || open.set(None));
    let taken = move || {
        if open.is_alive() {
            open.set(None);
        }
    };
    opened_part(vec![form.beside(vec![close]).then(taken).draw()])
}
