//! The private journal: one's own words, in one's own stream.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};

use crate::anomaly::AnomalyKind;
use crate::codec::events;
use crate::decide::Refusal;
use crate::entry::Entry;
use crate::event::Draft;
use crate::fold::State;
use crate::ids::EntryId;
use crate::text::Words;
use crate::time::WallTime;

events! {
    /// The journal; own stream, kinds 400-499.
    pub enum JournalEvent {
        /// A page.
        JournalWritten(JournalWritten) = 400,
        /// A page in other words.
        JournalEdited(JournalEdited) = 401,
        /// A page erased. The app erases the sealed words of the entries as well.
        JournalErased(JournalErased) = 402,
    }
}

/// A page.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct JournalWritten {
    /// What it says.
    #[n(0)]
    pub words: Words,
}

/// A page in other words.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct JournalEdited {
    /// The entry that first wrote the page.
    #[n(0)]
    pub page: EntryId,
    /// What it says now.
    #[n(1)]
    pub words: Words,
}

/// A page erased.
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

/// One page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// What it says now.
    pub words: Words,
    /// When it was first written.
    pub written: WallTime,
    /// Whether it said something else before (care 21).
    pub edited: bool,
    /// Every entry that holds words of this page; erasing the page erases them all.
    pub entries: Vec<EntryId>,
}

/// What a partner wants to do with their journal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum JournalCommand {
    /// Write a page.
    Write(Words),
    /// Put a page in other words.
    Edit {
        /// The page.
        page: EntryId,
        /// What it says now.
        words: Words,
    },
    /// Erase a page.
    Erase(EntryId),
}

impl Journal {
    /// The pages, by the entry that first wrote each.
    pub fn pages(&self) -> &BTreeMap<EntryId, Page> {
        &self.pages
    }

    /// The pages, the newest first.
    pub fn newest_first(&self) -> Vec<(EntryId, &Page)> {
        let mut pages: Vec<_> = self.pages.iter().map(|(id, page)| (*id, page)).collect();
        pages.sort_by_key(|(id, page)| core::cmp::Reverse((page.written.unix_ms, *id)));
        pages
    }

    /// Entries of erased pages, whose sealed words are to be erased wherever they are stored.
    pub fn to_erase(&self) -> impl Iterator<Item = EntryId> {
        self.erased.values().flatten().copied()
    }

    pub(crate) fn fold(&mut self, entry: &Entry, event: &JournalEvent) -> Result<(), AnomalyKind> {
        match event {
            JournalEvent::JournalWritten(written) => {
                let page = Page {
                    words: written.words.clone(),
                    written: entry.written,
                    edited: false,
                    entries: vec![entry.id],
                };
                self.pages.insert(entry.id, page);
                Ok(())
            }
            JournalEvent::JournalEdited(edit) => self.edit(entry, edit),
            JournalEvent::JournalErased(erased) => self.erase(erased.page),
        }
    }

    fn edit(&mut self, entry: &Entry, edit: &JournalEdited) -> Result<(), AnomalyKind> {
        if let Some(entries) = self.erased.get_mut(&edit.page) {
            entries.push(entry.id);
            return Ok(());
        }
        let page = self.pages.get_mut(&edit.page).ok_or(AnomalyKind::NothingThere)?;
        page.words = edit.words.clone();
        page.edited = true;
        page.entries.push(entry.id);
        Ok(())
    }

    /// Erasing beats an edit, whichever sorts first. The page itself may already be erased from storage.
    fn erase(&mut self, page: EntryId) -> Result<(), AnomalyKind> {
        let entries = self.pages.remove(&page).map_or_else(Vec::new, |page| page.entries);
        self.erased.entry(page).or_default().extend(entries);
        Ok(())
    }
}

pub(crate) fn decide(state: &State<'_>, command: JournalCommand) -> Result<Vec<Draft>, Refusal> {
    let known = |page: EntryId| state.own.journal.pages.get(&page).map(|_| page).ok_or(Refusal::NothingThere);
    let event = match command {
        JournalCommand::Write(words) => JournalEvent::JournalWritten(JournalWritten { words }),
        JournalCommand::Edit { page, words } => {
            JournalEvent::JournalEdited(JournalEdited { page: known(page)?, words })
        }
        JournalCommand::Erase(page) => JournalEvent::JournalErased(JournalErased { page: known(page)? }),
    };
    Ok(vec![Draft::own(event)])
}
