//! Buttons.

use leptos::prelude::{
    AnyView, AriaAttributes, ClassAttribute, ElementChild, Get, GetUntracked, IntoAny, OnAttribute, Set, Signal,
    use_context, view,
};

use super::form::Forms;

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
pub(crate) fn button(kind: Kind, label: String, press: impl Fn() + 'static) -> AnyView {
    made(kind, "button", label, None, Signal::stored(false), Box::new(press))
}

/// A button whose label stands on the page more than once: `about` tells those who only hear it which one this is.
pub(crate) fn button_about(kind: Kind, label: String, about: &str, press: impl Fn() + 'static) -> AnyView {
    let spoken = Some(format!("{label}: {about}"));
    made(kind, "button", label, spoken, Signal::stored(false), Box::new(press))
}

/// A button that shows that its work runs, and takes no second press meanwhile.
pub(crate) fn busy_button(kind: Kind, label: String, busy: Signal<bool>, press: impl Fn() + 'static) -> AnyView {
    made(kind, "button", label, None, busy, Box::new(press))
}

/// The button that sends the form around it.
pub(super) fn submit_button(label: String, busy: Signal<bool>) -> AnyView {
    made(Kind::Primary, "submit", label, None, busy, Box::new(|| {}))
}

fn made(
    kind: Kind,
    role: &'static str,
    label: String,
    spoken: Option<String>,
    busy: Signal<bool>,
    press: Box<dyn Fn()>,
) -> AnyView {
    // A gate outside of the app has no forms.
    let forms: Option<Forms> = use_context();
    let pressed = move |_| {
        if busy.get_untracked() {
            return;
        }
        if let Some(forms) = forms {
            forms.speaking.set(None);
        }
        press();
    };
    let running = move || if busy.get() { Some("true") } else { None };
    view! { <button type=role class=kind.class() aria-label=spoken aria-busy=running on:click=pressed>{label}</button> }
        .into_any()
}

/// Buttons side by side, the most likely one first.
pub(crate) fn actions(buttons: Vec<AnyView>) -> AnyView {
    view! { <div class="actions">{buttons}</div> }.into_any()
}
