//! Linking: how far it is, the invitation as a picture, and the words to compare.

use std::fmt::Write;

use leptos::prelude::{
    AnyView, AriaAttributes, ClassAttribute, CustomAttribute, ElementChild, GlobalAttributes, IntoAny, view,
};

use crate::messages::tr;

/// White modules around the code, beside the figure's own white padding.
const MARGIN: usize = 2;

/// The three steps of linking; `current` counts from 0.
pub(crate) fn link_steps(current: usize) -> AnyView {
    let names = [tr("link-step-send"), tr("link-step-compare"), tr("link-step-together")];
    let steps: Vec<AnyView> = names.into_iter().enumerate().map(|(place, name)| step(place, current, name)).collect();
    view! { <ol class="steps" aria-label=tr("link-steps")>{steps}</ol> }.into_any()
}

fn step(place: usize, current: usize, name: String) -> AnyView {
    let now = (place == current).then_some("step");
    if place < current {
        return view! { <li class="done">{name}<span class="unseen">{tr("link-step-done")}</span></li> }.into_any();
    }
    view! { <li aria-current=now>{name}</li> }.into_any()
}

/// A QR code, always black on white.
pub(crate) fn qr_code(rows: &[Vec<bool>]) -> AnyView {
    let side = rows.len() + 2 * MARGIN;
    view! {
        <figure class="qr" role="img" aria-label=tr("link-qr")>
            <svg viewBox=format!("0 0 {side} {side}") shape-rendering="crispEdges" aria-hidden="true">
                <path fill="#000" d=dark_modules(rows)></path>
            </svg>
        </figure>
    }
    .into_any()
}

/// The dark modules as one path, a run of them at a time.
fn dark_modules(rows: &[Vec<bool>]) -> String {
    let mut path = String::new();
    for (y, row) in rows.iter().enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|left, right| left == right) {
            if run.first() == Some(&true) {
                let (left, top, width) = (x + MARGIN, y + MARGIN, run.len());
                let _ = write!(path, "M{left} {top}h{width}v1h-{width}z");
            }
            x += run.len();
        }
    }
    path
}

/// The four words that both compare. They are English whatever the language of the screen.
pub(crate) fn safe_words(words: &[String; 4]) -> AnyView {
    let words: Vec<AnyView> = words.iter().cloned().map(|word| view! { <li>{word}</li> }.into_any()).collect();
    view! { <ol class="safe-words" lang="en" data-testid="safe-words">{words}</ol> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::dark_modules;

    #[test]
    fn dark_modules_are_joined_in_runs() {
        let rows = [vec![true, true, false, true], vec![false, false, false, false]];
        assert_eq!(dark_modules(&rows), "M2 2h2v1h-2zM5 2h1v1h-1z");
    }
}
