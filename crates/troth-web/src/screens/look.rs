//! Looking at one part of the view, so that a screen draws again only when that part changes.

use troth_app::EntryId;
use troth_app::view::{Gate, OpenView};

use crate::components::Part;
use crate::shell::use_app;

/// Follows a part of what is inside. While the gate is closed it is empty: the screen is about to go.
pub(crate) fn look<T>(read: impl Fn(&OpenView) -> T + 'static) -> Part<T>
where
    T: Clone + Default + PartialEq + 'static,
{
    follow(Box::new(read))
}

fn follow<T>(read: Box<dyn Fn(&OpenView) -> T>) -> Part<T>
where
    T: Clone + Default + PartialEq + 'static,
{
    let view = use_app().view();
    Part::new(move || {
        view.with(|view| match &view.gate {
            Gate::Open(open) => read(open),
            _ => T::default(),
        })
    })
}

/// Reads a part of what is inside, as it is now.
pub(crate) fn glance<T: Default>(read: impl FnOnce(&OpenView) -> T) -> T {
    use_app().view().with_untracked(|view| match &view.gate {
        Gate::Open(open) => read(open),
        _ => T::default(),
    })
}

/// Whether a slow step is running, wherever in the view it stands.
pub(crate) fn busy(read: impl Fn(&OpenView) -> bool + 'static) -> Part<bool> {
    look(read)
}

/// The partner's name, or how to speak of someone who isn't linked yet.
pub(crate) fn partner() -> String {
    glance(|open| open.partner.clone()).unwrap_or_else(|| crate::messages::tr("partner-unnamed"))
}

/// A name for an entry on the page and for its drafts.
pub(crate) fn entry_key(id: EntryId) -> String {
    id.0.iter().fold(String::new(), |key, byte| format!("{key}{byte:02x}"))
}
