//! The dates of a plan or a promise, for the calendar of the device.

use sycamore::prelude::*;
use troth_app::{EntryId, Intent};

use super::sample::is_sample;
use crate::components::{Kind, actions, button, details, many, para};
use crate::messages::{tr, tr_args};
use crate::shell::AppHandle;

/// Offers the calendar file, with `title` as its entry. The sample couple has no dates.
pub(super) fn dates(app: AppHandle, id: EntryId, title: String) -> View {
    if is_sample(app).get_untracked() {
        return many(Vec::new());
    }
    let words = para(tr_args("dates-words", &[("title", (&title).into())]));
    let make = button(Kind::Plain, tr("dates-make"), move || app.send(Intent::Calendar(id)));
    details(tr("dates-title"), vec![words, actions(vec![make])])
}
