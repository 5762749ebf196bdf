//! Copies the write-ahead log into the database beside the writer, so that no commit has to wait for it.
//!
//! A passive checkpoint takes no lock that the writer needs. What it has not copied yet when the log reaches its limit
//! the writer copies itself, and then the log starts over; usually that is little.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

use rusqlite::Connection;

use super::{OpenError, schema};

/// Writes after which a checkpoint is due: some 8 MiB of log.
const WRITES_BETWEEN: usize = 2_048;

/// The thread that copies, and when to wake it.
pub(super) struct Checkpoints {
    due: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
    writes: usize,
}

impl Checkpoints {
    pub(super) fn start(path: &Path) -> Result<Self, OpenError> {
        let connection = schema::open_copying(path)?;
        let (due, asked) = sync_channel(1);
        let thread = Builder::new().name("relay-checkpoint".to_owned()).spawn(move || run(&connection, &asked));
        Ok(Self { due: Some(due), thread: Some(thread.map_err(OpenError::Thread)?), writes: 0 })
    }

    /// Counts committed writes, and wakes the thread now and then.
    pub(super) fn note(&mut self, writes: usize) {
        self.writes += writes;
        if self.writes >= WRITES_BETWEEN {
            self.writes = 0;
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
