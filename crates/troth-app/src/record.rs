//! The record on this device: the sync engine, and the core's logs that fold what it delivers.

use std::collections::BTreeMap;

use rand_core::CryptoRng;
use troth_core::{
    DeviceId, Draft, EPOCH_SEALED_KIND, Entry, EntryId, EpochSealed, Event, Log, Members, MembershipEvent, OwnState,
    PartnerId, SharedState, State, Stream, WallTime,
};
use troth_sync::{
    Answer, AppendError, Asked, Authorship, Carrier, Delivered, Engine, Flaw, Notice, Outcome, RequestId, Saved,
    SavedRecord, StoreWrite,
};
use troth_vault::{Body, Keyring, LocalKey, StreamKeys, Written};
use troth_wire::{RecordId, Ring, StreamId, Watched};

use crate::effect::Write;
use crate::shelf;
use crate::store::{Rows, Store};

/// What the record says about itself that a person should know, strongest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trouble {
    /// Entries wait for others, or for a key, that has not arrived yet.
    Waiting,
    /// Entries that this version can't open stand aside.
    SetAside,
    /// This device's storage was put back to an earlier state: it may not write any more.
    RestoredChain,
}

/// Whether the remover of the device that wrote something had seen it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// It is by a device that is here, or was when it was seen.
    OfAMember,
    /// It came after the device was removed, or crossed with that.
    OfARemovedDevice,
}

/// An entry in which an epoch travels, and who says to have written it.
struct Carried {
    stream: Stream,
    device: DeviceId,
    seq: u64,
    sealed: EpochSealed,
}

/// Both streams as this device holds them.
pub(crate) struct Record {
    engine: Engine,
    own: Log<OwnState>,
    own_stream: StreamId,
    shared: Option<(StreamId, Log<SharedState>)>,
    /// Entries in which epochs travel, as they opened; whether they have a place yet or not.
    carried: Vec<Carried>,
    /// Some of them have not been looked at.
    news_of_epochs: bool,
    /// Every sealed record by id: a relay put back to an older state is given again what it lacks.
    /// Sealed records of a year's programme are a few megabytes.
    shelf: BTreeMap<RecordId, SavedRecord>,
}

impl Record {
    /// Opens what local storage holds.
    pub(crate) fn open(
        device: troth_wire::DeviceId,
        keyring: &Keyring,
        local: &LocalKey,
        rows: &Rows,
        seed: u64,
    ) -> Self {
        let mut record = Self {
            engine: Engine::new(device, keyring.personal.clone(), seed),
            own: Log::default(),
            own_stream: keyring.own.stream(),
            shared: None,
            carried: Vec::new(),
            news_of_epochs: false,
            shelf: BTreeMap::new(),
        };
        record.engine.set_key_kind(EPOCH_SEALED_KIND);
        record.open_stream(keyring.own.clone(), local, rows);
        if let Some(shared) = &keyring.shared {
            record.shared = Some((shared.stream(), Log::default()));
            record.open_stream(shared.clone(), local, rows);
        }
        record.learn_own_devices(PartnerId(keyring.partner));
        record
    }

    fn open_stream(&mut self, keys: StreamKeys, local: &LocalKey, rows: &Rows) {
        let mailbox = keys.mailbox();
        let saved = Saved { notes: shelf::notes(local, rows, mailbox), outbox: shelf::outbox(rows, mailbox) };
        let records: Vec<SavedRecord> = shelf::records(rows, mailbox);
        self.shelf.extend(records.iter().map(|saved| (saved.record.id(), saved.clone())));
        let outcome = self.engine.open_stream(keys, saved, records);
        self.note_carriers(outcome.carriers);
        self.fold(outcome.delivered);
    }

    /// Takes new epoch keys of a stream; what waited for them is opened again.
    pub(crate) fn set_keys(&mut self, keys: StreamKeys) {
        self.engine.set_keys(keys);
    }

    /// Whether entries in which epochs travel came since this was asked last.
    pub(crate) fn take_news_of_epochs(&mut self) -> bool {
        std::mem::take(&mut self.news_of_epochs)
    }

    /// The entries of a stream in which epochs travel, whether they have a place yet or not, and whose news they are.
    pub(crate) fn carried(&self, stream: Stream) -> impl Iterator<Item = (News, &EpochSealed)> {
        let state = self.state();
        let members = match stream {
            Stream::Own => Some(&state.own.members),
            Stream::Shared => state.shared.map(|shared| &shared.members),
        };
        let news = move |one: &Carried| {
            let removed = members.is_some_and(|all| all.is_news_of_a_removed_device(one.device, one.seq));
            if removed { News::OfARemovedDevice } else { News::OfAMember }
        };
        self.carried.iter().filter(move |one| one.stream == stream).map(move |one| (news(one), &one.sealed))
    }

    /// Whether everything that the relay has of a stream is here, opened and in its place. A chain that a fork froze
    /// doesn't count: its owner may leave it so.
    pub(crate) fn is_complete(&self, stream: Stream) -> bool {
        let Some(stream) = self.stream_id(stream) else { return false };
        self.engine.is_caught_up(&stream)
            && self.engine.view(&stream, 0).is_some_and(|view| {
                view.waiting.iter().all(|waiting| waiting.missing.is_empty())
                    && view.quarantined.iter().all(|record| record.flaw != Flaw::NoKey)
            })
    }

    /// Whether a stream was read to its end.
    pub(crate) fn is_read(&self, stream: Stream) -> bool {
        self.stream_id(stream).is_some_and(|stream| self.engine.is_caught_up(&stream))
    }

    fn stream_id(&self, stream: Stream) -> Option<StreamId> {
        match stream {
            Stream::Own => Some(self.own_stream),
            Stream::Shared => self.shared.as_ref().map(|(stream, _)| *stream),
        }
    }

    /// What this device sealed itself brings it no news.
    fn note_own_epoch(&mut self, entry: &Delivered, stream: Stream) {
        let Body::Present(body) = &entry.body else { return };
        if let Event::Membership(MembershipEvent::EpochSealed(sealed)) = Event::decode(entry.header.kind, body) {
            let (device, seq) = (DeviceId(entry.header.device.to_bytes()), entry.header.seq);
            self.carried.push(Carried { stream, device, seq, sealed });
        }
    }

    fn note_carriers(&mut self, carriers: Vec<Carrier>) {
        for Carrier { stream, device, seq, body } in carriers {
            let stream = if stream == self.own_stream { Stream::Own } else { Stream::Shared };
            let event = Event::decode(EPOCH_SEALED_KIND, &body);
            if let Event::Membership(MembershipEvent::EpochSealed(sealed)) = event {
                self.carried.push(Carried { stream, device: DeviceId(device.to_bytes()), seq, sealed });
                self.news_of_epochs = true;
            }
        }
    }

    /// Takes a new shared stream in.
    pub(crate) fn join_shared(&mut self, keys: StreamKeys) {
        if let Some((abandoned, _)) = self.shared.take() {
            self.engine.close_stream(&abandoned);
            self.carried.retain(|carried| carried.stream == Stream::Own);
        }
        self.shared = Some((keys.stream(), Log::default()));
        let outcome = self.engine.open_stream(keys, Saved::default(), Vec::new());
        self.fold(outcome.delivered);
    }

    /// The core's state.
    pub(crate) fn state(&self) -> State<'_> {
        State { own: self.own.state(), shared: self.shared.as_ref().map(|(_, log)| log.state()) }
    }

    /// The shared stream's entries in order; none before linking.
    pub(crate) fn shared_entries(&self) -> &[Entry] {
        self.shared.as_ref().map_or(&[], |(_, log)| log.entries())
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

    /// The most serious thing to tell, if any.
    pub(crate) fn trouble(&self, now_ms: u64) -> Option<Trouble> {
        let views = self.streams().filter_map(|stream| self.engine.view(&stream, now_ms));
        let troubles = views.flat_map(|view| {
            let restored = view.may_write == troth_sync::MayWrite::RestoredChain;
            let found = [
                (!view.waiting.is_empty(), Trouble::Waiting),
                (view.quarantined.iter().any(|record| record.flaw == Flaw::NoKey), Trouble::Waiting),
                (view.quarantined.iter().any(|record| record.flaw != Flaw::NoKey), Trouble::SetAside),
                (restored, Trouble::RestoredChain),
            ];
            found.into_iter().filter(|(there, _)| *there).map(|(_, trouble)| trouble)
        });
        troubles.max()
    }

    /// A fingerprint of the shared record, for comparing by voice: equal on both when both hold the same.
    pub(crate) fn fingerprint(&self) -> Option<[u8; 32]> {
        self.shared.as_ref().and_then(|(stream, _)| self.engine.fingerprint(stream))
    }

    /// Records from the shelf, for [`troth_sync::Request::Load`].
    pub(crate) fn load(&self, ids: &[RecordId]) -> Vec<SavedRecord> {
        ids.iter().filter_map(|id| self.shelf.get(id).cloned()).collect()
    }

    /// The last number of a device in own and shared stream, for cutting it off.
    pub(crate) fn last_seqs(&self, device: DeviceId) -> [u64; 2] {
        let last = |entries: &[Entry]| entries.iter().filter(|one| one.device == device).map(|one| one.seq).max();
        let own = last(self.own.entries()).unwrap_or(0);
        let shared = self.shared.as_ref().and_then(|(_, log)| last(log.entries())).unwrap_or(0);
        [own, shared]
    }

    /// Writes drafts of the core into their streams. Returns the ids of the new entries.
    pub(crate) fn append(
        &mut self,
        rng: &mut impl CryptoRng,
        store: &mut Store,
        local: &LocalKey,
        now: WallTime,
        drafts: Vec<Draft>,
    ) -> Result<Vec<EntryId>, AppendError> {
        let mut ids = Vec::new();
        for draft in drafts {
            let draft_stream = draft.stream;
            let stream = self.stream_id(draft_stream).ok_or(AppendError::UnknownStream)?;
            let written = Written { unix_ms: now.unix_ms, offset_minutes: now.offset_minutes };
            let draft = troth_sync::Draft { kind: draft.event.kind(), body: draft.event.encode_body(), written };
            let appended = self.engine.append(rng, &stream, draft)?;
            ids.push(EntryId(appended.entry.id.to_bytes()));
            self.note_own_epoch(&appended.entry, draft_stream);
            self.keep(rng, store, local, appended.writes);
            self.fold(vec![appended.entry]);
        }
        Ok(ids)
    }

    /// Takes an answer of the relay.
    pub(crate) fn on_answer(
        &mut self,
        rng: &mut impl CryptoRng,
        store: &mut Store,
        local: &LocalKey,
        (request, answer): (RequestId, Answer),
        now_ms: u64,
    ) -> Vec<Notice> {
        let outcome = self.engine.on_answer(request, answer, now_ms);
        self.take(rng, store, local, outcome)
    }

    /// Takes a ring of the doorbell.
    pub(crate) fn on_ring(&mut self, rng: &mut impl CryptoRng, store: &mut Store, local: &LocalKey, ring: Ring) {
        let outcome = self.engine.on_ring(ring);
        self.take(rng, store, local, outcome);
    }

    /// Records that these rows are safely stored, so that they may go to the relay.
    pub(crate) fn stored(&mut self, writes: &[Write]) {
        let ids: Vec<RecordId> = writes.iter().filter_map(shelf::record_of).collect();
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
        let partners = members.into_iter().flatten().filter_map(|members| members.partner(me));
        let devices: Vec<_> = partners.flat_map(|partner| partner.devices.keys()).copied().collect();
        self.engine.set_own_devices(devices.into_iter().map(|device| troth_wire::DeviceId::from_bytes(device.0)));
    }

    fn streams(&self) -> impl Iterator<Item = StreamId> + use<> {
        [Some(self.own_stream), self.shared.as_ref().map(|(stream, _)| *stream)].into_iter().flatten()
    }

    fn take(&mut self, rng: &mut impl CryptoRng, store: &mut Store, local: &LocalKey, outcome: Outcome) -> Vec<Notice> {
        self.keep(rng, store, local, outcome.writes);
        self.note_carriers(outcome.carriers);
        self.fold(outcome.delivered);
        outcome.notices
    }

    fn keep(&mut self, rng: &mut impl CryptoRng, store: &mut Store, local: &LocalKey, writes: Vec<StoreWrite>) {
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
        store.extend(writes.into_iter().map(|write| shelf::write(rng, local, write)));
    }

    fn fold(&mut self, delivered: Vec<Delivered>) {
        let (own, other): (Vec<_>, Vec<_>) = delivered.into_iter().partition(|one| one.stream == self.own_stream);
        self.own.insert_all(own.into_iter().map(entry));
        let mine = &self.own.state().members;
        if let Some((stream, log)) = &mut self.shared {
            let shared = other.into_iter().filter(|one| one.stream == *stream).map(|one| (one.authorship, entry(one)));
            log.insert_all(shared.filter(|(by, entry)| !claims_own_device(mine, *by, entry)).map(|(_, entry)| entry));
        }
    }
}

/// Whether the other partner says something of a device that the own stream knows as one's own. A changed client could
/// write that to make the device's words count as theirs; it counts for nothing here.
fn claims_own_device(mine: &Members, by: Authorship, entry: &Entry) -> bool {
    let device = match &entry.event {
        Event::Membership(MembershipEvent::DeviceAdded(added)) => added.device,
        Event::Membership(MembershipEvent::DeviceRemoved(removed)) => removed.device,
        Event::Membership(MembershipEvent::KeyTold(told)) => told.device,
        _ => return false,
    };
    by == Authorship::Other && mine.holder(device).is_some()
}

fn entry(delivered: Delivered) -> Entry {
    let header = delivered.header;
    let event = match delivered.body {
        Body::Present(body) => Event::decode(header.kind, &body),
        Body::Erased => Event::Erased { kind: header.kind },
    };
    Entry {
        id: EntryId(delivered.id.to_bytes()),
        device: DeviceId(header.device.to_bytes()),
        seq: header.seq,
        lamport: header.lamport,
        written: WallTime { unix_ms: header.written.unix_ms, offset_minutes: header.written.offset_minutes },
        event,
    }
}
