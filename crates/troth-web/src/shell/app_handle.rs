//! The handle through which screens see the app and act on it.

use std::rc::Rc;
use sycamore::prelude::*;

use troth_app::view::View;
use troth_app::{Input, Intent};
use wasm_bindgen_futures::spawn_local;

use super::front::{Front, Signals};
use super::install::InstallOffer;
use super::look::{self, Look};
use super::run::{self, Runner};
use super::share::{self, Shared};
use super::stopped::{self, StoppedWords};

/// The app as screens see it: copy it into any closure.
#[derive(Clone, Copy)]
pub(crate) struct AppHandle {
    runner: Signal<Rc<Runner>>,
    signals: Signals,
}

/// Returns the handle; every component below the root has it.
pub(crate) fn use_app() -> AppHandle {
    use_context()
}

impl AppHandle {
    pub(super) fn new(runner: Rc<Runner>) -> Self {
        let signals = runner.signals;
        Self { runner: create_signal(runner), signals }
    }

    /// Sends a person's intent.
    pub(crate) fn send(self, intent: Intent) {
        self.runner().tell(Input::Intent(intent));
    }

    /// Returns the front of the page.
    pub(crate) fn front(self) -> ReadSignal<Front> {
        *self.signals.front
    }

    /// Returns the whole view. It is meaningful only while [`Self::front`] is [`Front::App`].
    pub(crate) fn view(self) -> ReadSignal<View> {
        *self.signals.view
    }

    /// Takes the app over from the tab that runs it.
    pub(crate) fn use_here(self) {
        spawn_local(self.runner().use_here());
    }

    /// Restarts: after an update, or when storage may be back.
    pub(crate) fn reload(self) {
        run::reload();
    }

    /// Returns whether a newer version waits for the next start.
    pub(crate) fn update_ready(self) -> ReadSignal<bool> {
        *self.signals.update_ready
    }

    /// Returns the offer to install.
    pub(crate) fn install(self) -> ReadSignal<InstallOffer> {
        *self.signals.install
    }

    /// Lets the browser ask whether to install; for [`InstallOffer::Button`].
    pub(crate) fn ask_install(self) {
        self.signals.install.set(InstallOffer::None);
        if let Some(prompt) = self.runner().prompt.take() {
            prompt.ask();
        }
    }

    /// Shares words by the system's share sheet, or the clipboard if there is none.
    /// Call it from a press: browsers refuse it otherwise.
    pub(crate) fn share(self, text: String) {
        self.hand_over(async move { share::share(&text).await });
    }

    /// Copies words to the clipboard.
    pub(crate) fn copy(self, text: String) {
        self.hand_over(async move { share::copy(&text).await });
    }

    fn hand_over(self, end: impl Future<Output = Shared> + 'static) {
        let shared = self.signals.shared;
        shared.set(Shared::Idle);
        spawn_local(async move { shared.set(end.await) });
    }

    /// Returns the result of the last sharing.
    pub(crate) fn shared(self) -> ReadSignal<Shared> {
        *self.signals.shared
    }

    /// Returns whether the page is in sight: not behind another tab or app, and the device not locked.
    pub(crate) fn is_in_sight(self) -> ReadSignal<bool> {
        *self.signals.is_in_sight
    }

    /// Returns the look of the page.
    pub(crate) fn look(self) -> ReadSignal<Look> {
        *self.signals.look
    }

    /// Chooses the look of the page.
    pub(crate) fn choose_look(self, look: Look) {
        look::choose(look);
        self.signals.look.set(look);
    }

    /// Sets the words of the page that is shown after a panic.
    pub(crate) fn say_stopped(self, words: StoppedWords) {
        stopped::say(words);
    }

    fn runner(self) -> Rc<Runner> {
        self.runner.get_clone_untracked()
    }
}
