//! One page of the journal: writing, changing and erasing it.

use sycamore::prelude::*;
use troth_app::{EntryId, Intent, PrivateIntent, WayIntent};

use super::look::{entry_key, glance, look};
use crate::components::{
    Field, Form, Input, Kind, Part, Question, Typed, actions, button, confirm, field, live, many, para, side_note,
};
use crate::messages::{moment, tr};
use crate::shell::AppHandle;

pub(super) fn new_page(app: AppHandle) -> View {
    let text = Typed::kept("page-new", "");
    let write = move || Intent::Private(PrivateIntent::Write { text: text.now() });
    let form = Form::new(vec![text_field(text)], tr("page-keep"), vec![text], write);
    many(vec![beginnings(app, text), form.draw(), side_note(tr("page-note"))])
}

/// Draws first words for a page on which there are none yet. Put away, they stay away on this device.
fn beginnings(app: AppHandle, text: Typed) -> View {
    let are_offered = look(|open| open.way.has_beginnings);
    let is_empty = Part::new(move || text.follow().is_empty());
    live(move || {
        if !are_offered.get() || !is_empty.get() {
            return many(Vec::new());
        }
        let begin = |words: String| {
            let first = format!("{} ", words.trim_end_matches('…').trim_end());
            button(Kind::Plain, words, move || text.begin(first.clone()))
        };
        let put_away = move || app.send(Intent::Way(WayIntent::PutBeginningsAway));
        let buttons = vec![
            begin(tr("page-begin-now")),
            begin(tr("page-begin-stuck")),
            button(Kind::Quiet, tr("page-begin-away"), put_away),
        ];
        actions(buttons)
    })
}

fn text_field(typed: Typed) -> View {
    field(Field { id: "page-text", label: tr("page-label"), hint: tr("page-hint"), input: Input::Area, typed })
}

pub(super) fn page(app: AppHandle, id: EntryId) -> View {
    let Some(page) = glance(|open| open.private.pages.iter().find(|page| page.id == id).cloned()) else {
        return para(tr("page-gone"));
    };
    let text = Typed::kept(format!("page-{}", entry_key(id)), page.text);
    let edit = move || Intent::Private(PrivateIntent::Edit { page: id, text: text.now() });
    let form = Form::new(vec![text_field(text)], tr("page-keep"), vec![text], edit);
    let question = Question {
        open: (Kind::Danger, tr("page-erase")),
        title: tr("page-erase-ask"),
        words: tr("page-erase-words"),
        yes: tr("page-erase-yes"),
    };
    let erase = confirm(question, move || app.send(Intent::Private(PrivateIntent::Erase(id))));
    many(vec![side_note(moment(&page.written.0, &page.written.1)), form.draw(), side_note(tr("page-edit-note")), erase])
}
