//! Rows that lead to another screen.

use super::icon::icon;
use super::markup::Hears;
use super::prose::small;
use sycamore::prelude::*;
use sycamore::web::tags;

/// A list of rows.
pub(crate) fn rows(rows: Vec<View>) -> View {
    let items: Vec<View> = rows.into_iter().map(|row| tags::li().children(row).into()).collect();
    tags::ul().class("rows").children(items).into()
}

/// Draws a quiet dot, with words for screen readers. It counts nothing.
pub(crate) fn quiet_dot(words: String) -> View {
    let aloud = tags::span().class("unseen").children(format!(", {words}"));
    tags::span().class("dot").children(aloud).into()
}

/// Draws a row that leads to a room, with what marks it.
pub(crate) fn marked_row(
    sign: &'static str,
    title: String,
    about: String,
    mark: View,
    press: impl Fn() + 'static,
) -> View {
    let words = tags::span().children((title, mark, small(about)));
    tags::button().r#type("button").class("row").pressed(press).children((icon(sign), words)).into()
}

/// Draws a row: its title, a line about it, and its action. Without an icon the words start at the edge.
pub(crate) fn row(sign: Option<&'static str>, title: String, about: String, press: impl Fn() + 'static) -> View {
    let words = tags::span().children((title, small(about)));
    tags::button().r#type("button").class("row").pressed(press).children((sign.map(icon), words)).into()
}
