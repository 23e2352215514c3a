//! Parts of albums, which are given out and finished as one.

use tertulia_core::Event;

use super::{claim::Next, failure::Failure, transaction::Transaction};
use crate::rules::album;

/// The parts that came before rest until this one does.
pub(super) async fn rest(
    transaction: &Transaction,
    conversation: i64,
    album: &str,
    until: i64,
) -> Result<(), Failure> {
    transaction
        .execute(
            "UPDATE inbox SET due_at = greatest(due_at, $3) WHERE conversation = $1 AND timer IS NULL AND album = $2",
            &[&conversation, &album, &until],
        )
        .await?;
    Ok(())
}

/// Adds the other parts to the first one of an album. Those that cannot be read stay, to be set aside later.
pub(super) async fn gather(
    transaction: &Transaction,
    conversation: i64,
    first: Next,
) -> Result<Next, Failure> {
    let Some(name) = first.event.album() else { return Ok(first) };
    let limit = i64::try_from(album::PARTS).unwrap_or(i64::MAX);
    let rows = transaction
        .rows(
            "SELECT id, event FROM inbox
             WHERE conversation = $1 AND timer IS NULL AND album = $2 AND sender IS NOT DISTINCT FROM $3
             ORDER BY sort, id LIMIT $4",
            &[&conversation, &name, &first.user, &limit],
        )
        .await?;
    let (mut parts, mut events) = (Vec::new(), Vec::<Event>::new());
    for row in rows {
        if let Ok(event) = serde_json::from_str(row.try_get(1)?) {
            parts.push(row.try_get::<_, i64>(0)?);
            events.push(event);
        }
    }
    transaction
        .execute("UPDATE inbox SET taken_with = $2 WHERE id = ANY($1)", &[&parts, &first.inbox])
        .await?;
    let event = Event::of_album(events).unwrap_or(first.event);
    Ok(Next { event, ..first })
}

/// The numbers of the parts that were given out with that one, itself included, in order.
pub(super) async fn taken_with(
    transaction: &Transaction,
    conversation: i64,
    first: i64,
) -> Result<Vec<i64>, Failure> {
    let parts = transaction
        .rows(
            "SELECT id FROM inbox WHERE conversation = $1 AND timer IS NULL AND taken_with = $2 ORDER BY sort, id",
            &[&conversation, &first],
        )
        .await?;
    parts.iter().map(|row| Ok(row.try_get(0)?)).collect()
}
