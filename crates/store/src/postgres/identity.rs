//! Who a sender is: the user behind the aliases.

use std::collections::{BTreeMap, BTreeSet};

use tertulia_core::{Alias, Profile, Sender};

use super::{conversation::merge_chats, failure::Failure, person, transaction::Transaction};
use crate::{
    AccountId,
    rules::{
        json::{read_profile, write_profile},
        person::{Person, distinct},
    },
};

/// A sender, and what the aliases are known for.
pub(super) struct Seen<'a> {
    account: i64,
    sender: &'a Sender,
    aliases: Vec<&'a Alias>,
    /// Of each alias that is known, by its place.
    known: BTreeMap<usize, Known>,
}

/// An alias that is known: whose it is, its place among that user's, and what is known of that user.
struct Known {
    user: i64,
    place: i64,
    profile: String,
    reachable: bool,
}

impl Seen<'_> {
    /// The users that the aliases belong to.
    pub(super) fn users(&self) -> impl Iterator<Item = i64> {
        self.known.values().map(|known| known.user)
    }

    /// The user, if the aliases are that user's as they stand.
    fn settled(&self) -> Option<i64> {
        let Person { user, newer } = Person::of(self.users())?;
        let in_place = |place: usize| {
            self.known.get(&place).is_some_and(|known| usize::try_from(known.place) == Ok(place))
        };
        (newer.is_empty() && (0..self.aliases.len()).all(in_place)).then_some(user)
    }
}

/// Looks the first of these senders up, that many. If something is not as it was, nobody else changes anything about any of
/// them from then on.
pub(super) async fn look_up<'a>(
    transaction: &Transaction,
    senders: &[(AccountId, &'a Sender)],
    first: usize,
    locked: &mut bool,
) -> Result<Vec<Seen<'a>>, Failure> {
    let asked = &senders[..first.min(senders.len())];
    let seen = find(transaction, asked).await?;
    if *locked || seen.iter().all(|seen| seen.settled().is_some()) {
        return Ok(seen);
    }
    *locked = true;
    lock(transaction, senders).await?;
    find(transaction, asked).await
}

async fn find<'a>(
    transaction: &Transaction,
    senders: &[(AccountId, &'a Sender)],
) -> Result<Vec<Seen<'a>>, Failure> {
    let mut seen: Vec<_> = senders
        .iter()
        .map(|(account, sender)| {
            let aliases = distinct(&sender.aliases);
            Seen { account: account.0, sender, aliases, known: BTreeMap::new() }
        })
        .collect();
    let (mut accounts, mut kinds, mut values, mut places) = (vec![], vec![], vec![], vec![]);
    for (who, seen) in seen.iter().enumerate() {
        for (place, alias) in seen.aliases.iter().enumerate() {
            accounts.push(seen.account);
            kinds.push(&*alias.kind);
            values.push(alias.value.as_str());
            places.push((who, place));
        }
    }
    let found = transaction
        .rows(
            "SELECT asked.number, a.person, a.place, u.profile, u.reachable
             FROM unnest($1::bigint[], $2::text[], $3::text[]) WITH ORDINALITY asked (account, kind, value, number)
             JOIN aliases a ON a.account = asked.account AND a.kind = asked.kind AND a.value = asked.value
             JOIN users u ON u.id = a.person",
            &[&accounts, &kinds, &values],
        )
        .await?;
    for row in found {
        let number: i64 = row.try_get(0)?;
        let Some((who, place)) = usize::try_from(number - 1).ok().and_then(|at| places.get(at)) else {
            continue;
        };
        let known = Known {
            user: row.try_get(1)?,
            place: row.try_get(2)?,
            profile: row.try_get(3)?,
            reachable: row.try_get(4)?,
        };
        seen[*who].known.insert(*place, known);
    }
    Ok(seen)
}

/// Keeps others from learning anything about these aliases before the transaction ends. In stripes, always in the same
/// order.
async fn lock(transaction: &Transaction, senders: &[(AccountId, &Sender)]) -> Result<(), Failure> {
    let aliases = senders.iter().flat_map(|(account, sender)| {
        sender.aliases.iter().map(|alias| format!("{} {} {}", account.0, alias.kind, alias.value))
    });
    let aliases: Vec<String> = aliases.collect();
    transaction
        .execute(
            "SELECT pg_advisory_xact_lock(stripe) FROM (
                SELECT DISTINCT (hashtext($1)::bigint << 16) | (hashtext(alias) & 255) AS stripe
                FROM unnest($2::text[]) alias ORDER BY 1
             ) stripes",
            &[&transaction.shared.schema, &aliases],
        )
        .await?;
    Ok(())
}

/// The users that senders are, new ones for those of whom no alias is known. No two of them have anything in common.
///
/// Aliases that belonged to several users show that these are one person: the older user stays.
pub(super) async fn resolve(transaction: &Transaction, seen: &[&Seen<'_>]) -> Result<Vec<i64>, Failure> {
    let strangers: Vec<_> = seen.iter().copied().filter(|seen| seen.known.is_empty()).collect();
    let mut strangers = insert(transaction, &strangers).await?.into_iter();
    let (mut users, mut refreshed) = (Vec::with_capacity(seen.len()), Refreshed::default());
    for seen in seen {
        let Some(Person { user, newer }) = Person::of(seen.users()) else {
            users.extend(strangers.next());
            continue;
        };
        users.push(user);
        if seen.settled().is_some() {
            if let Some(known) = seen.known.values().next() {
                refreshed.add(user, &known.profile, known.reachable, &seen.sender.profile);
            }
            continue;
        }
        for newer in newer {
            merge(transaction, newer, user).await?;
        }
        arrange(transaction, seen.account, user, &seen.aliases).await?;
        refresh(transaction, user, &seen.sender.profile).await?;
    }
    refreshed.write(transaction).await?;
    Ok(users)
}

/// New users, in this order.
async fn insert(transaction: &Transaction, strangers: &[&Seen<'_>]) -> Result<Vec<i64>, Failure> {
    if strangers.is_empty() {
        return Ok(Vec::new());
    }
    let accounts: Vec<i64> = strangers.iter().map(|seen| seen.account).collect();
    let profiles: Vec<String> = strangers.iter().map(|seen| write_profile(&seen.sender.profile)).collect();
    let new = transaction
        .rows(
            "INSERT INTO users (account, profile)
             SELECT account, profile FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY new (account, profile, number)
             ORDER BY number RETURNING id",
            &[&accounts, &profiles],
        )
        .await?;
    let new = new.iter().map(|row| row.try_get(0)).collect::<Result<Vec<i64>, _>>()?;
    let mut aliases = Aliases::default();
    for (seen, user) in strangers.iter().zip(&new) {
        aliases.add(seen.account, *user, seen.aliases.iter().copied());
    }
    aliases.write(transaction).await?;
    Ok(new)
}

/// Gives the user these aliases, in this order, before any others.
async fn arrange(
    transaction: &Transaction,
    account: i64,
    user: i64,
    aliases: &[&Alias],
) -> Result<(), Failure> {
    let older = aliases_of(transaction, user).await?;
    let older = older.iter().filter(|alias| !aliases.contains(alias));
    let mut written = Aliases::default();
    written.add(account, user, aliases.iter().copied().chain(older));
    written.write(transaction).await
}

/// The aliases of a user, in order.
async fn aliases_of(transaction: &Transaction, user: i64) -> Result<Vec<Alias>, Failure> {
    // Two may have the same place while users are being merged.
    let rows = transaction
        .rows(
            "SELECT kind, value FROM aliases WHERE person = $1 ORDER BY place, account, kind COLLATE \"C\", value COLLATE \"C\"",
            &[&user],
        )
        .await?;
    rows.iter()
        .map(|row| Ok(Alias { kind: row.try_get::<_, String>(0)?.into(), value: row.try_get(1)? }))
        .collect()
}

/// Aliases to be written.
#[derive(Default)]
struct Aliases<'a> {
    accounts: Vec<i64>,
    kinds: Vec<&'a str>,
    values: Vec<&'a str>,
    users: Vec<i64>,
    places: Vec<i64>,
}

impl<'a> Aliases<'a> {
    fn add(&mut self, account: i64, user: i64, aliases: impl Iterator<Item = &'a Alias>) {
        for (place, alias) in (0..).zip(aliases) {
            self.accounts.push(account);
            self.kinds.push(&alias.kind);
            self.values.push(&alias.value);
            self.users.push(user);
            self.places.push(place);
        }
    }

    async fn write(&self, transaction: &Transaction) -> Result<(), Failure> {
        transaction
            .execute(
                "INSERT INTO aliases (account, kind, value, person, place)
                 SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
                 ON CONFLICT (account, kind, value) DO UPDATE SET person = excluded.person, place = excluded.place",
                &[&self.accounts, &self.kinds, &self.values, &self.users, &self.places],
            )
            .await?;
        Ok(())
    }
}

/// Makes the newer user's aliases the older one's. The newer user's conversations finish what they have.
async fn merge(transaction: &Transaction, newer: i64, older: i64) -> Result<(), Failure> {
    transaction.execute("UPDATE aliases SET person = $2 WHERE person = $1", &[&newer, &older]).await?;
    transaction
        .execute("UPDATE users SET merged_into = $2 WHERE id = $1 OR merged_into = $1", &[&newer, &older])
        .await?;
    person::merge(transaction, newer, older).await?;
    merge_chats(transaction, newer, older).await?;
    if let Some((profile, _)) = profile_of(transaction, newer).await? {
        refresh(transaction, older, &read_profile(&profile)).await?;
    }
    Ok(())
}

/// Notes what is new about a user who just wrote, and so can be reached.
async fn refresh(transaction: &Transaction, user: i64, newer: &Profile) -> Result<(), Failure> {
    let mut refreshed = Refreshed::default();
    if let Some((profile, reachable)) = profile_of(transaction, user).await? {
        refreshed.add(user, &profile, reachable, newer);
    }
    refreshed.write(transaction).await
}

async fn profile_of(transaction: &Transaction, user: i64) -> Result<Option<(String, bool)>, Failure> {
    let row = transaction.row("SELECT profile, reachable FROM users WHERE id = $1", &[&user]).await?;
    row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
}

/// Users of whom something is new.
#[derive(Default)]
struct Refreshed {
    users: Vec<i64>,
    profiles: Vec<String>,
}

impl Refreshed {
    fn add(&mut self, user: i64, profile: &str, reachable: bool, newer: &Profile) {
        let mut profile = read_profile(profile);
        if profile.update(newer) || !reachable {
            self.users.push(user);
            self.profiles.push(write_profile(&profile));
        }
    }

    async fn write(&self, transaction: &Transaction) -> Result<(), Failure> {
        if !self.users.is_empty() {
            transaction
                .execute(
                    "UPDATE users u SET profile = new.profile, reachable = true
                     FROM unnest($1::bigint[], $2::text[]) new (id, profile) WHERE u.id = new.id",
                    &[&self.users, &self.profiles],
                )
                .await?;
        }
        Ok(())
    }
}

/// The users to whom something in common belongs: their aliases, and who they are known to be.
pub(super) struct Ties(BTreeSet<(i64, String)>, BTreeSet<i64>);

impl Ties {
    /// Of nobody.
    pub(super) fn new() -> Self {
        Self(BTreeSet::new(), BTreeSet::new())
    }

    /// Adds a sender. `false` if that has something in common with one that was added before.
    pub(super) fn add(&mut self, seen: &Seen<'_>) -> bool {
        let aliases: BTreeSet<_> = seen
            .aliases
            .iter()
            .map(|alias| (seen.account, format!("{} {}", alias.kind, alias.value)))
            .collect();
        let users: BTreeSet<_> = seen.users().collect();
        let apart = self.0.is_disjoint(&aliases) && self.1.is_disjoint(&users);
        self.0.extend(aliases);
        self.1.extend(users);
        apart
    }
}
