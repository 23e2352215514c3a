//! The processes that share a database: who is there, and what those leave behind who are not.
//!
//! A process shows every tenth of a lease that it is alive. It also holds an advisory lock as long as its session lasts: a
//! process that did not show twice is given up if its lock is free, and after a whole lease in any case. The lock alone
//! tells nothing: behind a pooler it may be anybody's.

use super::{failure::Failure, transaction::Transaction};

/// Makes a process of that number known. Its session holds the lock already.
pub(super) async fn join(transaction: &Transaction, number: i64) -> Result<(), Failure> {
    transaction
        .execute("INSERT INTO processes (id, beat) VALUES ($1, clock_timestamp())", &[&number])
        .await?;
    Ok(())
}

/// Shows that this process is alive. `false` if it was given up meanwhile.
pub(super) async fn beat(transaction: &Transaction) -> Result<bool, Failure> {
    let beats = transaction
        .execute("UPDATE processes SET beat = clock_timestamp() WHERE id = $1", &[&transaction.process])
        .await?;
    Ok(beats == 1)
}

/// Whether this process was not given up, and will not be before the transaction ends. What a process owns that nobody
/// knows of would never be freed.
pub(super) async fn is_known(transaction: &Transaction) -> Result<bool, Failure> {
    let known = transaction
        .row("SELECT 1 FROM processes WHERE id = $1 FOR KEY SHARE", &[&transaction.process])
        .await?;
    if known.is_none() {
        transaction.shared.look.notify_one();
    }
    Ok(known.is_some())
}

/// Gives up the processes that are gone: those whose lock is free, and those that did not show for a lease. Gives their
/// numbers.
pub(super) async fn reap(transaction: &Transaction) -> Result<Vec<i64>, Failure> {
    let gone = transaction
        .rows(
            // While the server was away nobody could show anything.
            "SELECT id FROM processes
             WHERE id <> $1
                AND greatest(beat, pg_postmaster_start_time()) < clock_timestamp() - ($2::bigint) / 5 * interval '1 millisecond'
                AND (greatest(beat, pg_postmaster_start_time()) < clock_timestamp() - ($2::bigint) * interval '1 millisecond'
                    OR pg_try_advisory_xact_lock(hashtext($3), id::int))
             ORDER BY id FOR UPDATE SKIP LOCKED",
            &[&transaction.process, &transaction.shared.lease_millis(), &transaction.shared.schema],
        )
        .await?;
    let gone = gone.iter().map(|row| row.try_get(0)).collect::<Result<Vec<i64>, _>>()?;
    for process in &gone {
        tracing::warn!(process, "a process is gone; others go on with what it had begun");
        remove(transaction, *process).await?;
    }
    Ok(gone)
}

/// This process goes on, but may own what it does not know of: that waits again, for whoever comes first. It still sends for
/// its accounts, as it knows which of their calls are under way; the others are given out anew.
pub(super) async fn renew(transaction: &Transaction) -> Result<(), Failure> {
    // No turn is being kept meanwhile, whose calls could overtake these.
    transaction
        .rows(
            "SELECT account FROM senders WHERE process = $1 ORDER BY account FOR UPDATE",
            &[&transaction.process],
        )
        .await?;
    transaction
        .execute(
            "UPDATE outbox o SET state = 0, uncertain = o.uncertain OR o.state >= 2
             FROM senders s WHERE s.process = $1 AND o.account = s.account AND o.state > 0",
            &[&transaction.process],
        )
        .await?;
    free(transaction, transaction.process).await
}

/// Whether a process works here: one that nobody would give up.
pub(super) async fn is_anybody_there(transaction: &Transaction) -> Result<bool, Failure> {
    let there = transaction
        .row(
            "SELECT 1 FROM processes
             WHERE greatest(beat, pg_postmaster_start_time()) >= clock_timestamp() - ($1::bigint) / 5 * interval '1 millisecond'
                OR (greatest(beat, pg_postmaster_start_time()) >= clock_timestamp() - ($1::bigint) * interval '1 millisecond'
                    AND NOT pg_try_advisory_xact_lock(hashtext($2), id::int))
             LIMIT 1",
            &[&transaction.shared.lease_millis(), &transaction.shared.schema],
        )
        .await?;
    Ok(there.is_some())
}

/// This process ends: others go on with what it leaves.
pub(super) async fn leave(transaction: &Transaction) -> Result<(), Failure> {
    remove(transaction, transaction.process).await
}

/// Frees everything a process had in its hands. Its calls wait again as soon as another process sends for their account.
async fn remove(transaction: &Transaction, process: i64) -> Result<(), Failure> {
    transaction.execute("DELETE FROM processes WHERE id = $1", &[&process]).await?;
    transaction.execute("DELETE FROM senders WHERE process = $1", &[&process]).await?;
    free(transaction, process).await
}

/// Frees the conversations of a process.
async fn free(transaction: &Transaction, process: i64) -> Result<(), Failure> {
    transaction
        .execute(
            "UPDATE conversations c SET owner = NULL, fence = fence + 1, wake_at = 0
             FROM (SELECT id FROM conversations WHERE owner = $1 ORDER BY id FOR UPDATE) mine
             WHERE c.id = mine.id",
            &[&process],
        )
        .await?;
    Ok(())
}
