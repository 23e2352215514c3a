//! Who a sender is: the user behind the aliases.

use std::collections::{BTreeMap, BTreeSet};

use tertulia_core::{
    Alias, Profile, Sender,
    receipt::Status,
    state::{Memory, PersonChange, UserRecord},
};

use super::{counter::Counter, inspect::Watermarks};
use crate::{
    AccountId, Reader,
    rules::{
        person::{Person, distinct},
        time::timestamp,
    },
};

/// All users, by number and by alias.
#[derive(Default)]
pub(super) struct People {
    numbers: Counter,
    users: BTreeMap<i64, User>,
    named: BTreeMap<(AccountId, Alias), i64>,
}

/// A user of ours.
#[derive(Default)]
struct User {
    /// With their places: as last given by the platform, then older ones. Two may have the same place while
    /// users are being merged.
    aliases: BTreeSet<(usize, Alias)>,
    profile: Profile,
    /// Whether a turn was finished for the person.
    met: bool,
    /// Whether the person wants no messages that answer nothing.
    stopped: bool,
    /// The language that was chosen.
    locale: Option<String>,
    /// What `UserData` keeps, and how often that was changed.
    memory: Option<Memory>,
    version: i64,
    /// Whether messages arrive, as far as is known.
    reachable: bool,
    /// Up to when everything sent was delivered. It only grows.
    delivered_until: Option<i64>,
    /// Up to when everything sent was read. It only grows.
    read_until: Option<i64>,
    /// The older user that turned out to be the same person. Never a chain: it always names the last one.
    merged_into: Option<i64>,
}

impl People {
    /// The user a sender is, a new one if none of the aliases is known. Somebody who writes can be reached.
    ///
    /// Aliases that belonged to several users show that these are one person: the older user stays. Gives the others, too.
    pub(super) fn resolve(&mut self, account: AccountId, sender: &Sender) -> Person {
        let aliases = distinct(&sender.aliases);
        let known = aliases.iter().filter_map(|alias| self.named.get(&(account, (*alias).clone())));
        let Person { user, newer } = Person::of(known.copied())
            .unwrap_or_else(|| Person { user: self.numbers.next(), newer: BTreeSet::new() });
        for newer in &newer {
            self.merge(*newer, user);
        }
        let record = self.users.entry(user).or_default();
        record.arrange(&aliases);
        record.profile.update(&sender.profile);
        record.reachable = true;
        for (_, alias) in &record.aliases {
            self.named.insert((account, alias.clone()), user);
        }
        Person { user, newer }
    }

    /// The person as they are known today, and the account they talk with.
    pub(super) fn find(&self, reader: &Reader) -> Option<(i64, AccountId)> {
        match reader {
            Reader::User(number) => {
                let account = |user| {
                    self.named.iter().find(|(_, known)| **known == user).map(|((account, _), _)| *account)
                };
                let user = self.users.contains_key(number).then(|| self.current(*number))?;
                Some((user, account(user)?))
            }
            Reader::Native { account, id } => {
                let of_account =
                    self.named.iter().filter(|((of, alias), _)| of == account && alias.value == *id);
                of_account.map(|(_, user)| (*user, *account)).next()
            }
        }
    }

    /// Makes the newer user's aliases the older one's. The newer user's conversations finish what they have.
    fn merge(&mut self, newer: i64, older: i64) {
        for (number, user) in &mut self.users {
            if *number == newer || user.merged_into == Some(newer) {
                user.merged_into = Some(older);
            }
        }
        let Some(newer) = self.users.get_mut(&newer) else { return };
        let (mut aliases, profile) = (std::mem::take(&mut newer.aliases), newer.profile.clone());
        let kept = (newer.met, newer.stopped, newer.locale.clone(), newer.memory.clone(), newer.version);
        let older = self.users.entry(older).or_default();
        older.aliases.append(&mut aliases);
        older.profile.update(&profile);
        let (met, stopped, locale, memory, version) = kept;
        older.met |= met;
        older.stopped |= stopped;
        older.locale = older.locale.take().or(locale);
        older.memory = older.memory.take().or(memory);
        // One that no turn has read, of either of the two.
        older.version = 1 + older.version.max(version);
    }

    /// Keeps what a turn changed about a person. `false` if it has read what is no longer so; then nothing is kept.
    pub(super) fn keep(&mut self, user: i64, change: PersonChange) -> bool {
        let user = self.current(user);
        let Some(user) = self.users.get_mut(&user) else { return true };
        if change.read.is_some_and(|version| version != user.version) {
            return false;
        }
        user.met |= change.met;
        user.stopped = change.stopped.unwrap_or(user.stopped);
        if let Some(locale) = change.locale {
            user.locale = locale;
        }
        if let Some(memory) = change.memory {
            user.memory = Some(memory);
            user.version += 1;
        }
        true
    }

    /// What a turn is told about a user, or about the one it was merged into, and the person's aliases.
    pub(super) fn record(&self, user: i64) -> (UserRecord, Vec<Alias>) {
        let user = self.current(user);
        self.users.get(&user).map_or_else(
            || (UserRecord { id: user, ..UserRecord::default() }, Vec::new()),
            |known| {
                let aliases = known.aliases.iter().map(|(_, alias)| alias.clone()).collect();
                let record = UserRecord {
                    id: user,
                    profile: known.profile.clone(),
                    locale: known.locale.clone(),
                    met: known.met,
                    stopped: known.stopped,
                    memory: known.memory.clone().unwrap_or_default(),
                    version: known.version,
                };
                (record, aliases)
            },
        )
    }

    /// Everything that was sent to a person up to that time got as far as the status says.
    pub(super) fn advance(&mut self, account: AccountId, alias: Alias, status: &Status, at: i64) {
        let Some(user) = self.named.get(&(account, alias)) else { return };
        let Some(user) = self.users.get_mut(user) else { return };
        let until = match status {
            Status::Delivered => &mut user.delivered_until,
            Status::Read => &mut user.read_until,
            _ => return,
        };
        *until = Some(until.unwrap_or(0).max(at));
    }

    /// How far messages got, of users of whom that was told.
    pub(super) fn watermarks(&self) -> Vec<Watermarks> {
        let told = |(number, user): (&i64, &User)| {
            let (delivered_until, read_until) = (user.delivered_until, user.read_until);
            (delivered_until.is_some() || read_until.is_some()).then(|| Watermarks {
                user: *number,
                delivered_until: delivered_until.map(timestamp),
                read_until: read_until.map(timestamp),
            })
        };
        self.users.iter().filter_map(told).collect()
    }

    /// Notes that messages to the user do not arrive.
    pub(super) fn mark_unreachable(&mut self, user: i64) {
        let user = self.current(user);
        if let Some(user) = self.users.get_mut(&user) {
            user.reachable = false;
        }
    }

    /// The users whom messages do not reach.
    pub(super) fn unreachable(&self) -> Vec<i64> {
        let unreachable = self.users.iter().filter(|(_, user)| !user.reachable);
        unreachable.map(|(number, _)| *number).collect()
    }

    /// Whether somebody is that user, or turned out to be.
    pub(super) fn is(&self, somebody: i64, user: i64) -> bool {
        somebody == user || self.current(somebody) == user
    }

    /// The user, or the one it was merged into.
    fn current(&self, user: i64) -> i64 {
        self.users.get(&user).and_then(|known| known.merged_into).unwrap_or(user)
    }
}

impl User {
    /// Gives the user these aliases, in this order, before any others.
    fn arrange(&mut self, aliases: &[&Alias]) {
        let older = std::mem::take(&mut self.aliases);
        let older = older.into_iter().map(|(_, alias)| alias).filter(|alias| !aliases.contains(&alias));
        self.aliases = aliases.iter().map(|alias| (*alias).clone()).chain(older).enumerate().collect();
    }
}
