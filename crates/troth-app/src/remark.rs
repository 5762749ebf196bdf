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
pub(crate) struct Remark {
    /// When it arrived, if that is days from its date.
    arrived: Option<CivilDate>,
    /// It bears an earlier date than what its device had written before it.
    dated_back: bool,
    /// A copy of a device wrote it for which its owner did not decide.
    pub(crate) of_a_copy: bool,
}

/// The entries about which there is something to say; mostly none.
pub(crate) type Remarks = BTreeMap<EntryId, Remark>;

impl Remark {
    /// Looks at an entry that is handed over; nothing is kept of an ordinary one.
    pub(crate) fn of(delivered: &Delivered) -> Option<Self> {
        let written = delivered.header.written;
        let dated = WallTime { unix_ms: written.unix_ms, offset_minutes: written.offset_minutes }.date();
        let day = |day: u16| WallTime { unix_ms: i64::from(day) * DAY_MS, offset_minutes: 0 }.date();
        let arrived = delivered.arrival.map(|arrival| day(arrival.day));
        let arrived = arrived.filter(|arrived| arrived.days_since(dated).abs() >= APART_DAYS);
        let dated_back = delivered.dating == Dating::FellBack;
        (dated_back || arrived.is_some()).then_some(Self { arrived, dated_back, of_a_copy: false })
    }

    /// In words, most telling first.
    pub(crate) fn words(self) -> Vec<Message> {
        let arrived = self.arrived.map(|day| Message::plain("remark-arrived").text("date", civil::date(day)));
        let back = self.dated_back.then_some(Message::plain("remark-dated-back"));
        let copy = self.of_a_copy.then_some(Message::plain("remark-copy"));
        [arrived, back, copy].into_iter().flatten().collect()
    }
}
