//! Two comment nodes on the page, and the nodes between them.

use sycamore::prelude::*;
use sycamore::web::{HtmlNode, ViewHtmlNode};
use web_sys::Node;

use super::focus::Focus;

/// A start and an end. The nodes between them may change.
#[derive(Clone)]
pub(super) struct Marks {
    start: Node,
    end: Node,
}

impl Marks {
    /// Makes two marks, and the views that put them on the page.
    pub(super) fn new() -> (Self, [View; 2]) {
        let [start, end] = [HtmlNode::create_marker_node(), HtmlNode::create_marker_node()];
        let marks = Self { start: start.as_web_sys().clone(), end: end.as_web_sys().clone() };
        (marks, [View::from_node(start), View::from_node(end)])
    }

    /// Returns the start mark.
    pub(super) fn start(&self) -> &Node {
        &self.start
    }

    /// Returns the end mark.
    pub(super) fn end(&self) -> &Node {
        &self.end
    }

    /// Returns all nodes from one mark to the other, including both.
    pub(super) fn all(&self) -> Vec<Node> {
        let mut all = vec![self.start.clone()];
        while let Some(next) = all.last().filter(|last| **last != self.end).and_then(Node::next_sibling) {
            all.push(next);
        }
        all
    }

    /// Replaces the nodes between the marks; the focus stays in place if its control is still there.
    pub(super) fn refill(&self, new: &View) {
        let Some(parent) = self.end.parent_node() else { return };
        let focus = Focus::between(self);
        for old in self.all().iter().filter(|node| **node != self.start && **node != self.end) {
            // The browser refuses only if the node is already gone.
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

    /// Moves marks and content before another node of the page.
    pub(super) fn move_before(&self, next: &Node) {
        let Some(parent) = next.parent_node() else { return };
        for node in self.all() {
            // Refused only where `next` is not on the page, and it was found there.
            let _ = parent.insert_before(&node, Some(next));
        }
    }

    /// Removes marks and content from the page.
    pub(super) fn remove(&self) {
        let Some(parent) = self.end.parent_node() else { return };
        for node in self.all() {
            // As above: what is not there need not go.
            let _ = parent.remove_child(&node);
        }
    }
}
