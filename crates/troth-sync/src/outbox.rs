//! The outbox: records that must still reach the relay, in order.
//!
//! ```text
//!   appended --stored()--> ready --receipt--> acknowledged --a pull or receipt covers it--> gone
//!                            ^                     |
//!                            '---- a later pull reached the end without it ----'
//! ```
//!
//! An acknowledgement alone does not remove a record. Otherwise a relay restored to an earlier state right afterwards
//! would lose it unnoticed. A record that the cursor covers is safe, since the cursor reveals a later rewind.

use std::collections::BTreeMap;

use troth_wire::limits::{BATCH_MAX_BYTES, BATCH_MAX_RECORDS};
use troth_wire::{RecordId, SealedRecord};

use crate::request::RequestId;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OutboxState {
    /// Not confirmed by the store, so it must not leave the device.
    Unstored,
    Ready,
    /// Acknowledged by a receipt. Requests numbered from `since` on were made after it.
    Acknowledged {
        since: RequestId,
    },
}

#[derive(Debug)]
struct OutboxItem {
    id: RecordId,
    /// Absent if it must first be read back from the store.
    record: Option<SealedRecord>,
    standing: OutboxState,
}

/// The next step of the outbox.
#[derive(Debug, PartialEq)]
pub(crate) enum Next {
    Nothing,
    Load(Vec<RecordId>),
    Push(Vec<SealedRecord>),
}

/// The outbox of one mailbox.
#[derive(Debug)]
pub(crate) struct Outbox {
    queue: BTreeMap<u64, OutboxItem>,
    places: BTreeMap<RecordId, u64>,
    next_place: u64,
    /// Most records for each push. Halved when the relay refuses a batch because of its size or form.
    batch: usize,
}

impl Outbox {
    pub(crate) fn new() -> Self {
        Self { queue: BTreeMap::new(), places: BTreeMap::new(), next_place: 0, batch: BATCH_MAX_RECORDS }
    }

    pub(crate) fn contains(&self, id: &RecordId) -> bool {
        self.places.contains_key(id)
    }

    /// Lists the records that the relay has not acknowledged, in order.
    pub(crate) fn unsent(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.queue.values().filter(|queued| !queued.is_acknowledged()).map(|queued| queued.id)
    }

    /// Lists the records that the relay has acknowledged and the cursor has not passed.
    pub(crate) fn acknowledged(&self) -> Vec<RecordId> {
        self.queue.values().filter(|queued| queued.is_acknowledged()).map(|queued| queued.id).collect()
    }

    /// Adds a new record. It is not pushed before the store confirms it.
    pub(crate) fn add_unstored(&mut self, id: RecordId, record: SealedRecord) {
        self.add(OutboxItem { id, record: Some(record), standing: OutboxState::Unstored });
    }

    /// Adds a record that the store holds.
    pub(crate) fn add_stored(&mut self, id: RecordId) {
        self.add(OutboxItem { id, record: None, standing: OutboxState::Ready });
    }

    fn add(&mut self, queued: OutboxItem) {
        if self.places.insert(queued.id, self.next_place).is_none() {
            self.queue.insert(self.next_place, queued);
            self.next_place += 1;
        }
    }

    /// Confirms that the store holds a record and everything written before it.
    pub(crate) fn stored(&mut self, id: &RecordId) {
        let Some(place) = self.places.get(id) else { return };
        for queued in self.queue.range_mut(..=*place).map(|(_, queued)| queued) {
            if queued.standing == OutboxState::Unstored {
                queued.standing = OutboxState::Ready;
            }
        }
    }

    pub(crate) fn attach(&mut self, id: &RecordId, record: SealedRecord) {
        let queued = self.places.get(id).and_then(|place| self.queue.get_mut(place));
        if let Some(queued) = queued {
            queued.record = Some(record);
        }
    }

    /// Removes a record; returns whether it was present.
    pub(crate) fn remove(&mut self, id: &RecordId) -> bool {
        self.places.remove(id).and_then(|place| self.queue.remove(&place)).is_some()
    }

    /// Lists the unacknowledged records whose bytes are loaded, in order.
    pub(crate) fn unsent_with_bytes(&self) -> Vec<(RecordId, SealedRecord)> {
        let unsent = self.queue.values().filter(|queued| !queued.is_acknowledged());
        unsent.filter_map(|queued| Some((queued.id, queued.record.clone()?))).collect()
    }

    /// Decides what to push next, in order: dependencies come before the records that build on them.
    pub(crate) fn next(&self) -> Next {
        let ready = || {
            let open = self.queue.values().take_while(|queued| queued.standing != OutboxState::Unstored);
            open.filter(|queued| queued.standing == OutboxState::Ready)
        };
        let loaded: Vec<_> = ready().map_while(|queued| queued.record.as_ref()).take(self.batch).collect();
        if !loaded.is_empty() {
            return Next::Push(within_bytes(&loaded));
        }
        let absent: Vec<_> = ready().map(|queued| queued.id).take(BATCH_MAX_RECORDS).collect();
        if absent.is_empty() { Next::Nothing } else { Next::Load(absent) }
    }

    /// Records a receipt and drops the bytes; the store still has them.
    pub(crate) fn acknowledge(&mut self, id: &RecordId, since: RequestId) {
        let queued = self.places.get(id).and_then(|place| self.queue.get_mut(place));
        if let Some(queued) = queued {
            queued.standing = OutboxState::Acknowledged { since };
            queued.record = None;
        }
    }

    /// Makes records ready again that were acknowledged before the pull `asked`, if that pull reached the end without
    /// them.
    ///
    /// Returns their number.
    pub(crate) fn doubt(&mut self, asked: RequestId) -> usize {
        let doubtful = self.queue.values_mut().filter(|queued| queued.is_acknowledged_by(asked));
        doubtful.map(|queued| queued.standing = OutboxState::Ready).count()
    }

    /// Halves the batch; returns whether it could shrink.
    pub(crate) fn shrink_batch(&mut self) -> bool {
        let shrinks = self.batch > 1;
        self.batch = (self.batch / 2).max(1);
        shrinks
    }

    pub(crate) fn restore_batch(&mut self) {
        self.batch = BATCH_MAX_RECORDS;
    }
}

impl OutboxItem {
    fn is_acknowledged(&self) -> bool {
        matches!(self.standing, OutboxState::Acknowledged { .. })
    }

    fn is_acknowledged_by(&self, asked: RequestId) -> bool {
        matches!(self.standing, OutboxState::Acknowledged { since } if since <= asked)
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
