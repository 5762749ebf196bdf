//! The listeners of each mailbox, in memory only.
//!
//! A listener has at most one pending ring for each mailbox. Later news is merged into it; once the merged records
//! outgrow a ring, only the cursor stays. So a slow listener costs bounded memory and misses nothing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use troth_wire::limits::RING_MAX_BYTES;
use troth_wire::{MailboxId, PositionedRecord, Ring, SigningKey};

/// One live connection or long poll.
pub(crate) struct Listener {
    signing: SigningKey,
    waiting: Mutex<BTreeMap<MailboxId, Ring>>,
    news: Notify,
}

impl Listener {
    pub(crate) fn new(signing: SigningKey) -> Arc<Self> {
        Arc::new(Self { signing, waiting: Mutex::default(), news: Notify::new() })
    }

    /// Returns the device that listens.
    pub(crate) fn signing(&self) -> SigningKey {
        self.signing
    }

    /// Drops pending rings of mailboxes that the listener may not read.
    pub(crate) fn drop_rings_of(&self, mailboxes: &[MailboxId]) {
        let mut waiting = locked(&self.waiting);
        for mailbox in mailboxes {
            waiting.remove(mailbox);
        }
    }

    /// Waits until a ring is pending.
    pub(crate) async fn news(&self) {
        self.news.notified().await;
    }

    /// Takes all pending rings.
    pub(crate) fn take(&self) -> Vec<Ring> {
        std::mem::take(&mut *locked(&self.waiting)).into_values().collect()
    }

    /// Adds a pending ring.
    pub(crate) fn ring(&self, ring: Ring) {
        merge(&mut locked(&self.waiting), ring);
        self.news.notify_one();
    }
}

fn merge(waiting: &mut BTreeMap<MailboxId, Ring>, ring: Ring) {
    let Some(earlier) = waiting.get_mut(&ring.mailbox) else {
        waiting.insert(ring.mailbox, ring);
        return;
    };
    earlier.cursor = ring.cursor;
    if earlier.records.is_empty()
        || !follows(&earlier.records, &ring.records)
        || bytes_of(&earlier.records, &ring.records) > RING_MAX_BYTES
    {
        earlier.records.clear();
    } else {
        earlier.records.extend(ring.records);
    }
}

fn follows(earlier: &[PositionedRecord], later: &[PositionedRecord]) -> bool {
    match (earlier.last(), later.first()) {
        (Some(earlier), Some(later)) => earlier.seq + 1 == later.seq,
        _ => false,
    }
}

fn bytes_of(earlier: &[PositionedRecord], later: &[PositionedRecord]) -> usize {
    earlier.iter().chain(later).map(|positioned| positioned.record.size_bytes()).sum()
}

/// All listeners by mailbox.
#[derive(Default)]
pub(crate) struct Hub {
    listeners: Mutex<BTreeMap<MailboxId, Vec<Arc<Listener>>>>,
}

impl Hub {
    /// Adds a listener to a mailbox.
    pub(crate) fn join(&self, mailbox: MailboxId, listener: &Arc<Listener>) {
        locked(&self.listeners).entry(mailbox).or_default().push(Arc::clone(listener));
    }

    /// Removes a listener from mailboxes.
    pub(crate) fn leave(&self, mailboxes: &[MailboxId], listener: &Arc<Listener>) {
        let mut listeners = locked(&self.listeners);
        for mailbox in mailboxes {
            keep(&mut listeners, mailbox, |other| !Arc::ptr_eq(other, listener));
        }
    }

    /// Removes all listeners of a device from a mailbox when it is no longer a member.
    pub(crate) fn expel(&self, mailbox: &MailboxId, signing: &SigningKey) {
        keep(&mut locked(&self.listeners), mailbox, |listener| listener.signing != *signing);
    }

    /// Tells whether a mailbox has listeners.
    pub(crate) fn is_watched(&self, mailbox: &MailboxId) -> bool {
        locked(&self.listeners).contains_key(mailbox)
    }

    /// Rings all listeners of a mailbox.
    pub(crate) fn ring(&self, ring: &Ring) {
        let listeners = locked(&self.listeners).get(&ring.mailbox).cloned();
        for listener in listeners.into_iter().flatten() {
            listener.ring(ring.clone());
        }
    }
}

fn keep(
    listeners: &mut BTreeMap<MailboxId, Vec<Arc<Listener>>>,
    mailbox: &MailboxId,
    wanted: impl Fn(&Arc<Listener>) -> bool,
) {
    if let Some(here) = listeners.get_mut(mailbox) {
        here.retain(wanted);
        if here.is_empty() {
            listeners.remove(mailbox);
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

    use troth_wire::{Cursor, RunningHash, SealedRecord};

    use super::*;

    const MAILBOX: MailboxId = MailboxId::from_bytes([1; 16]);

    fn ring(seq: u64, body_bytes: usize) -> Ring {
        let record = SealedRecord::new(vec![1], vec![], vec![0; body_bytes]).unwrap();
        let records = vec![PositionedRecord { seq, day: 0, record }];
        Ring { mailbox: MAILBOX, cursor: Cursor { seq, running: RunningHash::START }, records }
    }

    fn check(rings: &[Ring], seqs_left: &[u64]) {
        let hub = Hub::default();
        let listener = Listener::new(SigningKey::from_bytes([2; 32]));
        hub.join(MAILBOX, &listener);
        rings.iter().for_each(|ring| hub.ring(ring));
        let taken = listener.take();
        let seqs: Vec<u64> = taken[0].records.iter().map(|positioned| positioned.seq).collect();
        assert_eq!(seqs, seqs_left);
        assert_eq!(taken[0].cursor, rings.last().unwrap().cursor);
        assert!(listener.take().is_empty());
    }

    #[test]
    fn rings_of_one_mailbox_merge_while_they_are_small_and_without_gaps() {
        check(&[ring(1, 10)], &[1]);
        check(&[ring(1, 10), ring(2, 10)], &[1, 2]);
        check(&[ring(1, 3000), ring(2, 3000)], &[]);
        check(&[ring(1, 3000), ring(2, 3000), ring(3, 10)], &[]);
        check(&[ring(1, 10), ring(3, 10)], &[]);
    }

    #[test]
    fn who_left_or_was_expelled_hears_nothing() {
        let hub = Hub::default();
        let listener = Listener::new(SigningKey::from_bytes([2; 32]));
        hub.join(MAILBOX, &listener);
        hub.expel(&MAILBOX, &SigningKey::from_bytes([3; 32]));
        assert!(hub.is_watched(&MAILBOX));
        hub.expel(&MAILBOX, &SigningKey::from_bytes([2; 32]));
        hub.join(MAILBOX, &listener);
        hub.leave(&[MAILBOX], &listener);
        hub.ring(&ring(1, 1));
        assert!(!hub.is_watched(&MAILBOX));
        assert!(listener.take().is_empty());
    }
}
