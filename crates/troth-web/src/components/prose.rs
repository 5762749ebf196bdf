//! Plain reading: headings, paragraphs, lists.

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

/// What a person wrote, with its line breaks.
pub(crate) fn said(words: String) -> View {
    classed("said", words)
}

fn classed(class: &'static str, words: String) -> View {
    tags::p().class(class).dir("auto").children(words).into()
}

/// Text that is copied letter for letter. `name` tells it apart on the page.
pub(crate) fn exact_text(name: &'static str, text: String) -> View {
    tags::p().class("link-text").attr("data-testid", name).children(text).into()
}

/// A line in small type beside something; none if there are no words.
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

/// Something to unfold, without leaving the screen.
pub(crate) fn details(summary: String, parts: Vec<View>) -> View {
    details_heard(summary, parts, |_| ())
}

/// Something to unfold; acts whenever it was folded or unfolded.
pub(crate) fn details_heard(summary: String, parts: Vec<View>, act: impl FnMut(Event) + 'static) -> View {
    let parts = tags::div().class("stack").children(parts);
    tags::details().hears("toggle", act).children((tags::summary().children(summary), parts)).into()
}

/// A promise's own words. `words` holds the cue and the deed between marks, so that a language orders them freely.
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

/// Stands around the cue and the deed inside the message `promise-vow`: a character that nobody types.
pub(crate) const VOW_MARK: char = '\u{1f}';
