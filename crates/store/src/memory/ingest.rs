//! Putting events into their mailboxes, once.

use super::{
    conversation::{Place, Waiting},
    durable::Durable,
};
use crate::{
    Arrival, Ingested, StoreError,
    rules::{
        album::REST,
        arrival::timed,
        mailbox::{everyone, is_shared},
        person::Person,
        time::millis,
    },
};

impl Durable {
    /// Puts events into their mailboxes. With `claim`, idle conversations are claimed as well.
    pub(super) fn ingest(
        &mut self,
        arrivals: Vec<Arrival>,
        claim: bool,
    ) -> Result<Vec<Ingested>, StoreError> {
        let known = |account| self.accounts.platform(account).is_some();
        if let Some(unknown) = arrivals.iter().find(|arrival| !known(arrival.account)) {
            let number = unknown.account.0;
            return Err(StoreError::Unavailable(format!("there is no account with the number {number}")));
        }
        Ok(arrivals.into_iter().map(|arrival| self.put(timed(arrival), claim)).collect())
    }

    /// Puts an event into its mailbox, unless it came in before.
    fn put(&mut self, arrival: Arrival, claim: bool) -> Ingested {
        let shared = is_shared(&arrival);
        let Arrival { account, incoming, at, token, .. } = arrival;
        let now = millis(at);
        if !self.keys.remember(account, incoming.dedupe, now) {
            return Ingested::Duplicate;
        }
        let Some(sender) = incoming.sender.filter(|sender| !sender.aliases.is_empty()) else {
            self.dead.event(at, "nobody sent it".into(), &incoming.event);
            return Ingested::Stored(None);
        };
        let Person { user, newer } = self.people.resolve(account, &sender);
        for newer in newer {
            self.chats.merge(account, newer, user);
        }
        let owner = if shared { self.people.resolve(account, &everyone()).user } else { user };
        let chat = self.chats.open(account, owner, &incoming.chat);
        if incoming.event.opens_window {
            self.chats.hear(chat, millis(incoming.event.at));
        }
        let number = self.conversations.open(account, Place::new(chat, owner, &incoming.chat));
        let inbox = self.conversations.next_inbox();
        let Some(conversation) = self.conversations.find(number) else { return Ingested::Stored(None) };
        let album = incoming.event.album().map(str::to_owned);
        let user = (user != owner).then_some(user);
        let waiting = Waiting { user, ..Waiting::new(incoming.event, token, now) };
        conversation.put(incoming.sort, inbox, waiting);
        let due_at = album.as_ref().map_or(now, |_| now + REST);
        if let Some(album) = &album {
            conversation.rest(album, due_at);
        }
        let wake_at = conversation.free_at(due_at);
        if claim && !conversation.owned && wake_at == now {
            return Ingested::Stored(self.begin(number, at).map(Box::new));
        }
        self.conversations.wake_by(number, wake_at);
        Ingested::Stored(None)
    }
}
