//! Whose rows are whose.

use super::{
    super::{failure::Failure, transaction::Transaction},
    numbers, numbers_of,
};
use crate::rules::{
    belongings::Belongings,
    chat::NativeChat,
    naming::{Named, TELLING},
    trace::About,
};

/// The people whom a platform knows by that name, or the one of our number (`#7`).
pub(super) async fn find(transaction: &Transaction, platform: &str, id: &str) -> Result<Vec<i64>, Failure> {
    match Named::read(id) {
        Named::Number(number) => {
            let sql = "SELECT coalesce(u.merged_into, u.id) FROM users u JOIN accounts a ON a.id = u.account
                       WHERE u.id = $1 AND a.platform = $2";
            numbers(transaction, sql, &[&number, &platform]).await
        }
        Named::Alias { written, bare } => {
            let sql = "SELECT DISTINCT l.person FROM aliases l JOIN accounts a ON a.id = l.account
                       WHERE a.platform = $1 AND l.value IN ($2, $3, '+' || $3) AND l.kind <> 'everyone'
                       ORDER BY l.person";
            numbers(transaction, sql, &[&platform, &written, &bare]).await
        }
    }
}

/// The user, and those who turned out to be the same.
pub(super) async fn users(transaction: &Transaction, user: i64) -> Result<Vec<i64>, Failure> {
    numbers(transaction, "SELECT id FROM users WHERE $1 IN (id, merged_into) ORDER BY id", &[&user]).await
}

/// Everything that belongs to a user.
pub(super) async fn belongings(transaction: &Transaction, user: i64) -> Result<Belongings, Failure> {
    let account = "SELECT a.platform FROM users u JOIN accounts a ON a.id = u.account WHERE u.id = $1";
    let Some(account) = transaction.row(account, &[&user]).await? else { return Err(nobody(user)) };
    let platform: String = account.try_get(0)?;
    let users = users(transaction, user).await?;
    let aliases = transaction.rows("SELECT value FROM aliases WHERE person = ANY($1)", &[&users]).await?;
    let aliases = aliases.iter().map(|row| row.try_get(0)).collect::<Result<Vec<String>, _>>()?;
    let conversations =
        numbers_of(transaction, "SELECT id FROM conversations WHERE person = ANY($1)", &users).await?;
    let natives: Vec<String> = users.iter().map(|user| NativeChat::Private(*user).to_string()).collect();
    let chats = numbers_of(transaction, "SELECT id FROM chats WHERE native = ANY($1)", &natives).await?;
    let inbox = "SELECT id FROM inbox WHERE conversation = ANY($1) OR sender = ANY($2)";
    let inbox = numbers(transaction, inbox, &[&conversations, &users]).await?;
    let outbox = "SELECT id FROM outbox WHERE conversation = ANY($1) OR chat = ANY($2)";
    let outbox = numbers(transaction, outbox, &[&conversations, &chats]).await?;
    let sent = "SELECT id FROM sent WHERE conversation = ANY($1) OR chat = ANY($2)";
    let sent = numbers(transaction, sent, &[&conversations, &chats]).await?;
    // Of what could not be read, or happened in a shared conversation, the name alone tells whose it is.
    let telling: Vec<&str> =
        aliases.iter().map(String::as_str).filter(|alias| alias.len() >= TELLING).collect();
    let dead = numbers(
        transaction,
        "SELECT d.id FROM dead d LEFT JOIN accounts a ON a.id = d.account
         WHERE d.conversation = ANY($1) OR coalesce(a.platform, d.platform) = $2 AND EXISTS (
            SELECT 1 FROM unnest($3::text[]) name WHERE position(convert_to(name, 'UTF8') IN d.body) > 0)
         ORDER BY d.id",
        &[&conversations, &platform, &telling],
    )
    .await?;
    let traces = traces(transaction, &platform, &aliases).await?;
    let payloads = "SELECT number FROM payloads WHERE person = ANY($1) OR chat = ANY($2)";
    let payloads = numbers(transaction, payloads, &[&users, &chats]).await?;
    let chat_log = numbers_of(transaction, "SELECT id FROM chat_log WHERE person = ANY($1)", &users).await?;
    Ok(Belongings {
        platform,
        users,
        conversations,
        chats,
        inbox,
        outbox,
        sent,
        dead,
        payloads,
        chat_log,
        traces,
    })
}

/// What is told of turns of the person.
async fn traces(
    transaction: &Transaction,
    platform: &str,
    aliases: &Vec<String>,
) -> Result<Vec<i64>, Failure> {
    let naming = "SELECT event, trace FROM traces
         WHERE EXISTS (SELECT 1 FROM unnest($1::text[]) name WHERE position(name IN trace) > 0) ORDER BY event";
    let mut own = Vec::new();
    for row in transaction.rows(naming, &[aliases]).await? {
        if About::read(row.try_get(1)?).is_some_and(|about| about.is_one_of(platform, aliases)) {
            own.push(row.try_get(0)?);
        }
    }
    Ok(own)
}

/// There is no such user.
pub(super) fn nobody(user: i64) -> Failure {
    Failure::unusable(format!("there is no user #{user}"))
}
