//! Fields to write in.

use super::banner::PROBLEM_ID;
use super::markup::{Hears, value_of};
use super::typed::Typed;
use sycamore::prelude::*;
use sycamore::web::tags;

/// The kind of a field's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// One line.
    Line,
    /// Several lines.
    Area,
    /// A civil date.
    Date,
    /// A month of a year.
    Month,
    /// A time of day.
    Time,
    /// A passphrase.
    Secret,
    /// Words or a link to be copied exactly.
    Exact,
}

/// A field with its label.
pub(crate) struct Field {
    /// Identifies it on the page. A field with a draft uses the draft's name instead, so that a form can appear twice.
    pub(crate) id: &'static str,
    /// Its label.
    pub(crate) label: String,
    /// A line of help; may be empty.
    pub(crate) hint: String,
    /// The kind of content.
    pub(crate) input: Input,
    /// The place of its words.
    pub(crate) typed: Typed,
}

/// Draws a field.
///
/// Completion and spell checking are off: the browser might store the words or send them elsewhere.
pub(crate) fn field(field: Field) -> View {
    let Field { id, label, hint, input, typed } = field;
    // A field whose words are kept has the draft's name, so that two forms of one kind don't share it.
    let id = typed.draft_name().unwrap_or_else(|| id.to_owned());
    let described = if hint.is_empty() { PROBLEM_ID.to_owned() } else { format!("{id}-hint {PROBLEM_ID}") };
    let hint = (!hint.is_empty()).then(|| View::from(tags::p().class("hint").id(format!("{id}-hint")).children(hint)));
    let control = match input {
        Input::Area => area(id.clone(), described, typed),
        Input::Exact => exact(id.clone(), described, typed),
        Input::Line => line(id.clone(), "text", described, typed),
        Input::Date => line(id.clone(), "date", described, typed),
        Input::Month => line(id.clone(), "month", described, typed),
        Input::Time => line(id.clone(), "time", described, typed),
        Input::Secret => line(id.clone(), "password", described, typed),
    };
    tags::div().class("field").children((tags::label().r#for(id).children(label), hint, control)).into()
}

fn line(id: String, kind: &'static str, described: String, typed: Typed) -> View {
    let line = write_in(tags::input().r#type(kind), id, described, typed);
    line.hears("change", move |_| typed.keep_now()).into()
}

fn area(id: String, described: String, typed: Typed) -> View {
    write_in(tags::textarea(), id, described, typed).hears("change", move |_| typed.keep_now()).into()
}

/// Draws a field for exact copies, which are never a draft.
fn exact(id: String, described: String, typed: Typed) -> View {
    write_in(tags::textarea().attr("rows", "3").autocapitalize("none"), id, described, typed).into()
}

fn write_in<E>(control: E, id: String, described: String, typed: Typed) -> E
where
    E: GlobalProps + HtmlGlobalAttributes,
{
    let control = control.id(id).dir("auto").attr("autocomplete", "off").attr("spellcheck", "false");
    control.attr("aria-describedby", described).prop("value", move || typed.words.get_clone()).hears(
        "input",
        move |event| {
            if let Some(words) = value_of(&event) {
                typed.take(words);
            }
        },
    )
}
