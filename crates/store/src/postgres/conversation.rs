//! Mailboxes: which one an event belongs into.

use std::collections::HashMap;

use tertulia_core::Chat;

use super::{failure::Failure, transaction::Transaction};
use crate::{
    AccountId,
    rules::{chat::NativeChat, flood},
};

/// Where an event belongs.
#[derive(Clone, Eq, Hash, PartialEq)]
pub(super) struct Place {
    account: i64,
    native: String,
    user: i64,
    thread: String,
    business: String,
}

impl Place {
    /// The place of that user.
    pub(super) fn of(account: AccountId, user: i64, chat: &Chat) -> Self {
        Self {
            account: account.0,
            native: NativeChat::of(chat, user).to_string(),
            user,
            thread: chat.thread.clone().unwrap_or_default(),
            business: chat.business.clone().unwrap_or_default(),
        }
    }
}

/// A conversation an event is put into. It is locked.
#[derive(Clone, Copy)]
pub(super) struct Conversation {
    /// Our number of it.
    pub(super) id: i64,
    /// Whether nobody handles it.
    pub(super) free: bool,
    /// Whether nobody handles it because its mailbox is empty.
    pub(super) idle: bool,
    /// It waits until then for an event that failed.
    pub(super) held_until: Option<i64>,
    /// Whether it rests because too much waits to be sent to its chat.
    pub(super) flooded: bool,
}

/// The conversations at these places, new ones where there are none, and locks them.
pub(super) async fn open(transaction: &Transaction, places: &[Place]) -> Result<Vec<Conversation>, Failure> {
    let mut found = find(transaction, places).await?;
    let mut missing: Vec<Place> = Vec::new();
    for place in places {
        if !found.contains_key(place) && !missing.contains(place) {
            missing.push(place.clone());
        }
    }
    if !missing.is_empty() {
        insert(transaction, &missing).await?;
        found.extend(find(transaction, &missing).await?);
    }
    // One that another process made in between, and moved away from there, is met again when this is done anew.
    places.iter().map(|place| found.get(place).copied().ok_or_else(Failure::met)).collect()
}

async fn find(transaction: &Transaction, places: &[Place]) -> Result<HashMap<Place, Conversation>, Failure> {
    let columns = Columns::of(places);
    let last = i64::try_from(flood::CALLS - 1).unwrap_or(i64::MAX);
    let rows = transaction
        .rows(
            "SELECT asked.number, c.id, c.owner IS NULL, c.owner IS NULL AND c.wake_at IS NULL, c.held_until,
                EXISTS (SELECT 1 FROM outbox o WHERE o.chat = c.chat OFFSET $6)
             FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::text[])
                WITH ORDINALITY asked (account, native, person, thread, business, number)
             JOIN chats h ON h.account = asked.account AND h.native = asked.native
             JOIN conversations c ON c.chat = h.id AND c.person = asked.person
                AND c.thread = asked.thread AND c.business = asked.business
             ORDER BY c.id FOR UPDATE OF c",
            &[
                &columns.accounts,
                &columns.natives,
                &columns.users,
                &columns.threads,
                &columns.businesses,
                &last,
            ],
        )
        .await?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in rows {
        let number: i64 = row.try_get(0)?;
        let Some(place) = usize::try_from(number - 1).ok().and_then(|at| places.get(at)) else { continue };
        let conversation = Conversation {
            id: row.try_get(1)?,
            free: row.try_get(2)?,
            idle: row.try_get(3)?,
            held_until: row.try_get(4)?,
            flooded: row.try_get(5)?,
        };
        found.insert(place.clone(), conversation);
    }
    Ok(found)
}

/// Somebody was heard in the chats of these conversations, by the platform's clock.
pub(super) async fn heard(transaction: &Transaction, heard: &[(i64, i64)]) -> Result<(), Failure> {
    if heard.is_empty() {
        return Ok(());
    }
    let (conversations, times): (Vec<i64>, Vec<i64>) = heard.iter().copied().unzip();
    transaction
        .execute(
            // Locked in one order, for those of a group share its chat.
            "WITH new AS (
                SELECT c.chat, max(heard.at) AS at FROM unnest($1::bigint[], $2::bigint[]) heard (conversation, at)
                JOIN conversations c ON c.id = heard.conversation GROUP BY c.chat
             ), locked AS (
                SELECT h.id FROM chats h WHERE h.id IN (SELECT chat FROM new) ORDER BY h.id FOR UPDATE
             )
             UPDATE chats h SET heard_at = greatest(h.heard_at, new.at)
             FROM new JOIN locked ON locked.id = new.chat WHERE h.id = new.chat",
            &[&conversations, &times],
        )
        .await?;
    Ok(())
}

/// The private chat of the older user is that of the newer one as well.
pub(super) async fn merge_chats(transaction: &Transaction, newer: i64, older: i64) -> Result<(), Failure> {
    let native = NativeChat::Private(newer).to_string();
    let heard = transaction
        .row(
            "SELECT c.account, c.heard_at FROM users u JOIN chats c ON c.account = u.account AND c.native = $2
             WHERE u.id = $1 AND c.heard_at IS NOT NULL",
            &[&newer, &native],
        )
        .await?;
    let Some(heard) = heard else { return Ok(()) };
    let (account, at): (i64, i64) = (heard.try_get(0)?, heard.try_get(1)?);
    let native = NativeChat::Private(older).to_string();
    for chat in open_chats(transaction, &[(account, &native)]).await? {
        transaction
            .execute("UPDATE chats SET heard_at = greatest(heard_at, $2) WHERE id = $1", &[&chat, &at])
            .await?;
    }
    Ok(())
}

async fn insert(transaction: &Transaction, places: &[Place]) -> Result<(), Failure> {
    let chats: Vec<_> = places.iter().map(|place| (place.account, place.native.as_str())).collect();
    let chats = open_chats(transaction, &chats).await?;
    let columns = Columns::of(places);
    transaction
        .execute(
            "INSERT INTO conversations (account, chat, person, thread, business)
             SELECT account, chat, person, thread, business
             FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[])
                WITH ORDINALITY new (account, chat, person, thread, business, number)
             ORDER BY number ON CONFLICT DO NOTHING",
            &[&columns.accounts, &chats, &columns.users, &columns.threads, &columns.businesses],
        )
        .await?;
    Ok(())
}

/// Our numbers of chats, new ones if there are none.
pub(super) async fn open_chats(
    transaction: &Transaction,
    chats: &[(i64, &str)],
) -> Result<Vec<i64>, Failure> {
    let mut found = find_chats(transaction, chats).await?;
    let mut missing: Vec<(i64, &str)> = Vec::new();
    for chat in chats {
        if !found.contains_key(&(chat.0, chat.1.to_owned())) && !missing.contains(chat) {
            missing.push(*chat);
        }
    }
    if !missing.is_empty() {
        let (accounts, natives): (Vec<i64>, Vec<&str>) = missing.iter().copied().unzip();
        transaction
            .execute(
                "INSERT INTO chats (account, native)
                 SELECT account, native FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY new (account, native, number)
                 ORDER BY number ON CONFLICT DO NOTHING",
                &[&accounts, &natives],
            )
            .await?;
        found.extend(find_chats(transaction, &missing).await?);
    }
    chats
        .iter()
        .map(|(account, native)| {
            found.get(&(*account, (*native).to_owned())).copied().ok_or_else(Failure::met)
        })
        .collect()
}

async fn find_chats(
    transaction: &Transaction,
    chats: &[(i64, &str)],
) -> Result<HashMap<(i64, String), i64>, Failure> {
    let (accounts, natives): (Vec<i64>, Vec<&str>) = chats.iter().copied().unzip();
    let rows = transaction
        .rows(
            "SELECT asked.number, h.id
             FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY asked (account, native, number)
             JOIN chats h ON h.account = asked.account AND h.native = asked.native",
            &[&accounts, &natives],
        )
        .await?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in rows {
        let number: i64 = row.try_get(0)?;
        if let Some((account, native)) = usize::try_from(number - 1).ok().and_then(|at| chats.get(at)) {
            found.insert((*account, (*native).to_owned()), row.try_get(1)?);
        }
    }
    Ok(found)
}

/// Places, column by column.
struct Columns<'a> {
    accounts: Vec<i64>,
    natives: Vec<&'a str>,
    users: Vec<i64>,
    threads: Vec<&'a str>,
    businesses: Vec<&'a str>,
}

impl<'a> Columns<'a> {
    fn of(places: &'a [Place]) -> Self {
        Self {
            accounts: places.iter().map(|place| place.account).collect(),
            natives: places.iter().map(|place| place.native.as_str()).collect(),
            users: places.iter().map(|place| place.user).collect(),
            threads: places.iter().map(|place| place.thread.as_str()).collect(),
            businesses: places.iter().map(|place| place.business.as_str()).collect(),
        }
    }
}
