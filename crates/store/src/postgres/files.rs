//! Files that calls show, and how platforms name them.

use std::{collections::BTreeMap, sync::Arc};

use tertulia_core::file::{CallFile, FileHash, OutgoingFile};

use super::{failure::Failure, transaction::Transaction};
use crate::{
    AccountId, Upload,
    rules::time::{millis, timestamp},
};

/// Keeps the bytes that calls show which are made at these times.
pub(super) async fn keep(transaction: &Transaction, files: &[(i64, &OutgoingFile)]) -> Result<(), Failure> {
    // Each once, and in one order for everybody.
    let mut shown = BTreeMap::<&[u8], (i64, &[u8])>::new();
    for (now, OutgoingFile { file, bytes, .. }) in files {
        let (kept_at, _) = shown.entry(file.hash.as_bytes()).or_insert((*now, bytes));
        *kept_at = (*kept_at).max(*now);
    }
    if shown.is_empty() {
        return Ok(());
    }
    let hashes: Vec<&[u8]> = shown.keys().copied().collect();
    let times: Vec<i64> = shown.values().map(|(now, _)| *now).collect();
    let known = transaction
        .rows(
            "UPDATE files f SET kept_at = greatest(f.kept_at, new.kept_at)
             FROM unnest($1::bytea[], $2::bigint[]) new (hash, kept_at) WHERE f.hash = new.hash RETURNING f.hash",
            &[&hashes, &times],
        )
        .await?;
    for row in &known {
        shown.remove(row.try_get::<_, &[u8]>(0)?);
    }
    for (hash, (now, bytes)) in shown {
        transaction
            .execute(
                "INSERT INTO files (hash, kept_at, bytes) VALUES ($1, $2, $3)
                 ON CONFLICT (hash) DO UPDATE SET kept_at = greatest(files.kept_at, excluded.kept_at)",
                &[&hash, &now, &bytes],
            )
            .await?;
    }
    Ok(())
}

/// The bytes of a file.
pub(super) async fn bytes(transaction: &Transaction, hash: &FileHash) -> Result<Option<Arc<[u8]>>, Failure> {
    let hash: &[u8] = hash.as_bytes();
    let found = transaction.row("SELECT bytes FROM files WHERE hash = $1", &[&hash]).await?;
    found.map(|row| Ok(Arc::from(row.try_get::<_, &[u8]>(0)?))).transpose()
}

/// How a platform names a file, if that is still good.
pub(super) async fn upload(
    transaction: &Transaction,
    account: AccountId,
    file: &CallFile,
    now: i64,
) -> Result<Option<Upload>, Failure> {
    let CallFile { hash, kind, name, mime_type, .. } = file;
    let (hash, kind): (&[u8], &str) = (hash.as_bytes(), kind.name());
    let found = transaction
        .row(
            "SELECT platform_id, uploaded_at, expires_at FROM uploads
             WHERE account = $1 AND hash = $2 AND kind = $3 AND name = $4 AND mime_type = $5 AND expires_at > $6",
            &[&account.0, &hash, &kind, name, mime_type, &now],
        )
        .await?;
    found
        .map(|row| {
            let (at, expires) = (timestamp(row.try_get(1)?), timestamp(row.try_get(2)?));
            Ok(Upload { id: row.try_get(0)?, at, expires })
        })
        .transpose()
}

/// Keeps how a platform names a file.
pub(super) async fn keep_upload(
    transaction: &Transaction,
    account: AccountId,
    file: &CallFile,
    upload: &Upload,
) -> Result<(), Failure> {
    let CallFile { hash, kind, name, mime_type, .. } = file;
    let (hash, kind): (&[u8], &str) = (hash.as_bytes(), kind.name());
    let (at, expires) = (millis(upload.at), millis(upload.expires));
    transaction
        .execute(
            "INSERT INTO uploads (account, hash, kind, name, mime_type, platform_id, uploaded_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (account, hash, kind, name, mime_type) DO UPDATE
                SET platform_id = excluded.platform_id, uploaded_at = excluded.uploaded_at,
                    expires_at = excluded.expires_at",
            &[&account.0, &hash, &kind, name, mime_type, &upload.id, &at, &expires],
        )
        .await?;
    Ok(())
}

/// Forgets how a platform names a file.
pub(super) async fn forget_upload(
    transaction: &Transaction,
    account: AccountId,
    file: &CallFile,
) -> Result<(), Failure> {
    let CallFile { hash, kind, name, mime_type, .. } = file;
    let (hash, kind): (&[u8], &str) = (hash.as_bytes(), kind.name());
    transaction
        .execute(
            "DELETE FROM uploads WHERE account = $1 AND hash = $2 AND kind = $3 AND name = $4 AND mime_type = $5",
            &[&account.0, &hash, &kind, name, mime_type],
        )
        .await?;
    Ok(())
}
