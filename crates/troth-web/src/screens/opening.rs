//! What two share, while it is still being opened: a quiet line, and the way to what is one's own.

use sycamore::prelude::*;
use sycamore::web::tags;
use troth_app::{Detail, Intent, Place};

use super::device_changes::{ToldWhere, device_changes};
use crate::components::{Kind, actions, button, many, para};
use crate::messages::tr;
use crate::shell::AppHandle;

/// Draws the line. It appears only if opening takes long enough to be noticed, so that no start flickers.
pub(super) fn opening(app: AppHandle, (place, detail): (Place, Option<&Detail>)) -> View {
    let private = button(Kind::Plain, tr("opening-private"), move || app.send(Intent::Go(Place::Private)));
    let line = many(vec![para(tr("opening-words")), actions(vec![private])]);
    let line = tags::section().class("opening").attr("role", "status").children(line).into();
    // A change of one's devices is told before anything else, and needs nothing of what two share.
    match (place, detail) {
        (Place::Today, None) => many(vec![device_changes(app, ToldWhere::OnToday), line]),
        _ => line,
    }
}
