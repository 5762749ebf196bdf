//! Leaves of paper, and what a place shows when there is nothing on it.

use leptos::html::Div;
use leptos::prelude::{
    AnyView, ClassAttribute, ElementChild, GlobalAttributes, IntoAny, NodeRef, NodeRefAttribute, view,
};

use super::button::actions;
use super::icon::{drawing, seam};
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
pub(crate) fn leaf(kind: Leaf, mut parts: Vec<AnyView>) -> AnyView {
    let class = match kind {
        Leaf::Next => "leaf next",
        Leaf::Plain => "leaf",
        Leaf::Quiet => "leaf quiet",
        Leaf::Advice => "leaf advice",
    };
    if kind == Leaf::Next {
        parts.insert(0, seam());
    }
    view! { <article class=class>{parts}</article> }.into_any()
}

/// The small line over a leaf: kind and author, and marks beside it.
pub(crate) fn eyebrow(words: String, tags: Vec<AnyView>) -> AnyView {
    view! { <p class="eyebrow"><span>{words}</span>{tags}</p> }.into_any()
}

/// A mark of one or two words.
pub(crate) fn tag(words: String) -> AnyView {
    view! { <span class="tag">{words}</span> }.into_any()
}

/// A place with nothing on it: what it is for, and how to begin.
pub(crate) fn empty_state(sign: &'static str, title: String, words: String, buttons: Vec<AnyView>) -> AnyView {
    let buttons = (!buttons.is_empty()).then(|| actions(buttons));
    view! { <section class="state">{drawing(sign)}{heading(title)}{para(words)}{buttons}</section> }.into_any()
}

/// Two people's words side by side; nothing stands above or below.
pub(crate) fn both_sides(sides: [(String, AnyView); 2]) -> AnyView {
    let side = |(who, words): (String, AnyView)| view! { <section><h3>{who}</h3>{words}</section> }.into_any();
    let sides: Vec<AnyView> = sides.into_iter().map(side).collect();
    view! { <div class="both">{sides}</div> }.into_any()
}

/// A part that is read out when it begins to speak; silent it takes no room, and must be there before it speaks.
pub(crate) fn spoken(speaks: Part<bool>, words: AnyView) -> AnyView {
    view! { <div class=move || if speaks.get() { "stack" } else { "unseen" } role="status">{words}</div> }.into_any()
}

/// Something takes a moment.
pub(crate) fn waiting(words: String) -> AnyView {
    view! { <div class="waiting" role="status"><span>{words}</span><i></i><i></i><i></i></div> }.into_any()
}

/// A part that was opened just now: it takes the focus, so that what comes is read out and reached next.
pub(crate) fn opened_part(parts: Vec<AnyView>) -> AnyView {
    let place = NodeRef::<Div>::new();
    place.on_load(|part| {
        // Where the focus can't go the part is still there to be reached.
        let _ = part.focus();
    });
    view! { <div class="stack" role="group" tabindex="-1" node_ref=place>{parts}</div> }.into_any()
}
