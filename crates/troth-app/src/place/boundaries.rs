//! Boundaries: one's own limits, and the other's.

use troth_core::{Boundary, BoundaryChanged, BoundaryCommand, BoundarySet, Command, EntryId, PartnerId, SharedState};

use super::agreements::watched;
use crate::intent::BoundaryIntent;
use crate::map::Detail;
use crate::message::Message;
use crate::view::BoundaryView;
use crate::{civil, form};

/// Every boundary, those that hold first, the latest first.
pub(crate) fn view(shared: &SharedState, me: PartnerId, open: Option<&Detail>) -> Vec<BoundaryView> {
    let mut all: Vec<_> = shared.boundaries.boundaries().iter().collect();
    all.sort_by_key(|(id, one)| (one.lifted, core::cmp::Reverse((one.written.unix_ms, **id))));
    all.into_iter().map(|(id, one)| boundary_view(*id, one, me, open)).collect()
}

fn boundary_view(id: EntryId, boundary: &Boundary, me: PartnerId, open: Option<&Detail>) -> BoundaryView {
    let words = boundary.words.as_ref().map(|words| words.as_str().to_owned()).unwrap_or_default();
    let looked_at = open == Some(&Detail::Agreements);
    let watch = if looked_at { watched(boundary.title.as_str(), &words, "") } else { Vec::new() };
    BoundaryView {
        id,
        wording: boundary.wording,
        mine: boundary.author == me,
        title: boundary.title.as_str().to_owned(),
        words,
        date: civil::date(boundary.written.date()),
        edited: boundary.edited,
        lifted: boundary.lifted,
        heeded: boundary.is_acknowledged(),
        watch,
    }
}

/// What was asked, as the core's command.
pub(crate) fn command(intent: &BoundaryIntent) -> Result<Command, Message> {
    let command = match intent {
        BoundaryIntent::Set(title, words) => BoundaryCommand::Set(BoundarySet {
            title: form::text(title, "problem-boundary")?,
            words: form::optional(words)?,
        }),
        BoundaryIntent::Change(boundary, title, words) => BoundaryCommand::Change(BoundaryChanged {
            boundary: *boundary,
            title: form::text(title, "problem-boundary")?,
            words: form::optional(words)?,
        }),
        BoundaryIntent::Lift(boundary) => BoundaryCommand::Lift(*boundary),
        BoundaryIntent::Heed(wording) => BoundaryCommand::Acknowledge(*wording),
    };
    Ok(Command::Boundary(command))
}
