//! Two wordings in one text: removed words are struck through, added words underlined, and screen readers hear both.

use sycamore::prelude::*;
use sycamore::web::tags;
use troth_app::view::Piece;

use crate::messages::tr;

/// Draws the later wording with removed and added words.
pub(crate) fn differences(pieces: &[Piece]) -> View {
    let parts: Vec<View> = pieces.iter().map(piece).collect();
    tags::p().class("said").dir("auto").children(parts).into()
}

fn piece(piece: &Piece) -> View {
    let (Piece::Kept(run) | Piece::Struck(run) | Piece::Added(run)) = piece;
    let (words, blank) = run.split_at(run.trim_end().len());
    let (words, blank) = (words.to_owned(), blank.to_owned());
    let aloud = |id| tags::span().class("unseen").children(format!("{} ", tr(id)));
    match piece {
        Piece::Kept(run) => run.clone().into(),
        Piece::Struck(_) => (tags::del().children((aloud("difference-struck"), words)), blank).into(),
        Piece::Added(_) => (tags::ins().children((aloud("difference-added"), words)), blank).into(),
    }
}
