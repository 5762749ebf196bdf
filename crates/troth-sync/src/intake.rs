//! Takes in sealed records: opens or quarantines them, then delivers or refuses the entry.

use troth_vault::{Body, ChainKey, OpenError, OpenedEntry, is_own, open_entry};
use troth_wire::{DeviceId, RecordId, SealedRecord};

use crate::engine::Known;
use crate::entry::{Arrival, Authorship, Dating};
use crate::graph::{Candidate, Verdict};
use crate::notes::FirstReading;
use crate::notice::{Carrier, Flaw, Notice, Outcome};
use crate::replica::{Identity, Replica};
use crate::rule::Rule;
use crate::store_write::{SavedRecord, StoreWrite};

/// The key of a device's number that an entry showed.
type Shown = (DeviceId, u64, ChainKey);

impl Replica {
    /// Takes in a record from the relay.
    ///
    /// A known entry changes nothing. A quarantined record is opened again: its id covers only the header, so the relay
    /// may have damaged the first copy and not this one.
    pub(crate) fn take_in(&mut self, who: &Identity, record: SealedRecord, arrival: Arrival, outcome: &mut Outcome) {
        let id = record.id();
        if self.graph.contains(&id) {
            self.graph.note_position(&id, arrival.position);
            return;
        }
        let opened = self.open(who, &record, Some(arrival));
        let is_news = opened.is_ok() || !self.quarantine.contains_key(&id);
        if is_news {
            let mailbox = self.mailbox();
            outcome.writes.push(StoreWrite::PutRecord { mailbox, id, record, arrival: Some(arrival) });
        }
        match opened {
            Ok(candidate) => {
                self.hand_over_keys(who, &candidate, outcome);
                self.place(who, candidate, outcome);
            }
            Err(flaw) if is_news => {
                outcome.notices.push(Notice::Quarantined { stream: self.stream(), id, flaw });
                self.quarantine.insert(id, flaw);
            }
            // The same damaged record once more: it was reported, and its first copy is kept.
            Err(_) => {}
        }
    }

    /// Takes back the stored records when the stream is rebuilt.
    ///
    /// They are offered by lamport number, so that no entry waits for a parent that comes later. Without notes nobody
    /// knows what was withheld: then in the order in which the relay had them, which decides about it.
    pub(crate) fn take_back(
        &mut self,
        who: &Identity,
        records: impl Iterator<Item = SavedRecord>,
        outcome: &mut Outcome,
    ) {
        let mut candidates: Vec<_> = records.filter_map(|saved| self.reopen(who, saved)).collect();
        let by_position = !self.graph.is_restoring();
        let position = |candidate: &Candidate| if by_position { candidate.revealed } else { None };
        candidates.sort_by_cached_key(|one| (position(one), one.header.lamport, one.id));
        for candidate in candidates {
            self.hand_over_keys(who, &candidate, outcome);
            self.offer(candidate, outcome);
        }
    }

    fn reopen(&mut self, who: &Identity, saved: SavedRecord) -> Option<Candidate> {
        match self.open(who, &saved.record, saved.arrival) {
            Ok(mut candidate) => {
                if candidate.header.device == who.device {
                    self.outbox.attach(&candidate.id, saved.record);
                }
                // What was written here and is no longer in the outbox has been at the relay for long.
                if candidate.arrival.is_none() && !self.outbox.contains(&candidate.id) {
                    candidate.revealed = Some(0);
                }
                Some(candidate)
            }
            Err(flaw) => {
                self.quarantine.insert(saved.record.id(), flaw);
                None
            }
        }
    }

    /// Opens a quarantined record again.
    pub(crate) fn retry(&mut self, who: &Identity, saved: &SavedRecord, outcome: &mut Outcome) {
        match self.open(who, &saved.record, saved.arrival) {
            Ok(candidate) => {
                self.hand_over_keys(who, &candidate, outcome);
                self.place(who, candidate, outcome);
            }
            Err(flaw) => {
                self.quarantine.insert(saved.record.id(), flaw);
            }
        }
    }

    fn open(&self, who: &Identity, record: &SealedRecord, arrival: Option<Arrival>) -> Result<Candidate, Flaw> {
        let opened = open_entry(&self.keys, record).map_err(Flaw::from)?;
        let authorship = if is_own(&who.personal, &opened) { Authorship::Own } else { Authorship::Other };
        let forged = authorship == Authorship::Other && who.own_devices.contains(&opened.header.device);
        let broken = forged.then_some(Rule::Authorship);
        let OpenedEntry { id, header, body, link, .. } = opened;
        let revealed = arrival.map(|arrival| arrival.position);
        Ok(Candidate { id, header, body, arrival, authorship, link, revealed, broken })
    }

    /// Stops writing when somebody showed a key of this very device before it did: only a copy of it can. A key that
    /// somebody made up to go on from a forged entry says nothing.
    fn notice_copy(&mut self, who: &Identity, seq: u64, key: ChainKey, outcome: &mut Outcome) {
        if self.first_reading == FirstReading::Over && self.is_own_key(who, seq, key) {
            self.stop_writing(outcome);
        }
    }

    /// Hands over keys at once, because the entries that their carrier waits for may be sealed under them.
    fn hand_over_keys(&self, who: &Identity, candidate: &Candidate, outcome: &mut Outcome) {
        let Body::Present(body) = &candidate.body else { return };
        if who.key_kind == Some(candidate.header.kind) && candidate.broken.is_none() {
            let (device, seq, authorship) = (candidate.header.device, candidate.header.seq, candidate.authorship);
            outcome.carriers.push(Carrier { stream: self.stream(), device, seq, authorship, body: body.clone() });
        }
    }

    /// Gives an entry that came from the relay its place.
    fn place(&mut self, who: &Identity, candidate: Candidate, outcome: &mut Outcome) {
        for (device, seq, key) in self.offer(candidate, outcome) {
            if device == who.device {
                self.notice_copy(who, seq, key, outcome);
            }
        }
    }

    /// Offers an entry to the graph. Returns the keys that were shown for the first time.
    fn offer(&mut self, candidate: Candidate, outcome: &mut Outcome) -> Vec<Shown> {
        self.quarantine.remove(&candidate.id);
        let mut verdicts = Vec::new();
        self.graph.offer(candidate, &mut verdicts);
        self.report(verdicts, outcome)
    }

    /// Records which entry a removal names as the last of its device.
    pub(crate) fn end_chain(&mut self, last: RecordId, outcome: &mut Outcome) -> Known {
        let mut verdicts = Vec::new();
        if !self.graph.pin(last, &mut verdicts) {
            return Known::NotYet;
        }
        self.report(verdicts, outcome);
        outcome.writes.push(self.put_notes());
        Known::Here
    }

    /// Records an owner's decision about a fork.
    pub(crate) fn decide_fork(&mut self, keep: RecordId, outcome: &mut Outcome) {
        let mut verdicts = Vec::new();
        self.graph.decide_fork(keep, &mut verdicts);
        self.report(verdicts, outcome);
        outcome.writes.push(self.put_notes());
    }

    fn report(&mut self, verdicts: Vec<Verdict>, outcome: &mut Outcome) -> Vec<Shown> {
        let stream = self.stream();
        let mut revealed = Vec::new();
        for verdict in verdicts {
            match verdict {
                Verdict::Delivered(candidate, dating) => {
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
                Verdict::Forked(fork) => outcome.notices.push(Notice::Forked { stream, fork }),
                Verdict::Revealed(device, seq, key) => revealed.push((device, seq, key)),
            }
        }
        revealed
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
