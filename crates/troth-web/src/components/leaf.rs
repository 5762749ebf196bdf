//! Leaves of paper, and what a place shows when there is nothing on it.

use sycamore::prelude::*;
use sycamore::web::tags;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::button::actions;
use super::icon::{drawing, seam};
use super::markup::Hears;
use super::part::Part;
use super::prose::{heading, para};

/// How a leaf looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leaf {
    /// The one next step.
    Next,
    /// One thing among others.
    Plain,
    /// A side matter.
    Quiet,
    /// Something to think of before one goes on.
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

/// The small line over a leaf: kind and author, and marks beside it.
pub(crate) fn eyebrow(words: String, marks: Vec<View>) -> View {
    tags::p().class("eyebrow").children((tags::span().children(words), marks)).into()
}

/// A mark of one or two words.
pub(crate) fn tag(words: String) -> View {
    tags::span().class("tag").children(words).into()
}

/// A place with nothing on it: what it is for, and how to begin.
pub(crate) fn empty_state(sign: &'static str, title: String, words: String, buttons: Vec<View>) -> View {
    let buttons = (!buttons.is_empty()).then(|| actions(buttons));
    tags::section().class("state").children((drawing(sign), heading(title), para(words), buttons)).into()
}

/// Two people's words side by side; nothing stands above or below.
pub(crate) fn both_sides(sides: [(String, View); 2]) -> View {
    let side = |(who, words): (String, View)| tags::section().children((tags::h3().children(who), words)).into();
    let sides: Vec<View> = sides.into_iter().map(side).collect();
    tags::div().class("both").children(sides).into()
}

/// A part that is read out when it begins to speak; silent it takes no room, and must be there before it speaks.
pub(crate) fn spoken(speaks: Part<bool>, words: View) -> View {
    let class = move || if speaks.get() { "stack" } else { "unseen" };
    tags::div().class(class).attr("role", "status").children(words).into()
}

/// Something takes a moment.
pub(crate) fn waiting(words: String) -> View {
    let dots = (tags::i(), tags::i(), tags::i());
    tags::div().class("waiting").attr("role", "status").children((tags::span().children(words), dots)).into()
}

/// A part that acts while a person touches it: by finger, wheel or key.
pub(crate) fn touched_part(parts: Vec<View>, act: impl Fn() + Clone + 'static) -> View {
    let on = ["pointerdown", "wheel", "keydown"];
    let part = on.into_iter().fold(tags::div().class("stack"), |part, touch| {
        let act = act.clone();
        part.hears(touch, move |_| act())
    });
    part.children(parts).into()
}

/// A part that was opened just now: it takes the focus, so that what comes is read out and reached next.
pub(crate) fn opened_part(parts: Vec<View>) -> View {
    let place = create_node_ref();
    on_mount(move || {
        if let Some(part) = place.try_get().and_then(|part| part.dyn_into::<HtmlElement>().ok()) {
            // Where the focus can't go the part is still there to be reached.
            let _ = part.focus();
        }
    });
    tags::div().class("stack").attr("role", "group").attr("tabindex", "-1").r#ref(place).children(parts).into()
}
