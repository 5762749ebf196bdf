//! The current front of the page, and the signals that screens follow.

use sycamore::prelude::*;
use sycamore::web::queue_microtask;
use troth_app::view::{Gate, SampleView, View};

use super::install::{self, InstallOffer};
use super::look::{self, Look};
use super::share::Shared;

/// The front of the page: the app, or a message of the shell itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Front {
    /// The app is starting, or the page is about to go: draw nothing.
    Starting,
    /// The app: draw its view.
    App,
    /// Another tab runs the app; [`crate::shell::AppHandle::use_here`] takes it over.
    OtherTab,
    /// The browser gives no storage, as in some private windows, so the app cannot run.
    NoStorage,
    /// Not everything could be deleted: the person must clear this site's data in the browser.
    WipeFailed,
    /// The page is hidden and about to go: draw nothing.
    Hidden,
}

/// The values that screens follow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signals {
    pub(super) view: Signal<View>,
    pub(super) front: Signal<Front>,
    pub(super) install: Signal<InstallOffer>,
    pub(super) update_ready: Signal<bool>,
    pub(super) is_in_sight: Signal<bool>,
    pub(super) shared: Signal<Shared>,
    pub(super) look: Signal<Look>,
    is_drawing_due: Signal<bool>,
}

impl Signals {
    /// Makes the signals. Call it where they live as long as the page.
    pub(super) fn new() -> Self {
        Self {
            view: create_signal(empty_view()),
            front: create_signal(Front::Starting),
            install: create_signal(install::first_offer()),
            update_ready: create_signal(false),
            is_in_sight: create_signal(true),
            shared: create_signal(Shared::Idle),
            look: create_signal(look::restore()),
            is_drawing_due: create_signal(false),
        }
    }
}

impl Signals {
    /// Sets the view. Readers see it at once. It is drawn after the current step, which may still hold drawn elements.
    pub(super) fn show(self, view: View) {
        self.view.set_silent(view);
        if !self.is_drawing_due.replace_silent(true) {
            queue_microtask(move || {
                self.is_drawing_due.set_silent(false);
                self.view.update(|_| ());
            });
        }
    }
}

/// Returns the view while no app runs. It is never drawn.
pub(super) const fn empty_view() -> View {
    View { gate: Gate::Notice, sample: SampleView::Closed, banners: Vec::new(), problem: None, done: None, accepted: 0 }
}
