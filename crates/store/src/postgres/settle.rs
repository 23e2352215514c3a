//! What became of calls.

use std::collections::{BTreeMap, BTreeSet};

use tertulia_core::{EventKind, event::Undelivered};

use super::{
    dead, failure::Failure, moved::move_group, outbox, report::report, sender, transaction::Transaction,
};
use crate::{
    Aftermath, Settled, Settlement,
    rules::{chat::NativeChat, handover::Handover, time::millis},
};

/// Keeps what became of calls. One that is no longer there was settled before; one that another process sends by now is for
/// that to settle.
pub(super) async fn settle(
    transaction: &Transaction,
    handover: &mut Handover,
    settlements: &[Settlement],
) -> Result<Vec<Aftermath>, Failure> {
    let mut aftermaths = vec![Aftermath::default(); settlements.len()];
    if settlements.is_empty() {
        return Ok(aftermaths);
    }
    let places = places(transaction, settlements).await?;
    let accounts: BTreeSet<i64> = places.iter().flatten().map(|place| place.account).collect();
    let held = sender::hold_and_tell(transaction, handover, &accounts).await?;
    let mut sent = Sent::default();
    for (at, (settlement, place)) in settlements.iter().zip(places).enumerate() {
        let Some(place) = place.filter(|place| held.contains(&place.account)) else { continue };
        if let Settled::Sent(platform_id) = &settlement.outcome {
            if !sent.chats.insert(place.chat) {
                std::mem::take(&mut sent).write(transaction, &mut aftermaths).await?;
                sent.chats.insert(place.chat);
            }
            sent.rows.push((settlement.row, platform_id.as_deref(), millis(settlement.at)));
            sent.next.extend(settlement.then_next.then_some((at, place.chat)));
        } else {
            std::mem::take(&mut sent).write(transaction, &mut aftermaths).await?;
            aftermaths[at] = other(transaction, settlement).await?;
        }
    }
    sent.write(transaction, &mut aftermaths).await?;
    Ok(aftermaths)
}

/// Where a call goes.
#[derive(Clone, Copy)]
struct Place {
    account: i64,
    chat: i64,
}

async fn places(
    transaction: &Transaction,
    settlements: &[Settlement],
) -> Result<Vec<Option<Place>>, Failure> {
    let rows: Vec<i64> = settlements.iter().map(|settlement| settlement.row).collect();
    // Somebody who cannot be reached is noted even if a receipt has settled the call.
    let chats = settlements.iter().map(|settlement| match settlement.outcome {
        Settled::Unreachable { chat, .. } => Some(chat),
        _ => None,
    });
    let chats: Vec<Option<i64>> = chats.collect();
    let found = transaction
        .rows(
            "SELECT h.account, h.id FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY asked (row, chat, number)
             LEFT JOIN outbox o ON o.id = asked.row LEFT JOIN chats h ON h.id = coalesce(o.chat, asked.chat)
             ORDER BY asked.number",
            &[&rows, &chats],
        )
        .await?;
    found
        .iter()
        .map(|row| {
            let (account, chat): (Option<i64>, Option<i64>) = (row.try_get(0)?, row.try_get(1)?);
            Ok(account.zip(chat).map(|(account, chat)| Place { account, chat }))
        })
        .collect()
}

/// Calls that were made, to different chats.
#[derive(Default)]
struct Sent<'a> {
    rows: Vec<(i64, Option<&'a str>, i64)>,
    chats: BTreeSet<i64>,
    /// The chats whose next call is made at once, and where that is to be told.
    next: Vec<(usize, i64)>,
}

impl Sent<'_> {
    async fn write(self, transaction: &Transaction, aftermaths: &mut [Aftermath]) -> Result<(), Failure> {
        let gone: BTreeMap<i64, i64> = sent(transaction, &self.rows).await?.into_iter().collect();
        let gone: BTreeSet<i64> = gone.into_values().collect();
        let next: Vec<_> = self.next.into_iter().filter(|(_, chat)| gone.contains(chat)).collect();
        let chats: Vec<i64> = next.iter().map(|(_, chat)| *chat).collect();
        let dispatching: BTreeMap<i64, i64> =
            outbox::dispatch_next(transaction, &chats).await?.into_iter().collect();
        for (at, chat) in next {
            aftermaths[at].dispatching = dispatching.get(&chat).copied();
        }
        Ok(())
    }
}

/// Calls were made: their rows are gone, and what the platform calls the messages is remembered. Gives the rows that were
/// there, with the chats they went to.
pub(super) async fn sent(
    transaction: &Transaction,
    calls: &[(i64, Option<&str>, i64)],
) -> Result<Vec<(i64, i64)>, Failure> {
    if calls.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<i64> = calls.iter().map(|(row, ..)| *row).collect();
    let ids: Vec<Option<&str>> = calls.iter().map(|(_, id, _)| *id).collect();
    let times: Vec<i64> = calls.iter().map(|(.., at)| *at).collect();
    let gone = transaction
        .rows(
            "WITH told AS (SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[]) told (id, platform_id, at)),
             gone AS (DELETE FROM outbox o USING told WHERE o.id = told.id RETURNING o.*, told.platform_id, told.at),
             kept AS (
                INSERT INTO sent (id, account, chat, conversation, silent, platform_id, sent_at, reference)
                SELECT id, account, chat, conversation, silent, platform_id, at, CASE WHEN named THEN reference END
                FROM gone WHERE platform_id IS NOT NULL
                ON CONFLICT DO NOTHING
             )
             SELECT id, chat FROM gone",
            &[&rows, &ids, &times],
        )
        .await?;
    gone.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// Keeps what became of a call that was not made.
async fn other(transaction: &Transaction, settlement: &Settlement) -> Result<Aftermath, Failure> {
    let Settlement { row, at, outcome, .. } = settlement;
    let at = millis(*at);
    match outcome {
        Settled::Sent(platform_id) => {
            sent(transaction, &[(*row, platform_id.as_deref(), at)]).await?;
        }
        Settled::Later { not_before, error } => {
            transaction
                .execute(
                    "UPDATE outbox SET state = least(state, 1), attempts = attempts + 1, not_before = $2,
                        last_error = $3
                     WHERE id = $1",
                    &[row, &millis(*not_before), error],
                )
                .await?;
        }
        Settled::Uncertain { until, error } => {
            transaction
                .execute(
                    "UPDATE outbox SET state = 3, attempts = attempts + 1, not_before = $2, last_error = $3
                     WHERE id = $1",
                    &[row, &millis(*until), error],
                )
                .await?;
        }
        Settled::Instead(error) => {
            transaction
                .execute(
                    "UPDATE outbox SET endpoint = instead_endpoint, body = instead_body, about = NULL,
                        instead_endpoint = NULL, instead_body = NULL, state = least(state, 1), uncertain = false,
                        attempts = 0, not_before = NULL, last_error = $2
                     WHERE id = $1 AND instead_body IS NOT NULL",
                    &[row, error],
                )
                .await?;
        }
        Settled::NotMade => {
            transaction.execute("UPDATE outbox SET state = 1 WHERE id = $1 AND state = 2", &[row]).await?;
        }
        Settled::Moved(to) => moved(transaction, *row, to).await?,
        Settled::Lost(reason) => failed(transaction, *row, at, reason, EventKind::DeliveryUnknown).await?,
        Settled::Dead(reason) => failed(transaction, *row, at, reason, EventKind::DeliveryFailed).await?,
        Settled::Unreachable { chat, reason } => {
            let buried = unreachable(transaction, *row, *chat, at, reason).await?;
            return Ok(Aftermath { dispatching: None, buried });
        }
    }
    Ok(Aftermath::default())
}

/// Sets a call aside, and tells its conversation.
async fn failed(
    transaction: &Transaction,
    row: i64,
    at: i64,
    reason: &str,
    told: fn(Undelivered) -> EventKind,
) -> Result<(), Failure> {
    let call = transaction
        .row("SELECT conversation, silent, body FROM outbox WHERE id = $1 FOR UPDATE", &[&row])
        .await?;
    dead::bury_call(transaction, row, at, reason).await?;
    if let Some(call) = call
        && !call.try_get::<_, bool>(1)?
    {
        let undelivered = Undelivered { reason: reason.to_owned(), message: call.try_get(2)? };
        report(transaction, call.try_get(0)?, told(undelivered), at).await?;
    }
    Ok(())
}

/// The group a call goes to has another id. The call was refused, so it is no longer under way.
async fn moved(transaction: &Transaction, row: i64, to: &str) -> Result<(), Failure> {
    transaction.execute("UPDATE outbox SET state = least(state, 1) WHERE id = $1", &[&row]).await?;
    let chat = transaction
        .row(
            "SELECT h.account, h.native FROM outbox o JOIN chats h ON h.id = o.chat WHERE o.id = $1",
            &[&row],
        )
        .await?;
    let Some(chat) = chat else { return Ok(()) };
    match NativeChat::read(chat.try_get(1)?) {
        Some(NativeChat::Group(from)) => move_group(transaction, chat.try_get(0)?, from, to).await,
        Some(NativeChat::Private(_)) | None => Ok(()),
    }
}

/// The platform's id of the message with that reference.
pub(super) async fn message_id(
    transaction: &Transaction,
    account: i64,
    reference: &str,
) -> Result<Option<String>, Failure> {
    let found = transaction
        .row("SELECT platform_id FROM sent WHERE account = $1 AND reference = $2", &[&account, &reference])
        .await?;
    Ok(found.map(|row| row.try_get(0)).transpose()?)
}

/// Sets aside everything there is for the chat, up to the call that is given back. If it is a private one, its user
/// is marked.
async fn unreachable(
    transaction: &Transaction,
    row: i64,
    chat: i64,
    at: i64,
    reason: &str,
) -> Result<Option<i64>, Failure> {
    // A group may have got another number since the call was given out.
    let found = transaction
        .row(
            "SELECT id, native FROM chats WHERE id = coalesce((SELECT chat FROM outbox WHERE id = $1), $2)",
            &[&row, &chat],
        )
        .await?;
    let Some(found) = found else { return Ok(None) };
    let chat: i64 = found.try_get(0)?;
    let last = transaction.row("SELECT max(id) FROM outbox WHERE chat = $1", &[&chat]).await?;
    let last = last.map_or(Ok(None), |last| last.try_get(0))?;
    dead::bury_calls_of(transaction, chat, at, reason).await?;
    if let Some(NativeChat::Private(user)) = NativeChat::read(found.try_get(1)?) {
        transaction
            .execute(
                "UPDATE users SET reachable = false
                 WHERE id = (SELECT coalesce(merged_into, id) FROM users WHERE id = $1)",
                &[&user],
            )
            .await?;
    }
    Ok(last)
}
