//! What is set aside: kept for a while, so that an operator can look at it and try it again.

use super::{failure::Failure, once, transaction::Transaction};
use crate::{AccountId, DeadLetter, rules::time::millis};

/// The body is the endpoint, a line feed and the JSON, so that even a call that is broken can be kept.
macro_rules! bury_calls {
    () => {
        "INSERT INTO dead (died_at, kind, account, conversation, number, attempts, reason, body)
         SELECT $2, 'call', account, conversation, id, attempts, $3,
                convert_to(endpoint || chr(10) || body, 'UTF8')
         FROM outbox"
    };
}

/// Sets aside what is no event.
pub(super) async fn bury_letter(transaction: &Transaction, letter: &DeadLetter) -> Result<(), Failure> {
    transaction
        .execute(
            "INSERT INTO dead (died_at, kind, platform, reason, body) VALUES ($1, 'letter', $2, $3, $4)",
            &[&millis(letter.at), &letter.platform.as_str(), &letter.reason, &&letter.body[..]],
        )
        .await?;
    Ok(())
}

/// Sets aside an event that never got into the inbox.
pub(super) async fn bury_event(
    transaction: &Transaction,
    account: AccountId,
    at: i64,
    reason: &str,
    json: &str,
) -> Result<(), Failure> {
    transaction
        .execute(
            "INSERT INTO dead (died_at, kind, account, reason, body) VALUES ($1, 'event', $2, $3, $4)",
            &[&at, &account.0, &reason, &json.as_bytes()],
        )
        .await?;
    Ok(())
}

/// Sets aside an event of the inbox.
pub(super) async fn bury_inbox(
    transaction: &Transaction,
    inbox: i64,
    at: i64,
    reason: &str,
) -> Result<(), Failure> {
    transaction
        .execute(
            "INSERT INTO dead (died_at, kind, account, conversation, number, attempts, reason, body)
             SELECT $2, 'event', c.account, c.id, i.id, i.attempts, $3, convert_to(i.event, 'UTF8')
             FROM inbox i JOIN conversations c ON c.id = i.conversation WHERE i.id = $1",
            &[&inbox, &at, &reason],
        )
        .await?;
    transaction.execute("DELETE FROM inbox WHERE id = $1", &[&inbox]).await?;
    once::forget(transaction, &[inbox]).await
}

/// Sets aside a call.
pub(super) async fn bury_call(
    transaction: &Transaction,
    row: i64,
    at: i64,
    reason: &str,
) -> Result<(), Failure> {
    transaction.execute(concat!(bury_calls!(), " WHERE id = $1"), &[&row, &at, &reason]).await?;
    transaction.execute("DELETE FROM outbox WHERE id = $1", &[&row]).await?;
    Ok(())
}

/// Sets aside all calls of a chat.
pub(super) async fn bury_calls_of(
    transaction: &Transaction,
    chat: i64,
    at: i64,
    reason: &str,
) -> Result<(), Failure> {
    transaction
        .execute(concat!(bury_calls!(), " WHERE chat = $1 ORDER BY id"), &[&chat, &at, &reason])
        .await?;
    transaction.execute("DELETE FROM outbox WHERE chat = $1", &[&chat]).await?;
    Ok(())
}
