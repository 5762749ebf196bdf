//! The relay's store: one SQLite file, one writer, a few readers.
//!
//! **No method here acknowledges a write that is not on the disk.** Every key of the records starts with the mailbox,
//! so that a later store can be split by mailbox over several machines.

mod checkpoints;
mod failure;
mod filing;
mod invitations;
mod mailboxes;
mod places;
mod readers;
mod records;
mod recovery;
mod schema;
#[cfg(test)]
mod share_tests;
mod shares;
mod sides;
mod tail;
#[cfg(test)]
mod tests;
mod writer;

use std::fs::{DirBuilder, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

pub(crate) use failure::StoreError;
pub(crate) use records::{NamedRecord, PullFrom};
pub(crate) use sides::Enrolment;
pub(crate) use writer::PendingWrite;

use crate::clock::Clock;
use crate::config::Limits;
use crate::hub::Hub;
use crate::metrics::Metrics;
use checkpoints::Checkpoints;
use readers::Readers;
use tail::Tail;
use writer::{Tables, WriterHandle};

const DATABASE_FILE: &str = "relay.sqlite";
const LOCK_FILE: &str = "relay.lock";

/// Why a store cannot be opened.
#[derive(Debug, Error)]
pub enum RelayOpenError {
    /// The folder cannot be created or written.
    #[error("the data folder {path} cannot be used")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// Another relay uses the folder.
    #[error("another relay uses the data folder {path}")]
    InUse {
        /// The folder.
        path: PathBuf,
    },
    /// The database was written by a newer relay.
    #[error("the database is of version {found}, this relay knows versions up to {known}")]
    Newer {
        /// Version of the database.
        found: u32,
        /// Newest version that this relay knows.
        known: u32,
    },
    /// The system has no thread left for the writer.
    #[error("the writer cannot be started")]
    Thread(#[source] std::io::Error),
    /// The database cannot be opened.
    #[error("the database cannot be opened")]
    Database(#[from] rusqlite::Error),
}

/// The store of one relay.
pub(crate) struct RelayStore {
    writer: WriterHandle,
    readers: Readers,
    tail: Arc<Tail>,
    limits: Limits,
    /// Locked while the store lives: the writer caches mailbox heads, so it must be the only one.
    _lock: File,
}

/// The other parts of the relay that the store uses.
pub(crate) struct StoreContext {
    pub(crate) clock: Clock,
    pub(crate) hub: Arc<Hub>,
    pub(crate) metrics: Arc<Metrics>,
}

impl RelayStore {
    /// Opens or creates the database in a folder.
    pub(crate) fn open(folder: &Path, limits: Limits, with: StoreContext) -> Result<Self, RelayOpenError> {
        let lock = lock_folder(folder)?;
        let path = folder.join(DATABASE_FILE);
        let connection = schema::open_writing(&path, limits.database_bytes)?;
        let checkpoints = Checkpoints::start(&path)?;
        let tail = Arc::new(Tail::load(&connection)?);
        let writer =
            WriterHandle::start(connection, checkpoints, Arc::clone(&tail), with).map_err(RelayOpenError::Thread)?;
        let readers = Readers::open(&path)?;
        Ok(Self { writer, readers, tail, limits, _lock: lock })
    }

    /// Waits until all accepted writes are settled, then closes the database.
    ///
    /// The readers close first: the last connection to close merges the log into the database, so it must be able to
    /// write.
    ///
    /// Fails when the writer had broken off before.
    pub(crate) fn close(&self) -> Result<(), StoreError> {
        self.readers.close();
        self.writer.stop()
    }

    /// Queues a write and returns once it is on the disk.
    async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tables<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.writer.submit(work).await?.settled().await
    }

    /// Tells whether the store answers.
    pub(crate) async fn is_well(&self) -> bool {
        let read = self.readers.read(|connection| Ok(connection.query_row("SELECT 1", [], |_| Ok(()))?)).await;
        self.writer.is_running() && read.is_ok()
    }
}

/// Creates the folder so that only its owner can read it. An existing folder keeps its permissions.
fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn lock_folder(folder: &Path) -> Result<File, RelayOpenError> {
    let refused = |source| RelayOpenError::Folder { path: folder.to_owned(), source };
    make_folder(folder).map_err(refused)?;
    let lock =
        File::options().create(true).truncate(false).write(true).open(folder.join(LOCK_FILE)).map_err(refused)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(RelayOpenError::InUse { path: folder.to_owned() }),
        Err(TryLockError::Error(source)) => Err(refused(source)),
    }
}
