//! Forgetting a person, while others may be doing something for them.

use super::{
    super::{failure::Failure, transaction::Transaction},
    hold::interrupt,
    numbers, numbers_of,
    person::{belongings, nobody, users},
};
use crate::rules::belongings::{Belongings, erased as erased_tables};

/// Erases everything that is kept about a person.
///
/// Everything that others could be adding to is locked first, and what there is to erase is looked for after that: so it is
/// all there. What a turn leaves behind that is just running is refused, as its conversation is gone; and who comes in
/// meanwhile is somebody new.
pub(super) async fn forget(transaction: &Transaction, user: i64) -> Result<Vec<(String, usize)>, Failure> {
    lock(transaction, user).await?;
    let own = belongings(transaction, user).await?;
    let mut erased = vec![("files".to_owned(), erase_files(transaction, &own.outbox).await?)];
    for (table, key) in erased_tables("person") {
        let delete = format!("DELETE FROM {table} WHERE {key} = ANY($1)");
        erased.push((table.to_owned(), erase(transaction, &delete, own.rows(table)).await?));
    }
    let merged = "DELETE FROM users WHERE id = ANY($1) AND merged_into IS NOT NULL";
    let merged = erase(transaction, merged, &own.users).await?;
    let last = erase(transaction, "DELETE FROM users WHERE id = ANY($1)", &own.users).await?;
    erased.push(("users".to_owned(), merged + last));
    Ok(erased)
}

async fn erase(transaction: &Transaction, sql: &str, rows: &Vec<i64>) -> Result<usize, Failure> {
    Ok(usize::try_from(transaction.execute(sql, &[rows]).await?).unwrap_or(usize::MAX))
}

/// The conversations a person takes part in: their own, and the shared ones where something of theirs waits.
const CONVERSATIONS: &str = "SELECT id FROM conversations
     WHERE person = ANY($1) OR id IN (SELECT conversation FROM inbox WHERE sender = ANY($1))
     ORDER BY id";

/// From here on nobody else adds anything of the person's.
async fn lock(transaction: &Transaction, user: i64) -> Result<(), Failure> {
    let known = users(transaction, user).await?;
    if known.is_empty() {
        return Err(nobody(user));
    }
    // First of all, as everywhere: turns and what comes in wait there.
    let conversations = format!("{CONVERSATIONS} FOR UPDATE");
    let conversations = numbers_of(transaction, &conversations, &known).await?;
    // Whoever is making a conversation or an alias of theirs refers to the person.
    let locked = "SELECT id FROM users WHERE $1 IN (id, merged_into) ORDER BY id FOR UPDATE";
    let locked = numbers(transaction, locked, &[&user]).await?;
    let aliases = "SELECT place FROM aliases WHERE person = ANY($1) ORDER BY account, kind, value FOR UPDATE";
    numbers_of(transaction, aliases, &known).await?;
    if locked != known || numbers_of(transaction, CONVERSATIONS, &known).await? != conversations {
        return Err(Failure::met());
    }
    let Belongings { conversations: own, outbox, .. } = belongings(transaction, user).await?;
    // Senders that are just telling what became of a call.
    numbers_of(transaction, "SELECT id FROM outbox WHERE id = ANY($1) ORDER BY id FOR UPDATE", &outbox)
        .await?;
    // In a conversation that stays, somebody may be handling what the person said.
    let shared: Vec<i64> = conversations.into_iter().filter(|one| !own.contains(one)).collect();
    let begun = "SELECT DISTINCT conversation FROM inbox
         WHERE conversation = ANY($1) AND sender = ANY($2) AND (attempts > 0 OR taken_with IS NOT NULL)";
    let begun = numbers(transaction, begun, &[&shared, &known]).await?;
    interrupt(transaction, &begun, true).await
}

/// Files that only these calls show. Others may be shown again to somebody else.
async fn erase_files(transaction: &Transaction, calls: &Vec<i64>) -> Result<usize, Failure> {
    // Locked, so that what a turn keeps of them meanwhile is seen in the next statement, or comes after it.
    let shown = numbers_of(
        transaction,
        "WITH shown AS (
            SELECT DISTINCT decode(shown ->> 'hash', 'hex') AS hash
            FROM outbox o, json_array_elements(o.files::json) shown
            WHERE o.id = ANY($1) AND o.files IS NOT NULL AND shown ->> 'hash' IS NOT NULL
         )
         SELECT kept_at FROM files WHERE hash IN (SELECT hash FROM shown) ORDER BY hash FOR UPDATE",
        calls,
    );
    if shown.await?.is_empty() {
        return Ok(0);
    }
    let shown = "SELECT shown ->> 'hash' FROM outbox o, json_array_elements(o.files::json) shown
         WHERE o.files IS NOT NULL AND shown ->> 'hash' IS NOT NULL";
    let delete = format!(
        "DELETE FROM files WHERE encode(hash, 'hex') IN ({shown} AND o.id = ANY($1))
            AND encode(hash, 'hex') NOT IN ({shown} AND o.id <> ALL($1))"
    );
    erase(transaction, &delete, calls).await
}
