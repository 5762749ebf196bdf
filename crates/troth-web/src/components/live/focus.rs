//! Where the keyboard stands while a part of the page is drawn anew.

use sycamore::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use super::marks::Marks;

/// A control by its place between two marks, and by what tells it from another that may come to stand there.
pub(super) struct Focus {
    /// The places from the marks down to it.
    path: Vec<u32>,
    kind: String,
    words: Option<String>,
}

impl Focus {
    /// Finds where the keyboard stands; `None` if that is not between the marks.
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

    /// Puts the keyboard back. Where something else stands now it goes to what is around, so that the next press of Tab
    /// leads into what has changed, and not to the top of the page.
    pub(super) fn restore(&self, marks: &Marks, around: &Node) {
        let mut path = self.path.iter();
        let top = path.next().and_then(|place| marks.all().into_iter().nth(*place as usize));
        let found = top.and_then(|top| path.try_fold(top, |at, place| at.child_nodes().get(*place)));
        let same = found.filter(|node| node.node_name() == self.kind && node.text_content() == self.words);
        let control = same.and_then(|node| node.dyn_into::<HtmlElement>().ok());
        let around = || around.clone().dyn_into::<HtmlElement>().ok().inspect(|around| around.set_tab_index(-1));
        if let Some(control) = control.or_else(around) {
            // What can't be focused now leaves the keyboard at the page.
            let _ = control.focus();
        }
    }
}

/// How many nodes lie between `first`, or the first one beside it, and this one.
fn steps_to(node: &Node, first: Option<&Node>) -> u32 {
    let mut steps = 0;
    let mut at = node.clone();
    while let Some(before) = Some(&at).filter(|at| Some(*at) != first).and_then(Node::previous_sibling) {
        steps += 1;
        at = before;
    }
    steps
}
