//! Records that still have to reach the relay, in order.
//!
//! ```text
//!   appended --stored()--> ready --receipt--> acknowledged --a pull or receipt covers it--> gone
//!                            ^                     |
//!                            '---- a later pull reached the end without it ----'
//! ```
//!
//! An acknowledgement alone does not empty the outbox: a relay put back to an earlier state right after it would
//! otherwise lose the record without anybody noticing. What the cursor covers is safe, since a later rewind is noticed there.

use std::collections::BTreeMap;

use troth_wire::limits::{BATCH_MAX_BYTES, BATCH_MAX_RECORDS};
use troth_wire::{RecordId, SealedRecord};

use crate::request::RequestId;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// The store has not confirmed it; it must not leave the device.
    Unstored,
    Ready,
    /// At the relay, says a receipt; requests numbered from `since` on were asked after it.
    Acknowledged {
        since: RequestId,
    },
}

#[derive(Debug)]
struct Queued {
    id: RecordId,
    /// Absent when it has to be read back from the store first.
    record: Option<SealedRecord>,
    standing: Standing,
}

/// What to do next for the outbox.
#[derive(Debug, PartialEq)]
pub(crate) enum Next {
    Nothing,
    Load(Vec<RecordId>),
    Push(Vec<SealedRecord>),
}

/// The outbox of one mailbox.
#[derive(Debug)]
pub(crate) struct Outbox {
    queue: BTreeMap<u64, Queued>,
    places: BTreeMap<RecordId, u64>,
    next_place: u64,
    /// Most records per push; halved when the relay refuses a batch as such.
    batch: usize,
}

impl Outbox {
    pub(crate) fn new() -> Self {
        Self { queue: BTreeMap::new(), places: BTreeMap::new(), next_place: 0, batch: BATCH_MAX_RECORDS }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    pub(crate) fn contains(&self, id: &RecordId) -> bool {
        self.places.contains_key(id)
    }

    /// Lists what the relay has not acknowledged, in order.
    pub(crate) fn unsent(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.queue.values().filter(|queued| !queued.is_acknowledged()).map(|queued| queued.id)
    }

    /// Adds a record that was just written; it stays until the store confirms it.
    pub(crate) fn add_unstored(&mut self, id: RecordId, record: SealedRecord) {
        self.add(Queued { id, record: Some(record), standing: Standing::Unstored });
    }

    /// Adds a record that the store holds.
    pub(crate) fn add_stored(&mut self, id: RecordId) {
        self.add(Queued { id, record: None, standing: Standing::Ready });
    }

    fn add(&mut self, queued: Queued) {
        if self.places.insert(queued.id, self.next_place).is_none() {
            self.queue.insert(self.next_place, queued);
            self.next_place += 1;
        }
    }

    /// Notes that the store holds a record and everything written before it.
    pub(crate) fn stored(&mut self, id: &RecordId) {
        let Some(place) = self.places.get(id) else { return };
        for queued in self.queue.range_mut(..=*place).map(|(_, queued)| queued) {
            if queued.standing == Standing::Unstored {
                queued.standing = Standing::Ready;
            }
        }
    }

    pub(crate) fn attach(&mut self, id: &RecordId, record: SealedRecord) {
        let queued = self.places.get(id).and_then(|place| self.queue.get_mut(place));
        if let Some(queued) = queued {
            queued.record = Some(record);
        }
    }

    /// Takes a record out; answers whether it was in.
    pub(crate) fn remove(&mut self, id: &RecordId) -> bool {
        self.places.remove(id).and_then(|place| self.queue.remove(&place)).is_some()
    }

    /// Lists what the relay has not acknowledged, in order, where the bytes are at hand.
    pub(crate) fn unsent_with_bytes(&self) -> Vec<(RecordId, SealedRecord)> {
        let unsent = self.queue.values().filter(|queued| !queued.is_acknowledged());
        unsent.filter_map(|queued| Some((queued.id, queued.record.clone()?))).collect()
    }

    /// Decides what to push next, without overtaking: dependencies come before what builds on them.
    pub(crate) fn next(&self) -> Next {
        let ready = || {
            let open = self.queue.values().take_while(|queued| queued.standing != Standing::Unstored);
            open.filter(|queued| queued.standing == Standing::Ready)
        };
        let loaded: Vec<_> = ready().map_while(|queued| queued.record.as_ref()).take(self.batch).collect();
        if !loaded.is_empty() {
            return Next::Push(within_bytes(&loaded));
        }
        let absent: Vec<_> = ready().map(|queued| queued.id).take(BATCH_MAX_RECORDS).collect();
        if absent.is_empty() { Next::Nothing } else { Next::Load(absent) }
    }

    /// Notes a receipt. The bytes are let go; the store has them should they be needed again.
    pub(crate) fn acknowledge(&mut self, id: &RecordId, since: RequestId) {
        let queued = self.places.get(id).and_then(|place| self.queue.get_mut(place));
        if let Some(queued) = queued {
            queued.standing = Standing::Acknowledged { since };
            queued.record = None;
        }
    }

    /// Makes ready again what was acknowledged before a pull was asked that then reached the end without it.
    ///
    /// Answers how many there were.
    pub(crate) fn doubt(&mut self, asked: RequestId) -> usize {
        let doubtful = self.queue.values_mut().filter(|queued| queued.is_acknowledged_by(asked));
        doubtful.map(|queued| queued.standing = Standing::Ready).count()
    }

    /// Sends less at once; answers whether that is possible.
    pub(crate) fn shrink_batch(&mut self) -> bool {
        let shrinks = self.batch > 1;
        self.batch = (self.batch / 2).max(1);
        shrinks
    }

    pub(crate) fn restore_batch(&mut self) {
        self.batch = BATCH_MAX_RECORDS;
    }
}

impl Queued {
    fn is_acknowledged(&self) -> bool {
        matches!(self.standing, Standing::Acknowledged { .. })
    }

    fn is_acknowledged_by(&self, asked: RequestId) -> bool {
        matches!(self.standing, Standing::Acknowledged { since } if since <= asked)
    }
}

fn within_bytes(records: &[&SealedRecord]) -> Vec<SealedRecord> {
    let mut bytes = 0;
    let fits = |record: &&&SealedRecord| {
        bytes += record.size_bytes();
        bytes <= BATCH_MAX_BYTES
    };
    records.iter().take_while(fits).map(|record| (*record).clone()).collect()
}
