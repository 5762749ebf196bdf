//! The private journal of a partner, in the own stream.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::codec::events;
use crate::kernel::header::Header;
use crate::kernel::ids::EntryId;
use crate::kernel::refusal::Refusal;
use crate::kernel::telling::untold;
use crate::kernel::text::Words;
use crate::kernel::time::WallTime;

events! {
    /// The journal; own stream, kinds 400-499.
    pub enum JournalEvent in 400..=499 {
        /// The author writes a page.
        JournalWritten = 400, Own, "journal-written", untold;
        /// The author edits a page.
        JournalEdited = 401, Own, "journal-edited", untold;
        /// The author erases a page. The app erases the sealed words of its entries as well.
        JournalErased = 402, Own, -, untold;
    }
}

/// A page.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct JournalWritten {
    /// What it says.
    #[n(0)]
    pub words: Words,
}

/// An edited page.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct JournalEdited {
    /// The entry that first wrote the page.
    #[n(0)]
    pub page: EntryId,
    /// What it says now.
    #[n(1)]
    pub words: Words,
}

/// An erased page.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct JournalErased {
    /// The entry that first wrote the page.
    #[n(0)]
    pub page: EntryId,
}

/// The pages of a journal, by the entry that first wrote each.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Journal {
    pages: BTreeMap<EntryId, Page>,
    erased: BTreeMap<EntryId, Vec<EntryId>>,
}

/// A page, as it reads now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// What it says now.
    pub words: Words,
    /// When it was first written.
    pub written: WallTime,
    /// Whether it was edited (care 21).
    pub edited: bool,
    /// Every entry that holds words of this page; erasing the page erases them all.
    pub entries: Vec<EntryId>,
}

impl Journal {
    /// The pages, by the entry that first wrote each.
    pub fn pages(&self) -> &BTreeMap<EntryId, Page> {
        &self.pages
    }

    /// The pages, newest first.
    pub fn newest_first(&self) -> Vec<(EntryId, &Page)> {
        let mut pages: Vec<_> = self.pages.iter().map(|(id, page)| (*id, page)).collect();
        pages.sort_by_key(|(id, page)| core::cmp::Reverse((page.written.unix_ms, *id)));
        pages
    }

    /// The entries of erased pages. The app has to erase their sealed words wherever they are stored.
    pub fn to_erase(&self) -> impl Iterator<Item = EntryId> {
        self.erased.values().flatten().copied()
    }

    pub(crate) fn fold(&mut self, header: &Header, event: &JournalEvent) -> Result<(), AnomalyKind> {
        match event {
            JournalEvent::JournalWritten(written) => {
                let page = Page {
                    words: written.words.clone(),
                    written: header.written,
                    edited: false,
                    entries: vec![header.id],
                };
                self.pages.insert(header.id, page);
                Ok(())
            }
            JournalEvent::JournalEdited(edit) => self.edit(header, edit),
            JournalEvent::JournalErased(erased) => self.erase(erased.page),
        }
    }

    fn edit(&mut self, header: &Header, edit: &JournalEdited) -> Result<(), AnomalyKind> {
        if let Some(entries) = self.erased.get_mut(&edit.page) {
            entries.push(header.id);
            return Ok(());
        }
        let page = self.pages.get_mut(&edit.page).ok_or(AnomalyKind::NothingThere)?;
        page.words = edit.words.clone();
        page.edited = true;
        page.entries.push(header.id);
        Ok(())
    }

    /// Erases a page. Erasing wins over an edit, whichever sorts first. The page's entry may be erased already.
    fn erase(&mut self, page: EntryId) -> Result<(), AnomalyKind> {
        let entries = self.pages.remove(&page).map_or_else(Vec::new, |page| page.entries);
        self.erased.entry(page).or_default().extend(entries);
        Ok(())
    }
}

/// Decides whether a partner may write `event`.
pub(crate) fn decide(journal: &Journal, event: JournalEvent) -> Result<Vec<JournalEvent>, Refusal> {
    let page = match &event {
        JournalEvent::JournalWritten(_) => None,
        JournalEvent::JournalEdited(edit) => Some(edit.page),
        JournalEvent::JournalErased(erased) => Some(erased.page),
    };
    if page.is_none_or(|page| journal.pages.contains_key(&page)) { Ok(vec![event]) } else { Err(Refusal::NothingThere) }
}
