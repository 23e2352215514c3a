//! Calls that turns leave behind: kept, and handed over if somebody takes them.

use std::collections::{BTreeMap, BTreeSet};

use tertulia_core::turn::{Ambiguity, OutgoingCall};

use super::{
    failure::Failure,
    files,
    outbox::{DISPATCHING, GIVEN_OUT, WAITING},
    sender,
    transaction::Transaction,
};
use crate::{
    AccountId, OutboxRow, Room,
    rules::{
        chat::group_of,
        handover::Handover,
        json::write_files,
        time::{duration, duration_millis, timestamp},
    },
};

/// Where calls come from and go to.
#[derive(Clone)]
pub(super) struct Origin {
    /// The account that makes them.
    pub(super) account: AccountId,
    /// The chat they go to.
    pub(super) chat: i64,
    /// The platform's id of the group, if the chat is one.
    pub(super) group: Option<String>,
    /// The conversation they were made in.
    pub(super) conversation: i64,
    /// Whether no event tells that they failed.
    pub(super) silent: bool,
}

/// The calls of a turn.
pub(super) struct Said<'a> {
    pub(super) origin: &'a Origin,
    pub(super) calls: &'a [OutgoingCall],
    /// When the turn ended.
    pub(super) now: i64,
}

/// Adds the calls of turns, in order, and hands them over if somebody takes them. Gives the accounts among theirs that
/// another process sends for.
pub(super) async fn push(
    transaction: &Transaction,
    handover: &mut Handover,
    said: &[Said<'_>],
) -> Result<BTreeSet<i64>, Failure> {
    let mut drafts = Vec::new();
    for Said { origin, calls, now } in said {
        for calls in calls.chunk_by(|one, next| one.chat == next.chat) {
            let origin = match calls[0].chat {
                None => (*origin).clone(),
                Some(chat) => elsewhere(transaction, origin, chat).await?,
            };
            drafts.push((origin, calls, *now));
        }
    }
    if drafts.is_empty() {
        return Ok(BTreeSet::new());
    }
    let shown = drafts.iter().flat_map(|(_, calls, now)| {
        calls.iter().flat_map(move |call| call.files.iter().map(move |file| (*now, file)))
    });
    files::keep(transaction, &shown.collect::<Vec<_>>()).await?;
    let accounts: BTreeSet<i64> = drafts.iter().map(|(origin, ..)| origin.account.0).collect();
    let held = sender::held(transaction, &accounts).await?;
    let mut occupied = occupied(transaction, drafts.iter().map(|(origin, ..)| origin.chat).collect()).await?;
    let (mut taken, mut rows) = (BTreeMap::<AccountId, usize>::new(), Vec::new());
    for (origin, calls, now) in &drafts {
        let account = origin.account;
        if !held.contains(&account.0) {
            handover.wait(account);
        }
        let Room { calls: room, flowing } = handover.room(account);
        let taken = taken.entry(account).or_default();
        // What another process left for the chat may not have been heard of yet: nothing overtakes it.
        let behind = occupied.get(&origin.chat).is_some_and(|waits| *waits);
        let handed = !behind && calls.len() <= room.saturating_sub(*taken);
        let mut first = !occupied.contains_key(&origin.chat) && handed && flowing;
        for call in *calls {
            let wait = duration_millis(call.wait);
            let free = wait == 0 && call.ambiguity != Ambiguity::MaybeNever && call.files.is_empty();
            let state = match handed {
                true if std::mem::take(&mut first) && free => DISPATCHING,
                true => GIVEN_OUT,
                false => WAITING,
            };
            rows.push(Draft { origin, call, now: *now, wait, state });
        }
        if handed {
            *taken += calls.len();
        } else {
            handover.wait(account);
        }
        *occupied.entry(origin.chat).or_default() |= !handed;
    }
    let ids = insert(transaction, &rows).await?;
    for (row, id) in rows.into_iter().zip(ids).filter(|(row, _)| row.state != WAITING) {
        handover.hand(row.origin.account, row.given_out(id));
    }
    Ok(accounts.difference(&held).copied().collect())
}

/// The same, to another chat.
async fn elsewhere(transaction: &Transaction, origin: &Origin, chat: i64) -> Result<Origin, Failure> {
    let row = transaction.row("SELECT native FROM chats WHERE id = $1", &[&chat]).await?;
    let row = row.ok_or_else(Failure::met)?;
    Ok(Origin { chat, group: group_of(row.try_get(0)?), ..*origin })
}

/// The chats among these for which there are calls, and whether some of those are not given out.
async fn occupied(transaction: &Transaction, chats: BTreeSet<i64>) -> Result<BTreeMap<i64, bool>, Failure> {
    let chats: Vec<i64> = chats.into_iter().collect();
    let rows = transaction
        .rows(
            "SELECT chat, EXISTS (SELECT 1 FROM outbox o WHERE o.chat = asked.chat AND o.state = 0)
             FROM unnest($1::bigint[]) asked (chat)
             WHERE EXISTS (SELECT 1 FROM outbox o WHERE o.chat = asked.chat)",
            &[&chats],
        )
        .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// A call to be kept.
struct Draft<'a> {
    origin: &'a Origin,
    call: &'a OutgoingCall,
    now: i64,
    wait: i64,
    state: i64,
}

impl Draft<'_> {
    fn given_out(&self, id: i64) -> OutboxRow {
        let OutgoingCall { call, reference, ambiguity, named, about, instead, files, .. } = self.call;
        OutboxRow {
            id,
            chat: self.origin.chat,
            group: self.origin.group.clone(),
            call: call.clone(),
            wait: duration(self.wait),
            not_before: None,
            attempts: 0,
            created: timestamp(self.now),
            reference: reference.clone(),
            named: *named,
            ambiguity: *ambiguity,
            about: about.clone(),
            files: files.iter().map(|file| file.file.clone()).collect(),
            instead: instead.clone(),
            uncertain: false,
            dispatching: self.state == DISPATCHING,
        }
    }
}

async fn insert(transaction: &Transaction, rows: &[Draft<'_>]) -> Result<Vec<i64>, Failure> {
    let accounts: Vec<i64> = rows.iter().map(|row| row.origin.account.0).collect();
    let chats: Vec<i64> = rows.iter().map(|row| row.origin.chat).collect();
    let conversations: Vec<i64> = rows.iter().map(|row| row.origin.conversation).collect();
    let silent: Vec<bool> = rows.iter().map(|row| row.origin.silent).collect();
    let states: Vec<i64> = rows.iter().map(|row| row.state).collect();
    let waits: Vec<i64> = rows.iter().map(|row| row.wait).collect();
    let times: Vec<i64> = rows.iter().map(|row| row.now).collect();
    let calls = || rows.iter().map(|row| row.call);
    let references: Vec<&str> = calls().map(|call| call.reference.as_str()).collect();
    let never_twice: Vec<bool> = calls().map(|call| call.ambiguity == Ambiguity::MaybeNever).collect();
    let endpoints: Vec<&str> = calls().map(|call| call.call.endpoint.as_str()).collect();
    let bodies: Vec<&str> = calls().map(|call| call.call.body.get()).collect();
    let named: Vec<bool> = calls().map(|call| call.named).collect();
    let about: Vec<Option<&str>> = calls().map(|call| call.about.as_deref()).collect();
    let files: Vec<Option<String>> = calls().map(|call| write_files(&call.files)).collect();
    let instead = || calls().map(|call| call.instead.as_ref());
    let instead_endpoints: Vec<Option<&str>> =
        instead().map(|call| call.map(|call| call.endpoint.as_str())).collect();
    let instead_bodies: Vec<Option<&str>> = instead().map(|call| call.map(|call| call.body.get())).collect();
    let ids = transaction
        .rows(
            "INSERT INTO outbox (account, chat, conversation, silent, state, wait, created_at, reference, never_twice,
                endpoint, body, named, about, files, instead_endpoint, instead_body)
             SELECT account, chat, conversation, silent, state, wait, created_at, reference, never_twice,
                endpoint, body, named, about, files, instead_endpoint, instead_body
             FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bool[], $5::bigint[], $6::bigint[], $7::bigint[],
                $8::text[], $9::bool[], $10::text[], $11::text[], $12::bool[], $13::text[], $14::text[], $15::text[],
                $16::text[]) WITH ORDINALITY
                new (account, chat, conversation, silent, state, wait, created_at, reference, never_twice,
                    endpoint, body, named, about, files, instead_endpoint, instead_body, number)
             ORDER BY number RETURNING id",
            &[
                &accounts,
                &chats,
                &conversations,
                &silent,
                &states,
                &waits,
                &times,
                &references,
                &never_twice,
                &endpoints,
                &bodies,
                &named,
                &about,
                &files,
                &instead_endpoints,
                &instead_bodies,
            ],
        )
        .await?;
    ids.iter().map(|row| Ok(row.try_get(0)?)).collect()
}
