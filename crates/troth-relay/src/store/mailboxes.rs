//! Mailboxes and their ends.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Row, params};
use troth_wire::{Cursor, ErrorCode, MailboxId, RunningHash, SigningKey};

use super::filing::{Unfiled, load_unfiled};
use super::places::{Places, RecordPlace};
use super::shares::{Amount, Shares};
use super::sides::{SideHead, load_sides};
use super::tail::{Change, Tail};
use super::writer::Tables;
use super::{RelayStore, StoreError};

/// Most mailboxes in the writer's cache (some 60 MB). Beyond it the cache is emptied.
const HEADS_MAX: usize = 32_768;

/// The state of a mailbox that an append needs.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) mailbox: MailboxId,
    /// The mailbox's key in other tables.
    pub(super) number: i64,
    pub(super) cursor: Cursor,
    /// Bytes of all records.
    pub(super) total: u64,
    /// How the quota is divided, and what is used of it.
    pub(super) shares: Shares,
    /// The sides that devices have enrolled in.
    pub(super) sides: Vec<SideHead>,
    /// The newest records, up to `cursor`, that are in no index yet.
    pub(super) unfiled: Vec<Unfiled>,
}

impl Head {
    /// Tells whether a device belongs to one of the sides.
    pub(super) fn has(&self, device: &SigningKey) -> bool {
        self.sides.iter().any(|side| side.devices.contains(device))
    }
}

/// A cache of mailbox heads. Only the writer changes mailboxes, so it stays true.
pub(super) struct Heads {
    known: BTreeMap<MailboxId, Head>,
    tail: Arc<Tail>,
}

impl Heads {
    pub(super) fn new(tail: Arc<Tail>) -> Self {
        Self { known: BTreeMap::new(), tail }
    }

    /// Returns the head of a mailbox for one of its devices; for others it does not exist.
    pub(super) fn of_member(
        &mut self,
        connection: &Connection,
        mailbox: &MailboxId,
        device: &SigningKey,
    ) -> Result<&mut Head, StoreError> {
        let head = self.of(connection, mailbox)?.ok_or(ErrorCode::NothingHere)?;
        if head.has(device) { Ok(head) } else { Err(ErrorCode::NothingHere.into()) }
    }

    pub(super) fn of(&mut self, connection: &Connection, mailbox: &MailboxId) -> Result<Option<&mut Head>, StoreError> {
        if !self.known.contains_key(mailbox) {
            let Some(head) = load_head(connection, &self.tail, mailbox)? else { return Ok(None) };
            self.known.insert(*mailbox, head);
        }
        Ok(self.known.get_mut(mailbox))
    }

    /// Empties the cache, for example after a rollback.
    pub(super) fn forget(&mut self) {
        self.known.clear();
    }

    /// Makes room. Call it between transactions only: until the commit, changes exist only here.
    pub(super) fn make_room(&mut self) {
        if self.known.len() >= HEADS_MAX {
            self.forget();
        }
    }
}

impl Tables<'_> {
    /// Makes a mailbox that nobody has enrolled in.
    pub(super) fn make_mailbox(&mut self, mailbox: &MailboxId, sides: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("INSERT INTO mailbox (id, sides) VALUES (?1, ?2)")?
            .execute(params![mailbox.as_bytes(), sides])?;
        let number = self.connection.last_insert_rowid();
        let (shares, sides, unfiled) = (Shares::of_new(sides), Vec::new(), Vec::new());
        let head = Head { mailbox: *mailbox, number, cursor: Cursor::START, total: 0, shares, sides, unfiled };
        self.heads.known.insert(*mailbox, head);
        Ok(())
    }

    fn delete_mailbox(&mut self, mailbox: &MailboxId, by: &SigningKey) -> Result<(), StoreError> {
        let head = self.heads.of_member(self.connection, mailbox, by)?;
        let number = head.number;
        // What two share is nobody's to delete, also while the other has not enrolled.
        if head.shares.sides > 1 || head.sides.iter().any(|side| side.devices.len() > 1) {
            return Err(ErrorCode::NotAlone.into());
        }
        for unfiled in &head.unfiled {
            self.connection.execute("DELETE FROM record WHERE rowid = ?1", [unfiled.place.row])?;
        }
        self.connection
            .execute("DELETE FROM record WHERE rowid IN (SELECT row FROM place WHERE mailbox = ?1)", [number])?;
        for table in ["place", "mark", "side", "device"] {
            self.connection.execute(&format!("DELETE FROM {table} WHERE mailbox = ?1"), [number])?;
        }
        self.connection.execute("DELETE FROM mailbox WHERE number = ?1", [number])?;
        self.heads.known.remove(mailbox);
        self.changes.push(Change::Filed(*mailbox));
        self.hub.expel(mailbox, by);
        Ok(())
    }
}

fn load_head(connection: &Connection, tail: &Tail, mailbox: &MailboxId) -> Result<Option<Head>, StoreError> {
    let read = |row: &Row<'_>| {
        let first = Amount { records: row.get(2)?, bytes: row.get(3)? };
        Ok((row.get(0)?, Shares { sides: row.get(1)?, first }))
    };
    let row = connection
        .prepare_cached("SELECT number, sides, first_records, first_bytes FROM mailbox WHERE id = ?1")?
        .query_row([mailbox.as_bytes()], read)
        .optional()?;
    let Some((number, shares)) = row else { return Ok(None) };
    let sides = load_sides(connection, number)?;
    let tail = tail.of(mailbox);
    let (cursor, total) = load_end(&Places::new(connection, number, &tail))?;
    let unfiled = load_unfiled(connection, &tail)?;
    Ok(Some(Head { mailbox: *mailbox, number, cursor, total, shares, sides, unfiled }))
}

/// Reads the end of a mailbox from its last record: the cursor and the total bytes.
pub(super) fn load_end(places: &Places<'_>) -> Result<(Cursor, u64), StoreError> {
    let Some(last) = places.last()? else { return Ok((Cursor::START, 0)) };
    let end = places.read(last, "running, total", |row| {
        Ok((Cursor { seq: last.seq, running: RunningHash::from_bytes(row.get(0)?) }, row.get(1)?))
    })?;
    end.ok_or_else(|| StoreError::missing_record(last.seq))
}

/// Returns the number of a mailbox for one of its devices.
pub(super) fn number_for(
    connection: &Connection,
    mailbox: &MailboxId,
    device: &SigningKey,
) -> Result<Option<i64>, StoreError> {
    let number = connection
        .prepare_cached(
            "SELECT number FROM mailbox JOIN device ON device.mailbox = number WHERE id = ?1 AND signing = ?2 LIMIT 1",
        )?
        .query_row(params![mailbox.as_bytes(), device.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(number)
}

impl RelayStore {
    /// Deletes a mailbox and everything in it, for the only device of its only side.
    pub(crate) async fn delete_mailbox(&self, mailbox: MailboxId, by: SigningKey) -> Result<(), StoreError> {
        self.write(move |tables| tables.delete_mailbox(&mailbox, &by)).await
    }

    /// Returns the end of each mailbox that the device may use, in the given order.
    pub(crate) async fn ends(
        &self,
        mailboxes: Vec<MailboxId>,
        device: SigningKey,
    ) -> Result<Vec<Option<Cursor>>, StoreError> {
        let tails: Vec<Vec<RecordPlace>> = mailboxes.iter().map(|mailbox| self.tail.of(mailbox)).collect();
        let asked = mailboxes.into_iter().zip(tails);
        self.readers
            .read(move |connection| {
                asked.map(|(mailbox, tail)| end_for(connection, &mailbox, &tail, &device)).collect()
            })
            .await
    }
}

fn end_for(
    connection: &Connection,
    mailbox: &MailboxId,
    tail: &[RecordPlace],
    device: &SigningKey,
) -> Result<Option<Cursor>, StoreError> {
    let Some(number) = number_for(connection, mailbox, device)? else { return Ok(None) };
    Ok(Some(load_end(&Places::new(connection, number, tail))?.0))
}
