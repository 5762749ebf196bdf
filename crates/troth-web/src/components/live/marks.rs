//! Two comments on the page, and what is between them.

use sycamore::prelude::*;
use sycamore::web::{HtmlNode, ViewHtmlNode};
use web_sys::Node;

use super::focus::Focus;

/// A start and an end; what is between them may change.
#[derive(Clone)]
pub(super) struct Marks {
    start: Node,
    end: Node,
}

impl Marks {
    /// Makes two marks, and what puts them on the page.
    pub(super) fn new() -> (Self, [View; 2]) {
        let [start, end] = [HtmlNode::create_marker_node(), HtmlNode::create_marker_node()];
        let marks = Self { start: start.as_web_sys().clone(), end: end.as_web_sys().clone() };
        (marks, [View::from_node(start), View::from_node(end)])
    }

    /// The mark at the beginning.
    pub(super) fn start(&self) -> &Node {
        &self.start
    }

    /// The mark at the end.
    pub(super) fn end(&self) -> &Node {
        &self.end
    }

    /// Everything from one mark to the other, both among it.
    pub(super) fn all(&self) -> Vec<Node> {
        let mut all = vec![self.start.clone()];
        while let Some(next) = all.last().filter(|last| **last != self.end).and_then(Node::next_sibling) {
            all.push(next);
        }
        all
    }

    /// Puts something new between the marks; the keyboard stays where it stood, if that is still there.
    pub(super) fn refill(&self, new: &View) {
        let Some(parent) = self.end.parent_node() else { return };
        let focus = Focus::between(self);
        for old in self.all().iter().filter(|node| **node != self.start && **node != self.end) {
            // The browser refuses only what is not there, and then nothing is left to do.
            let _ = parent.remove_child(old);
        }
        for node in new.as_web_sys() {
            // Refused only where `end` is not on the page, and it was found there.
            let _ = parent.insert_before(&node, Some(&self.end));
        }
        if let Some(focus) = focus {
            focus.restore(self, &parent);
        }
    }

    /// Moves everything in front of another node of the page.
    pub(super) fn move_before(&self, next: &Node) {
        let Some(parent) = next.parent_node() else { return };
        for node in self.all() {
            // Refused only where `next` is not on the page, and it was found there.
            let _ = parent.insert_before(&node, Some(next));
        }
    }

    /// Takes everything off the page, the marks too.
    pub(super) fn remove(&self) {
        let Some(parent) = self.end.parent_node() else { return };
        for node in self.all() {
            // As above: what is not there need not go.
            let _ = parent.remove_child(&node);
        }
    }
}
