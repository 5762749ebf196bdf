//! Fields to write in.

use leptos::ev::Event;
use leptos::prelude::{
    AnyView, AriaAttributes, ClassAttribute, ElementChild, Get, GlobalAttributes, IntoAny, OnAttribute, PropAttribute,
    event_target_value, view,
};

use super::banner::PROBLEM_ID;
use super::typed::Typed;

/// What is written in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// One line.
    Line,
    /// Several lines.
    Area,
    /// A civil date.
    Date,
    /// A time of day.
    Time,
    /// A passphrase.
    Secret,
    /// Words or a link to be copied letter for letter.
    Exact,
}

/// A field with its label.
pub(crate) struct Field {
    /// Names it on the page, unless its words are kept: then the draft's name does, so that a form can stand there twice.
    pub(crate) id: &'static str,
    /// What is asked for.
    pub(crate) label: String,
    /// A line of help; may be empty.
    pub(crate) hint: String,
    /// What is written.
    pub(crate) input: Input,
    /// Where it goes.
    pub(crate) typed: Typed,
}

/// Draws a field.
///
/// The browser neither completes nor checks the spelling of what is written here: both may keep or send it elsewhere.
pub(crate) fn field(field: Field) -> AnyView {
    let Field { id, label, hint, input, typed } = field;
    let id = typed.draft_name().unwrap_or_else(|| id.to_owned());
    let described = if hint.is_empty() { PROBLEM_ID.to_owned() } else { format!("{id}-hint {PROBLEM_ID}") };
    let hint = (!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> }.into_any());
    let control = match input {
        Input::Area => area(id.clone(), described, typed),
        Input::Exact => exact(id.clone(), described, typed),
        Input::Line => line(id.clone(), "text", described, typed),
        Input::Date => line(id.clone(), "date", described, typed),
        Input::Time => line(id.clone(), "time", described, typed),
        Input::Secret => line(id.clone(), "password", described, typed),
    };
    view! { <div class="field"><label for=id>{label}</label>{hint}{control}</div> }.into_any()
}

fn line(id: String, kind: &'static str, described: String, typed: Typed) -> AnyView {
    let words = move || typed.words.get();
    let take = move |event: Event| typed.take(event_target_value(&event));
    view! {
        <input id=id type=kind dir="auto" autocomplete="off" spellcheck="false" aria-describedby=described
            prop:value=words on:input=take on:change=move |_| typed.keep_now() />
    }
    .into_any()
}

fn area(id: String, described: String, typed: Typed) -> AnyView {
    let words = move || typed.words.get();
    let take = move |event: Event| typed.take(event_target_value(&event));
    view! {
        <textarea id=id dir="auto" autocomplete="off" spellcheck="false" aria-describedby=described
            prop:value=words on:input=take on:change=move |_| typed.keep_now()></textarea>
    }
    .into_any()
}

fn exact(id: String, described: String, typed: Typed) -> AnyView {
    let words = move || typed.words.get();
    let take = move |event: Event| typed.take(event_target_value(&event));
    view! {
        <textarea id=id rows="3" autocomplete="off" spellcheck="false" autocapitalize="none" aria-describedby=described
            prop:value=words on:input=take></textarea>
    }
    .into_any()
}
