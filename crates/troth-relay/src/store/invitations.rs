//! The drop box of an invitation: six slots, each written once, removed after a week.

use rusqlite::{Connection, OptionalExtension, params};
use troth_wire::limits::INVITATION_DAYS;
use troth_wire::{ErrorCode, InvitationId, SigningKey};

use super::writer::Tables;
use super::{RelayStore, StoreError};

impl RelayStore {
    /// Makes an invitation with its first message. Repeating it with the same message changes nothing.
    pub(crate) async fn make_invitation(
        &self,
        invitation: InvitationId,
        creator: SigningKey,
        message: Vec<u8>,
    ) -> Result<(), StoreError> {
        self.write(move |tables| {
            sweep(tables)?;
            if !exists(tables.connection, &invitation, tables.day)? {
                insert(tables, &invitation, &creator)?;
            }
            put_once(tables.connection, &invitation, 0, &message)
        })
        .await
    }

    /// Writes a slot once; repeating the same message changes nothing.
    pub(crate) async fn answer_invitation(
        &self,
        invitation: InvitationId,
        slot: u8,
        message: Vec<u8>,
    ) -> Result<(), StoreError> {
        self.write(move |tables| {
            if !exists(tables.connection, &invitation, tables.day)? {
                return Err(ErrorCode::NothingHere.into());
            }
            put_once(tables.connection, &invitation, slot, &message)
        })
        .await
    }

    /// Reads a slot. A missing, unwritten or expired one has the same answer.
    pub(crate) async fn read_invitation(
        &self,
        invitation: InvitationId,
        slot: u8,
        today: u16,
    ) -> Result<Vec<u8>, StoreError> {
        self.readers
            .read(move |connection| {
                let message =
                    if exists(connection, &invitation, today)? { read(connection, &invitation, slot)? } else { None };
                message.ok_or_else(|| ErrorCode::NothingHere.into())
            })
            .await
    }

    /// Removes an invitation with all its messages, for its creator only.
    pub(crate) async fn withdraw_invitation(
        &self,
        invitation: InvitationId,
        creator: SigningKey,
    ) -> Result<(), StoreError> {
        self.write(move |tables| withdraw(tables, &invitation, &creator)).await
    }
}

/// Removes expired invitations.
pub(super) fn sweep(tables: &Tables<'_>) -> Result<(), StoreError> {
    let oldest = oldest_day(tables.day);
    tables
        .connection
        .prepare_cached(
            "DELETE FROM invitation_message WHERE invitation IN (SELECT id FROM invitation WHERE day < ?1)",
        )?
        .execute([oldest])?;
    tables.connection.prepare_cached("DELETE FROM invitation WHERE day < ?1")?.execute([oldest])?;
    Ok(())
}

/// The relay knows only days, so an invitation lives between seven and eight times 24 hours.
fn oldest_day(today: u16) -> i64 {
    i64::from(today) - i64::from(INVITATION_DAYS)
}

fn exists(connection: &Connection, invitation: &InvitationId, today: u16) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM invitation WHERE id = ?1 AND day >= ?2")?;
    Ok(statement.exists(params![invitation.as_bytes(), oldest_day(today)])?)
}

fn insert(tables: &Tables<'_>, invitation: &InvitationId, creator: &SigningKey) -> Result<(), StoreError> {
    tables
        .connection
        .prepare_cached("INSERT INTO invitation (id, creator, day) VALUES (?1, ?2, ?3)")?
        .execute(params![invitation.as_bytes(), creator.as_bytes(), tables.day])?;
    Ok(())
}

fn put_once(connection: &Connection, invitation: &InvitationId, slot: u8, message: &[u8]) -> Result<(), StoreError> {
    match read(connection, invitation, slot)? {
        Some(there) if there == message => Ok(()),
        Some(_) => Err(ErrorCode::Taken.into()),
        None => {
            connection
                .prepare_cached("INSERT INTO invitation_message (invitation, slot, message) VALUES (?1, ?2, ?3)")?
                .execute(params![invitation.as_bytes(), slot, message])?;
            Ok(())
        }
    }
}

fn read(connection: &Connection, invitation: &InvitationId, slot: u8) -> Result<Option<Vec<u8>>, StoreError> {
    let message = connection
        .prepare_cached("SELECT message FROM invitation_message WHERE invitation = ?1 AND slot = ?2")?
        .query_row(params![invitation.as_bytes(), slot], |row| row.get(0))
        .optional()?;
    Ok(message)
}

fn withdraw(tables: &Tables<'_>, invitation: &InvitationId, creator: &SigningKey) -> Result<(), StoreError> {
    let removed = tables
        .connection
        .prepare_cached("DELETE FROM invitation WHERE id = ?1 AND creator = ?2")?
        .execute(params![invitation.as_bytes(), creator.as_bytes()])?;
    if removed == 0 {
        return Err(ErrorCode::NothingHere.into());
    }
    tables
        .connection
        .prepare_cached("DELETE FROM invitation_message WHERE invitation = ?1")?
        .execute([invitation.as_bytes()])?;
    Ok(())
}
