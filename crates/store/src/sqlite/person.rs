//! What is kept of a person, whatever the conversation.

use rusqlite::params;
use tertulia_core::state::PersonChange;

use super::{failure::Failure, transaction::Transaction};
use crate::rules::json::write_memory;

/// The person an event comes from: the one who sent it, or the user of its conversation, or whom that was merged into.
macro_rules! person {
    () => {
        "(SELECT coalesce(u.merged_into, u.id)
          FROM inbox i JOIN conversations c ON c.id = i.conversation JOIN users u ON u.id = coalesce(i.user, c.user)
          WHERE i.id = ?1)"
    };
}

/// Keeps what the turn of an event changed about the person. `false` if it has read what is no longer so; then nothing
/// is kept.
pub(super) fn keep(
    transaction: &Transaction<'_>,
    inbox: i64,
    change: &PersonChange,
) -> Result<bool, Failure> {
    let PersonChange { met, stopped, locale, read, memory } = change;
    if !met && stopped.is_none() && locale.is_none() && memory.is_none() {
        return match read {
            Some(version) => Ok(transaction
                .statement(concat!("SELECT 1 FROM users WHERE memory_version = ?2 AND id = ", person!()))?
                .exists([inbox, *version])?),
            None => Ok(true),
        };
    }
    let memory = memory.as_ref().map(write_memory);
    let (chosen, locale) = (locale.is_some(), locale.as_ref().and_then(Option::as_deref));
    let changed = transaction
        .statement(concat!(
            "UPDATE users SET met = max(met, ?3), locale = iif(?4, ?5, locale),
                memory = coalesce(?6, memory), memory_version = memory_version + (?6 IS NOT NULL),
                stopped = coalesce(?7, stopped)
             WHERE (?2 IS NULL OR memory_version = ?2) AND id = ",
            person!()
        ))?
        .execute(params![inbox, read, met, chosen, locale, memory, stopped])?;
    Ok(changed > 0)
}

/// Gives the older user what is kept of the newer one, where it has nothing of its own. Who stopped as either, stopped.
///
/// Its version becomes one that no turn has read, of either of the two.
pub(super) fn merge(transaction: &Transaction<'_>, newer: i64, older: i64) -> Result<(), Failure> {
    transaction
        .statement(
            "UPDATE users SET met = max(users.met, newer.met), locale = coalesce(users.locale, newer.locale),
                memory = coalesce(users.memory, newer.memory),
                memory_version = 1 + max(users.memory_version, newer.memory_version),
                stopped = max(users.stopped, newer.stopped)
             FROM users newer WHERE newer.id = ?1 AND users.id = ?2",
        )?
        .execute([newer, older])?;
    Ok(())
}
