//! Recovery blobs. The blob's id is the capability to read, the write token the capability to replace.

use rusqlite::{Connection, OptionalExtension, params};
use troth_wire::{BlobId, ErrorCode, WriteToken};

use super::{RelayStore, StoreError};

const WRITE_HASH_CONTEXT: &str = "troth relay recovery write token v1";

impl RelayStore {
    /// Places or replaces a blob. The first write fixes the token.
    pub(crate) async fn put_recovery(&self, id: BlobId, token: WriteToken, blob: Vec<u8>) -> Result<(), StoreError> {
        let hash = hash_of(&token);
        self.write(move |tables| match write_hash(tables.connection, &id)? {
            None => insert(tables.connection, &id, &hash, &blob),
            Some(known) if known == hash => replace(tables.connection, &id, &blob),
            Some(_) => Err(ErrorCode::WrongToken.into()),
        })
        .await
    }

    /// Removes a blob; a missing one changes nothing.
    pub(crate) async fn erase_recovery(&self, id: BlobId, token: WriteToken) -> Result<(), StoreError> {
        let hash = hash_of(&token);
        self.write(move |tables| match write_hash(tables.connection, &id)? {
            None => Ok(()),
            Some(known) if known == hash => erase(tables.connection, &id),
            Some(_) => Err(ErrorCode::WrongToken.into()),
        })
        .await
    }

    /// Reads a blob.
    pub(crate) async fn read_recovery(&self, id: BlobId) -> Result<Vec<u8>, StoreError> {
        self.readers
            .read(move |connection| {
                let blob = connection
                    .prepare_cached("SELECT blob FROM recovery WHERE id = ?1")?
                    .query_row([id.as_bytes()], |row| row.get(0))
                    .optional()?;
                blob.ok_or_else(|| ErrorCode::NothingHere.into())
            })
            .await
    }
}

/// Returns a `blake3::Hash`, because its comparison takes constant time.
fn hash_of(token: &WriteToken) -> blake3::Hash {
    blake3::Hash::from_bytes(blake3::derive_key(WRITE_HASH_CONTEXT, token.as_bytes()))
}

fn write_hash(connection: &Connection, id: &BlobId) -> Result<Option<blake3::Hash>, StoreError> {
    let hash = connection
        .prepare_cached("SELECT write_hash FROM recovery WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0).map(blake3::Hash::from_bytes))
        .optional()?;
    Ok(hash)
}

fn insert(connection: &Connection, id: &BlobId, hash: &blake3::Hash, blob: &[u8]) -> Result<(), StoreError> {
    connection.prepare_cached("INSERT INTO recovery (id, write_hash, blob) VALUES (?1, ?2, ?3)")?.execute(params![
        id.as_bytes(),
        hash.as_bytes(),
        blob
    ])?;
    Ok(())
}

fn replace(connection: &Connection, id: &BlobId, blob: &[u8]) -> Result<(), StoreError> {
    connection.prepare_cached("UPDATE recovery SET blob = ?2 WHERE id = ?1")?.execute(params![id.as_bytes(), blob])?;
    Ok(())
}

fn erase(connection: &Connection, id: &BlobId) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM recovery WHERE id = ?1")?.execute([id.as_bytes()])?;
    Ok(())
}
