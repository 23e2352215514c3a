//! Who a sender is: the user behind the aliases.

use rusqlite::{OptionalExtension as _, params};
use tertulia_core::{Alias, Profile, Sender};

use super::{conversation::merge_chats, failure::Failure, person, transaction::Transaction};
use crate::{
    AccountId,
    rules::{
        json::{read_profile, write_profile},
        person::{Person, distinct},
    },
};

/// The user a sender is, a new one if none of the aliases is known.
///
/// Aliases that belonged to several users show that these are one person: the older user stays.
pub(super) fn resolve(
    transaction: &Transaction<'_>,
    account: AccountId,
    sender: &Sender,
) -> Result<i64, Failure> {
    let aliases = distinct(&sender.aliases);
    let mut known = Vec::with_capacity(aliases.len());
    for alias in &aliases {
        known.push(find(transaction, account, alias)?);
    }
    let Some(Person { user, newer }) = Person::of(known.iter().flatten().map(|known| known.user)) else {
        let user = insert(transaction, account, &sender.profile)?;
        arrange(transaction, account, user, &aliases)?;
        return Ok(user);
    };
    for newer in newer {
        merge(transaction, newer, user)?;
    }
    let in_place = |(place, known): (usize, &Option<Known>)| {
        known.as_ref().is_some_and(|known| known.user == user && usize::try_from(known.place) == Ok(place))
    };
    if !known.iter().enumerate().all(in_place) {
        arrange(transaction, account, user, &aliases)?;
    }
    refresh(transaction, user, &sender.profile)?;
    Ok(user)
}

/// An alias that is known: whose it is, and its place among that user's.
struct Known {
    user: i64,
    place: i64,
}

fn find(transaction: &Transaction<'_>, account: AccountId, alias: &Alias) -> Result<Option<Known>, Failure> {
    let known = transaction
        .statement("SELECT user, place FROM aliases WHERE account = ? AND kind = ? AND value = ?")?
        .query_row(params![account.0, alias.kind, alias.value], |row| {
            Ok(Known { user: row.get(0)?, place: row.get(1)? })
        })
        .optional()?;
    Ok(known)
}

fn insert(transaction: &Transaction<'_>, account: AccountId, profile: &Profile) -> Result<i64, Failure> {
    let user = transaction
        .statement("INSERT INTO users (account, profile) VALUES (?, ?)")?
        .insert(params![account.0, write_profile(profile)])?;
    Ok(user)
}

/// Gives the user these aliases, in this order, before any others.
fn arrange(
    transaction: &Transaction<'_>,
    account: AccountId,
    user: i64,
    aliases: &[&Alias],
) -> Result<(), Failure> {
    let older = aliases_of(transaction, user)?;
    let older = older.iter().filter(|alias| !aliases.contains(alias));
    let mut statement = transaction.statement(
        "INSERT INTO aliases (account, kind, value, user, place) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET user = ?4, place = ?5",
    )?;
    for (place, alias) in (0_i64..).zip(aliases.iter().copied().chain(older)) {
        statement.execute(params![account.0, alias.kind, alias.value, user, place])?;
    }
    Ok(())
}

/// Makes the newer user's aliases the older one's. The newer user's conversations finish what they have.
fn merge(transaction: &Transaction<'_>, newer: i64, older: i64) -> Result<(), Failure> {
    transaction.statement("UPDATE aliases SET user = ?2 WHERE user = ?1")?.execute([newer, older])?;
    transaction
        .statement("UPDATE users SET merged_into = ?2 WHERE id = ?1 OR merged_into = ?1")?
        .execute([newer, older])?;
    person::merge(transaction, newer, older)?;
    merge_chats(transaction, newer, older)?;
    let (profile, _) = profile_of(transaction, newer)?;
    refresh(transaction, older, &profile)
}

/// Notes what is new about a user who just wrote, and so can be reached.
fn refresh(transaction: &Transaction<'_>, user: i64, newer: &Profile) -> Result<(), Failure> {
    let (mut profile, reachable) = profile_of(transaction, user)?;
    if profile.update(newer) || !reachable {
        transaction
            .statement("UPDATE users SET profile = ?2, reachable = 1 WHERE id = ?1")?
            .execute(params![user, write_profile(&profile)])?;
    }
    Ok(())
}

fn profile_of(transaction: &Transaction<'_>, user: i64) -> Result<(Profile, bool), Failure> {
    let read = transaction
        .statement("SELECT profile, reachable FROM users WHERE id = ?")?
        .query_row([user], |row| Ok((read_profile(row.get_ref(0)?.as_str()?), row.get(1)?)))?;
    Ok(read)
}

/// The aliases of a user, in order.
pub(super) fn aliases_of(transaction: &Transaction<'_>, user: i64) -> Result<Vec<Alias>, Failure> {
    // Two may have the same place while users are being merged.
    let mut statement = transaction
        .statement("SELECT kind, value FROM aliases WHERE user = ? ORDER BY place, account, kind, value")?;
    let aliases = statement
        .query_map([user], |row| Ok(Alias { kind: row.get::<_, String>(0)?.into(), value: row.get(1)? }))?;
    Ok(aliases.collect::<Result<_, _>>()?)
}
