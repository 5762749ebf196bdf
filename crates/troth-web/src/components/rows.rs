//! Rows that lead somewhere.

use leptos::prelude::{AnyView, ClassAttribute, ElementChild, IntoAny, OnAttribute, view};

use super::icon::icon;

/// A list of rows.
pub(crate) fn rows(rows: Vec<AnyView>) -> AnyView {
    let items: Vec<AnyView> = rows.into_iter().map(|row| view! { <li>{row}</li> }.into_any()).collect();
    view! { <ul class="rows">{items}</ul> }.into_any()
}

/// A row: where it leads, a line about it, and what pressing it does. Without an icon the words start at the edge.
pub(crate) fn row(sign: Option<&'static str>, title: String, about: String, press: impl Fn() + 'static) -> AnyView {
    let press: Box<dyn Fn()> = Box::new(press);
    let about = (!about.is_empty()).then(|| view! { <small>{about}</small> }.into_any());
    view! { <button type="button" class="row" on:click=move |_| press()>{sign.map(icon)}<span>{title}{about}</span></button> }.into_any()
}
