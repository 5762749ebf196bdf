//! Choosing one or several of a few.

use std::collections::BTreeSet;

use leptos::ev::Event;
use leptos::prelude::{
    AnyView, ClassAttribute, ElementChild, Get, GlobalAttributes, IntoAny, OnAttribute, PropAttribute, RwSignal, Set,
    Update, event_target_checked, event_target_value, view,
};

use super::icon::drawn;

/// One answer to choose.
pub(crate) struct Choice<T> {
    /// What choosing it means.
    pub(crate) value: T,
    /// Its words.
    pub(crate) label: String,
    /// More words; may be empty.
    pub(crate) about: String,
    /// A shape beside it.
    pub(crate) shape: Option<&'static str>,
}

impl<T> Choice<T> {
    /// An answer in a few words.
    pub(crate) fn new(value: T, label: String, about: String) -> Self {
        Self { value, label, about, shape: None }
    }
}

/// Chooses one. `name` tells groups on a page apart.
pub(crate) fn radios(
    name: &'static str,
    legend: String,
    choices: Vec<Choice<&'static str>>,
    chosen: RwSignal<&'static str>,
) -> AnyView {
    let cards = choices.into_iter().map(|choice| radio(name, choice, chosen)).collect();
    group(legend, cards)
}

fn radio(name: &'static str, choice: Choice<&'static str>, chosen: RwSignal<&'static str>) -> AnyView {
    let Choice { value, label, about, shape } = choice;
    let shape = shape.map(|shape| drawn("icon fact", shape));
    view! {
        <label>
            <input type="radio" name=name prop:checked=move || chosen.get() == value on:change=move |_| chosen.set(value) />
            {shape}{words(label, about)}
        </label>
    }
    .into_any()
}

/// Chooses any number of them.
pub(crate) fn checks(legend: String, choices: Vec<Choice<u8>>, chosen: RwSignal<BTreeSet<u8>>) -> AnyView {
    let cards = choices.into_iter().map(|choice| check(choice, chosen)).collect();
    group(legend, cards)
}

fn check(choice: Choice<u8>, chosen: RwSignal<BTreeSet<u8>>) -> AnyView {
    let Choice { value, label, about, .. } = choice;
    let change = move |event: Event| {
        let on = event_target_checked(&event);
        chosen.update(|all| {
            if on {
                all.insert(value)
            } else {
                all.remove(&value)
            };
        });
    };
    view! {
        <label>
            <input type="checkbox" prop:checked=move || chosen.get().contains(&value) on:change=change />
            {words(label, about)}
        </label>
    }
    .into_any()
}

fn words(label: String, about: String) -> AnyView {
    let about = (!about.is_empty()).then(|| view! { <small>{about}</small> }.into_any());
    view! { <span>{label}{about}</span> }.into_any()
}

fn group(legend: String, cards: Vec<AnyView>) -> AnyView {
    view! { <fieldset class="field"><legend>{legend}</legend><div class="choices">{cards}</div></fieldset> }.into_any()
}

/// Chooses one of many from a list.
pub(crate) fn select(
    id: &'static str,
    label: String,
    options: Vec<(&'static str, String)>,
    chosen: RwSignal<String>,
) -> AnyView {
    let options: Vec<AnyView> = options
        .into_iter()
        .map(|(value, label)| {
            view! { <option value=value prop:selected=move || chosen.get() == value>{label}</option> }.into_any()
        })
        .collect();
    let change = move |event: Event| chosen.set(event_target_value(&event));
    view! { <div class="field"><label for=id>{label}</label><select id=id on:change=change>{options}</select></div> }
        .into_any()
}
