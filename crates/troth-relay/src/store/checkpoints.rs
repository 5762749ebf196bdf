//! Copies the write-ahead log into the database on its own thread, so that no commit waits for it.
//!
//! A passive checkpoint takes no lock that the writer needs. When the log reaches its limit, the writer copies the rest
//! itself, usually little, and the log starts over.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

use rusqlite::Connection;

use super::{RelayOpenError, schema};

/// Changed rows between checkpoints: up to 32 MiB of log. A checkpoint copies a busy page once however often it was
/// written, so longer pauses copy less.
const ROWS_BETWEEN: u64 = 4_096;

/// The checkpoint thread, and when to wake it.
pub(super) struct Checkpoints {
    due: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
    rows_when_due: u64,
}

impl Checkpoints {
    pub(super) fn start(path: &Path) -> Result<Self, RelayOpenError> {
        let connection = schema::open_copying(path)?;
        let (due, asked) = sync_channel(1);
        let thread = Builder::new().name("relay-checkpoint".to_owned()).spawn(move || run(&connection, &asked));
        Ok(Self { due: Some(due), thread: Some(thread.map_err(RelayOpenError::Thread)?), rows_when_due: ROWS_BETWEEN })
    }

    /// Takes the writer's total of changed rows, and wakes the thread when a checkpoint is due.
    pub(super) fn note(&mut self, rows: u64) {
        if rows >= self.rows_when_due {
            self.rows_when_due = rows + ROWS_BETWEEN;
            // While the last checkpoint runs, another is not needed.
            let _ = self.due.as_ref().map(|due| due.try_send(()));
        }
    }
}

impl Drop for Checkpoints {
    /// Waits for the thread, whose connection must be closed before the writer's.
    fn drop(&mut self) {
        drop(self.due.take());
        if let Some(thread) = self.thread.take() {
            // If it broke off the panic was printed, and the writer copied the log itself ever since.
            let _ = thread.join();
        }
    }
}

fn run(connection: &Connection, asked: &Receiver<()>) {
    while asked.recv().is_ok() {
        // A failure, for example on a full disk, leaves the log as it is. Nothing in it is lost, and the writer will
        // report it.
        let _ = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
    }
}
