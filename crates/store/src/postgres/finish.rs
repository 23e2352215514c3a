//! Ending turns: each as a whole, or not at all.

use std::collections::{BTreeSet, HashSet};

use super::{
    album, chat_log, dead,
    due::next_wake,
    failure::Failure,
    once, payload, person,
    push::{Origin, Said, push},
    timer,
    transaction::Transaction,
};
use crate::{
    AccountId, Conclusion, Done, Finish, Finished,
    rules::{chat::group_of, handover::Handover, time::millis},
};

/// Ends turns, unless their conversations belong to somebody else by now. Also gives the accounts whose calls another
/// process sends.
pub(super) async fn finish(
    transaction: &Transaction,
    handover: &mut Handover,
    turns: &[Finish],
) -> Result<(Vec<Finished>, BTreeSet<i64>), Failure> {
    let (mut finished, mut elsewhere) = (Vec::with_capacity(turns.len()), BTreeSet::new());
    let mut left = turns;
    while !left.is_empty() {
        let (round, rest) = left.split_at(independent(left));
        left = rest;
        finished.extend(finish_round(transaction, handover, &mut elsewhere, round).await?);
    }
    Ok((finished, elsewhere))
}

/// How many turns, from the first, have neither a conversation nor a payload in common.
fn independent(turns: &[Finish]) -> usize {
    let (mut conversations, mut tokens) = (HashSet::new(), HashSet::new());
    let meets = |turn: &Finish| {
        let mut apart = conversations.insert(turn.conversation);
        if let Conclusion::Done(Done { payloads, used, .. }) = &turn.conclusion {
            let own: HashSet<_> = payloads.iter().map(|payload| payload.id).chain(*used).collect();
            apart &= tokens.is_disjoint(&own);
            tokens.extend(own);
        }
        !apart
    };
    turns.iter().position(meets).unwrap_or(turns.len())
}

async fn finish_round(
    transaction: &Transaction,
    handover: &mut Handover,
    elsewhere: &mut BTreeSet<i64>,
    turns: &[Finish],
) -> Result<Vec<Finished>, Failure> {
    let owned = owned(transaction, turns).await?;
    let mut ended = Vec::with_capacity(turns.len());
    for (turn, owned) in turns.iter().zip(&owned) {
        ended.push(match owned {
            Some(owned) => end(transaction, turn, owned).await?,
            None => Ended::Fenced,
        });
    }
    let mut kept = Kept::default();
    let (mut said, mut log) = (Vec::new(), Vec::new());
    for ((turn, ended), owned) in turns.iter().zip(&ended).zip(&owned) {
        let (Ended::Kept, Some(Owned { origin, parts })) = (ended, owned) else { continue };
        let now = millis(turn.at);
        log.extend(turn.log.iter().map(|entry| (now, entry)));
        match &turn.conclusion {
            Conclusion::Done(done) => {
                kept.gone.extend(parts);
                kept.conversations.push(turn.conversation);
                kept.states.push(&done.state);
                kept.payloads.extend(done.payloads.iter().map(|payload| (now, payload)));
                kept.used.extend(done.used);
                said.push(Said { origin, calls: &done.calls, now });
            }
            Conclusion::Dead { calls, .. } => said.push(Said { origin, calls, now }),
            Conclusion::Later { .. } => {}
        }
    }
    kept.write(transaction).await?;
    chat_log::keep(transaction, &log).await?;
    elsewhere.append(&mut push(transaction, handover, &said).await?);
    for (turn, ended) in turns.iter().zip(&ended) {
        if let (Ended::Kept, Conclusion::Done(done)) = (ended, &turn.conclusion) {
            timer::change(transaction, turn.conversation, &done.timers).await?;
        }
    }
    let waking = release(transaction, turns, &ended).await?;
    let finished = turns.iter().zip(ended).map(|(turn, ended)| match ended {
        Ended::Fenced => Finished::Fenced,
        Ended::Overtaken => Finished::Overtaken,
        Ended::Kept => Finished::Kept { more: waking.contains(&turn.conversation) },
    });
    Ok(finished.collect())
}

/// How a turn ended.
enum Ended {
    Kept,
    Fenced,
    Overtaken,
}

/// Looks whether a turn can be kept, and keeps what few turns have.
async fn end(transaction: &Transaction, turn: &Finish, owned: &Owned) -> Result<Ended, Failure> {
    match &turn.conclusion {
        Conclusion::Done(Done { used, person, .. }) => {
            let used_up = match used {
                Some(token) => !payload::is_unused(transaction, token).await?,
                None => false,
            };
            if used_up || !person::keep(transaction, turn.inbox, person).await? {
                // The event is begun again, as if it had not been.
                transaction
                    .execute(
                        "UPDATE inbox SET attempts = greatest(attempts - 1, 0) WHERE id = $1",
                        &[&turn.inbox],
                    )
                    .await?;
                return Ok(Ended::Overtaken);
            }
        }
        Conclusion::Dead { error, .. } => {
            for part in &owned.parts {
                dead::bury_inbox(transaction, *part, millis(turn.at), error).await?;
            }
        }
        Conclusion::Later { at, error } => {
            transaction
                .execute(
                    "UPDATE inbox SET due_at = $2, last_error = $3, errors = errors + 1 WHERE id = $1",
                    &[&turn.inbox, &millis(*at), error],
                )
                .await?;
        }
    }
    Ok(Ended::Kept)
}

/// What is still the caller's.
struct Owned {
    /// Where the turn's calls come from.
    origin: Origin,
    /// The event, or all parts of its album.
    parts: Vec<i64>,
}

/// The conversations and the events, as far as they are still the caller's. Locks them.
async fn owned(transaction: &Transaction, turns: &[Finish]) -> Result<Vec<Option<Owned>>, Failure> {
    let conversations: Vec<i64> = turns.iter().map(|turn| turn.conversation).collect();
    let fences: Vec<i64> = turns.iter().map(|turn| turn.fence).collect();
    let inbox: Vec<i64> = turns.iter().map(|turn| turn.inbox).collect();
    let rows = transaction.rows(OWNED, &[&conversations, &fences, &inbox, &transaction.process]).await?;
    let mut owned: Vec<Option<Owned>> = turns.iter().map(|_| None).collect();
    for row in rows {
        let number: i64 = row.try_get(0)?;
        let Some(at) = usize::try_from(number - 1).ok().filter(|at| *at < turns.len()) else { continue };
        let Finish { conversation, inbox, .. } = turns[at];
        let origin = Origin {
            account: AccountId(row.try_get(1)?),
            chat: row.try_get(2)?,
            conversation,
            silent: row.try_get(3)?,
            group: group_of(row.try_get(4)?),
        };
        let parts = match row.try_get(5)? {
            true => album::taken_with(transaction, conversation, inbox).await?,
            false => vec![inbox],
        };
        owned[at] = Some(Owned { origin, parts });
    }
    Ok(owned)
}

pub(super) const OWNED: &str = "SELECT asked.number, c.account, c.chat, i.own, h.native, i.album IS NOT NULL
     FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) WITH ORDINALITY asked (conversation, fence, inbox, number)
     JOIN conversations c ON c.id = asked.conversation AND c.fence = asked.fence AND c.owner = $4
     JOIN inbox i ON i.id = asked.inbox AND i.conversation = c.id
     JOIN chats h ON h.id = c.chat
     ORDER BY c.id FOR UPDATE OF c";

/// What turns that ended well leave behind.
#[derive(Default)]
struct Kept<'a> {
    /// The events that are done with.
    gone: Vec<i64>,
    conversations: Vec<i64>,
    states: Vec<&'a str>,
    payloads: Vec<(i64, &'a tertulia_core::payload::StoredPayload)>,
    used: Vec<tertulia_core::payload::TokenId>,
}

impl Kept<'_> {
    async fn write(&self, transaction: &Transaction) -> Result<(), Failure> {
        if self.gone.is_empty() {
            return Ok(());
        }
        transaction.execute("DELETE FROM inbox WHERE id = ANY($1)", &[&self.gone]).await?;
        once::forget(transaction, &self.gone).await?;
        transaction
            .execute(
                "INSERT INTO conversation_state (conversation, state) SELECT * FROM unnest($1::bigint[], $2::text[])
                 ON CONFLICT (conversation) DO UPDATE SET state = excluded.state",
                &[&self.conversations, &self.states],
            )
            .await?;
        payload::keep(transaction, &self.payloads).await?;
        payload::mark_used(transaction, &self.used).await
    }
}

/// Frees the conversations. Gives those that have something to do again; one that is held, not before that.
async fn release(
    transaction: &Transaction,
    turns: &[Finish],
    ended: &[Ended],
) -> Result<HashSet<i64>, Failure> {
    let (mut conversations, mut times, mut held) = (Vec::new(), Vec::new(), Vec::new());
    for (turn, ended) in turns.iter().zip(ended) {
        let until = match (ended, &turn.conclusion) {
            (Ended::Fenced, _) => continue,
            (Ended::Kept, Conclusion::Later { at, .. }) => Some(millis(*at)),
            (Ended::Kept | Ended::Overtaken, _) => None,
        };
        conversations.push(turn.conversation);
        times.push(millis(turn.at));
        held.push(until);
    }
    if conversations.is_empty() {
        return Ok(HashSet::new());
    }
    let rows = transaction
        .rows(
            concat!(
                "UPDATE conversations c SET owner = NULL, held_until = next.held, wake_at = next.wake
                 FROM (SELECT conversation, held, coalesce(held, ",
                next_wake!(),
                ") AS wake
                    FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) rest (conversation, now, held)) next
                 WHERE c.id = next.conversation RETURNING c.id, c.wake_at IS NOT NULL"
            ),
            &[&conversations, &times, &held],
        )
        .await?;
    let mut waking = HashSet::new();
    for row in rows {
        if row.try_get(1)? {
            waking.insert(row.try_get(0)?);
        }
    }
    Ok(waking)
}
