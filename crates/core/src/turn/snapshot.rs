//! What a turn begins with and what it ends with: all of it values.

use jiff::Timestamp;

use crate::{
    Destination, Event, Platform,
    adapter::Notice,
    payload::{StoredPayload, TokenId},
    state::{ConversationState, PersonChange, UserRecord},
};

/// Everything a turn is given. With the same snapshot a turn that has no effects of its own does the same.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// What tells this turn from every other; the same whenever the turn runs again.
    pub turn_id: String,
    /// The platform the event came from.
    pub platform: Platform,
    /// Our number of the chat, which seals are bound to.
    pub chat: i64,
    /// Where replies go.
    pub destination: Destination,
    /// The person.
    pub user: UserRecord,
    /// The state of the conversation.
    pub state: ConversationState,
    /// The event.
    pub event: Event,
    /// What the store keeps for the token in the event's payload, if it has one.
    pub stored_payload: Option<StoredPayload>,
    /// Our number of the group that the bot was added to, if that is what happened.
    pub joined: Option<i64>,
    /// The time.
    pub now: Timestamp,
}

/// Everything a turn leaves behind, to be kept together or not at all.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The state of the conversation from now on.
    pub state: ConversationState,
    /// What is to be kept of the person.
    pub person: PersonChange,
    /// The calls to make, in order.
    pub calls: Vec<super::OutgoingCall>,
    /// The payloads that did not fit their buttons.
    pub payloads: Vec<StoredPayload>,
    /// The stored payload that must not be pressed again.
    pub used: Option<TokenId>,
    /// The timers that the conversation waits for from now on, and those that it no longer waits for.
    pub timers: Vec<super::TimerChange>,
    /// What to show over the chat in answer to a press.
    pub notice: Option<Notice>,
    /// How the turn ended, for logs and traces.
    pub verdict: super::Verdict,
}
