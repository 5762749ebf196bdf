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

/// Draws a row: its title, a line about it, and its action. Without an icon the words start at the edge.
pub(crate) fn row(sign: Option<&'static str>, title: String, about: String, press: impl Fn() + 'static) -> View {
    let words = tags::span().children((title, small(about)));
    tags::button().r#type("button").class("row").pressed(press).children((sign.map(icon), words)).into()
}
