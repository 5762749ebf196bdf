//! Forms: typed words are cleared once the app has taken them, and stay if it refused.

use std::rc::Rc;
use sycamore::prelude::*;
use sycamore::web::tags;

use troth_app::Intent;
use web_sys::Event;

use super::banner::problem_line;
use super::button::{actions, submit_button};
use super::markup::Hears;
use super::part::Part;
use super::typed::Typed;
use crate::shell::{AppHandle, use_app};

/// The forms of the page: which one was sent and not yet taken, and which one caused the last problem.
#[derive(Clone, Copy)]
pub(crate) struct Forms {
    sent: Signal<Option<Sent>>,
    /// The form that shows a problem: the last one sent, unless a later press was elsewhere. `None` is the whole page.
    pub(super) speaking: Signal<Option<u32>>,
    count: Signal<u32>,
}

#[derive(Clone)]
struct Sent {
    accepted_before: u64,
    typed: Vec<Typed>,
    then: Rc<dyn Fn()>,
}

impl Forms {
    pub(crate) fn new() -> Self {
        Self { sent: create_signal(None), speaking: create_signal(None), count: create_signal(0) }
    }

    /// Returns a number for a new form.
    fn next(self) -> u32 {
        self.count.set_silent(self.count.get_untracked() + 1);
        self.count.get_untracked()
    }

    /// Sends the intent of form `number`. Once the app takes it, `typed` is cleared and `then` runs.
    fn send(self, app: AppHandle, number: u32, intent: Intent, typed: Vec<Typed>, then: Rc<dyn Fn()>) {
        typed.iter().for_each(|typed| typed.keep_now());
        self.speaking.set(Some(number));
        let accepted_before = app.view().with_untracked(|view| view.accepted);
        self.sent.set_silent(Some(Sent { accepted_before, typed, then }));
        app.send(intent);
        self.settle(app);
    }

    /// Forgets a removed form.
    fn silence(self, number: u32) {
        // The page itself may be closing, and its signals may be gone before this form.
        if self.speaking.is_alive() && self.speaking.get_untracked() == Some(number) {
            self.speaking.set(None);
        }
    }

    /// Checks whether the app has answered the form that was sent.
    pub(crate) fn settle(self, app: AppHandle) {
        let Some(sent) = self.sent.get_clone_untracked() else { return };
        let (accepted, refused) = app.view().with_untracked(|view| (view.accepted, view.problem.is_some()));
        if accepted > sent.accepted_before {
            self.sent.set_silent(None);
            (sent.then)();
            sent.typed.iter().for_each(|typed| typed.clear());
        } else if refused {
            self.sent.set_silent(None);
        }
    }
}

/// A form: its fields, its problem if there is one, its submit button, and other buttons beside that.
///
/// `intent` reads the fields when the form is sent; `typed` lists the fields to clear once the app takes it.
pub(crate) struct Form {
    pub(crate) parts: Vec<View>,
    pub(crate) submit: String,
    pub(crate) beside: Vec<View>,
    pub(crate) busy: Option<Part<bool>>,
    pub(crate) typed: Vec<Typed>,
    pub(crate) intent: Box<dyn Fn() -> Intent>,
    pub(crate) then: Rc<dyn Fn()>,
}

impl Form {
    /// Makes a form that only sends.
    pub(crate) fn new(
        parts: Vec<View>,
        submit: String,
        typed: Vec<Typed>,
        intent: impl Fn() -> Intent + 'static,
    ) -> Self {
        Self { parts, submit, beside: Vec::new(), busy: None, typed, intent: Box::new(intent), then: Rc::new(|| {}) }
    }

    /// Adds buttons beside the submit button.
    pub(crate) fn beside(mut self, buttons: Vec<View>) -> Self {
        self.beside = buttons;
        self
    }

    /// Shows while the form's work runs.
    pub(crate) fn busy(mut self, busy: Part<bool>) -> Self {
        self.busy = Some(busy);
        self
    }

    /// Adds an act that runs once the app has taken the intent.
    pub(crate) fn then(mut self, then: impl Fn() + 'static) -> Self {
        self.then = Rc::new(then);
        self
    }

    /// Draws it.
    pub(crate) fn draw(self) -> View {
        let (app, forms): (_, Forms) = (use_app(), use_context());
        let Self { parts, submit, beside, busy, typed, intent, then } = self;
        let number = forms.next();
        on_cleanup(move || forms.silence(number));
        let send = move |event: Event| {
            event.prevent_default();
            if !busy.is_some_and(Part::get_untracked) {
                forms.send(app, number, intent(), typed.clone(), then.clone());
            }
        };
        let mut buttons = vec![submit_button(submit, busy)];
        buttons.extend(beside);
        let form = tags::form().class("stack").bool_attr("novalidate", true).hears("submit", send);
        form.children((parts, problem_line(number), actions(buttons))).into()
    }
}
