//! Installation: on some systems an installed app keeps its storage, while a tab loses it after idle days.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Event;

use super::page;

/// The offer to install.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InstallOffer {
    /// No offer: it is installed, or the browser cannot install it.
    None,
    /// A button; the browser asks the rest.
    Button,
    /// Words: on this system the person installs by the browser's share menu.
    ByShareMenu,
}

/// The browser's deferred install prompt.
#[derive(Clone, Debug)]
pub(super) struct Prompt {
    event: Event,
}

impl Prompt {
    /// Shows the browser's own question. It can be asked once.
    pub(super) fn ask(self) {
        let Ok(prompt) = Reflect::get(&self.event, &"prompt".into()) else { return };
        if let Some(prompt) = prompt.dyn_ref::<Function>() {
            // The answer is not needed: an installed app reports `appinstalled`.
            drop(prompt.call0(&self.event));
        }
    }
}

/// Returns the offer before the browser has reported anything.
pub(super) fn first_offer() -> InstallOffer {
    let standalone = page::window().and_then(|window| Reflect::get(&window.navigator(), &"standalone".into()).ok());
    // Only one vendor's systems have this property; `false` means a tab.
    if standalone == Some(JsValue::FALSE) { InstallOffer::ByShareMenu } else { InstallOffer::None }
}

/// Calls back with a prompt when there is one, and with `None` once the app is installed.
pub(super) fn on_change(act: impl Fn(Option<Prompt>) + Clone + 'static) {
    let Some(window) = page::window() else { return };
    let (offered, installed) = (act.clone(), act);
    page::listen(&window, "beforeinstallprompt", move |event| {
        event.prevent_default();
        offered(Some(Prompt { event }));
    });
    page::listen(&window, "appinstalled", move |_| installed(None));
}
