//! What blocks did outside and must not do again.

use super::{failure::Failure, transaction::Transaction};

/// What was recorded for an event under a name.
pub(super) async fn recall(
    transaction: &Transaction,
    inbox: i64,
    name: &str,
) -> Result<Option<String>, Failure> {
    let found =
        transaction.row("SELECT value FROM once WHERE inbox = $1 AND name = $2", &[&inbox, &name]).await?;
    Ok(found.map(|row| row.try_get(0)).transpose()?)
}

/// Records something for an event that is not finished. The first value of a name stays.
pub(super) async fn record(
    transaction: &Transaction,
    inbox: i64,
    name: &str,
    value: &str,
) -> Result<(), Failure> {
    transaction
        .execute(
            // Locked, so that the event is not finished meanwhile and the record left behind.
            "INSERT INTO once (inbox, name, value)
             SELECT id, $2, $3 FROM (SELECT id FROM inbox WHERE id = $1 FOR SHARE) event
             ON CONFLICT DO NOTHING",
            &[&inbox, &name, &value],
        )
        .await?;
    Ok(())
}

/// Forgets what was recorded for events.
pub(super) async fn forget(transaction: &Transaction, inbox: &[i64]) -> Result<(), Failure> {
    transaction.execute("DELETE FROM once WHERE inbox = ANY($1)", &[&inbox]).await?;
    Ok(())
}
