//! Parts of a screen that follow the view, between two marks that stay on the page.

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

/// Words that follow the view.
pub(crate) fn live_text(say: impl Fn() -> String + 'static) -> View {
    let say: Box<dyn Fn() -> String> = Box::new(say);
    View::from_dynamic(say)
}

/// Acts whenever what `read` follows has changed; not for what it is at first.
pub(crate) fn when_changed<T>(read: impl Fn() -> T + 'static, act: impl Fn(T) + 'static) {
    let mut is_first = true;
    create_effect(move || {
        let now = read();
        if !mem::take(&mut is_first) {
            untrack(|| act(now));
        }
    });
}

/// Boxed, so that the code that follows a signal exists once.
fn follow(draw: Box<dyn Fn() -> View>) -> View {
    let (marks, [start, end]) = Marks::new();
    let drawn = create_effect_initial(move || {
        let first = draw();
        let again: Box<dyn FnMut()> = Box::new(move || marks.refill(&draw()));
        (again, first)
    });
    (start, drawn, end).into()
}
