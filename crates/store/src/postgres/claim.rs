//! Giving out conversations.

use futures_util::future::try_join;
use jiff::Timestamp;
use tertulia_core::{Event, payload::TokenId};

use super::{
    album, dead,
    due::{FIRST, next_wake},
    failure::Failure,
    process,
    snapshot::{self, Taken, Turn},
    transaction::Transaction,
};
use crate::{
    Claim,
    rules::{flood, time::millis},
};

/// How many conversations are looked at together.
const PORTION: usize = 256;

/// Claims up to `limit` idle conversations of this process's accounts with something due, the longest waiting first. What
/// another process claims at the same time is left to that.
pub(super) async fn claim(
    transaction: &Transaction,
    limit: usize,
    now: Timestamp,
) -> Result<Vec<Claim>, Failure> {
    let mut claims = Vec::new();
    if !process::is_known(transaction).await? {
        return Ok(claims);
    }
    loop {
        // Each of these is claimed or put to rest, so none comes up twice.
        let wanted = (limit - claims.len()).min(PORTION);
        let candidates = candidates(transaction, wanted, millis(now)).await?;
        let found = candidates.len();
        let candidates =
            candidates.into_iter().map(|conversation| Candidate { conversation, now, known: None }).collect();
        claims.extend(begin(transaction, candidates).await?.into_iter().flatten());
        if found < wanted || claims.len() == limit {
            return Ok(claims);
        }
    }
}

async fn candidates(transaction: &Transaction, limit: usize, now: i64) -> Result<Vec<i64>, Failure> {
    let own = transaction.shared.own_accounts.all();
    let own = own.map(|own| own.into_iter().map(|account| account.0).collect::<Vec<i64>>());
    let rows = match own {
        Some(own) => transaction.rows(&candidates_sql(limit), &[&now, &own]).await?,
        None => transaction.rows(&anybodys_sql(limit), &[&now]).await?,
    };
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// Of each account the first, in the order of the index. With the number in the statement, or the server takes a guess at it,
/// and a bad plan.
fn candidates_sql(limit: usize) -> String {
    format!(
        "SELECT waiting.id FROM unnest($2::bigint[]) own (account) CROSS JOIN LATERAL (
            SELECT id, wake_at FROM conversations c
            WHERE c.account = own.account AND owner IS NULL AND wake_at IS NOT NULL AND wake_at <= $1
            ORDER BY wake_at, id LIMIT {limit} FOR UPDATE SKIP LOCKED) waiting
         ORDER BY waiting.wake_at, waiting.id LIMIT {limit}"
    )
}

/// For who has named no account.
fn anybodys_sql(limit: usize) -> String {
    format!(
        "SELECT id FROM conversations WHERE owner IS NULL AND wake_at IS NOT NULL AND wake_at <= $1
         ORDER BY wake_at, id LIMIT {limit} FOR UPDATE SKIP LOCKED"
    )
}

/// A conversation that nobody handles, and that is locked.
pub(super) struct Candidate<'a> {
    pub(super) conversation: i64,
    pub(super) now: Timestamp,
    /// An event of its inbox that need not be read from there.
    pub(super) known: Option<Known<'a>>,
}

/// An event of the inbox that need not be read from it.
pub(super) struct Known<'a> {
    /// Its number.
    pub(super) inbox: i64,
    /// The event.
    pub(super) event: &'a Event,
}

/// The next event of a conversation.
pub(super) struct Next {
    pub(super) inbox: i64,
    /// Who sent it, if that is not the user of the conversation.
    pub(super) user: Option<i64>,
    pub(super) token: Option<TokenId>,
    pub(super) event: Event,
}

/// A conversation that is owned, to be given away with that event.
pub(super) struct Given {
    conversation: i64,
    now: Timestamp,
    next: Next,
    attempts: u32,
    errors: u32,
}

impl Given {
    /// With an event that is begun for the first time.
    pub(super) fn first(conversation: i64, now: Timestamp, next: Next) -> Self {
        Self { conversation, now, next, attempts: 1, errors: 0 }
    }
}

/// Claims idle conversations, each with its next event. `None` where nothing is due: it rests until something is.
pub(super) async fn begin(
    transaction: &Transaction,
    candidates: Vec<Candidate<'_>>,
) -> Result<Vec<Option<Claim>>, Failure> {
    let mut claims: Vec<Option<Claim>> = candidates.iter().map(|_| None).collect();
    let mut left: Vec<usize> = (0..candidates.len()).collect();
    let (mut places, mut ready) = (Vec::new(), Vec::new());
    while !left.is_empty() {
        let (mut again, mut resting) = (Vec::new(), Resting::default());
        let looked: Vec<_> = left.iter().map(|at| &candidates[*at]).collect();
        let firsts = first(transaction, &looked).await?;
        for (at, first) in left.into_iter().zip(firsts) {
            let Candidate { conversation, now, .. } = candidates[at];
            match first {
                First::Flooded => resting.add(conversation, millis(now), Some(millis(now) + flood::REST)),
                First::Nothing => resting.add(conversation, millis(now), None),
                First::Ready(next) => {
                    let next = album::gather(transaction, conversation, *next).await?;
                    places.push(at);
                    ready.push(Given::first(conversation, now, next));
                }
                First::Unreadable { inbox, error } => {
                    tracing::error!(inbox, %error, "an event in the inbox cannot be read and is set aside");
                    let reason = format!("the event cannot be read: {error}");
                    dead::bury_inbox(transaction, inbox, millis(now), &reason).await?;
                    again.push(at);
                }
            }
        }
        resting.write(transaction).await?;
        left = again;
    }
    own(transaction, &mut ready).await?;
    for (at, claim) in places.into_iter().zip(give(transaction, ready).await?) {
        claims[at] = Some(claim);
    }
    Ok(claims)
}

/// What comes first in a conversation.
enum First {
    /// Very much waits to be sent to its chat.
    Flooded,
    /// Nothing is due.
    Nothing,
    Ready(Box<Next>),
    Unreadable {
        inbox: i64,
        error: serde_json::Error,
    },
}

/// The first due events; else the first due timers. Nothing overtakes an album that still rests.
async fn first(transaction: &Transaction, candidates: &[&Candidate<'_>]) -> Result<Vec<First>, Failure> {
    let conversations: Vec<i64> = candidates.iter().map(|candidate| candidate.conversation).collect();
    let times: Vec<i64> = candidates.iter().map(|candidate| millis(candidate.now)).collect();
    let last = i64::try_from(flood::CALLS - 1).unwrap_or(i64::MAX);
    let rows = transaction.rows(FIRST, &[&conversations, &times, &last]).await?;
    let mut firsts: Vec<First> = candidates.iter().map(|_| First::Nothing).collect();
    for row in rows {
        let number: i64 = row.try_get(0)?;
        let Some(at) = usize::try_from(number - 1).ok().filter(|at| *at < candidates.len()) else { continue };
        let Candidate { now, known, .. } = candidates[at];
        let rests = row.try_get::<_, Option<i64>>(6)?.is_none_or(|due| due > millis(*now));
        firsts[at] = if row.try_get(1)? {
            First::Flooded
        } else if rests {
            First::Nothing
        } else {
            let inbox = row.try_get(2)?;
            let event = match known.as_ref().filter(|known| known.inbox == inbox) {
                Some(known) => Ok(known.event.clone()),
                None => serde_json::from_str(row.try_get(4)?),
            };
            // A token of another length was never ours, and leads nowhere.
            let token = row.try_get::<_, Option<&[u8]>>(3)?.and_then(|token| token.try_into().ok());
            let user = row.try_get(5)?;
            match event {
                Ok(event) => First::Ready(Box::new(Next { inbox, user, token, event })),
                Err(error) => First::Unreadable { inbox, error },
            }
        };
    }
    Ok(firsts)
}

/// Makes conversations this process's, and counts that their events are begun.
async fn own(transaction: &Transaction, ready: &mut [Given]) -> Result<(), Failure> {
    if ready.is_empty() {
        return Ok(());
    }
    let conversations: Vec<i64> = ready.iter().map(|given| given.conversation).collect();
    let inbox: Vec<i64> = ready.iter().map(|given| given.next.inbox).collect();
    let (_, begun) = try_join(
        transaction.execute(
            "UPDATE conversations SET owner = $2, fence = fence + 1 WHERE id = ANY($1)",
            &[&conversations, &transaction.process],
        ),
        transaction.rows(
            "UPDATE inbox SET attempts = attempts + 1 WHERE id = ANY($1) RETURNING id, attempts, errors",
            &[&inbox],
        ),
    )
    .await?;
    for row in begun {
        let inbox: i64 = row.try_get(0)?;
        if let Some(given) = ready.iter_mut().find(|given| given.next.inbox == inbox) {
            given.attempts = count(row.try_get(1)?);
            given.errors = count(row.try_get(2)?);
        }
    }
    Ok(())
}

fn count(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Gives conversations that are owned away.
pub(super) async fn give(transaction: &Transaction, given: Vec<Given>) -> Result<Vec<Claim>, Failure> {
    let (mut turns, mut counts) = (Vec::with_capacity(given.len()), Vec::with_capacity(given.len()));
    for Given { conversation, now, next: Next { inbox, user, token, event }, attempts, errors } in given {
        turns.push(Turn { conversation, inbox, user, event, token, now });
        counts.push((conversation, inbox, attempts, errors));
    }
    let taken = snapshot::take(transaction, turns).await?;
    let claims = counts.into_iter().zip(taken).map(|((conversation, inbox, attempts, errors), taken)| {
        let Taken { account, fence, seen, snapshot } = taken;
        Claim { conversation, account, fence, seen, inbox, attempts, errors, snapshot }
    });
    Ok(claims.collect())
}

/// Conversations that rest.
#[derive(Default)]
struct Resting {
    conversations: Vec<i64>,
    times: Vec<i64>,
    until: Vec<Option<i64>>,
}

impl Resting {
    /// Until that time, or until something is due.
    fn add(&mut self, conversation: i64, now: i64, until: Option<i64>) {
        self.conversations.push(conversation);
        self.times.push(now);
        self.until.push(until);
    }

    async fn write(&self, transaction: &Transaction) -> Result<(), Failure> {
        if !self.conversations.is_empty() {
            transaction
                .execute(
                    concat!(
                        "UPDATE conversations c SET wake_at = next.wake + greatest(0, c.held_until - next.wake)
                         FROM (SELECT conversation, coalesce(until, ", next_wake!(), ") AS wake
                            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) rest (conversation, now, until)) next
                         WHERE c.id = next.conversation"
                    ),
                    &[&self.conversations, &self.times, &self.until],
                )
                .await?;
        }
        Ok(())
    }
}
