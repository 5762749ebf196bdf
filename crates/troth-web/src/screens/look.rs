//! Follows one part of the view, so that a screen redraws only when that part changes.

use data_encoding::HEXLOWER;
use sycamore::prelude::*;
use troth_app::view::{Gate, OpenView};
use troth_app::{Detail, EntryId, Intent};

use crate::components::{Part, live, many, marked_row, quiet_dot};
use crate::messages::{tr, tr_args};
use crate::shell::{AppHandle, use_app};

/// Follows a part of the open view. While the gate is closed it is empty: the screen is about to go.
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

/// Draws the row of a room. It bears a quiet dot while something of the partner's in it was not opened on this device.
pub(super) fn room_row(app: AppHandle, sign: &'static str, title: String, about: String, room: Detail) -> View {
    let of = room.clone();
    let is_fresh = look(move |open| open.fresh.contains(&of));
    let mark = live(move || if is_fresh.get() { quiet_dot(fresh_words()) } else { many(Vec::new()) });
    marked_row(sign, title, about, mark, move || app.send(Intent::Show(room.clone())))
}

/// What a quiet dot says to a screen reader.
pub(super) fn fresh_words() -> String {
    tr_args("news-dot", &[("name", (&partner()).into())])
}

/// Reads a part of the open view now, without following it.
pub(crate) fn glance<T: Default>(read: impl FnOnce(&OpenView) -> T) -> T {
    use_app().view().with_untracked(|view| match &view.gate {
        Gate::Open(open) => read(open),
        _ => T::default(),
    })
}

/// Follows whether slow work is running.
pub(crate) fn busy(read: impl Fn(&OpenView) -> bool + 'static) -> Part<bool> {
    look(read)
}

/// Returns the partner's name, or the words for a partner who is not linked yet.
pub(crate) fn partner() -> String {
    glance(|open| open.partner.clone()).unwrap_or_else(|| tr("partner-unnamed"))
}

/// Returns a name that somebody chose, or the words for a partner if it can't be shown.
pub(crate) fn named(name: &str) -> String {
    if name.is_empty() { tr("partner-unnamed") } else { name.to_owned() }
}

/// Returns the id of an entry on the page and in drafts.
pub(crate) fn entry_key(id: EntryId) -> String {
    HEXLOWER.encode(&id.0)
}
