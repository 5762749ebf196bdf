//! Boundaries: one's own limits, and the other's.

use troth_core::boundary::BoundaryAcknowledged;
use troth_core::boundary::BoundaryLifted;
use troth_core::boundary::{Boundary, BoundaryChanged, BoundaryEvent, BoundarySet};
use troth_core::{Command, EntryId, PartnerId, SharedState};

use super::shown::written;
use crate::intent::BoundaryIntent;
use crate::map::Detail;
use crate::message::Message;
use crate::view::BoundaryView;
use crate::watched::watched;
use crate::{civil, form};

/// Every boundary, those that hold first, the latest first.
pub(crate) fn view(shared: &SharedState, me: PartnerId, open: Option<&Detail>) -> Vec<BoundaryView> {
    let mut all: Vec<_> = shared.boundaries.boundaries().iter().collect();
    all.sort_by_key(|(id, one)| (one.lifted, core::cmp::Reverse((one.written.unix_ms, **id))));
    all.into_iter().map(|(id, one)| boundary_view(*id, one, me, open)).collect()
}

fn boundary_view(id: EntryId, boundary: &Boundary, me: PartnerId, open: Option<&Detail>) -> BoundaryView {
    let words = written(boundary.words.as_ref());
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
        BoundaryIntent::Set(title, words) => BoundaryEvent::BoundarySet(BoundarySet {
            title: form::text(title, "problem-boundary")?,
            words: form::optional(words)?,
        }),
        BoundaryIntent::Change(boundary, title, words) => BoundaryEvent::BoundaryChanged(BoundaryChanged {
            boundary: *boundary,
            title: form::text(title, "problem-boundary")?,
            words: form::optional(words)?,
        }),
        BoundaryIntent::Lift(boundary) => BoundaryEvent::BoundaryLifted(BoundaryLifted { boundary: *boundary }),
        BoundaryIntent::Heed(wording) => {
            BoundaryEvent::BoundaryAcknowledged(BoundaryAcknowledged { wording: *wording })
        }
    };
    Ok(Command::Boundary(command))
}
