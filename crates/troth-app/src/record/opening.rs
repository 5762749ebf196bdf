//! What two share is opened after what is one's own, in steps: a shell draws and takes presses between them.
//!
//! ```text
//! reading    some rows of storage, as the shell brings them
//! opening    some records
//! placing    some entries, which are folded into a log that nothing reads yet
//! open       the log takes its place, whole
//! ```
//!
//! So neither the length of the shared record nor junk in its mailbox delays private pages, unlinking or a removal.

use std::collections::VecDeque;
use std::vec;

use troth_core::{Entry, Log, PartnerId, SharedState};
use troth_sync::{Authorship, Carrier, EngineOutcome, Placing, Restoring, SavedRecord};
use troth_vault::SharedKeys;
use troth_wire::{DeviceId, RecordId, StreamId};

use super::bars::Order;
use super::{Record, ends, late, seated};
use crate::effect::{Effect, Row};
use crate::storage::records::{Beside, Shelf};

/// Rows that are asked for in one step. A phone opens them in about the time of one frame, so that a press waits for no
/// more than that.
pub(crate) const ROWS_A_STEP: u32 = 400;

/// Records that are opened, or entries that are placed, in one step.
const ENTRIES_A_STEP: usize = ROWS_A_STEP as usize;

/// What a step came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// There is more to do.
    More,
    /// The shared record that counts is open.
    SharedIsOpen,
}

/// Streams that are opened one after the other.
#[derive(Default)]
pub(crate) struct Later {
    /// Those that were not begun.
    waiting: VecDeque<(SharedKeys, Beside)>,
    under_way: Option<UnderWay>,
    /// The one that counts, until it is open.
    current: Option<StreamId>,
    /// The shell was asked for the next step.
    is_asked: bool,
}

struct UnderWay {
    keys: SharedKeys,
    stage: Stage,
}

enum Stage {
    Reading { shelf: Box<Shelf>, after: Option<Vec<u8>> },
    Opening { restoring: Box<Restoring>, records: vec::IntoIter<SavedRecord> },
    Placing { restoring: Box<Restoring>, aside: Box<Aside> },
}

/// What came out of a stream so far, beside what is read.
struct Aside {
    log: Log<SharedState>,
    carriers: Vec<Carrier>,
    /// Under whose tags devices wrote. Which of it is a copy's shows when the stream is whole.
    wrote: Vec<(RecordId, DeviceId, Authorship)>,
    /// What removed devices say beyond their bars. Whether it counts shows with the order of the mailbox.
    waiting: Vec<Entry>,
}

impl Later {
    /// Has the shared record that counts opened.
    pub(super) fn add_current(&mut self, keys: SharedKeys, beside: Beside) {
        self.current = Some(keys.stream());
        self.add(keys, beside);
    }

    /// Has an earlier record opened.
    pub(super) fn add(&mut self, keys: SharedKeys, beside: Beside) {
        self.waiting.push_back((keys, beside));
    }

    /// The stream that is to be gone on with.
    fn begin_next(&mut self) {
        if self.under_way.is_none() {
            let next = self.waiting.pop_front();
            self.under_way = next.map(|(keys, beside)| {
                let shelf = Box::new(Shelf::begin(beside));
                UnderWay { keys, stage: Stage::Reading { shelf, after: None } }
            });
        }
    }
}

impl Record {
    /// Whether the shared record that counts is still to be opened.
    pub(crate) fn is_opening(&self) -> bool {
        self.later.current.is_some()
    }

    /// Whether anything of what storage holds is still to be opened.
    pub(crate) fn has_more_to_open(&self) -> bool {
        self.later.under_way.is_some() || !self.later.waiting.is_empty()
    }

    /// What the shell is asked for, so that opening goes on; nothing while it was asked.
    pub(crate) fn ask_for_step(&mut self) -> Option<Effect> {
        self.later.begin_next();
        let under_way = self.later.under_way.as_ref().filter(|_| !self.later.is_asked)?;
        self.later.is_asked = true;
        Some(match &under_way.stage {
            Stage::Reading { shelf, after } => {
                Effect::Read { under: shelf.name(), after: after.clone(), limit: ROWS_A_STEP }
            }
            Stage::Opening { .. } | Stage::Placing { .. } => Effect::GoOn,
        })
    }

    /// Takes rows of storage. Fewer than were asked for are the last. Answers with rows that can't be read and that only
    /// this device had.
    pub(crate) fn rows_read(&mut self, rows: Vec<Row>) -> Vec<Row> {
        self.later.is_asked = false;
        let Some(UnderWay { keys, stage: Stage::Reading { shelf, after } }) = &mut self.later.under_way else {
            return Vec::new();
        };
        let is_last = rows.len() < ROWS_A_STEP as usize;
        *after = rows.last().map(|row| row.key.clone());
        rows.into_iter().for_each(|row| shelf.put(row));
        if !is_last {
            return Vec::new();
        }
        let read = std::mem::take(shelf.as_mut()).end();
        let restoring = Box::new(self.engine.begin_stream(keys.keys().clone(), read.saved));
        let stage = Stage::Opening { restoring, records: read.records.into_iter() };
        self.later.under_way = Some(UnderWay { keys: keys.clone(), stage });
        read.lost
    }

    /// Opens or places some more.
    pub(crate) fn open_some_more(&mut self) -> Step {
        self.later.is_asked = false;
        let Some(UnderWay { keys, stage }) = self.later.under_way.take() else { return Step::More };
        let stage = match stage {
            reading @ Stage::Reading { .. } => reading,
            Stage::Opening { restoring, records } => self.reopen(&keys, restoring, records),
            Stage::Placing { mut restoring, mut aside } => {
                let (placing, outcome) = self.engine.place(&mut restoring, ENTRIES_A_STEP);
                self.fold_aside(&keys, &mut aside, outcome);
                if placing == Placing::Over {
                    return self.end_opening(&keys, *restoring, *aside);
                }
                Stage::Placing { restoring, aside }
            }
        };
        self.later.under_way = Some(UnderWay { keys, stage });
        Step::More
    }

    fn reopen(
        &mut self,
        keys: &SharedKeys,
        mut restoring: Box<Restoring>,
        mut records: vec::IntoIter<SavedRecord>,
    ) -> Stage {
        let some: Vec<SavedRecord> = records.by_ref().take(ENTRIES_A_STEP).collect();
        self.shelf.extend(some.iter().map(|saved| (saved.record.id(), saved.clone())));
        self.engine.reopen(&mut restoring, some);
        if records.len() > 0 {
            return Stage::Opening { restoring, records };
        }
        let aside = Aside { log: self.seat_log(keys), carriers: Vec::new(), wrote: Vec::new(), waiting: Vec::new() };
        Stage::Placing { restoring, aside: Box::new(aside) }
    }

    /// Folds what was delivered into a log that nothing reads yet.
    fn fold_aside(&mut self, keys: &SharedKeys, aside: &mut Aside, outcome: EngineOutcome) {
        aside.carriers.extend(outcome.carriers);
        self.remarks.look_at(&outcome.delivered);
        self.note_placed(&outcome.delivered);
        aside.wrote.extend(outcome.delivered.iter().map(|one| (one.id, one.header.device, one.authorship)));
        let (me, mine, seats) = (self.me, &self.own.state().members, keys.seats().map(seated::core));
        let news = outcome.delivered.into_iter().map(|one| seated::entry(me, &seats, one)).collect();
        let news = self.whose.sort_out(mine, me, (keys.stream(), &mut aside.log), news, false);
        let (news, waiting): (Vec<_>, Vec<_>) =
            news.into_iter().partition(|entry| self.bars.lets_in(keys.stream(), entry));
        aside.waiting.extend(waiting);
        aside.log.insert_all(news);
    }

    fn end_opening(&mut self, keys: &SharedKeys, restoring: Restoring, mut aside: Aside) -> Step {
        let (stream, outcome) = self.engine.finish_stream(restoring);
        self.fold_aside(keys, &mut aside, outcome);
        let Aside { mut log, carriers, wrote, waiting } = aside;
        let beside = self.engine.beside(&stream);
        let leading = wrote.into_iter().filter(|(id, ..)| !beside.contains(id));
        let leading: Vec<_> = leading.map(|(_, device, authorship)| (device, authorship)).collect();
        // What it tells of other records is looked at below, when this one is open.
        self.whose.look_at(&leading);
        // The own stream may have told of more devices since the first step.
        let (me, mine) = (self.me, &self.own.state().members);
        let waiting = self.whose.sort_out(mine, me, (stream, &mut log), waiting, true);
        let mailbox = Order { engine: &self.engine, stream };
        self.bars.take_back(&mailbox, &mut log, |state| &state.members, waiting);
        late::mark(&log, |state| &state.members, &mut self.remarks);
        ends::mark(&self.engine, &stream, &log, &mut self.remarks);
        let is_current = self.later.current == Some(stream);
        match is_current {
            true => self.shared = Some((stream, log)),
            false => self.earlier.push((stream, log)),
        }
        // So may this stream, of devices that others speak of.
        self.fold_shared(Vec::new(), true);
        if !is_current {
            return Step::More;
        }
        self.later.current = None;
        self.note_carriers(carriers);
        self.settle(me);
        Step::SharedIsOpen
    }

    /// Lets everything follow that a stream says about devices.
    pub(super) fn settle(&mut self, me: PartnerId) {
        self.learn_own_devices(me);
        // What this changes was stored with the entries; the notes are written again with the next page.
        self.tell_ends();
        self.mark_copies();
    }
}
