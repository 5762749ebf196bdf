//! One stream as this device knows it.

use std::collections::{BTreeMap, BTreeSet};

use rand_core::CryptoRng;
use thiserror::Error;
use troth_vault::{
    Body, ChainKey, ChainLink, DeviceKeys, FORMAT_VERSION, PersonalKey, RecordHeader, SealError, StreamKeys, Written,
    open_entry, seal_entry,
};
use troth_wire::{Cursor, DeviceId, MailboxId, RecordId, SealedRecord, StreamId};

use crate::backoff::Backoff;
use crate::bare::BareRecords;
use crate::entry::{Authorship, Dating, Delivered};
use crate::exchange::PendingRequest;
use crate::fork::Forks;
use crate::graph::{Candidate, Graph, Tip, Verdict};
use crate::limits::{Limit, Shares};
use crate::notes::{FirstReading, MayWrite, ReplicaNotes};
use crate::notice::{EngineOutcome, Flaw, Notice};
use crate::outbox::Outbox;
use crate::reading::ReadPosition;
use crate::request::RequestId;
use crate::rule::{FIRST_SEQ, Rule};
use crate::store_write::{Saved, StoreWrite};

/// Largest step back of a device's clock that is smoothed when it writes, in milliseconds.
///
/// Clocks are often corrected by seconds. An entry dated back by more than this keeps its time and is marked.
pub const CLOCK_STEP_MAX_MS: i64 = 5 * 60 * 1_000;

/// The identity of this device.
pub(crate) struct Identity {
    pub(crate) device: DeviceId,
    pub(crate) keys: DeviceKeys,
    pub(crate) personal: PersonalKey,
    /// All devices of this partner, this one included.
    pub(crate) own_devices: BTreeSet<DeviceId>,
    /// The kind of entry that carries keys.
    pub(crate) key_kind: Option<u16>,
}

/// An entry to be written into a stream.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryDraft {
    /// The kind of event in the body.
    pub kind: u16,
    /// The content.
    pub body: Vec<u8>,
    /// The author's wall clock.
    pub written: Written,
}

/// A new entry.
#[derive(Debug)]
pub struct Appended {
    /// The entry, already delivered.
    pub entry: Delivered,
    /// Writes for the store. The entry is pushed once [`Engine::stored`](crate::Engine::stored) confirms them.
    pub writes: Vec<StoreWrite>,
}

/// Why an entry was not written.
#[derive(Debug, Error)]
pub enum AppendError {
    /// The stream is not open on this device.
    #[error("this device does not hold that stream")]
    UnknownStream,
    /// This device's storage was restored or copied; the device must be enrolled again.
    #[error("this device's storage was put back to an earlier state; enrol it anew before writing")]
    RestoredChain,
    /// A part of this device's own chain is here and not opened yet, such as what it wrote before it was lost.
    #[error("this device's own chain is not read to its end yet")]
    StillReading,
    /// The chain or the stream ran out of numbers.
    #[error("the stream cannot take another entry")]
    Exhausted,
    /// This device, or this partner, has written as much as others take.
    #[error("the stream takes no more from this device")]
    Full(Limit),
    /// The entry could not be sealed.
    #[error("the entry could not be sealed")]
    Seal(#[source] SealError),
}

/// Unsent entries of a device with a restored chain, to be rewritten under a new device.
#[derive(Debug)]
pub struct UnsentEntries {
    /// Their content, in order.
    pub drafts: Vec<EntryDraft>,
    /// Writes that the store commits together with the new entries.
    pub writes: Vec<StoreWrite>,
}

/// Whether the mailbox has been read to its end since the engine started.
///
/// Nothing is pushed before. So a device with restored storage learns of it before it forks its chain at the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Acquaintance {
    Unmet,
    Met,
}

/// A record that does not open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SetAside {
    pub(crate) flaw: Flaw,
    pub(crate) bytes: u64,
}

/// When to read a mailbox again from its start, because records were not taken that may be welcome later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reread {
    Nothing,
    /// When a key arrives.
    OnKey,
    /// When a key arrives, or half of the places for withheld content are free.
    OnContent,
    /// When a key arrives, or half of the room for waiting entries is free.
    OnRoom,
}

/// Whether this device still takes part in a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Taken,
    /// The stream has ended here. What is unsent is told; nothing is read or watched beyond what that takes.
    Over,
}

/// One stream as this device knows it.
pub(crate) struct Replica {
    pub(crate) keys: StreamKeys,
    pub(crate) graph: Graph,
    pub(crate) outbox: Outbox,
    pub(crate) reading: ReadPosition,
    pub(crate) quarantine: BTreeMap<RecordId, SetAside>,
    pub(crate) shares: Shares,
    /// Bytes of entries without a place that count as astray.
    pub(crate) unplaced: BTreeMap<RecordId, u64>,
    /// What has to be read again from the start, once that can lead further.
    pub(crate) reread: Reread,
    /// Records whose content is withheld.
    pub(crate) bare: BareRecords,
    /// Entries that broke a rule.
    pub(crate) refused: BTreeMap<RecordId, Rule>,
    /// Quarantined records to be opened again.
    pub(crate) retry: BTreeSet<RecordId>,
    pub(crate) may_write: MayWrite,
    pub(crate) first_reading: FirstReading,
    pub(crate) acquaintance: Acquaintance,
    pub(crate) part: Part,
    pub(crate) pending: BTreeMap<RequestId, PendingRequest>,
    pub(crate) push_backoff: Backoff,
    pub(crate) pull_backoff: Backoff,
    pub(crate) load_backoff: Backoff,
    pub(crate) refetch_backoff: Backoff,
}

impl Replica {
    fn with_notes(keys: StreamKeys, notes: Option<ReplicaNotes>) -> Self {
        let withheld = notes.as_ref().map(|notes| notes.withheld.clone());
        // Without notes the stream starts at position 0: where it has records, the whole mailbox is compared later.
        let notes = notes.unwrap_or_default();
        let forks = Forks::from_parts(notes.forks, notes.decisions);
        Self {
            keys,
            graph: Graph::restoring(forks, withheld),
            outbox: Outbox::new(),
            reading: ReadPosition::from(notes.cursor),
            quarantine: BTreeMap::new(),
            shares: Shares::default(),
            unplaced: BTreeMap::new(),
            reread: Reread::Nothing,
            bare: BareRecords::with_places(notes.bare),
            refused: BTreeMap::new(),
            retry: BTreeSet::new(),
            may_write: notes.may_write,
            first_reading: notes.first_reading,
            acquaintance: Acquaintance::Unmet,
            part: Part::Taken,
            pending: BTreeMap::new(),
            push_backoff: Backoff::default(),
            pull_backoff: Backoff::default(),
            load_backoff: Backoff::default(),
            refetch_backoff: Backoff::default(),
        }
    }

    /// A stream with what its store holds of it beside the records.
    pub(crate) fn from_saved(keys: StreamKeys, saved: Saved) -> Self {
        let mut replica = Self::with_notes(keys, saved.notes);
        for id in saved.outbox {
            replica.outbox.add_stored(id);
        }
        replica
    }

    /// Ends rebuilding a stream from its store: whether the store held nothing of it, and whether what it held is known
    /// to be incomplete.
    pub(crate) fn finish_restoring(
        &mut self,
        who: &Identity,
        [is_fresh, is_incomplete]: [bool; 2],
        outcome: &mut EngineOutcome,
    ) {
        if is_fresh {
            self.first_reading = FirstReading::UnderWay;
        }
        self.graph.finish_restoring();
        // Earlier events were already reported, and remain in the view.
        outcome.notices.clear();
        if self.first_reading == FirstReading::Over {
            self.stop_at_gap(who, outcome);
        }
        if is_incomplete || self.reading.saved() == Cursor::START && self.knows_more_than_outbox() {
            self.reading.start_comparing();
        }
    }

    fn knows_more_than_outbox(&self) -> bool {
        self.graph.known().chain(self.quarantine.keys().copied()).any(|id| !self.outbox.contains(&id))
    }

    pub(crate) fn stream(&self) -> StreamId {
        self.keys.stream()
    }

    pub(crate) fn mailbox(&self) -> MailboxId {
        self.keys.mailbox()
    }

    pub(crate) fn is_caught_up(&self) -> bool {
        self.acquaintance == Acquaintance::Met && !self.reading.is_comparing() && !self.reading.is_wanted()
    }

    /// Returns the write that saves the notes.
    pub(crate) fn put_notes(&self) -> StoreWrite {
        let forks = self.graph.forks();
        let notes = ReplicaNotes {
            cursor: self.reading.saved(),
            may_write: self.may_write,
            first_reading: self.first_reading,
            forks: self.graph.saved_forks(),
            withheld: self.graph.withheld(),
            decisions: forks.decisions().clone(),
            bare: self.bare.places().clone(),
            incomplete: self.reread != Reread::Nothing,
        };
        StoreWrite::PutNotes { mailbox: self.mailbox(), notes }
    }

    pub(crate) fn stop_writing(&mut self, outcome: &mut EngineOutcome) {
        if self.may_write == MayWrite::Yes {
            self.may_write = MayWrite::RestoredChain;
            outcome.notices.push(Notice::RestoredChain { stream: self.stream() });
            outcome.writes.push(self.put_notes());
        }
    }

    /// Stops writing if a part of this device's own chain is missing: no entry can follow its true end.
    fn stop_at_gap(&mut self, who: &Identity, outcome: &mut EngineOutcome) {
        if self.has_own_gap(who) {
            self.stop_writing(outcome);
        }
    }

    fn has_own_gap(&self, who: &Identity) -> bool {
        self.graph.held_beyond(who.device).any(|(seq, key)| self.is_own_key(who, seq, key))
    }

    fn lacks_a_key(&self) -> bool {
        self.quarantine.values().any(|aside| matches!(aside.flaw, Flaw::NoKey))
    }

    /// Tells whether a key is the one of this very device's number. Nobody else can make it up.
    pub(crate) fn is_own_key(&self, who: &Identity, seq: u64, key: ChainKey) -> bool {
        ChainLink::derive(&who.keys, self.stream(), seq).is_some_and(|own| own.key == key)
    }

    /// Ends the first reading at the mailbox's end: from here on this device knows its own chain.
    ///
    /// It goes on while a record has no key here. The key may have come on the same page, and the record may be this
    /// device's own: without it the chain would seem to have a gap.
    pub(crate) fn finish_first_reading(&mut self, who: &Identity, outcome: &mut EngineOutcome) {
        if self.first_reading == FirstReading::UnderWay && !self.lacks_a_key() {
            self.first_reading = FirstReading::Over;
            self.stop_at_gap(who, outcome);
        }
    }

    /// Writes an entry that builds on everything delivered here.
    pub(crate) fn append(
        &mut self,
        rng: &mut impl CryptoRng,
        who: &Identity,
        draft: EntryDraft,
    ) -> Result<Appended, AppendError> {
        if self.may_write != MayWrite::Yes {
            return Err(AppendError::RestoredChain);
        }
        if self.first_reading == FirstReading::UnderWay && self.has_own_gap(who) {
            return Err(AppendError::StillReading);
        }
        // Others would not take more of this device, or of this partner.
        let bytes = draft.body.len() as u64;
        self.shares.check(who.device, Authorship::Own, bytes).map_err(AppendError::Full)?;
        let header = self.next_header(who.device, &draft)?;
        let link = ChainLink::derive(&who.keys, header.stream, header.seq).ok_or(AppendError::Exhausted)?;
        let first = self.keys.first();
        // A receiver of the keys may hold no newer epoch. The keys inside are sealed to their receivers as well.
        let keys = if who.key_kind == Some(draft.kind) { &first } else { &self.keys };
        let record =
            seal_entry(rng, keys, &who.personal, &who.keys, &header, &draft.body).map_err(AppendError::Seal)?;
        let entry = self.take_own(header, link, draft.body, record.id())?;
        let (mailbox, id) = (self.mailbox(), entry.id);
        self.shares.add(who.device, Authorship::Own, record.size_bytes() as u64);
        self.outbox.add_unstored(id, record.clone());
        let put = StoreWrite::PutRecord { mailbox, id, record, arrival: None };
        let mut writes = vec![put, StoreWrite::PutOutbox { mailbox, id }];
        if self.first_reading == FirstReading::UnderWay {
            self.first_reading = FirstReading::Over;
            writes.push(self.put_notes());
        }
        Ok(Appended { entry, writes })
    }

    fn next_header(&self, device: DeviceId, draft: &EntryDraft) -> Result<RecordHeader, AppendError> {
        let tip = self.graph.tip(&device);
        let prev = tip.map(|tip| tip.id);
        let place = self.graph.next_place(prev);
        let seq = tip.map_or(Some(FIRST_SEQ), |tip| tip.seq.checked_add(1));
        Ok(RecordHeader {
            version: FORMAT_VERSION,
            stream: self.stream(),
            device,
            seq: seq.ok_or(AppendError::Exhausted)?,
            prev,
            deps: place.deps,
            lamport: place.lamport.ok_or(AppendError::Exhausted)?,
            written: steady(draft.written, tip),
            kind: draft.kind,
        })
    }

    fn take_own(
        &mut self,
        header: RecordHeader,
        link: ChainLink,
        body: Vec<u8>,
        id: RecordId,
    ) -> Result<Delivered, AppendError> {
        let candidate = Candidate {
            id,
            header,
            body: Body::Present(body),
            arrival: None,
            authorship: Authorship::Own,
            link,
            revealed: None,
            broken: None,
        };
        let mut verdicts = Vec::new();
        self.graph.offer(candidate, &mut verdicts);
        let stream = self.stream();
        let own = verdicts.into_iter().find_map(|verdict| match verdict {
            Verdict::Delivered(candidate, dating) if candidate.id == id => Some(candidate.deliver(stream, dating)),
            _ => None,
        });
        own.ok_or(AppendError::Exhausted)
    }

    /// Returns the writes that wipe this stream from the store.
    pub(crate) fn removals(&self) -> Vec<StoreWrite> {
        let mailbox = self.mailbox();
        let mut writes = vec![StoreWrite::RemoveNotes { mailbox }];
        for id in self.graph.known().chain(self.quarantine.keys().copied()) {
            writes.push(StoreWrite::RemoveRecord { mailbox, id });
            if self.outbox.contains(&id) {
                writes.push(StoreWrite::RemoveOutbox { mailbox, id });
            }
        }
        writes
    }

    /// Removes this device's unsent entries, so that they can be rewritten under another device. A record that cannot be
    /// opened, or is no entry of this device, stays in the outbox and in the store.
    pub(crate) fn withdraw_unsent(&mut self, who: &Identity) -> UnsentEntries {
        let mut withdrawn = UnsentEntries { drafts: Vec::new(), writes: Vec::new() };
        let mailbox = self.mailbox();
        for (id, record) in self.outbox.unsent_with_bytes() {
            let Some(draft) = self.own_draft(who, &record) else { continue };
            self.outbox.remove(&id);
            withdrawn.drafts.push(draft);
            withdrawn.writes.push(StoreWrite::RemoveOutbox { mailbox, id });
            withdrawn.writes.push(StoreWrite::RemoveRecord { mailbox, id });
        }
        withdrawn
    }

    fn own_draft(&self, who: &Identity, record: &SealedRecord) -> Option<EntryDraft> {
        let opened = open_entry(&self.keys, record).ok()?;
        match opened.body {
            Body::Present(body) if opened.header.device == who.device => {
                Some(EntryDraft { kind: opened.header.kind, body, written: opened.header.written })
            }
            _ => None,
        }
    }
}

impl Candidate {
    pub(crate) fn deliver(self, stream: StreamId, dating: Dating) -> Delivered {
        let Self { id, header, body, arrival, authorship, .. } = self;
        Delivered { stream, id, header, body, authorship, dating, arrival }
    }
}

/// Smooths a small step back of the clock.
fn steady(written: Written, tip: Option<Tip>) -> Written {
    match tip {
        Some(tip) if tip.latest_ms > written.unix_ms && tip.latest_ms - written.unix_ms <= CLOCK_STEP_MAX_MS => {
            Written { unix_ms: tip.latest_ms, ..written }
        }
        _ => written,
    }
}
