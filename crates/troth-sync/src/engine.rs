//! The engine: all streams of one device, driven by a shell.

use std::collections::{BTreeMap, BTreeSet};

use rand_core::CryptoRng;
use troth_vault::{DeviceKeys, PersonalKey, StreamKeys};
use troth_wire::{DeviceId, MailboxId, RecordId, Ring, StreamId, Watched};

use crate::backoff::Jitter;
use crate::exchange::{AnswerContext, Direction, Numbers, RelayAccess, ends_session};
use crate::notes::FirstReading;
use crate::notice::{EngineOutcome, Notice};
use crate::replica::{AppendError, Appended, EntryDraft, Identity, Part, Replica, Reread, UnsentEntries};
use crate::request::{Asked, Reachable, RequestId, Response, Session};
use crate::store_write::{Saved, SavedRecord, StoreWrite};

/// Whether an entry is known here as a link of its device's chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It is.
    Here,
    /// It is not, or not yet.
    NotYet,
}

/// All streams of one device.
///
/// The engine does no I/O. After every other call, and whenever [`Engine::next_wake_ms`] is reached, its shell calls
/// [`Engine::next_requests`]. The shell carries out the requests, commits the writes and passes the answers back.
pub struct Engine {
    pub(crate) who: Identity,
    pub(crate) replicas: BTreeMap<StreamId, Replica>,
    numbers: Numbers,
    jitter: Jitter,
    reachable: Reachable,
    session: Session,
}

impl Engine {
    /// Makes an engine without streams.
    ///
    /// `seed` only spreads waiting times; it should differ between devices.
    #[must_use]
    pub fn new(keys: DeviceKeys, personal: PersonalKey, seed: u64) -> Self {
        let device = keys.id();
        Self {
            who: Identity { device, keys, personal, own_devices: BTreeSet::from([device]), key_kind: None },
            replicas: BTreeMap::new(),
            numbers: Numbers::default(),
            jitter: Jitter::new(seed),
            reachable: Reachable::Yes,
            session: Session::Open,
        }
    }

    /// Sets the devices of this partner. This device always belongs to them.
    ///
    /// An entry in the name of one of them is refused without this partner's personal tag (care 23).
    pub fn set_own_devices(&mut self, devices: impl IntoIterator<Item = DeviceId>) {
        self.who.own_devices = devices.into_iter().chain([self.who.device]).collect();
    }

    /// Sets the kind of entry that carries keys.
    ///
    /// Such entries are sealed under the first epoch of their stream, which every device that ever belonged to it
    /// holds. They are handed over as [`Carrier`](crate::Carrier)s as soon as they open.
    pub fn set_key_kind(&mut self, kind: u16) {
        self.who.key_kind = Some(kind);
    }

    /// Opens a stream, new or from the store, and hands over everything in it.
    ///
    /// `records` may come in any order, each once.
    pub fn open_stream(
        &mut self,
        keys: StreamKeys,
        saved: Saved,
        records: impl IntoIterator<Item = SavedRecord>,
    ) -> EngineOutcome {
        let mut restoring = self.begin_stream(keys, saved);
        self.reopen(&mut restoring, records);
        self.finish_stream(restoring).1
    }

    /// Closes a stream. The shell keeps or wipes the stored records.
    pub fn close_stream(&mut self, stream: &StreamId) {
        self.replicas.remove(stream);
    }

    /// Takes no more part in a stream. What is unsent is still told; the mailbox is not watched, and read only as far as
    /// telling needs.
    pub fn part_from(&mut self, stream: &StreamId) -> Vec<StoreWrite> {
        let replica = self.replicas.get_mut(stream).filter(|replica| replica.part == Part::Taken);
        replica.map_or_else(Vec::new, Replica::part)
    }

    /// Closes a stream and returns the writes that wipe it from the store. A device that opens the stream again after
    /// these writes are committed knows nothing of it, not even its own entries.
    pub fn forget_stream(&mut self, stream: &StreamId) -> Vec<StoreWrite> {
        self.replicas.remove(stream).map_or_else(Vec::new, |replica| replica.removals())
    }

    /// Sets new epoch keys of an open stream. Quarantined records are tried again.
    pub fn set_keys(&mut self, keys: StreamKeys) {
        if let Some(replica) = self.replicas.get_mut(&keys.stream()) {
            replica.keys = keys;
            replica.retry = replica.quarantine.keys().copied().collect();
            if replica.reread != Reread::Nothing {
                replica.read_again();
            }
        }
    }

    /// Writes an entry. It is delivered at once, and pushed after [`Engine::stored`] confirms it.
    ///
    /// # Errors
    ///
    /// An unknown stream, content beyond its limit, or a device with restored storage. Nothing has changed then.
    pub fn append(
        &mut self,
        rng: &mut impl CryptoRng,
        stream: &StreamId,
        draft: EntryDraft,
    ) -> Result<Appended, AppendError> {
        let replica = self.replicas.get_mut(stream).ok_or(AppendError::UnknownStream)?;
        replica.append(rng, &self.who, draft)
    }

    /// Confirms that the store has durably committed an append and all appends before it.
    pub fn stored(&mut self, stream: &StreamId, id: &RecordId) {
        if let Some(replica) = self.replicas.get_mut(stream) {
            replica.outbox.stored(id);
        }
    }

    /// Returns the requests to carry out now: at most one for each direction and mailbox.
    ///
    /// `now_ms` is any clock in milliseconds; it only times waits.
    pub fn next_requests(&mut self, now_ms: u64) -> Vec<Asked> {
        let talk = self.talk();
        let numbers = &mut self.numbers;
        self.replicas.values_mut().flat_map(|replica| replica.next_requests(talk, numbers, now_ms)).collect()
    }

    /// The same for one stream alone.
    pub fn next_requests_of(&mut self, stream: &StreamId, now_ms: u64) -> Vec<Asked> {
        let talk = self.talk();
        let replica = self.replicas.get_mut(stream);
        replica.map_or_else(Vec::new, |replica| replica.next_requests(talk, &mut self.numbers, now_ms))
    }

    /// Returns when [`Engine::next_requests_of`] may have a new request; `None` while nothing waits.
    #[must_use]
    pub fn next_wake_of(&self, stream: &StreamId, now_ms: u64) -> Option<u64> {
        self.replica(stream)?.wake_ms(now_ms)
    }

    /// Tells whether the relay has not acknowledged an entry of a stream.
    #[must_use]
    pub fn has_unsent(&self, stream: &StreamId) -> bool {
        self.replica(stream).is_some_and(Replica::has_unsent)
    }

    fn talk(&self) -> RelayAccess {
        match (self.reachable, self.session) {
            (Reachable::Yes, Session::Open) => RelayAccess::Open,
            _ => RelayAccess::Shut,
        }
    }

    /// Returns when [`Engine::next_requests`] may have a new request; `None` while nothing waits.
    #[must_use]
    pub fn next_wake_ms(&self, now_ms: u64) -> Option<u64> {
        self.replicas.values().filter_map(|replica| replica.wake_ms(now_ms)).min()
    }

    /// Takes the answer to a request. A late, repeated or missing answer neither loses nor duplicates an entry.
    pub fn on_answer(&mut self, request: RequestId, answer: Response, now_ms: u64) -> EngineOutcome {
        let mut outcome = EngineOutcome::default();
        self.watch_session(&answer, &mut outcome);
        let mut around = AnswerContext { who: &self.who, numbers: &self.numbers, jitter: &mut self.jitter, now_ms };
        let asker = self.replicas.values_mut().find(|replica| replica.pending.contains_key(&request));
        if let Some(replica) = asker {
            replica.on_answer(request, answer, &mut around, &mut outcome);
        }
        outcome
    }

    fn watch_session(&mut self, answer: &Response, outcome: &mut EngineOutcome) {
        let Response::Refused(error) = answer else { return };
        if ends_session(error.code) && self.session == Session::Open {
            self.session = Session::Ended;
            outcome.notices.push(Notice::SignInNeeded);
        }
    }

    /// Takes a ring of the doorbell.
    pub fn on_ring(&mut self, ring: Ring) -> EngineOutcome {
        let mut outcome = EngineOutcome::default();
        let is_rung = |replica: &&mut Replica| replica.mailbox() == ring.mailbox && replica.part == Part::Taken;
        let replica = self.replicas.values_mut().find(is_rung);
        if let Some(replica) = replica {
            replica.on_ring(ring, &self.who, &self.numbers, &mut outcome);
        }
        outcome
    }

    /// Returns number and id of the newest entry of a device that was delivered as its own.
    #[must_use]
    pub fn newest_of(&self, stream: &StreamId, device: DeviceId) -> Option<(u64, RecordId)> {
        self.replica(stream)?.graph.tip(&device).map(|tip| (tip.seq, tip.id))
    }

    /// Lists what to watch at the doorbell: the streams in which this device takes part.
    #[must_use]
    pub fn watched(&self) -> Vec<Watched> {
        let watched = |replica: &Replica| Watched { mailbox: replica.mailbox(), cursor: replica.reading.position() };
        self.replicas.values().filter(|replica| replica.part == Part::Taken).map(watched).collect()
    }

    /// Asks for a pull of every stream: after a time without a doorbell, or at a person's request.
    pub fn refresh(&mut self) {
        let next = self.numbers.upcoming();
        for replica in self.replicas.values_mut() {
            replica.reading.want(next);
            replica.bare.ask_again();
        }
    }

    /// Sets whether the shell believes that the network is reachable. When it comes back, all waits end.
    pub fn set_reachable(&mut self, reachable: Reachable) {
        if self.reachable == Reachable::No && reachable == Reachable::Yes {
            self.refresh();
            self.end_waits();
        }
        self.reachable = reachable;
    }

    /// Sets the state of the session with the relay. After a sign-in the shell passes [`Session::Open`].
    pub fn set_session(&mut self, session: Session) {
        if self.session == Session::Ended && session == Session::Open {
            self.end_waits();
        }
        self.session = session;
    }

    /// Tries a stream again at once: its mailbox was created, or a person asks for it.
    pub fn try_again(&mut self, stream: &StreamId) {
        let next = self.numbers.upcoming();
        if let Some(replica) = self.replicas.get_mut(stream) {
            replica.reading.want(next);
            replica.bare.ask_again();
            replica.end_waits();
        }
    }

    fn end_waits(&mut self) {
        for replica in self.replicas.values_mut() {
            replica.end_waits();
        }
    }

    /// Records the owner's decision about a fork: the chain continues with `keep`. The fork need not be known here yet.
    ///
    /// Both branches are delivered in the end; the fold shows which one counts as the chain. The decision arrives as an
    /// entry by another device of the owner, and every device passes it to its engine.
    pub fn resolve_fork(&mut self, stream: &StreamId, keep: RecordId) -> EngineOutcome {
        let mut outcome = EngineOutcome::default();
        if let Some(replica) = self.replicas.get_mut(stream) {
            replica.decide_fork(keep, &mut outcome);
        }
        outcome
    }

    /// Records that a removal names `last` as the last entry of its device. The chain of that device leads to it, and
    /// whatever else claims a number up to there is not that device's.
    ///
    /// The entry need not be known here yet; then the engine has to be told again. Returns whether it is known.
    pub fn end_chain(&mut self, stream: &StreamId, last: RecordId) -> (Known, EngineOutcome) {
        let mut outcome = EngineOutcome::default();
        let known = match self.replicas.get_mut(stream) {
            Some(replica) => replica.end_chain(last, &mut outcome),
            None => Known::NotYet,
        };
        (known, outcome)
    }

    /// Removes the unsent entries of a device with a restored chain, so that they can be rewritten after enrolling
    /// again.
    ///
    /// The store commits the writes together with the new entries. Then the engine is rebuilt under the new device.
    pub fn withdraw_unsent(&mut self, stream: &StreamId) -> Option<UnsentEntries> {
        self.replicas.get_mut(stream).map(|replica| replica.withdraw_unsent(&self.who))
    }

    /// Tells whether this device has yet to read the stream to its end for the first time: it was just added, or came back.
    #[must_use]
    pub fn is_new_to(&self, stream: &StreamId) -> bool {
        self.replica(stream).is_some_and(|replica| replica.first_reading == FirstReading::UnderWay)
    }

    /// Tells whether the mailbox has been read to its end since the engine started, with no newer record known.
    #[must_use]
    pub fn is_caught_up(&self, stream: &StreamId) -> bool {
        self.replica(stream).is_some_and(Replica::is_caught_up)
    }

    /// Returns the keys of a stream, with all known epochs.
    pub fn keys(&self, stream: &StreamId) -> Option<&StreamKeys> {
        Some(&self.replicas.get(stream)?.keys)
    }

    /// Returns the mailbox of a stream.
    #[must_use]
    pub fn mailbox(&self, stream: &StreamId) -> Option<MailboxId> {
        self.replica(stream).map(Replica::mailbox)
    }

    pub(crate) fn replica(&self, stream: &StreamId) -> Option<&Replica> {
        self.replicas.get(stream)
    }

    pub(crate) fn reachable(&self) -> Reachable {
        self.reachable
    }

    pub(crate) fn session(&self) -> Session {
        self.session
    }
}

impl Replica {
    fn end_waits(&mut self) {
        self.push_backoff.succeed();
        self.pull_backoff.succeed();
        self.refetch_backoff.succeed();
    }

    fn wake_ms(&self, now_ms: u64) -> Option<u64> {
        let push = if self.has_unsent() { self.backoff(Direction::Push).until(now_ms) } else { None };
        let pull = if self.reads_on() { self.backoff(Direction::Pull).until(now_ms) } else { None };
        let load = self.backoff(Direction::Load).until(now_ms);
        let refetch =
            if self.bare.is_wanted() && self.part == Part::Taken { self.refetch_backoff.until(now_ms) } else { None };
        [push, pull, load, refetch].into_iter().flatten().min()
    }
}
