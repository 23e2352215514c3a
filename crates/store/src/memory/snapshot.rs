//! What a turn is given.

use jiff::Timestamp;
use tertulia_core::{Destination, Event, payload::TokenId, state::ConversationState, turn::Snapshot};

use super::durable::Durable;
use crate::rules::time::timestamp;

/// The turn a snapshot is for.
pub(super) struct Begun {
    /// Our number of the event. It is never used twice, so it names the turn.
    pub(super) inbox: i64,
    /// Who sent the event, if that is not the user of the conversation.
    pub(super) user: Option<i64>,
    /// The event.
    pub(super) event: Event,
    /// The token in its payload.
    pub(super) token: Option<TokenId>,
    /// The time of the claim.
    pub(super) now: Timestamp,
}

impl Durable {
    /// Everything the turn needs to know about its conversation.
    pub(super) fn snapshot(&mut self, number: i64, turn: Begun) -> Option<Snapshot> {
        let Begun { inbox, user, event, token, now } = turn;
        let conversation = self.conversations.find(number)?;
        let place = &conversation.place;
        let (user, aliases) = self.people.record(user.unwrap_or(place.user));
        let joined = event.joined().map(|group| self.chats.open_group(conversation.account, &group.id));
        let group = self.chats.group(place.chat).map(str::to_owned);
        let state = read_state(number, conversation.state.as_deref());
        // A title that is typed brings the payload of its button.
        let token = token.or_else(|| state.titles.token(&event));
        let last_message_id = conversation.last_message.as_ref().map(|(_, message)| message.clone());
        let heard = self.chats.heard(place.chat).map(timestamp);
        Some(Snapshot {
            turn_id: inbox.to_string(),
            platform: self.accounts.platform(conversation.account)?,
            chat: place.chat,
            destination: Destination { aliases, chat: place.native(group), last_message_id, heard },
            user,
            state,
            event,
            stored_payload: token.and_then(|token| self.payloads.find(&token)),
            joined,
            now,
        })
    }
}

/// The state. Without one that can be read, the conversation begins anew.
fn read_state(conversation: i64, json: Option<&str>) -> ConversationState {
    json.map_or_else(ConversationState::default, |json| {
        serde_json::from_str(json).unwrap_or_else(|error| {
            tracing::warn!(conversation, %error, "the state of a conversation cannot be read");
            ConversationState::default()
        })
    })
}
