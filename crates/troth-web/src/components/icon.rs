//! Line icons and drawings. The page holds the sheet `assets/icons.svg`; these refer into it by name.

use leptos::prelude::{AnyView, ClassAttribute, CustomAttribute, ElementChild, IntoAny, view};

/// A small icon beside words; it says nothing by itself.
pub(crate) fn icon(name: &'static str) -> AnyView {
    drawn("icon", name)
}

/// A line drawing over the words of a gate or an empty place.
pub(crate) fn drawing(name: &'static str) -> AnyView {
    drawn("drawing", name)
}

/// The gold seam, at most once a screen.
pub(crate) fn seam() -> AnyView {
    drawn("seam", "d-seam")
}

/// A shape of the sheet in a class of the style.
pub(crate) fn drawn(class: &'static str, name: &'static str) -> AnyView {
    view! { <svg class=class aria-hidden="true"><use href=format!("#{name}")></use></svg> }.into_any()
}
