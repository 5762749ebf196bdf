//! Installing the app: on some systems an installed app keeps its storage where a tab loses it after idle days.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Event;

use super::page;

/// What can be offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InstallOffer {
    /// Nothing: it is installed, or the browser can't.
    None,
    /// A button: the browser asks the rest.
    Button,
    /// Words: on this system the person does it by the browser's share menu.
    ByShareMenu,
}

/// What the browser lets us ask later.
#[derive(Clone, Debug)]
pub(super) struct Prompt {
    event: Event,
}

impl Prompt {
    /// Asks now; the browser shows its own question. It can be asked once.
    pub(super) fn ask(self) {
        let Ok(prompt) = Reflect::get(&self.event, &"prompt".into()) else { return };
        if let Some(prompt) = prompt.dyn_ref::<Function>() {
            // The answer is the browser's business: an installed app says so by `appinstalled`.
            drop(prompt.call0(&self.event));
        }
    }
}

/// Returns what can be offered before the browser has said anything.
pub(super) fn first_offer() -> InstallOffer {
    let standalone = page::window().and_then(|window| Reflect::get(&window.navigator(), &"standalone".into()).ok());
    // Only one maker's systems have this property: `false` is a tab there.
    if standalone == Some(JsValue::FALSE) { InstallOffer::ByShareMenu } else { InstallOffer::None }
}

/// Calls back with a prompt when there is one, and with none when the app is installed.
pub(super) fn on_change(act: impl Fn(Option<Prompt>) + Clone + 'static) {
    let Some(window) = page::window() else { return };
    let (offered, installed) = (act.clone(), act);
    page::listen(&window, "beforeinstallprompt", move |event| {
        event.prevent_default();
        offered(Some(Prompt { event }));
    });
    page::listen(&window, "appinstalled", move |_| installed(None));
}
