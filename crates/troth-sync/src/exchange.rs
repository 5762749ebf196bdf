//! The exchange between one replica and its mailbox: what to request, and what each answer changes.

use std::collections::BTreeSet;

use troth_wire::limits::BATCH_MAX_RECORDS;
use troth_wire::{Cursor, ErrorCode, ErrorDetail, PositionedRecord, PullPage, PushReceipt, RecordId, Ring, WireError};

use crate::backoff::{Backoff, Jitter};
use crate::entry::Arrival;
use crate::intake::{Came, Intake};
use crate::notes::MayWrite;
use crate::notice::{EngineOutcome, Flaw, Notice};
use crate::outbox::Next;
use crate::reading::{check_page, positions};
use crate::replica::{Acquaintance, Identity, Part, Replica};
use crate::request::{Asked, Request, RequestId, Response};
use crate::store_write::{SavedRecord, StoreWrite};

/// How long a request may go unanswered before the engine forgets it, in milliseconds.
///
/// Longer than any shell waits for a network, so it only applies if the shell lost the request.
pub const REQUEST_LIFETIME_MS: u64 = 2 * 60 * 1_000;

/// A request under way.
#[derive(Debug)]
pub(crate) struct PendingRequest {
    pub(crate) asked_ms: u64,
    pub(crate) kind: RequestKind,
}

#[derive(Debug)]
pub(crate) enum RequestKind {
    Push(Vec<RecordId>),
    Pull(Cursor),
    /// Withheld content, asked for at its place in the mailbox.
    Refetch(Cursor),
    Load(Vec<RecordId>),
}

/// The direction of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Push,
    Pull,
    Load,
}

impl RequestKind {
    fn direction(&self) -> Direction {
        match self {
            Self::Push(_) => Direction::Push,
            Self::Pull(_) | Self::Refetch(_) => Direction::Pull,
            Self::Load(_) => Direction::Load,
        }
    }
}

/// Numbers requests.
#[derive(Debug, Default)]
pub(crate) struct Numbers(u64);

impl Numbers {
    /// Returns the number of the next request.
    pub(crate) fn upcoming(&self) -> RequestId {
        RequestId(self.0)
    }

    fn take(&mut self) -> RequestId {
        let id = self.upcoming();
        self.0 += 1;
        id
    }
}

/// Whether requests to the relay are possible right now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RelayAccess {
    Open,
    Shut,
}

/// What handling an answer needs besides the replica.
pub(crate) struct AnswerContext<'a> {
    pub(crate) who: &'a Identity,
    pub(crate) numbers: &'a Numbers,
    pub(crate) jitter: &'a mut Jitter,
    pub(crate) now_ms: u64,
}

impl Replica {
    /// Returns the requests to carry out now: at most one for each direction.
    pub(crate) fn next_requests(&mut self, talk: RelayAccess, numbers: &mut Numbers, now_ms: u64) -> Vec<Asked> {
        self.forget_lost(now_ms);
        let mut asked = Vec::new();
        asked.extend(self.next_retry(numbers, now_ms));
        if talk == RelayAccess::Open {
            asked.extend(self.next_pull(numbers, now_ms));
            asked.extend(self.next_refetch(numbers, now_ms));
            asked.extend(self.next_push(numbers, now_ms));
        }
        asked
    }

    fn forget_lost(&mut self, now_ms: u64) {
        self.pending.retain(|_, errand| now_ms.abs_diff(errand.asked_ms) <= REQUEST_LIFETIME_MS);
    }

    pub(crate) fn is_under_way(&self, direction: Direction) -> bool {
        self.pending.values().any(|errand| errand.kind.direction() == direction)
    }

    fn is_free(&self, direction: Direction, now_ms: u64) -> bool {
        !self.is_under_way(direction) && self.backoff(direction).until(now_ms).is_none()
    }

    pub(crate) fn backoff(&self, direction: Direction) -> &Backoff {
        match direction {
            Direction::Push => &self.push_backoff,
            Direction::Pull => &self.pull_backoff,
            Direction::Load => &self.load_backoff,
        }
    }

    fn backoff_mut(&mut self, direction: Direction) -> &mut Backoff {
        match direction {
            Direction::Push => &mut self.push_backoff,
            Direction::Pull => &mut self.pull_backoff,
            Direction::Load => &mut self.load_backoff,
        }
    }

    fn next_retry(&mut self, numbers: &mut Numbers, now_ms: u64) -> Option<Asked> {
        if self.retry.is_empty() || !self.is_free(Direction::Load, now_ms) {
            return None;
        }
        let ids = self.retry.iter().copied().take(BATCH_MAX_RECORDS).collect();
        Some(self.load(ids, numbers, now_ms))
    }

    fn next_pull(&mut self, numbers: &mut Numbers, now_ms: u64) -> Option<Asked> {
        if !self.reads_on() || self.is_stopped() || !self.is_free(Direction::Pull, now_ms) {
            return None;
        }
        let after = self.reading.position();
        let request = Request::Pull { mailbox: self.mailbox(), after, limit: BATCH_MAX_RECORDS };
        Some(self.ask(request, RequestKind::Pull(after), numbers, now_ms))
    }

    /// Tells whether the mailbox is to be read. Where this device takes no more part, only as far as a push needs that.
    pub(crate) fn reads_on(&self) -> bool {
        match self.part {
            Part::Taken => self.reading.is_wanted(),
            Part::Over => self.reading.is_wanted() && !self.may_push() && self.has_unsent(),
        }
    }

    /// Tells whether the relay has not acknowledged something.
    pub(crate) fn has_unsent(&self) -> bool {
        self.outbox.unsent().next().is_some()
    }

    /// Tells whether a limit stops this stream from being read on.
    pub(crate) fn is_stopped(&self) -> bool {
        self.shares.is_ended()
    }

    /// Tells whether this replica may push at all.
    pub(crate) fn may_push(&self) -> bool {
        self.may_write == MayWrite::Yes && self.acquaintance == Acquaintance::Met && !self.reading.is_comparing()
    }

    fn next_push(&mut self, numbers: &mut Numbers, now_ms: u64) -> Option<Asked> {
        if !self.may_push() || !self.is_free(Direction::Push, now_ms) {
            return None;
        }
        match self.outbox.next() {
            Next::Push(records) => {
                let ids = records.iter().map(troth_wire::SealedRecord::id).collect();
                let request = Request::Push { mailbox: self.mailbox(), records };
                Some(self.ask(request, RequestKind::Push(ids), numbers, now_ms))
            }
            Next::Load(ids) if self.is_free(Direction::Load, now_ms) => Some(self.load(ids, numbers, now_ms)),
            Next::Load(_) | Next::Nothing => None,
        }
    }

    fn load(&mut self, ids: Vec<RecordId>, numbers: &mut Numbers, now_ms: u64) -> Asked {
        let request = Request::Load { mailbox: self.mailbox(), ids: ids.clone() };
        self.ask(request, RequestKind::Load(ids), numbers, now_ms)
    }

    pub(crate) fn ask(&mut self, request: Request, kind: RequestKind, numbers: &mut Numbers, asked_ms: u64) -> Asked {
        let id = numbers.take();
        self.pending.insert(id, PendingRequest { asked_ms, kind });
        Asked { id, request }
    }

    /// Takes an answer. An answer to an unknown request changes nothing.
    pub(crate) fn on_answer(
        &mut self,
        id: RequestId,
        answer: Response,
        around: &mut AnswerContext<'_>,
        outcome: &mut EngineOutcome,
    ) {
        let Some(errand) = self.pending.remove(&id) else { return };
        match (errand.kind, answer) {
            (RequestKind::Push(ids), Response::Pushed(receipt)) => self.on_receipt(&ids, &receipt, around, outcome),
            (RequestKind::Pull(after), Response::Page(page)) => self.on_page(id, after, page, around, outcome),
            (RequestKind::Refetch(before), Response::Page(page)) => self.on_refetched(before, page, around, outcome),
            (RequestKind::Refetch(_), _) => self.refetch_backoff.fail(around.now_ms, around.jitter),
            (RequestKind::Load(ids), Response::Loaded(records)) => self.on_loaded(&ids, records, around, outcome),
            (kind, Response::Refused(error)) => self.on_refused(&kind, error, around, outcome),
            (kind, Response::Unreachable) => self.fail(kind.direction(), around),
            (kind, _) => self.on_fault(kind.direction(), around, outcome),
        }
    }

    fn fail(&mut self, direction: Direction, around: &mut AnswerContext<'_>) {
        self.backoff_mut(direction).fail(around.now_ms, around.jitter);
    }

    fn on_fault(&mut self, direction: Direction, around: &mut AnswerContext<'_>, outcome: &mut EngineOutcome) {
        outcome.notices.push(Notice::RelayFault { mailbox: self.mailbox() });
        self.fail(direction, around);
    }

    fn on_receipt(
        &mut self,
        ids: &[RecordId],
        receipt: &PushReceipt,
        around: &mut AnswerContext<'_>,
        outcome: &mut EngineOutcome,
    ) {
        if ids.len() != receipt.positions.len() {
            return self.on_fault(Direction::Push, around, outcome);
        }
        self.push_backoff.succeed();
        self.outbox.restore_batch();
        let since = around.numbers.upcoming();
        for (id, position) in ids.iter().zip(&receipt.positions) {
            self.outbox.acknowledge(id, since);
            self.graph.note_position(id, *position);
        }
        self.follow_receipt(ids, receipt, around, outcome);
        if self.part == Part::Over {
            // No cursor will cover them.
            self.cover(ids.iter().copied(), outcome);
        }
    }

    /// Takes no more part. What the relay has acknowledged is not looked for any more.
    pub(crate) fn part(&mut self) -> Vec<StoreWrite> {
        self.part = Part::Over;
        let mut outcome = EngineOutcome::default();
        self.cover(self.outbox.acknowledged().into_iter(), &mut outcome);
        outcome.writes
    }

    /// Moves the cursor over own records if nothing else is new; otherwise asks for a pull.
    fn follow_receipt(
        &mut self,
        ids: &[RecordId],
        receipt: &PushReceipt,
        around: &AnswerContext<'_>,
        outcome: &mut EngineOutcome,
    ) {
        let mut own: Vec<_> = receipt.positions.iter().copied().zip(ids.iter().copied()).collect();
        own.sort_unstable();
        own.retain(|(position, _)| *position > self.reading.position().seq);
        if self.reading.continue_with(&own, receipt.cursor) {
            self.cover(own.into_iter().map(|(_, id)| id), outcome);
            outcome.writes.push(self.put_notes());
        } else {
            self.reading.want(around.numbers.upcoming());
        }
    }

    /// Removes records from the outbox that the cursor has passed.
    fn cover(&mut self, ids: impl Iterator<Item = RecordId>, outcome: &mut EngineOutcome) {
        let mailbox = self.mailbox();
        for id in ids {
            if self.outbox.remove(&id) {
                outcome.writes.push(StoreWrite::RemoveOutbox { mailbox, id });
            }
        }
    }

    fn on_page(
        &mut self,
        asked: RequestId,
        after: Cursor,
        page: PullPage,
        around: &mut AnswerContext<'_>,
        outcome: &mut EngineOutcome,
    ) {
        let Ok(ids) = check_page(after, &page) else {
            return self.on_fault(Direction::Pull, around, outcome);
        };
        let (end, more) = (page.cursor, page.more);
        self.pull_backoff.succeed();
        let taken = self.take_in_all(around.who, after, page.records, outcome);
        let ids = &ids[..ids.len().min(taken.records)];
        self.cover(ids.iter().copied(), outcome);
        self.reading.advance(after, ids, taken.end);
        self.reread_if_room();
        if !more && taken.end == end && self.reading.position() == end {
            self.on_end(asked, around, outcome);
        }
        outcome.writes.push(self.put_notes());
    }

    /// Takes in records in the order of the mailbox, as far as that is possible.
    fn take_in_all(
        &mut self,
        who: &Identity,
        after: Cursor,
        records: Vec<PositionedRecord>,
        outcome: &mut EngineOutcome,
    ) -> TakenPage {
        let mut taken = TakenPage { records: 0, end: after };
        for PositionedRecord { seq, day, record } in records {
            let next = taken.end.then(&record.id());
            let came = Came { arrival: Arrival { position: seq, day }, before: taken.end };
            if self.take_in(who, record, came, outcome) == Intake::Stop {
                break;
            }
            taken = TakenPage { records: taken.records + 1, end: next };
        }
        taken
    }

    /// Handles the end of the mailbox.
    fn on_end(&mut self, asked: RequestId, around: &mut AnswerContext<'_>, outcome: &mut EngineOutcome) {
        self.acquaintance = Acquaintance::Met;
        self.finish_first_reading(around.who, outcome);
        self.reading.reached_end(asked);
        if self.outbox.doubt(asked) > 0 {
            self.fail(Direction::Push, around);
        }
        if let Some(seen) = self.reading.finish_comparing() {
            let lacking: Vec<_> = self.worth_pushing().into_iter().filter(|id| !seen.contains(id)).collect();
            self.push_again(&lacking, outcome);
        }
    }

    /// Lists the records that this device could give back to a relay that lost them, parents before children.
    fn worth_pushing(&self) -> Vec<RecordId> {
        let sound = |flaw: &Flaw| matches!(flaw, Flaw::NoKey | Flaw::UnsupportedVersion);
        let sealed = self.quarantine.iter().filter(|(_, aside)| sound(&aside.flaw)).map(|(id, _)| *id);
        self.graph.in_causal_order().into_iter().chain(sealed).collect()
    }

    fn push_again(&mut self, lacking: &[RecordId], outcome: &mut EngineOutcome) {
        let mailbox = self.mailbox();
        for id in lacking.iter().filter(|id| !self.outbox.contains(id)).copied().collect::<Vec<_>>() {
            self.outbox.add_stored(id);
            outcome.writes.push(StoreWrite::PutOutbox { mailbox, id });
        }
        outcome.notices.push(Notice::RelayCompared { mailbox, lacking: lacking.len() });
    }

    fn on_loaded(
        &mut self,
        ids: &[RecordId],
        records: Vec<SavedRecord>,
        around: &mut AnswerContext<'_>,
        outcome: &mut EngineOutcome,
    ) {
        self.load_backoff.succeed();
        let mut absent: BTreeSet<_> = ids.iter().copied().collect();
        for saved in records {
            let id = saved.record.id();
            absent.remove(&id);
            if self.retry.remove(&id) {
                self.retry(around.who, &saved, outcome);
            }
            self.outbox.attach(&id, saved.record);
        }
        self.give_up(absent, outcome);
        outcome.writes.push(self.put_notes());
    }

    fn give_up(&mut self, absent: BTreeSet<RecordId>, outcome: &mut EngineOutcome) {
        let mailbox = self.mailbox();
        for id in absent {
            self.retry.remove(&id);
            if self.outbox.remove(&id) {
                outcome.notices.push(Notice::RecordLost { mailbox, id });
                outcome.writes.push(StoreWrite::RemoveOutbox { mailbox, id });
            }
        }
    }

    fn on_refused(
        &mut self,
        kind: &RequestKind,
        error: WireError,
        around: &mut AnswerContext<'_>,
        outcome: &mut EngineOutcome,
    ) {
        let direction = kind.direction();
        match (kind, error.code) {
            (RequestKind::Pull(after), ErrorCode::Rewound) => return self.on_rewound(*after, around, outcome),
            (RequestKind::Push(_), ErrorCode::TooLarge | ErrorCode::Malformed) if self.outbox.shrink_batch() => return,
            _ => {}
        }
        self.fail(direction, around);
        if let ErrorDetail::RetryAfterSeconds(seconds) = error.detail {
            self.backoff_mut(direction).wait_at_least(around.now_ms, seconds.saturating_mul(1_000));
        }
        if !ends_session(error.code) {
            outcome.notices.push(Notice::Refused { mailbox: self.mailbox(), error });
        }
    }

    fn on_rewound(&mut self, after: Cursor, around: &mut AnswerContext<'_>, outcome: &mut EngineOutcome) {
        self.fail(Direction::Pull, around);
        self.reading.want(around.numbers.upcoming());
        if after != self.reading.position() {
            return;
        }
        self.reading.start_comparing();
        self.graph.forget_positions();
        outcome.notices.push(Notice::RelayRewound { mailbox: self.mailbox() });
        outcome.writes.push(self.put_notes());
    }

    /// Takes a ring. Records that continue the cursor are taken in at once; otherwise a pull follows.
    pub(crate) fn on_ring(&mut self, ring: Ring, who: &Identity, numbers: &Numbers, outcome: &mut EngineOutcome) {
        if ring.cursor == self.reading.position() {
            return;
        }
        let (before, live) = (self.reading.position(), positions(&ring.records));
        if self.is_stopped() || !self.reading.continue_with(&live, ring.cursor) {
            return self.reading.want(numbers.upcoming());
        }
        let _all = self.take_in_all(who, before, ring.records, outcome);
        self.cover(live.into_iter().map(|(_, id)| id), outcome);
        outcome.writes.push(self.put_notes());
    }
}

/// How far a page was taken in.
struct TakenPage {
    records: usize,
    end: Cursor,
}

/// Tells whether the relay refused because there is no valid session.
pub(crate) fn ends_session(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::SessionExpired | ErrorCode::BadSignature | ErrorCode::ClockSkew | ErrorCode::Replayed)
}
