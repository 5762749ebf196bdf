//! One line of the story.

use sycamore::prelude::*;
use sycamore::web::tags;
use troth_app::view::StoryLineView;

use super::markup::Hears;
use super::vessel::strand_name;
use crate::messages::{short_day, tr_message};

/// Draws a line: day and strand, what happened, and the person's words.
pub(crate) fn line_of_story(line: &StoryLineView, open: Option<Box<dyn Fn()>>) -> View {
    let when = format!("{} · {}", short_day(&line.date), strand_name(line.strand));
    let words = (!line.words.is_empty())
        .then(|| View::from(tags::span().class("told-words").dir("auto").children(line.words.clone())));
    let remarks: Vec<View> =
        line.remarks.iter().map(|remark| tags::small().children(tr_message(remark)).into()).collect();
    let parts = (tags::small().children(when), tags::span().children(tr_message(&line.what)), words, remarks);
    match open {
        Some(open) => tags::button().r#type("button").class("told").pressed(open).children(parts).into(),
        None => tags::p().class("told").children(parts).into(),
    }
}

/// Draws a picture that leads to another screen.
pub(crate) fn picture_button(label: String, picture: View, press: impl Fn() + 'static) -> View {
    let button = tags::button().r#type("button").class("picture").attr("aria-label", label);
    button.pressed(press).children(picture).into()
}
