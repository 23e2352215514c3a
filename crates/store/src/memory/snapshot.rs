//! What a turn is given.

use jiff::Timestamp;
use tertulia_core::{Destination, Event, payload::TokenId, state::ConversationState, turn::Snapshot};

use super::durable::Durable;

impl Durable {
    /// Everything the turn of an event needs to know about its conversation.
    pub(super) fn snapshot(
        &mut self,
        number: i64,
        inbox: i64,
        event: Event,
        token: Option<TokenId>,
        now: Timestamp,
    ) -> Option<Snapshot> {
        let conversation = self.conversations.find(number)?;
        let place = &conversation.place;
        let (user, aliases) = self.people.record(place.user);
        let group = self.chats.group(place.chat).map(str::to_owned);
        let state = read_state(number, conversation.state.as_deref());
        // A title that is typed brings the payload of its button.
        let token = token.or_else(|| state.titles.token(&event));
        let last_message_id = conversation.last_message.as_ref().map(|(_, message)| message.clone());
        Some(Snapshot {
            turn_id: inbox.to_string(),
            platform: self.accounts.platform(conversation.account)?,
            chat: place.chat,
            destination: Destination { aliases, chat: place.native(group), last_message_id },
            user,
            state,
            event,
            stored_payload: token.and_then(|token| self.payloads.find(&token)),
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
