//! Asks in place before an act that cannot be undone. Nothing overlays the page, so Hide stays uncovered.

use std::rc::Rc;
use sycamore::prelude::*;

use super::button::{Kind, actions, button};
use super::leaf::opened_part;
use super::live::live;
use super::prose::{heading, many, para};
use crate::messages::tr;

/// The content of a question.
#[derive(Clone)]
pub(crate) struct Question {
    /// The button that asks it, and its look.
    pub(crate) open: (Kind, String),
    /// The question.
    pub(crate) title: String,
    /// What will happen.
    pub(crate) words: String,
    /// The button that confirms it.
    pub(crate) yes: String,
}

/// Draws a button that asks first.
pub(crate) fn confirm(question: Question, act: impl Fn() + 'static) -> View {
    confirm_shown(question, || many(Vec::new()), act)
}

/// Draws a button that asks first and names its subject.
pub(crate) fn confirm_shown(question: Question, shown: impl Fn() -> View + 'static, act: impl Fn() + 'static) -> View {
    let asking = create_signal(false);
    let act: Rc<dyn Fn()> = Rc::new(act);
    live(move || {
        let question = question.clone();
        if !asking.get() {
            let (kind, label) = question.open;
            return actions(vec![button(kind, label, move || asking.set(true))]);
        }
        let act = Rc::clone(&act);
        // The answer may remove the question with its screen.
        let yes = button(Kind::Danger, question.yes, move || {
            act();
            if asking.is_alive() {
                asking.set(false);
            }
        });
        let no = button(Kind::Plain, tr("confirm-no"), move || asking.set(false));
        opened_part(vec![heading(question.title), shown(), para(question.words), actions(vec![no, yes])])
    })
}
