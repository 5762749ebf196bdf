//! What stands in local storage, as it was found at the start.
//!
//! | table | key | value |
//! |---|---|---|
//! | plain | `key` | 0 and the storage key, or 1 and its locked form |
//! | plain | `notice` | present once the device notice was read |
//! | plain | `invited` | the fragment of an invitation that was opened and not answered yet, before there is a key |
//! | plain | `whole` | the shell's own mark of a storage that isn't half of a move; the app never sees it |
//! | sealed | `device` | this device's keys |
//! | sealed | `keyring` | the partner's keys |
//! | sealed | `next-device` | after a recovery: the device that takes over from the paper device |
//! | sealed | `admitted` | what this device's side of each mailbox was last brought to |
//! | sealed | `chores` | errands at the relay that are still to be done |
//! | sealed | `linking` | a linking in progress |
//! | sealed | `newcomer` | the keys of a device that another of one's own is letting in |
//! | sealed | `device-changes` | which changes of own devices came here when, and which were put away here |
//! | sealed | `draft/<field>` | what is being typed or chosen |
//! | sealed | `out` | the shared stream that this device has left without a word |
//! | sealed | `news` | what came from the other and was opened or put away here
//! | sealed | `way` | where the person is in this, and which readings Today offered
//! | sealed | `let-go` | earlier shared streams whose record was taken off this device |
//! | sealed | `keeper` | after a link has ended: who runs the server, as this person says |
//! | sealed | `bars` | how far a removed device's word about devices and keys goes, as its removal came here |
//! | sealed | `wrote` | which devices wrote under this person's own tag |
//! | sealed | `held/round/<round>`, `held/hand/<entry>` | an answer or marks that wait here for the hour of their round |
//! | sealed | `place` | where the person is in the app; nothing on Today, or where a lock is set |
//! | sealed | `sync/<mailbox>` | the pull cursor |
//! | sealed | `unread/<number>/<table>/<key>` | a row that could not be read, as it stood (see `unread.rs` beside this) |
//! | records | mailbox, position or id | a record as the relay carries it |
//! | outbox | mailbox, id | a record that the relay has not acknowledged |
//!
//! Values in `sealed` are sealed under the storage key with the row's key as context, so rows can't be swapped.

use std::collections::BTreeMap;

use crate::effect::{Row, Table};

/// Rows of `plain`.
pub(crate) const KEY: &[u8] = b"key";
/// Present once the device notice was read.
pub(crate) const NOTICE: &[u8] = b"notice";
/// An invitation that was opened and not answered yet, before there is a key.
pub(crate) const INVITED: &[u8] = b"invited";
/// Rows of `sealed`.
pub(crate) const DEVICE: &[u8] = b"device";
pub(crate) const KEYRING: &[u8] = b"keyring";
pub(crate) const NEXT_DEVICE: &[u8] = b"next-device";
pub(crate) const CHORES: &[u8] = b"chores";
/// What this device's side of each mailbox at the relay was last brought to.
pub(crate) const ADMITTED: &[u8] = b"admitted";
pub(crate) const LINKING: &[u8] = b"linking";
pub(crate) const NEWCOMER: &[u8] = b"newcomer";
pub(crate) const DRAFT: &[u8] = b"draft/";
/// The shared stream that this device has left without a word, since it may not write.
pub(crate) const OUT: &[u8] = b"out";
/// The changes of own devices that this device has come to know, and which were put away on it.
pub(crate) const DEVICE_CHANGES: &[u8] = b"device-changes";
/// What came from the other and was opened or put away here.
pub(crate) const NEWS: &[u8] = b"news";
/// What this device remembers of the way.
pub(crate) const WAY: &[u8] = b"way";
/// Earlier shared streams whose record was taken off this device: their names, one after the other.
pub(crate) const LET_GO: &[u8] = b"let-go";
/// After a link has ended: who runs the server, as this person says.
pub(crate) const KEEPER: &[u8] = b"keeper";
/// How far the word of removed devices about devices and keys goes.
pub(crate) const BARS: &[u8] = b"bars";
/// Which devices wrote under this person's own tag.
pub(crate) const WROTE: &[u8] = b"wrote";
/// An answer to a planned check-in, and the marks of a hand, that wait for their hour.
pub(crate) const HELD_ROUND: &[u8] = b"held/round/";
pub(crate) const HELD_HAND: &[u8] = b"held/hand/";
/// Where the person is in the app.
pub(crate) const PLACE: &[u8] = b"place";
pub(crate) const SYNC: &[u8] = b"sync/";

/// The rows that were there at the start.
pub(crate) struct Rows(BTreeMap<(Table, Vec<u8>), Vec<u8>>);

impl Rows {
    pub(crate) fn new(rows: Vec<Row>) -> Self {
        Self(rows.into_iter().map(|row| ((row.table, row.key), row.value)).collect())
    }

    /// Adds rows that were read later.
    pub(crate) fn add(&mut self, rows: Vec<Row>) {
        self.0.extend(rows.into_iter().map(|row| ((row.table, row.key), row.value)));
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
