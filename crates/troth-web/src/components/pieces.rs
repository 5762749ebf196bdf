//! Long lists: a piece at a time, so that a room costs what is read in it.

use std::rc::Rc;

use sycamore::prelude::*;

use super::button::{Kind, actions, button};
use super::live::live;
use super::prose::{details_heard, many};
use crate::messages::tr;

/// Rows of one line that are drawn at once: two screens of a phone.
pub(crate) const ROWS_AT_ONCE: usize = 20;
/// The same for leaves and cards, which are taller.
pub(crate) const LEAVES_AT_ONCE: usize = 10;

/// A list of which the first piece is drawn, and another at each press of the button below. `draw` draws one piece.
pub(crate) fn in_pieces<T: 'static>(all: Vec<T>, at_once: usize, draw: impl Fn(&[T]) -> View + 'static) -> View {
    let all: Rc<[T]> = all.into();
    let (count, pieces) = (all.len(), at_once);
    let piece = move |from: usize| draw(all.get(from..).map_or(&[], |rest| &rest[..rest.len().min(pieces)]));
    from_place(0, count, at_once, Rc::new(piece))
}

fn from_place(place: usize, count: usize, at_once: usize, draw: Rc<dyn Fn(usize) -> View>) -> View {
    let piece = draw(place);
    let next = place.saturating_add(at_once);
    if next >= count {
        return piece;
    }
    let is_asked_for = create_signal(false);
    let rest = live(move || {
        if is_asked_for.get() {
            return from_place(next, count, at_once, Rc::clone(&draw));
        }
        actions(vec![button(Kind::Quiet, tr("list-more"), move || is_asked_for.set(true))])
    });
    many(vec![piece, rest])
}

/// Something to unfold that is drawn when it is unfolded for the first time.
pub(crate) fn details_later(summary: String, draw: impl Fn() -> View + 'static) -> View {
    let is_unfolded = create_signal(false);
    let parts = live(move || if is_unfolded.get() { draw() } else { many(Vec::new()) });
    let unfold = move |_| {
        if !is_unfolded.get_untracked() {
            is_unfolded.set(true);
        }
    };
    details_heard(summary, vec![parts], unfold)
}
