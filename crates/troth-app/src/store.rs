//! What stands in local storage, and how it gets there.
//!
//! | table | key | value |
//! |---|---|---|
//! | plain | `key` | 0 and the storage key, or 1 and its locked form |
//! | plain | `notice` | present once the device notice was read |
//! | sealed | `device` | this device's keys |
//! | sealed | `keyring` | the partner's keys |
//! | sealed | `next-device` | after a recovery: the device that takes over from the paper device |
//! | sealed | `chores` | errands at the relay that are still to be done |
//! | sealed | `linking` | a linking in progress |
//! | sealed | `newcomer` | the keys of a device that another of one's own is letting in |
//! | sealed | `device-changes` | which changes of own devices came here when, and which were put away here |
//! | sealed | `draft/<field>` | what is being typed or chosen |
//! | sealed | `out` | the shared stream that this device has left without a word |
//! | sealed | `let-go` | earlier shared streams whose record was taken off this device |
//! | sealed | `sync/<mailbox>` | the pull cursor |
//! | sealed | `unread/<number>/<table>/<key>` | a row that could not be read, as it stood (see `unread.rs`) |
//! | records | mailbox, position or id | a record as the relay carries it |
//! | outbox | mailbox, id | a record that the relay has not acknowledged |
//!
//! Values in `sealed` are sealed under the storage key with the row's key as context, so rows can't be swapped.

use std::collections::BTreeMap;

use litemap::LiteMap;
use rand_core::CryptoRng;
use troth_vault::LocalKey;

use crate::effect::{Effect, Row, StoreFault, Table, Write};
use crate::unread::Unread;

/// A failed write is tried again after this long.
pub(crate) const RETRY_MS: i64 = 3_000;

/// Rows of `plain`.
pub(crate) const KEY: &[u8] = b"key";
/// Present once the device notice was read.
pub(crate) const NOTICE: &[u8] = b"notice";
/// Rows of `sealed`.
pub(crate) const DEVICE: &[u8] = b"device";
pub(crate) const KEYRING: &[u8] = b"keyring";
pub(crate) const NEXT_DEVICE: &[u8] = b"next-device";
pub(crate) const CHORES: &[u8] = b"chores";
pub(crate) const LINKING: &[u8] = b"linking";
pub(crate) const NEWCOMER: &[u8] = b"newcomer";
pub(crate) const DRAFT: &[u8] = b"draft/";
/// The shared stream that this device has left without a word, since it may not write.
pub(crate) const OUT: &[u8] = b"out";
/// The changes of own devices that this device has come to know, and which were put away on it.
pub(crate) const DEVICE_CHANGES: &[u8] = b"device-changes";
/// Earlier shared streams whose record was taken off this device: their names, one after the other.
pub(crate) const LET_GO: &[u8] = b"let-go";
pub(crate) const SYNC: &[u8] = b"sync/";

/// Writes gathered while one input is handled, and what became of those sent before.
///
/// A failed batch is kept and sent again with the next one: nothing that a person wrote is forgotten while the page
/// lives, and nothing goes to the relay before it is stored here.
#[derive(Default)]
pub(crate) struct Store {
    gathered: Vec<Write>,
    in_flight: LiteMap<u64, Vec<Write>>,
    next_id: u64,
    fault: Option<StoreFault>,
    /// A failed batch is sent again no earlier than this.
    retry_at: i64,
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

    /// What the person is told about rows that could not be read.
    pub(crate) fn unread_banners(&self) -> Vec<&'static str> {
        self.unread.banners()
    }

    /// The person was told by this banner: its rows are kept out of the way from now on.
    pub(crate) fn put_unread_away(&mut self, banner: &str) {
        self.gathered.extend(self.unread.put_away(banner));
    }

    /// Why the last write failed, while it has not been made good.
    pub(crate) fn fault(&self) -> Option<StoreFault> {
        self.fault
    }

    /// Sends what was gathered as one transaction. One at a time, so that they land in order.
    pub(crate) fn flush(&mut self, unix_ms: i64, effects: &mut Vec<Effect>) {
        let waits = self.fault.is_some() && unix_ms < self.retry_at;
        if !self.in_flight.is_empty() || waits {
            return;
        }
        self.flush_last(effects);
    }

    /// Sends what was gathered without waiting for what is under way: nobody will be here for a later turn.
    /// The shell carries transactions out in order.
    pub(crate) fn flush_last(&mut self, effects: &mut Vec<Effect>) {
        if self.gathered.is_empty() {
            return;
        }
        self.next_id += 1;
        let writes = std::mem::take(&mut self.gathered);
        self.in_flight.insert(self.next_id, writes.clone());
        effects.push(Effect::Store { id: self.next_id, writes });
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

/// The rows that were there at the start.
pub(crate) struct Rows(BTreeMap<(Table, Vec<u8>), Vec<u8>>);

impl Rows {
    pub(crate) fn new(rows: Vec<Row>) -> Self {
        Self(rows.into_iter().map(|row| ((row.table, row.key), row.value)).collect())
    }

    pub(crate) fn plain(&self, key: &[u8]) -> Option<&[u8]> {
        self.get(Table::Plain, key)
    }

    /// A sealed row as it stands there.
    pub(crate) fn sealed(&self, key: &[u8]) -> Option<&[u8]> {
        self.get(Table::Sealed, key)
    }

    pub(crate) fn get(&self, table: Table, key: &[u8]) -> Option<&[u8]> {
        self.0.get(&(table, key.to_vec())).map(Vec::as_slice)
    }

    /// Every row of a table, by key.
    pub(crate) fn table(&self, table: Table) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.0
            .range((table, Vec::new())..)
            .take_while(move |((of, _), _)| *of == table)
            .map(|((_, key), value)| (key.as_slice(), value.as_slice()))
    }
}
