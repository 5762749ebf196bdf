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
    let (Piece::Kept(run) | Piece::Struck(run) | Piece::Added(run)) = piece;
    let words = run.trim_end();
    let blank = run.get(words.len()..).unwrap_or_default().to_owned();
    let words = words.to_owned();
    let aloud = |id| view! { <span class="unseen">{format!("{} ", tr(id))}</span> }.into_any();
    match piece {
        Piece::Kept(run) => run.clone().into_any(),
        Piece::Struck(_) => view! { <del>{aloud("difference-struck")}{words}</del>{blank} }.into_any(),
        Piece::Added(_) => view! { <ins>{aloud("difference-added")}{words}</ins>{blank} }.into_any(),
    }
}
