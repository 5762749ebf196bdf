//! The record on this device: the sync engine, and the core's logs that fold what it delivers.

mod bars;
mod carried;
mod ends;
mod forks;
mod last;
mod late;
mod let_go;
mod opening;
mod parted;
mod seated;
mod source;
mod trouble;
mod whose;
mod withheld;

use bars::{Bars, Order};
use carried::Carried;
#[cfg(test)]
pub(crate) use carried::News;
pub(crate) use carried::Origin;
pub(crate) use opening::{ROWS_A_STEP, Step};
pub(crate) use source::Source;
pub(crate) use trouble::Trouble;
use whose::Whose;

use std::collections::{BTreeMap, BTreeSet};

use troth_core::membership::{EPOCH_SEALED_KIND, LastEntry, Members};
use troth_core::{
    DeviceId, Draft, Entry, EntryId, Event, Log, OwnState, PartnerId, SharedState, State, Stream, WallTime,
};
use troth_sync::{
    AppendError, Asked, Delivered, Engine, EngineOutcome, Notice, RequestId, Response, Saved, SavedRecord, StoreWrite,
};
use troth_vault::{DeviceKeys, Keyring, LocalKey, SharedKeys, StreamKeys, Written};
use troth_wire::{RecordId, Ring, StreamId, Watched};

use crate::devices::own_stream;
use crate::devices::papers::Papers;
use crate::effect::Write;
use crate::holding::Holding;
use crate::io::Io;
use crate::remark::Remarks;
use crate::storage::records;
use crate::storage::unread::Opening;

/// A record that this person has gone on from.
#[derive(Clone, Copy)]
pub(crate) struct Earlier<'a> {
    pub(crate) stream: StreamId,
    pub(crate) shared: &'a SharedState,
    log: &'a Log<SharedState>,
}

impl<'a> Earlier<'a> {
    /// Names it for the shell.
    pub(crate) fn name(self) -> String {
        self.stream.to_string()
    }

    /// Its entries in order.
    pub(crate) fn entries(self) -> &'a [Entry] {
        self.log.entries()
    }
}

/// Both streams as this device holds them, and earlier shared ones.
pub(crate) struct Record {
    engine: Engine,
    own: Log<OwnState>,
    own_stream: StreamId,
    shared: Option<(StreamId, Log<SharedState>)>,
    /// Records that this person has gone on from, to be read. What is late is still taken in, and nothing is written.
    earlier: Vec<(StreamId, Log<SharedState>)>,
    /// Earlier streams whose record was taken off this device.
    let_go: Vec<StreamId>,
    remarks: Remarks,
    papers: Papers,
    /// Whose device this is.
    me: PartnerId,
    whose: Whose,
    /// The shared streams as they were opened, for their seats.
    seated: BTreeMap<StreamId, SharedKeys>,
    /// Owners' decisions between copies that the engine was told of.
    decisions: BTreeSet<EntryId>,
    /// Last entries of removed devices that the engine was told of.
    ended: BTreeSet<EntryId>,
    /// How far the word of removed devices about devices and keys goes.
    bars: Bars,
    /// Entries in which epochs travel, as they opened; whether they have a place yet or not.
    carried: Vec<Carried>,
    /// Some of them have not been looked at.
    news_of_epochs: bool,
    /// Every sealed record by id: a relay put back to an older state is given again what it lacks.
    /// Sealed records of a year's programme are a few megabytes.
    shelf: BTreeMap<RecordId, SavedRecord>,
    /// What was answered here and waits for its hour.
    pub(crate) holding: Holding,
    /// What is opened after the own stream.
    later: opening::Later,
}

impl Record {
    /// Opens what local storage holds of the own stream. What two share follows in steps, which the shell is asked for.
    pub(crate) fn open(device: &DeviceKeys, keyring: &Keyring, opening: &mut Opening<'_>, seed: u64) -> Self {
        let let_go = let_go::read(opening);
        let mut record = Self::empty(device, keyring, seed);
        record.bars = Bars::read(opening);
        record.whose = Whose::read(opening);
        record.holding = Holding::open(opening, seed);
        record.open_own(keyring.own.clone(), opening);
        if let Some(shared) = &keyring.shared {
            record.later.add_current(shared.clone(), records::beside(opening, shared.mailbox()));
        }
        let earlier = own_stream::earlier(record.own.state());
        record.let_go = let_go.unwrap_or_else(|| let_go::missing(&earlier, opening.rows));
        let current = keyring.shared.as_ref().map(SharedKeys::stream);
        for keys in earlier {
            if record.is_wanted(&keys) && current != Some(keys.stream()) {
                let beside = records::beside(opening, keys.mailbox());
                record.later.add(keys, beside);
            }
        }
        record.settle(PartnerId(keyring.partner));
        record
    }

    /// A record of which storage holds nothing yet.
    pub(crate) fn make(device: &DeviceKeys, keyring: &Keyring, seed: u64) -> Self {
        let mut record = Self::empty(device, keyring, seed);
        record.engine.open_stream(keyring.own.clone(), Saved::default(), Vec::new());
        if let Some(shared) = &keyring.shared {
            record.shared = Some((shared.stream(), record.seat_log(shared)));
            record.engine.open_stream(shared.keys().clone(), Saved::default(), Vec::new());
        }
        record.settle(PartnerId(keyring.partner));
        record
    }

    fn empty(device: &DeviceKeys, keyring: &Keyring, seed: u64) -> Self {
        let mut engine = Engine::new(device.clone(), keyring.personal.clone(), seed);
        engine.set_key_kind(EPOCH_SEALED_KIND);
        Self {
            engine,
            own: Log::new(seated::core(keyring.own_seat())),
            own_stream: keyring.own.stream(),
            shared: None,
            earlier: Vec::new(),
            let_go: Vec::new(),
            remarks: Remarks::none(),
            papers: Papers::none(),
            me: PartnerId(keyring.partner),
            whose: Whose::default(),
            seated: BTreeMap::new(),
            decisions: BTreeSet::new(),
            ended: BTreeSet::new(),
            bars: Bars::nothing(),
            carried: Vec::new(),
            news_of_epochs: false,
            shelf: BTreeMap::new(),
            holding: Holding::nothing(seed),
            later: opening::Later::default(),
        }
    }

    fn open_own(&mut self, keys: StreamKeys, opening: &mut Opening<'_>) {
        let read = records::read(opening, keys.mailbox());
        self.shelf.extend(read.records.iter().map(|saved| (saved.record.id(), saved.clone())));
        let outcome = self.engine.open_stream(keys, read.saved, read.records);
        self.note_carriers(outcome.carriers);
        self.fold(outcome.delivered);
    }

    /// Takes no further part in a stream; what is here of it stays to be read.
    pub(crate) fn stop(&mut self, stream: &StreamId) {
        self.engine.close_stream(stream);
    }

    /// Takes a new shared stream in. Answers with the keys of the one whose place it takes, if two had been in that: it
    /// is read on.
    pub(crate) fn join_shared(&mut self, keys: &SharedKeys) -> Option<SharedKeys> {
        let log = self.seat_log(keys);
        let before = self.shared.replace((keys.stream(), log));
        // Epochs that travel belong to the record that counts; an earlier one is only read.
        self.carried.retain(|carried| carried.stream == Stream::Own);
        let outcome = self.engine.open_stream(keys.keys().clone(), Saved::default(), Vec::new());
        self.fold(outcome.delivered);
        let (before, log) = before?;
        if log.state().members.partners().len() < 2 {
            self.engine.close_stream(&before);
            return None;
        }
        self.earlier.push((before, log));
        let parted = self.seated.get(&before)?;
        Some(self.engine.keys(&before).map_or_else(|| parted.clone(), |keys| parted.with_keys(keys.clone())))
    }

    /// Opens what other own devices know as earlier records, and this one does not yet.
    pub(crate) fn keep_earlier(&mut self, earlier: Vec<SharedKeys>) {
        for keys in earlier {
            if self.is_wanted(&keys) {
                let log = self.seat_log(&keys);
                self.earlier.push((keys.stream(), log));
                let outcome = self.engine.open_stream(keys.keys().clone(), Saved::default(), Vec::new());
                self.fold(outcome.delivered);
            }
        }
    }

    /// Whether an earlier record is still to be opened.
    fn is_wanted(&self, keys: &SharedKeys) -> bool {
        self.engine.mailbox(&keys.stream()).is_none() && !self.let_go.contains(&keys.stream())
    }

    /// The records that this person has gone on from, the latest first.
    pub(crate) fn earlier(&self) -> impl Iterator<Item = Earlier<'_>> {
        self.earlier.iter().rev().map(|(stream, log)| Earlier { stream: *stream, shared: log.state(), log })
    }

    /// The core's state.
    pub(crate) fn state(&self) -> State<'_> {
        let shared = self.shared.as_ref().map(|(_, log)| log.state());
        State { own: self.own.state(), shared, held: self.holding.names() }
    }

    /// The shared stream's entries in order; none before linking.
    pub(crate) fn shared_entries(&self) -> &[Entry] {
        self.shared.as_ref().map_or(&[], |(_, log)| log.entries())
    }

    /// All that is here to be exported from: the own log, the shared one, and earlier ones, the latest first.
    pub(crate) fn sources(&self) -> Vec<Source<'_>> {
        let state = self.state();
        let mut sources = vec![Source { stream: "own".to_owned(), entries: self.own.entries(), state }];
        if state.shared.is_some() {
            sources.push(Source { stream: "shared".to_owned(), entries: self.shared_entries(), state });
        }
        for (number, earlier) in (1..).zip(self.earlier()) {
            let state = State { shared: Some(earlier.shared), ..state };
            sources.push(Source { stream: format!("earlier-{number}"), entries: earlier.entries(), state });
        }
        sources
    }

    /// The sync engine's side of this device, for asking and answering.
    pub(crate) fn next_requests(&mut self, now_ms: u64) -> Vec<Asked> {
        self.engine.next_requests(now_ms)
    }

    pub(crate) fn next_wake_ms(&self, now_ms: u64) -> Option<u64> {
        self.engine.next_wake_ms(now_ms)
    }

    pub(crate) fn set_reachable(&mut self, reachable: troth_sync::Reachable) {
        self.engine.set_reachable(reachable);
    }

    pub(crate) fn refresh(&mut self) {
        self.engine.refresh();
    }

    pub(crate) fn watched(&self) -> Vec<Watched> {
        self.engine.watched()
    }

    /// Whether everything written here has reached the relay.
    pub(crate) fn is_sent(&self, now_ms: u64) -> bool {
        self.streams().all(|stream| self.engine.view(&stream, now_ms).is_none_or(|view| view.unsent.is_empty()))
    }

    fn stream_id(&self, stream: Stream) -> Option<StreamId> {
        match stream {
            Stream::Own => Some(self.own_stream),
            Stream::Shared => self.shared.as_ref().map(|(stream, _)| *stream),
        }
    }

    fn members(&self, stream: StreamId) -> &Members {
        let shared = self.shared.as_ref().filter(|(known, _)| *known == stream);
        shared.map_or(&self.own.state().members, |(_, log)| &log.state().members)
    }

    fn entry(&self, stream: Stream, id: EntryId) -> Option<&Entry> {
        match stream {
            Stream::Own => self.own.entry(id),
            Stream::Shared => self.shared.as_ref().and_then(|(_, log)| log.entry(id)),
        }
    }

    /// What stands beside some entries when they are told.
    pub(crate) fn remarks(&self) -> &Remarks {
        &self.remarks
    }

    /// Which own devices are the paper of a recovery code.
    pub(crate) fn papers(&self) -> &Papers {
        &self.papers
    }

    /// A fingerprint of the shared record, for comparing by voice: equal on both when both hold the same.
    pub(crate) fn fingerprint(&self) -> Option<[u8; 32]> {
        self.shared.as_ref().and_then(|(stream, _)| self.engine.fingerprint(stream))
    }

    /// Records from the shelf, for [`troth_sync::Request::Load`].
    pub(crate) fn load(&self, ids: &[RecordId]) -> Vec<SavedRecord> {
        ids.iter().filter_map(|id| self.shelf.get(id).cloned()).collect()
    }

    /// The last entry of a device in own and shared stream, for cutting it off.
    pub(crate) fn last_entries(&self, device: DeviceId) -> [LastEntry; 2] {
        let device = troth_wire::DeviceId::from_bytes(device.0);
        let last = |stream: StreamId| {
            let newest = self.engine.newest_of(&stream, device);
            newest.map_or_else(LastEntry::default, |(seq, id)| LastEntry { seq, id: Some(EntryId(id.to_bytes())) })
        };
        let shared = self.stream_id(Stream::Shared).map_or_else(LastEntry::default, last);
        [last(self.own_stream), shared]
    }

    /// Writes drafts of the core into their streams. Returns the ids of the new entries.
    pub(crate) fn append(
        &mut self,
        io: &mut Io,
        local: &LocalKey,
        now: WallTime,
        drafts: Vec<Draft<Event>>,
    ) -> Result<Vec<EntryId>, AppendError> {
        let mut ids = Vec::new();
        for draft in drafts {
            let draft_stream = draft.stream;
            let stream = self.stream_id(draft_stream).ok_or(AppendError::UnknownStream)?;
            let written = Written { unix_ms: now.unix_ms, offset_minutes: now.offset_minutes };
            let draft = troth_sync::EntryDraft { kind: draft.event.kind(), body: draft.event.encode_body(), written };
            let appended = self.engine.append(&mut io.rng, &stream, draft)?;
            ids.push(EntryId(appended.entry.id.to_bytes()));
            self.note_own_epoch(&appended.entry, draft_stream);
            self.keep(io, local, appended.writes);
            self.fold(vec![appended.entry]);
        }
        self.tell_decisions(io, local);
        self.bars.save(io, local);
        self.whose.save(io, local);
        self.mark_copies();
        Ok(ids)
    }

    /// Takes an answer of the relay.
    pub(crate) fn on_answer(
        &mut self,
        io: &mut Io,
        local: &LocalKey,
        (request, answer): (RequestId, Response),
        now_ms: u64,
    ) -> Vec<Notice> {
        let outcome = self.engine.on_answer(request, answer, now_ms);
        self.take(io, local, outcome)
    }

    /// Takes a ring of the doorbell.
    pub(crate) fn on_ring(&mut self, io: &mut Io, local: &LocalKey, ring: Ring) {
        let outcome = self.engine.on_ring(ring);
        self.take(io, local, outcome);
    }

    /// Records that these rows are safely stored, so that they may go to the relay.
    pub(crate) fn stored(&mut self, writes: &[Write]) {
        let ids: Vec<RecordId> = writes.iter().filter_map(records::record_of).collect();
        for stream in self.streams().collect::<Vec<_>>() {
            for id in &ids {
                self.engine.stored(&stream, id);
            }
        }
    }

    /// Own devices may have changed: entries that name them must bear the personal tag.
    pub(crate) fn learn_own_devices(&mut self, me: PartnerId) {
        let state = self.state();
        let members = [Some(&state.own.members), state.shared.map(|shared| &shared.members)];
        // Devices that were removed too: nobody else may speak in their name either.
        let known =
            members.into_iter().flatten().flat_map(|all| all.known_devices().keys().map(move |one| (all, *one)));
        let mine = known.filter(|(all, device)| all.holder(*device) == Some(me)).map(|(_, device)| device);
        // One that wrote nothing yet has no chain in which somebody else could write.
        let devices: Vec<_> = mine.filter(|device| self.whose.wrote_as_own(*device)).collect();
        self.engine.set_own_devices(devices.into_iter().map(|device| troth_wire::DeviceId::from_bytes(device.0)));
    }

    fn current_streams(&self) -> impl Iterator<Item = StreamId> + use<> {
        [Some(self.own_stream), self.shared.as_ref().map(|(stream, _)| *stream)].into_iter().flatten()
    }

    fn streams(&self) -> impl Iterator<Item = StreamId> + '_ {
        self.current_streams().chain(self.earlier.iter().map(|(stream, _)| *stream))
    }

    fn take(&mut self, io: &mut Io, local: &LocalKey, outcome: EngineOutcome) -> Vec<Notice> {
        self.keep(io, local, outcome.writes);
        let news = !outcome.delivered.is_empty();
        self.note_carriers(outcome.carriers);
        self.fold(outcome.delivered);
        if news {
            self.tell_decisions(io, local);
            self.bars.save(io, local);
            self.whose.save(io, local);
            self.mark_copies();
        }
        outcome.notices
    }

    fn keep(&mut self, io: &mut Io, local: &LocalKey, writes: Vec<StoreWrite>) {
        for write in &writes {
            match write {
                StoreWrite::PutRecord { id, record, arrival, .. } => {
                    self.shelf.insert(*id, SavedRecord { record: record.clone(), arrival: *arrival });
                }
                StoreWrite::RemoveRecord { id, .. } => {
                    self.shelf.remove(id);
                }
                _ => {}
            }
        }
        io.store.extend(writes.into_iter().map(|write| records::write(&mut io.rng, local, write)));
    }

    fn fold(&mut self, delivered: Vec<Delivered>) {
        self.remarks.look_at(&delivered);
        self.note_placed(&delivered);
        // A copy's words say nothing of the device: a thief can forge one with the person's own tag and build on it.
        let is_beside = |one: &&Delivered| self.engine.beside(&one.stream).contains(&one.id);
        let leading = delivered.iter().filter(|one| !is_beside(one));
        let delivered_by: Vec<_> = leading.map(|one| (one.header.device, one.authorship)).collect();
        let (own, other): (Vec<_>, Vec<_>) = delivered.into_iter().partition(|one| one.stream == self.own_stream);
        let own: Vec<Entry> = own.into_iter().map(|one| self.entry_of(one)).collect();
        own.iter().for_each(|entry| self.papers.note(entry));
        let devices = self.own.state().members.known_devices().len();
        let more_wrote = self.whose.look_at(&delivered_by);
        let mailbox = Order { engine: &self.engine, stream: self.own_stream };
        self.bars.insert(&mailbox, &mut self.own, |state| &state.members, own);
        late::mark(&self.own, |state| &state.members, &mut self.remarks);
        let looks_again = more_wrote || self.own.state().members.known_devices().len() > devices;
        self.fold_shared(other, looks_again);
    }

    /// Folds entries of the shared streams, and looks again at what both streams say of devices.
    fn fold_shared(&mut self, mut other: Vec<Delivered>, looks_again: bool) {
        let (me, mine) = (self.me, &self.own.state().members);
        for (stream, log) in self.shared.iter_mut().chain(&mut self.earlier) {
            let (here, rest): (Vec<_>, Vec<_>) = other.into_iter().partition(|one| one.stream == *stream);
            other = rest;
            let seats = *log.seats();
            let news = here.into_iter().map(|one| seated::entry(me, &seats, one)).collect();
            // The own stream may come later than what the other claimed.
            let news = self.whose.sort_out(mine, me, (*stream, log), news, looks_again);
            if !news.is_empty() {
                let mailbox = Order { engine: &self.engine, stream: *stream };
                self.bars.insert(&mailbox, log, |state| &state.members, news);
                late::mark(log, |state| &state.members, &mut self.remarks);
                ends::mark(&self.engine, stream, log, &mut self.remarks);
            }
        }
    }
}
