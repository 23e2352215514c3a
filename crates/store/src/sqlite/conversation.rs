//! Mailboxes: which one an event belongs into.

use rusqlite::{OptionalExtension as _, params};
use tertulia_core::Chat;

use super::{failure::Failure, transaction::Transaction};
use crate::{AccountId, rules::chat::NativeChat};

/// A conversation an event is put into.
pub(super) struct Conversation {
    /// Our number of it.
    pub(super) id: i64,
    /// Our number of its chat.
    pub(super) chat: i64,
    /// Whether nobody handles it.
    pub(super) free: bool,
    /// Whether nobody handles it because its mailbox is empty.
    pub(super) idle: bool,
    /// It waits until then for an event that failed.
    pub(super) held_until: Option<i64>,
}

/// The conversation of a user at a place, a new one if there is none.
pub(super) fn open(
    transaction: &Transaction<'_>,
    account: AccountId,
    user: i64,
    place: &Chat,
) -> Result<Conversation, Failure> {
    let chat = open_chat(transaction, account, &NativeChat::of(place, user))?;
    let thread = place.thread.as_deref().unwrap_or_default();
    let business = place.business.as_deref().unwrap_or_default();
    let found = transaction
        .statement(
            "SELECT id, owner IS NULL, owner IS NULL AND wake_at IS NULL, held_until FROM conversations
             WHERE chat = ? AND user = ? AND thread = ? AND business = ?",
        )?
        .query_row(params![chat, user, thread, business], |row| {
            Ok(Conversation {
                id: row.get(0)?,
                chat,
                free: row.get(1)?,
                idle: row.get(2)?,
                held_until: row.get(3)?,
            })
        })
        .optional()?;
    if let Some(found) = found {
        return Ok(found);
    }
    let id = transaction
        .statement(
            "INSERT INTO conversations (account, chat, user, thread, business) VALUES (?, ?, ?, ?, ?)",
        )?
        .insert(params![account.0, chat, user, thread, business])?;
    Ok(Conversation { id, chat, free: true, idle: true, held_until: None })
}

/// Our number of a chat, a new one if there is none.
pub(super) fn open_chat(
    transaction: &Transaction<'_>,
    account: AccountId,
    native: &NativeChat<'_>,
) -> Result<i64, Failure> {
    let native = native.to_string();
    let found = transaction
        .statement("SELECT id FROM chats WHERE account = ? AND native = ?")?
        .query_row(params![account.0, native], |row| row.get(0))
        .optional()?;
    if let Some(found) = found {
        return Ok(found);
    }
    let id = transaction
        .statement("INSERT INTO chats (account, native) VALUES (?, ?)")?
        .insert(params![account.0, native])?;
    Ok(id)
}

/// Somebody was heard in a chat, by the platform's clock.
pub(super) fn heard(transaction: &Transaction<'_>, chat: i64, at: i64) -> Result<(), Failure> {
    transaction
        .statement("UPDATE chats SET heard_at = max(coalesce(heard_at, ?2), ?2) WHERE id = ?1")?
        .execute([chat, at])?;
    Ok(())
}

/// The private chat of the older user is that of the newer one as well.
pub(super) fn merge_chats(transaction: &Transaction<'_>, newer: i64, older: i64) -> Result<(), Failure> {
    let heard = transaction
        .statement(
            "SELECT c.account, c.heard_at FROM users u JOIN chats c ON c.account = u.account AND c.native = ?2
             WHERE u.id = ?1 AND c.heard_at IS NOT NULL",
        )?
        .query_row(params![newer, NativeChat::Private(newer).to_string()], |row| {
            Ok((AccountId(row.get(0)?), row.get(1)?))
        })
        .optional()?;
    let Some((account, at)) = heard else { return Ok(()) };
    let chat = open_chat(transaction, account, &NativeChat::Private(older))?;
    self::heard(transaction, chat, at)
}
