//! One conversation: its mailbox and its state.

use std::collections::BTreeMap;

use tertulia_core::{Chat, Event, payload::TokenId};

use crate::{AccountId, rules::album::PARTS};

/// A mailbox with its state.
pub(super) struct Conversation {
    pub(super) account: AccountId,
    pub(super) place: Place,
    /// How many events it has had.
    pub(super) seen: i64,
    /// Whether somebody handles it.
    pub(super) owned: bool,
    /// One more at every claim.
    pub(super) fence: i64,
    /// When there is something to do; `None` for nothing, and while it is owned.
    pub(super) wake_at: Option<i64>,
    /// A failing event is tried again then, and later ones wait for it.
    pub(super) held_until: Option<i64>,
    /// The newest message that came in, and its place in the platform's order.
    pub(super) last_message: Option<(i64, String)>,
    /// As JSON, which may be broken.
    pub(super) state: Option<String>,
    /// What waits, or is being handled: by the platform's order, then by number.
    inbox: BTreeMap<(i64, i64), Waiting>,
    /// Timers, due or not, by name.
    timers: BTreeMap<String, (i64, Waiting)>,
}

/// An event in the inbox.
#[derive(Clone)]
pub(super) struct Waiting {
    pub(super) due_at: i64,
    /// How many times it was begun.
    pub(super) attempts: u32,
    /// How many times that ended with an error.
    pub(super) errors: u32,
    pub(super) token: Option<TokenId>,
    /// Who sent it, if that is not the user of the conversation.
    pub(super) user: Option<i64>,
    /// The first part of the album it was given out with, which stands for all of them.
    pub(super) taken_with: Option<i64>,
    /// Whether it is of our own making: a message did not arrive.
    pub(super) own: bool,
    pub(super) event: Event,
    /// What blocks did outside and must not do again.
    pub(super) records: BTreeMap<String, String>,
}

impl Waiting {
    /// An event that has just come in.
    pub(super) fn new(event: Event, token: Option<TokenId>, due_at: i64) -> Self {
        Self {
            due_at,
            attempts: 0,
            errors: 0,
            token,
            user: None,
            taken_with: None,
            own: false,
            event,
            records: BTreeMap::new(),
        }
    }

    /// Whether nothing behind it is looked at: it is due, or a part of an album, which nothing overtakes.
    fn is_next(&self, now: i64) -> bool {
        self.due_at <= now || self.event.album().is_some()
    }
}

impl Conversation {
    /// A new conversation, that nobody handles.
    pub(super) fn new(account: AccountId, place: Place) -> Self {
        Self {
            account,
            place,
            seen: 0,
            owned: false,
            fence: 0,
            wake_at: None,
            held_until: None,
            last_message: None,
            state: None,
            inbox: BTreeMap::new(),
            timers: BTreeMap::new(),
        }
    }

    /// Puts an event into the mailbox.
    pub(super) fn put(&mut self, sort: i64, inbox: i64, waiting: Waiting) {
        self.seen += 1;
        if let Some(message) = &waiting.event.message_id
            && self.last_message.as_ref().is_none_or(|(newest, _)| *newest <= sort)
        {
            self.last_message = Some((sort, message.clone()));
        }
        self.inbox.insert((sort, inbox), waiting);
    }

    /// Puts an event into the mailbox, behind what waits there.
    pub(super) fn put_last(&mut self, inbox: i64, waiting: Waiting) {
        let sort = self.inbox.last_key_value().map_or(0, |((sort, _), _)| *sort);
        self.put(sort, inbox, waiting);
    }

    /// Waits for a time. An earlier timer of the same name is gone.
    pub(super) fn set_timer(&mut self, key: String, inbox: i64, waiting: Waiting) {
        self.timers.insert(key, (inbox, waiting));
    }

    /// No longer waits for the timer of that name.
    pub(super) fn cancel_timer(&mut self, key: &str) {
        self.timers.remove(key);
    }

    /// When an event that comes in now is handled: not before a failing one is tried again.
    pub(super) fn free_at(&self, now: i64) -> i64 {
        self.held_until.map_or(now, |until| until.max(now))
    }

    /// The events in the mailbox.
    pub(super) fn events(&self) -> impl ExactSizeIterator<Item = &Waiting> {
        self.inbox.values()
    }

    /// The timers.
    pub(super) fn timers(&self) -> impl ExactSizeIterator<Item = &Waiting> {
        self.timers.values().map(|(_, waiting)| waiting)
    }

    /// The first due event, else the first due timer, with its number. Nothing overtakes an album that still rests.
    pub(super) fn next_due(&mut self, now: i64) -> Option<(i64, &mut Waiting)> {
        let next = self.inbox.iter_mut().find(|(_, waiting)| waiting.is_next(now));
        if let Some(((_, inbox), waiting)) = next {
            return (waiting.due_at <= now).then_some((*inbox, waiting));
        }
        let due = self.timers.values_mut().filter(|(_, waiting)| waiting.due_at <= now);
        let first = due.min_by_key(|(inbox, waiting)| (waiting.due_at, *inbox));
        first.map(|(inbox, waiting)| (*inbox, waiting))
    }

    /// When there is something to do if nobody handles the conversation: `now` if something is due.
    pub(super) fn next_wake(&self, now: i64) -> Option<i64> {
        let next = self.inbox.values().find(|waiting| waiting.is_next(now));
        let next = next.map(|waiting| waiting.due_at.max(now));
        next.or_else(|| self.events().chain(self.timers()).map(|waiting| waiting.due_at.max(now)).min())
    }

    /// The parts of an album that came before rest until the next one does.
    pub(super) fn rest(&mut self, album: &str, until: i64) {
        for part in self.inbox.values_mut().filter(|waiting| waiting.event.album() == Some(album)) {
            part.due_at = part.due_at.max(until);
        }
    }

    /// The event of that number with the rest of its album, if it is the first part of one.
    pub(super) fn gather(&mut self, first: i64, user: Option<i64>, event: Event) -> Event {
        let Some(album) = event.album() else { return event };
        let parts = self.inbox.values_mut();
        let parts = parts.filter(|part| part.event.album() == Some(album) && part.user == user);
        let parts = parts.take(PARTS).map(|part| {
            part.taken_with = Some(first);
            part.event.clone()
        });
        Event::of_album(parts).unwrap_or(event)
    }

    /// The event or timer of that number.
    pub(super) fn event(&mut self, inbox: i64) -> Option<&mut Waiting> {
        let events = self.inbox.iter_mut().map(|((_, number), waiting)| (*number, waiting));
        let timers = self.timers.values_mut().map(|(number, waiting)| (*number, waiting));
        events.chain(timers).find(|(number, _)| *number == inbox).map(|(_, waiting)| waiting)
    }

    /// Takes the event or timer of that number out of the mailbox, and all of the album it stands for.
    pub(super) fn take(&mut self, inbox: i64) -> Vec<Waiting> {
        let fired =
            self.timers.extract_if(.., |_, (number, _)| *number == inbox).map(|(_, (_, timer))| timer);
        let mut taken: Vec<Waiting> = fired.collect();
        let is_taken = |(_, number): &(i64, i64), waiting: &mut Waiting| {
            *number == inbox || waiting.taken_with == Some(inbox)
        };
        taken.extend(self.inbox.extract_if(.., is_taken).map(|(_, waiting)| waiting));
        taken
    }
}

/// What tells conversations apart.
#[derive(Clone, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Place {
    /// Our number of the chat.
    pub(super) chat: i64,
    /// The user, as known when the conversation began.
    pub(super) user: i64,
    thread: Option<String>,
    business: Option<String>,
}

impl Place {
    /// The place of a user's conversation. An empty name is no name.
    pub(super) fn new(chat: i64, user: i64, place: &Chat) -> Self {
        let named = |name: &Option<String>| name.clone().filter(|name| !name.is_empty());
        Self { chat, user, thread: named(&place.thread), business: named(&place.business) }
    }

    /// The same place in another chat.
    pub(super) fn moved(&self, chat: i64) -> Self {
        Self { chat, ..self.clone() }
    }

    /// The place as the platform has it.
    pub(super) fn native(&self, group: Option<String>) -> Chat {
        Chat { group, thread: self.thread.clone(), business: self.business.clone() }
    }
}
