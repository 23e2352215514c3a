//! What bots have in their hands: taken from them, or left to them.

use super::super::{failure::Failure, once, transaction::Transaction};
use crate::{Discarded, Queue};

/// Why a call cannot be touched.
pub(super) const UNDER_WAY: &str =
    "a running bot is just making the call; in a moment it is known what became of it";

/// Removes a row.
pub(super) async fn discard(
    transaction: &Transaction,
    queue: Queue,
    number: i64,
) -> Result<Discarded, Failure> {
    let gone = match queue {
        Queue::Inbox => {
            let Some(event) = Event::lock(transaction, number).await? else { return Ok(Discarded::Absent) };
            event.interrupt(transaction).await?;
            once::forget(transaction, &[number]).await?;
            transaction.execute("DELETE FROM inbox WHERE id = $1", &[&number]).await?
        }
        Queue::Outbox => match Call::lock(transaction, number).await? {
            Some(call) if call.is_under_way() => return Ok(Discarded::Impossible(UNDER_WAY.to_owned())),
            // Who has it in memory asks whether it is to be made, and is told that it is not.
            Some(_) => transaction.execute("DELETE FROM outbox WHERE id = $1", &[&number]).await?,
            None => 0,
        },
        Queue::Dead => transaction.execute("DELETE FROM dead WHERE id = $1", &[&number]).await?,
    };
    Ok(if gone > 0 { Discarded::Gone } else { Discarded::Absent })
}

/// An event whose conversation is locked, so that nothing happens to it.
pub(super) struct Event {
    pub(super) conversation: i64,
    /// Whether a turn of it was begun, so that whoever owns the conversation may be handling it.
    begun: bool,
}

impl Event {
    /// Locks the conversation of an event. `None` if there is no such event, or it is just done with.
    pub(super) async fn lock(transaction: &Transaction, number: i64) -> Result<Option<Self>, Failure> {
        let find = "SELECT conversation, attempts > 0 OR taken_with IS NOT NULL FROM inbox WHERE id = $1";
        let Some(row) = transaction.row(find, &[&number]).await? else { return Ok(None) };
        let conversation: i64 = row.try_get(0)?;
        transaction.row("SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE", &[&conversation]).await?;
        // What was committed until it was locked is seen only now.
        let Some(row) = transaction.row(find, &[&number]).await? else { return Ok(None) };
        Ok(Some(Self { conversation, begun: row.try_get(1)? }))
    }

    /// Has the conversation look at once for what comes next. If somebody may be handling the event, it is taken away, and
    /// what comes of that is refused.
    pub(super) async fn interrupt(&self, transaction: &Transaction) -> Result<(), Failure> {
        interrupt(transaction, &[self.conversation], self.begun).await
    }
}

/// Has conversations look at once for what comes next. If they are taken away from whoever handles them, what comes of that
/// is refused.
pub(super) async fn interrupt(
    transaction: &Transaction,
    conversations: &[i64],
    take: bool,
) -> Result<(), Failure> {
    transaction
        .execute(
            "UPDATE conversations SET wake_at = 0, held_until = NULL,
                fence = fence + ($2 AND owner IS NOT NULL)::int, owner = CASE WHEN $2 THEN NULL ELSE owner END
             WHERE id = ANY($1)",
            &[&conversations, &take],
        )
        .await?;
    Ok(())
}

/// A call that is locked.
pub(super) struct Call {
    pub(super) account: i64,
    state: i64,
    /// Whether a process sends for its account.
    has_sender: bool,
}

impl Call {
    /// Locks a call. `None` if there is none.
    pub(super) async fn lock(transaction: &Transaction, number: i64) -> Result<Option<Self>, Failure> {
        let find = "SELECT account, state FROM outbox WHERE id = $1 FOR UPDATE";
        let Some(row) = transaction.row(find, &[&number]).await? else { return Ok(None) };
        let (account, state) = (row.try_get(0)?, row.try_get(1)?);
        // Who becomes the sender from here on has to wait for the call.
        let sender = transaction.row("SELECT 1 FROM senders WHERE account = $1", &[&account]).await?;
        Ok(Some(Self { account, state, has_sender: sender.is_some() }))
    }

    /// Whether it is being made, or a receipt is waited for that tells whether it was.
    pub(super) fn is_under_way(&self) -> bool {
        self.has_sender && self.state >= super::super::outbox::DISPATCHING
    }

    /// Whether a running bot has it in memory.
    pub(super) fn is_given_out(&self) -> bool {
        self.has_sender && self.state == super::super::outbox::GIVEN_OUT
    }
}
