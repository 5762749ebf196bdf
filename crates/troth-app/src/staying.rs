//! A reload comes back to where the person was.
//!
//! The place is kept on this device, sealed, and only while no lock is set: behind a lock every start opens on Today.
//! Hiding forgets it, and after two hours it counts no more: who opens Troth anew, or is shown it by a browser that brings
//! back old pages, begins on Today. It is written when the place changes and at no other time: what is unfolded or touched
//! in a place leaves storage as it was (care 2).

use minicbor::{Decode, Encode};

use crate::app::App;
use crate::cbor;
use crate::effect::Table;
use crate::map::{Detail, Place};
use crate::storage::rows::PLACE;
use crate::storage::unread::Opening;

/// So long after a place was reached, a page that is brought back is no reload any more. A long page can be written in it.
const STAYS_MS: i64 = 2 * 60 * 60 * 1000;

/// How the page was opened, as the browser tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageLoad {
    /// Anew.
    #[default]
    Afresh,
    /// It was loaded again where it had been open.
    Again,
}

/// Where the person was.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) struct KeptPlace {
    #[n(0)]
    place: Place,
    #[n(1)]
    detail: Option<Detail>,
    #[n(2)]
    since_ms: i64,
}

impl App {
    /// Goes to where the person was, if the page was just loaded again.
    pub(crate) fn come_back_to(&mut self, opening: &mut Opening<'_>) {
        // One of another version says nothing, and is written over.
        self.ui.kept = opening.read(PLACE, |bytes| Some(minicbor::decode(bytes).ok())).value().flatten();
        let Some(kept) = self.ui.kept.clone().filter(|_| self.page_load == PageLoad::Again && self.stays()) else {
            return;
        };
        if (0..STAYS_MS).contains(&(self.io.now.unix_ms - kept.since_ms)) {
            self.go(kept.place, kept.detail);
        }
    }

    fn stays(&self) -> bool {
        self.lock.form.is_none() && self.space.as_ref().is_some_and(|space| space.next_device.is_none())
    }

    /// Keeps where the person is.
    pub(crate) fn keep_place(&mut self) {
        let Some(local) = self.local.clone().filter(|_| self.space.is_some()) else { return };
        let here = self.place_here().filter(|_| self.stays());
        let is_kept = match (&self.ui.kept, &here) {
            (None, None) => true,
            (Some(kept), Some(here)) => (kept.place, &kept.detail) == (here.place, &here.detail),
            _ => false,
        };
        if is_kept {
            return;
        }
        match &here {
            Some(here) => self.io.put_sealed(&local, PLACE, &cbor::encode(here)),
            None => self.io.store.delete(Table::Sealed, PLACE),
        }
        self.ui.kept = here;
    }

    /// Forgets where the person is.
    pub(crate) fn forget_place(&mut self) {
        if self.ui.kept.take().is_some() {
            self.io.store.delete(Table::Sealed, PLACE);
        }
    }

    /// Where the person is; nothing where that is Today, or in an earlier record, whose keys are read later.
    fn place_here(&self) -> Option<KeptPlace> {
        // A moment is over with a reload: what it happened on is led back to.
        let detail = self.ui.detail.as_ref().map(Detail::innermost).filter(|detail| !is_passing(detail));
        let (place, detail) = (self.ui.place, detail.cloned());
        let is_somewhere = self.ui.reading.is_none() && (place, &detail) != (Place::Today, &None);
        is_somewhere.then_some(KeptPlace { place, detail, since_ms: self.io.now.unix_ms })
    }
}

/// Screens that nobody should be led back to: advice before leaving, and what is shown once or to one person's eyes.
const fn is_passing(detail: &Detail) -> bool {
    matches!(
        detail,
        Detail::Unlink
            | Detail::Wipe
            | Detail::About
            | Detail::Export
            | Detail::Recovery
            | Detail::AddDevice
            | Detail::Link
            | Detail::SideBySide
    )
}
