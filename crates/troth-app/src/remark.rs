//! What stands beside an entry when it is told, because its date alone would not tell the truth.

use std::collections::BTreeMap;

use troth_core::{CivilDate, EntryId, WallTime};
use troth_sync::{Dating, Delivered};

use crate::civil;
use crate::message::Message;

/// From this many days between the date on an entry and the day of its arrival, both are shown. The one follows its
/// author's time zone and the other the relay's, so a difference of one says nothing.
const APART_DAYS: i64 = 2;

const DAY_MS: i64 = 86_400_000;

/// What is out of the ordinary about an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Remark {
    /// When it arrived, if that is days from its date.
    arrived: Option<CivilDate>,
    /// It bears an earlier date than what its device had written before it.
    dated_back: bool,
    /// A copy of a device wrote it for which its owner did not decide.
    of_a_copy: bool,
    /// Somebody had left what the two share before it came to them.
    after_the_end: bool,
    /// Its device was removed by another that had not seen it.
    late: bool,
}

/// The entries about which there is something to say; mostly none.
pub(crate) struct Remarks(BTreeMap<EntryId, Remark>);

impl Remarks {
    pub(crate) const fn none() -> Self {
        Self(BTreeMap::new())
    }

    /// Notes what is out of the ordinary about entries that are handed over.
    pub(crate) fn look_at(&mut self, delivered: &[Delivered]) {
        for one in delivered {
            if let Some(remark) = Remark::of(one) {
                *self.of(EntryId(one.id.to_bytes())) = remark;
            }
        }
    }

    /// Marks exactly these entries as a copy's.
    pub(crate) fn mark_copies(&mut self, copies: &[EntryId]) {
        for remark in self.0.values_mut() {
            remark.of_a_copy = false;
        }
        for id in copies {
            self.of(*id).of_a_copy = true;
        }
    }

    /// Marks those of the entries that came after an end, and takes the mark from the others.
    pub(crate) fn mark_ends(&mut self, entries: impl Iterator<Item = EntryId>, is_after: impl Fn(EntryId) -> bool) {
        for id in entries {
            if is_after(id) {
                self.of(id).after_the_end = true;
            } else if let Some(remark) = self.0.get_mut(&id) {
                remark.after_the_end = false;
            }
        }
    }

    /// Marks an entry that the remover of its device had not seen.
    pub(crate) fn mark_late(&mut self, id: EntryId) {
        self.of(id).late = true;
    }

    /// What stands beside an entry, in words.
    pub(crate) fn words(&self, id: EntryId) -> Vec<Message> {
        self.0.get(&id).map_or_else(Vec::new, |remark| remark.words())
    }

    fn of(&mut self, id: EntryId) -> &mut Remark {
        self.0.entry(id).or_default()
    }
}

impl Remark {
    /// Looks at an entry that is handed over; nothing is kept of an ordinary one.
    fn of(delivered: &Delivered) -> Option<Self> {
        let written = delivered.header.written;
        let dated = WallTime { unix_ms: written.unix_ms, offset_minutes: written.offset_minutes }.date();
        let day = |day: u16| WallTime { unix_ms: i64::from(day) * DAY_MS, offset_minutes: 0 }.date();
        let arrived = delivered.arrival.map(|arrival| day(arrival.day));
        let arrived = arrived.filter(|arrived| arrived.days_since(dated).abs() >= APART_DAYS);
        let dated_back = delivered.dating == Dating::FellBack;
        (dated_back || arrived.is_some()).then_some(Self { arrived, dated_back, ..Self::default() })
    }

    /// In words, most telling first.
    fn words(self) -> Vec<Message> {
        let late = self.after_the_end.then_some(Message::plain("remark-after-the-end"));
        let arrived = self.arrived.map(|day| Message::plain("remark-arrived").text("date", civil::date(day)));
        let back = self.dated_back.then_some(Message::plain("remark-dated-back"));
        let copy = self.of_a_copy.then_some(Message::plain("remark-copy"));
        let unproven = self.late.then_some(Message::plain("remark-unproven"));
        [late, unproven, arrived, back, copy].into_iter().flatten().collect()
    }
}
