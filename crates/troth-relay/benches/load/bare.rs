//! Bare SQLite on the same disk: WAL, synchronous=FULL, one thread, prepared statements, nothing else.
//!
//! Rows are prepared beforehand, and only numbers differ between them.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, Statement, params};
use tempfile::TempDir;
use troth_relay::{Assets, Relay};
use troth_wire::SealedRecord;

use crate::stage;

/// The table to insert into.
#[derive(Clone, Copy)]
pub(crate) enum Table {
    /// A rowid table of bodies without an index: the least that can be stored.
    Plain,
    /// Mailbox, position and a whole sealed record, with a unique index on mailbox and position.
    /// Rows come in mailbox order, which suits the index best.
    Positioned,
    /// The relay's own tables in a database that a relay made, with the same writes to them, mailboxes in the order of
    /// the connections. It does no lookups.
    Relay,
}

impl Table {
    pub(crate) const ALL: [Self; 3] = [Self::Plain, Self::Positioned, Self::Relay];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plain => "body only",
            Self::Positioned => "record + index",
            Self::Relay => "the relay's tables",
        }
    }

    fn open(self, folder: &Path) -> Connection {
        let path = folder.join("relay.sqlite");
        if let Self::Relay = self {
            Relay::open(stage::config(folder), Assets::none()).unwrap().close().unwrap();
        }
        let connection = Connection::open(path).unwrap();
        connection.pragma_update(None, "journal_mode", "wal").unwrap();
        connection.pragma_update(None, "synchronous", "full").unwrap();
        connection
            .execute_batch(match self {
                Self::Plain => "CREATE TABLE record (body BLOB NOT NULL) STRICT",
                Self::Positioned => {
                    "CREATE TABLE record (mailbox INTEGER NOT NULL, seq INTEGER NOT NULL, header BLOB NOT NULL,
                        slot BLOB NOT NULL, body BLOB NOT NULL) STRICT;
                     CREATE UNIQUE INDEX by_position ON record (mailbox, seq)"
                }
                Self::Relay => "",
            })
            .unwrap();
        connection
    }

    fn insert(self) -> &'static str {
        match self {
            Self::Plain => "INSERT INTO record VALUES (?1)",
            Self::Positioned => "INSERT INTO record VALUES (?1, ?2, ?3, ?4, ?5)",
            Self::Relay => "INSERT INTO record VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        }
    }
}

/// Commits batches for a while; returns rows per second.
pub(crate) fn appends_per_second(table: Table, batch: usize, record: &SealedRecord, time: Duration) -> f64 {
    let folder = TempDir::new().unwrap();
    let connection = table.open(folder.path());
    let mut insert = connection.prepare(table.insert()).unwrap();
    let mut filing = matches!(table, Table::Relay).then(|| Filing::new(&connection));
    let started = Instant::now();
    let mut rows = 0;
    while started.elapsed() < time {
        connection.prepare_cached("BEGIN IMMEDIATE").unwrap().execute([]).unwrap();
        for row in rows..rows + batch {
            match &mut filing {
                None => insert_plainly(table, &mut insert, record, row),
                Some(filing) => filing.insert_as_relay(&mut insert, record, row),
            }
        }
        connection.prepare_cached("COMMIT").unwrap().execute([]).unwrap();
        rows += batch;
    }
    rows as f64 / started.elapsed().as_secs_f64()
}

fn insert_plainly(table: Table, insert: &mut Statement<'_>, record: &SealedRecord, row: usize) {
    let (mailbox, seq) = (row % crate::MAILBOXES, row / crate::MAILBOXES);
    let inserted = match table {
        Table::Plain => insert.execute([record.body()]),
        _ => insert.execute(params![mailbox, seq, record.header(), record.slot(), record.body()]),
    };
    inserted.unwrap();
}

/// Files records as the relay does: a run of them at a time.
struct Filing<'c> {
    place: Statement<'c>,
    mark: Statement<'c>,
    share: Statement<'c>,
    unfiled: Vec<Vec<([u8; 32], usize, usize)>>,
}

impl<'c> Filing<'c> {
    const RUN_RECORDS: usize = 64;

    fn new(connection: &'c Connection) -> Self {
        let place = connection.prepare("INSERT INTO place VALUES (?1, ?2, ?3)").unwrap();
        let mark = connection.prepare("INSERT INTO mark VALUES (?1, ?2, ?3)").unwrap();
        let mut mailbox = connection.prepare("INSERT INTO mailbox (number, id, sides) VALUES (?1, ?2, 2)").unwrap();
        for number in 0..crate::MAILBOXES {
            mailbox.execute(params![number, &scattered(number as u64)[..16]]).unwrap();
        }
        let share = "UPDATE mailbox SET first_records = ?2, first_bytes = ?3 WHERE number = ?1";
        let share = connection.prepare(share).unwrap();
        Self { place, mark, share, unfiled: vec![Vec::new(); crate::MAILBOXES] }
    }

    fn insert_as_relay(&mut self, insert: &mut Statement<'_>, record: &SealedRecord, row: usize) {
        let (connection, turn) = (row % crate::CONNECTIONS, row / crate::CONNECTIONS);
        let each = crate::MAILBOXES / crate::CONNECTIONS;
        let (mailbox, seq) = (connection * each + turn % each, turn / each);
        let id = scattered(row as u64);
        let (header, slot, body) = (record.header(), record.slot(), record.body());
        insert.execute(params![mailbox, seq, id, id, row, 20_000, header, slot, body]).unwrap();
        self.share.execute(params![mailbox, seq, 20_000]).unwrap();
        self.unfiled[mailbox].push((id, seq, row));
        if self.unfiled[mailbox].len() == Self::RUN_RECORDS {
            self.file(mailbox);
        }
    }

    fn file(&mut self, mailbox: usize) {
        let run = &mut self.unfiled[mailbox];
        for (_, seq, row) in &*run {
            self.place.execute(params![mailbox, seq, row + 1]).unwrap();
        }
        run.sort_unstable();
        for (id, seq, _) in run.drain(..) {
            self.mark.execute(params![mailbox, &id[..8], seq]).unwrap();
        }
    }
}

/// Returns bytes that are spread like a hash, at less cost (the finish of SplitMix64).
fn scattered(number: u64) -> [u8; 32] {
    let mixed = (number.wrapping_add(1)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let mut bytes = [7; 32];
    bytes[..8].copy_from_slice(&(mixed ^ (mixed >> 31)).to_be_bytes());
    bytes
}
