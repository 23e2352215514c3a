//! What is told of turns.

use super::{failure::Failure, transaction::Transaction};

/// Keeps what is told of turns, and forgets the oldest of them.
pub(super) async fn keep(
    transaction: &Transaction,
    traces: &[(i64, String)],
    keep: usize,
) -> Result<(), Failure> {
    let events: Vec<i64> = traces.iter().map(|(event, _)| *event).collect();
    let texts: Vec<&str> = traces.iter().map(|(_, trace)| trace.as_str()).collect();
    transaction
        .execute(
            "INSERT INTO traces (event, trace)
             SELECT * FROM unnest($1::bigint[], $2::text[]) ON CONFLICT (event) DO UPDATE SET trace = excluded.trace",
            &[&events, &texts],
        )
        .await?;
    let keep = i64::try_from(keep).unwrap_or(i64::MAX);
    transaction
        .execute(
            "DELETE FROM traces WHERE event <= (SELECT event FROM traces ORDER BY event DESC LIMIT 1 OFFSET $1)",
            &[&keep],
        )
        .await?;
    Ok(())
}

/// What is told of an event.
pub(super) async fn of(transaction: &Transaction, event: i64) -> Result<Option<String>, Failure> {
    let found = transaction.row("SELECT trace FROM traces WHERE event = $1", &[&event]).await?;
    Ok(found.map(|row| row.try_get(0)).transpose()?)
}
