//! One page of the journal: writing, changing and erasing it.

use sycamore::prelude::*;
use troth_app::{EntryId, Intent, PrivateIntent};

use super::look::{entry_key, glance};
use crate::components::{Field, Form, Input, Kind, Question, Typed, confirm, field, many, para, side_note};
use crate::messages::{moment, tr};
use crate::shell::AppHandle;

pub(super) fn new_page() -> View {
    let text = Typed::kept("page-new", "");
    let write = move || Intent::Private(PrivateIntent::Write { text: text.now() });
    let form = Form::new(vec![text_field(text)], tr("page-keep"), vec![text], write);
    many(vec![form.draw(), side_note(tr("page-note"))])
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
