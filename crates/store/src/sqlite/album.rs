//! Parts of albums, which are given out and finished as one.

use rusqlite::params;
use tertulia_core::Event;

use super::{claim::Next, failure::Failure, transaction::Transaction};
use crate::rules::album;

/// The parts that came before rest until this one does.
pub(super) fn rest(
    transaction: &Transaction<'_>,
    conversation: i64,
    album: &str,
    until: i64,
) -> Result<(), Failure> {
    transaction
        .statement("UPDATE inbox SET due_at = max(due_at, ?3) WHERE conversation = ?1 AND timer IS NULL AND album = ?2")?
        .execute(params![conversation, album, until])?;
    Ok(())
}

/// Adds the other parts to the first one of an album. Those that cannot be read stay, to be set aside later.
pub(super) fn gather(transaction: &Transaction<'_>, conversation: i64, first: Next) -> Result<Next, Failure> {
    let Some(name) = first.event.album() else { return Ok(first) };
    let limit = i64::try_from(album::PARTS).unwrap_or(i64::MAX);
    let mut statement = transaction.statement(
        "SELECT id, event FROM inbox WHERE conversation = ? AND timer IS NULL AND album = ? AND user IS ?
         ORDER BY sort, id LIMIT ?",
    )?;
    let rows = statement.query_map(params![conversation, name, first.user, limit], |row| {
        let event = serde_json::from_str(row.get_ref(1)?.as_str()?);
        Ok((row.get::<_, i64>(0)?, event.ok()))
    })?;
    let mut parts: Vec<Event> = Vec::new();
    for row in rows {
        if let (part, Some(event)) = row? {
            parts.push(event);
            transaction
                .statement("UPDATE inbox SET taken_with = ?2 WHERE id = ?1")?
                .execute([part, first.inbox])?;
        }
    }
    let event = Event::of_album(parts).unwrap_or(first.event);
    Ok(Next { event, ..first })
}

/// The numbers of the parts that were given out with that one, itself included, in order.
pub(super) fn taken_with(
    transaction: &Transaction<'_>,
    conversation: i64,
    first: i64,
) -> Result<Vec<i64>, Failure> {
    let mut statement = transaction.statement(
        "SELECT id FROM inbox WHERE conversation = ? AND timer IS NULL AND taken_with = ? ORDER BY sort, id",
    )?;
    let parts = statement.query_map([conversation, first], |row| row.get(0))?;
    Ok(parts.collect::<Result<_, _>>()?)
}
