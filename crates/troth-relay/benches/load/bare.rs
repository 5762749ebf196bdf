//! Bare SQLite on the same disk: WAL, synchronous=FULL, one thread, prepared statement, nothing around it.

use std::time::{Duration, Instant};

use rusqlite::{Connection, params};
use tempfile::TempDir;

/// What is inserted into.
#[derive(Clone, Copy)]
pub(crate) enum Table {
    /// A rowid table of bodies without any index: the least that can be stored.
    Plain,
    /// Mailbox, position and a whole sealed record, with a unique index on mailbox and position.
    Positioned,
}

impl Table {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plain => "rowid, body only",
            Self::Positioned => "rowid + index, record",
        }
    }
}

/// Commits batches for a while; answers rows per second.
pub(crate) fn appends_per_second(
    table: Table,
    batch: usize,
    body_bytes: usize,
    mailboxes: usize,
    time: Duration,
) -> f64 {
    let folder = TempDir::new().unwrap();
    let connection = Connection::open(folder.path().join("bare.sqlite")).unwrap();
    connection.pragma_update(None, "journal_mode", "wal").unwrap();
    connection.pragma_update(None, "synchronous", "full").unwrap();
    connection
        .execute_batch(match table {
            Table::Plain => "CREATE TABLE record (body BLOB NOT NULL) STRICT",
            Table::Positioned => {
                "CREATE TABLE record (mailbox INTEGER NOT NULL, seq INTEGER NOT NULL, header BLOB NOT NULL,
                    slot BLOB NOT NULL, body BLOB NOT NULL) STRICT;
                 CREATE UNIQUE INDEX by_position ON record (mailbox, seq)"
            }
        })
        .unwrap();
    let started = Instant::now();
    let mut rows = 0;
    while started.elapsed() < time {
        connection.prepare_cached("BEGIN IMMEDIATE").unwrap().execute([]).unwrap();
        for _ in 0..batch {
            insert(&connection, table, rows, body_bytes, mailboxes);
            rows += 1;
        }
        connection.prepare_cached("COMMIT").unwrap().execute([]).unwrap();
    }
    rows as f64 / started.elapsed().as_secs_f64()
}

fn insert(connection: &Connection, table: Table, row: usize, body_bytes: usize, mailboxes: usize) {
    let record = crate::http::record(row as u64, body_bytes);
    match table {
        Table::Plain => {
            let mut insert = connection.prepare_cached("INSERT INTO record VALUES (?1)").unwrap();
            insert.execute([record.body()]).unwrap();
        }
        Table::Positioned => {
            let mut insert = connection.prepare_cached("INSERT INTO record VALUES (?1, ?2, ?3, ?4, ?5)").unwrap();
            let (mailbox, seq) = (row % mailboxes, row / mailboxes);
            insert.execute(params![mailbox, seq, record.header(), record.slot(), record.body()]).unwrap();
        }
    }
}
