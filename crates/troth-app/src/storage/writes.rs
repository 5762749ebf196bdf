//! Writes on their way into local storage, and what became of those sent before.

use std::collections::BTreeMap;

use rand_core::CryptoRng;
use troth_vault::LocalKey;

use crate::effect::{Effect, Row, StoreFault, Table, Write};
use crate::storage::unread::Unread;

/// A failed write is tried again after this long.
pub(crate) const RETRY_MS: i64 = 3_000;

/// Writes gathered while one input is handled, and what became of those sent before.
///
/// A failed batch is kept and sent again with the next one: nothing that a person wrote is forgotten while the page
/// lives, and nothing goes to the relay before it is stored here.
#[derive(Default)]
pub(crate) struct Store {
    gathered: Vec<Write>,
    in_flight: BTreeMap<u64, Vec<Write>>,
    next_id: u64,
    fault: Option<StoreFault>,
    /// A failed batch is sent again no earlier than this.
    retry_at: i64,
    /// A new storage is being made: what is written meanwhile waits for it.
    is_held: bool,
    /// Rows that could not be read at the start.
    unread: Unread,
}

impl Store {
    pub(crate) fn put(&mut self, table: Table, key: impl Into<Vec<u8>>, value: Vec<u8>) {
        self.gather(Write::Put { table, key: key.into(), value });
    }

    pub(crate) fn put_sealed(&mut self, rng: &mut impl CryptoRng, local: &LocalKey, key: &[u8], plaintext: &[u8]) {
        self.put(Table::Sealed, key, local.seal(rng, key, plaintext));
    }

    pub(crate) fn delete(&mut self, table: Table, key: impl Into<Vec<u8>>) {
        self.gather(Write::Delete { table, key: key.into() });
    }

    pub(crate) fn extend(&mut self, writes: impl IntoIterator<Item = Write>) {
        writes.into_iter().for_each(|write| self.gather(write));
    }

    /// Gathers a write. A row that could not be read is moved out of its way first, in the same transaction.
    fn gather(&mut self, write: Write) {
        self.gathered.extend(self.unread.before(&write));
        self.gathered.push(write);
    }

    /// Watches over rows that could not be read.
    pub(crate) fn keep_unread(&mut self, unread: Unread) {
        self.unread = unread;
    }

    /// Watches over another row that can't be read.
    pub(crate) fn note_unread(&mut self, row: Row) {
        self.unread.note(row);
    }

    /// What the person is told about rows that could not be read.
    pub(crate) fn unread_banners(&self) -> Vec<&'static str> {
        self.unread.banners()
    }

    /// The person was told by this banner: its rows are kept out of the way from now on.
    pub(crate) fn put_unread_away(&mut self, banner: &str) {
        self.gathered.extend(self.unread.put_away(banner));
    }

    /// Whether a change of this row is not known to be stored yet.
    pub(crate) fn is_pending(&self, table: Table, key: &[u8]) -> bool {
        let changes = |write: &Write| match write {
            Write::Put { table: of, key: name, .. } | Write::Delete { table: of, key: name } => {
                *of == table && name == key
            }
        };
        self.gathered.iter().chain(self.in_flight.values().flatten()).any(changes)
    }

    /// Why the last write failed, while it has not been made good.
    pub(crate) fn fault(&self) -> Option<StoreFault> {
        self.fault
    }

    /// Sends what was gathered as one transaction. One at a time, so that they land in order.
    pub(crate) fn flush(&mut self, unix_ms: i64, effects: &mut Vec<Effect>) {
        let waits = self.fault.is_some() && unix_ms < self.retry_at;
        if !self.in_flight.is_empty() || waits || self.is_held {
            return;
        }
        self.flush_last(effects);
    }

    /// Sends what was gathered without waiting for what is under way: nobody will be here for a later turn.
    /// The shell carries transactions out in order. While a new storage is being made nothing is sent: neither key is
    /// sure to be the one that the next start finds.
    pub(crate) fn flush_last(&mut self, effects: &mut Vec<Effect>) {
        if self.gathered.is_empty() || self.is_held {
            return;
        }
        self.next_id += 1;
        let writes = std::mem::take(&mut self.gathered);
        self.in_flight.insert(self.next_id, writes.clone());
        effects.push(Effect::Store { id: self.next_id, writes });
    }

    /// Whether everything that was gathered is stored.
    pub(crate) fn is_idle(&self) -> bool {
        self.gathered.is_empty() && self.in_flight.is_empty() && self.fault.is_none()
    }

    /// Keeps back what is written from now on.
    pub(crate) fn hold(&mut self) {
        self.is_held = true;
    }

    /// Sends again what is written.
    pub(crate) fn release(&mut self) {
        self.is_held = false;
    }

    /// Seals all that waits under another storage key.
    pub(crate) fn reseal(&mut self, mut reseal: impl FnMut(&[u8], Vec<u8>) -> Vec<u8>) {
        for write in &mut self.gathered {
            if let Write::Put { table: Table::Sealed, key, value } = write {
                *value = reseal(key, std::mem::take(value));
            }
        }
        self.unread.reseal(reseal);
    }

    /// Takes the shell's answer and returns what is now safely stored. A failed batch waits to be sent again.
    pub(crate) fn stored(&mut self, id: u64, result: Result<(), StoreFault>, unix_ms: i64) -> Vec<Write> {
        let Some(mut writes) = self.in_flight.remove(&id) else { return Vec::new() };
        match result {
            Ok(()) => {
                self.fault = None;
                writes
            }
            Err(fault) => {
                self.fault = Some(fault);
                self.retry_at = unix_ms + RETRY_MS;
                writes.append(&mut self.gathered);
                self.gathered = writes;
                Vec::new()
            }
        }
    }
}
