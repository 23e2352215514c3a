//! What a turn is given.

use jiff::Timestamp;
use rusqlite::params;
use tertulia_core::{
    Chat, Destination, Event,
    payload::TokenId,
    state::{ConversationState, UserRecord},
    turn::Snapshot,
};

use super::{
    conversation::open_chat, failure::Failure, identity::aliases_of, payload, transaction::Transaction,
};
use crate::{
    AccountId,
    rules::{
        chat::{NativeChat, group_of},
        json::{read_memory, read_profile},
        time::timestamp,
    },
};

/// The turn a snapshot is for.
pub(super) struct Turn {
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

/// A snapshot, and what is known besides of the conversation.
pub(super) struct Taken {
    pub(super) account: AccountId,
    pub(super) fence: i64,
    /// How many events it has had.
    pub(super) seen: i64,
    pub(super) snapshot: Snapshot,
}

/// Everything the turn needs to know about its conversation.
pub(super) fn take(transaction: &Transaction<'_>, conversation: i64, turn: Turn) -> Result<Taken, Failure> {
    let row = read(transaction, conversation, turn.user)?;
    let state = match row.state {
        Some(json) => read_state(transaction, conversation, &json)?,
        None => ConversationState::default(),
    };
    // A title that is typed brings the payload of its button.
    let stored_payload = match &turn.token.or_else(|| state.titles.token(&turn.event)) {
        Some(token) => payload::find(transaction, token)?,
        None => None,
    };
    let joined = match turn.event.joined() {
        Some(group) => Some(open_chat(transaction, row.account, &NativeChat::Group(&group.id))?),
        None => None,
    };
    let snapshot = Snapshot {
        turn_id: turn.inbox.to_string(),
        platform: transaction.platforms.named(&row.platform),
        chat: row.chat,
        destination: Destination {
            aliases: aliases_of(transaction, row.user.id)?,
            chat: row.place,
            last_message_id: row.last_message_id,
            heard: row.heard.map(timestamp),
        },
        state,
        user: row.user,
        event: turn.event,
        stored_payload,
        joined,
        now: turn.now,
    };
    Ok(Taken { account: row.account, fence: row.fence, seen: row.seen, snapshot })
}

struct Row {
    account: AccountId,
    fence: i64,
    seen: i64,
    platform: String,
    chat: i64,
    place: Chat,
    last_message_id: Option<String>,
    heard: Option<i64>,
    user: UserRecord,
    state: Option<String>,
}

fn read(transaction: &Transaction<'_>, conversation: i64, user: Option<i64>) -> Result<Row, Failure> {
    let mut statement = transaction.statement(
        "SELECT c.account, a.platform, c.chat, h.native, c.thread, c.business, c.last_message_id,
                u.id, u.profile, s.state, u.met, u.locale, u.memory_version, u.memory, u.stopped,
                c.fence, c.in_seq, h.heard_at
         FROM conversations c
         JOIN accounts a ON a.id = c.account
         JOIN chats h ON h.id = c.chat
         JOIN users had ON had.id = coalesce(?2, c.user)
         JOIN users u ON u.id = coalesce(had.merged_into, had.id)
         LEFT JOIN conversation_state s ON s.conversation = c.id
         WHERE c.id = ?1",
    )?;
    let some = |text: String| (!text.is_empty()).then_some(text);
    let row = statement.query_row(params![conversation, user], |row| {
        let group = group_of(row.get_ref(3)?.as_str()?);
        Ok(Row {
            account: AccountId(row.get(0)?),
            fence: row.get(15)?,
            seen: row.get(16)?,
            platform: row.get(1)?,
            chat: row.get(2)?,
            place: Chat { group, thread: some(row.get(4)?), business: some(row.get(5)?) },
            last_message_id: row.get(6)?,
            heard: row.get(17)?,
            user: UserRecord {
                id: row.get(7)?,
                profile: read_profile(row.get_ref(8)?.as_str()?),
                met: row.get(10)?,
                stopped: row.get(14)?,
                locale: row.get(11)?,
                version: row.get(12)?,
                memory: read_memory(row.get_ref(13)?.as_str_or_null()?),
            },
            state: row.get(9)?,
        })
    })?;
    Ok(row)
}

/// The state. One that cannot be read is kept aside, and the conversation begins anew.
fn read_state(
    transaction: &Transaction<'_>,
    conversation: i64,
    json: &str,
) -> Result<ConversationState, Failure> {
    let error = match serde_json::from_str(json) {
        Ok(state) => return Ok(state),
        Err(error) => error,
    };
    tracing::warn!(conversation, %error, "the state of a conversation cannot be read and is set aside");
    transaction
        .statement("UPDATE conversation_state SET state = '{}', state_aside = ?2 WHERE conversation = ?1")?
        .execute(params![conversation, json])?;
    Ok(ConversationState::default())
}
