//! A rating from 0 to 10, or none today.

use leptos::prelude::{
    AnyView, ClassAttribute, ElementChild, Get, IntoAny, OnAttribute, PropAttribute, RwSignal, Set, view,
};

use crate::messages::tr;

/// The best that can be said.
const HIGHEST: u8 = 10;

/// Draws a rating. `ends` says what 0 and 10 mean.
pub(crate) fn rating(name: &'static str, question: String, ends: [String; 2], rated: RwSignal<Option<u8>>) -> AnyView {
    let steps: Vec<AnyView> = (0..=HIGHEST).map(|step| mark(name, step, rated)).collect();
    let [low, high] = ends;
    view! {
        <fieldset class="field">
            <legend>{question}</legend>
            <div class="rating">{steps}</div>
            <div class="ends"><span>{low}</span><span>{high}</span></div>
            {not_today(name, rated)}
        </fieldset>
    }
    .into_any()
}

fn mark(name: &'static str, step: u8, rated: RwSignal<Option<u8>>) -> AnyView {
    view! { <label>{choice(name, Some(step), rated)}<span>{step.to_string()}</span></label> }.into_any()
}

fn not_today(name: &'static str, rated: RwSignal<Option<u8>>) -> AnyView {
    view! { <div><label class="check">{choice(name, None, rated)}<span>{tr("rating-not-today")}</span></label></div> }
        .into_any()
}

fn choice(name: &'static str, value: Option<u8>, rated: RwSignal<Option<u8>>) -> AnyView {
    view! {
        <input type="radio" name=name prop:checked=move || rated.get() == value on:change=move |_| rated.set(value) />
    }
    .into_any()
}
