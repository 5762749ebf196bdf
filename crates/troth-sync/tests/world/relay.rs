//! The relay's semantics, in memory: idempotent push, pull by cursor with the running hash, rewinds.

use std::collections::{BTreeMap, BTreeSet};

use troth_sync::{Request, Response};
use troth_wire::{Cursor, ErrorCode, MailboxId, PositionedRecord, PullPage, PushReceipt, RecordId, Ring, SealedRecord};

/// Records per page: few, so that small tests turn pages too.
const PAGE_RECORDS: usize = 5;

const DAY: u16 = 20_000;

#[derive(Clone, Default)]
pub struct Relay {
    mailboxes: BTreeMap<MailboxId, Vec<SealedRecord>>,
    /// Records whose slot and body this relay keeps to itself.
    pub cut: BTreeSet<RecordId>,
}

impl Relay {
    pub fn answer(&mut self, request: Request) -> Response {
        match request {
            Request::Push { mailbox, records } => Response::Pushed(self.push(mailbox, records)),
            Request::Pull { mailbox, after, limit } => self.pull(mailbox, after, limit),
            Request::Load { .. } => unreachable!("a load is the store's to answer"),
        }
    }

    pub fn push(&mut self, mailbox: MailboxId, records: Vec<SealedRecord>) -> PushReceipt {
        let kept = self.mailboxes.entry(mailbox).or_default();
        let mut positions = Vec::new();
        for record in records {
            let known = kept.iter().position(|other| other.id() == record.id());
            let index = known.unwrap_or_else(|| {
                kept.push(record);
                kept.len() - 1
            });
            positions.push(index as u64 + 1);
        }
        PushReceipt { positions, cursor: self.end(mailbox) }
    }

    fn pull(&self, mailbox: MailboxId, after: Cursor, limit: usize) -> Response {
        let kept = self.records(mailbox);
        if self.cursor_at(mailbox, after.seq) != Some(after) {
            return Response::Refused(ErrorCode::Rewound.into());
        }
        let from = usize::try_from(after.seq).unwrap();
        let until = kept.len().min(from + limit.min(PAGE_RECORDS));
        let records = self.positioned(mailbox, from, until);
        let cursor = self.cursor_at(mailbox, until as u64).unwrap();
        Response::Page(PullPage { records, cursor, more: until < kept.len() })
    }

    fn positioned(&self, mailbox: MailboxId, from: usize, until: usize) -> Vec<PositionedRecord> {
        let kept = &self.records(mailbox)[from..until];
        let places = (from as u64 + 1..).zip(kept);
        let handed_over = |record: &SealedRecord| match self.cut.contains(&record.id()) {
            true => record.clone().erased(),
            false => record.clone(),
        };
        places.map(|(seq, record)| PositionedRecord { seq, day: DAY, record: handed_over(record) }).collect()
    }

    /// A ring with the newest `count` records.
    pub fn ring(&self, mailbox: MailboxId, count: usize) -> Ring {
        let until = self.records(mailbox).len();
        let records = self.positioned(mailbox, until.saturating_sub(count), until);
        Ring { mailbox, cursor: self.end(mailbox), records }
    }

    pub fn records(&self, mailbox: MailboxId) -> &[SealedRecord] {
        self.mailboxes.get(&mailbox).map_or(&[], Vec::as_slice)
    }

    pub fn end(&self, mailbox: MailboxId) -> Cursor {
        self.cursor_at(mailbox, self.records(mailbox).len() as u64).unwrap()
    }

    fn cursor_at(&self, mailbox: MailboxId, seq: u64) -> Option<Cursor> {
        let count = usize::try_from(seq).ok()?;
        let upto = self.records(mailbox).get(..count)?;
        Some(upto.iter().fold(Cursor::START, |cursor, record| cursor.then(&record.id())))
    }

    /// Puts a mailbox back to its first records.
    pub fn rewind(&mut self, mailbox: MailboxId, keep: usize) {
        self.mailboxes.entry(mailbox).or_default().truncate(keep);
    }

    /// Adds a record without the checks of a client.
    pub fn plant(&mut self, mailbox: MailboxId, record: SealedRecord) {
        self.mailboxes.entry(mailbox).or_default().push(record);
    }
}
