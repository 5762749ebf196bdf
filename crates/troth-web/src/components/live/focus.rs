//! Keeps the keyboard focus while a part of the page is redrawn.

use sycamore::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use super::marks::Marks;

/// A control, identified by its place between two marks and by attributes that distinguish it from a replacement.
pub(super) struct Focus {
    /// The child indexes from the marks down to it.
    path: Vec<u32>,
    kind: String,
    words: Option<String>,
}

impl Focus {
    /// Finds the focused control; `None` if it is not between the marks.
    pub(super) fn between(marks: &Marks) -> Option<Self> {
        let mut at: Node = document().active_element()?.into();
        let (kind, words) = (at.node_name(), at.text_content());
        let around = marks.end().parent_node()?;
        let mut path = Vec::new();
        while at.parent_node()? != around {
            path.push(steps_to(&at, None));
            at = at.parent_node()?;
        }
        if !marks.all().contains(&at) {
            return None;
        }
        path.push(steps_to(&at, Some(marks.start())));
        path.reverse();
        Some(Self { path, kind, words })
    }

    /// Restores the focus. If another element is there now, the focus goes to the surrounding element: the next Tab
    /// then leads into the changed part, and not to the top of the page.
    pub(super) fn restore(&self, marks: &Marks, around: &Node) {
        let mut path = self.path.iter();
        let top = path.next().and_then(|place| marks.all().into_iter().nth(*place as usize));
        let found = top.and_then(|top| path.try_fold(top, |at, place| at.child_nodes().get(*place)));
        let same = found.filter(|node| node.node_name() == self.kind && node.text_content() == self.words);
        let control = same.and_then(|node| node.dyn_into::<HtmlElement>().ok());
        let around = || around.clone().dyn_into::<HtmlElement>().ok().inspect(|around| around.set_tab_index(-1));
        if let Some(control) = control.or_else(around) {
            // If the control cannot take the focus now, the focus stays with the page.
            let _ = control.focus();
        }
    }
}

/// Returns the number of nodes from `first`, or from the first sibling, to this one.
fn steps_to(node: &Node, first: Option<&Node>) -> u32 {
    let mut steps = 0;
    let mut at = node.clone();
    while let Some(before) = Some(&at).filter(|at| Some(*at) != first).and_then(Node::previous_sibling) {
        steps += 1;
        at = before;
    }
    steps
}
