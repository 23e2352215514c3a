//! Chats: where messages go.

use std::collections::BTreeMap;

use tertulia_core::Chat;

use super::counter::Counter;
use crate::AccountId;

/// All chats, by number and by what they are.
#[derive(Default)]
pub(super) struct Chats {
    numbers: Counter,
    named: BTreeMap<(AccountId, Native), i64>,
    natives: BTreeMap<i64, Native>,
    /// When somebody was last heard in them.
    heard: BTreeMap<i64, i64>,
}

/// A chat. Private ones are known by our user, whatever the platform calls the person.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Native {
    /// The private chat with this user.
    Private(i64),
    /// The group with this id of the platform's.
    Group(String),
}

impl Chats {
    /// Our number of the chat a user is in at a place.
    pub(super) fn open(&mut self, account: AccountId, user: i64, place: &Chat) -> i64 {
        self.number(account, place.group.clone().map_or(Native::Private(user), Native::Group))
    }

    /// Our number of a group.
    pub(super) fn open_group(&mut self, account: AccountId, group: &str) -> i64 {
        self.number(account, Native::Group(group.to_owned()))
    }

    fn number(&mut self, account: AccountId, native: Native) -> i64 {
        *self.named.entry((account, native.clone())).or_insert_with(|| {
            let number = self.numbers.next();
            self.natives.insert(number, native);
            number
        })
    }

    /// Somebody was heard in a chat, by the platform's clock.
    pub(super) fn hear(&mut self, chat: i64, at: i64) {
        let heard = self.heard.entry(chat).or_insert(at);
        *heard = at.max(*heard);
    }

    /// When somebody was last heard there.
    pub(super) fn heard(&self, chat: i64) -> Option<i64> {
        self.heard.get(&chat).copied()
    }

    /// The private chat of the older user is that of the newer one as well.
    pub(super) fn merge(&mut self, account: AccountId, newer: i64, older: i64) {
        let private = self.named.get(&(account, Native::Private(newer)));
        if let Some(at) = private.and_then(|chat| self.heard(*chat)) {
            let chat = self.number(account, Native::Private(older));
            self.hear(chat, at);
        }
    }

    /// What the chat is.
    pub(super) fn native(&self, chat: i64) -> Option<&Native> {
        self.natives.get(&chat)
    }

    /// The platform's id of the group, if the chat is one.
    pub(super) fn group(&self, chat: i64) -> Option<&str> {
        match self.native(chat)? {
            Native::Group(group) => Some(group),
            Native::Private(_) => None,
        }
    }

    /// Our number of a group. `None` if nothing ever came from there.
    pub(super) fn find_group(&self, account: AccountId, group: &str) -> Option<i64> {
        self.named.get(&(account, Native::Group(group.to_owned()))).copied()
    }

    /// Gives a group another id, one that is not known yet.
    pub(super) fn rename_group(&mut self, account: AccountId, from: &str, to: &str) {
        if let Some(number) = self.named.remove(&(account, Native::Group(from.to_owned()))) {
            let native = Native::Group(to.to_owned());
            self.named.insert((account, native.clone()), number);
            self.natives.insert(number, native);
        }
    }
}
