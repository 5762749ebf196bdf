//! A list that keeps its items' elements.

use std::mem;

use sycamore::prelude::*;
use sycamore::reactive::{NodeHandle, create_child_scope, create_effect_initial, untrack, use_current_scope};
use web_sys::Node;

use super::marks::Marks;
use crate::components::Part;

/// Draws a list in which a remaining item keeps its elements, and so its focus and typed words.
///
/// Sycamore's own list restores the elements that an item had at first; this app's items replace theirs.
pub(crate) fn keyed(keys: impl Fn() -> Vec<String> + 'static, draw: impl Fn(String) -> View + 'static) -> View {
    listed(Part::new(keys), Box::new(draw))
}

fn listed(keys: Part<Vec<String>>, draw: Box<dyn Fn(String) -> View>) -> View {
    let (marks, [start, end]) = Marks::new();
    // Items live as long as the list, not as long as one drawing of it.
    let scope = use_current_scope();
    let add = move |key: String| scope.run_in(|| untrack(|| Item::new(key, &draw)));
    let drawn = create_effect_initial(move || {
        let (mut items, views): (Vec<Item>, Vec<View>) = keys.get().into_iter().map(&add).unzip();
        let first: View = views.into();
        let again: Box<dyn FnMut()> = Box::new(move || reorder(&mut items, keys.get(), &add, marks.end()));
        (again, first)
    });
    (start, drawn, end).into()
}

/// One item, with its reactive scope.
struct Item {
    key: String,
    scope: NodeHandle,
    marks: Marks,
}

impl Item {
    fn new(key: String, draw: &dyn Fn(String) -> View) -> (Self, View) {
        let (marks, [start, end]) = Marks::new();
        let mut drawn = View::new();
        let scope = create_child_scope(|| drawn = draw(key.clone()));
        (Self { key, scope, marks }, (start, drawn, end).into())
    }

    fn remove(self) {
        self.scope.dispose();
        self.marks.remove();
    }
}

/// Makes the items match `keys`, in order, with as few removals, insertions and moves as possible.
///
/// It works from the end, so that a new item goes to its place at once: a moved item loses the focus.
fn reorder(items: &mut Vec<Item>, keys: Vec<String>, add: &dyn Fn(String) -> (Item, View), end: &Node) {
    let mut left = mem::take(items);
    let mut next = end.clone();
    for key in keys.into_iter().rev() {
        let item = match left.iter().position(|item| item.key == key) {
            Some(place) => left.remove(place),
            None => put_before(&next, add(key)),
        };
        items.push(item);
        next = items.last().map_or(next, |item| item.marks.start().clone());
    }
    items.reverse();
    left.into_iter().for_each(Item::remove);
    settle(items, end);
}

/// Inserts a new item before another node.
fn put_before(next: &Node, (item, view): (Item, View)) -> Item {
    if let Some(parent) = next.parent_node() {
        for node in view.as_web_sys() {
            // The browser refuses only a neighbour that is not there, and `next` was found through its parent.
            let _ = parent.insert_before(&node, Some(next));
        }
    }
    item
}

/// Moves the items that are out of place.
fn settle(items: &[Item], end: &Node) {
    let mut next = end.clone();
    for item in items.iter().rev() {
        if item.marks.end().next_sibling().as_ref() != Some(&next) {
            item.marks.move_before(&next);
        }
        next = item.marks.start().clone();
    }
}
