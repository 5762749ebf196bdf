//! What stands in front of the person, and the values that screens follow.

use leptos::prelude::RwSignal;
use troth_app::view::{Gate, SampleView, View};

use super::install::{self, InstallOffer};
use super::look::{self, Look};
use super::share::Shared;

/// What stands in front of the person: the app, or what the shell must say itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Front {
    /// The app is starting, or the page is about to go: draw nothing.
    Starting,
    /// The app: draw its view.
    App,
    /// Another tab runs the app; [`crate::shell::AppHandle::use_here`] takes it over.
    OtherTab,
    /// The browser gives no storage, as in some private windows: the app can't run.
    NoStorage,
    /// Not everything could be deleted: the person must clear this site's data in the browser.
    WipeFailed,
    /// The page is hidden and about to go: draw nothing.
    Hidden,
}

/// The values that screens follow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signals {
    pub(super) view: RwSignal<View>,
    pub(super) front: RwSignal<Front>,
    pub(super) install: RwSignal<InstallOffer>,
    pub(super) update_ready: RwSignal<bool>,
    pub(super) shared: RwSignal<Shared>,
    pub(super) look: RwSignal<Look>,
}

impl Signals {
    /// Makes them; to be called where they live as long as the page.
    pub(super) fn new() -> Self {
        Self {
            view: RwSignal::new(empty_view()),
            front: RwSignal::new(Front::Starting),
            install: RwSignal::new(install::first_offer()),
            update_ready: RwSignal::new(false),
            shared: RwSignal::new(Shared::Idle),
            look: RwSignal::new(look::restore()),
        }
    }
}

/// The view while no app runs; nobody draws it.
pub(super) const fn empty_view() -> View {
    View { gate: Gate::Notice, sample: SampleView::Closed, banners: Vec::new(), problem: None, done: None, accepted: 0 }
}
