//! Plain reading: headings, paragraphs, lists.

use leptos::prelude::{AnyView, ClassAttribute, ElementChild, GlobalAttributes, IntoAny, view};

/// Several parts, one after the other.
pub(crate) fn many(parts: Vec<AnyView>) -> AnyView {
    parts.into_any()
}

/// The sentence that opens a screen.
pub(crate) fn lead(words: String) -> AnyView {
    classed("lead", words)
}

/// A paragraph.
pub(crate) fn para(words: String) -> AnyView {
    view! { <p>{words}</p> }.into_any()
}

/// A remark at the side.
pub(crate) fn side_note(words: String) -> AnyView {
    classed("small", words)
}

/// Why a step is here, in one sentence.
pub(crate) fn reason(words: String) -> AnyView {
    classed("because", words)
}

/// What a person wrote, with its line breaks.
pub(crate) fn said(words: String) -> AnyView {
    classed("said", words)
}

fn classed(class: &'static str, words: String) -> AnyView {
    view! { <p class=class dir="auto">{words}</p> }.into_any()
}

/// A heading of the second level.
pub(crate) fn heading(words: String) -> AnyView {
    view! { <h2>{words}</h2> }.into_any()
}

/// A part of a screen under a heading.
pub(crate) fn section(title: String, parts: Vec<AnyView>) -> AnyView {
    view! { <section><h2>{title}</h2>{parts}</section> }.into_any()
}

/// A list of sentences.
pub(crate) fn list(items: Vec<String>) -> AnyView {
    let items: Vec<AnyView> = items.into_iter().map(|item| view! { <li>{item}</li> }.into_any()).collect();
    view! { <ul>{items}</ul> }.into_any()
}

/// Something to unfold, without leaving the screen.
pub(crate) fn details(summary: String, parts: Vec<AnyView>) -> AnyView {
    view! { <details><summary>{summary}</summary><div class="stack">{parts}</div></details> }.into_any()
}

/// A promise's own words. `words` holds the cue and the deed between marks, so that a language orders them freely.
pub(crate) fn vow(words: &str) -> AnyView {
    let parts: Vec<AnyView> = words
        .split(VOW_MARK)
        .enumerate()
        .map(|(place, part)| {
            let part = part.to_owned();
            if place % 2 == 1 { view! { <em dir="auto">{part}</em> }.into_any() } else { part.into_any() }
        })
        .collect();
    view! { <p class="vow">{parts}</p> }.into_any()
}

/// Stands around the cue and the deed inside the message `promise-vow`: a character that nobody types.
pub(crate) const VOW_MARK: char = '\u{1f}';
