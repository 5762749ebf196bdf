//! The state of pages for oneself, folded from the own log.

use std::collections::BTreeMap;

use super::events::{SoloBody, SoloChanged, SoloEvent, SoloOutcome, SoloShared, SoloTold};
use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::header::{Header, Said};
use crate::kernel::ids::EntryId;
use crate::kernel::text::Words;
use crate::kernel::time::{CivilDate, WallTime};

/// The pages of one partner, by the entry that first wrote each.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct SoloPages {
    pages: BTreeMap<EntryId, SoloPage>,
    erased: BTreeMap<EntryId, Vec<EntryId>>,
}

/// A page, as it reads now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SoloPage {
    /// What it holds now, with the entry and time of these words (care 21).
    pub said: Said<SoloBody>,
    /// When it was first written.
    pub written: WallTime,
    /// The wording that was shared last, and when.
    pub shared: Option<(EntryId, WallTime)>,
    /// Every entry that holds words of this page; erasing the page erases them all.
    pub entries: Vec<EntryId>,
    /// What was told of the days of a promise.
    pub(super) told: BTreeMap<CivilDate, Said<(SoloOutcome, Option<Words>)>>,
}

impl SoloPage {
    /// Whether exactly these words were shared.
    pub fn is_shared_as_it_is(&self) -> bool {
        self.shared.is_some_and(|(wording, _)| wording == self.said.entry)
    }
}

impl SoloPages {
    /// Whether a page still shows what an entry of it says: its words as they are now, or the latest outcome of a day.
    pub fn shows(&self, page: EntryId, entry: EntryId) -> bool {
        let is_latest =
            |page: &SoloPage| page.said.entry == entry || page.told.values().any(|told| told.entry == entry);
        self.pages.get(&page).is_some_and(is_latest)
    }

    /// The pages, by the entry that first wrote each.
    pub fn pages(&self) -> &BTreeMap<EntryId, SoloPage> {
        &self.pages
    }

    /// The pages, newest first.
    pub fn newest_first(&self) -> Vec<(EntryId, &SoloPage)> {
        let mut pages: Vec<_> = self.pages.iter().map(|(id, page)| (*id, page)).collect();
        pages.sort_by_key(|(id, page)| core::cmp::Reverse((page.written.unix_ms, *id)));
        pages
    }

    /// The entries of erased pages. The app has to erase their sealed words wherever they are stored.
    pub fn to_erase(&self) -> impl Iterator<Item = EntryId> {
        self.erased.values().flatten().copied()
    }

    pub(crate) fn fold(&mut self, header: &Header, event: &SoloEvent) -> Result<(), AnomalyKind> {
        match event {
            SoloEvent::SoloWritten(written) => {
                self.pages.insert(header.id, page(header, written.body.clone()));
                Ok(())
            }
            SoloEvent::SoloChanged(change) => self.change(header, change),
            SoloEvent::SoloErased(erased) => self.erase(erased.page),
            SoloEvent::SoloTold(told) => self.tell(header, told),
            SoloEvent::SoloShared(shared) => self.mark_shared(header, shared),
        }
    }

    /// A page that an entry adds words to; `None` if it is erased. Erasing wins, whichever sorts first.
    fn page_for(&mut self, page: EntryId, entry: EntryId) -> Result<Option<&mut SoloPage>, AnomalyKind> {
        if let Some(entries) = self.erased.get_mut(&page) {
            entries.push(entry);
            return Ok(None);
        }
        let page = self.pages.get_mut(&page).ok_or(AnomalyKind::NothingThere)?;
        page.entries.push(entry);
        Ok(Some(page))
    }

    fn change(&mut self, header: &Header, change: &SoloChanged) -> Result<(), AnomalyKind> {
        let is_another_form = |page: &SoloPage| page.said.what.kind() != change.body.kind();
        if self.pages.get(&change.page).is_some_and(is_another_form) {
            return Err(AnomalyKind::NothingThere);
        }
        if let Some(page) = self.page_for(change.page, header.id)? {
            page.said = Said { what: change.body.clone(), entry: header.id, written: header.written, edited: true };
        }
        Ok(())
    }

    /// The page's entry may be erased already.
    fn erase(&mut self, page: EntryId) -> Result<(), AnomalyKind> {
        let entries = self.pages.remove(&page).map_or_else(Vec::new, |page| page.entries);
        self.erased.entry(page).or_default().extend(entries);
        Ok(())
    }

    fn tell(&mut self, header: &Header, told: &SoloTold) -> Result<(), AnomalyKind> {
        if let Some(page) = self.page_for(told.page, header.id)? {
            let edited = page.told.contains_key(&told.due);
            let what = (told.outcome, told.note.clone());
            page.told.insert(told.due, Said { what, entry: header.id, written: header.written, edited });
        }
        Ok(())
    }

    /// The mark holds no words, so an erased page does not need it.
    fn mark_shared(&mut self, header: &Header, shared: &SoloShared) -> Result<(), AnomalyKind> {
        if self.erased.contains_key(&shared.page) {
            return Ok(());
        }
        let page = self.pages.get_mut(&shared.page).ok_or(AnomalyKind::NothingThere)?;
        page.shared = Some((shared.wording, header.written));
        Ok(())
    }
}

fn page(header: &Header, body: SoloBody) -> SoloPage {
    let said = Said { what: body, entry: header.id, written: header.written, edited: false };
    SoloPage { said, written: header.written, shared: None, entries: vec![header.id], told: BTreeMap::new() }
}
