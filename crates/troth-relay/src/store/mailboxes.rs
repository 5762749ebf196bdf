//! Mailboxes, their members, and their ends.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};
use troth_wire::limits::MAILBOX_MAX_MEMBERS;
use troth_wire::{Cursor, ErrorCode, MailboxId, RecordId, RunningHash, SigningKey};

use super::marks::load_unfiled;
use super::writer::Tables;
use super::{Store, StoreError};

/// Most mailboxes that the writer knows by heart (some 40 MB); beyond it it forgets all and starts again.
const HEADS_MAX: usize = 32_768;

/// What the writer must know about a mailbox to append to it.
#[derive(Debug)]
pub(super) struct Head {
    /// Stands for the mailbox in the tables.
    pub(super) number: i64,
    pub(super) cursor: Cursor,
    /// Bytes of all records.
    pub(super) total: u64,
    pub(super) members: Vec<SigningKey>,
    /// Ids of the newest records, up to `cursor`: those in no full run yet.
    pub(super) unfiled: Vec<RecordId>,
}

/// Ends of mailboxes that the writer has met; it alone changes them, so they stay true.
#[derive(Default)]
pub(super) struct Heads {
    known: BTreeMap<MailboxId, Head>,
}

impl Heads {
    /// Forgets everything, as after a transaction that was taken back.
    pub(super) fn forget(&mut self) {
        self.known.clear();
    }
}

impl Tables<'_> {
    /// Returns the head of a mailbox to one of its members; to others it isn't there.
    pub(super) fn head_for(&mut self, mailbox: &MailboxId, device: &SigningKey) -> Result<&mut Head, StoreError> {
        let head = self.head(mailbox)?.ok_or(ErrorCode::NothingHere)?;
        if head.members.contains(device) { Ok(head) } else { Err(ErrorCode::NothingHere.into()) }
    }

    fn head(&mut self, mailbox: &MailboxId) -> Result<Option<&mut Head>, StoreError> {
        if !self.heads.known.contains_key(mailbox) {
            let Some(head) = load_head(self.connection, mailbox)? else { return Ok(None) };
            if self.heads.known.len() >= HEADS_MAX {
                self.heads.forget();
            }
            self.heads.known.insert(*mailbox, head);
        }
        Ok(self.heads.known.get_mut(mailbox))
    }

    fn make_mailbox(&mut self, mailbox: &MailboxId, creator: &SigningKey) -> Result<(), StoreError> {
        if self.head(mailbox)?.is_some() {
            // To a member it is there already; to others it looks like every other mailbox that isn't theirs.
            return self.head_for(mailbox, creator).map(|_| ());
        }
        self.connection.prepare_cached("INSERT INTO mailbox (id) VALUES (?1)")?.execute([mailbox.as_bytes()])?;
        let number = self.connection.last_insert_rowid();
        insert_member(self.connection, number, creator)?;
        let head = Head { number, cursor: Cursor::START, total: 0, members: vec![*creator], unfiled: Vec::new() };
        self.heads.known.insert(*mailbox, head);
        Ok(())
    }

    fn add_member(&mut self, mailbox: &MailboxId, by: &SigningKey, new: &SigningKey) -> Result<(), StoreError> {
        let connection = self.connection;
        let head = self.head_for(mailbox, by)?;
        if head.members.contains(new) {
            return Ok(());
        }
        if head.members.len() >= MAILBOX_MAX_MEMBERS {
            return Err(ErrorCode::TooManyMembers.into());
        }
        insert_member(connection, head.number, new)?;
        head.members.push(*new);
        Ok(())
    }

    fn remove_member(&mut self, mailbox: &MailboxId, by: &SigningKey, gone: &SigningKey) -> Result<(), StoreError> {
        let connection = self.connection;
        let head = self.head_for(mailbox, by)?;
        if !head.members.contains(gone) {
            return Ok(());
        }
        if head.members.len() == 1 {
            return Err(ErrorCode::LastMember.into());
        }
        connection
            .prepare_cached("DELETE FROM member WHERE mailbox = ?1 AND signing = ?2")?
            .execute(params![head.number, gone.as_bytes()])?;
        head.members.retain(|member| member != gone);
        self.hub.expel(mailbox, gone);
        Ok(())
    }

    fn delete_mailbox(&mut self, mailbox: &MailboxId, by: &SigningKey) -> Result<(), StoreError> {
        let head = self.head_for(mailbox, by)?;
        if head.members.len() > 1 {
            return Err(ErrorCode::NotAlone.into());
        }
        let number = head.number;
        for table in ["record", "mark", "member"] {
            self.connection.execute(&format!("DELETE FROM {table} WHERE mailbox = ?1"), [number])?;
        }
        self.connection.execute("DELETE FROM mailbox WHERE number = ?1", [number])?;
        self.heads.known.remove(mailbox);
        self.hub.expel(mailbox, by);
        Ok(())
    }
}

fn insert_member(connection: &Connection, number: i64, signing: &SigningKey) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT INTO member (mailbox, signing) VALUES (?1, ?2)")?
        .execute(params![number, signing.as_bytes()])?;
    Ok(())
}

fn load_head(connection: &Connection, mailbox: &MailboxId) -> Result<Option<Head>, StoreError> {
    let number: Option<i64> = connection
        .prepare_cached("SELECT number FROM mailbox WHERE id = ?1")?
        .query_row([mailbox.as_bytes()], |row| row.get(0))
        .optional()?;
    let Some(number) = number else { return Ok(None) };
    let members = connection
        .prepare_cached("SELECT signing FROM member WHERE mailbox = ?1")?
        .query_map([number], |row| row.get(0).map(SigningKey::from_bytes))?
        .collect::<Result<_, _>>()?;
    let (cursor, total) = load_end(connection, number)?;
    let unfiled = load_unfiled(connection, number, cursor)?;
    Ok(Some(Head { number, cursor, total, members, unfiled }))
}

/// Reads the end of a mailbox off its last record: cursor and bytes in all.
pub(super) fn load_end(connection: &Connection, number: i64) -> Result<(Cursor, u64), StoreError> {
    let last = connection
        .prepare_cached("SELECT seq, running, total FROM record WHERE mailbox = ?1 ORDER BY seq DESC LIMIT 1")?
        .query_row([number], |row| {
            let cursor = Cursor { seq: row.get(0)?, running: RunningHash::from_bytes(row.get(1)?) };
            Ok((cursor, row.get(2)?))
        })
        .optional()?;
    Ok(last.unwrap_or((Cursor::START, 0)))
}

/// Returns the number of a mailbox to one of its members.
pub(super) fn number_for(
    connection: &Connection,
    mailbox: &MailboxId,
    device: &SigningKey,
) -> Result<Option<i64>, StoreError> {
    let number = connection
        .prepare_cached(
            "SELECT number FROM mailbox JOIN member ON member.mailbox = number WHERE id = ?1 AND signing = ?2",
        )?
        .query_row(params![mailbox.as_bytes(), device.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(number)
}

impl Store {
    /// Makes a mailbox with its first member; nothing happens when that is a member already.
    pub(crate) async fn make_mailbox(&self, mailbox: MailboxId, creator: SigningKey) -> Result<(), StoreError> {
        self.write(move |tables| tables.make_mailbox(&mailbox, &creator)).await
    }

    /// Lets one more device in.
    pub(crate) async fn add_member(
        &self,
        mailbox: MailboxId,
        by: SigningKey,
        new: SigningKey,
    ) -> Result<(), StoreError> {
        self.write(move |tables| tables.add_member(&mailbox, &by, &new)).await
    }

    /// Shows a device out; nothing happens when it is no member.
    pub(crate) async fn remove_member(
        &self,
        mailbox: MailboxId,
        by: SigningKey,
        gone: SigningKey,
    ) -> Result<(), StoreError> {
        self.write(move |tables| tables.remove_member(&mailbox, &by, &gone)).await
    }

    /// Deletes a mailbox and everything in it, for its only member.
    pub(crate) async fn delete_mailbox(&self, mailbox: MailboxId, by: SigningKey) -> Result<(), StoreError> {
        self.write(move |tables| tables.delete_mailbox(&mailbox, &by)).await
    }

    /// Returns the end of each mailbox that the device is a member of, in the asked order.
    pub(crate) async fn ends(
        &self,
        mailboxes: Vec<MailboxId>,
        device: SigningKey,
    ) -> Result<Vec<Option<Cursor>>, StoreError> {
        self.readers
            .read(move |connection| mailboxes.iter().map(|mailbox| end_for(connection, mailbox, &device)).collect())
            .await
    }
}

fn end_for(connection: &Connection, mailbox: &MailboxId, device: &SigningKey) -> Result<Option<Cursor>, StoreError> {
    let Some(number) = number_for(connection, mailbox, device)? else { return Ok(None) };
    Ok(Some(load_end(connection, number)?.0))
}
