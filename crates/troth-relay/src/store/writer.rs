//! The single writer: a thread that commits waiting writes in one transaction, and answers after the commit.
//!
//! ```text
//! queue:   a b c | d e f g | h
//! thread:  begin a b c commit(wait for the disk) -> answer a b c; begin d e f g commit ...
//! ```
//!
//! While the thread waits for the disk, the next batch gathers in the queue. So under load each write pays less for
//! synchronising.
//!
//! Clients that wait for an answer before they push again would split into two groups that take turns: those answered
//! by one commit return just after the next has begun. So a transaction stays open for more writes ([`Pace`]): until it
//! holds as many as recent ones, and for half the time of a commit at most. A lone client never waits.
//!
//! If SQLite fails, the batch rolls back and all of it is refused. Nothing was acknowledged, so clients can retry.

use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use troth_wire::Ring;

use super::checkpoints::Checkpoints;
use super::mailboxes::Heads;
use super::tail::{CHANGES_MAX, Change, Tail};
use super::{StoreContext, StoreError, invitations};
use crate::hub::Hub;
use crate::metrics::Metrics;

/// Most writes in the queue; beyond it, requests wait before the queue.
const QUEUE_MAX: usize = 4_096;

/// Most writes in one transaction, so that none waits long for others.
const BATCH_MAX: usize = 512;

/// Longest wait for further writes of a transaction.
const PATIENCE_MAX: Duration = Duration::from_millis(4);

/// Everything that a write may use.
pub(super) struct Tables<'t> {
    pub(super) connection: &'t Connection,
    /// Cached ends and members of mailboxes.
    pub(super) heads: &'t mut Heads,
    /// Changes to the tail, applied once the transaction is on the disk.
    pub(super) changes: &'t mut Vec<Change>,
    /// Rings, sent once the transaction is on the disk.
    pub(super) rings: &'t mut Vec<Ring>,
    pub(super) hub: &'t Hub,
    pub(super) metrics: &'t Metrics,
    pub(super) day: u16,
}

/// The queue and the thread behind it.
pub(super) struct WriterHandle {
    queue: Mutex<Option<Sender<QueuedWrite>>>,
    places: Arc<Semaphore>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// A queued write with its permit for the queue.
struct QueuedWrite {
    write: Box<dyn WriteTask>,
    _place: OwnedSemaphorePermit,
}

/// The result of a queued write.
pub(crate) struct PendingWrite<T>(oneshot::Receiver<Result<T, StoreError>>);

impl<T> PendingWrite<T> {
    /// Waits until the write is on the disk or refused. Cancel safe: it may be dropped and called again.
    pub(crate) async fn settled(&mut self) -> Result<T, StoreError> {
        (&mut self.0).await.unwrap_or(Err(StoreError::Closed))
    }
}

impl WriterHandle {
    pub(super) fn start(
        connection: Connection,
        checkpoints: Checkpoints,
        tail: Arc<Tail>,
        with: StoreContext,
    ) -> std::io::Result<Self> {
        let (queue, waiting) = channel();
        let (heads, pace) = (Heads::new(Arc::clone(&tail)), Pace::default());
        let mut desk =
            WriterThread { checkpoints, connection, heads, tail, changes: Vec::new(), with, swept_day: None, pace };
        let thread = Builder::new().name("relay-writer".to_owned()).spawn(move || desk.run(&waiting))?;
        let places = Arc::new(Semaphore::new(QUEUE_MAX));
        Ok(Self { queue: Mutex::new(Some(queue)), places, thread: Mutex::new(Some(thread)) })
    }

    /// Queues a write. Writes of one caller are applied in queue order.
    pub(super) async fn submit<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tables<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<PendingWrite<T>, StoreError> {
        let (reply, receiver) = oneshot::channel();
        let write = Box::new(WriteJob { work: Some(work), outcome: Err(StoreError::Closed), reply });
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|_| StoreError::Closed)?;
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = queue.as_ref().ok_or(StoreError::Closed)?;
        queue.send(QueuedWrite { write, _place: place }).map_err(|_| StoreError::Closed)?;
        Ok(PendingWrite(receiver))
    }

    pub(super) fn is_running(&self) -> bool {
        self.thread.lock().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(|thread| !thread.is_finished())
    }

    /// Accepts no more writes, settles those in the queue and ends the thread.
    ///
    /// Fails when the thread had broken off: what it acknowledged is on the disk, and what waited was told [`StoreError::Closed`].
    pub(super) fn stop(&self) -> Result<(), StoreError> {
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(thread) = thread else { return Ok(()) };
        thread.join().map_err(|_| StoreError::Failed("the writer broke off".to_owned()))
    }
}

/// A queued write: applied within a transaction, answered after it.
trait WriteTask: Send {
    /// Applies the write. An error other than a refusal ends the transaction.
    fn apply(&mut self, tables: &mut Tables<'_>) -> Result<(), StoreError>;
    /// Sends the answer.
    fn settle(self: Box<Self>, transaction: &Result<(), StoreError>);
}

struct WriteJob<T, W> {
    work: Option<W>,
    outcome: Result<T, StoreError>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, W> WriteTask for WriteJob<T, W>
where
    T: Send,
    W: FnOnce(&mut Tables<'_>) -> Result<T, StoreError> + Send,
{
    fn apply(&mut self, tables: &mut Tables<'_>) -> Result<(), StoreError> {
        let Some(work) = self.work.take() else { return Ok(()) };
        self.outcome = work(tables);
        match &self.outcome {
            Err(error) if !error.is_refusal() => Err(error.clone()),
            _ => Ok(()),
        }
    }

    fn settle(self: Box<Self>, transaction: &Result<(), StoreError>) {
        let answer = match transaction {
            Ok(()) => self.outcome,
            Err(error) => Err(error.clone()),
        };
        // The client may have gone; the write stands.
        let _ = self.reply.send(answer);
    }
}

/// The state of the writer thread.
struct WriterThread {
    /// First, because fields are dropped in order.
    checkpoints: Checkpoints,
    connection: Connection,
    heads: Heads,
    tail: Arc<Tail>,
    changes: Vec<Change>,
    with: StoreContext,
    swept_day: Option<u16>,
    pace: Pace,
}

impl WriterThread {
    fn run(&mut self, waiting: &Receiver<QueuedWrite>) {
        let (mut batch, mut rings) = (Vec::new(), Vec::new());
        while let Ok(first) = waiting.recv() {
            batch.push(first);
            let transaction = self.transact(waiting, &mut batch, &mut rings);
            self.settle(&mut batch, &mut rings, &transaction);
        }
    }

    fn transact(
        &mut self,
        waiting: &Receiver<QueuedWrite>,
        batch: &mut Vec<QueuedWrite>,
        rings: &mut Vec<Ring>,
    ) -> Result<(), StoreError> {
        let result = self.apply(waiting, batch, rings).and_then(|()| self.commit(batch.len()));
        if result.is_err() {
            self.heads.forget();
            self.changes.clear();
            rings.clear();
            if !self.connection.is_autocommit() {
                self.connection.execute_batch("ROLLBACK")?;
            }
        }
        result
    }

    /// Applies the batch, and writes that arrive meanwhile.
    fn apply(
        &mut self,
        waiting: &Receiver<QueuedWrite>,
        batch: &mut Vec<QueuedWrite>,
        rings: &mut Vec<Ring>,
    ) -> Result<(), StoreError> {
        let day = self.with.clock.day();
        let deadline = self.pace.deadline();
        self.heads.make_room();
        self.connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        let (connection, hub, metrics) = (&self.connection, &*self.with.hub, &*self.with.metrics);
        let (heads, changes) = (&mut self.heads, &mut self.changes);
        let mut tables = Tables { connection, heads, changes, rings, hub, metrics, day };
        if self.swept_day.replace(day) != Some(day) {
            invitations::sweep(&tables)?;
        }
        let mut applied = 0;
        loop {
            for queued in batch.iter_mut().skip(applied) {
                queued.write.apply(&mut tables)?;
            }
            applied = batch.len();
            let has_room = tables.changes.len() < CHANGES_MAX;
            match has_room.then(|| self.pace.next(waiting, applied, deadline)).flatten() {
                Some(next) => batch.push(next),
                None => return tables.file_overdue(&self.tail),
            }
        }
    }

    fn commit(&mut self, writes: usize) -> Result<(), StoreError> {
        let started = Instant::now();
        self.connection.prepare_cached("COMMIT")?.execute([])?;
        let took = started.elapsed();
        self.tail.apply(self.changes.drain(..));
        self.pace.note(writes, took);
        self.checkpoints.note(self.connection.total_changes());
        let metrics = &self.with.metrics;
        metrics.commits.inc();
        metrics.writes.inc_by(writes as u64);
        // Saturates after half a million years.
        metrics.commit_microseconds.inc_by(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
        Ok(())
    }

    /// Rings first: a device that has its receipt may rely on the ring being on its way.
    fn settle(&self, batch: &mut Vec<QueuedWrite>, rings: &mut Vec<Ring>, transaction: &Result<(), StoreError>) {
        for ring in rings.drain(..) {
            self.with.hub.ring(&ring);
        }
        for queued in batch.drain(..) {
            queued.write.settle(transaction);
        }
    }
}

/// The size of recent batches and the time of a commit; they decide when to stop gathering.
#[derive(Default)]
struct Pace {
    last: usize,
    before: usize,
    patience: Duration,
}

impl Pace {
    fn note(&mut self, writes: usize, commit_took: Duration) {
        (self.before, self.last) = (self.last, writes);
        self.patience = (commit_took / 2).min(PATIENCE_MAX);
    }

    fn deadline(&self) -> Instant {
        Instant::now() + self.patience
    }

    /// Returns the next write for a transaction with `gathered` writes; `None` when it is time to commit.
    fn next(&self, waiting: &Receiver<QueuedWrite>, gathered: usize, deadline: Instant) -> Option<QueuedWrite> {
        if gathered >= BATCH_MAX {
            return None;
        }
        match waiting.try_recv() {
            Ok(next) => Some(next),
            Err(TryRecvError::Empty) if gathered < self.last.max(self.before) => {
                waiting.recv_timeout(deadline.saturating_duration_since(Instant::now())).ok()
            }
            Err(_) => None,
        }
    }
}
