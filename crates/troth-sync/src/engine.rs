//! The engine: all streams of one device, driven from outside.

use std::collections::{BTreeMap, BTreeSet};

use rand_core::CryptoRng;
use troth_vault::{PersonalKey, StreamKeys};
use troth_wire::{DeviceId, MailboxId, RecordId, Ring, StreamId, Watched};

use crate::backoff::Jitter;
use crate::exchange::{Numbers, Surroundings, Talk, Way, ends_session};
use crate::notice::{Notice, Outcome};
use crate::replica::{AppendError, Appended, Draft, Identity, Replica, Withdrawn};
use crate::request::{Answer, Asked, Reachable, RequestId, Session};
use crate::store_write::{Saved, SavedRecord, StoreWrite};

/// All streams of one device.
///
/// The engine does nothing by itself. Its shell calls [`Engine::next_requests`] after every other call and whenever
/// [`Engine::next_wake_ms`] has come, carries out what it says, commits the writes it is given, and tells it the answers.
pub struct Engine {
    who: Identity,
    replicas: BTreeMap<StreamId, Replica>,
    numbers: Numbers,
    jitter: Jitter,
    reachable: Reachable,
    session: Session,
}

impl Engine {
    /// Makes an engine without streams.
    ///
    /// `seed` only spreads waiting times; any number that differs between devices will do.
    #[must_use]
    pub fn new(device: DeviceId, personal: PersonalKey, seed: u64) -> Self {
        Self {
            who: Identity { device, personal, own_devices: BTreeSet::from([device]), key_kind: None },
            replicas: BTreeMap::new(),
            numbers: Numbers::default(),
            jitter: Jitter::new(seed),
            reachable: Reachable::Yes,
            session: Session::Open,
        }
    }

    /// Says which devices belong to this partner; this one always does.
    ///
    /// An entry in the name of one of them is refused without this partner's personal tag (care 23).
    pub fn set_own_devices(&mut self, devices: impl IntoIterator<Item = DeviceId>) {
        self.who.own_devices = devices.into_iter().chain([self.who.device]).collect();
    }

    /// Says in which kind of entry keys travel.
    ///
    /// Such entries are sealed under the first epoch of their stream, which every device holds that ever belonged to it,
    /// and handed over as [`Carrier`](crate::Carrier)s as soon as they open.
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
    ) -> Outcome {
        let mut outcome = Outcome::default();
        let replica = Replica::restore(&self.who, keys, saved, records.into_iter(), &mut outcome);
        self.replicas.insert(replica.stream(), replica);
        outcome
    }

    /// Lets go of a stream; what the store holds of it is the shell's to keep or wipe.
    pub fn close_stream(&mut self, stream: &StreamId) {
        self.replicas.remove(stream);
    }

    /// Lets go of a stream and of all that the store holds of it. Once these writes are committed, a device that opens the
    /// stream again knows nothing of it, not even what it wrote there itself.
    pub fn forget_stream(&mut self, stream: &StreamId) -> Vec<StoreWrite> {
        self.replicas.remove(stream).map(|replica| replica.removals()).unwrap_or_default()
    }

    /// Takes new epoch keys of a stream that is open; what was in quarantine is tried again.
    pub fn set_keys(&mut self, keys: StreamKeys) {
        if let Some(replica) = self.replicas.get_mut(&keys.stream()) {
            replica.keys = keys;
            replica.retry = replica.quarantine.keys().copied().collect();
        }
    }

    /// Writes an entry. It is delivered at once, and pushed once [`Engine::stored`] has been told of it.
    ///
    /// # Errors
    ///
    /// An unknown stream, content beyond its limit, or a device whose storage was put back. Nothing has changed then.
    pub fn append(
        &mut self,
        rng: &mut impl CryptoRng,
        stream: &StreamId,
        draft: Draft,
    ) -> Result<Appended, AppendError> {
        let replica = self.replicas.get_mut(stream).ok_or(AppendError::UnknownStream)?;
        replica.append(rng, &self.who, draft)
    }

    /// Takes note that the store has durably committed the writes of an append, and of all appends before it.
    pub fn stored(&mut self, stream: &StreamId, id: &RecordId) {
        if let Some(replica) = self.replicas.get_mut(stream) {
            replica.outbox.stored(id);
        }
    }

    /// Says what to do now: at most one request per direction and mailbox.
    ///
    /// `now_ms` is any clock in milliseconds; it only times waits.
    pub fn next_requests(&mut self, now_ms: u64) -> Vec<Asked> {
        let talk = self.talk();
        let numbers = &mut self.numbers;
        self.replicas.values_mut().flat_map(|replica| replica.next_requests(talk, numbers, now_ms)).collect()
    }

    fn talk(&self) -> Talk {
        match (self.reachable, self.session) {
            (Reachable::Yes, Session::Open) => Talk::Open,
            _ => Talk::Shut,
        }
    }

    /// Answers when [`Engine::next_requests`] may have something to say that it has not now; none while nothing waits.
    #[must_use]
    pub fn next_wake_ms(&self, now_ms: u64) -> Option<u64> {
        self.replicas.values().filter_map(|replica| replica.wake_ms(now_ms)).min()
    }

    /// Takes the answer to a request. Answers that come late, twice or not at all lose and double nothing.
    pub fn on_answer(&mut self, request: RequestId, answer: Answer, now_ms: u64) -> Outcome {
        let mut outcome = Outcome::default();
        self.watch_session(&answer, &mut outcome);
        let mut around = Surroundings { who: &self.who, numbers: &self.numbers, jitter: &mut self.jitter, now_ms };
        let asker = self.replicas.values_mut().find(|replica| replica.errands.contains_key(&request));
        if let Some(replica) = asker {
            replica.on_answer(request, answer, &mut around, &mut outcome);
        }
        outcome
    }

    fn watch_session(&mut self, answer: &Answer, outcome: &mut Outcome) {
        let Answer::Refused(error) = answer else { return };
        if ends_session(error.code) && self.session == Session::Open {
            self.session = Session::Ended;
            outcome.notices.push(Notice::SignInNeeded);
        }
    }

    /// Takes a ring of the doorbell.
    pub fn on_ring(&mut self, ring: Ring) -> Outcome {
        let mut outcome = Outcome::default();
        let replica = self.replicas.values_mut().find(|replica| replica.mailbox() == ring.mailbox);
        if let Some(replica) = replica {
            replica.on_ring(ring, &self.who, &self.numbers, &mut outcome);
        }
        outcome
    }

    /// Lists what to watch at the doorbell.
    #[must_use]
    pub fn watched(&self) -> Vec<Watched> {
        let watched = |replica: &Replica| Watched { mailbox: replica.mailbox(), cursor: replica.reading.position() };
        self.replicas.values().map(watched).collect()
    }

    /// Asks for a pull of every stream: after a time without a doorbell, or because somebody wants to be sure.
    pub fn refresh(&mut self) {
        let next = self.numbers.upcoming();
        for replica in self.replicas.values_mut() {
            replica.reading.want(next);
        }
    }

    /// Takes the shell's belief about the network. When it comes back, nothing waits any longer.
    pub fn set_reachable(&mut self, reachable: Reachable) {
        if self.reachable == Reachable::No && reachable == Reachable::Yes {
            self.refresh();
            self.end_waits();
        }
        self.reachable = reachable;
    }

    /// Takes the state of the session with the relay; after a sign-in, [`Session::Open`].
    pub fn set_session(&mut self, session: Session) {
        if self.session == Session::Ended && session == Session::Open {
            self.end_waits();
        }
        self.session = session;
    }

    /// Tries a stream again at once: its mailbox was made, or somebody asks for it.
    pub fn try_again(&mut self, stream: &StreamId) {
        let next = self.numbers.upcoming();
        if let Some(replica) = self.replicas.get_mut(stream) {
            replica.reading.want(next);
            replica.end_waits();
        }
    }

    fn end_waits(&mut self) {
        for replica in self.replicas.values_mut() {
            replica.end_waits();
        }
    }

    /// Takes the decision of a device's owner about a fork, known here or not: the chain goes on with `keep`.
    ///
    /// Both branches are delivered in the end. The decision says which one counts as the chain, which is for the fold to
    /// show; it arrives as an entry by another device of the owner, and every device tells its engine.
    pub fn resolve_fork(&mut self, stream: &StreamId, keep: RecordId) -> Outcome {
        let mut outcome = Outcome::default();
        if let Some(replica) = self.replicas.get_mut(stream) {
            replica.decide_fork(keep, &mut outcome);
        }
        outcome
    }

    /// Takes out what a device with a restored chain had not sent, so that it can be written again after enrolling anew.
    ///
    /// The store commits the writes together with the new entries; then the engine is rebuilt under the new device.
    pub fn withdraw_unsent(&mut self, stream: &StreamId) -> Option<Withdrawn> {
        self.replicas.get_mut(stream).map(|replica| replica.withdraw_unsent(&self.who))
    }

    /// Answers whether a mailbox was read to its end since the engine started, and no newer record is known of.
    #[must_use]
    pub fn is_caught_up(&self, stream: &StreamId) -> bool {
        self.replica(stream).is_some_and(Replica::is_caught_up)
    }

    /// Returns the keys of a stream, with all epochs that were taken in.
    pub fn keys(&self, stream: &StreamId) -> Option<&StreamKeys> {
        Some(&self.replicas.get(stream)?.keys)
    }

    /// Answers in which mailbox a stream lies.
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
    }

    fn wake_ms(&self, now_ms: u64) -> Option<u64> {
        let push = if self.outbox.is_empty() { None } else { self.backoff(Way::Push).until(now_ms) };
        let pull = if self.reading.is_wanted() { self.backoff(Way::Pull).until(now_ms) } else { None };
        let load = self.backoff(Way::Load).until(now_ms);
        [push, pull, load].into_iter().flatten().min()
    }
}
