//! Pages for oneself: the forms of a room, filled in alone, and sharing one with a preview of exactly what is shared.

use sycamore::prelude::*;
use troth_app::view::{BreachView, SoloPageView, SoloSharing, SoloWords};
use troth_app::{Detail, EntryId, Intent, SoloIntent, SoloKind, Whose};

use super::breach::wanted;
use super::breaches::about;
use super::hard_days::plan_words;
use super::look::{entry_key, glance, look, partner};
use super::promises::{repeat_words, vow_of};
use super::solo_days::days;
use super::solo_form::Fields;
use super::statements;
use crate::components::{
    Form, Kind, Leaf, Part, Question, Typed, actions, button, confirm, confirm_shown, details, estimate_bar, eyebrow,
    heading, lead, leaf, live, many, para, row, rows, said, section, select, side_note, tag,
};
use crate::messages::{full_day, tr, tr_args};
use crate::shell::AppHandle;

/// The heading of a form or page.
pub(super) fn title(kind: SoloKind) -> String {
    match kind {
        SoloKind::Statement => tr("solo-statement"),
        SoloKind::HardDays => tr("solo-hard-days"),
        SoloKind::Promise => tr("solo-promise"),
        SoloKind::Goal => tr("solo-goal"),
        SoloKind::Breach => tr("solo-breach"),
        SoloKind::Boundary => tr("solo-boundary"),
        SoloKind::Question => tr("solo-question"),
    }
}

/// The button that opens a form.
fn begin_words(kind: SoloKind) -> String {
    match kind {
        SoloKind::Statement => tr("solo-statement-begin"),
        SoloKind::HardDays => tr("solo-hard-days-begin"),
        SoloKind::Promise => tr("solo-promise-begin"),
        SoloKind::Goal => tr("solo-goal-begin"),
        SoloKind::Breach => tr("solo-breach-begin"),
        SoloKind::Boundary => tr("solo-boundary-begin"),
        SoloKind::Question => tr("solo-question-begin"),
    }
}

/// Draws a room for one who is not linked: its forms, for themselves.
pub(super) fn alone(app: AppHandle, kinds: &[SoloKind], words: String) -> View {
    let invite = button(Kind::Quiet, tr("promises-invite"), move || app.send(Intent::Show(Detail::Link)));
    let mut parts = vec![lead(words), side_note(tr("solo-note"))];
    parts.extend(kinds.iter().map(|kind| own(app, *kind)));
    parts.push(actions(vec![invite]));
    many(parts)
}

/// Whether there are pages for oneself of these kinds. Then a room is not said to be empty.
pub(super) fn has_pages(kinds: &'static [SoloKind]) -> Part<bool> {
    look(move |open| open.solo.pages.iter().any(|page| kinds.contains(&page.kind)))
}

/// Draws a room in which nothing is shared yet, and in which this person wrote for themselves: their pages stay folded,
/// since two may look at one phone.
pub(super) fn nothing_shared_yet(app: AppHandle, kinds: &[SoloKind], act: Vec<View>) -> View {
    let mut parts = vec![para(tr("solo-beside-empty"))];
    if !act.is_empty() {
        parts.push(actions(act));
    }
    parts.extend(kinds.iter().map(|kind| beside(app, *kind)));
    many(parts)
}

/// Draws the same for one who is linked, folded below what the two share. An earlier record is there to be read.
pub(super) fn beside(app: AppHandle, kind: SoloKind) -> View {
    details(title(kind), vec![side_note(tr("solo-note")), own(app, kind)])
}

fn own(app: AppHandle, kind: SoloKind) -> View {
    let pages = look(move |open| open.solo.pages.iter().filter(|page| page.kind == kind).cloned().collect::<Vec<_>>());
    let begin = button(Kind::Primary, begin_words(kind), move || app.send(Intent::Show(Detail::NewSolo(kind))));
    many(vec![
        actions(vec![begin]),
        live(move || {
            let pages = pages.get();
            if pages.is_empty() {
                return many(Vec::new());
            }
            section(title(kind), vec![rows(pages.iter().map(|page| page_row(app, page)).collect())])
        }),
    ])
}

fn page_row(app: AppHandle, page: &SoloPageView) -> View {
    let (kind, id) = (page.kind, page.id);
    let about = if page.shared.is_empty() {
        tr_args("solo-row", &[("day", (&full_day(&page.date)).into())])
    } else {
        tr_args("solo-row-shared", &[("day", (&full_day(&page.shared)).into())])
    };
    row(Some("i-write"), first_words(&page.words), about, move || app.send(Intent::Show(Detail::Solo(kind, id))))
}

/// The words by which its author knows a page.
fn first_words(words: &SoloWords) -> String {
    let first = |parts: &[String]| parts.iter().find(|part| !part.is_empty()).cloned();
    match words {
        SoloWords::Statement(parts) => first(parts).unwrap_or_else(|| tr("solo-statement")),
        SoloWords::HardDays(parts) => first(parts).unwrap_or_else(|| tr("solo-hard-days")),
        SoloWords::Promise(promise) => promise.deed.clone(),
        SoloWords::Goal(goal) => goal.title.clone(),
        SoloWords::Breach(breach, _) => breach.title.clone(),
        SoloWords::Boundary(boundary) => boundary.title.clone(),
        SoloWords::Question { words, .. } => words.clone(),
    }
}

/// Draws the form of a new page.
pub(super) fn new_page(kind: SoloKind) -> View {
    let fields = Fields::of(kind);
    let write = move || Intent::Solo(SoloIntent::Write(fields.form()));
    many(vec![lead(tr("solo-form-lead")), Form::new(fields.draw(), tr("solo-save"), fields.typed(), write).draw()])
}

fn find(id: EntryId) -> Option<SoloPageView> {
    glance(move |open| open.solo.pages.iter().find(|page| page.id == id).cloned())
}

/// Draws one page.
pub(super) fn page(app: AppHandle, kind: SoloKind, id: EntryId) -> View {
    let shown = look(move |open| open.solo.pages.iter().find(|page| page.id == id).cloned());
    let sharing = look(move |open| {
        let page = open.solo.pages.iter().find(|page| page.id == id)?;
        Some((page.wording, page.sharing))
    });
    let wording = look(move |open| open.solo.pages.iter().find(|page| page.id == id).map(|page| page.wording));
    many(vec![
        live(move || shown.get().map_or_else(|| para(tr("solo-gone")), |page| written(&page))),
        live(move || sharing.get().map_or_else(|| many(Vec::new()), |(_, sharing)| share(app, id, sharing))),
        if kind == SoloKind::Promise { days(id) } else { many(Vec::new()) },
        live(move || wording.get().map_or_else(|| many(Vec::new()), |_| own_acts(app, id))),
    ])
}

fn written(page: &SoloPageView) -> View {
    // Once some of it was shared, "only you" is no longer true of the page.
    let mut tags = if page.shared.is_empty() { vec![tag(tr("tag-only-you"))] } else { Vec::new() };
    if page.edited {
        tags.push(tag(tr("tag-edited")));
    }
    let mut parts = vec![eyebrow(full_day(&page.date), tags), words(&page.words)];
    if !page.shared.is_empty() {
        parts.push(side_note(tr_args("solo-shared-on", &[("day", (&full_day(&page.shared)).into())])));
    }
    leaf(Leaf::Plain, parts)
}

/// Draws what a page says: for its author, and in the preview as the partner will see it.
fn words(words: &SoloWords) -> View {
    let titled = |title: &str, words: &str| {
        let mut parts = vec![heading(title.to_owned())];
        if !words.is_empty() {
            parts.push(said(words.to_owned()));
        }
        parts
    };
    match words {
        SoloWords::Statement(parts) => many(statements::parts(parts)),
        SoloWords::HardDays(plan) => plan_words(plan),
        SoloWords::Promise(promise) => many(vec![side_note(repeat_words(promise)), vow_of(promise)]),
        SoloWords::Goal(goal) => {
            let mut parts = titled(&goal.title, &goal.why);
            if !goal.review.is_empty() {
                parts.push(side_note(tr_args("goal-look-again", &[("day", (&full_day(&goal.review)).into())])));
            }
            many(parts)
        }
        SoloWords::Breach(breach, whose) => breach_words(breach, *whose, titled(&breach.title, &breach.words)),
        SoloWords::Boundary(boundary) => many(titled(&boundary.title, &boundary.words)),
        SoloWords::Question { words, detail } => many(vec![side_note(wanted(detail)), said(words.clone())]),
    }
}

fn breach_words(breach: &BreachView, whose: Option<Whose>, titled: Vec<View>) -> View {
    let mut parts = vec![side_note(about(breach))];
    parts.extend(titled);
    parts.extend(whose.map(|whose| match whose {
        Whose::Mine => side_note(tr("breach-own-mine")),
        Whose::Theirs => side_note(tr("solo-own-theirs")),
    }));
    many(parts)
}

/// Draws "Share this" with its preview, or why there is none.
fn share(app: AppHandle, id: EntryId, sharing: SoloSharing) -> View {
    match sharing {
        SoloSharing::Alone => side_note(tr("solo-share-alone")),
        SoloSharing::NotWhole => side_note(tr("problem-not-whole")),
        SoloSharing::ResponsibleOpen => side_note(tr("solo-share-who-open")),
        SoloSharing::OfEarlierLink => side_note(tr("problem-of-an-earlier-link")),
        SoloSharing::Shared => side_note(tr("solo-shared-as-it-is")),
        SoloSharing::Ready => ready(app, id),
    }
}

fn ready(app: AppHandle, id: EntryId) -> View {
    let Some(page) = find(id) else { return many(Vec::new()) };
    let beside = match page.kind {
        SoloKind::Question => match what_it_is_about(&page) {
            Some(beside) => Some(beside),
            None => return side_note(tr("solo-share-nothing-named")),
        },
        _ => None,
    };
    let question = Question {
        open: (Kind::Plain, tr("solo-share")),
        title: tr_args("impact-share-ask", &[("partner", (&partner()).into())]),
        words: tr("solo-share-words"),
        yes: tr("impact-share-yes"),
    };
    let (wording, shown) = (page.wording, page.words.clone());
    let preview = move || leaf(Leaf::Quiet, vec![words(&shown)]);
    let press = move || {
        let breach = beside.and_then(|beside| chosen_breach(&beside.now()));
        app.send(Intent::Solo(SoloIntent::Share { page: id, wording, breach }));
    };
    let choice = beside.map(|beside| select("solo-about", tr("solo-about"), named(), beside));
    many(vec![choice.unwrap_or_else(|| many(Vec::new())), confirm_shown(question, preview, press)])
}

/// The choice of what a question is about; nothing where no breach is named that its author can ask about.
fn what_it_is_about(page: &SoloPageView) -> Option<Typed> {
    let first = asked_about().into_iter().next()?;
    Some(Typed::chosen(format!("solo-about-{}", entry_key(page.id)), entry_key(first.id)))
}

/// The breaches that a person can park a question about: those that are the other's.
fn asked_about() -> Vec<BreachView> {
    let mut all = glance(|open| open.breaches.clone());
    all.retain(|breach| !breach.taken_back && !breach.responsible);
    all
}

/// The breaches as a choice.
fn named() -> Vec<(String, String)> {
    asked_about().into_iter().map(|breach| (entry_key(breach.id), breach.title)).collect()
}

fn chosen_breach(key: &str) -> Option<EntryId> {
    asked_about().into_iter().map(|breach| breach.id).find(|id| entry_key(*id) == key)
}

/// Draws how to change and how to erase a page.
fn own_acts(app: AppHandle, id: EntryId) -> View {
    let Some(page) = find(id) else { return many(Vec::new()) };
    let fields = Fields::from(&format!("solo-{}", entry_key(id)), &page.words);
    let change = move || Intent::Solo(SoloIntent::Change(id, fields.form()));
    let question = Question {
        open: (Kind::Danger, tr("solo-erase")),
        title: tr("solo-erase-ask"),
        words: tr("solo-erase-words"),
        yes: tr("solo-erase-yes"),
    };
    let erase = confirm(question, move || app.send(Intent::Solo(SoloIntent::Erase(id))));
    let form = Form::new(fields.draw(), tr("solo-save-changes"), fields.typed(), change).draw();
    many(vec![details(tr("solo-change"), vec![form]), erase])
}

/// Draws how promises to oneself go: for their author alone, and never without its interval (care 27, 28).
pub(super) fn estimate() -> View {
    let estimate = look(|open| open.solo.estimate);
    live(move || match estimate.get() {
        None => many(Vec::new()),
        Some(estimate) => leaf(
            Leaf::Quiet,
            vec![eyebrow(tr("solo-estimate-title"), vec![tag(tr("tag-only-you"))]), estimate_bar(estimate)],
        ),
    })
}
