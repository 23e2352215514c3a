//! Files that calls show, and how platforms name them.

use std::sync::Arc;

use rusqlite::{OptionalExtension as _, params};
use tertulia_core::file::{CallFile, FileHash, OutgoingFile};

use super::{
    failure::Failure,
    time::{millis, timestamp},
    transaction::Transaction,
};
use crate::{AccountId, Upload};

/// Keeps the bytes that a call shows.
pub(super) fn keep(transaction: &Transaction<'_>, files: &[OutgoingFile], now: i64) -> Result<(), Failure> {
    for OutgoingFile { file, bytes, .. } in files {
        let hash = file.hash.as_bytes();
        let known = transaction
            .statement("UPDATE files SET kept_at = max(kept_at, ?2) WHERE hash = ?1")?
            .execute(params![hash, now])?;
        if known == 0 {
            transaction
                .statement("INSERT INTO files (hash, kept_at, bytes) VALUES (?, ?, ?)")?
                .execute(params![hash, now, &**bytes])?;
        }
    }
    Ok(())
}

/// The bytes of a file.
pub(super) fn bytes(transaction: &Transaction<'_>, hash: &FileHash) -> Result<Option<Arc<[u8]>>, Failure> {
    let found = transaction
        .statement("SELECT bytes FROM files WHERE hash = ?")?
        .query_row([hash.as_bytes()], |row| Ok(Arc::from(row.get_ref(0)?.as_blob()?)))
        .optional()?;
    Ok(found)
}

/// How a platform names a file, if that is still good.
pub(super) fn upload(
    transaction: &Transaction<'_>,
    account: AccountId,
    file: &CallFile,
    now: i64,
) -> Result<Option<Upload>, Failure> {
    let CallFile { hash, kind, name, mime_type, .. } = file;
    let found = transaction
        .statement(
            "SELECT platform_id, uploaded_at, expires_at FROM uploads
             WHERE account = ? AND hash = ? AND kind = ? AND name = ? AND mime_type = ? AND expires_at > ?",
        )?
        .query_row(params![account.0, hash.as_bytes(), kind.name(), name, mime_type, now], |row| {
            let (at, expires) = (timestamp(row.get(1)?), timestamp(row.get(2)?));
            Ok(Upload { id: row.get(0)?, at, expires })
        })
        .optional()?;
    Ok(found)
}

/// Keeps how a platform names a file.
pub(super) fn keep_upload(
    transaction: &Transaction<'_>,
    account: AccountId,
    file: &CallFile,
    upload: &Upload,
) -> Result<(), Failure> {
    let CallFile { hash, kind, name, mime_type, .. } = file;
    let Upload { id, at, expires } = upload;
    transaction
        .statement(
            "INSERT OR REPLACE INTO uploads
                (account, hash, kind, name, mime_type, platform_id, uploaded_at, expires_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            account.0,
            hash.as_bytes(),
            kind.name(),
            name,
            mime_type,
            id,
            millis(*at),
            millis(*expires)
        ])?;
    Ok(())
}

/// Forgets how a platform names a file.
pub(super) fn forget_upload(
    transaction: &Transaction<'_>,
    account: AccountId,
    file: &CallFile,
) -> Result<(), Failure> {
    let CallFile { hash, kind, name, mime_type, .. } = file;
    transaction
        .statement(
            "DELETE FROM uploads WHERE account = ? AND hash = ? AND kind = ? AND name = ? AND mime_type = ?",
        )?
        .execute(params![account.0, hash.as_bytes(), kind.name(), name, mime_type])?;
    Ok(())
}
