//! Parts of a screen that follow signals, between two marks that stay on the page.

mod focus;
mod list;
mod marks;

use std::mem;

use sycamore::prelude::*;
use sycamore::reactive::create_effect_initial;

pub(crate) use list::keyed;
use marks::Marks;

/// Draws again whenever a signal that `draw` reads changes.
pub(crate) fn live(draw: impl Fn() -> View + 'static) -> View {
    follow(Box::new(draw))
}

/// Draws words that follow signals.
pub(crate) fn live_text(say: impl Fn() -> String + 'static) -> View {
    let say: Box<dyn Fn() -> String> = Box::new(say);
    View::from_dynamic(say)
}

/// Acts whenever the value of `read` changes, but not on its first value.
pub(crate) fn when_changed<T>(read: impl Fn() -> T + 'static, act: impl Fn(T) + 'static) {
    let mut is_first = true;
    create_effect(move || {
        let now = read();
        if !mem::take(&mut is_first) {
            untrack(|| act(now));
        }
    });
}

/// Boxed, so that the code that follows a signal is compiled once.
fn follow(draw: Box<dyn Fn() -> View>) -> View {
    let (marks, [start, end]) = Marks::new();
    let drawn = create_effect_initial(move || {
        let first = draw();
        let again: Box<dyn FnMut()> = Box::new(move || marks.refill(&draw()));
        (again, first)
    });
    (start, drawn, end).into()
}
