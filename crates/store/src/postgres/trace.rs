//! What is told of turns.

use std::collections::HashSet;

use super::{failure::Failure, transaction::Transaction};
use crate::rules::trace::About;

/// Keeps what is told of turns, and forgets the oldest of them.
pub(super) async fn keep(
    transaction: &Transaction,
    traces: &[(i64, String)],
    keep: usize,
) -> Result<(), Failure> {
    let forgotten = forgotten(transaction, traces).await?;
    let traces = || traces.iter().filter(|(event, _)| !forgotten.contains(event));
    let events: Vec<i64> = traces().map(|(event, _)| *event).collect();
    let texts: Vec<&str> = traces().map(|(_, trace)| trace.as_str()).collect();
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

/// The events whose people were forgotten meanwhile: of these nothing is told. Who is known is not forgotten before the
/// transaction ends.
async fn forgotten(transaction: &Transaction, traces: &[(i64, String)]) -> Result<HashSet<i64>, Failure> {
    let about: Vec<_> =
        traces.iter().filter_map(|(event, trace)| Some((*event, About::read(trace)?))).collect();
    let platforms: Vec<&str> = about.iter().map(|(_, about)| about.platform.as_str()).collect();
    let names: Vec<&str> = about.iter().map(|(_, about)| about.user.as_str()).collect();
    let known = transaction
        .rows(
            "SELECT asked.number FROM unnest($1::text[], $2::text[]) WITH ORDINALITY asked (platform, name, number)
             JOIN accounts a ON a.platform = asked.platform
             JOIN aliases l ON l.account = a.id AND l.value = asked.name
             ORDER BY l.account, l.kind, l.value FOR KEY SHARE OF l",
            &[&platforms, &names],
        )
        .await?;
    let known = known.iter().map(|row| row.try_get(0)).collect::<Result<HashSet<i64>, _>>()?;
    let unknown = (1..).zip(about).filter(|(number, _)| !known.contains(number));
    Ok(unknown.map(|(_, (event, _))| event).collect())
}

/// What is told of an event.
pub(super) async fn of(transaction: &Transaction, event: i64) -> Result<Option<String>, Failure> {
    let found = transaction.row("SELECT trace FROM traces WHERE event = $1", &[&event]).await?;
    Ok(found.map(|row| row.try_get(0)).transpose()?)
}

/// What is told of the last events, the newest first.
pub(super) async fn last(transaction: &Transaction, count: usize) -> Result<Vec<String>, Failure> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let rows = transaction.rows("SELECT trace FROM traces ORDER BY event DESC LIMIT $1", &[&count]).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}
