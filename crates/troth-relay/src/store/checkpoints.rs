//! Copies the write-ahead log into the database beside the writer, so that no commit has to wait for it.
//!
//! A passive checkpoint takes no lock that the writer needs. What it has not copied yet when the log reaches its limit
//! the writer copies itself, and then the log starts over; usually that is little.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

use rusqlite::Connection;

use super::{OpenError, schema};

/// Rows after which a checkpoint is due: up to 32 MiB of log. Busy pages are copied once however often they were
/// written, so longer pauses copy less.
const ROWS_BETWEEN: u64 = 4_096;

/// The thread that copies, and when to wake it.
pub(super) struct Checkpoints {
    due: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
    rows_when_due: u64,
}

impl Checkpoints {
    pub(super) fn start(path: &Path) -> Result<Self, OpenError> {
        let connection = schema::open_copying(path)?;
        let (due, asked) = sync_channel(1);
        let thread = Builder::new().name("relay-checkpoint".to_owned()).spawn(move || run(&connection, &asked));
        Ok(Self { due: Some(due), thread: Some(thread.map_err(OpenError::Thread)?), rows_when_due: ROWS_BETWEEN })
    }

    /// Is told how many rows the writer has changed so far, and wakes the thread now and then.
    pub(super) fn note(&mut self, rows: u64) {
        if rows >= self.rows_when_due {
            self.rows_when_due = rows + ROWS_BETWEEN;
            // When it is still busy with the last one there is no need for another.
            let _ = self.due.as_ref().map(|due| due.try_send(()));
        }
    }
}

impl Drop for Checkpoints {
    /// Waits for the thread, whose connection must be closed before the writer's.
    fn drop(&mut self) {
        drop(self.due.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(connection: &Connection, asked: &Receiver<()>) {
    while asked.recv().is_ok() {
        // A failure, as on a full disk, leaves the log as it is; nothing in it is lost, and the writer will say so.
        let _ = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
    }
}
