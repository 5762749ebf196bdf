//! Takes in sealed records: opens or quarantines them, then delivers or refuses the entry.

use troth_vault::{Body, ChainKey, OpenError, OpenedEntry, is_own, open_entry};
use troth_wire::{Cursor, DeviceId, RecordId, SealedRecord};

use crate::engine::Known;
use crate::entry::{Arrival, Authorship, Dating};
use crate::graph::{Candidate, Verdict};
use crate::limits::Limit;
use crate::notes::FirstReading;
use crate::notice::{Carrier, EngineOutcome, Flaw, Notice};
use crate::replica::{Identity, Replica, Reread, SetAside};
use crate::rule::Rule;
use crate::store_write::{SavedRecord, StoreWrite};

/// Where a record came from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Came {
    pub(crate) arrival: Arrival,
    /// The cursor right before it.
    pub(crate) before: Cursor,
}

/// Whether the records after this one may be taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Intake {
    Continue,
    Stop,
}

/// A record with the keys of its stream.
enum Opened {
    /// The whole entry.
    Entry(Candidate),
    /// The header alone: the content is withheld.
    Bare(Candidate),
    Flawed(Flaw),
}

/// Whose name and whose tag a record bears.
#[derive(Clone, Copy)]
struct Author {
    device: DeviceId,
    authorship: Authorship,
}

impl Author {
    fn of(candidate: &Candidate) -> Self {
        Self { device: candidate.header.device, authorship: candidate.authorship }
    }
}

/// A stored record that opened and is not counted yet.
pub(crate) struct Reopened {
    id: RecordId,
    author: Author,
    bytes: u64,
}

/// The key of a device's number that an entry showed.
type Shown = (DeviceId, u64, ChainKey);

impl Replica {
    /// Takes in a record from the relay.
    ///
    /// A known entry changes nothing. A quarantined or bare record is opened again: its id covers only the header, so
    /// the relay may have damaged or cut the first copy and not this one.
    pub(crate) fn take_in(
        &mut self,
        who: &Identity,
        record: SealedRecord,
        came: Came,
        outcome: &mut EngineOutcome,
    ) -> Intake {
        let (id, bytes) = (record.id(), record.size_bytes() as u64);
        if self.graph.contains(&id) {
            self.graph.note_position(&id, came.arrival.position);
            return Intake::Continue;
        }
        if !self.quarantine.contains_key(&id) && !self.bare.contains(&id) {
            self.shares.count_read(bytes);
        }
        if let Err(limit) = self.shares.check_read(came.arrival.position) {
            self.reach(limit, outcome);
            return Intake::Stop;
        }
        match self.open(who, &record, Some(came.arrival)) {
            Opened::Entry(candidate) => self.take_entry(who, record, candidate, outcome),
            Opened::Bare(candidate) => self.note_bare(who, &candidate, came.before, outcome),
            Opened::Flawed(flaw) => self.set_aside(record, flaw, came.arrival, outcome),
        }
        Intake::Continue
    }

    fn take_entry(&mut self, who: &Identity, record: SealedRecord, candidate: Candidate, outcome: &mut EngineOutcome) {
        let (mailbox, id, arrival) = (self.mailbox(), candidate.id, candidate.arrival);
        let (author, bytes) = (Author::of(&candidate), record.size_bytes() as u64);
        let share = match self.graph.leads(&candidate) {
            true => self.shares.check(author.device, author.authorship, bytes),
            false => self.shares.check_astray(bytes),
        };
        if let Err(limit) = share.and_then(|()| self.graph.check_held(&candidate)) {
            return self.reach(limit, outcome);
        }
        outcome.writes.push(StoreWrite::PutRecord { mailbox, id, record, arrival });
        self.accept(who, candidate, outcome);
        self.count(id, author, bytes);
    }

    /// Counts a record: to its author's share if it is a link of that device's chain. Everything else may be by somebody
    /// else.
    fn count(&mut self, id: RecordId, author: Author, bytes: u64) {
        if self.graph.is_main(&id) {
            self.shares.add(author.device, author.authorship, bytes);
        } else if self.graph.contains(&id) {
            self.shares.add_astray(bytes);
            if !self.graph.is_settled(&id) {
                self.unplaced.insert(id, bytes);
            }
        }
    }

    /// Moves an entry to its author's share that waited, and turned out to be a link of that device's chain.
    fn count_anew(&mut self, candidate: &Candidate) {
        if let Some(bytes) = self.unplaced.remove(&candidate.id).filter(|_| self.graph.is_main(&candidate.id)) {
            self.shares.subtract_astray(bytes);
            self.shares.add(candidate.header.device, candidate.authorship, bytes);
        }
    }

    /// Notes that a record is not taken.
    fn reach(&mut self, limit: Limit, outcome: &mut EngineOutcome) {
        match limit {
            Limit::Sealed | Limit::Astray if self.reread == Reread::Nothing => self.reread = Reread::OnKey,
            Limit::Bare if self.reread != Reread::OnRoom => self.reread = Reread::OnContent,
            Limit::Held | Limit::HeldOf(_) => self.reread = Reread::OnRoom,
            Limit::Sealed | Limit::Astray | Limit::Bare => {}
            Limit::Device(_) | Limit::Person(_) | Limit::Forks(_) | Limit::Mailbox => {}
        }
        if self.shares.is_untold(limit) {
            outcome.notices.push(Notice::LimitReached { stream: self.stream(), limit });
        }
    }

    /// Reads from the start again, if there is room for what was not taken.
    pub(crate) fn reread_if_room(&mut self) {
        let has_room = match self.reread {
            Reread::OnRoom => self.graph.has_room_to_hold(),
            Reread::OnContent => self.bare.has_room_again(),
            Reread::Nothing | Reread::OnKey => false,
        };
        if has_room {
            self.read_again();
        }
    }

    /// Reads the mailbox from its start again, because there may be use now for what was not taken.
    pub(crate) fn read_again(&mut self) {
        self.reread = Reread::Nothing;
        self.shares.read_anew();
        self.reading.start_comparing();
    }

    fn accept(&mut self, who: &Identity, candidate: Candidate, outcome: &mut EngineOutcome) {
        self.hand_over_keys(who, &candidate, outcome);
        self.place(who, candidate, outcome);
    }

    /// Keeps a record that does not open. The same damaged record once more was reported, and its first copy is kept.
    fn set_aside(&mut self, record: SealedRecord, flaw: Flaw, arrival: Arrival, outcome: &mut EngineOutcome) {
        let (mailbox, id, arrival) = (self.mailbox(), record.id(), Some(arrival));
        if self.quarantine.contains_key(&id) {
            return;
        }
        let bytes = record.size_bytes() as u64;
        if let Err(limit) = self.shares.check_sealed(bytes) {
            return self.reach(limit, outcome);
        }
        outcome.writes.push(StoreWrite::PutRecord { mailbox, id, record, arrival });
        outcome.notices.push(Notice::Quarantined { stream: self.stream(), id, flaw });
        self.keep_aside(id, flaw, bytes);
    }

    fn keep_aside(&mut self, id: RecordId, flaw: Flaw, bytes: u64) {
        if self.quarantine.insert(id, SetAside { flaw, bytes }).is_none() {
            self.shares.add_sealed(bytes);
        }
    }

    fn take_out_of_quarantine(&mut self, id: &RecordId) {
        if let Some(SetAside { bytes, .. }) = self.quarantine.remove(id) {
            self.shares.subtract_sealed(bytes);
        }
    }

    /// Notes a record whose content is withheld. It counts as not received.
    fn note_bare(&mut self, who: &Identity, candidate: &Candidate, before: Cursor, outcome: &mut EngineOutcome) {
        let (stream, id, device) = (self.stream(), candidate.id, candidate.header.device);
        self.notice_bare_copy(who, candidate, outcome);
        if !self.bare.contains(&id) && self.bare.is_full() {
            return self.reach(Limit::Bare, outcome);
        }
        if self.bare.note(id, before) {
            outcome.notices.push(Notice::Withheld { stream, id, device });
        }
    }

    /// Sorts the entries of a stream that is rebuilt.
    ///
    /// They are offered by lamport number, so that no entry waits for a parent that comes later. Without notes nobody
    /// knows what was withheld: then in the order in which the relay had them, which decides about it.
    pub(crate) fn sort_for_places(&self, candidates: &mut [Candidate]) {
        let by_position = !self.graph.is_restoring();
        let arrived = |candidate: &Candidate| candidate.arrival.map(|arrival| arrival.position);
        let position = |candidate: &Candidate| if by_position { arrived(candidate) } else { None };
        candidates.sort_by_cached_key(|one| (position(one), one.header.lamport, one.id));
    }

    /// Gives an entry of a stream that is rebuilt its place.
    pub(crate) fn take_back(&mut self, who: &Identity, candidate: Candidate, outcome: &mut EngineOutcome) {
        self.hand_over_keys(who, &candidate, outcome);
        self.offer(candidate, outcome);
    }

    /// Counts the stored records of a stream that is rebuilt, once every entry that can have a place has it.
    pub(crate) fn count_reopened(&mut self, counted: Vec<Reopened>) {
        for Reopened { id, author, bytes } in counted {
            self.count(id, author, bytes);
        }
    }

    /// Opens a stored record of a stream that is rebuilt. Whose share it takes shows in the end: `counted` keeps it.
    pub(crate) fn reopen(
        &mut self,
        who: &Identity,
        saved: SavedRecord,
        counted: &mut Vec<Reopened>,
    ) -> Option<Candidate> {
        match self.open(who, &saved.record, saved.arrival) {
            Opened::Entry(mut candidate) => {
                let (author, bytes) = (Author::of(&candidate), saved.record.size_bytes() as u64);
                counted.push(Reopened { id: candidate.id, author, bytes });
                if candidate.header.device == who.device {
                    self.outbox.attach(&candidate.id, saved.record);
                }
                // What came from the relay, or is no longer in the outbox, was there before anything that comes now.
                let revealed = candidate.arrival.is_some() || !self.outbox.contains(&candidate.id);
                candidate.revealed = revealed.then_some(0);
                Some(candidate)
            }
            // The store keeps no such record. One that lost its content there is read again like any other.
            Opened::Bare(_) => {
                self.reading.start_comparing();
                None
            }
            Opened::Flawed(flaw) => {
                self.keep_aside(saved.record.id(), flaw, saved.record.size_bytes() as u64);
                None
            }
        }
    }

    /// Opens a quarantined record again.
    pub(crate) fn retry(&mut self, who: &Identity, saved: &SavedRecord, outcome: &mut EngineOutcome) {
        let id = saved.record.id();
        match self.open(who, &saved.record, saved.arrival) {
            Opened::Entry(candidate) => {
                let (author, bytes) = (Author::of(&candidate), saved.record.size_bytes() as u64);
                self.accept(who, candidate, outcome);
                self.count(id, author, bytes);
            }
            // Its place in the mailbox is not known any more: reading from the start finds it.
            Opened::Bare(_) => {
                self.take_out_of_quarantine(&id);
                outcome.writes.push(StoreWrite::RemoveRecord { mailbox: self.mailbox(), id });
                self.reading.start_comparing();
            }
            Opened::Flawed(flaw) => {
                self.keep_aside(id, flaw, saved.record.size_bytes() as u64);
            }
        }
    }

    fn open(&self, who: &Identity, record: &SealedRecord, arrival: Option<Arrival>) -> Opened {
        let flaw = match open_entry(&self.keys, record) {
            Ok(opened) => return self.judge_opened(who, opened, arrival),
            Err(error) => Flaw::from(error),
        };
        // A copy whose content was damaged is worth as much as one without.
        match open_entry(&self.keys, &record.clone().erased()) {
            Ok(opened) => self.judge_opened(who, opened, arrival),
            Err(_) => Opened::Flawed(flaw),
        }
    }

    fn judge_opened(&self, who: &Identity, opened: OpenedEntry, arrival: Option<Arrival>) -> Opened {
        let authorship = if is_own(&who.personal, &opened) { Authorship::Own } else { Authorship::Other };
        let forged = authorship == Authorship::Other && who.own_devices.contains(&opened.header.device);
        let broken = forged.then_some(Rule::Authorship);
        let OpenedEntry { id, header, body, link, .. } = opened;
        let is_bare = body == Body::Absent;
        let revealed = arrival.map(|arrival| arrival.position);
        let candidate = Candidate { id, header, body, arrival, authorship, link, revealed, broken };
        // What is refused in any case needs no content for that.
        if is_bare && !forged { Opened::Bare(candidate) } else { Opened::Entry(candidate) }
    }

    /// Stops writing when somebody showed a key of this very device before it did: only a copy of it can. A key that
    /// somebody made up to go on from a forged entry says nothing.
    fn notice_copy(&mut self, who: &Identity, seq: u64, key: ChainKey, outcome: &mut EngineOutcome) {
        if self.first_reading == FirstReading::Over && self.is_own_key(who, seq, key) {
            self.stop_writing(outcome);
        }
    }

    /// Stops writing when a record without content shows a key of this very device beyond its chain.
    fn notice_bare_copy(&mut self, who: &Identity, candidate: &Candidate, outcome: &mut EngineOutcome) {
        let Candidate { header, link, .. } = candidate;
        let newest = self.graph.tip(&who.device).map_or(0, |tip| tip.seq);
        if header.device == who.device && header.seq > newest {
            self.notice_copy(who, header.seq, link.key, outcome);
        }
    }

    /// Hands over keys at once, because the entries that their carrier waits for may be sealed under them.
    fn hand_over_keys(&self, who: &Identity, candidate: &Candidate, outcome: &mut EngineOutcome) {
        let Body::Present(body) = &candidate.body else { return };
        if who.key_kind == Some(candidate.header.kind) && candidate.broken.is_none() {
            let (device, seq, authorship) = (candidate.header.device, candidate.header.seq, candidate.authorship);
            outcome.carriers.push(Carrier { stream: self.stream(), device, seq, authorship, body: body.clone() });
        }
    }

    /// Gives an entry that came from the relay its place.
    fn place(&mut self, who: &Identity, candidate: Candidate, outcome: &mut EngineOutcome) {
        for (device, seq, key) in self.offer(candidate, outcome) {
            if device == who.device {
                self.notice_copy(who, seq, key, outcome);
            }
        }
    }

    /// Offers an entry to the graph. Returns the keys that were shown for the first time.
    fn offer(&mut self, candidate: Candidate, outcome: &mut EngineOutcome) -> Vec<Shown> {
        self.take_out_of_quarantine(&candidate.id);
        self.bare.found(&candidate.id);
        let mut verdicts = Vec::new();
        self.graph.offer(candidate, &mut verdicts);
        self.report(verdicts, outcome)
    }

    /// Records which entry a removal names as the last of its device.
    pub(crate) fn end_chain(&mut self, last: RecordId, outcome: &mut EngineOutcome) -> Known {
        let mut verdicts = Vec::new();
        if !self.graph.pin(last, &mut verdicts) {
            return Known::NotYet;
        }
        self.report(verdicts, outcome);
        outcome.writes.push(self.put_notes());
        Known::Here
    }

    /// Records an owner's decision about a fork.
    pub(crate) fn decide_fork(&mut self, keep: RecordId, outcome: &mut EngineOutcome) {
        let mut verdicts = Vec::new();
        self.graph.decide_fork(keep, &mut verdicts);
        self.report(verdicts, outcome);
        outcome.writes.push(self.put_notes());
    }

    fn report(&mut self, verdicts: Vec<Verdict>, outcome: &mut EngineOutcome) -> Vec<Shown> {
        let stream = self.stream();
        let mut revealed = Vec::new();
        for verdict in verdicts {
            match verdict {
                Verdict::Delivered(candidate, dating) => {
                    self.count_anew(&candidate);
                    if dating == Dating::FellBack {
                        let (id, device) = (candidate.id, candidate.header.device);
                        outcome.notices.push(Notice::DatedOddly { stream, id, device });
                    }
                    outcome.delivered.push(candidate.deliver(stream, dating));
                }
                Verdict::Refused(id, device, rule) => {
                    self.refused.insert(id, rule);
                    outcome.notices.push(Notice::RuleBroken { stream, id, device, rule });
                }
                Verdict::OneTooMany(id, device) => self.refuse_branch(id, device, outcome),
                Verdict::Forked(fork) => outcome.notices.push(Notice::Forked { stream, fork }),
                Verdict::Revealed(device, seq, key) => revealed.push((device, seq, key)),
            }
        }
        revealed
    }
}

impl Replica {
    /// Forgets a branch more than the limits allow. That is told once for each device, which can do it any number of times.
    fn refuse_branch(&mut self, id: RecordId, device: DeviceId, outcome: &mut EngineOutcome) {
        outcome.writes.push(StoreWrite::RemoveRecord { mailbox: self.mailbox(), id });
        if let Some(bytes) = self.unplaced.remove(&id) {
            self.shares.subtract_astray(bytes);
        }
        if self.shares.is_untold(Limit::Forks(device)) {
            outcome.notices.push(Notice::TooManyForks { stream: self.stream(), device });
        }
    }
}

impl From<OpenError> for Flaw {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NoKey => Self::NoKey,
            OpenError::Tampered => Self::Tampered,
            OpenError::Malformed => Self::Malformed,
            OpenError::OtherStream => Self::OtherStream,
            OpenError::TrialVersion => Self::TrialVersion,
            OpenError::UnsupportedVersion => Self::UnsupportedVersion,
        }
    }
}
