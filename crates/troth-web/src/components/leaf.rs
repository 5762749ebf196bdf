//! Leaves of paper, and empty states.

use sycamore::prelude::*;
use sycamore::web::tags;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::button::actions;
use super::icon::{drawing, seam};
use super::markup::Hears;
use super::part::Part;
use super::prose::{heading, para};

/// The look of a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leaf {
    /// The one next step.
    Next,
    /// One item of several.
    Plain,
    /// A minor item.
    Quiet,
    /// Advice to read before an act.
    Advice,
}

/// A leaf.
pub(crate) fn leaf(kind: Leaf, mut parts: Vec<View>) -> View {
    let class = match kind {
        Leaf::Next => "leaf next",
        Leaf::Plain => "leaf",
        Leaf::Quiet => "leaf quiet",
        Leaf::Advice => "leaf advice",
    };
    if kind == Leaf::Next {
        parts.insert(0, seam());
    }
    tags::article().class(class).children(parts).into()
}

/// Draws the small line above a leaf: kind and author, with tags beside it.
pub(crate) fn eyebrow(words: String, marks: Vec<View>) -> View {
    tags::p().class("eyebrow").children((tags::span().children(words), marks)).into()
}

/// Draws a tag of one or two words.
pub(crate) fn tag(words: String) -> View {
    tags::span().class("tag").children(words).into()
}

/// Draws an empty state: what the place is for, and how to begin.
pub(crate) fn empty_state(sign: &'static str, title: String, words: String, buttons: Vec<View>) -> View {
    let buttons = (!buttons.is_empty()).then(|| actions(buttons));
    tags::section().class("state").children((drawing(sign), heading(title), para(words), buttons)).into()
}

/// Draws two people's words side by side, neither above the other.
pub(crate) fn both_sides(sides: [(String, View); 2]) -> View {
    let side = |(who, words): (String, View)| tags::section().children((tags::h3().children(who), words)).into();
    let sides: Vec<View> = sides.into_iter().map(side).collect();
    tags::div().class("both").children(sides).into()
}

/// Draws a live region. Silent, it takes no space; it must exist before it speaks.
pub(crate) fn spoken(speaks: Part<bool>, words: View) -> View {
    let class = move || if speaks.get() { "stack" } else { "unseen" };
    tags::div().class(class).attr("role", "status").children(words).into()
}

/// Shows that work is running.
pub(crate) fn waiting(words: String) -> View {
    let dots = (tags::i(), tags::i(), tags::i());
    tags::div().class("waiting").attr("role", "status").children((tags::span().children(words), dots)).into()
}

/// Draws a part that reacts to any touch: by pointer, wheel or key.
pub(crate) fn touched_part(parts: Vec<View>, act: impl Fn() + Clone + 'static) -> View {
    let on = ["pointerdown", "wheel", "keydown"];
    let part = on.into_iter().fold(tags::div().class("stack"), |part, touch| {
        let act = act.clone();
        part.hears(touch, move |_| act())
    });
    part.children(parts).into()
}

/// Draws a newly opened part. It takes the focus, so that a screen reader reads it and Tab continues inside.
pub(crate) fn opened_part(parts: Vec<View>) -> View {
    let place = create_node_ref();
    on_mount(move || {
        if let Some(part) = place.try_get().and_then(|part| part.dyn_into::<HtmlElement>().ok()) {
            // If it cannot take the focus, it is still reachable.
            let _ = part.focus();
        }
    });
    tags::div().class("stack").attr("role", "group").attr("tabindex", "-1").r#ref(place).children(parts).into()
}
