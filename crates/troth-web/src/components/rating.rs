//! A rating from 0 upwards, or none today.

use super::markup::Hears;
use super::typed::Typed;
use crate::messages::tr;
use sycamore::prelude::*;
use sycamore::web::tags;

/// The highest value of most scales.
pub(crate) const POINTS: u8 = 10;

/// Draws a rating from 0 to `highest`. `ends` describes these two values.
pub(crate) fn rating(name: &'static str, question: String, ends: [String; 2], highest: u8, rated: Typed) -> View {
    let steps: Vec<View> = (0..=highest).map(|step| mark(name, step, rated)).collect();
    let [low, high] = ends;
    let ends = tags::div().class("ends").children((tags::span().children(low), tags::span().children(high)));
    let steps = tags::div().class("rating").children(steps);
    let parts = (tags::legend().children(question), steps, ends, not_today(name, rated));
    tags::fieldset().class("field").children(parts).into()
}

fn mark(name: &'static str, step: u8, rated: Typed) -> View {
    let words = tags::span().children(step.to_string());
    tags::label().children((choice(name, step.to_string(), rated), words)).into()
}

fn not_today(name: &'static str, rated: Typed) -> View {
    let words = tags::span().children(tr("rating-not-today"));
    tags::div().children(tags::label().class("check").children((choice(name, String::new(), rated), words))).into()
}

fn choice(name: &'static str, value: String, rated: Typed) -> View {
    let chosen = value.clone();
    let choice = tags::input().r#type("radio").name(name).prop("checked", move || rated.is(&value));
    choice.hears("change", move |_| rated.choose(&*chosen)).into()
}
