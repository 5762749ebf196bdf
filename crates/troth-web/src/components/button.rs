//! Buttons.

use super::form::Forms;
use super::markup::Hears;
use super::part::Part;
use sycamore::prelude::*;
use sycamore::web::tags;

/// How a button looks, by what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The one thing that a screen is for.
    Primary,
    /// Something else to do.
    Plain,
    /// Something at the side.
    Quiet,
    /// What can't be undone.
    Danger,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Plain => "button",
            Self::Quiet => "button quiet",
            Self::Danger => "button danger",
        }
    }
}

/// A button.
pub(crate) fn button(kind: Kind, label: String, press: impl Fn() + 'static) -> View {
    made(kind, "button", label, None, None, Box::new(press))
}

/// A button whose label stands on the page more than once: `about` tells those who only hear it which one this is.
pub(crate) fn button_about(kind: Kind, label: String, about: &str, press: impl Fn() + 'static) -> View {
    let spoken = Some(format!("{label}: {about}"));
    made(kind, "button", label, spoken, None, Box::new(press))
}

/// A button that shows that its work runs, and takes no second press meanwhile.
pub(crate) fn busy_button(kind: Kind, label: String, busy: Part<bool>, press: impl Fn() + 'static) -> View {
    made(kind, "button", label, None, Some(busy), Box::new(press))
}

/// The button that sends the form around it.
pub(super) fn submit_button(label: String, busy: Option<Part<bool>>) -> View {
    made(Kind::Primary, "submit", label, None, busy, Box::new(|| {}))
}

fn made(
    kind: Kind,
    role: &'static str,
    label: String,
    spoken: Option<String>,
    busy: Option<Part<bool>>,
    press: Box<dyn Fn()>,
) -> View {
    // A gate outside of the app has no forms.
    let forms: Option<Forms> = try_use_context();
    let pressed = move || {
        if busy.is_some_and(Part::get_untracked) {
            return;
        }
        if let Some(forms) = forms {
            forms.speaking.set(None);
        }
        press();
    };
    let mut button = tags::button().r#type(role).class(kind.class()).attr("aria-label", spoken).pressed(pressed);
    if let Some(busy) = busy {
        button = button.attr("aria-busy", move || busy.get().then_some("true"));
    }
    button.children(label).into()
}

/// Buttons side by side, the most likely one first.
pub(crate) fn actions(buttons: Vec<View>) -> View {
    tags::div().class("actions").children(buttons).into()
}
