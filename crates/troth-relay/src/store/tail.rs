//! The tail: the newest records, which are in no index yet.
//!
//! An index over the positions of all mailboxes would write one page for each record: one commit of 45 records wrote 54
//! pages, most of them for 10 bytes each. So the writer remembers the rows of the newest records of a mailbox, and
//! files a full run of them at once (`filing.rs`): one page then serves many records.
//!
//! ```text
//! row in `record`   1 ................. | n - 65,536 ............ n
//! indexed           all of them         | those of full runs; the rest is here
//! ```
//!
//! A run that stays incomplete for too long is filed as it is. So at a start the rest is among the newest rows alone.
//!
//! The tail holds only committed records. A reader asks the tail first and opens its snapshot afterwards, so that it
//! finds records that are filed in between in the snapshot.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use troth_wire::MailboxId;
use troth_wire::limits::BATCH_MAX_RECORDS;

use super::places::RecordPlace;

/// Appends after which a record is filed, full run or not. A start then scans 36 MB of records, and a thousand busy
/// mailboxes have room to fill their runs.
pub(super) const APPENDS_UNTIL_OVERDUE: u64 = 65_536;

/// Most changes of the tail in one transaction; then it takes no further write. A run is never overdue in the
/// transaction that begins it. So a transaction must append fewer records than a start scans, or unfiled ones would be
/// lost from view.
pub(super) const CHANGES_MAX: usize = 16_384;

const _: () = assert!(((CHANGES_MAX + BATCH_MAX_RECORDS) as u64) < APPENDS_UNTIL_OVERDUE);

/// The places of the newest records by mailbox.
#[derive(Default)]
pub(super) struct Tail(Mutex<Runs>);

/// A change to the tail, applied once its transaction is on the disk.
#[derive(Clone, Copy)]
pub(super) enum Change {
    /// A record was appended at this place.
    Appended(MailboxId, RecordPlace),
    /// All records of this mailbox are filed, or deleted with it.
    Filed(MailboxId),
}

#[derive(Default)]
struct Runs {
    open: HashMap<MailboxId, Run>,
    /// Mailboxes by the number of the append that began their run, oldest first; some runs are already filed.
    begun: VecDeque<(u64, MailboxId)>,
    appends: u64,
}

struct Run {
    begun_at: u64,
    places: Vec<RecordPlace>,
}

impl Tail {
    /// Finds the records that an earlier process left unfiled.
    pub(super) fn load(connection: &Connection) -> rusqlite::Result<Self> {
        let newest: u64 = connection.query_row("SELECT ifnull(max(rowid), 0) FROM record", [], |row| row.get(0))?;
        let mut runs = Runs::default();
        let mut unfiled = connection.prepare(
            "SELECT mailbox.id, record.seq, record.rowid FROM record JOIN mailbox ON number = record.mailbox
             WHERE record.rowid >= ?1 AND NOT EXISTS
                (SELECT 1 FROM place WHERE place.mailbox = record.mailbox AND place.seq = record.seq)
             ORDER BY record.rowid",
        )?;
        let mut rows = unfiled.query([newest.saturating_sub(APPENDS_UNTIL_OVERDUE)])?;
        while let Some(row) = rows.next()? {
            let place = RecordPlace { seq: row.get(1)?, row: row.get(2)? };
            // Keeps its age from before the restart, so that it is overdue at the same append.
            runs.appends = APPENDS_UNTIL_OVERDUE.saturating_sub(newest.saturating_sub(row.get(2)?));
            runs.apply(Change::Appended(MailboxId::from_bytes(row.get(0)?), place));
        }
        runs.appends = APPENDS_UNTIL_OVERDUE;
        Ok(Self(Mutex::new(runs)))
    }

    /// Returns the places of a mailbox's records that may be in no index, ordered by position.
    pub(super) fn of(&self, mailbox: &MailboxId) -> Vec<RecordPlace> {
        self.runs().open.get(mailbox).map_or_else(Vec::new, |run| run.places.clone())
    }

    /// Lists the mailboxes whose records must be filed in a transaction of so many changes.
    pub(super) fn overdue(&self, changes: usize) -> Vec<MailboxId> {
        let runs = self.runs();
        let now = runs.appends + changes as u64;
        let late = runs.begun.iter().take_while(|(begun_at, _)| begun_at + APPENDS_UNTIL_OVERDUE <= now);
        late.filter(|(begun_at, mailbox)| runs.is_open(mailbox, *begun_at)).map(|(_, mailbox)| *mailbox).collect()
    }

    /// Applies the changes of a committed transaction.
    pub(super) fn apply(&self, changes: impl IntoIterator<Item = Change>) {
        let mut runs = self.runs();
        changes.into_iter().for_each(|change| runs.apply(change));
        runs.forget_filed();
    }

    fn runs(&self) -> MutexGuard<'_, Runs> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Runs {
    fn apply(&mut self, change: Change) {
        match change {
            Change::Appended(mailbox, place) => self.append(mailbox, place),
            Change::Filed(mailbox) => drop(self.open.remove(&mailbox)),
        }
    }

    fn append(&mut self, mailbox: MailboxId, place: RecordPlace) {
        let (begun_at, begun) = (self.appends, &mut self.begun);
        let run = self.open.entry(mailbox).or_insert_with(|| {
            begun.push_back((begun_at, mailbox));
            Run { begun_at, places: Vec::new() }
        });
        run.places.push(place);
        self.appends += 1;
    }

    fn is_open(&self, mailbox: &MailboxId, begun_at: u64) -> bool {
        self.open.get(mailbox).is_some_and(|run| run.begun_at == begun_at)
    }

    fn forget_filed(&mut self) {
        while let Some((begun_at, mailbox)) = self.begun.front() {
            if self.is_open(mailbox, *begun_at) {
                return;
            }
            self.begun.pop_front();
        }
    }
}
