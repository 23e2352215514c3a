//! All conversations: where they are, who handles them, and which have something to do.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    conversation::{Conversation, Place, Waiting},
    counter::Counter,
};
use crate::AccountId;

/// All conversations.
#[derive(Default)]
pub(super) struct Conversations {
    numbers: Counter,
    inbox_numbers: Counter,
    placed: BTreeMap<Place, i64>,
    conversations: BTreeMap<i64, Conversation>,
    /// Idle ones by when they have something to do.
    waiting: BTreeSet<(i64, i64)>,
}

impl Conversations {
    /// The conversation at a place, a new one if there is none.
    pub(super) fn open(&mut self, account: AccountId, place: Place) -> i64 {
        *self.placed.entry(place.clone()).or_insert_with(|| {
            let number = self.numbers.next();
            self.conversations.insert(number, Conversation::new(account, place));
            number
        })
    }

    /// The conversation with that number.
    pub(super) fn find(&mut self, number: i64) -> Option<&mut Conversation> {
        self.conversations.get_mut(&number)
    }

    /// The conversation, if it still is in the hands of whoever was given this fence.
    pub(super) fn held(&mut self, number: i64, fence: i64) -> Option<&mut Conversation> {
        self.find(number).filter(|conversation| conversation.owned && conversation.fence == fence)
    }

    /// The number of the next event.
    pub(super) fn next_inbox(&mut self) -> i64 {
        self.inbox_numbers.next()
    }

    /// The idle conversation of these accounts, or of any, that has had something to do for the longest time.
    pub(super) fn longest_waiting(&self, of: Option<&[AccountId]>, now: i64) -> Option<i64> {
        let due = self.waiting.iter().take_while(|(wake_at, _)| *wake_at <= now);
        due.map(|(_, number)| *number).find(|number| {
            let account = self.conversations.get(number).map(|conversation| conversation.account);
            of.is_none_or(|of| account.is_some_and(|account| of.contains(&account)))
        })
    }

    /// The accounts of those that have had something to do since that time.
    pub(super) fn accounts_waiting(&self, since: i64) -> BTreeSet<AccountId> {
        let due = self.waiting.iter().take_while(|(wake_at, _)| *wake_at <= since);
        due.filter_map(|(_, number)| Some(self.conversations.get(number)?.account)).collect()
    }

    /// Puts a conversation into somebody's hands.
    pub(super) fn own(&mut self, number: i64) {
        self.wake(number, None);
        if let Some(conversation) = self.find(number) {
            conversation.owned = true;
            conversation.fence += 1;
        }
    }

    /// Nobody handles the conversation; there is something to do at `wake_at`.
    pub(super) fn release(&mut self, number: i64, wake_at: Option<i64>) {
        self.wake(number, wake_at);
        if let Some(conversation) = self.find(number) {
            conversation.owned = false;
        }
    }

    /// An idle conversation has something to do at that time at the latest.
    pub(super) fn wake_by(&mut self, number: i64, at: i64) {
        let Some(conversation) = self.find(number).filter(|conversation| !conversation.owned) else { return };
        let earlier = conversation.wake_at.map_or(at, |before| before.min(at));
        self.wake(number, Some(earlier));
    }

    /// Those that somebody handles.
    pub(super) fn owned(&self) -> Vec<i64> {
        let owned = self.conversations.iter().filter(|(_, conversation)| conversation.owned);
        owned.map(|(number, _)| *number).collect()
    }

    /// The conversations of a chat are in another one from now on. Where the same person has a conversation
    /// there already, both stay where they are.
    pub(super) fn move_chat(&mut self, from: i64, to: i64) {
        for (number, conversation) in &mut self.conversations {
            let place = conversation.place.moved(to);
            if conversation.place.chat == from && !self.placed.contains_key(&place) {
                self.placed.remove(&conversation.place);
                self.placed.insert(place.clone(), *number);
                conversation.place = place;
            }
        }
    }

    /// The event of that number, wherever it waits.
    pub(super) fn event(&mut self, inbox: i64) -> Option<&mut Waiting> {
        self.conversations.values_mut().find_map(|conversation| conversation.event(inbox))
    }

    /// How many events there are in all mailboxes.
    pub(super) fn len(&self) -> usize {
        self.conversations.values().map(|conversation| conversation.events().len()).sum()
    }

    /// How many timers there are.
    pub(super) fn timers(&self) -> usize {
        self.conversations.values().map(|conversation| conversation.timers().len()).sum()
    }

    /// When the first timer is due.
    pub(super) fn next_timer(&self) -> Option<i64> {
        self.conversations
            .values()
            .flat_map(|conversation| conversation.timers())
            .map(|timer| timer.due_at)
            .min()
    }

    /// When the event or timer was due that has waited longest.
    pub(super) fn oldest(&self) -> Option<i64> {
        let conversations = self.conversations.values();
        let waiting =
            conversations.flat_map(|conversation| conversation.events().chain(conversation.timers()));
        waiting.map(|waiting| waiting.due_at).min()
    }

    fn wake(&mut self, number: i64, wake_at: Option<i64>) {
        let Some(conversation) = self.conversations.get_mut(&number) else { return };
        if let Some(before) = std::mem::replace(&mut conversation.wake_at, wake_at) {
            self.waiting.remove(&(before, number));
        }
        self.waiting.extend(wake_at.map(|wake_at| (wake_at, number)));
    }
}
