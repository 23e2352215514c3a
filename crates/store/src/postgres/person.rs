//! What is kept of a person, whatever the conversation.

use tertulia_core::state::PersonChange;

use super::{failure::Failure, transaction::Transaction};
use crate::rules::json::write_memory;

/// The person an event comes from: the one who sent it, or the user of its conversation, or whom that was merged into.
macro_rules! person {
    () => {
        "(SELECT coalesce(u.merged_into, u.id)
          FROM inbox i JOIN conversations c ON c.id = i.conversation JOIN users u ON u.id = coalesce(i.sender, c.person)
          WHERE i.id = $1)"
    };
}

/// Keeps what the turn of an event changed about the person. `false` if it has read what is no longer so; then nothing
/// is kept.
pub(super) async fn keep(
    transaction: &Transaction,
    inbox: i64,
    change: &PersonChange,
) -> Result<bool, Failure> {
    let PersonChange { met, stopped, locale, read, memory } = change;
    if !met && stopped.is_none() && locale.is_none() && memory.is_none() {
        return match read {
            // Nobody else changes it before this turn is kept.
            Some(version) => {
                let sql = concat!(
                    "SELECT 1 FROM users WHERE memory_version = $2 AND id = ",
                    person!(),
                    " FOR SHARE"
                );
                Ok(transaction.row(sql, &[&inbox, version]).await?.is_some())
            }
            None => Ok(true),
        };
    }
    let memory = memory.as_ref().map(write_memory);
    let (chosen, locale) = (locale.is_some(), locale.as_ref().and_then(Option::as_deref));
    let changed = transaction
        .execute(
            concat!(
                "UPDATE users SET met = met OR $3, locale = CASE WHEN $4 THEN $5 ELSE locale END,
                    memory = coalesce($6, memory), memory_version = memory_version + ($6 IS NOT NULL)::int,
                    stopped = coalesce($7, stopped)
                 WHERE ($2::bigint IS NULL OR memory_version = $2) AND id = ",
                person!()
            ),
            &[&inbox, read, met, &chosen, &locale, &memory, stopped],
        )
        .await?;
    Ok(changed > 0)
}

/// Gives the older user what is kept of the newer one, where it has nothing of its own. Who stopped as either, stopped.
///
/// Its version becomes one that no turn has read, of either of the two.
pub(super) async fn merge(transaction: &Transaction, newer: i64, older: i64) -> Result<(), Failure> {
    transaction
        .execute(
            "UPDATE users u SET met = u.met OR newer.met, locale = coalesce(u.locale, newer.locale),
                memory = coalesce(u.memory, newer.memory),
                memory_version = 1 + greatest(u.memory_version, newer.memory_version),
                stopped = u.stopped OR newer.stopped
             FROM users newer WHERE newer.id = $1 AND u.id = $2",
            &[&newer, &older],
        )
        .await?;
    Ok(())
}
