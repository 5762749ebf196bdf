//! Line icons and drawings. The page holds the sheet `assets/icons.svg`; these refer into it by name.

use sycamore::prelude::*;
use sycamore::web::tags;
/// A small icon beside words; it says nothing by itself.
pub(crate) fn icon(name: &'static str) -> View {
    drawn("icon", name)
}

/// A line drawing over the words of a gate or an empty place.
pub(crate) fn drawing(name: &'static str) -> View {
    drawn("drawing", name)
}

/// The gold seam, at most once a screen.
pub(crate) fn seam() -> View {
    drawn("seam", "d-seam")
}

/// A shape of the sheet in a class of the style.
pub(crate) fn drawn(class: &'static str, name: &'static str) -> View {
    let shape = tags::r#use().attr("href", format!("#{name}"));
    tags::svg().class(class).attr("aria-hidden", "true").children(shape).into()
}
