//! Choices: one or several of a few.

use sycamore::prelude::*;
use sycamore::web::tags;
use web_sys::Event;

use super::icon::drawn;
use super::markup::{Hears, is_checked, value_of};
use super::prose::small;
use super::typed::{Typed, numbers, ticked};
use crate::messages::tr;

/// One answer to choose.
pub(crate) struct Choice<T> {
    /// The chosen value.
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

/// Draws a choice of one. `name` identifies the group on the page.
pub(crate) fn radios(name: &'static str, legend: String, choices: Vec<Choice<&'static str>>, chosen: Typed) -> View {
    let cards = choices.into_iter().map(|choice| radio(name, choice, chosen)).collect();
    group(legend, cards)
}

fn radio(name: &'static str, choice: Choice<&'static str>, chosen: Typed) -> View {
    let Choice { value, label, about, shape } = choice;
    let shape = shape.map(|shape| drawn("icon fact", shape));
    let box_of = tags::input().r#type("radio").name(name).prop("checked", move || chosen.is(value));
    tags::label().children((box_of.hears("change", move |_| chosen.choose(value)), shape, words(label, about))).into()
}

/// Draws a choice of any number.
pub(crate) fn checks(legend: String, choices: Vec<Choice<u8>>, chosen: Typed) -> View {
    let cards = choices.into_iter().map(|choice| check(choice, chosen)).collect();
    group(legend, cards)
}

fn check(choice: Choice<u8>, chosen: Typed) -> View {
    let Choice { value, label, about, .. } = choice;
    let change = move |event: Event| {
        let Some(on) = is_checked(&event) else { return };
        let mut all = chosen.ticked();
        if on {
            all.insert(value);
        } else {
            all.remove(&value);
        }
        chosen.choose(numbers(&all));
    };
    let is_on = move || chosen.words.with(|words| ticked(words).contains(&value));
    let box_of = tags::input().r#type("checkbox").prop("checked", is_on).hears("change", change);
    tags::label().children((box_of, words(label, about))).into()
}

fn words(label: String, about: String) -> View {
    tags::span().children((label, small(about))).into()
}

fn group(legend: String, cards: Vec<View>) -> View {
    let cards = tags::div().class("choices").children(cards);
    tags::fieldset().class("field").children((tags::legend().children(legend), cards)).into()
}

/// Draws a choice of one from a long list, of which none is chosen to begin with.
pub(crate) fn select_unchosen(
    id: &'static str,
    label: String,
    options: Vec<(&'static str, String)>,
    chosen: Typed,
) -> View {
    let none = ("", tr("choose-one"));
    select(id, label, std::iter::once(none).chain(options).collect(), chosen)
}

/// Draws a choice of one from a long list.
pub(crate) fn select(
    id: &'static str,
    label: String,
    options: Vec<(impl Into<String>, String)>,
    chosen: Typed,
) -> View {
    let options: Vec<View> = options
        .into_iter()
        .map(|(value, label)| {
            let value: String = value.into();
            let name = value.clone();
            let is_chosen = move || chosen.is(&name);
            tags::option().value(value).prop("selected", is_chosen).children(label).into()
        })
        .collect();
    let change = move |event: Event| {
        if let Some(value) = value_of(&event) {
            chosen.choose(value);
        }
    };
    let label = tags::label().r#for(id).children(label);
    tags::div().class("field").children((label, tags::select().id(id).hears("change", change).children(options))).into()
}
