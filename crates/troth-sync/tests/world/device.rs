//! A device: an engine, a store that outlives it, and the batches that the store has not committed yet.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use troth_sync::{
    AppendError, Appended, Carrier, Delivered, Engine, EngineOutcome, EntryDraft, Notice, Placing, ReplicaNotes,
    Request, Response, Saved, SavedRecord, StoreWrite,
};
use troth_vault::{DeviceKeys, PersonalKey, StreamKeys, Written};
use troth_wire::{DeviceId, MailboxId, RecordId, Ring, SealedRecord, StreamId};

use super::{Chance, Relay};

/// The kind of entry that carries keys here.
pub const KEY_KIND: u16 = 77;

/// The committed state of one mailbox. Records are ordered by id: a store promises no other order.
#[derive(Clone, Default)]
pub struct Shelf {
    pub records: BTreeMap<RecordId, SavedRecord>,
    pub outbox: Vec<RecordId>,
    pub notes: Option<Vec<u8>>,
}

struct Batch {
    writes: Vec<StoreWrite>,
    appended: Option<(StreamId, RecordId)>,
}

pub struct Device {
    pub id: DeviceId,
    pub engine: Engine,
    pub notices: Vec<Notice>,
    /// Entries that carry keys, since the engine was built.
    pub carriers: Vec<Carrier>,
    /// Everything delivered since the engine was built, in order.
    pub told: BTreeMap<StreamId, Vec<Delivered>>,
    pub shelves: BTreeMap<MailboxId, Shelf>,
    /// How many engines this device has had.
    pub life: usize,
    pub now_ms: u64,
    device: DeviceKeys,
    personal: PersonalKey,
    own_devices: Vec<DeviceId>,
    keys: Vec<StreamKeys>,
    uncommitted: VecDeque<Batch>,
}

impl Device {
    pub fn new(device: DeviceKeys, personal: PersonalKey, own_devices: Vec<DeviceId>, keys: Vec<StreamKeys>) -> Self {
        let engine = Engine::new(device.clone(), personal.clone(), 0);
        let mut device = Self {
            id: device.id(),
            device,
            engine,
            notices: Vec::new(),
            carriers: Vec::new(),
            told: BTreeMap::new(),
            shelves: BTreeMap::new(),
            life: 0,
            now_ms: 1_000_000,
            personal,
            own_devices,
            keys,
            uncommitted: VecDeque::new(),
        };
        device.restart();
        device
    }

    /// Restarts the device: uncommitted writes are gone.
    pub fn restart(&mut self) {
        self.life += 1;
        self.uncommitted.clear();
        self.told.clear();
        self.engine = Engine::new(self.device.clone(), self.personal.clone(), self.life as u64);
        self.engine.set_own_devices(self.own_devices.clone());
        self.engine.set_key_kind(KEY_KIND);
        self.carriers.clear();
        for keys in self.keys.clone() {
            let shelf = self.shelves.entry(keys.mailbox()).or_default().clone();
            let notes = shelf.notes.map(|bytes| ReplicaNotes::decode(&bytes).unwrap());
            let saved = Saved { notes, outbox: shelf.outbox };
            let records: Vec<_> = shelf.records.into_values().collect();
            // In one go and in steps are the same.
            match self.life % 4 {
                0 => {
                    let outcome = self.engine.open_stream(keys, saved, records);
                    self.take(outcome);
                }
                step => self.open_in_steps(keys, saved, records, step),
            }
        }
    }

    fn open_in_steps(&mut self, keys: StreamKeys, saved: Saved, records: Vec<SavedRecord>, step: usize) {
        let mut restoring = self.engine.begin_stream(keys, saved);
        for some in records.chunks(step) {
            self.engine.reopen(&mut restoring, some.to_vec());
        }
        let mut all = EngineOutcome::default();
        loop {
            let (placing, outcome) = self.engine.place(&mut restoring, step);
            assert!(outcome.delivered.len() <= records.len() && outcome.notices.is_empty());
            all.delivered.extend(outcome.delivered);
            all.writes.extend(outcome.writes);
            all.carriers.extend(outcome.carriers);
            if placing == Placing::Over {
                break;
            }
        }
        let (_, last) = self.engine.finish_stream(restoring);
        assert!(last.delivered.is_empty(), "every entry had its step");
        self.take(EngineOutcome { writes: [all.writes, last.writes].concat(), notices: last.notices, ..all });
    }

    pub fn set_keys(&mut self, keys: StreamKeys) {
        self.keys.retain(|other| other.stream() != keys.stream());
        self.keys.push(keys.clone());
        self.engine.set_keys(keys);
    }

    pub fn write(&mut self, chance: &mut Chance, stream: &StreamId, unix_ms: i64) -> Result<RecordId, AppendError> {
        let body = chance.below(1_000_000).to_string().into_bytes();
        let written = Written { unix_ms, offset_minutes: 60 };
        self.write_draft(chance, stream, EntryDraft { kind: 1, body, written })
    }

    pub fn write_draft(
        &mut self,
        chance: &mut Chance,
        stream: &StreamId,
        draft: EntryDraft,
    ) -> Result<RecordId, AppendError> {
        let Appended { entry, writes } = self.engine.append(&mut chance.rng, stream, draft)?;
        let id = entry.id;
        self.uncommitted.push_back(Batch { writes, appended: Some((*stream, id)) });
        self.hear(entry);
        Ok(id)
    }

    /// Commits the oldest batch; returns the entry that it made durable, if it was an append.
    pub fn commit_one(&mut self) -> Option<RecordId> {
        let batch = self.uncommitted.pop_front()?;
        for write in batch.writes {
            self.carry_out(write);
        }
        let (stream, id) = batch.appended?;
        self.engine.stored(&stream, &id);
        Some(id)
    }

    pub fn commit(&mut self) {
        while !self.uncommitted.is_empty() {
            self.commit_one();
        }
    }

    fn carry_out(&mut self, write: StoreWrite) {
        match write {
            StoreWrite::PutRecord { mailbox, id, record, arrival } => {
                self.shelf(mailbox).records.insert(id, SavedRecord { record, arrival });
            }
            StoreWrite::RemoveRecord { mailbox, id } => {
                self.shelf(mailbox).records.remove(&id);
            }
            StoreWrite::PutOutbox { mailbox, id } => self.shelf(mailbox).outbox.push(id),
            StoreWrite::RemoveOutbox { mailbox, id } => self.shelf(mailbox).outbox.retain(|other| *other != id),
            StoreWrite::PutNotes { mailbox, notes } => self.shelf(mailbox).notes = Some(notes.encode()),
            StoreWrite::RemoveNotes { mailbox } => self.shelf(mailbox).notes = None,
        }
    }

    pub fn shelf(&mut self, mailbox: MailboxId) -> &mut Shelf {
        self.shelves.entry(mailbox).or_default()
    }

    pub fn load(&self, mailbox: MailboxId, ids: &[RecordId]) -> Response {
        let shelf = self.shelves.get(&mailbox);
        let found = ids.iter().filter_map(|id| shelf?.records.get(id).cloned());
        Response::Loaded(found.collect())
    }

    pub fn ring(&mut self, ring: Ring) {
        let outcome = self.engine.on_ring(ring);
        self.take(outcome);
    }

    pub fn take(&mut self, outcome: EngineOutcome) {
        for entry in outcome.delivered {
            self.hear(entry);
        }
        self.notices.extend(outcome.notices);
        self.carriers.extend(outcome.carriers);
        self.uncommitted.push_back(Batch { writes: outcome.writes, appended: None });
    }

    fn hear(&mut self, entry: Delivered) {
        let told = self.told.entry(entry.stream).or_default();
        assert!(told.iter().all(|other| other.id != entry.id), "handed over twice");
        let mut known: BTreeSet<_> = told.iter().map(|other| other.id).collect();
        known.extend(self.engine.view(&entry.stream, 0).unwrap().refused.into_keys());
        let mut parents = entry.header.prev.iter().chain(&entry.header.deps);
        assert!(parents.all(|parent| known.contains(parent)), "handed over before what it builds on");
        self.told.entry(entry.stream).or_default().push(entry);
    }

    pub fn answer(&mut self, id: troth_sync::RequestId, answer: Response) {
        let outcome = self.engine.on_answer(id, answer, self.now_ms);
        self.take(outcome);
    }

    /// Talks to the relay over a perfect network until nothing is left to do.
    pub fn settle(&mut self, relay: &mut Relay) {
        for _ in 0..10_000 {
            self.commit();
            let asked = self.engine.next_requests(self.now_ms);
            if asked.is_empty() {
                match self.engine.next_wake_ms(self.now_ms) {
                    Some(wake_ms) => self.now_ms = wake_ms,
                    None => return,
                }
            }
            for asked in asked {
                let answer = match asked.request {
                    Request::Load { mailbox, ids } => self.load(mailbox, &ids),
                    request => relay.answer(request),
                };
                self.answer(asked.id, answer);
            }
        }
        panic!("the line never comes to rest");
    }

    pub fn sync(&mut self, relay: &mut Relay) {
        self.engine.refresh();
        self.settle(relay);
    }

    pub fn heard(&self, stream: &StreamId) -> BTreeSet<RecordId> {
        self.told.get(stream).into_iter().flatten().map(|entry| entry.id).collect()
    }

    pub fn entry(&self, stream: &StreamId, id: &RecordId) -> Option<&Delivered> {
        self.told.get(stream).into_iter().flatten().find(|entry| entry.id == *id)
    }

    pub fn sealed(&self, mailbox: MailboxId, id: &RecordId) -> SealedRecord {
        self.shelves[&mailbox].records[id].record.clone()
    }
}
