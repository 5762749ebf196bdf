//! The tables, and how the file is opened. Migrations are only appended; a column never changes its meaning.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::OpenError;

/// "trth", so that `file` and a curious keeper can tell whose database this is.
const APPLICATION_ID: i32 = 0x7472_7468;

/// How long a connection waits for another one's lock, in milliseconds; only checkpoints ever hold one.
const BUSY_MS: u64 = 5_000;

/// Cache of the writer in KiB: the inner pages and the busy leaves of the index.
///
/// Not more: after a transaction that split pages SQLite looks through the whole cache, which at 64 MiB took a sixth of
/// the writer's time. What falls out of it is still in the system's cache.
const WRITER_CACHE_KIB: i32 = 16_384;

/// Cache of a reader in KiB.
const READER_CACHE_KIB: i32 = 8_192;

/// Pages in the write-ahead log before the writer itself copies what is left to copy, and starts the log over (64 MiB).
const CHECKPOINT_PAGES: i32 = 16_384;

/// Size of a page in bytes, also that of the system. With half of it an append took 11.0 instead of 9.5 us of CPU: an
/// index has twice as many leaves then, so fewer records of a commit share one.
const PAGE_BYTES: i32 = 4_096;

/// Size to which the write-ahead log is cut back after a copy, in bytes.
const LOG_KEPT_BYTES: i32 = 64 * 1024 * 1024;

/// Each entry leads from the version of its index to the next.
///
/// Records live in a plain rowid table: those of many mailboxes that arrive together then share a page, which a table
/// clustered by mailbox would spread over as many pages as mailboxes. `running` and `total` carry the end of a mailbox
/// in its last record, so that a push writes nothing but records, and files a run of them now and then (see `filing`).
const MIGRATIONS: &[&str] = &[
    "
    CREATE TABLE mailbox (
        number  INTEGER PRIMARY KEY,      -- stands for the id in other tables
        id      BLOB NOT NULL UNIQUE      -- 16 bytes
    ) STRICT;

    CREATE TABLE member (
        mailbox INTEGER NOT NULL,
        signing BLOB NOT NULL,            -- 32 bytes, Ed25519 public key of a device
        PRIMARY KEY (mailbox, signing)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE record (
        mailbox INTEGER NOT NULL,
        seq     INTEGER NOT NULL,         -- position in the mailbox, from 1
        id      BLOB NOT NULL,            -- 32 bytes
        running BLOB NOT NULL,            -- 32 bytes, running hash at this position
        total   INTEGER NOT NULL,         -- bytes of all records up to this one
        day     INTEGER NOT NULL,         -- of arrival, from 1 January 1970
        header  BLOB NOT NULL,
        slot    BLOB NOT NULL,
        body    BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX record_by_position ON record (mailbox, seq);
    CREATE UNIQUE INDEX record_by_id ON record (mailbox, id);

    CREATE TABLE invitation (
        id      BLOB NOT NULL PRIMARY KEY,
        creator BLOB NOT NULL,            -- who may withdraw it; gone with the invitation
        day     INTEGER NOT NULL          -- on which it was made
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE invitation_message (
        invitation BLOB NOT NULL,
        slot       INTEGER NOT NULL,
        message    BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX invitation_message_by_slot ON invitation_message (invitation, slot);

    CREATE TABLE recovery (
        id         BLOB NOT NULL UNIQUE,
        write_hash BLOB NOT NULL,         -- BLAKE3 of the write token
        blob       BLOB NOT NULL
    ) STRICT;
",
    "
    CREATE TABLE mark (
        mailbox INTEGER NOT NULL,
        mark    BLOB NOT NULL,            -- first 8 bytes of the id of a record
        seq     INTEGER NOT NULL,         -- its position
        PRIMARY KEY (mailbox, mark, seq)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO mark SELECT mailbox, substr(id, 1, 8), seq FROM record ORDER BY mailbox, id;
    DROP INDEX record_by_id;
",
    "
    CREATE TABLE place (
        mailbox INTEGER NOT NULL,
        seq     INTEGER NOT NULL,         -- position in the mailbox
        row     INTEGER NOT NULL,         -- of its record
        PRIMARY KEY (mailbox, seq)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO place SELECT mailbox, seq, rowid FROM record ORDER BY mailbox, seq;
    INSERT INTO mark SELECT mailbox, substr(id, 1, 8), seq FROM record ORDER BY mailbox, id ON CONFLICT DO NOTHING;
    DROP INDEX record_by_position;
",
];

/// Opens the database for the writer, makes or migrates it.
pub(super) fn open_writing(path: &Path, max_bytes: Option<u64>) -> Result<Connection, OpenError> {
    let mut connection = Connection::open(path)?;
    prepare(&connection, WRITER_CACHE_KIB)?;
    // Holds for a new database only, and only before it is in WAL mode.
    connection.pragma_update(None, "page_size", PAGE_BYTES)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    connection.pragma_update(None, "journal_size_limit", LOG_KEPT_BYTES)?;
    connection.pragma_update(None, "secure_delete", "on")?;
    migrate(&mut connection)?;
    if let Some(max_bytes) = max_bytes {
        limit_size(&connection, max_bytes)?;
    }
    Ok(connection)
}

/// Opens the database for copying the log into it.
pub(super) fn open_copying(path: &Path) -> Result<Connection, OpenError> {
    let connection = Connection::open(path)?;
    prepare(&connection, READER_CACHE_KIB)?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    Ok(connection)
}

/// Opens the database for a reader.
pub(super) fn open_reading(path: &Path) -> Result<Connection, OpenError> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    prepare(&connection, READER_CACHE_KIB)?;
    Ok(connection)
}

fn prepare(connection: &Connection, cache_kib: i32) -> Result<(), OpenError> {
    connection.busy_timeout(std::time::Duration::from_millis(BUSY_MS))?;
    connection.pragma_update(None, "cache_size", -cache_kib)?;
    connection.pragma_update(None, "trusted_schema", "off")?;
    // A statement is planned once. Otherwise SQLite plans some anew for each value they are given, which costs more than
    // running them.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

fn migrate(connection: &mut Connection) -> Result<(), OpenError> {
    let known = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    let transaction = connection.transaction()?;
    for migration in MIGRATIONS.iter().skip(found as usize) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", known)?;
    Ok(transaction.commit()?)
}

fn limit_size(connection: &Connection, max_bytes: u64) -> Result<(), OpenError> {
    let page_bytes: u64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let pages = i64::try_from(max_bytes / page_bytes.max(1)).unwrap_or(i64::MAX);
    // This pragma answers the limit in force, so it is a query.
    connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

    use super::*;

    /// Makes a database as relays of an earlier version did.
    pub(in crate::store) fn make_version(path: &Path, version: usize) -> Connection {
        let connection = Connection::open(path).unwrap();
        MIGRATIONS[..version].iter().for_each(|migration| connection.execute_batch(migration).unwrap());
        connection.pragma_update(None, "user_version", version as i64).unwrap();
        connection
    }

    #[test]
    fn the_writer_synchronises_every_commit() {
        let folder = tempfile::TempDir::new().unwrap();
        let connection = open_writing(&folder.path().join("relay.sqlite"), None).unwrap();
        let setting = |name| connection.pragma_query_value(None, name, |row| row.get::<_, String>(0));
        let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        assert_eq!(setting("journal_mode").unwrap(), "wal");
        assert_eq!(number("synchronous").unwrap(), 2, "FULL");
        assert_eq!(number("page_size").unwrap(), i64::from(PAGE_BYTES));
        assert_eq!(number("application_id").unwrap(), i64::from(APPLICATION_ID));
    }

    #[test]
    fn a_newer_database_is_left_alone() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("relay.sqlite");
        open_writing(&path, None).unwrap().pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(open_writing(&path, None), Err(OpenError::Newer { found: 99, .. })));
    }
}
