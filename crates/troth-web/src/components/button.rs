//! Buttons.

use super::form::Forms;
use super::markup::Hears;
use super::part::Part;
use sycamore::prelude::*;
use sycamore::web::tags;

/// The look of a button, by its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The main action of a screen.
    Primary,
    /// Another action.
    Plain,
    /// A minor action.
    Quiet,
    /// An action that cannot be undone.
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

/// Draws a button whose label appears more than once on the page: `about` distinguishes it for screen readers.
pub(crate) fn button_about(kind: Kind, label: String, about: &str, press: impl Fn() + 'static) -> View {
    let spoken = Some(format!("{label}: {about}"));
    made(kind, "button", label, spoken, None, Box::new(press))
}

/// Draws a button that shows running work and ignores presses meanwhile.
pub(crate) fn busy_button(kind: Kind, label: String, busy: Part<bool>, press: impl Fn() + 'static) -> View {
    made(kind, "button", label, None, Some(busy), Box::new(press))
}

/// Draws the button that submits its form.
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
    // A screen outside of the app has no forms.
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

/// Draws buttons side by side, the most likely one first.
pub(crate) fn actions(buttons: Vec<View>) -> View {
    tags::div().class("actions").children(buttons).into()
}
