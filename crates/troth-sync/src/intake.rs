//! Takes in sealed records: opens or quarantines them, then delivers or refuses the entry.

use troth_vault::{Body, OpenError, is_own, open_entry};
use troth_wire::{RecordId, SealedRecord};

use crate::entry::{Arrival, Authorship, Dating};
use crate::graph::{Candidate, Verdict};
use crate::notes::FirstReading;
use crate::notice::{Carrier, Flaw, Notice, Outcome};
use crate::replica::{Identity, Replica};
use crate::rule::Rule;
use crate::store_write::{SavedRecord, StoreWrite};

impl Replica {
    /// Takes in a record from the relay.
    ///
    /// A known entry changes nothing. A quarantined record is opened again: its id covers only the header, so the relay
    /// may have damaged the first copy and not this one.
    pub(crate) fn take_in(&mut self, who: &Identity, record: SealedRecord, arrival: Arrival, outcome: &mut Outcome) {
        let id = record.id();
        if self.graph.contains(&id) {
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
                self.notice_own_unknown(who, &candidate, outcome);
                self.hand_over_keys(who, &candidate, outcome);
                self.place(candidate, outcome);
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
    /// They are offered by lamport number, so that no entry waits for a parent that comes later.
    pub(crate) fn take_back(
        &mut self,
        who: &Identity,
        records: impl Iterator<Item = SavedRecord>,
        outcome: &mut Outcome,
    ) {
        let mut candidates: Vec<_> = records.filter_map(|saved| self.reopen(who, saved)).collect();
        candidates.sort_by_cached_key(|candidate| (candidate.header.lamport, candidate.id));
        for candidate in candidates {
            self.hand_over_keys(who, &candidate, outcome);
            self.place(candidate, outcome);
        }
    }

    fn reopen(&mut self, who: &Identity, saved: SavedRecord) -> Option<Candidate> {
        match self.open(who, &saved.record, saved.arrival) {
            Ok(candidate) => {
                if candidate.header.device == who.device {
                    self.outbox.attach(&candidate.id, saved.record);
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
                self.notice_own_unknown(who, &candidate, outcome);
                self.hand_over_keys(who, &candidate, outcome);
                self.place(candidate, outcome);
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
        Ok(Candidate { id: opened.id, header: opened.header, body: opened.body, arrival, authorship, broken })
    }

    /// Stops writing at an honest entry by this very device that the device should know and does not.
    fn notice_own_unknown(&mut self, who: &Identity, candidate: &Candidate, outcome: &mut Outcome) {
        let should_know = self.first_reading == FirstReading::Over;
        if should_know && candidate.header.device == who.device && candidate.broken.is_none() {
            self.stop_writing(outcome);
        }
    }

    /// Hands over keys at once, because the entries that their carrier waits for may be sealed under them.
    fn hand_over_keys(&self, who: &Identity, candidate: &Candidate, outcome: &mut Outcome) {
        let Body::Present(body) = &candidate.body else { return };
        if who.key_kind == Some(candidate.header.kind) && candidate.broken.is_none() {
            let (device, seq) = (candidate.header.device, candidate.header.seq);
            outcome.carriers.push(Carrier { stream: self.stream(), device, seq, body: body.clone() });
        }
    }

    fn place(&mut self, candidate: Candidate, outcome: &mut Outcome) {
        self.quarantine.remove(&candidate.id);
        let mut verdicts = Vec::new();
        self.graph.offer(candidate, &mut verdicts);
        self.report(verdicts, outcome);
    }

    /// Records an owner's decision about a fork.
    pub(crate) fn decide_fork(&mut self, keep: RecordId, outcome: &mut Outcome) {
        let mut verdicts = Vec::new();
        self.graph.decide_fork(keep, &mut verdicts);
        self.report(verdicts, outcome);
        outcome.writes.push(self.put_notes());
    }

    fn report(&mut self, verdicts: Vec<Verdict>, outcome: &mut Outcome) {
        let stream = self.stream();
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
            }
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
            OpenError::UnsupportedVersion => Self::UnsupportedVersion,
        }
    }
}
