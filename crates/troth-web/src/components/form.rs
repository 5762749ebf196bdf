//! Forms: what was typed is cleared when the app took it, and stays when it did not.

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

/// The forms of the page: which was sent and not yet taken, and which caused the last problem.
#[derive(Clone, Copy)]
pub(crate) struct Forms {
    sent: Signal<Option<Sent>>,
    /// The form that was sent last and nothing pressed since: a problem is shown beside it. `None` is the whole page.
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

    /// A number for a new form.
    fn next(self) -> u32 {
        self.count.set_silent(self.count.get_untracked() + 1);
        self.count.get_untracked()
    }

    /// Sends what form `number` says. Once the app takes it, `typed` is cleared and `then` runs.
    fn send(self, app: AppHandle, number: u32, intent: Intent, typed: Vec<Typed>, then: Rc<dyn Fn()>) {
        typed.iter().for_each(|typed| typed.keep_now());
        self.speaking.set(Some(number));
        let accepted_before = app.view().with_untracked(|view| view.accepted);
        self.sent.set_silent(Some(Sent { accepted_before, typed, then }));
        app.send(intent);
        self.settle(app);
    }

    /// Forgets a form that is gone.
    fn silence(self, number: u32) {
        // The page itself may be going, and with it what a form has outlived.
        if self.speaking.is_alive() && self.speaking.get_untracked() == Some(number) {
            self.speaking.set(None);
        }
    }

    /// Looks whether the app has answered the form that was sent.
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

/// A form: its fields, the problem if there is one, and the button that sends it, with others beside it.
///
/// `intent` reads the fields at the moment of sending; `typed` are those to clear once it is taken.
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
    /// A form that does nothing more than send.
    pub(crate) fn new(
        parts: Vec<View>,
        submit: String,
        typed: Vec<Typed>,
        intent: impl Fn() -> Intent + 'static,
    ) -> Self {
        Self { parts, submit, beside: Vec::new(), busy: None, typed, intent: Box::new(intent), then: Rc::new(|| {}) }
    }

    /// Adds buttons beside the sending one.
    pub(crate) fn beside(mut self, buttons: Vec<View>) -> Self {
        self.beside = buttons;
        self
    }

    /// Shows when the work of the form runs.
    pub(crate) fn busy(mut self, busy: Part<bool>) -> Self {
        self.busy = Some(busy);
        self
    }

    /// Runs once the app took what was sent.
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
