//! Rows of local storage that can't be read: kept as they are, told to the person, and never written over.
//!
//! A row can be damaged by the browser or its disk, or written by a newer Troth. It stays where it is until something else
//! has to be put there, or the person puts its banner away; then it moves to a row of its own, in the same transaction:
//! `unread/<number>/<table>/<key>`. Nothing deletes it but wiping the device.
//!
//! A record is the exception: what the relay hands over under the same id is the record that could not be read, and takes
//! its place.

use troth_vault::LocalKey;

use crate::effect::{Row, Table, Write};
use crate::storage::rows::{CHORES, DRAFT, LINKING, Rows, SYNC};

/// Rows that were moved out of the way.
const MOVED: &[u8] = b"unread/";

/// What reading a row came to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stored<T> {
    /// There is no such row.
    Missing,
    Read(T),
    /// There is one, and what it says can't be read.
    Unreadable,
}

impl<T> Stored<T> {
    /// The value, where one can be read; what to do without it is the same whether or not a row is there.
    pub(crate) fn value(self) -> Option<T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Missing | Self::Unreadable => None,
        }
    }
}

/// Storage while it is read at the start, and what can't be read of it.
pub(crate) struct Opening<'a> {
    pub(crate) rows: &'a Rows,
    pub(crate) local: &'a LocalKey,
    unread: Unread,
}

impl<'a> Opening<'a> {
    pub(crate) fn new(rows: &'a Rows, local: &'a LocalKey) -> Self {
        let number = rows.table(Table::Sealed).filter(|(key, _)| key.starts_with(MOVED)).count();
        Self { rows, local, unread: Unread { rows: Vec::new(), number } }
    }

    /// Opens and decodes a sealed row.
    pub(crate) fn read<T>(&mut self, key: &[u8], decode: impl FnOnce(&[u8]) -> Option<T>) -> Stored<T> {
        let Some(value) = self.rows.sealed(key) else { return Stored::Missing };
        match self.local.open(key, value).ok().and_then(|opened| decode(&opened)) {
            Some(value) => Stored::Read(value),
            None => {
                self.keep(Table::Sealed, key);
                Stored::Unreadable
            }
        }
    }

    /// Opens and decodes every sealed row whose key starts with `prefix`; keys come without it.
    pub(crate) fn read_under<T>(&mut self, prefix: &[u8], decode: impl Fn(&[u8]) -> Option<T>) -> Vec<(Vec<u8>, T)> {
        let keys = self.rows.table(Table::Sealed).filter_map(|(key, _)| key.strip_prefix(prefix));
        let keys: Vec<Vec<u8>> = keys.map(<[u8]>::to_vec).collect();
        let row = |rest: Vec<u8>| {
            let value = self.read(&[prefix, &rest].concat(), &decode).value()?;
            Some((rest, value))
        };
        keys.into_iter().filter_map(row).collect()
    }

    /// Notes a row that can't be read.
    pub(crate) fn keep(&mut self, table: Table, key: &[u8]) {
        if let Some(value) = self.rows.get(table, key) {
            self.unread.rows.push(UnreadRow { table, key: key.to_vec(), value: value.to_vec(), moved: Moved::NotYet });
        }
    }

    /// What could not be read.
    pub(crate) fn unread(self) -> Unread {
        self.unread
    }
}

/// Rows that could not be read at the start.
#[derive(Default)]
pub(crate) struct Unread {
    rows: Vec<UnreadRow>,
    /// The number of the next row that is moved out of the way.
    number: usize,
}

struct UnreadRow {
    table: Table,
    key: Vec<u8>,
    value: Vec<u8>,
    moved: Moved,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moved {
    NotYet,
    /// What stands in its place is another row.
    Away,
}

impl Unread {
    /// Before something is written to or deleted from a row: moves away what stands there and can't be read.
    pub(crate) fn before(&mut self, write: &Write) -> Option<Write> {
        let (table, key) = match write {
            Write::Put { table, key, .. } | Write::Delete { table, key } => (*table, key),
        };
        let row = self.rows.iter().position(|row| row.table == table && row.key == *key)?;
        // A record with the same id comes from the relay, and is the one that could not be read.
        if table == Table::Records { None } else { self.move_away(row) }
    }

    /// Moves the rows that a banner tells of out of the way, and forgets that they were there.
    pub(crate) fn put_away(&mut self, banner: &str) -> Vec<Write> {
        let told = |row: &UnreadRow| row.banner() == Some(banner);
        let mut writes = Vec::new();
        for at in (0..self.rows.len()).filter(|at| told(&self.rows[*at])).collect::<Vec<_>>() {
            if let Some(away) = self.move_away(at) {
                let (table, key) = (self.rows[at].table, self.rows[at].key.clone());
                // A record that is kept here alone can't be sent.
                let outbox =
                    (table == Table::Records).then(|| Write::Delete { table: Table::Outbox, key: key.clone() });
                writes.extend([away, Write::Delete { table, key }].into_iter().chain(outbox));
            }
        }
        self.rows.retain(|row| !told(row));
        writes
    }

    /// Seals what stands in these rows under another storage key.
    pub(crate) fn reseal(&mut self, mut reseal: impl FnMut(&[u8], Vec<u8>) -> Vec<u8>) {
        for row in self.rows.iter_mut().filter(|row| row.table == Table::Sealed) {
            row.value = reseal(&row.key, std::mem::take(&mut row.value));
        }
    }

    fn move_away(&mut self, at: usize) -> Option<Write> {
        let row = &mut self.rows[at];
        if row.moved == Moved::Away {
            return None;
        }
        row.moved = Moved::Away;
        self.number += 1;
        let name = format!("{}/{}/", self.number, row.table.name());
        let key = [MOVED, name.as_bytes(), &row.key].concat();
        Some(Write::Put { table: Table::Sealed, key, value: row.value.clone() })
    }

    /// Notes a record that can't be read, once all that stands beside it was.
    pub(crate) fn note(&mut self, row: Row) {
        let Row { table, key, value } = row;
        self.rows.push(UnreadRow { table, key, value, moved: Moved::NotYet });
    }

    /// What the person is told: one message for each sort of thing, the gravest first.
    pub(crate) fn banners(&self) -> Vec<&'static str> {
        let told = ["banner-unread-words", "banner-unread-errands", "banner-unread-linking", "banner-unread-draft"];
        let told = told.into_iter().chain(["banner-unread"]);
        told.filter(|banner| self.rows.iter().any(|row| row.banner() == Some(*banner))).collect()
    }
}

/// The context that the value of a row in the table `sealed` is sealed with: the row's key, and for a row that was moved
/// out of the way the key it had before.
pub(crate) fn sealed_context(key: &[u8]) -> &[u8] {
    let moved = key.strip_prefix(MOVED).and_then(|rest| rest.splitn(3, |byte| *byte == b'/').nth(2));
    moved.unwrap_or(key)
}

impl UnreadRow {
    fn banner(&self) -> Option<&'static str> {
        match self.key.as_slice() {
            _ if self.table == Table::Records => Some("banner-unread-words"),
            CHORES => Some("banner-unread-errands"),
            LINKING => Some("banner-unread-linking"),
            key if key.starts_with(DRAFT) => Some("banner-unread-draft"),
            // Everything is asked of the relay again, so nothing is missing.
            key if key.starts_with(SYNC) => None,
            _ => Some("banner-unread"),
        }
    }
}
