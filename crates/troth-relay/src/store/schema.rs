//! The tables, their migrations, and how connections open the file. Migrations are only appended, and a column never
//! changes its meaning.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::RelayOpenError;

/// "trth", so that `file` and an administrator can recognise the database.
const APPLICATION_ID: i32 = 0x7472_7468;

/// How long a connection waits for another's lock, in milliseconds. Only checkpoints hold one.
const BUSY_MS: u64 = 5_000;

/// Cache of the writer in KiB: the inner pages and busy leaves of the index.
///
/// Not larger: after a transaction that split pages, SQLite scans the whole cache. At 64 MiB that took a sixth of the
/// writer's time. Pages that fall out are still in the system's cache.
const WRITER_CACHE_KIB: i32 = 16_384;

/// Cache of a reader in KiB.
const READER_CACHE_KIB: i32 = 8_192;

/// Pages in the write-ahead log (64 MiB) before the writer itself copies the rest and starts the log over.
const CHECKPOINT_PAGES: i32 = 16_384;

/// Size of a page in bytes, equal to the system's. With half of it an append took 11.0 instead of 9.5 us of CPU: an
/// index then has twice as many leaves, so fewer records of a commit share one.
const PAGE_BYTES: i32 = 4_096;

/// Size to which the write-ahead log is truncated after a checkpoint, in bytes.
const LOG_KEPT_BYTES: i32 = 64 * 1024 * 1024;

/// The entry at index n migrates version n to version n + 1.
///
/// Records live in a plain rowid table: records of many mailboxes that arrive together share a page. A table clustered
/// by mailbox would spread them over as many pages as mailboxes. `running` and `total` store the end of a mailbox in
/// its last record, so that a push writes only records, and now and then files a run of them (see `filing`).
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
    // A mailbox of before has one side, without a verifier: its devices stay, and let others in themselves.
    "
    ALTER TABLE mailbox ADD COLUMN sides INTEGER NOT NULL DEFAULT 1; -- one, or two for what two people share

    CREATE TABLE side (
        mailbox    INTEGER NOT NULL,
        side       INTEGER NOT NULL,      -- 0 or 1
        generation INTEGER NOT NULL,      -- number of changes of the side
        verifier   BLOB,                  -- 32 bytes, Ed25519 public key; its holders enrol devices
        PRIMARY KEY (mailbox, side)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO side SELECT number, 0, 0, NULL FROM mailbox;

    CREATE TABLE device (
        mailbox INTEGER NOT NULL,
        signing BLOB NOT NULL,            -- 32 bytes, Ed25519 public key of a device
        side    INTEGER NOT NULL,         -- whose device it is
        PRIMARY KEY (mailbox, signing, side)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO device SELECT mailbox, signing, 0 FROM member;
    DROP TABLE member;
",
    // Nobody knows who pushed what two people had before, so half of it counts for each.
    "
    -- In a mailbox of two sides, what devices of side 0 pushed. The rest of it is side 1's.
    ALTER TABLE mailbox ADD COLUMN first_records INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE mailbox ADD COLUMN first_bytes INTEGER NOT NULL DEFAULT 0;
    UPDATE mailbox SET first_records = held.records / 2, first_bytes = held.bytes / 2
        FROM (SELECT mailbox, max(seq) AS records, max(total) AS bytes FROM record GROUP BY mailbox) AS held
        WHERE held.mailbox = mailbox.number AND sides = 2;
",
];

/// Opens the database for the writer; creates or migrates it.
pub(super) fn open_writing(path: &Path, max_bytes: Option<u64>) -> Result<Connection, RelayOpenError> {
    let mut connection = Connection::open(path)?;
    prepare(&connection, WRITER_CACHE_KIB)?;
    // Applies only to a new database, and only before WAL mode.
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

/// Opens the database for the checkpoint thread.
pub(super) fn open_copying(path: &Path) -> Result<Connection, RelayOpenError> {
    let connection = Connection::open(path)?;
    prepare(&connection, READER_CACHE_KIB)?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    Ok(connection)
}

/// Opens the database for a reader.
pub(super) fn open_reading(path: &Path) -> Result<Connection, RelayOpenError> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    prepare(&connection, READER_CACHE_KIB)?;
    Ok(connection)
}

fn prepare(connection: &Connection, cache_kib: i32) -> Result<(), RelayOpenError> {
    connection.busy_timeout(std::time::Duration::from_millis(BUSY_MS))?;
    connection.pragma_update(None, "cache_size", -cache_kib)?;
    connection.pragma_update(None, "trusted_schema", "off")?;
    // Plans each statement once. Otherwise SQLite plans some again for each new value, which costs more than running
    // them.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

fn migrate(connection: &mut Connection) -> Result<(), RelayOpenError> {
    #[expect(clippy::expect_used, reason = "a handful of migrations")]
    let known = u32::try_from(MIGRATIONS.len()).expect("a handful of migrations");
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > known {
        return Err(RelayOpenError::Newer { found, known });
    }
    let transaction = connection.transaction()?;
    for migration in MIGRATIONS.iter().skip(found as usize) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", known)?;
    Ok(transaction.commit()?)
}

fn limit_size(connection: &Connection, max_bytes: u64) -> Result<(), RelayOpenError> {
    let page_bytes: u64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
    // SQLite takes a limit beyond its own as its own.
    let pages = i64::try_from(max_bytes / page_bytes.max(1)).unwrap_or(i64::MAX);
    // This pragma returns the limit in force, so it is a query.
    connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

    use super::*;

    /// Makes a database as an earlier version of the relay did.
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
        assert!(matches!(open_writing(&path, None), Err(RelayOpenError::Newer { found: 99, .. })));
    }
}
