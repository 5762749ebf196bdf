//! Line icons and drawings. The page contains the sheet `assets/icons.svg`; these refer to it by name.

use sycamore::prelude::*;
use sycamore::web::tags;
/// Draws a small icon beside words; screen readers skip it.
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

/// Draws a shape of the sheet with a class of the style.
pub(crate) fn drawn(class: &'static str, name: &'static str) -> View {
    let shape = tags::r#use().attr("href", format!("#{name}"));
    tags::svg().class(class).attr("aria-hidden", "true").children(shape).into()
}
