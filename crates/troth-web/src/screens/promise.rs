//! One promise: its words, the answer it waits for, and what happened.

use sycamore::prelude::*;
use troth_app::view::{OccurrenceView, OfferView, OutcomeView, PromiseStanding, PromiseView, RepeatView, WhoseTurn};
use troth_app::{Detail, EntryId, Intent, PromiseIntent};

use super::dates::dates;
use super::look::{entry_key, look, partner};
use super::promise_form::category_name;
use super::promise_outcome::{Open, occurrence_leaf, speaks};
use super::promises::{repeat_words, standing_tag, vow_of, vow_words};
use crate::components::{
    Kind, Part, Question, actions, button, confirm, details, eyebrow, keyed, live, many, occurrence_facts, para,
    section, side_note, vow,
};
use crate::messages::{full_day, tr, tr_args};
use crate::shell::AppHandle;

/// Facts shown at first: two weeks of a daily promise.
const FACTS_SHOWN: usize = 14;

pub(super) fn promise(app: AppHandle, id: EntryId) -> View {
    let key = entry_key(id);
    let shown = look(move |open| {
        let mut all = open.promises.mine.iter().chain(&open.promises.theirs);
        all.find(|promise| entry_key(promise.id) == key).cloned()
    });
    // The occurrences are a separate part: a form there must survive news about the rest.
    let head = Part::new(move || shown.get().map(|promise| PromiseView { occurrences: Vec::new(), ..promise }));
    let facts = Part::new(move || shown.get().map_or_else(Vec::new, |promise| promise.occurrences));
    let mine = Part::new(move || shown.get().is_some_and(|promise| promise.mine));
    many(vec![
        live(move || head.get().map_or_else(|| para(tr("promise-gone")), |promise| top(app, &promise))),
        happened(app, id, facts, mine),
        live(move || head.get().map_or_else(|| many(Vec::new()), |promise| foot(app, &promise))),
    ])
}

fn top(app: AppHandle, promise: &PromiseView) -> View {
    let author = if promise.mine {
        tr("promise-from-you")
    } else {
        tr_args("promise-from", &[("partner", (&partner()).into())])
    };
    let about = tr_args(
        "promise-about",
        &[
            ("author", (&author).into()),
            ("often", (&repeat_words(promise)).into()),
            ("category", (&category_name(promise.category)).into()),
        ],
    );
    let mut parts = vec![eyebrow(about, standing_tag(promise)), vow_of(promise)];
    if let Some(offer) = &promise.offer {
        parts.push(answers(app, promise, offer));
    }
    many(parts)
}

/// Draws the answers to an offer.
fn answers(app: AppHandle, promise: &PromiseView, offer: &OfferView) -> View {
    let (id, offer_id) = (promise.id, offer.id);
    if offer.turn == WhoseTurn::Theirs {
        let waiting = para(tr_args("promise-offer-waits", &[("partner", (&partner()).into())]));
        let withdraw = button(Kind::Quiet, tr("promise-withdraw"), move || {
            app.send(Intent::Promise(PromiseIntent::Withdraw(offer_id)));
        });
        return many(vec![waiting, actions(vec![withdraw])]);
    }
    let accept =
        button(Kind::Primary, tr("promise-accept"), move || app.send(Intent::Promise(PromiseIntent::Accept(offer_id))));
    let change = button(Kind::Plain, tr("promise-counter"), move || app.send(Intent::Show(Detail::CounterPromise(id))));
    let decline =
        button(Kind::Quiet, tr("promise-decline"), move || app.send(Intent::Promise(PromiseIntent::Decline(offer_id))));
    many(vec![side_note(tr("promise-answer-note")), actions(vec![accept, change, decline])])
}

fn happened(app: AppHandle, id: EntryId, facts: Part<Vec<OccurrenceView>>, mine: Part<bool>) -> View {
    let all = create_signal(false);
    let calendar = live(move || {
        let facts = facts.get();
        if facts.is_empty() {
            return many(Vec::new());
        }
        let shown = if all.get() { facts.len() } else { FACTS_SHOWN };
        let more = (facts.len() > shown)
            .then(|| actions(vec![button(Kind::Quiet, tr("promise-all-facts"), move || all.set(true))]));
        let rested = facts.iter().take(shown).any(|fact| fact.outcome == OutcomeView::Rested);
        let rested = rested.then(|| side_note(tr("outcome-rested-note")));
        let parts = [Some(occurrence_facts(&facts, shown)), rested, more];
        section(tr("promise-happened"), parts.into_iter().flatten().collect())
    });
    let open = create_signal(None::<Open>);
    let keys = move || facts.get().iter().filter(|fact| speaks(fact)).map(|fact| fact.due.clone()).collect();
    let one = move |due: String| {
        let fact = Part::new(move || facts.get().into_iter().find(|fact| fact.due == due));
        live(move || {
            fact.get().map_or_else(|| many(Vec::new()), |fact| occurrence_leaf(app, id, mine.get(), fact, open))
        })
    };
    many(vec![calendar, keyed(keys, one)])
}

fn foot(app: AppHandle, promise: &PromiseView) -> View {
    let mut parts = Vec::new();
    if !promise.earlier.is_empty() {
        let versions = promise.earlier.iter().map(|(cue, deed)| vow(&vow_words(cue, deed))).collect();
        parts.push(details(tr("promise-earlier-words"), versions));
    }
    if promise.standing == PromiseStanding::Open && !promise.mine {
        parts.push(release(app, promise.id));
    }
    if promise.standing == PromiseStanding::Open && promise.mine {
        parts.push(dates(app, promise.id, tr("dates-promise")));
    }
    if promise.repeat != RepeatView::Once {
        parts.push(side_note(tr_args("promise-since", &[("day", (&full_day(&promise.first)).into())])));
    }
    many(parts)
}

fn release(app: AppHandle, id: EntryId) -> View {
    let partner = partner();
    let question = Question {
        open: (Kind::Quiet, tr_args("promise-release", &[("partner", (&partner).into())])),
        title: tr_args("promise-release-ask", &[("partner", (&partner).into())]),
        words: tr_args("promise-release-words", &[("partner", (&partner).into())]),
        yes: tr_args("promise-release-yes", &[("partner", (&partner).into())]),
    };
    confirm(question, move || app.send(Intent::Promise(PromiseIntent::Release(id))))
}
