//! Boundaries: a person's own, which only they set and change, and the partner's, which they may respect.

use sycamore::prelude::*;
use troth_app::view::BoundaryView;
use troth_app::{BoundaryIntent, EntryId, Intent, SoloKind};

use super::agreements::writes;
use super::look::{entry_key, glance, look, partner};
use super::solo;
use super::watch;
use crate::components::{
    Field, Form, Input, Kind, Leaf, Question, Typed, actions, button, confirm, details, eyebrow, field, heading, keyed,
    leaf, live, many, or_blank, para, said, section, side_note, tag,
};
use crate::messages::{full_day, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn boundaries(app: AppHandle) -> View {
    let writes = look(writes);
    let set = live(move || if writes.get() { details(tr("boundary-new"), vec![set()]) } else { many(Vec::new()) });
    section(
        tr("boundaries-title"),
        vec![
            side_note(tr("boundaries-words")),
            // What the partner set is what one came for; one's own may still be empty.
            holding(app, false),
            set,
            holding(app, true),
            lifted(),
            solo::beside(app, SoloKind::Boundary),
        ],
    )
}

/// The fields of a boundary.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    title: Typed,
    words: Typed,
}

impl Fields {
    pub(super) fn new(draft: &str, from: Option<&BoundaryView>) -> Self {
        let of = |read: fn(&BoundaryView) -> &String| or_blank(from.map(read).cloned());
        Self {
            title: Typed::kept(format!("{draft}-title"), of(|one| &one.title)),
            words: Typed::kept(format!("{draft}-words"), of(|one| &one.words)),
        }
    }

    pub(super) fn words(self) -> (String, String) {
        (self.title.now(), self.words.now())
    }

    /// Returns the fields to clear after sending.
    pub(super) fn typed(self) -> Vec<Typed> {
        vec![self.title, self.words]
    }

    pub(super) fn draw(self) -> Vec<View> {
        let one = |id, label, hint, input, typed| field(Field { id, label, hint, input, typed });
        vec![
            one("boundary-title", tr("boundary-label"), tr("boundary-hint"), Input::Line, self.title),
            one("boundary-words", tr("boundary-words"), tr("boundary-words-hint"), Input::Area, self.words),
            watch::while_writing([self.title, self.words, self.words], watch::boundary_closing),
        ]
    }
}

fn set() -> View {
    let fields = Fields::new("boundary-new", None);
    let send = move || Intent::Boundary(BoundaryIntent::Set(fields.title.now(), fields.words.now()));
    Form::new(fields.draw(), tr("boundary-set"), vec![fields.title, fields.words], send).draw()
}

/// Draws the current boundaries of one partner.
fn holding(app: AppHandle, mine: bool) -> View {
    let keys = look(move |open| {
        let all = open.agreements.boundaries.iter().filter(|one| one.mine == mine && !one.lifted);
        all.map(|one| entry_key(one.id)).collect::<Vec<_>>()
    });
    let title = move || {
        if keys.get().is_empty() {
            return many(Vec::new());
        }
        let theirs = || tr_args("boundaries-theirs", &[("partner", (&partner()).into())]);
        para(if mine { tr("boundaries-mine") } else { theirs() })
    };
    many(vec![live(title), keyed(move || keys.get(), move |key| boundary(app, key))])
}

fn find(key: &str) -> Option<BoundaryView> {
    glance(|open| open.agreements.boundaries.iter().find(|one| entry_key(one.id) == key).cloned())
}

fn boundary(app: AppHandle, key: String) -> View {
    let name = key.clone();
    let shown = look(move |open| open.agreements.boundaries.iter().find(|one| entry_key(one.id) == name).cloned());
    let own = look({
        let key = key.clone();
        move |open| writes(open) && open.agreements.boundaries.iter().any(|one| one.mine && entry_key(one.id) == key)
    });
    let may = look(writes);
    many(vec![
        live(move || shown.get().map_or_else(|| many(Vec::new()), |one| words(app, &one, may.get()))),
        live(move || if own.get() { own_boundary(app, &key) } else { many(Vec::new()) }),
    ])
}

fn words(app: AppHandle, one: &BoundaryView, may: bool) -> View {
    let mut tags = Vec::new();
    if one.edited {
        tags.push(tag(tr("tag-edited")));
    }
    let mut parts = vec![eyebrow(tr_args("boundary-since", &[("day", (&full_day(&one.date)).into())]), tags)];
    parts.push(heading(one.title.clone()));
    if !one.words.is_empty() {
        parts.push(said(one.words.clone()));
    }
    if !one.mine {
        parts.push(side_note(tr_args("boundary-heed-note", &[("partner", (&partner()).into())])));
        parts.push(watch::beside_boundary(&one.watch));
    }
    let wording = one.wording;
    match (one.heeded, one.mine) {
        (true, true) => parts.push(side_note(tr_args("boundary-they-heed", &[("partner", (&partner()).into())]))),
        (true, false) => parts.push(side_note(tr("boundary-you-heed"))),
        (false, false) if may => {
            let heed = move || app.send(Intent::Boundary(BoundaryIntent::Heed(wording)));
            // If the note says that a person need not respect it, the button does not invite them to.
            let kind = if one.watch.is_empty() { Kind::Plain } else { Kind::Quiet };
            parts.push(actions(vec![button(kind, tr("boundary-heed"), heed)]));
        }
        (false, _) => {}
    }
    leaf(Leaf::Plain, parts)
}

/// Draws the acts of the boundary's owner.
fn own_boundary(app: AppHandle, key: &str) -> View {
    let Some(one) = find(key) else { return many(Vec::new()) };
    let id: EntryId = one.id;
    let fields = Fields::new(&format!("boundary-{key}"), Some(&one));
    let send = move || Intent::Boundary(BoundaryIntent::Change(id, fields.title.now(), fields.words.now()));
    let question = Question {
        open: (Kind::Quiet, tr("boundary-lift")),
        title: tr("boundary-lift-ask"),
        words: tr("boundary-lift-words"),
        yes: tr("boundary-lift-yes"),
    };
    let lift = confirm(question, move || app.send(Intent::Boundary(BoundaryIntent::Lift(id))));
    let change = Form::new(fields.draw(), tr("boundary-keep"), Vec::new(), send).draw();
    details(tr("boundary-change"), vec![change, lift])
}

fn lifted() -> View {
    let all = look(|open| open.agreements.boundaries.iter().filter(|one| one.lifted).cloned().collect::<Vec<_>>());
    live(move || {
        let all = all.get();
        if all.is_empty() {
            return many(Vec::new());
        }
        let leaves = all.iter().map(|one| {
            let by = if one.mine { tr("by-you") } else { partner() };
            leaf(
                Leaf::Quiet,
                vec![eyebrow(format!("{by} · {}", full_day(&one.date)), Vec::new()), said(one.title.clone())],
            )
        });
        details(tr("boundaries-lifted"), leaves.collect())
    })
}
