//! Two wordings in one text: what went is struck through, what came is underlined, and both are said as well.

use leptos::prelude::{AnyView, ClassAttribute, ElementChild, GlobalAttributes, IntoAny, view};
use troth_app::view::Piece;

use crate::messages::tr;

/// Draws the later wording with what went and what came.
pub(crate) fn differences(pieces: &[Piece]) -> AnyView {
    let parts: Vec<AnyView> = pieces.iter().map(piece).collect();
    view! { <p class="said" dir="auto">{parts}</p> }.into_any()
}

fn piece(piece: &Piece) -> AnyView {
    let aloud = |id| view! { <span class="unseen">{format!("{} ", tr(id))}</span> }.into_any();
    match piece {
        Piece::Kept(words) => words.clone().into_any(),
        Piece::Struck(words) => view! { <del>{aloud("difference-struck")}{words.clone()}</del> }.into_any(),
        Piece::Added(words) => view! { <ins>{aloud("difference-added")}{words.clone()}</ins> }.into_any(),
    }
}
