//! Plain text: headings, paragraphs, lists.

use sycamore::prelude::*;
use sycamore::web::tags;
use web_sys::Event;

use super::markup::Hears;

/// Several parts, one after the other.
pub(crate) fn many(parts: Vec<View>) -> View {
    parts.into()
}

/// The sentence that opens a screen.
pub(crate) fn lead(words: String) -> View {
    classed("lead", words)
}

/// A paragraph.
pub(crate) fn para(words: String) -> View {
    tags::p().children(words).into()
}

/// A remark at the side.
pub(crate) fn side_note(words: String) -> View {
    classed("small", words)
}

/// Why a step is here, in one sentence.
pub(crate) fn reason(words: String) -> View {
    classed("because", words)
}

/// Draws a person's own words, with their line breaks.
pub(crate) fn said(words: String) -> View {
    classed("said", words)
}

fn classed(class: &'static str, words: String) -> View {
    tags::p().class(class).dir("auto").children(words).into()
}

/// Draws text to be copied exactly. `name` identifies it on the page.
pub(crate) fn exact_text(name: &'static str, text: String) -> View {
    tags::p().class("link-text").attr("data-testid", name).children(text).into()
}

/// Draws a line in small type; `None` without words.
pub(super) fn small(words: String) -> Option<View> {
    (!words.is_empty()).then(|| tags::small().children(words).into())
}

/// A heading of the second level.
pub(crate) fn heading(words: String) -> View {
    tags::h2().children(words).into()
}

/// A part of a screen under a heading.
pub(crate) fn section(title: String, parts: Vec<View>) -> View {
    tags::section().children((heading(title), parts)).into()
}

/// A list of sentences.
pub(crate) fn list(items: Vec<String>) -> View {
    let items: Vec<View> = items.into_iter().map(|item| tags::li().children(item).into()).collect();
    tags::ul().children(items).into()
}

/// Draws a fold that opens in place.
pub(crate) fn details(summary: String, parts: Vec<View>) -> View {
    details_heard(summary, parts, |_| ())
}

/// Draws a fold, and acts whenever it opens or closes.
pub(crate) fn details_heard(summary: String, parts: Vec<View>, act: impl FnMut(Event) + 'static) -> View {
    let parts = tags::div().class("stack").children(parts);
    tags::details().hears("toggle", act).children((tags::summary().children(summary), parts)).into()
}

/// Draws a promise. In `words`, marks surround cue and deed, so that each language can order them.
pub(crate) fn vow(words: &str) -> View {
    let parts: Vec<View> = words
        .split(VOW_MARK)
        .enumerate()
        .map(|(place, part)| {
            let part = part.to_owned();
            if place % 2 == 1 { tags::em().dir("auto").children(part).into() } else { part.into() }
        })
        .collect();
    tags::p().class("vow").children(parts).into()
}

/// Marks the cue and the deed in the message `promise-vow`: a character that nobody types.
pub(crate) const VOW_MARK: char = '\u{1f}';
