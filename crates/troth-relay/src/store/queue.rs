//! What waits for the writer.
//!
//! Waking a thread costs about as much as writing a record. So the writer says how many writes it would like to find,
//! and sleeps until they are there or its time is up.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// Many add to it, one takes from it.
pub(super) struct Queue<T> {
    state: Mutex<State<T>>,
    enough: Condvar,
}

struct State<T> {
    waiting: Vec<T>,
    /// At how many the taker is to be woken; 0 while it is awake.
    wanted: usize,
    closed: bool,
}

impl<T> Queue<T> {
    pub(super) fn new() -> Self {
        Self { state: Mutex::new(State { waiting: Vec::new(), wanted: 0, closed: false }), enough: Condvar::new() }
    }

    /// Adds one; hands it back when the queue is closed.
    pub(super) fn add(&self, item: T) -> Result<(), T> {
        let mut state = self.locked();
        if state.closed {
            return Err(item);
        }
        state.waiting.push(item);
        if state.waiting.len() == state.wanted {
            self.enough.notify_one();
        }
        Ok(())
    }

    /// Takes no more; what waits can still be taken.
    pub(super) fn close(&self) {
        self.locked().closed = true;
        self.enough.notify_one();
    }

    /// Takes no more, and drops what waits.
    pub(super) fn abandon(&self) {
        let mut state = self.locked();
        state.closed = true;
        state.waiting.clear();
    }

    /// Waits for the first, and takes all that wait then, `most` at most. Adds nothing once the queue is closed and empty.
    pub(super) fn take_first(&self, most: usize, to: &mut Vec<T>) {
        let mut state = self.locked();
        state.wanted = 1;
        while state.waiting.is_empty() && !state.closed {
            state = self.enough.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.give(most, to);
    }

    /// Waits until `wanted` are there or the time is up, and takes all that wait then, `most` at most.
    pub(super) fn take_until(&self, deadline: Instant, wanted: usize, most: usize, to: &mut Vec<T>) {
        let mut state = self.locked();
        state.wanted = wanted;
        while state.waiting.len() < wanted && !state.closed {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            (state, _) = self.enough.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner);
        }
        state.give(most, to);
    }

    fn locked(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> State<T> {
    fn give(&mut self, most: usize, to: &mut Vec<T>) {
        self.wanted = 0;
        let count = self.waiting.len().min(most);
        to.extend(self.waiting.drain(..count));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::*;

    const FAR: Duration = Duration::from_secs(600);

    fn taken(queue: &Queue<u8>, take: impl FnOnce(&Queue<u8>, &mut Vec<u8>)) -> Vec<u8> {
        let mut to = Vec::new();
        take(queue, &mut to);
        to
    }

    #[test]
    fn the_taker_sleeps_until_enough_are_there() {
        let queue = Arc::new(Queue::new());
        let adding = Arc::clone(&queue);
        let adder = std::thread::spawn(move || (1..=5).try_for_each(|item| adding.add(item)));
        assert_eq!(taken(&queue, |queue, to| queue.take_until(Instant::now() + FAR, 5, 4, to)), [1, 2, 3, 4]);
        assert_eq!(taken(&queue, |queue, to| queue.take_first(4, to)), [5]);
        assert_eq!(adder.join().ok(), Some(Ok(())));
    }

    #[test]
    fn when_the_time_is_up_it_takes_what_is_there() {
        let queue = Queue::new();
        assert_eq!(queue.add(1), Ok(()));
        assert_eq!(taken(&queue, |queue, to| queue.take_until(Instant::now(), 2, 9, to)), [1]);
        assert_eq!(taken(&queue, |queue, to| queue.take_until(Instant::now(), 2, 9, to)), []);
    }

    #[test]
    fn a_closed_queue_gives_what_it_has_and_takes_no_more() {
        let queue = Queue::new();
        assert_eq!(queue.add(1), Ok(()));
        queue.close();
        assert_eq!(queue.add(2), Err(2));
        assert_eq!(taken(&queue, |queue, to| queue.take_until(Instant::now() + FAR, 2, 9, to)), [1]);
        assert_eq!(taken(&queue, |queue, to| queue.take_first(9, to)), []);
        queue.abandon();
        assert_eq!(queue.add(3), Err(3));
    }
}
